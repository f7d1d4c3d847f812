//! Keywords are names like any other: of models, columns and relations.

use relmodel::prelude::*;

#[allow(non_camel_case_types)]
#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(r#yield: Crop, inverse = r#in)]
struct r#struct {
    id: Id<r#struct>,
    r#type: String,
    r#where: Option<String>,
    #[column(default = 0)]
    r#loop: i64,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Crop {
    id: Id<Crop>,
    #[belongs_to(r#in: r#struct)]
    r#match: Id<r#struct>,
    #[belongs_to(r#struct)]
    r#impl_id: Option<Id<r#struct>>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(r#yield: Ship, inverse = r#dyn)]
struct Port {
    id: Id<Port>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Ship {
    id: Id<Ship>,
    #[belongs_to(Port)]
    dyn_id: Id<Port>,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![r#struct, Port].create(&db)?;
    let field = Newstruct { r#type: "wheat" }
        .r#where("north")
        .r#loop(3)
        .insert(&db)?;
    let found = r#struct::filter(|s| s.r#type.eq("wheat").and(s.r#loop.eq(3))).one(&db)?;
    assert_eq!(found, field);
    let ship = NewShip {
        dyn_id: NewPort {}.insert(&db)?.id,
    }
    .insert(&db)?;
    assert_eq!(ship.r#dyn().load(&db)?.r#yield().load(&db)?, [ship]);
    Ok(())
}
