//! Identifiers: the one way by which names reach SQL. And the numbers that stand between them.

/// Appends `name` in double quotes, so that keywords, spaces and quotes in names work.
pub(crate) fn quote(sql: &mut String, name: &str) {
    sql.push('"');
    if !name.contains('"') {
        sql.push_str(name);
        sql.push('"');
        return;
    }
    for part in name.split_inclusive('"') {
        sql.push_str(part);
        if part.ends_with('"') {
            sql.push('"');
        }
    }
    sql.push('"');
}

/// Appends names in double quotes, with commas between them.
pub(crate) fn quote_all<'a>(sql: &mut String, names: impl IntoIterator<Item = &'a str>) {
    for (place, name) in names.into_iter().enumerate() {
        if place > 0 {
            sql.push_str(", ");
        }
        quote(sql, name);
    }
}

/// Appends a number. They stand all over a statement, and are written without a text of their own.
pub(super) fn number(sql: &mut String, number: usize) {
    if number >= 10 {
        self::number(sql, number / 10);
    }
    sql.push(char::from(b"0123456789"[number % 10]));
}
