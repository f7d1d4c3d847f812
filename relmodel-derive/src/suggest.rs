//! "Did you mean …?": the nearest of the words that would have been right.

/// The candidate that `word` most likely is a slip of.
pub(crate) fn nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(word, candidate), candidate))
        .filter(|(likeness, _)| *likeness > 0.75)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, candidate)| candidate)
}

/// What is said of a word that is not among `valid`.
pub(crate) fn unknown<'a>(
    what: &str,
    word: &str,
    valid: impl IntoIterator<Item = &'a str> + Clone,
) -> String {
    let list = valid
        .clone()
        .into_iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ");
    match nearest(word, valid) {
        Some(near) => format!("{what}; did you mean `{near}`? (valid: {list})"),
        None => format!("{what}; valid: {list}"),
    }
}

/// Where a key belongs that other libraries have in this place.
pub(crate) fn elsewhere(attribute: &str, word: &str) -> Option<&'static str> {
    match (attribute, word) {
        ("has_one", "through") => Some(
            "a relation by way of another model is a `#[many_to_many(name: Model, through = Link)]`; \
             along relations it is a `#[has_many(name: Model, through = posts.comments.author)]`",
        ),
        ("has_one", "order") => Some(
            "there is one row, and so no order: say which row it is by `where`; or take the first of a `has_many`, `row.posts().order_by(…).first(&db)` or `.with(|row| row.posts.order_by(…).limit(1))`",
        ),
        (
            "has_many" | "has_one" | "many_to_many",
            "on_delete" | "on_update" | "cascade" | "dependent" | "delete_orphan",
        ) => Some(
            "what happens to rows when the one that they point at goes is said of their key: write `#[cascade]` beside the `#[belongs_to]` of the other model",
        ),
        _ => None,
    }
}
