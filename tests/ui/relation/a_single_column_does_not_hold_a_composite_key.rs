use relmodel::prelude::*;

#[derive(Model)]
struct Seat {
    #[key]
    row: i64,
    #[key]
    number: i64,
}

#[derive(Model)]
struct Ticket {
    id: Id<Ticket>,
    #[belongs_to(seat: Seat)]
    seat_row: i64,
    seat_number: i64,
}

fn main() {}
