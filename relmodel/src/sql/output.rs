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

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(write: impl Fn(&mut Output)) -> Vec<usize> {
        let mut output = Output::Shape(Vec::new());
        write(&mut output);
        output.into_shape()
    }

    fn text(write: impl Fn(&mut Output)) -> String {
        let mut output = Output::text();
        write(&mut output);
        output.into_text()
    }

    /// A piece of a statement.
    type Piece = fn(&mut Output);

    /// A text of which parts are texts of their own, at the same address.
    static WHOLE: &str = "whole";

    /// Pieces that are easily taken for another one, or for two.
    const PIECES: &[Piece] = &[
        |sql| sql.push_str("a"),
        |sql| sql.push_str("ab"),
        |sql| sql.push_str("b"),
        |sql| sql.push_str(""),
        |sql| sql.push_str("\"a\""),
        |sql| sql.push_str(WHOLE),
        |sql| sql.push_str(WHOLE.get(..2).unwrap_or_default()),
        |sql| sql.name(WHOLE.get(..2).unwrap_or_default()),
        |sql| sql.push_str("1"),
        |sql| sql.name("a"),
        |sql| sql.name("ab"),
        |sql| sql.name("b"),
        |sql| sql.name(""),
        |sql| sql.raw("a"),
        |sql| sql.raw("b"),
        |sql| sql.raw("ab"),
        |sql| sql.raw(""),
        |sql| sql.raw("1"),
        |sql| sql.raw("\u{2}\u{0}\u{8}"),
        |sql| sql.number(1),
        |sql| sql.number(11),
        |sql| sql.number(12),
        |sql| sql.number(2),
        |sql| sql.number(0),
        |sql| sql.push('a'),
        |sql| sql.push('1'),
        |sql| sql.push('\u{1}'),
        |sql| _ = sql.phrase("a", [], []),
        |sql| _ = sql.phrase("b", [1], []),
        |sql| _ = sql.phrase("b", [2], []),
        |sql| _ = sql.phrase("b", [1], [1]),
        |sql| _ = sql.phrase("b", [1], [1, 2]),
        |sql| _ = sql.phrase("ab", [1, 1], []),
        |sql| _ = sql.phrase("ab", [1, 11], [2]),
        |sql| _ = sql.phrase("ab", [11, 1], [2]),
    ];

    #[test]
    fn sequences_that_differ_in_a_piece_have_different_shapes() {
        let none: Option<&Piece> = None;
        let pieces = || PIECES.iter().map(Some).chain([none]);
        let mut shapes = Vec::new();
        for first in PIECES {
            for second in pieces() {
                for third in pieces().filter(|third| second.is_some() || third.is_none()) {
                    let sequence = [Some(first), second, third];
                    shapes.push(shape(|sql| {
                        sequence.into_iter().flatten().for_each(|piece| piece(sql));
                    }));
                }
            }
        }
        let sequences = shapes.len();
        shapes.sort();
        shapes.dedup();
        assert_eq!(shapes.len(), sequences);
        assert!(sequences > 30_000, "{sequences}");
    }

    #[test]
    fn one_sequence_has_one_shape_and_one_text() {
        let write = |sql: &mut Output| {
            sql.push_str("SELECT ");
            sql.names(["a", "b\"c"]);
            sql.push('?');
            sql.number(12);
            sql.raw(" x");
        };
        assert_eq!(shape(write), shape(write));
        assert_eq!(text(write), r#"SELECT "a", "b""c"?12 x"#);
    }

    #[test]
    fn texts_that_are_cut_elsewhere_may_be_equal_and_their_shapes_are_not() {
        let whole = |sql: &mut Output| sql.raw("ab");
        let parts = |sql: &mut Output| {
            sql.raw("a");
            sql.raw("b");
        };
        assert_eq!(text(whole), text(parts));
        assert_ne!(shape(whole), shape(parts));
    }

    #[test]
    fn a_phrase_stands_for_a_part_in_a_shape_alone() {
        let mut text = Output::text();
        assert!(!text.phrase("INSERT", [1], [2]));
        assert_eq!(text.into_text(), "");
        let mut shape = Output::Shape(Vec::new());
        assert!(shape.phrase("INSERT", [1], [2]));
    }
}
