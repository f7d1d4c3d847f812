//! What statements run on.

use super::kept::Keep;
use super::{Db, Session, Tx};

/// What every call that runs SQL takes: `&db`, the `tx` of a transaction, or a `&session`.
///
/// It is there so that each can be given; there is nothing to call on it.
/// A function of your own takes `&Db`, and can be called with each, since a [`Tx`] and a [`Session`] are a `Db`, too.
/// One that takes `&dyn Executor` uses the statements that they keep at hand, which is faster in loops; so do the calls of relmodel
/// that are given a `tx` or a `&session`, but not those *of* a `Db` itself, such as [`query_raw`](Db::query_raw):
///
/// ```
/// # use relmodel::prelude::*;
/// # #[derive(Model, Debug, PartialEq)] struct Tag { id: Id<Tag>, #[unique] name: String }
/// # let db = Db::open_in_memory()?;
/// # schema![Tag].create(&db)?;
/// fn tag(db: &dyn Executor, name: &str) -> relmodel::Result<Tag> {
///     match Tag::filter(|t| t.name.eq(name)).optional(db)? {
///         Some(tag) => Ok(tag),
///         None => NewTag { name }.insert(db),
///     }
/// }
///
/// tag(&db, "rust")?;
/// db.transaction(|tx| {
///     tag(tx, "rust")?;
///     Tag::all().load(tx)
/// })?;
/// # assert_eq!(Tag::all().count(&db)?, 1);
/// # Ok::<(), relmodel::Error>(())
/// ```
///
/// Sealed: relmodel alone implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a database",
    label = "expected `&Db`, the `&Tx` of a transaction, or a `&Session`"
)]
pub trait Executor: sealed::Sealed {
    /// The database it stands for.
    #[doc(hidden)]
    fn db(&self) -> &Db;

    /// Where its statements are kept at hand.
    #[doc(hidden)]
    fn kept(&self) -> Option<&dyn Keep> {
        None
    }
}

impl Executor for Db {
    fn db(&self) -> &Db {
        self
    }
}

impl Executor for Tx<'_> {
    fn db(&self) -> &Db {
        self
    }

    fn kept(&self) -> Option<&dyn Keep> {
        Some(&self.kept)
    }
}

impl Executor for Session<'_> {
    fn db(&self) -> &Db {
        self
    }

    fn kept(&self) -> Option<&dyn Keep> {
        Some(&self.kept)
    }
}

impl<E: Executor + ?Sized> Executor for &E {
    fn db(&self) -> &Db {
        (**self).db()
    }

    fn kept(&self) -> Option<&dyn Keep> {
        (**self).kept()
    }
}

mod sealed {
    #[allow(unnameable_types, reason = "that is how a trait is sealed")]
    pub trait Sealed {}
    impl Sealed for super::Db {}
    impl Sealed for super::Tx<'_> {}
    impl Sealed for super::Session<'_> {}
    impl<E: Sealed + ?Sized> Sealed for &E {}
}
