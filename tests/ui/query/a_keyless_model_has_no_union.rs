//! The rows of a union are told apart by their keys.

use relmodel::prelude::*;

#[derive(Model)]
#[model(keyless)]
struct Reading {
    value: i64,
}

fn main() {
    let low = Reading::filter(|r| r.value.lt(1));
    let high = Reading::filter(|r| r.value.gt(9));
    let _ = low.union(high);
}
