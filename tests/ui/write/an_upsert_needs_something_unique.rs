use relmodel::prelude::*;

#[derive(Model, Debug)]
#[model(keyless)]
struct Event {
    kind: String,
}

fn run(db: &Db) -> relmodel::Result<()> {
    NewEvent { kind: "a" }.upsert(db, |keys| keys.kind)?;
    Ok(())
}

fn main() {}
