//! `#[check("…")]`: a condition in SQL, above a field or above the struct.

use syn::{Attribute, LitStr};

use super::{Spanned, wrong_form};
use crate::errors::Errors;

/// Reads the attribute.
pub(super) fn read(attribute: &Attribute, errors: &mut Errors) -> Option<Spanned<String>> {
    let Ok(text) = attribute.parse_args::<LitStr>() else {
        wrong_form(
            attribute,
            "#[check(\"…\")]` with a condition in SQL in the quotes, such as `#[check(\"price >= 0\")]",
            errors,
        );
        return None;
    };
    let (value, span) = (text.value(), text.span());
    if value.trim().is_empty() {
        errors.push(
            span,
            "a check needs a condition: write one in SQL, such as `#[check(\"price >= 0\")]`",
        );
        return None;
    }
    if value.contains('\0') {
        errors.push(span, "SQL can't contain the character NUL: remove it");
        return None;
    }
    Some(Spanned { value, span })
}
