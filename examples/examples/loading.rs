//! The tutorial's chapter "Lazy Loading Options", with the statements that run for each.
//!
//! There the class says how a relation loads. Here the query says it, each time anew.

use relmodel::prelude::*;

#[derive(Model, Debug, PartialEq)]
#[has_many(posts: Post)]
struct User {
    id: Id<User>,
    #[unique]
    username: String,
}

#[derive(Model, Debug, PartialEq)]
struct Post {
    id: Id<Post>,
    title: String,
    #[belongs_to(author: User)]
    user_id: Id<User>,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![User].create(&db)?;

    for username in ["ann", "bob"] {
        let user = NewUser { username }.insert(&db)?;
        for title in ["First Post", "Second Post"] {
            NewPost { title, user_id: user.id }.insert(&db)?;
        }
    }

    // From here on, print each statement that reads or writes.
    db.observe(|statement| {
        if !statement.is_control() {
            println!("  {statement}");
        }
    });

    println!("lazy='select': an accessor, one statement a user");
    for user in User::all().load(&db)? {
        println!("{} has {} posts", user.username, user.posts().load(&db)?.len());
    }

    println!("\nlazy='dynamic': the accessor is a query to refine");
    let ann = User::filter(|u| u.username.eq("ann")).one(&db)?;
    let first = ann.posts().filter(|p| p.title.starts_with("First")).order_by(|p| p.id).limit(1);
    for post in first.load(&db)? {
        println!("{}", post.title);
    }

    println!("\nlazy='joined': one statement with a JOIN");
    let joined = User::all().with(|u| u.posts.order_by(|p| p.id).joined()).load(&db)?;
    print(&joined);

    println!("\nlazy='subquery': a second statement that contains the first");
    let subquery = User::all().with(|u| u.posts.order_by(|p| p.id).subquery()).load(&db)?;
    print(&subquery);

    println!(
        "\nlazy='selectin': a second statement that gets the keys. It is what `with` does by itself"
    );
    let batched = User::all().with(|u| u.posts.order_by(|p| p.id)).load(&db)?;
    print(&batched);

    println!("\na post's author is one row: it is joined");
    for (post, author) in Post::all().order_by(|p| p.id).limit(1).with(|p| p.author).load(&db)? {
        println!("{} by {}", post.title, author.username);
    }

    // How they are read does not change what is read.
    assert_eq!(joined, subquery);
    assert_eq!(joined, batched);
    Ok(())
}

fn print(users: &[(User, Vec<Post>)]) {
    for (user, posts) in users {
        println!("{} has {} posts", user.username, posts.len());
    }
}
