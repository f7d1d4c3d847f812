//! The tutorial's chapter "Cascade Operations": what becomes of a user's rows when the user goes.
//!
//! It is written on the key, because that is where the database enforces it.

use relmodel::prelude::*;

#[derive(Model, Debug)]
#[has_many(logins: Login)]
#[has_many(posts: Post)]
#[has_many(comments: Comment)]
#[has_many(invoices: Invoice)]
struct User {
    id: Id<User>,
    name: String,
}

/// Deleted with its user.
#[derive(Model, Debug)]
struct Login {
    id: Id<Login>,
    #[belongs_to(User)]
    #[cascade]
    user_id: Id<User>,
}

/// Deleted with its user, and when it is taken out of the user's posts.
#[derive(Model, Debug)]
struct Post {
    id: Id<Post>,
    title: String,
    #[belongs_to(User)]
    #[cascade(delete_orphan)]
    user_id: Id<User>,
}

/// Stays without its user: the key becomes NULL, so it is an `Option`.
#[derive(Model, Debug)]
struct Comment {
    id: Id<Comment>,
    text: String,
    #[belongs_to(User, on_delete = set_null)]
    user_id: Option<Id<User>>,
}

/// Keeps its user: one who has an invoice can't be deleted.
#[derive(Model, Debug)]
struct Invoice {
    id: Id<Invoice>,
    #[belongs_to(User, on_delete = restrict)]
    user_id: Id<User>,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![User].create(&db)?;

    let john = NewUser { name: "John" }.insert(&db)?;
    NewLogin { user_id: john.id }.insert(&db)?;
    let mut first = NewPost { title: "First Post", user_id: john.id }.insert(&db)?;
    NewPost { title: "Second Post", user_id: john.id }.insert(&db)?;
    let comment = NewComment { text: "Nice!" }.user_id(john.id).insert(&db)?;
    let invoice = NewInvoice { user_id: john.id }.insert(&db)?;

    // delete-orphan: a post that is taken out of John's posts is gone.
    john.posts().remove(&db, &mut first)?;
    println!("posts after one was removed: {}", Post::all().count(&db)?);

    // restrict: the database refuses, and nothing has changed.
    match john.delete(&db) {
        Err(error) if error.is_foreign_key_violation() => println!("John stays: {error}"),
        other => other?,
    }

    // Without the invoice John can go.
    invoice.delete(&db)?;
    john.delete(&db)?;

    // delete: the login and the other post went with him.
    println!("logins without John: {}", Login::all().count(&db)?);
    println!("posts without John: {}", Post::all().count(&db)?);

    // set-null: the comment stays, and has no user.
    let comment = comment.reload(&db)?;
    println!("comment without John: {:?} by {:?}", comment.text, comment.user_id);
    Ok(())
}
