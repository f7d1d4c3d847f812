//! Models named as what relmodel itself has, also in its prelude.

use relmodel::prelude::*;

#[derive(Model, Debug)]
#[has_many(columns: Column)]
struct Query {
    id: relmodel::Id<Query>,
    sql: String,
}

#[derive(Model, Debug)]
#[many_to_many(errors: Error, through = Relation)]
struct Column {
    id: relmodel::Id<Column>,
    #[belongs_to(Query)]
    query_id: relmodel::Id<Query>,
}

#[derive(Model, Debug)]
struct Error {
    id: relmodel::Id<Error>,
    kind: Option<String>,
}

#[derive(Model, Debug)]
struct Relation {
    #[key]
    #[belongs_to(Column)]
    column_id: relmodel::Id<Column>,
    #[key]
    #[belongs_to(Error)]
    error_id: relmodel::Id<Error>,
}

#[derive(Model, Debug)]
#[has_one(schema: Schema)]
struct Model {
    id: relmodel::Id<Model>,
}

#[derive(Model, Debug)]
struct Schema {
    id: relmodel::Id<Schema>,
    #[unique]
    #[belongs_to(Model)]
    model_id: relmodel::Id<Model>,
}

#[derive(Model, Debug)]
struct Id {
    id: relmodel::Id<Id>,
}

#[derive(Model, Debug)]
struct Expr {
    #[key]
    value: String,
}

#[derive(Model, Debug)]
struct Executor {
    #[key]
    db: i64,
    tx: Option<String>,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![Query, Model, Id, Expr, Executor].create(&db)?;
    let query = NewQuery { sql: "SELECT 1" }.insert(&db)?;
    let column = NewColumn { query_id: query.id }.insert(&db)?;
    let error = NewError {}.kind("syntax").insert(&db)?;
    column.errors().add(&db, &error)?;
    let loaded = Query::filter(|q| q.columns.any(|c| c.errors.any(|e| e.kind.eq("syntax"))))
        .with(|q| q.columns.with(|c| c.errors))
        .load(&db)?;
    assert_eq!(loaded[0].1[0].1[0].id, error.id);
    let model = NewModel {}.insert(&db)?;
    NewSchema { model_id: model.id }.insert(&db)?;
    assert!(model.schema().load(&db)?.is_some());
    let id: relmodel::Id<Id> = NewId {}.insert(&db)?.id;
    assert_eq!(id.get(), 1);
    NewExpr { value: "x" }.insert(&db)?;
    NewExecutor { db: 1 }.tx("t").insert(&db)?;
    Ok(())
}
