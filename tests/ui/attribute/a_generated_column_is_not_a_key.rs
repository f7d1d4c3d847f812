use relmodel::prelude::*;

#[derive(Model)]
struct Country {
    name: String,
    #[key]
    #[column(generated = stored("upper(name)"))]
    code: String,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    NewCountry { name: "Iceland" }.insert(&db)?;
    Country::find("ICELAND").load(&db)?;
    Ok(())
}
