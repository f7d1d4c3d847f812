//! What statements run on.

use super::{Db, Tx};

/// What every call that runs SQL takes: `&db`, or the `tx` of a transaction.
///
/// It is there so that both can be given; there is nothing to call on it.
/// A function of your own takes `&Db`, and can be called with either, since a [`Tx`] is a `Db`, too:
///
/// ```
/// # use relmodel::prelude::*;
/// # #[derive(Model, Debug, PartialEq)] struct Tag { id: Id<Tag>, #[unique] name: String }
/// # let db = Db::open_in_memory()?;
/// # schema![Tag].create(&db)?;
/// fn tag(db: &Db, name: &str) -> relmodel::Result<Tag> {
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
    label = "expected `&Db`, or the `&Tx` of a transaction"
)]
pub trait Executor: sealed::Sealed {
    /// The database it stands for.
    #[doc(hidden)]
    fn db(&self) -> &Db;
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
}

impl<E: Executor + ?Sized> Executor for &E {
    fn db(&self) -> &Db {
        (**self).db()
    }
}

mod sealed {
    #[allow(unnameable_types, reason = "that is how a trait is sealed")]
    pub trait Sealed {}
    impl Sealed for super::Db {}
    impl Sealed for super::Tx<'_> {}
    impl<E: Sealed + ?Sized> Sealed for &E {}
}
