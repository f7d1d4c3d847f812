//! Names in Rust may be of any letters.

use relmodel::prelude::*;

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(прочитанное: Книга)]
#[many_to_many(größen: Größe, through = Maß)]
struct Читатель {
    id: Id<Читатель>,
    имя: String,
    возраст: Option<i64>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Книга {
    id: Id<Книга>,
    #[belongs_to(читатель: Читатель)]
    читатель_id: Id<Читатель>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Größe {
    #[key]
    größe: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Maß {
    #[key]
    #[belongs_to(Читатель)]
    wer_id: Id<Читатель>,
    #[key]
    #[belongs_to(welche: Größe)]
    welche_größe: String,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![Читатель].create(&db)?;
    let анна = NewЧитатель { имя: "Анна" }.возраст(30).insert(&db)?;
    let книга = NewКнига {
        читатель_id: анна.id,
    }
    .insert(&db)?;
    let größe = NewGröße { größe: "XL" }.insert(&db)?;
    анна.größen().add(&db, &größe)?;
    let найдено = Читатель::filter(|ч| ч.имя.contains("нн"))
        .with(|ч| ч.прочитанное)
        .with(|ч| ч.größen)
        .load(&db)?;
    assert_eq!(найдено, [(анна, vec![книга.clone()], vec![größe])]);
    assert_eq!(книга.читатель().load(&db)?.имя, "Анна");
    Ok(())
}
