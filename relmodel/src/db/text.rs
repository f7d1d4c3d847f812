//! The texts of statements, kept by their shapes, so that none is written twice.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

/// So many texts are kept. Programs have fewer; those that make ever new ones begin anew.
const KEPT: usize = 512;
/// Longer shapes are of statements that hardly come again.
const LONGEST: usize = 4096;

/// The text of a statement, which is written when it is not kept.
#[derive(Clone, Copy)]
pub struct Text<'t> {
    /// Equal shapes have equal texts.
    pub shape: &'t [usize],
    /// Writes it.
    pub write: &'t dyn Fn() -> Written,
}

/// A text, as people read it and as SQLite runs it, which are mostly the same.
#[derive(Debug, Clone)]
pub struct Written {
    pub shown: Arc<str>,
    pub run: Arc<str>,
}

/// A map by shapes.
pub(super) type ByShape<T> = HashMap<Box<[usize]>, T, BuildHasherDefault<Words>>;

/// The texts that one database was asked by.
#[derive(Debug, Default)]
pub(super) struct Texts(RefCell<ByShape<Written>>);

impl fmt::Debug for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (self.write)().shown.fmt(f)
    }
}

impl Text<'_> {
    /// Whether it is kept for the next time.
    pub(super) fn is_kept(&self) -> bool {
        self.shape.len() <= LONGEST
    }
}

impl Texts {
    pub(super) fn get(&self, text: &Text<'_>) -> Written {
        if let Some(written) = self.0.borrow().get(text.shape) {
            debug_assert_eq!(
                written.run,
                (text.write)().run,
                "two statements have one shape"
            );
            return written.clone();
        }
        let written = (text.write)();
        if text.is_kept() {
            let mut texts = self.0.borrow_mut();
            if texts.len() >= KEPT {
                texts.clear();
            }
            texts.insert(text.shape.into(), written.clone());
        }
        written
    }
}

impl From<String> for Written {
    fn from(text: String) -> Self {
        let text: Arc<str> = text.into();
        Self {
            shown: Arc::clone(&text),
            run: text,
        }
    }
}

/// Hashes shapes: a multiplication for each word is enough to tell statements apart, and what is equal is compared in full.
#[derive(Debug, Default)]
pub(super) struct Words(u64);

impl Words {
    fn add(&mut self, word: u64) {
        // The fraction of the golden ratio, as in Fibonacci hashing (Knuth, volume 3).
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// A number that is mostly another for another shape.
pub(super) fn hash(shape: &[usize]) -> usize {
    let mut hasher = Words::default();
    for word in shape {
        hasher.add(*word as u64);
    }
    usize::try_from(hasher.0 >> 40).unwrap_or_default()
}

impl Hasher for Words {
    fn write(&mut self, bytes: &[u8]) {
        // Words come as bytes, and no others do.
        let (words, _) = bytes.as_chunks::<{ size_of::<usize>() }>();
        for word in words {
            self.add(usize::from_ne_bytes(*word) as u64);
        }
    }

    fn write_usize(&mut self, word: usize) {
        self.add(word as u64);
    }

    fn finish(&self) -> u64 {
        // The lowest bits choose the place in the map, and the highest are the best.
        self.0.rotate_left(26)
    }
}
