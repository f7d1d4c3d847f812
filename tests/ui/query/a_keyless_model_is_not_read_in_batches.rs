use relmodel::prelude::*;

#[derive(Model)]
#[model(keyless)]
struct Line {
    text: String,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    for batch in Line::all().in_batches(&db, 1000) {
        for line in batch? {
            println!("{}", line.text);
        }
    }
    Ok(())
}
