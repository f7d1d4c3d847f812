//! Every type that a column can have, required, optional and with a default.

use relmodel::prelude::*;

#[derive(Model, Debug, Clone, PartialEq)]
struct Sample {
    id: Id<Sample>,
    a: i8,
    b: i16,
    c: i32,
    d: i64,
    e: u8,
    f: u16,
    g: u32,
    h: u64,
    i: f32,
    j: f64,
    k: bool,
    l: String,
    m: Vec<u8>,
    n: Option<u8>,
    o: Option<f32>,
    p: Option<bool>,
    q: Option<String>,
    r: std::option::Option<Vec<u8>>,
    s: Option<Id<Sample>>,
    #[column(default = 200)]
    t: u8,
    #[column(default = -1.5)]
    u: f64,
    #[column(default = 2)]
    v: f32,
    #[column(default = true)]
    w: bool,
    #[column(default = "x")]
    x: Option<String>,
    #[column(default = sql("x'00ff'"))]
    y: Vec<u8>,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![Sample].create(&db)?;
    let sample = NewSample {
        a: 1,
        b: 2,
        c: 3,
        d: 4,
        e: 5,
        f: 6,
        g: 7,
        h: 8,
        i: 1.5,
        j: 2.5,
        k: true,
        l: "text",
        m: &[1, 2],
    }
    .n(9)
    .o(Some(0.5))
    .p(false)
    .q(String::from("own"))
    .r(vec![3])
    .s(Id::from(1))
    .insert(&db)?;
    assert_eq!(
        (sample.t, sample.u, sample.v, sample.w),
        (200, -1.5, 2.0, true)
    );
    assert_eq!(
        (sample.x.as_deref(), sample.y.as_slice()),
        (Some("x"), &[0, 255][..])
    );
    assert_eq!(sample.reload(&db)?, sample);
    Ok(())
}
