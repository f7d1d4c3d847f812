//! `CREATE TABLE` as it was written, for what no pragma tells: CHECKs, collations, what generated columns are computed from.
//!
//! It is not a parser of SQL: SQLite took the statement, so what is not looked for is passed over.

/// What was found.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Create {
    pub(super) columns: Vec<Written>,
    pub(super) checks: Vec<String>,
    pub(super) autoincrement: bool,
}

/// What was found of a column.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Written {
    pub(super) name: String,
    pub(super) collate: Option<String>,
    pub(super) checks: Vec<String>,
    pub(super) generated: Option<String>,
}

/// Reads the statement.
pub(super) fn read(sql: &str) -> Create {
    let tokens = tokens(sql);
    let mut create = Create::default();
    let Some(open) = tokens.iter().position(|token| token.text == "(") else {
        return create;
    };
    let close = group_end(&tokens, open);
    let body = &tokens[open + 1..close.max(open + 1)];
    for definition in split(body) {
        let Some(first) = definition.first() else {
            continue;
        };
        let found = clauses(definition);
        create.autoincrement |= found.autoincrement;
        let words = ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"];
        if words.iter().any(|word| first.is(word)) {
            create.checks.extend(found.checks);
        } else {
            create.columns.push(Written {
                name: unquoted(first.text),
                collate: found.collate,
                checks: found.checks,
                generated: found.generated,
            });
        }
    }
    create
}

#[derive(Default)]
struct Clauses {
    autoincrement: bool,
    collate: Option<String>,
    checks: Vec<String>,
    generated: Option<String>,
}

/// What stands in a definition outside of parentheses, and the parentheses that are looked for.
fn clauses(definition: &[Token<'_>]) -> Clauses {
    let mut found = Clauses::default();
    let mut at = 1;
    while let Some(token) = definition.get(at) {
        // The word before an opening parenthesis says what stands in it.
        if token.text == "(" {
            let end = group_end(definition, at);
            let inside = text(&definition[at + 1..end.max(at + 1)]);
            if definition[at - 1].is("CHECK") {
                found.checks.push(inside);
            } else if definition[at - 1].is("AS") {
                found.generated = Some(inside);
            }
            at = end;
        } else if token.is("AUTOINCREMENT") {
            found.autoincrement = true;
        } else if token.is("COLLATE") {
            found.collate = definition.get(at + 1).map(|name| unquoted(name.text));
        }
        at += 1;
    }
    found
}

/// The definitions between the commas.
fn split<'t, 's>(body: &'t [Token<'s>]) -> Vec<&'t [Token<'s>]> {
    let mut definitions = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(token) = body.get(at) {
        match token.text {
            "(" => at = group_end(body, at),
            "," => {
                definitions.push(&body[start..at]);
                start = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
    definitions.push(&body[start..]);
    definitions
}

/// The place of the parenthesis that closes the one at `open`.
fn group_end(tokens: &[Token<'_>], open: usize) -> usize {
    let mut depth = 0usize;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        match token.text {
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    tokens.len()
}

/// The tokens as one line.
fn text(tokens: &[Token<'_>]) -> String {
    let mut text = String::new();
    for (number, token) in tokens.iter().enumerate() {
        if number > 0 && token.spaced {
            text.push(' ');
        }
        text += token.text;
    }
    text
}

#[derive(Clone, Copy)]
struct Token<'s> {
    text: &'s str,
    /// Whether a space or a comment stands before it.
    spaced: bool,
}

impl Token<'_> {
    fn is(&self, word: &str) -> bool {
        self.text.eq_ignore_ascii_case(word)
    }
}

fn tokens(sql: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let (mut at, mut spaced) = (0, false);
    while let Some(rest) = sql.get(at..).filter(|rest| !rest.is_empty()) {
        let (length, is_space) = token(rest);
        if !is_space {
            let text = &rest[..length];
            tokens.push(Token { text, spaced });
        }
        spaced = is_space;
        at += length;
    }
    tokens
}

/// The length of the first token, and whether it is a space or a comment.
fn token(sql: &str) -> (usize, bool) {
    let first = sql.chars().next().unwrap_or(' ');
    let until = |end: &str, skip: usize| {
        let found = sql.get(skip..).and_then(|rest| rest.find(end));
        found.map_or(sql.len(), |found| skip + found + end.len())
    };
    if first.is_whitespace() {
        let length = sql.find(|c: char| !c.is_whitespace());
        return (length.unwrap_or(sql.len()), true);
    }
    if sql.starts_with("--") {
        return (until("\n", 2), true);
    }
    if sql.starts_with("/*") {
        return (until("*/", 2), true);
    }
    let length = match first {
        '\'' | '"' | '`' => quote_end(sql, first),
        '[' => until("]", 1),
        _ if is_word(first) => sql.find(|c: char| !is_word(c)).unwrap_or(sql.len()),
        _ => first.len_utf8(),
    };
    (length, false)
}

/// The length of a quoted text, in which a doubled quote is one that belongs to it.
fn quote_end(sql: &str, quote: char) -> usize {
    let mut at = 1;
    while let Some(found) = sql.get(at..).and_then(|rest| rest.find(quote)) {
        at += found + 1;
        if !sql[at..].starts_with(quote) {
            return at;
        }
        at += 1;
    }
    sql.len()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$') || !c.is_ascii()
}

/// A name without its quotes.
fn unquoted(name: &str) -> String {
    let inside = |end: usize| name.get(1..name.len() - end).unwrap_or_default();
    match name.chars().next() {
        Some(quote @ ('"' | '`' | '\'')) if name.len() > 1 => {
            inside(1).replace(&format!("{quote}{quote}"), &quote.to_string())
        }
        Some('[') => inside(1).to_owned(),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_collations_and_generated_columns_are_found() {
        let create = read(
            "CREATE TABLE \"a (b\" (id INTEGER PRIMARY KEY AUTOINCREMENT, -- a comment, (with a parenthesis\n\
             [na,me] TEXT COLLATE \"NOCASE\" CHECK (length([na,me]) > 0)  CHECK([na,me] <> ')'),\n\
             \"say \"\"x\"\"\" REAL DEFAULT (1 + 1) CONSTRAINT c CHECK (1),\n\
             total AS (a /* of */ +\n b) STORED, PRIMARY KEY (a), CONSTRAINT d CHECK (a\n  > b))",
        );
        let column = |name: &str| Written {
            name: name.into(),
            ..Written::default()
        };
        assert_eq!(
            create,
            Create {
                columns: vec![
                    column("id"),
                    Written {
                        collate: Some("NOCASE".into()),
                        checks: vec!["length([na,me]) > 0".into(), "[na,me] <> ')'".into()],
                        ..column("na,me")
                    },
                    Written {
                        checks: vec!["1".into()],
                        ..column("say \"x\"")
                    },
                    Written {
                        generated: Some("a + b".into()),
                        ..column("total")
                    },
                ],
                checks: vec!["a > b".into()],
                autoincrement: true,
            }
        );
    }

    #[test]
    fn what_is_cut_off_is_no_panic() {
        for sql in [
            "",
            "CREATE TABLE",
            "CREATE TABLE t (",
            "CREATE TABLE t (a CHECK(",
            "t(\"",
            "t('a''",
            "t([",
            "t(a AS",
            "t(/*",
        ] {
            read(sql);
        }
    }
}
