//! Defaults: SQL as `#[column(default = …)]` says it.

use super::Base;
use crate::print::literal;

/// What stands after `default =`; none if the default is NULL.
pub(super) fn attribute(sql: &str, base: Base) -> Option<String> {
    let sql = sql.trim();
    if sql.eq_ignore_ascii_case("NULL") {
        return None;
    }
    let other = || Some(format!("sql({})", literal(sql)));
    match base {
        Base::Integer | Base::Id(_) => {
            let number = text(sql).unwrap_or_else(|| sql.to_owned());
            let number = number.parse::<i64>().ok();
            number
                .or(truth(sql))
                .map_or_else(other, |number| Some(number.to_string()))
        }
        Base::Bool => match truth(sql) {
            Some(0) => Some("false".to_owned()),
            Some(1) => Some("true".to_owned()),
            _ => other(),
        },
        Base::Real => match sql.parse::<f64>() {
            Ok(number)
                if number.is_finite()
                    && sql.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c)) =>
            {
                Some(format!("{number:?}"))
            }
            _ => other(),
        },
        Base::Text => match text(sql) {
            Some(text) if !text.contains('\0') => Some(literal(&text)),
            _ => other(),
        },
        Base::Blob | Base::Any => other(),
    }
}

fn truth(sql: &str) -> Option<i64> {
    match &*sql.to_ascii_lowercase() {
        "0" | "false" => Some(0),
        "1" | "true" => Some(1),
        _ => None,
    }
}

/// The text of a literal, which SQLite also takes in double quotes.
fn text(sql: &str) -> Option<String> {
    ['\'', '"'].into_iter().find_map(|quote| {
        let inside = sql.strip_prefix(quote)?.strip_suffix(quote)?;
        let whole = inside.replace(&format!("{quote}{quote}"), "");
        (!whole.contains(quote))
            .then(|| inside.replace(&format!("{quote}{quote}"), &quote.to_string()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_are_said_in_rust_where_the_types_agree() {
        for (sql, base, expected) in [
            ("0", Base::Integer, Some("0")),
            ("'7'", Base::Integer, Some("7")),
            ("TRUE", Base::Integer, Some("1")),
            ("0x10", Base::Integer, Some(r#"sql("0x10")"#)),
            ("1", Base::Bool, Some("true")),
            ("0", Base::Real, Some("0.0")),
            ("4.99", Base::Real, Some("4.99")),
            ("1e400", Base::Real, Some(r#"sql("1e400")"#)),
            ("'it''s'", Base::Text, Some(r#""it's""#)),
            ("\"x\"", Base::Text, Some(r#""x""#)),
            ("'a' || 'b'", Base::Text, Some(r#"sql("'a' || 'b'")"#)),
            (
                "CURRENT_TIMESTAMP",
                Base::Text,
                Some(r#"sql("CURRENT_TIMESTAMP")"#),
            ),
            ("x'00'", Base::Blob, Some(r#"sql("x'00'")"#)),
            ("null", Base::Text, None),
        ] {
            assert_eq!(attribute(sql, base).as_deref(), expected, "{sql}");
        }
    }
}
