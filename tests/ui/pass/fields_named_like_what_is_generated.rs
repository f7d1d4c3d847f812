//! Fields and relations named as the variables, methods and types of generated code.

#![deny(warnings)]

use relmodel::prelude::*;

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(load: Row, inverse = owner)]
#[has_many(exists: Row, inverse = values)]
#[has_one(count: Card)]
#[many_to_many(first: Tag, through = Link)]
#[allow(non_snake_case)]
struct Owner {
    #[key]
    key: i64,
    db: String,
    row: i64,
    cell: i64,
    scope: i64,
    new: i64,
    new_row: i64,
    this: i64,
    def: i64,
    columns: String,
    fields: i64,
    reader: Option<String>,
    model: i64,
    value: Option<String>,
    from: Option<i64>,
    to: Option<i64>,
    self_: Option<i64>,
    #[column(default = 1)]
    set: i64,
    #[column(default = "give")]
    give: String,
    a: Option<Vec<u8>>,
    M: Option<bool>,
    P: Option<i64>,
    T: Option<f64>,
    This_: Option<i64>,
    __p: Option<i64>,
    all: i64,
    update: i64,
    delete: i64,
    clone: i64,
    eq: i64,
    into: i64,
    default: i64,
    hash: Option<i64>,
    with: Option<i64>,
    limit: Option<i64>,
    core: i64,
    relmodel: i64,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Row {
    id: Id<Row>,
    #[belongs_to(owner: Owner)]
    owner_key: i64,
    #[belongs_to(values: Owner)]
    values_key: Option<i64>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Card {
    #[key]
    #[belongs_to(first: Owner)]
    key: i64,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[many_to_many(one: Owner, through = Link)]
struct Tag {
    id: Id<Tag>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Link {
    #[key]
    #[belongs_to(from: Owner)]
    from_key: i64,
    #[key]
    #[belongs_to(to: Tag)]
    to_key: Id<Tag>,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![Owner].create(&db)?;
    let new = NewOwner {
        key: 1,
        db: "db",
        row: 2,
        cell: 3,
        scope: 4,
        new: 5,
        new_row: 6,
        this: 7,
        def: 8,
        columns: "c",
        fields: 9,
        model: 10,
        all: 11,
        update: 12,
        delete: 13,
        clone: 14,
        eq: 15,
        into: 16,
        default: 17,
        core: 18,
        relmodel: 19,
    };
    let new = new.reader("r").value("v").from(1).to(2).self_(3).set(4);
    let new = new.give("g").a(vec![1]).M(true).P(1).T(0.5).This_(1).__p(1);
    let owner = new.hash(1).with(1).limit(1).insert(&db)?;
    assert_eq!(owner.reload(&db)?, owner);
    let row = NewRow { owner_key: 1 }.values_key(1).insert(&db)?;
    let card = NewCard { key: 1 }.insert(&db)?;
    let tag = NewTag {}.insert(&db)?;
    owner.first().add(&db, &tag)?;
    // A relation called as a verb takes its place; the verb stays within reach.
    let found = <Owner as Model>::filter(|o| o.clone.eq(14).and(o.eq.lt(o.into)).and(o.M.eq(true)))
        .order_by(|o| (o.all, o.hash.desc()))
        .with(|o| o.load)
        .with(|o| o.exists)
        .with(|o| o.count)
        .with(|o| o.first)
        .load(&db)?;
    let rows = vec![row];
    assert_eq!(
        found,
        [(owner.clone(), rows.clone(), rows, Some(card), vec![tag])]
    );
    owner.update(&db)?;
    Ok(())
}
