//! The tutorial's chapter "Lazy Loading and the N+1 Query Problem": the statements of both ways, counted.

use relmodel::prelude::*;

#[derive(Model, Debug)]
#[has_many(posts: Post)]
struct User {
    id: Id<User>,
    #[unique]
    username: String,
}

#[derive(Model, Debug)]
struct Post {
    id: Id<Post>,
    title: String,
    #[belongs_to(author: User)]
    user_id: Id<User>,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![User].create(&db)?;

    for username in ["ann", "bob", "cid"] {
        let user = NewUser { username }.insert(&db)?;
        NewPost { title: "Hello World!", user_id: user.id }.insert(&db)?;
    }

    let (inefficient, statements) = db.count_statements(|| a_statement_a_user(&db));
    inefficient?;
    println!("{statements} statements, one and one for each user\n");

    let (better, statements) = db.count_statements(|| all_at_once(&db));
    better?;
    println!("{statements} statements, however many users there are");
    Ok(())
}

// Inefficient. But it can be seen: each call with `db` runs a statement.
fn a_statement_a_user(db: &Db) -> relmodel::Result<()> {
    for user in User::all().load(db)? {
        let posts = user.posts().load(db)?;
        println!("{} has {} posts", user.username, posts.len());
    }
    Ok(())
}

// Better approach: the posts of all users come with them.
fn all_at_once(db: &Db) -> relmodel::Result<()> {
    for (user, posts) in User::all().with(|u| u.posts).load(db)? {
        println!("{} has {} posts", user.username, posts.len());
    }
    Ok(())
}
