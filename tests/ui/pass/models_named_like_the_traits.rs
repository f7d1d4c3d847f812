//! A model may be called like a trait of the prelude, or so that what is made for it is.

use relmodel::prelude::*;

#[derive(Model, Debug)]
#[has_many(conditions: Condition)]
struct Row {
    id: Id<Row>,
    name: String,
}

#[derive(Model, Debug)]
struct Condition {
    id: Id<Condition>,
    good: bool,
    #[belongs_to(Row)]
    row_id: Id<Row>,
}

#[derive(Model, Debug)]
struct Expression {
    id: Id<Expression>,
    text: Option<String>,
}

#[derive(Model, Debug)]
struct Loading {
    id: Id<Loading>,
    text: Option<String>,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![Row, Expression, Loading].create(&db)?;
    let row = NewRow { name: "a" }.insert(&db)?;
    NewCondition { good: true, row_id: row.id }.insert(&db)?;
    NewExpression {}.text("1 + 1").insert(&db)?;
    NewLoading {}.insert(&db)?;
    let rows = Row::filter(|r| r.name.eq("a").and(r.conditions.any(|c| c.good)))
        .with(|r| r.conditions.filter(|c| c.good))
        .load(&db)?;
    assert_eq!(rows[0].1.len(), 1);
    Ok(())
}
