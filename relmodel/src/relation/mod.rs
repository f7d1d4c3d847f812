//! Relations between models: what each kind is, how it is loaded, and how it is asked about.

mod accessor;
mod aggregate;
mod ask;
mod belongs_to;
mod has_many;
mod has_one;
mod inside;
mod link;
mod load;
mod many_to_many;
mod tree;
mod way;

use std::fmt;
use std::marker::PhantomData;

pub use accessor::{Accessor, Of};
pub use ask::ToMaybe;
pub use belongs_to::{
    Ambiguous, BelongsTo, ByKey, Deletes, Fk, ForeignKey, KeyType, Named, Presence, SetsNull, Side,
    Stays, Unenforced, is_nullable,
};
pub use has_many::HasMany;
pub use has_one::{HasOne, Uniqueness, is_unique};
pub use link::{Linked, ThroughModel};
pub use load::{Loading, Refined};
pub use many_to_many::{ManyToMany, OnlyKeys};
pub use tree::{Ascending, Ascends, Descending, Descends, InTree, Walked};
pub use way::{Along, Direct, Hop, LeadsTo, Narrowed, Way};

use crate::query::Cardinality;
use crate::record::Record;
use crate::schema::RelationDef;
use crate::sql::Scope;

/// A model that has a relation to `To`: its relation of the number `N`, by way of the model `Through` if there is one between.
///
/// All models that a relation touches stand in its header, so that it is as visible as the least visible of them.
pub trait Related<To, const N: u16, Through = ()>: Record {
    /// How many rows it leads to. Apart from the kind, so that a relation whose key is not found can still be used:
    /// what is wrong with it is said where it is declared.
    type Shape: Cardinality;
    /// What kind of relation it is, and by which foreign keys it goes: `ByKey`, [`HasMany`], [`HasOne`] or [`ManyToMany`].
    // Without bounds, here and on `To`: a mistake is then reported where it was made and nowhere else.
    type Kind;

    /// The tables on the way, and what the relation says of the rows that it leads to.
    #[must_use]
    fn way() -> Way<Self, To>
    where
        To: Record,
    {
        Way::of::<N>()
    }
}

/// How many rows a relation leads to.
pub(crate) type ShapeOf<From, To, const N: u16, V> = <From as Related<To, N, V>>::Shape;

/// The description of the relation of a number.
pub(crate) fn relation_of<From: Record, const N: u16>() -> &'static RelationDef {
    &From::def().relations[usize::from(N)]
}

/// A relation, as closures get it: `u.posts` in `User::filter(|u| …)` or `.with(|u| …)`.
///
/// It holds no rows. A filter asks about the rows it leads to, by a closure over *their* columns:
///
/// | the relation leads to | ask |
/// |---|---|
/// | many rows | [`u.posts.any(\|p\| …)`](Self::any), [`u.posts.none(\|p\| …)`](Self::none), [`u.posts.all(\|p\| …)`](Self::all) |
/// | one row | [`p.author.is(\|u\| …)`](Self::is) |
/// | one row or none | [`u.profile.is(\|p\| …)`](Self::is), [`u.profile.is_none()`](Self::is_none) |
///
/// So to reach into a related row write `p.author.is(|u| u.name.eq("x"))`: there is no `p.author.name`.
///
/// And it gives values, to select, to order by and to compare: [`p.author.get(|u| u.name)`](Self::get),
/// [`u.posts.count()`](Self::count), [`sum`](Self::sum), [`avg`](Self::avg), [`min`](Self::min) and [`max`](Self::max).
/// All of these can be asked of a refined relation, too: `u.posts.filter(|p| p.likes.gt(9)).count()`.
///
/// ```
/// # use relmodel::prelude::*;
/// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
/// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
/// # let db = Db::open_in_memory()?;
/// # schema![User].create(&db)?;
/// # let ann = NewUser { name: "ann" }.insert(&db)?;
/// # NewPost { title: "Rust", user_id: ann.id }.insert(&db)?;
/// let by_ann: Vec<Post> = Post::filter(|p| p.author.is(|u| u.name.eq("ann"))).load(&db)?;
/// let authors: Vec<User> = User::filter(|u| u.posts.any(|p| p.title.contains("Rust"))).load(&db)?;
/// // A closure may use what the closures around it got: posts whose author wrote others, too.
/// let not_alone = Post::filter(|p| p.author.is(|u| u.posts.any(|other| other.id.ne(p.id))));
/// # assert_eq!((by_ann.len(), authors.len(), not_alone.count(&db)?), (1, 1, 0));
/// # Ok::<(), relmodel::Error>(())
/// ```
///
/// What loads a relation beside the rows is [`with`](crate::Query::with); how it is refined for that is [`Loading`].
/// The rows of one row at hand are a query, the accessor: `ann.posts().load(&db)?`.
pub struct Relation<From, To, const N: u16, Through = ()> {
    owner: Scope,
    types: PhantomData<fn() -> (From, To, Through)>,
}

impl<From, To, const N: u16, V> Relation<From, To, N, V> {
    /// For generated code: makes the relation of the rows of one occurrence of its model's table.
    #[doc(hidden)]
    #[must_use]
    pub fn new(owner: Scope) -> Self {
        Self {
            owner,
            types: PhantomData,
        }
    }
}

impl<From, To, const N: u16, V> Clone for Relation<From, To, N, V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<From, To, const N: u16, V> Copy for Relation<From, To, N, V> {}

impl<From, To, const N: u16, V> fmt::Debug for Relation<From, To, N, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Relation({N})")
    }
}
