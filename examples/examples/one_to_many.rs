//! The tutorial's chapter "One-to-Many Relationships": a user has many posts, a post has one author.

use relmodel::prelude::*;

#[derive(Model, Debug)]
#[has_many(posts: Post)]
struct User {
    id: Id<User>,
    #[unique]
    username: String,
    #[unique]
    email: String,
}

#[derive(Model, Debug)]
struct Post {
    id: Id<Post>,
    title: String,
    content: String,
    #[belongs_to(author: User)]
    user_id: Id<User>,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![User].create(&db)?;

    // Create a new user.
    let john = NewUser { username: "john_doe", email: "john@example.com" }.insert(&db)?;

    // Create posts for the user.
    let posts = [
        NewPost { title: "First Post", content: "Hello World!", user_id: john.id },
        NewPost { title: "Flask Tips", content: "Flask is awesome!", user_id: john.id },
    ];
    Post::insert_all(&db, posts)?;

    // Retrieve all posts by a user.
    let john = User::filter(|u| u.username.eq("john_doe")).one(&db)?;
    for post in john.posts().order_by(|p| p.id).load(&db)? {
        println!("Title: {}, Content: {}", post.title, post.content);
    }

    // Find the author of a post.
    let tips = Post::filter(|p| p.title.eq("Flask Tips")).one(&db)?;
    let author = tips.author().load(&db)?;
    println!("Author: {}", author.username);
    Ok(())
}
