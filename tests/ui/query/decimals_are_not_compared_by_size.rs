use relmodel::prelude::*;
use rust_decimal::Decimal;

#[derive(Model)]
struct Price {
    id: Id<Price>,
    amount: Option<Decimal>,
}

fn main() {
    let _prices = Price::filter(|p| p.amount.gt(Decimal::ZERO).and(p.amount.is_not_null()));
}
