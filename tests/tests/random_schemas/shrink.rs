//! Makes a case that fails smaller, and shows it.

use relmodel::Db;
use relmodel_tests::{memory_db, statements};

use crate::check::Case;
use crate::data::Tables;
use crate::defs;
use crate::load::{Load, Options, Strategy};
use crate::schema::Schema;
use crate::watch;

/// The same with fewer rows and refinements, as long as it fails, and the statements that it runs.
pub fn smallest(case: &Case<'_>) -> String {
    let mut schema = case.schema.clone();
    // Fewer rows break foreign keys, and that is not what fails.
    schema.is_lawful = false;
    let (mut tables, mut load) = (case.tables.clone(), case.load.clone());
    loop {
        let smaller = smaller_tables(&tables)
            .into_iter()
            .map(|tables| (tables, load.clone()));
        let plainer = plainer_loads(&load)
            .into_iter()
            .map(|load| (tables.clone(), load));
        let next = smaller
            .chain(plainer)
            .find(|(tables, load)| fails(&schema, tables, load).is_some());
        match next {
            Some(next) => (tables, load) = next,
            None => break,
        }
    }
    let Some((why, log)) = fails(&schema, &tables, &load) else {
        return "It does not fail again.".to_owned();
    };
    let rows: String = schema
        .models
        .iter()
        .zip(&tables)
        .filter(|(_, rows)| !rows.is_empty())
        .map(|(model, rows)| {
            let rows: Vec<String> = rows.iter().map(|row| format!("    {row:?}\n")).collect();
            format!("  {:?}\n{}", model.table, rows.concat())
        })
        .collect();
    let keys: String = schema
        .models
        .iter()
        .enumerate()
        .map(|(number, model)| {
            format!(
                "  {number} {:?}: key {:?}, foreign keys {:?}\n",
                model.table, model.key, model.foreign_keys
            )
        })
        .collect();
    format!(
        "Smaller: {why}\nModels:\n{keys}DDL:\n{}\nRows:\n{rows}Load: {load:?}\n\nStatements:\n{}",
        defs::use_schema(&schema).sql(),
        log.join("\n")
    )
}

fn fails(schema: &Schema, tables: &Tables, load: &Load) -> Option<(String, Vec<String>)> {
    let db: Db = memory_db();
    watch::over(&db);
    defs::use_schema(schema).create(&db).ok()?;
    schema.insert(&db, tables).ok()?;
    let case = Case {
        schema,
        tables,
        load,
    };
    let (checked, log) = statements(&db, || case.check(&db));
    checked.err().map(|why| (why, log))
}

/// With a row less.
fn smaller_tables(tables: &Tables) -> Vec<Tables> {
    let mut all = Vec::new();
    for (model, rows) in tables.iter().enumerate() {
        for row in 0..rows.len() {
            let mut smaller = tables.clone();
            smaller[model].remove(row);
            all.push(smaller);
        }
    }
    all
}

/// With a refinement or a field less.
fn plainer_loads(load: &Load) -> Vec<Load> {
    let mut all = Vec::new();
    let is_plain = |options: &Options| {
        options.only.is_none()
            && options.order.is_empty()
            && options.limit.is_none()
            && options.offset.is_none()
    };
    if !is_plain(&load.options) {
        let mut plain = load.clone();
        plain.options = Options::default();
        all.push(plain);
    }
    let ways = load.shown.iter();
    for (place, fields) in ways.flat_map(|ways| &ways.fields) {
        for field in 0..fields.len() {
            let mut plain = load.clone();
            let fields = plain.shown.as_mut().and_then(|w| w.fields.get_mut(place));
            if let Some(fields) = fields.filter(|fields| fields.len() > 1) {
                fields.remove(field);
                all.push(plain);
            }
        }
    }
    for (place, node) in load.nodes.iter().enumerate() {
        let mut plainer = |change: &dyn Fn(&mut crate::load::Node)| {
            let mut plain = load.clone();
            change(&mut plain.nodes[place]);
            all.push(plain);
        };
        // What is filtered stays so: its type says it.
        let is_filtered = node.part.kind == crate::templates::PartKind::Filtered;
        if !is_filtered && node.options.only.is_some() {
            plainer(&|node| node.options.only = None);
        }
        if node.options.limit.is_some() || node.options.offset.is_some() {
            plainer(&|node| (node.options.limit, node.options.offset) = (None, None));
        }
        if node.options.limit.is_none()
            && node.options.offset.is_none()
            && !node.options.order.is_empty()
        {
            plainer(&|node| node.options.order.clear());
        }
        if node.edge.only.is_some() {
            plainer(&|node| node.edge.only = None);
        }
        if node.strategy != Strategy::Usual {
            plainer(&|node| node.strategy = Strategy::Usual);
        }
    }
    all
}
