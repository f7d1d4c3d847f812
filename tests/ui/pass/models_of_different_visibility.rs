//! Public, crate-visible and private models, columns and relations in different modules, mixed.

#![deny(warnings)]

use relmodel::prelude::*;

pub mod people {
    use relmodel::prelude::*;

    #[derive(Model, Debug)]
    #[has_many(posts: crate::blog::Post)]
    #[has_many(pub(crate) logs: crate::audit::Log)]
    #[has_many(secrets: Secret)]
    pub struct User {
        pub id: Id<User>,
        pub name: String,
        #[column(default = "")]
        pub(crate) mail: String,
        #[column(default = "")]
        password: String,
    }

    #[derive(Model, Debug)]
    struct Secret {
        id: Id<Secret>,
        #[belongs_to(User)]
        user_id: Id<User>,
        word: String,
    }

    impl User {
        pub fn create(db: &Db, name: &str, password: &str) -> relmodel::Result<User> {
            let user = NewUser { name }.password(password).insert(db)?;
            NewSecret {
                user_id: user.id,
                word: "open",
            }
            .insert(db)?;
            Ok(user)
        }

        pub fn knows(&self, db: &Db, password: &str) -> relmodel::Result<bool> {
            let same = User::find(self.id)
                .filter(|u| u.password.eq(password))
                .exists(db)?;
            Ok(same && self.secrets().filter(|s| s.word.eq("open")).exists(db)?)
        }
    }
}

mod blog {
    use relmodel::prelude::*;

    #[derive(Model, Debug)]
    #[many_to_many(pub(crate) tags: super::Tag, through = PostTag)]
    pub struct Post {
        pub id: Id<Post>,
        pub title: String,
        #[belongs_to(pub(self) author: super::people::User)]
        pub user_id: Id<super::people::User>,
    }

    #[derive(Model, Debug)]
    pub(super) struct PostTag {
        #[key]
        #[belongs_to(Post)]
        post_id: Id<Post>,
        #[key]
        #[belongs_to(crate::Tag)]
        tag_id: Id<crate::Tag>,
    }

    pub fn author_of(db: &Db, post: &Post) -> relmodel::Result<String> {
        Ok(post.author().load(db)?.name)
    }
}

mod audit {
    use crate::people::User;
    use relmodel::prelude::*;

    #[derive(Model, Debug)]
    pub(crate) struct Log {
        pub(super) id: Id<Log>,
        #[belongs_to(User)]
        pub(super) user_id: Id<User>,
    }
}

#[derive(Model, Debug)]
struct Tag {
    id: Id<Tag>,
    name: String,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![people::User].create(&db)?;
    let john = people::User::create(&db, "john", "sesame")?;
    assert!(john.knows(&db, "sesame")?);
    let post = blog::NewPost {
        title: "First",
        user_id: john.id,
    }
    .insert(&db)?;
    assert_eq!(blog::author_of(&db, &post)?, "john");
    let rust = NewTag { name: "rust" }.insert(&db)?;
    post.tags().add(&db, &rust)?;
    let (_, tags) = blog::Post::all().with(|p| p.tags).one(&db)?;
    assert_eq!((tags[0].id, tags[0].name.as_str()), (rust.id, "rust"));
    let log = audit::NewLog { user_id: john.id }.insert(&db)?;
    assert_eq!((john.logs().one(&db)?.id, log.user_id), (log.id, john.id));
    assert_eq!(john.mail, "");
    Ok(())
}
