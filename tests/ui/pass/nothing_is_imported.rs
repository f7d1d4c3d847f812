//! Models, where nothing of relmodel is imported: the verbs alone need their traits.

mod bare {
    #[derive(relmodel::Model, Debug, Clone, PartialEq)]
    #[has_many(posts: Post)]
    #[has_one(card: Card)]
    #[many_to_many(tags: Tag, through = UserTag)]
    pub struct User {
        pub id: relmodel::Id<User>,
        pub name: String,
        pub age: Option<i64>,
        #[column(default = "x")]
        pub nick: String,
        #[column(default = true)]
        pub is_active: bool,
        pub state: State,
    }

    #[derive(relmodel::Model, Debug, Clone, PartialEq)]
    pub struct Post {
        pub id: relmodel::Id<Self>,
        #[belongs_to(User, on_delete = set_null)]
        pub user_id: Option<relmodel::Id<User>>,
    }

    #[derive(relmodel::Model, Debug, Clone, PartialEq)]
    pub struct Card {
        #[key]
        #[belongs_to(User)]
        #[cascade(delete_orphan)]
        pub user_id: relmodel::Id<User>,
    }

    #[derive(relmodel::Model, Debug, Clone, PartialEq)]
    pub struct Tag {
        #[key]
        pub name: String,
    }

    #[derive(relmodel::Model)]
    pub struct UserTag {
        #[key]
        #[belongs_to(User)]
        pub user_id: relmodel::Id<User>,
        #[key]
        #[belongs_to(tag: Tag)]
        pub tag_name: String,
    }

    #[derive(relmodel::ColumnType, Debug, Clone, PartialEq)]
    pub enum State {
        New,
        #[column_type(rename = "done")]
        Old,
    }

    pub fn run() -> relmodel::Result<()> {
        use relmodel::{Insert, Model};
        let db = relmodel::Db::open_in_memory()?;
        relmodel::schema![User].create(&db)?;
        let new = NewUser {
            name: "ann",
            state: State::Old,
        };
        let user = new.age(3).nick("a").insert(&db)?;
        let card = NewCard { user_id: user.id }.insert(&db)?;
        let tag = NewTag { name: "t" }.insert(&db)?;
        user.tags().add(&db, &tag)?;
        let loaded = User::all().with(|u| u.card).with(|u| u.tags).one(&db)?;
        assert_eq!(loaded.1, Some(card));
        assert_eq!(loaded.2, [tag]);
        Ok(())
    }
}

fn main() -> relmodel::Result<()> {
    bare::run()
}
