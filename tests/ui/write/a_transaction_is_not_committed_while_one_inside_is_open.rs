use relmodel::prelude::*;

#[derive(Model, Debug)]
struct Tag {
    id: Id<Tag>,
    name: String,
}

fn run(db: &Db) -> relmodel::Result<()> {
    let tx = db.begin()?;
    let inner = tx.begin()?;
    tx.commit()?;
    inner.commit()?;
    Ok(())
}

fn main() {}
