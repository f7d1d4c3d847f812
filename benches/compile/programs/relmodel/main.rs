mod item; //each
pub use item::Item; //each

use relmodel::prelude::*;

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![
        Item, //each
    ]
    .create(&db)?;
    let mut sum = 0;
    sum += item::run(&db)?; //each
    println!("{sum}");
    Ok(())
}
