//! English words: one of many, and many of one. What is not English comes out unchanged or with an `s`.

/// Words with a plural of their own, which may stand at the end of longer ones.
const IRREGULAR: &[(&str, &str)] = &[
    ("alias", "aliases"),
    ("analysis", "analyses"),
    ("basis", "bases"),
    ("bus", "buses"),
    ("bonus", "bonuses"),
    ("cache", "caches"),
    ("calf", "calves"),
    ("child", "children"),
    ("cookie", "cookies"),
    ("crisis", "crises"),
    ("foot", "feet"),
    ("goose", "geese"),
    ("half", "halves"),
    ("hero", "heroes"),
    ("index", "indexes"),
    ("index", "indices"),
    ("knife", "knives"),
    ("leaf", "leaves"),
    ("life", "lives"),
    ("loaf", "loaves"),
    ("man", "men"),
    ("matrix", "matrices"),
    ("mouse", "mice"),
    ("movie", "movies"),
    ("person", "people"),
    ("person", "persons"),
    ("potato", "potatoes"),
    ("quiz", "quizzes"),
    ("shelf", "shelves"),
    ("status", "statuses"),
    ("thesis", "theses"),
    ("thief", "thieves"),
    ("tie", "ties"),
    ("tomato", "tomatoes"),
    ("tooth", "teeth"),
    ("vertex", "vertices"),
    ("virus", "viruses"),
    ("wife", "wives"),
    ("wolf", "wolves"),
    ("zombie", "zombies"),
];

/// Words that are the same for one and for many, or that have no plural.
const UNCHANGED: &[&str] = &[
    "data",
    "equipment",
    "feedback",
    "fish",
    "history",
    "information",
    "media",
    "metadata",
    "money",
    "news",
    "series",
    "sheep",
    "software",
    "species",
    "staff",
];

/// Words in a name that are one already, though they end in `s`.
const SINGULAR_ENDINGS: &[&str] = &["ss", "us", "is", "ics"];

/// `order_details` as `order_detail`. What is one already stays as it is.
pub(super) fn singular(name: &str) -> String {
    let (start, word) = last_word(name);
    format!("{start}{}", singular_word(word))
}

/// `order_detail` as `order_details`. A number at the end stays there.
pub(super) fn plural(name: &str) -> String {
    let letters = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &name[letters.len()..];
    let (start, word) = last_word(letters);
    format!("{start}{}{digits}", plural_word(word))
}

/// The name before its last word, and that.
fn last_word(name: &str) -> (&str, &str) {
    name.split_at(name.rfind('_').map_or(0, |at| at + 1))
}

fn singular_word(word: &str) -> String {
    if UNCHANGED.contains(&word) {
        return word.to_owned();
    }
    let irregular = IRREGULAR.iter().find(|(_, many)| *many == word);
    if let Some((one, _)) = irregular {
        return (*one).to_owned();
    }
    if word.len() < 3 || SINGULAR_ENDINGS.iter().any(|end| word.ends_with(end)) {
        return word.to_owned();
    }
    let endings = [
        ("ies", "y"),
        ("sses", "ss"),
        ("shes", "sh"),
        ("ches", "ch"),
        ("xes", "x"),
        ("s", ""),
    ];
    for (many, one) in endings {
        if let Some(stem) = word.strip_suffix(many).filter(|stem| !stem.is_empty()) {
            return format!("{stem}{one}");
        }
    }
    word.to_owned()
}

fn plural_word(word: &str) -> String {
    if UNCHANGED.contains(&word) {
        // A relation to many rows and one to a single row need different names all the same.
        return word.to_owned();
    }
    if let Some((_, many)) = IRREGULAR.iter().find(|(one, _)| *one == word) {
        return (*many).to_owned();
    }
    let ends = |ends: &[&str]| ends.iter().any(|end| word.ends_with(end));
    if let Some(stem) = word.strip_suffix('y')
        && !stem.ends_with(['a', 'e', 'i', 'o', 'u'])
        && !stem.is_empty()
    {
        return format!("{stem}ies");
    }
    if ends(&["ics"]) {
        return word.to_owned();
    }
    if ends(&["s", "x", "sh", "ch"]) {
        return format!("{word}es");
    }
    format!("{word}s")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_and_many() {
        for (one, many) in [
            ("order_detail", "order_details"),
            ("category", "categories"),
            ("day", "days"),
            ("address", "addresses"),
            ("status", "statuses"),
            ("branch", "branches"),
            ("box", "boxes"),
            ("case", "cases"),
            ("database", "databases"),
            ("movie", "movies"),
            ("person", "people"),
            ("team_half", "team_halves"),
            ("news", "news"),
            ("politics", "politics"),
            ("staff", "staff"),
            ("größe", "größes"),
        ] {
            assert_eq!(plural(one), many);
            assert_eq!(singular(many), one);
            assert_eq!(singular(one), one);
        }
        assert_eq!(plural("country1"), "countries1");
        assert_eq!(singular("as"), "as");
    }
}
