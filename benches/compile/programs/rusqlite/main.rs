mod item; //each
pub use item::Item; //each

use rusqlite::{Connection, Result};

fn main() -> Result<()> {
    let db = Connection::open_in_memory()?;
    db.execute_batch(item::TABLE)?; //each
    let mut sum = 0;
    sum += item::run(&db)?; //each
    println!("{sum}");
    Ok(())
}
