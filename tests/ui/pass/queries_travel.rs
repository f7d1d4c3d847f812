//! Queries, fields and new rows are values: copied, kept in structs, sent to other threads. A database may be sent, too.

use std::thread;

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
    title: Option<String>,
    #[belongs_to(User)]
    user_id: Id<User>,
}

struct Search {
    query: Query<User>,
    condition: Box<dyn Fn(UserFields) -> Expr<bool> + Send>,
}

fn is_send<T: Send + 'static>(value: T) -> T {
    value
}

fn is_copy<T: Copy>(_: T) {}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![User].create(&db)?;
    let users = ["ann", "bob"].map(|name| NewUser { name });
    let [ann, bob] = &User::insert_all(&db, users)?[..] else {
        unreachable!()
    };
    NewPost { user_id: ann.id }.title("a").insert(&db)?;
    User::filter(|u| {
        is_copy(u);
        is_copy(u.posts);
        u.name.eq(u.name)
    })
    .load(&db)?;

    let search = Search {
        query: User::all().order_by(|u| u.name.desc()),
        condition: Box::new(|u| u.posts.none(|p| p.title.eq("a"))),
    };
    let with = is_send(User::all().with(|u| u.posts));
    let accessor = is_send(ann.posts());
    let db = thread::spawn(move || -> relmodel::Result<Db> {
        let found = search.query.filter(&search.condition).load(&db)?;
        assert_eq!(found.len(), 1);
        assert_eq!(with.load(&db)?.len(), 2);
        assert_eq!(accessor.load(&db)?.len(), 1);
        Ok(db)
    })
    .join()
    .expect("the thread ends")?;
    assert_eq!(User::find(bob.id).load(&db)?, *bob);
    Ok(())
}
