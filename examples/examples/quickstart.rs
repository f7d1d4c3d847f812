//! The program of the README: two related models, and each statement that runs.

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
    schema![User].create(&db)?; // User, and every model it leads to

    let john = NewUser { username: "john_doe", email: "john@example.com" }.insert(&db)?;
    for title in ["First Post", "Second Post"] {
        NewPost { title, content: "Hello World!", user_id: john.id }.insert(&db)?;
    }

    // From here on, show what runs.
    db.observe(|statement| {
        if !statement.is_control() {
            println!("{statement}");
        }
    });

    // Two statements, however many users there are. The type says what was loaded.
    let users: Vec<(User, Vec<Post>)> = User::all().with(|u| u.posts).load(&db)?;
    for (user, posts) in users {
        println!("{} has {} posts", user.username, posts.len());
    }

    // An accessor is a query: refine it, then run it.
    let first = john.posts().filter(|p| p.title.contains("First"));
    for post in first.load(&db)? {
        let author = post.author().load(&db)?;
        println!("{} by {}", post.title, author.username);
    }
    Ok(())
}
