//! A program that reads databases with the models that were written for them: its code.
//!
//! It loads all rows of each model, and each relation with them, and compares how many there are with what plain SQL counts.

use std::fmt::Write;

use relmodel_cli::model::{ForeignKey, Inverse, Kind, Model, Models};

/// `main`, which checks each of the databases, of which the models are in a module of its name.
pub fn main(names: &[String]) -> String {
    let mut code = String::new();
    for name in names {
        let _ = writeln!(code, "mod check_{name};\nmod {name};");
    }
    code += "\nfn main() {\n    let folder = std::env::args().nth(1).unwrap();\n";
    for name in names {
        let _ = writeln!(
            code,
            "    check_{name}::check(&format!(\"{{folder}}/{name}.db\"));"
        );
    }
    code + "}\n"
}

/// The module that checks one database.
pub fn check(name: &str, models: &Models) -> String {
    let mut code = format!(
        "use relmodel::prelude::*;\n\nuse crate::{name}::*;\n\n{COUNT}\npub fn check(file: &str) {{\n    \
         let db = Db::options().must_exist(true).open(file).unwrap();\n"
    );
    for (number, _) in models.models.iter().enumerate() {
        let _ = writeln!(code, "    check_{number}(&db);");
    }
    let relations: usize = models.models.iter().map(relations).sum();
    let rows: u64 = models.models.iter().map(|model| model.rows).sum();
    let _ = writeln!(
        code,
        "    println!(\"{name}: {} models, {relations} relations, {rows} rows\");\n}}",
        models.models.len()
    );
    for (number, model) in models.models.iter().enumerate() {
        let _ = writeln!(code, "\nfn check_{number}(db: &Db) {{");
        check_model(&mut code, models, model);
        code += "}\n";
    }
    code
}

const COUNT: &str = r#"fn count(db: &Db, sql: &str) -> usize {
    let count: i64 = db.with_connection(|raw| raw.query_row(sql, [], |row| row.get(0))).unwrap();
    usize::try_from(count).unwrap()
}

fn same(what: &str, loaded: relmodel::Result<usize>, count: usize) {
    match loaded {
        Ok(loaded) => assert_eq!(loaded, count, "{what}"),
        Err(error) => panic!("{what}: {error}"),
    }
}
"#;

fn relations(model: &Model) -> usize {
    model.foreign_keys.len() + model.inverses.len()
}

fn check_model(code: &mut String, models: &Models, model: &Model) {
    let name = &model.name;
    let sql = format!("SELECT count(*) FROM {}", quoted(&model.table));
    compare(
        code,
        name,
        &format!("{name}::all().load(db).map(|rows| rows.len())"),
        &sql,
    );
    for key in &model.foreign_keys {
        let target = &models.models[key.target];
        let sql = format!(
            "SELECT count(*) FROM {}",
            join(model, "a", key, target, "b")
        );
        let found = if key.is_optional(model) {
            Found::Option
        } else {
            Found::Row
        };
        relation(code, model, &key.name, found, &sql);
    }
    for inverse in &model.inverses {
        let (found, sql) = seen(models, model, inverse);
        relation(code, model, &inverse.name, found, &sql);
    }
}

/// What a relation gives whose key is in another model, and the statement that counts it.
fn seen(models: &Models, model: &Model, inverse: &Inverse) -> (Found, String) {
    let target = &models.models[inverse.target];
    let (found, from) = match &inverse.kind {
        Kind::HasMany(by) => (Found::Many, join_by(models, target, model, by)),
        Kind::HasOne(by) => (Found::Option, join_by(models, target, model, by)),
        Kind::ManyToMany { through, ends } => {
            let through = &models.models[*through];
            let (from, to) = ends.clone().unzip();
            let other = key_to(models, through, target, &to);
            let on = on(through, "a", other, target, "c");
            let first = join_by(models, through, model, &from);
            let link = format!("{first} JOIN {} AS c ON {on}", quoted(&target.table));
            (Found::Many, link)
        }
    };
    let count = format!("SELECT count(*) AS n FROM {from}");
    if !matches!(found, Found::Many) {
        return (found, count);
    }
    let key = model
        .key()
        .into_iter()
        .map(|field| quoted(&model.fields[field].column));
    let key = key.map(|column| format!("b.{column}")).collect::<Vec<_>>();
    let groups = format!("{count} GROUP BY {}", key.join(", "));
    (
        found,
        format!("SELECT coalesce(sum(n * n), 0) FROM ({groups})"),
    )
}

/// The rows `a` of one model with the rows `b` of another that they belong to.
fn join_by(models: &Models, holder: &Model, target: &Model, name: &Option<String>) -> String {
    join(
        holder,
        "a",
        key_to(models, holder, target, name),
        target,
        "b",
    )
}

fn key_to<'a>(
    models: &Models,
    holder: &'a Model,
    target: &Model,
    name: &Option<String>,
) -> &'a ForeignKey {
    let is_it = |key: &&ForeignKey| {
        models.models[key.target].name == target.name
            && name.as_ref().is_none_or(|name| *name == key.name)
    };
    holder.foreign_keys.iter().find(is_it).unwrap()
}

enum Found {
    Row,
    Option,
    Many,
}

fn relation(code: &mut String, model: &Model, relation: &str, found: Found, sql: &str) {
    let name = &model.name;
    let count = match found {
        Found::Row => "rows.len()",
        Found::Option => "rows.iter().filter(|(_, row)| row.is_some()).count()",
        // Squares, so that the same number of rows shared out otherwise is another number.
        Found::Many => "rows.iter().map(|(_, rows)| rows.len().pow(2)).sum()",
    };
    let raw = if syn_keyword(relation) { "r#" } else { "" };
    let loaded = format!("{name}::all().with(|m| m.{raw}{relation}).load(db).map(|rows| {count})");
    compare(code, &format!("{name}.{relation}"), &loaded, sql);
}

fn compare(code: &mut String, what: &str, loaded: &str, sql: &str) {
    let _ = writeln!(code, "    same({what:?}, {loaded}, count(db, {sql:?}));");
}

/// The keywords that relations of the databases are called.
fn syn_keyword(name: &str) -> bool {
    matches!(name, "type" | "match" | "move" | "self" | "use")
}

fn join(holder: &Model, h: &str, key: &ForeignKey, target: &Model, t: &str) -> String {
    let on = on(holder, h, key, target, t);
    format!(
        "{} AS {h} JOIN {} AS {t} ON {on}",
        quoted(&holder.table),
        quoted(&target.table)
    )
}

fn on(holder: &Model, h: &str, key: &ForeignKey, target: &Model, t: &str) -> String {
    let there = if key.references.is_empty() {
        target.key()
    } else {
        key.references.clone()
    };
    let pairs = key.fields.iter().zip(there).map(|(from, to)| {
        let (from, to) = (&holder.fields[*from].column, &target.fields[to].column);
        format!("{t}.{} = {h}.{}", quoted(to), quoted(from))
    });
    pairs.collect::<Vec<_>>().join(" AND ")
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
