use relmodel::prelude::*;

#[derive(Model, Debug)]
struct Tag {
    id: Id<Tag>,
    name: String,
}

fn run(db: &Db) -> relmodel::Result<()> {
    let tx = db.begin()?;
    tx.commit()?;
    NewTag { name: "x" }.insert(&tx)?;
    Ok(())
}

fn main() {}
