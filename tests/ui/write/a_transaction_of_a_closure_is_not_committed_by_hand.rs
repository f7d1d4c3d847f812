use relmodel::prelude::*;

#[derive(Model, Debug)]
struct Tag {
    id: Id<Tag>,
    name: String,
}

fn run(db: &Db) -> relmodel::Result<()> {
    db.transaction(|tx| {
        NewTag { name: "x" }.insert(tx)?;
        tx.commit()
    })?;
    Ok(())
}

fn main() {}
