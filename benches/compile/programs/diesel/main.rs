mod item; //each
mod schema;
pub use item::Item; //each

use diesel::connection::SimpleConnection;
use diesel::prelude::*;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let db = &mut SqliteConnection::establish(":memory:")?;
    db.batch_execute(item::TABLE)?; //each
    let mut sum = 0;
    sum += item::run(db)?; //each
    println!("{sum}");
    Ok(())
}
