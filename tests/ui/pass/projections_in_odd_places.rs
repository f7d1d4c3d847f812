//! Projections by macros, of aliases, with private fields and raw identifiers, inside functions and where the prelude is shadowed.

mod models {
    use relmodel::prelude::*;

    #[derive(Model, Debug, Clone, PartialEq)]
    #[has_many(posts: Post)]
    pub struct User {
        pub id: Id<User>,
        pub(super) name: String,
        secret: Option<String>,
    }

    #[derive(Model, Debug, Clone, PartialEq)]
    pub struct Post {
        pub id: Id<Post>,
        pub title: String,
        pub r#type: i64,
        #[belongs_to(author: User)]
        pub user_id: Id<User>,
    }

    /// Private columns are read where they are seen.
    #[derive(Projection, Debug, PartialEq)]
    #[projection(self::User)]
    pub struct Secret {
        secret: Option<String>,
    }

    pub fn fill(db: &Db) -> relmodel::Result<()> {
        let ann = NewUser { name: "ann" }.secret("s").insert(db)?;
        NewPost { title: "p", r#type: 7, user_id: ann.id }.insert(db)?;
        Ok(())
    }
}

mod shadowed {
    use relmodel::Projection;

    #[allow(dead_code)]
    mod names {
        pub struct Option;
        pub struct Result;
        pub struct String;
        pub struct Vec;
        pub struct Some;
        pub trait Part {}
    }
    #[allow(unused_imports)]
    use names::*;

    #[derive(Projection, Debug, PartialEq)]
    #[projection(super::models::User)]
    pub struct Card {
        pub posts: ::std::vec::Vec<super::models::Post>,
        #[projection(|u| u.posts.count())]
        pub count: i64,
    }
}

use models::{Post, PostFields, Secret, User, UserFields, fill};
use relmodel::prelude::*;

macro_rules! projection {
    ($name:ident of $model:ty: $($field:ident: $type:ty),+) => {
        #[derive(Projection, Debug, PartialEq)]
        #[projection($model)]
        struct $name { $($field: $type),+ }
    };
}

projection!(Title of Post: title: String, r#type: i64);
projection!(Titles of User: posts: Vec<Title>);

type Those = Vec<Title>;

fn seven(p: PostFields) -> Expr<bool> {
    p.r#type.eq(7)
}

const FEW: u64 = 2;

/// Fields are named like what generated code has.
#[derive(Projection, Debug, PartialEq)]
#[projection(User)]
struct Odd {
    posts: Those,
    #[projection(|u: UserFields| {
        let few = FEW;
        u.posts.filter(seven).limit(few)
    })]
    few: Those,
    #[projection(|UserFields { name, .. }| name.upper())]
    fields: String,
    #[projection(|planner| planner.name)]
    planner: String,
    #[projection(|u| u.posts.any(seven))]
    row: bool,
    #[projection(|u| u.posts.with(|p| p.author))]
    filler: Vec<(Post, User)>,
    #[projection(|u| u.posts.select(|p| (p.title, p.r#type)))]
    r#match: Vec<(String, i64)>,
}

fn main() -> relmodel::Result<()> {
    #[derive(relmodel::Projection, Debug, PartialEq)]
    #[projection(Post)]
    struct Inner {
        author: Secret,
    }

    let db = Db::open_in_memory()?;
    schema![User].create(&db)?;
    fill(&db)?;
    let title = || Title { title: "p".into(), r#type: 7 };

    assert_eq!(User::all().project::<Titles>().one(&db)?.posts, [title()]);
    assert_eq!(User::all().project::<shadowed::Card>().one(&db)?.count, 1);
    let inner = Post::all().project::<Inner>().one(&db)?;
    assert_eq!(inner.author, User::all().project::<Secret>().one(&db)?);

    let odd = User::all().project::<Odd>().one(&db)?;
    assert_eq!((odd.posts, odd.few), (vec![title()], vec![title()]));
    assert_eq!((&*odd.fields, &*odd.planner, odd.row), ("ANN", "ann", true));
    assert_eq!(odd.filler[0].1.name, "ann");
    assert_eq!(odd.r#match, [("p".to_owned(), 7)]);
    Ok(())
}
