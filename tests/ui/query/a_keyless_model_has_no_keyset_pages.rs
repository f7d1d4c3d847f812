use relmodel::prelude::*;

#[derive(Model)]
#[model(keyless)]
struct Line {
    text: String,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    let page = Line::all().order_by(|l| l.text).page_after(&db, None, 10)?;
    for line in page.rows {
        println!("{}", line.text);
    }
    Ok(())
}
