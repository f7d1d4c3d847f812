//! Two models with a foreign key to each other, and what stands on them, in both directions.

use relmodel::prelude::*;

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(staff: Person, inverse = firm)]
#[has_one(owned_by: Person, inverse = property)]
struct Firm {
    id: Id<Firm>,
    #[belongs_to(head: Person, on_delete = set_null)]
    #[unique]
    head_id: Option<Id<Person>>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[has_one(heads: Firm)]
struct Person {
    id: Id<Person>,
    name: String,
    #[belongs_to(Firm)]
    firm_id: Id<Firm>,
    #[belongs_to(property: Firm)]
    #[unique]
    property_id: Option<Id<Firm>>,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![Person].create(&db)?;
    let mut firm = NewFirm {}.insert(&db)?;
    let new = NewPerson {
        name: "ann",
        firm_id: firm.id,
    };
    let ann = new.property_id(firm.id).insert(&db)?;
    firm.head_id = Some(ann.id);
    firm.update(&db)?;
    let loaded = Firm::all()
        .with(|f| f.head)
        .with(|f| f.staff.with(|p| p.heads.with(|f| f.owned_by)))
        .load(&db)?;
    let heads = Some((firm.clone(), Some(ann.clone())));
    let there = (firm.clone(), Some(ann.clone()), vec![(ann.clone(), heads)]);
    assert_eq!(loaded, [there]);
    assert_eq!(ann.firm().load(&db)?, firm);
    Ok(())
}
