use relmodel::prelude::*;

#[derive(Model)]
#[has_many(posts: Post, inverse = author)]
struct User {
    id: Id<User>,
    name: String,
    age: i64,
    height: f64,
    nick: Option<String>,
}

#[derive(Model)]
struct Post {
    id: Id<Post>,
    title: String,
    likes: i64,
    #[belongs_to(author: User)]
    user_id: Id<User>,
    #[belongs_to(editor: User)]
    editor_id: Option<Id<User>>,
}

fn main() {
    let _ = Post::all().select(|p| p.author.get(|u| u.posts));
}
