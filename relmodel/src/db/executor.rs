//! What statements run on.

use super::{Db, Tx};

/// What every call that runs SQL takes: `&Db`, or the `&Tx` of an open transaction.
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
