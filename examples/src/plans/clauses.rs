//! What a statement says of one of its tables: its conditions and the order of its rows, taken from the text as relmodel writes it.

/// The clauses of the SELECT, UPDATE or DELETE that a table stands in.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Clauses {
    /// The table's name.
    pub(super) table: String,
    /// The conditions on its columns that must all hold.
    pub(super) conditions: Vec<Condition>,
    /// By which of its columns rows are ordered, if it is by its columns alone and in one direction.
    pub(super) order: Option<Vec<String>>,
    /// By which of its columns rows are grouped, if it is by its columns alone.
    pub(super) group: Option<Vec<String>>,
}

/// A condition on a column that an index on it serves.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Condition {
    pub(super) column: String,
    /// Whether it leaves the column one value.
    pub(super) is_equality: bool,
    pub(super) text: String,
}

impl Clauses {
    /// The clauses around a table, by its alias or, where something is written into it, by its name; none where there is no such table.
    pub(super) fn of(sql: &str, name: &str) -> Option<Self> {
        let (table, prefix, rest) = aliased(sql, name).or_else(|| written(sql, name))?;
        let clauses = split(rest);
        let clause = |keyword: &str| {
            let mut clauses = clauses.iter();
            clauses.find_map(|clause| clause.strip_prefix(keyword)).unwrap_or("")
        };
        let conditions = parts(clause(" WHERE "), " AND ");
        // Of conditions one of which must hold an index serves none, or one for each.
        let is_one_of = parts(clause(" WHERE "), " OR ").len() > 1;
        let conditions = conditions.into_iter().filter(|_| !is_one_of);
        Some(Self {
            conditions: conditions.filter_map(|text| condition(text, &prefix)).collect(),
            order: columns(clause(" ORDER BY "), &prefix),
            group: columns(clause(" GROUP BY "), &prefix),
            table,
        })
    }
}

/// The table with an alias, what its columns begin with, and the text after it.
fn aliased<'a>(sql: &'a str, alias: &str) -> Option<(String, String, &'a str)> {
    let pattern = format!("\" AS {alias}");
    let is_whole = |rest: &str| !rest.starts_with(|letter: char| letter.is_alphanumeric());
    let (before, rest) = sql
        .match_indices(&pattern)
        .map(|(place, found)| (&sql[..place], &sql[place + found.len()..]))
        .find(|(_, rest)| is_whole(rest))?;
    let (_, table) = before.rsplit_once('"')?;
    Some((table.to_owned(), format!("{alias}."), rest))
}

/// The table that a statement writes into.
fn written<'a>(sql: &'a str, table: &str) -> Option<(String, String, &'a str)> {
    let rest = ["UPDATE ", "DELETE FROM "].iter().find_map(|words| sql.strip_prefix(words))?;
    let rest = rest.strip_prefix(&format!("\"{table}\""))?;
    Some((table.to_owned(), String::new(), rest))
}

/// The text up to the end of its SELECT, split before each clause.
fn split(text: &str) -> Vec<&str> {
    let keywords = [" WHERE ", " GROUP BY ", " HAVING ", " ORDER BY ", " LIMIT ", " UNION "];
    let (mut clauses, mut start) = (Vec::new(), 0);
    for (place, _) in outside(text).chain([(text.len(), "")]) {
        let rest = &text[place..];
        if rest.starts_with(')') || rest.is_empty() {
            clauses.push(&text[start..place]);
            break;
        }
        if keywords.iter().any(|keyword| rest.starts_with(keyword)) {
            clauses.push(&text[start..place]);
            start = place;
        }
    }
    clauses
}

/// A text split where it says so outside of parentheses.
fn parts<'a>(text: &'a str, separator: &str) -> Vec<&'a str> {
    let (mut parts, mut start) = (Vec::new(), 0);
    for (place, rest) in outside(text) {
        if rest.starts_with(separator) {
            parts.push(&text[start..place]);
            start = place + separator.len();
        }
    }
    parts.push(&text[start..]);
    parts
}

/// The places outside of parentheses and quotes, with the text from there on, up to a parenthesis that was not opened.
fn outside(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let (mut depth, mut is_quoted) = (0_i32, false);
    let places = text.char_indices().map(move |(place, letter)| {
        match letter {
            '"' | '\'' => is_quoted = !is_quoted,
            '(' if !is_quoted => depth += 1,
            ')' if !is_quoted => depth -= 1,
            _ => {}
        }
        (place, depth, is_quoted)
    });
    let places = places.take_while(|(_, depth, _)| *depth >= -1);
    places
        .filter(|(_, depth, is_quoted)| *depth <= 0 && !is_quoted)
        .map(|(place, ..)| (place, &text[place..]))
}

fn condition(text: &str, prefix: &str) -> Option<Condition> {
    let (column, test) = column(text, prefix)?;
    let served = ["= ", "IS ", "< ", "<= ", "> ", ">= ", "IN ", "BETWEEN "];
    let is_served = served.iter().any(|operator| test.starts_with(operator));
    (is_served && !test.starts_with("IS NOT ")).then(|| Condition {
        column: column.to_owned(),
        is_equality: test.starts_with("= ") || test.starts_with("IS "),
        text: text.to_owned(),
    })
}

/// The columns of an order or a group, if they are columns of the table and go in one direction.
fn columns(clause: &str, prefix: &str) -> Option<Vec<String>> {
    let terms: Option<Vec<_>> =
        parts(clause, ", ").into_iter().map(|term| column(term, prefix)).collect();
    let terms = terms?;
    let is_one_direction = terms.iter().all(|(_, direction)| *direction == terms[0].1);
    is_one_direction.then(|| terms.iter().map(|(column, _)| (*column).to_owned()).collect())
}

/// The column that a text begins with, and what is after it.
fn column<'a>(text: &'a str, prefix: &str) -> Option<(&'a str, &'a str)> {
    let (column, rest) = text.strip_prefix(prefix)?.strip_prefix('"')?.split_once('"')?;
    Some((column, rest.trim_start()))
}
