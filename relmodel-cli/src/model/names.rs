//! Names: what stands in the database as identifiers of Rust, each different from the others.

use heck::{ToSnakeCase, ToUpperCamelCase};
use std::collections::HashSet;

/// Keywords that can be written as raw identifiers, and those that are kept for later.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Keywords that can't.
const NEVER: &[&str] = &["self", "super", "crate"];

/// Types that models are written with, and what programs with models name.
const TYPES: &[&str] = &[
    "AnyValue",
    "Box",
    "ColumnType",
    "Db",
    "DbOptions",
    "Err",
    "Error",
    "Executor",
    "Expr",
    "Id",
    "Model",
    "None",
    "Ok",
    "Option",
    "Query",
    "Result",
    "Schema",
    "Self",
    "Some",
    "String",
    "Tx",
    "Vec",
];

/// Methods that every model has: one of the same name would hide it.
pub(super) const METHODS: &[&str] = &[
    "all",
    "borrow",
    "clone",
    "clone_from",
    "delete",
    "eq",
    "filter",
    "find",
    "fmt",
    "insert",
    "insert_all",
    "into",
    "ne",
    "reload",
    "to_owned",
    "try_into",
    "type_id",
    "update",
];

/// The names that were given in one place.
#[derive(Debug, Default, Clone)]
pub(super) struct Taken(HashSet<String>);

impl Taken {
    /// With some that are taken from the beginning.
    pub(super) fn with(names: &[&str]) -> Self {
        Self(names.iter().map(|name| (*name).to_owned()).collect())
    }

    /// Takes the first of the names that is free, else the last of them with a number.
    pub(super) fn take(&mut self, names: &[String]) -> String {
        let free = names.iter().find(|name| !self.has(name));
        let name = free.cloned().unwrap_or_else(|| {
            let last = names.last().map_or("", String::as_str);
            let mut numbered = (2..).map(|number| format!("{last}_{number}"));
            numbered.find(|name| !self.has(name)).unwrap_or_default()
        });
        self.0.insert(name.clone());
        name
    }

    /// Whether a name is taken.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains(name)
    }

    /// Takes a name, be it free or not.
    pub(super) fn add(&mut self, name: &str) {
        self.0.insert(name.to_owned());
    }
}

/// The names of structs, of which each takes three more beside it.
#[derive(Debug)]
pub(super) struct Structs(Taken);

impl Structs {
    pub(super) fn new() -> Self {
        Self(Taken::with(TYPES))
    }

    /// Takes the first name that is free with all that the derive makes of it.
    pub(super) fn take(&mut self, names: &[String]) -> String {
        let last = names.last().cloned().unwrap_or_default();
        let rows = [format!("{last}Row")];
        let numbered = (2..).map(|number| format!("{last}{number}"));
        let mut names = names.iter().cloned().chain(rows).chain(numbered);
        let name = names.find(|name| beside(name).iter().all(|name| !self.0.has(name)));
        let name = name.unwrap_or_default();
        for name in beside(&name) {
            self.0.add(&name);
        }
        name
    }
}

fn beside(name: &str) -> [String; 4] {
    [
        name.to_owned(),
        format!("{name}Fields"),
        format!("New{name}"),
        format!("New{name}With"),
    ]
}

/// A name of the database in snake_case, with nothing but what an identifier can have; empty if nothing is left.
pub(super) fn snake(name: &str) -> String {
    let mut plain = String::new();
    for c in name.chars() {
        plain.push(if unicode_ident::is_xid_continue(c) {
            c
        } else {
            '_'
        });
    }
    let snake = apart(&plain).to_snake_case();
    let first = snake.chars().next();
    if first.is_none_or(unicode_ident::is_xid_start) {
        snake
    } else {
        format!("n{snake}")
    }
}

/// `lgIDwinner` as `lg_id_winner`: capitals before a small letter are one word, but this is a common one of its own.
fn apart(name: &str) -> String {
    let mut apart = String::new();
    let mut rest = name;
    while let Some(at) = rest.find("ID") {
        let (before, after) = (&rest[..at], &rest[at + 2..]);
        apart += before;
        if before.ends_with(char::is_lowercase) {
            apart += "_ID_";
        } else {
            apart += "ID";
        }
        rest = after;
    }
    apart + rest
}

/// `order_detail` as `OrderDetail`.
pub(super) fn camel(snake: &str) -> String {
    snake.to_upper_camel_case()
}

/// The table of a struct whose attributes name none, as the derive says.
pub(super) fn table_of(name: &str) -> String {
    name.to_snake_case()
}

/// A name that is made to be an identifier, but may be a keyword that can't be one.
pub(super) fn possible(name: String) -> String {
    if NEVER.contains(&&*name) {
        format!("{name}_")
    } else {
        name
    }
}

/// A name as it is written in Rust.
pub(crate) fn ident(name: &str) -> String {
    if KEYWORDS.contains(&name) {
        format!("r#{name}")
    } else {
        name.to_owned()
    }
}

/// Whether the compiler reads the name as it is written here: Unicode can write some letters in several ways, of which it takes one.
pub(crate) fn is_plain(name: &str) -> bool {
    name.chars().all(|c| c < '\u{250}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_identifiers() {
        for (name, expected) in [
            ("UnitPrice", "unit_price"),
            ("park.key", "park_key"),
            ("2B", "n2b"),
            ("Order Details", "order_details"),
            ("say \"x\"", "say_x"),
            ("playerID", "player_id"),
            ("lgIDwinner", "lg_id_winner"),
            ("teamIDBR", "team_id_br"),
            ("IDENTITY", "identity"),
            ("größe", "größe"),
            ("²", ""),
            ("%", ""),
        ] {
            assert_eq!(snake(name), expected, "{name}");
        }
    }

    #[test]
    fn a_name_that_is_taken_gets_a_number() {
        let mut taken = Taken::default();
        let names = ["a".to_owned(), "b".to_owned()];
        assert_eq!(
            [(); 4].map(|()| taken.take(&names)),
            ["a", "b", "b_2", "b_3"]
        );
        let mut structs = Structs::new();
        let mut take = |name: &str| structs.take(&[name.to_owned()]);
        assert_eq!(
            ["User", "NewUser", "Option", "User"].map(&mut take),
            ["User", "NewUserRow", "OptionRow", "User2"]
        );
    }
}
