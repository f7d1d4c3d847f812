use accounts::User;
use relmodel::prelude::*;

mod accounts {
    use relmodel::prelude::*;

    #[derive(Model)]
    pub struct User {
        pub id: Id<User>,
        password: String,
    }
}

fn main() {
    let _ = User::filter(|u| u.password.eq("secret"));
}
