use relmodel::prelude::*;

#[derive(Model)]
#[has_many(a: Part)]
#[has_many(b: Part)]
#[has_many(c: Part)]
#[has_many(d: Part)]
#[has_many(e: Part)]
#[has_many(f: Part)]
#[has_many(g: Part)]
#[has_many(h: Part)]
#[has_many(i: Part)]
struct Whole {
    id: Id<Whole>,
}

#[derive(Model)]
struct Part {
    id: Id<Part>,
    #[belongs_to(Whole)]
    whole_id: Id<Whole>,
}

fn main() {
    let _ = Whole::all()
        .with(|w| w.a)
        .with(|w| w.b)
        .with(|w| w.c)
        .with(|w| w.d)
        .with(|w| w.e)
        .with(|w| w.f)
        .with(|w| w.g)
        .with(|w| w.h)
        .with(|w| w.i);
}
