//! Where a statement is written: as its text or, when the text may be known already, as its shape.

use super::ident::{number, quote};

/// What a statement is written into. What its text is made of is either part of the program, and known by its address, or is put in whole:
/// so two statements have one shape only if they have one text, and a shape takes a fraction of the time to write.
#[derive(Debug)]
pub(crate) enum Output {
    /// SQL.
    Text(String),
    /// Words that stand for it.
    Shape(Vec<usize>),
}

/// What most texts fit into, so that they needn't grow.
const TEXT: usize = 256;

/// What a word begins, in its lowest bits; the others say how long it is, or which mark or number.
const LITERAL: usize = 0;
const NAME: usize = 1;
const TEXT_OF_USER: usize = 2;
const NUMBER: usize = 3;
const MARK: usize = 4;
const PHRASE: usize = 5;

const fn word(kind: usize, what: usize) -> usize {
    what << 3 | kind
}

impl Output {
    /// An empty text.
    pub(crate) fn text() -> Self {
        Self::Text(String::with_capacity(TEXT))
    }

    /// The text that was written.
    pub(crate) fn into_text(self) -> String {
        match self {
            Self::Text(text) => text,
            Self::Shape(_) => String::new(),
        }
    }

    /// The shape that was written.
    pub(crate) fn into_shape(self) -> Vec<usize> {
        match self {
            Self::Text(_) => Vec::new(),
            Self::Shape(words) => words,
        }
    }

    /// Appends SQL of relmodel's own.
    pub(crate) fn push_str(&mut self, literal: &'static str) {
        match self {
            Self::Text(text) => text.push_str(literal),
            Self::Shape(words) => words.extend_from_slice(&known_by(LITERAL, literal)),
        }
    }

    /// Appends a mark of SQL.
    pub(super) fn push(&mut self, mark: char) {
        match self {
            Self::Text(text) => text.push(mark),
            Self::Shape(words) => words.push(word(MARK, mark as usize)),
        }
    }

    /// Appends a name of a model's, in quotes.
    pub(super) fn name(&mut self, name: &'static str) {
        match self {
            Self::Text(text) => quote(text, name),
            Self::Shape(words) => words.extend_from_slice(&known_by(NAME, name)),
        }
    }

    /// Appends names in quotes, with commas between them.
    pub(super) fn names(&mut self, names: impl IntoIterator<Item = &'static str>) {
        for (place, name) in names.into_iter().enumerate() {
            if place > 0 {
                self.push_str(", ");
            }
            self.name(name);
        }
    }

    /// Appends a number.
    pub(super) fn number(&mut self, value: usize) {
        match self {
            Self::Text(text) => number(text, value),
            Self::Shape(words) => words.push(word(NUMBER, value)),
        }
    }

    /// Appends SQL that the user marked as raw.
    pub(super) fn raw(&mut self, raw: &str) {
        match self {
            Self::Text(text) => text.push_str(raw),
            Self::Shape(words) => {
                words.push(word(TEXT_OF_USER, raw.len()));
                words.extend(raw.as_bytes().chunks(size_of::<usize>()).map(|bytes| {
                    let mut word = [0; size_of::<usize>()];
                    word[..bytes.len()].copy_from_slice(bytes);
                    usize::from_ne_bytes(word)
                }));
            }
        }
    }

    /// Stands for a part of a statement that is decided by a word for it and some numbers, the addresses of descriptions among them.
    /// Says whether that is all that is to be written.
    pub(super) fn phrase<const N: usize>(
        &mut self,
        phrase: &'static str,
        numbers: [usize; N],
        columns: impl IntoIterator<Item = u16>,
    ) -> bool {
        let Self::Shape(words) = self else {
            return false;
        };
        words.extend_from_slice(&known_by(PHRASE, phrase));
        words.extend_from_slice(&numbers);
        words.extend(columns.into_iter().map(usize::from));
        words.push(usize::MAX);
        true
    }
}

/// A text of the program is the only one at its address.
fn known_by(kind: usize, text: &'static str) -> [usize; 2] {
    [word(kind, text.len()), text.as_ptr().addr()]
}
