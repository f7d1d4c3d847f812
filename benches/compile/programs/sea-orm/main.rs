mod item; //each

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DbErr};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), DbErr> {
    let mut options = ConnectOptions::new("sqlite::memory:");
    options.max_connections(1);
    let db = &Database::connect(options).await?;
    db.execute_unprepared(item::TABLE).await?; //each
    let mut sum = 0;
    sum += item::run(db).await?; //each
    println!("{sum}");
    Ok(())
}
