//! One family of models in which every name is a trap: for the quoting, for SQLite's own names, and for the aliases of the library.

use relmodel::prelude::*;

/// Quotes of each kind, brackets, a semicolon and both signs of comments.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = r#"order "by" 'x'; DROP TABLE `y`; -- [z] /* %s ?1 $a :b @c "#)]
#[has_many(r#async: t0, inverse = r#final)]
#[has_one(r#type: Badge)]
#[many_to_many(r#match: r#struct, through = Link)]
#[many_to_many(r#dyn: r#struct, through = Mark)]
#[has_many(r#yield: Order, inverse = r#in)]
#[unique(r#where, other)]
#[index(r#where, size)]
pub struct Order {
    #[column(name = "select")]
    pub id: Id<Order>,
    #[column(name = r#"it's "quoted"; -- /*"#)]
    pub r#where: String,
    /// These two differ by the case of a letter that is not ASCII.
    #[column(name = "größe")]
    pub size: Option<i64>,
    #[column(name = "GRÖßE", default = 7)]
    pub other: i64,
    #[belongs_to(r#in: Order)]
    #[column(name = "main.order.by")]
    pub in_id: Option<Id<Order>>,
    /// A comma and the ends of an index's name.
    #[column(name = "a,b) c(", default = "it's")]
    #[index]
    pub comma: String,
}

/// What the library calls the tables and columns of its own statements, and SQLite the number of a row.
#[allow(non_camel_case_types)]
#[derive(Model, Debug, Clone, PartialEq)]
#[many_to_many(t1: r#struct, through = Shelf)]
pub struct t0 {
    #[key]
    pub c0: Id<t0>,
    pub t0: String,
    #[index]
    pub k: i64,
    pub value: Option<String>,
    #[belongs_to(r#final: Order, on_delete = set_null)]
    pub slot: Option<Id<Order>>,
    pub rowid: String,
    #[column(default = 1.5)]
    pub oid: f64,
    pub _rowid_: Option<String>,
}

/// Letters of other scripts, a picture, and a letter with its mark apart; spaces alone, and a digit first.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "名前 😀 e\u{301} \u{202e}")]
pub struct Badge {
    #[column(name = "2B")]
    pub id: Id<Badge>,
    #[column(name = " ")]
    pub blank: String,
    #[unique]
    #[belongs_to(owner: Order)]
    #[cascade(delete_orphan)]
    #[column(name = "`1st` [owner]")]
    pub owner_id: Id<Order>,
    #[column(name = "\t\n\\", default = true)]
    pub space: bool,
}

/// A key that is a text, in a column and a table with the names of the library's own.
#[allow(non_camel_case_types)]
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "k")]
#[many_to_many(r#ref: Order, through = Link)]
#[many_to_many(r#dyn: Order, through = Mark)]
#[has_many(r#loop: Shelf)]
pub struct r#struct {
    #[key]
    pub value: String,
    #[column(name = "\"")]
    pub r#type: Option<i64>,
}

/// A link by its two keys, with a column that has a default.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "index")]
pub struct Link {
    #[key]
    #[belongs_to(order: Order)]
    #[cascade]
    #[column(name = "from")]
    pub order_id: Id<Order>,
    #[key]
    #[belongs_to(label: r#struct)]
    #[cascade]
    #[column(name = "to")]
    pub label_value: String,
    #[column(name = "default", default = "it's")]
    pub note: String,
}

/// A link with a key of its own, whose two sides are called as the number of its row.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "table")]
pub struct Mark {
    #[column(name = "values")]
    pub id: Id<Mark>,
    #[belongs_to(order: Order)]
    #[cascade]
    #[column(name = "rowid")]
    pub order_id: Id<Order>,
    #[belongs_to(label: r#struct)]
    #[cascade]
    #[column(name = "oid")]
    pub label_value: String,
}

/// A name much longer than any alias.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(
    table = "llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
)]
pub struct Shelf {
    #[key]
    #[belongs_to(t: t0)]
    #[column(
        name = "llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch 1 llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
    )]
    pub t_c0: Id<t0>,
    #[key]
    #[belongs_to(label: r#struct)]
    #[column(
        name = "llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch 2 llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
    )]
    pub label_value: String,
}
