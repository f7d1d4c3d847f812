use relmodel::prelude::*;
use rust_decimal::Decimal;

#[derive(Model)]
struct Price {
    id: Id<Price>,
    amount: Decimal,
}

fn main() {
    let _prices = Price::filter(|p| p.amount.ne(Decimal::ZERO)).order_by(|p| (p.amount, p.id));
}
