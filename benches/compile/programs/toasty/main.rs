mod item; //each
pub use item::Item; //each

#[tokio::main(flavor = "current_thread")]
async fn main() -> toasty::Result<()> {
    let mut db = toasty::Db::builder()
        .models(toasty::models!(crate::*))
        .connect("sqlite::memory:")
        .await?;
    db.push_schema().await?;
    let db = &mut db;
    let mut sum = 0;
    sum += item::run(db).await?; //each
    println!("{sum}");
    Ok(())
}
