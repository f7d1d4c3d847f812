//! The tutorial's chapter "One-to-One Relationships": a user has one profile, a profile has one user.

use relmodel::prelude::*;

#[derive(Model, Debug)]
#[has_one(profile: UserProfile)]
struct User {
    id: Id<User>,
    #[unique]
    username: String,
}

#[derive(Model, Debug)]
struct UserProfile {
    id: Id<UserProfile>,
    first_name: String,
    last_name: String,
    bio: Option<String>,
    #[belongs_to(User)]
    #[unique] // one profile a user: without it, `has_one` does not compile
    user_id: Id<User>,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![User].create(&db)?;

    // Create a user with a profile. What may be NULL is set by a method of its name.
    let user = NewUser { username: "jane_smith" }.insert(&db)?;
    NewUserProfile { first_name: "Jane", last_name: "Smith", user_id: user.id }
        .bio("Software developer and Flask enthusiast")
        .insert(&db)?;

    // Retrieve profile information. `load` would give an `Option`: a user may have no profile.
    let jane = User::filter(|u| u.username.eq("jane_smith")).one(&db)?;
    let profile = jane.profile().one(&db)?;
    println!("Name: {} {}", profile.first_name, profile.last_name);
    println!("Bio: {}", profile.bio.as_deref().unwrap_or_default());

    // Find the user from the profile.
    let profile = UserProfile::filter(|p| p.first_name.eq("Jane")).one(&db)?;
    println!("Username: {}", profile.user().load(&db)?.username);
    Ok(())
}
