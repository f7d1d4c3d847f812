//! An alias of a key or of `Option` is what it stands for; only who gives the value is said by how the type is spelled.

use User as Account;
use relmodel::prelude::*;

type UserId = Id<User>;
type Maybe<T> = Option<T>;

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(invited: Account)]
#[has_many(posts: Post)]
struct User {
    #[key(auto)]
    id: UserId,
    /// An optional column by an alias is given to every new row.
    nick: Maybe<String>,
    #[belongs_to(host: Account)]
    host_id: Maybe<UserId>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Post {
    id: Id<Self>,
    #[belongs_to(author: Account)]
    author_id: UserId,
    #[column(default = 1.5)]
    score: Score,
}

type Score = f64;

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![Account].create(&db)?;
    let new = NewUser {
        nick: None,
        host_id: None,
    };
    let ann: Account = new.insert(&db)?;
    let new = NewUser {
        nick: Some("b"),
        host_id: Some(ann.id),
    };
    let bob = new.insert(&db)?;
    let post = NewPost { author_id: bob.id }.insert(&db)?;
    // The relation by it is optional as any other.
    let loaded: Vec<(Post, (User, Option<User>))> =
        Post::all().with(|p| p.author.with(|u| u.host)).load(&db)?;
    assert_eq!(loaded, [(post, (bob.clone(), Some(ann.clone())))]);
    assert_eq!(ann.invited().load(&db)?, [bob.clone()]);
    assert_eq!(User::filter(|u| u.host.is_none()).load(&db)?, [ann]);
    Ok(())
}
