//! The tutorial's chapter "Backref vs. Back_populates": one declaration a side, and the compiler compares them.
//!
//! Take away `#[belongs_to(author: User)]`, and it says:
//!
//! ```text
//! error[E0277]: `Post` has no `belongs_to` of this name to `User`
//!   --> examples/examples/both_sides.rs:17:37
//!    |
//! 17 | #[has_many(written: Post, inverse = author)]
//!    |                                     ^^^^^^ not the name of a `belongs_to` of `Post` that leads to `User`
//! ```

use relmodel::prelude::*;

// `inverse` is needed because a post has two keys to `User`. With one key `#[has_many(posts: Post)]` is enough.
#[derive(Model, Debug)]
#[has_many(written: Post, inverse = author)]
#[has_many(edited: Post, inverse = editor)]
struct User {
    id: Id<User>,
    name: String,
}

#[derive(Model, Debug)]
struct Post {
    id: Id<Post>,
    title: String,
    #[belongs_to(author: User)]
    author_id: Id<User>,
    #[belongs_to(editor: User)]
    editor_id: Option<Id<User>>,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![User].create(&db)?;

    let ann = NewUser { name: "Ann" }.insert(&db)?;
    let bob = NewUser { name: "Bob" }.insert(&db)?;
    NewPost { title: "On Keys", author_id: ann.id }.editor_id(bob.id).insert(&db)?;
    NewPost { title: "On Names", author_id: bob.id }.insert(&db)?;

    // From the side that has the keys.
    let posts = Post::all().order_by(|p| p.id).with(|p| p.author).with(|p| p.editor);
    for (post, author, editor) in posts.load(&db)? {
        let editor = editor.map_or("nobody".to_owned(), |e| e.name);
        println!("{} is by {} and edited by {editor}", post.title, author.name);
    }

    // From the other side.
    let users = User::all().order_by(|u| u.id).with(|u| u.written).with(|u| u.edited);
    for (user, written, edited) in users.load(&db)? {
        println!("{} wrote {} and edited {}", user.name, written.len(), edited.len());
    }
    Ok(())
}
