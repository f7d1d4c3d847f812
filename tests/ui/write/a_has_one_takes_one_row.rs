use relmodel::prelude::*;

#[derive(Model)]
#[has_one(profile: Profile)]
struct User {
    id: Id<User>,
}

#[derive(Model)]
struct Profile {
    id: Id<Profile>,
    #[unique]
    #[belongs_to(User)]
    user_id: Id<User>,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    let user = NewUser {}.insert(&db)?;
    let mut profiles = Profile::all().load(&db)?;
    user.profile().add(&db, &mut profiles)?;
    Ok(())
}
