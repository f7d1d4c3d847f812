//! SQL that the user wrote: where the values go in it.

use super::Node;
use super::writer::Writer;
use crate::error::Kind;

/// SQL that the user wrote, with what stands for its question marks.
#[derive(Debug, Clone)]
pub struct Raw {
    /// The text between the question marks.
    pub(crate) texts: Vec<String>,
    /// What stands for each.
    pub(crate) values: Vec<Node>,
    /// Whether it is a condition, whose NULL counts as false.
    pub(crate) is_condition: bool,
    /// What is wrong with the text.
    pub(crate) mistake: Option<String>,
}

impl Raw {
    /// A text, and what stands for its question marks.
    pub(crate) fn new(sql: &str, values: Vec<Node>, is_condition: bool) -> Self {
        let (texts, mistake) = match split(sql) {
            Ok(texts) if texts.len() == values.len() + 1 => (texts, None),
            Ok(texts) => {
                let (marks, values) = (texts.len() - 1, values.len());
                let message = format!("`{sql}` has {marks} `?` for {values} values");
                (Vec::new(), Some(message))
            }
            Err(why) => (Vec::new(), Some(format!("`{sql}` {why}"))),
        };
        Self {
            texts,
            values,
            is_condition,
            mistake,
        }
    }
}

impl<'a> Writer<'a> {
    pub(super) fn raw(&mut self, raw: &'a Raw) {
        if let Some(mistake) = &raw.mistake {
            return self.fail(Kind::Query, mistake);
        }
        // In parentheses wherever it stands: it may be anything.
        self.sql.push('(');
        for (place, text) in raw.texts.iter().enumerate() {
            self.sql.raw(text);
            if let Some(value) = raw.values.get(place) {
                self.value(value);
            }
        }
        self.sql.push(')');
    }
}

/// The texts between the question marks, but not those in quotes and comments.
fn split(sql: &str) -> Result<Vec<String>, &'static str> {
    let mut texts = vec![String::new()];
    let mut rest = sql;
    while let Some(next) = rest.chars().next() {
        let length = match next {
            '\'' | '"' | '`' => quoted(rest, next),
            '[' => rest.find(']').map(|end| end + 1),
            '-' if rest.starts_with("--") => return Err("holds a comment"),
            '/' if rest.starts_with("/*") => return Err("holds a comment"),
            ';' => return Err("holds a `;`: it is one expression"),
            '\0' => return Err("holds a NUL"),
            '?' if rest[1..].starts_with(|c: char| c.is_ascii_digit()) => {
                return Err("numbers its `?`: each stands for the next value");
            }
            ':' | '@' | '$' => return Err("names a value: values stand for `?`"),
            next => Some(next.len_utf8()),
        };
        let Some(length) = length else {
            return Err("ends inside a quote");
        };
        let (token, after) = rest.split_at(length);
        match token {
            "?" => texts.push(String::new()),
            token => {
                if let Some(text) = texts.last_mut() {
                    text.push_str(token);
                }
            }
        }
        rest = after;
    }
    match is_balanced(&texts) {
        true => Ok(texts),
        false => Err("has parentheses that don't match"),
    }
}

/// How long the quoted text is that a text begins with. A doubled quote ends one and begins the next.
fn quoted(text: &str, quote: char) -> Option<usize> {
    Some(text[1..].find(quote)? + 2)
}

/// An expression must not close what stands around it.
fn is_balanced(texts: &[String]) -> bool {
    let mut open = 0_usize;
    for text in texts {
        let mut rest = text.as_str();
        while let Some(next) = rest.chars().next() {
            let length = match next {
                '\'' | '"' | '`' => quoted(rest, next).unwrap_or(rest.len()),
                '[' => rest.find(']').map_or(rest.len(), |end| end + 1),
                next => next.len_utf8(),
            };
            match next {
                '(' => open += 1,
                ')' if open == 0 => return false,
                ')' => open -= 1,
                _ => {}
            }
            rest = &rest[length..];
        }
    }
    open == 0
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn question_marks_in_quotes_stand_for_nothing() {
        let texts = split(r#"f(?, '?''?', "?", `?`, [?]) + ?"#).unwrap_or_default();
        assert_eq!(texts, ["f(", r#", '?''?', "?", `?`, [?]) + "#, ""]);
        assert_eq!(split("").unwrap_or_default(), [""]);
    }

    #[test]
    fn a_text_that_is_no_expression_is_refused() {
        for sql in [
            "'a",
            "a -- b",
            "a /* b */",
            "a; b",
            "?1",
            ":a",
            "@a",
            "$a",
            "a)",
            "(a",
            ") + (",
            "\0",
        ] {
            assert!(split(sql).is_err(), "{sql}");
        }
    }
}
