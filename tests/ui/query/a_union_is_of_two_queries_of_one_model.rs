//! Rows of two models have no columns in common.

use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Id<User>,
    name: String,
}

#[derive(Model)]
struct Post {
    id: Id<Post>,
    title: String,
}

fn main() {
    let _ = User::all().union(Post::all());
}
