//! SQL text of the program's own, with its values: where they stand in it, so that they can be numbered with those around it.

use super::Statement;
use super::writer::Writer;
use crate::error::{Kind, Result};
use crate::value::Value;

/// A text that the program marked as raw, and what is bound to it.
#[derive(Debug, Clone)]
pub struct RawQuery {
    pieces: Vec<Piece>,
    values: Vec<Value<'static>>,
    /// What is wrong with the text, which is said when a statement is made of it.
    problem: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
enum Piece {
    Text(String),
    /// A value, by its place from 0.
    Value(usize),
}

impl RawQuery {
    /// A text with `?`, or `?1`, `?2`, …, where its values go.
    pub(crate) fn new(sql: &str, values: Vec<Value<'static>>) -> Self {
        let (pieces, problem) = match pieces(sql) {
            Ok((pieces, asked)) if asked == values.len() => (pieces, None),
            Ok((pieces, asked)) => {
                let given = values.len();
                let why =
                    format!("the SQL text has places for {asked} values, and was given {given}");
                (pieces, Some(why))
            }
            Err(problem) => (Vec::new(), Some(problem)),
        };
        Self {
            pieces,
            values,
            problem,
        }
    }

    /// The text as a statement of its own.
    ///
    /// # Errors
    /// `is_query` when it is not one that takes its values.
    pub(crate) fn statement(&self) -> Result<Statement<'_>> {
        Statement::new(move |writer| writer.raw_query(self))
    }
}

impl<'a> Writer<'a> {
    /// Writes the text, its values numbered behind those that are there.
    pub(super) fn raw_query(&mut self, raw: &'a RawQuery) {
        if let Some(problem) = &raw.problem {
            self.fail(Kind::Query, problem);
        }
        let first = self.bound();
        for value in &raw.values {
            self.bind(value);
        }
        for piece in &raw.pieces {
            match piece {
                Piece::Text(text) => self.sql.raw(text),
                Piece::Value(place) => {
                    self.sql.push('?');
                    self.number(first + place + 1);
                }
            }
        }
    }
}

/// The text cut at its parameters, and how many values it takes. Strings, quoted names and comments are left as they are.
fn pieces(sql: &str) -> Result<(Vec<Piece>, usize), String> {
    let sql = sql.trim().trim_end_matches(';').trim_end();
    let mut pieces = Vec::new();
    let (mut start, mut at, mut asked) = (0, 0, 0);
    let bytes = sql.as_bytes();
    while let Some(byte) = bytes.get(at) {
        let rest = &sql[at..];
        let skipped = match byte {
            b'\'' | b'"' | b'`' => quoted(rest, *byte as char)?,
            b'[' => quoted(rest, ']')?,
            b'-' if rest.starts_with("--") => rest.find('\n').unwrap_or(rest.len()),
            b'/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            b':' | b'@' | b'$' => {
                return Err(format!(
                    "the SQL text has a parameter with a name, `{}`: write `?`, or `?1`, `?2`, …, and give the values in that order",
                    name(rest)
                ));
            }
            b'?' => {
                let digits = rest[1..].bytes().take_while(u8::is_ascii_digit).count();
                let place = match &rest[1..=digits] {
                    "" => asked + 1,
                    digits => digits.parse().unwrap_or(0),
                };
                if place == 0 || place > super::PARAMETERS {
                    return Err(format!(
                        "`{}` in the SQL text is no parameter: they are numbered from 1",
                        &rest[..=digits]
                    ));
                }
                asked = asked.max(place);
                pieces.push(Piece::Text(sql[start..at].to_owned()));
                pieces.push(Piece::Value(place - 1));
                start = at + digits + 1;
                digits + 1
            }
            // A name may hold `$`, which begins no parameter there.
            byte if is_name(*byte) => rest
                .bytes()
                .take_while(|byte| is_name(*byte) || *byte == b'$')
                .count(),
            _ => 1,
        };
        at += skipped;
    }
    // A comment at the end must not swallow what follows the text.
    let end = if sql[start..].contains("--") {
        "\n"
    } else {
        ""
    };
    pieces.push(Piece::Text(format!("{}{end}", &sql[start..])));
    Ok((pieces, asked))
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}

fn name(text: &str) -> &str {
    let length = text
        .bytes()
        .skip(1)
        .take_while(|byte| is_name(*byte))
        .count();
    &text[..=length]
}

/// How long a quoted text is. A doubled quote is two quoted texts, one after the other, which comes to the same.
fn quoted(text: &str, end: char) -> Result<usize, String> {
    match text[1..].find(end) {
        Some(place) => Ok(place + 2),
        None => Err(format!(
            "a quote is opened and not closed in the SQL text, at `{text}`"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::{Piece, pieces};

    fn shown(sql: &str) -> String {
        match pieces(sql) {
            Ok((pieces, asked)) => {
                let shown = pieces.iter().map(|piece| match piece {
                    Piece::Text(text) => text.clone(),
                    Piece::Value(place) => format!("<{place}>"),
                });
                format!("{} {asked}", shown.collect::<String>())
            }
            Err(problem) => problem,
        }
    }

    #[test]
    fn parameters_are_found_where_sqlite_finds_them() {
        assert_eq!(shown("SELECT 1;  "), "SELECT 1 0");
        assert_eq!(shown("a = ? AND b = ?"), "a = <0> AND b = <1> 2");
        assert_eq!(shown("?2 ? ?1 ?"), "<1> <2> <0> <3> 4");
        assert_eq!(shown("'?' \"?\" `?` [?] ?"), "'?' \"?\" `?` [?] <0> 1");
        assert_eq!(shown("'it''s ?' ?"), "'it''s ?' <0> 1");
        assert_eq!(shown("1 /* ? */ -- ?\n ?"), "1 /* ? */ -- ?\n <0> 1");
        assert_eq!(shown("1 -- ?"), "1 -- ?\n 0");
        assert_eq!(shown("é?"), "é<0> 1");
        assert_eq!(shown("a$b ?"), "a$b <0> 1");
    }

    #[test]
    fn what_takes_no_values_in_order_is_refused() {
        assert!(shown("a = :name").contains("`:name`"));
        assert!(shown("a = @é+1").contains("`@é`"));
        assert!(shown("a = $1").contains("`$1`"));
        assert!(shown("?0").contains("`?0` in the SQL text is no parameter"));
        assert!(shown("?99999999999999999999").contains("is no parameter"));
        assert!(shown("a = 'b").contains("not closed"));
    }
}
