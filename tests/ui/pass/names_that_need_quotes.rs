//! Names in the database may be keywords or hold spaces and quotes.

use relmodel::prelude::*;

#[derive(Model, Debug, PartialEq)]
#[model(table = "order")]
#[has_many(lines: Line)]
#[unique(group, select)]
struct Order {
    #[column(name = "the \"key\"")]
    id: Id<Order>,
    group: i64,
    #[index]
    select: String,
    #[column(name = "it's; -- a comment", default = "it's")]
    note: String,
}

#[derive(Model, Debug, PartialEq)]
#[model(table = "order line [1] \"x\" 'y' `z`", new = "InsertLine")]
struct Line {
    #[key]
    #[column(name = "no.")]
    number: i64,
    #[belongs_to(Order)]
    #[column(name = "Größe?1")]
    order_id: Id<Order>,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![Order].create(&db)?;
    let order = NewOrder {
        group: 1,
        select: "a",
    }
    .insert(&db)?;
    assert_eq!(order.note, "it's");
    let line = InsertLine {
        number: 1,
        order_id: order.id,
    }
    .insert(&db)?;
    let found = Order::filter(|o| o.lines.any(|l| l.number.eq(1)).and(o.select.eq("a")))
        .with(|o| o.lines)
        .load(&db)?;
    assert_eq!(found, [(order, vec![line])]);
    Ok(())
}
