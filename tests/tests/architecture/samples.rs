//! Each rule against small samples, bad ones and good ones: the rules are known to be able to fail.

use crate::links;
use crate::rules::{self, RootNames, Source};
use crate::traits;

fn source(path: &str, text: &str) -> Source {
    Source {
        path: path.to_owned(),
        text: text.to_owned(),
    }
}

const LIB: &str = "
    //! A crate.
    #![forbid(unsafe_code)]
    mod error; mod db; mod query;
    #[doc(hidden)] pub use private as __private;
    pub use crate::error::{Error, Result};
    pub use query::Query as Ask;
    pub use relmodel_derive::Model;
    pub use db::{Db, options::{DbOptions, Mode as DbMode}};
";

/// The problems of one file of `relmodel/src`, with the re-exports of `LIB`.
fn imports(path: &str, text: &str) -> Vec<String> {
    rules::imports_against_the_order(&source(path, text), &rules::root_names(LIB))
}

#[track_caller]
fn one_problem(problems: &[String], about: &str) {
    assert_eq!(problems.len(), 1, "{problems:#?}");
    assert!(problems[0].contains(about), "{problems:#?}");
}

#[track_caller]
fn no_problem(problems: &[String]) {
    assert!(problems.is_empty(), "{problems:#?}");
}

#[test]
fn root_names_are_read_from_every_form_of_use() {
    let expected: RootNames = [
        ("__private", "private"),
        ("Error", "error"),
        ("Result", "error"),
        ("Ask", "query"),
        ("Model", "relmodel_derive"),
        ("Db", "db"),
        ("DbOptions", "db"),
        ("DbMode", "db"),
    ]
    .map(|(name, module)| (name.to_owned(), module.to_owned()))
    .into();
    assert_eq!(rules::root_names(LIB), expected);
}

#[test]
fn an_import_down_the_order_is_fine() {
    no_problem(&imports(
        "query/mod.rs",
        "use crate::{error::Result, expr::{Expr, Term}};",
    ));
    no_problem(&imports(
        "db/open.rs",
        "use super::rows::Rows; use crate::db::Db;",
    ));
    no_problem(&imports(
        "db/sqlite.rs",
        "fn f() -> crate::Result<super::Db> { todo!() }",
    ));
    no_problem(&imports(
        "model.rs",
        "pub(crate) use crate::Model; use crate::write::Insert;",
    ));
    no_problem(&imports(
        "migrate/create.rs",
        "use crate::sql::ddl; use crate::Db;",
    ));
    no_problem(&imports("prelude.rs", "pub use crate::model::Model;"));
}

#[test]
fn an_import_up_the_order_is_a_problem_however_it_is_written() {
    for text in [
        "use crate::query::Query;",
        "pub use crate::query;",
        "use crate::{error::{Error, Result}, query::Query};",
        "use crate::{\n    query::{self, plan},\n    error::Error,\n};",
        "use {crate::error::Error, crate::query::Query};",
        "fn f() { crate::query::plan(&[1]); }",
        "fn f(q: &crate::query::Query) {}",
        "use crate::Ask;",
        "use super::super::query::Query;",
        "mod inner { use super::super::super::query::Query; }",
        "macro_rules! ask { () => { $crate::query::Query } }",
        "#[cfg(not(test))] use crate::query::Query;",
    ] {
        one_problem(&imports("db/sqlite.rs", text), "`db` may not name `query`");
    }
}

#[test]
fn an_import_problem_says_its_line() {
    one_problem(
        &imports("db/open.rs", "//! Opens.\n\nuse crate::model::Model;\n"),
        "db/open.rs:3:",
    );
}

#[test]
fn migrate_uses_the_schema_side_only() {
    one_problem(
        &imports("migrate/mod.rs", "use crate::query::Query;"),
        "may not name `query`",
    );
    one_problem(
        &imports("migrate/mod.rs", "use crate::row::Row;"),
        "may not name `row`",
    );
    one_problem(
        &imports("model.rs", "use crate::migrate::create;"),
        "may not name `migrate`",
    );
}

#[test]
fn no_layer_names_what_only_gathers_names() {
    one_problem(
        &imports("expr/mod.rs", "use crate::__private::Text;"),
        "may not name `private`",
    );
    one_problem(
        &imports("expr/mod.rs", "use crate::prelude::*;"),
        "may not name `prelude`",
    );
    no_problem(&imports(
        "schema/mod.rs",
        "macro_rules! s { () => { $crate::__private::s() } }",
    ));
}

