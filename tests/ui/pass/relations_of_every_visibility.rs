//! A relation may be seen by fewer than its model, and by more than the key it goes by.

#![deny(warnings, private_interfaces, private_bounds, unreachable_pub)]

use relmodel::prelude::*;

mod outer {
    pub(crate) mod inner {
        use relmodel::prelude::*;

        #[derive(Model, Debug, Clone, PartialEq)]
        #[has_many(pub posts: Post)]
        #[has_many(pub(crate) drafts: Draft)]
        #[has_one(pub(super) note: Note)]
        #[has_many(pub(in crate::outer) marks: Mark)]
        #[has_many(pub(self) own: Own)]
        pub(crate) struct User {
            pub(crate) id: Id<User>,
        }

        macro_rules! children {
            ($($name:ident of $visibility:vis,)*) => {$(
                #[derive(Model, Debug, Clone, PartialEq)]
                $visibility struct $name {
                    $visibility id: Id<$name>,
                    #[unique]
                    #[belongs_to(User)]
                    user_id: Id<User>,
                }
            )*};
        }

        children! {
            Post of pub(crate),
            Draft of pub(crate),
            Note of pub(crate),
            Mark of pub(in crate::outer),
            Own of ,
        }

        impl User {
            pub(crate) fn post(&self, db: &Db) -> relmodel::Result<Post> {
                NewDraft { user_id: self.id }.insert(db)?;
                NewNote { user_id: self.id }.insert(db)?;
                NewMark { user_id: self.id }.insert(db)?;
                NewOwn { user_id: self.id }.insert(db)?;
                assert_eq!(self.own().count(db)?, 1);
                NewPost { user_id: self.id }.insert(db)
            }
        }
    }

    pub(crate) fn counts(db: &relmodel::Db, user: &inner::User) -> relmodel::Result<[u64; 2]> {
        Ok([user.marks().count(db)?, user.note().exists(db)?.into()])
    }
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![outer::inner::User].create(&db)?;
    let user = outer::inner::NewUser {}.insert(&db)?;
    let post = user.post(&db)?;
    assert_eq!(post.user().load(&db)?, user);
    assert_eq!(outer::counts(&db, &user)?, [1, 1]);
    let loaded = outer::inner::User::all()
        .with(|u| u.posts)
        .with(|u| u.drafts)
        .one(&db)?;
    assert_eq!((loaded.1, loaded.2.len()), (vec![post], 1));
    Ok(())
}
