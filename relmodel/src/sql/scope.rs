//! Which occurrence of a table a column belongs to.

use std::cell::Cell;
use std::sync::atomic::{AtomicU64, Ordering};

/// One occurrence of a table in a statement. Fresh for each: two occurrences of one table never share it,
/// however deep they stand, and the writer numbers them anew, so that the text of equal queries is equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope(u64);

/// Threads draw numbers in blocks, so that a query may move to another thread and stays unmistakable.
const BLOCK: u64 = 1 << 16;
static BLOCKS: AtomicU64 = AtomicU64::new(0);

thread_local! {
    static NEXT: Cell<u64> = const { Cell::new(0) };
}

impl Scope {
    /// A scope that no other has been.
    #[must_use]
    pub fn fresh() -> Self {
        NEXT.with(|next| {
            let mut number = next.get();
            if number % BLOCK == 0 {
                number = BLOCKS.fetch_add(1, Ordering::Relaxed) * BLOCK + 1;
            }
            next.set(number + 1);
            Self(number)
        })
    }
}