#[test]
fn a_name_or_module_outside_the_table_is_a_problem() {
    one_problem(
        &imports("expr/mod.rs", "use crate::utils::pad;"),
        "no module of the table",
    );
    one_problem(
        &imports("expr/mod.rs", "use crate::*;"),
        "no module of the table",
    );
    one_problem(
        &imports("utils.rs", ""),
        "`utils` has no place in the table of layers",
    );
}

#[test]
fn comments_documentation_strings_and_test_modules_are_not_imports() {
    let text = r#"
        //! Not above `crate::query`.
        // use crate::query::Query;
        /// See [`crate::query::Query`].
        #[doc = "crate::query"]
        fn f() -> &'static str { "crate::query::Query" }
        #[cfg(test)]
        mod tests { use crate::query::Query; }
    "#;
    no_problem(&imports("db/mod.rs", text));
    // What follows the test module is code again.
    one_problem(
        &imports("db/mod.rs", &format!("{text} use crate::query::Query;")),
        "`db` may not name `query`",
    );
}

#[test]
fn rusqlite_in_code_is_seen_and_in_documentation_is_not() {
    let named = |text| rules::rusqlite_named(&source("value/id.rs", text));
    one_problem(&named("use rusqlite::Connection;"), "value/id.rs:1:");
    one_problem(
        &named("fn f(c: &::rusqlite::Connection) {}"),
        "only `db/sqlite.rs`",
    );
    no_problem(&named(
        "//! Not rusqlite.\n/// From `rusqlite::Error`.\nfn f() {} // rusqlite",
    ));
    no_problem(&named(r#"const NAME: &str = "rusqlite";"#));
}

#[test]
fn a_file_without_an_opening_is_a_problem() {
    one_problem(
        &rules::opening_missing(&source("db/open.rs", "use std::fs;")),
        "db/open.rs",
    );
    one_problem(
        &rules::opening_missing(&source("db/open.rs", "// A comment.")),
        "db/open.rs",
    );
    no_problem(&rules::opening_missing(&source(
        "db/open.rs",
        "//! Opens databases.\n",
    )));
}

#[test]
fn expand_may_name_ir_and_naming_and_nothing_else() {
    let beyond = |path, text| rules::expand_imports_beyond_ir(&source(path, text));
    no_problem(&beyond(
        "expand/mod.rs",
        "use crate::ir::Model; use crate::naming;",
    ));
    no_problem(&beyond(
        "expand/new.rs",
        "use super::fields; use super::super::ir::Column;",
    ));
    no_problem(&beyond("expand/model.rs", "use proc_macro2::TokenStream;"));
    one_problem(
        &beyond("expand/model.rs", "use crate::ast::Model;"),
        "not `ast`",
    );
    one_problem(
        &beyond("expand/model.rs", "use crate::{ir::Model, errors::Errors};"),
        "`errors`",
    );
    one_problem(
        &beyond("expand/model.rs", "use super::super::check::check;"),
        "not `check`",
    );
    one_problem(&beyond("expand/mod.rs", "use super::attr;"), "not `attr`");
}

#[test]
fn a_path_that_does_not_exist_is_found_in_backticks_only() {
    let exists = |path: &str| path == "relmodel/src/lib.rs";
    let missing = |text: &str| rules::paths_missing(text, exists);
    one_problem(
        &missing("First.\nSee `relmodel/src/gone.rs`."),
        "line 2: `relmodel/src/gone.rs`",
    );
    one_problem(&missing("See `Gone.toml`."), "`Gone.toml`");
    one_problem(&missing("In `relmodel/src/gone/`."), "`relmodel/src/gone/`");
    no_problem(&missing(
        "`relmodel/src/lib.rs` is there; relmodel/src/gone.rs is no path.",
    ));
    no_problem(&missing(
        "`crate::a`, `.load(&db)`, `Query<M, S>`, `tests/ui/*.rs`, `a / b`",
    ));
    no_problem(&missing("```text\n`relmodel/src/gone.rs`\n```\n"));
}

#[test]
fn a_link_to_no_file_or_no_heading_is_seen() {
    let read = |path: &str| match path {
        "docs/other.md" => Some("# Other\n\n## Pages, by `number`\n".to_owned()),
        "LICENSE" => Some(String::new()),
        _ => None,
    };
    let broken = |text: &str| links::broken("docs/page.md", text, read);
    one_problem(
        &broken("First.\n[a](gone.md)"),
        "line 2: there is no `gone.md`",
    );
    one_problem(&broken("[a](docs/other.md)"), "there is no");
    one_problem(&broken("[a](other.md#numbers)"), "names no heading");
    one_problem(&broken("# Here\n[a](#there)"), "names no heading");
    one_problem(&broken("[a](other.md) and [b](other.md#pages)"), "#pages");
    no_problem(&broken(
        "# Here\n[a](#here) [b](other.md) [c](other.md#pages-by-number) [d](../LICENSE)",
    ));
    no_problem(&broken(
        "[a](https://example.com/gone.md)\n```rust\nlist[0](gone.md)\n```",
    ));
}

#[test]
fn test_names_are_read_from_their_sentence() {
    let named = rules::tests_named("`other`.\nIt holds. Checked by `a_is_b` and `b_is_c`.\n");
    assert_eq!(named, [(2, "a_is_b".to_owned()), (2, "b_is_c".to_owned())]);
}

#[test]
fn forbidding_unsafe_counts_in_code_only() {
    assert!(rules::forbids_unsafe(LIB));
    assert!(!rules::forbids_unsafe(
        "//! `#![forbid(unsafe_code)]`\n// #![forbid(unsafe_code)]"
    ));
    assert!(!rules::forbids_unsafe("#![deny(unsafe_code)]"));
    assert!(!rules::forbids_unsafe("#[forbid(unsafe_code)] fn f() {}"));
}

#[test]
fn sql_is_seen_in_every_kind_of_string_and_not_in_documentation() {
    let sql = |text| rules::sql_text(&source("query/mod.rs", text));
    for text in [
        r#"const T: &str = "SELECT 1";"#,
        r##"const T: &str = r#"INSERT INTO "a" VALUES (1)"#;"##,
        "fn f(n: u8) -> String { format!(\"UPDATE {n}\") }",
        "const T: &str = \"\n    DELETE FROM a\";",
        "const T: &str = \"\\\n    DELETE FROM a\";",
        r#"const T: &[u8] = b"CREATE TABLE a (b)";"#,
    ] {
        one_problem(&sql(text), "SQL is written in `sql/` only");
    }
    no_problem(&sql(
        "/// ```\n/// let t = \"SELECT 1\";\n/// ```\nfn f() {} // \"SELECT 1\"",
    ));
    no_problem(&sql(
        r#"const T: &str = "a SELECT of rows"; const U: &str = "SELECTED ";"#,
    ));
    no_problem(&sql(
        r#"#[cfg(test)] mod tests { const T: &str = "SELECT 1"; }"#,
    ));
}

#[test]
fn a_test_file_that_is_not_declared_is_found() {
    let files = ["main", "keys", "cascade"].map(str::to_owned);
    let problems = rules::modules_not_declared("mod keys; // mod cascade;", &files);
    one_problem(&problems, "`cascade.rs` never runs");
}

#[test]
fn a_public_trait_without_words_is_seen() {
    let problems = |text: &str, silent: &[(&str, &str)]| {
        traits::without_words(&[source("row.rs", text)], silent)
    };
    let words = "#[diagnostic::on_unimplemented(message = \"no row\", label = \"[\")]";
    for bad in [
        "pub trait Row {}".to_owned(),
        "/// On `on_unimplemented`.\n#[must_use] pub trait Row<'a, T>: Part {}".to_owned(),
        format!("{words} pub trait Other {{}} pub trait Row {{}}"),
        format!("fn f() {{ {words} pub trait Other {{}} }} pub trait Row {{}}"),
        "mod sealed { pub trait Row {} }".to_owned(),
    ] {
        one_problem(&problems(&bad, &[]), "`Row` has no");
        no_problem(&problems(&bad, &[("Row", "why")]));
    }
    for good in [
        format!("{words} pub trait Row {{}}"),
        format!("{words} /// A row.\n#[allow(a, reason = \"b\")] pub trait Row {{}}"),
        "trait Row {} pub(crate) trait Part {}".to_owned(),
        "#[cfg(test)] mod tests { pub trait Row {} }".to_owned(),
    ] {
        no_problem(&problems(&good, &[]));
    }
    let told = format!("{words} pub trait Row {{}}");
    one_problem(&problems(&told, &[("Row", "why")]), "has its words");
    one_problem(&problems(&told, &[("Gone", "why")]), "no public trait");
}
