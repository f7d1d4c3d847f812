mod item; //each
pub use item::Item; //each

use sqlx::{Connection, Executor, Result, SqliteConnection};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let db = &mut SqliteConnection::connect("sqlite::memory:").await?;
    db.execute(item::TABLE).await?; //each
    let mut sum = 0;
    sum += item::run(db).await?; //each
    println!("{sum}");
    Ok(())
}
