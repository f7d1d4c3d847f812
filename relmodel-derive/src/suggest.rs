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
