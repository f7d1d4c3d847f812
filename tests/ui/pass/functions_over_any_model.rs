//! Functions and structs that are generic over the model.

use std::marker::PhantomData;

use relmodel::bounds::{HasKey, Record};
use relmodel::prelude::*;

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(posts: Post)]
struct User {
    id: Id<User>,
    name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Post {
    id: Id<Post>,
    #[belongs_to(author: User)]
    user_id: Id<User>,
}

fn count<M: Model>(db: &Db) -> relmodel::Result<u64> {
    M::all().count(db)
}

fn find<M: HasKey<Key = Id<M>>>(db: &Db, id: i64) -> relmodel::Result<Option<M>> {
    M::find(Id::from(id)).optional(db)
}

fn having<M: Model>(condition: impl Fn(M::Fields) -> Expr<bool>) -> Query<M> {
    M::filter(condition)
}

fn copy<M: HasKey>(db: &Db, rows: &[M]) -> relmodel::Result<Vec<M>> {
    rows.iter().map(|row| row.reload(db)).collect()
}

type Fields<M> = <M as Record>::Fields;

fn by_name(name: &str) -> impl Fn(Fields<User>) -> Expr<bool> {
    move |u| u.name.eq(name)
}

struct Table<'db, M> {
    db: &'db Db,
    model: PhantomData<M>,
}

impl<'db, M: Model> Table<'db, M> {
    fn of(db: &'db Db) -> Self {
        Self {
            db,
            model: PhantomData,
        }
    }

    fn first(&self) -> relmodel::Result<Option<M>> {
        M::all().first(self.db)
    }

    fn insert<'a>(&self, new: impl relmodel::Insert<'a, Model = M>) -> relmodel::Result<M> {
        new.insert(self.db)
    }

    fn delete_all(&self) -> relmodel::Result<()>
    where
        M: HasKey,
    {
        M::all()
            .load(self.db)?
            .iter()
            .try_for_each(|row| row.delete(self.db))
    }
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![User].create(&db)?;
    let users = Table::of(&db);
    let john = users.insert(NewUser { name: "john" })?;
    let posts = Table::<Post>::of(&db);
    let post = posts.insert(NewPost { user_id: john.id })?;
    assert_eq!((count::<User>(&db)?, count::<Post>(&db)?), (1, 1));
    assert_eq!(find::<User>(&db, 1)?, Some(john.clone()));
    assert_eq!(having::<User>(by_name("john")).load(&db)?, [john.clone()]);
    assert_eq!(having::<Post>(|p| p.author.is(by_name("x"))).load(&db)?, []);
    assert_eq!(users.first()?, Some(john.clone()));
    assert_eq!(copy(&db, &[post])?.len(), 1);
    posts.delete_all()?;
    users.delete_all()?;
    Ok(())
}
