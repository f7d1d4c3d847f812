//! Models that relate to each other both ways, each in a module of its own, some of them nested and private.

use relmodel::prelude::*;

mod shop {
    pub mod people {
        use relmodel::{Id, Model};

        #[derive(Model, Debug, Clone, PartialEq)]
        #[has_many(orders: crate::shop::sales::orders::Order)]
        #[has_one(address: self::private::Address)]
        pub struct Customer {
            pub id: Id<Customer>,
            #[belongs_to(last_order: super::sales::orders::Order)]
            pub last_order_id: Option<Id<super::sales::orders::Order>>,
        }

        mod private {
            use super::Customer;
            use relmodel::{Id, Model};

            #[derive(Model, Debug, Clone, PartialEq)]
            pub struct Address {
                pub id: Id<Self>,
                #[unique]
                #[belongs_to(super::Customer)]
                pub customer_id: Id<Customer>,
            }
        }

        pub use self::private::NewAddress;
    }

    pub mod sales {
        pub mod orders {
            #[derive(relmodel::Model, Debug, Clone, PartialEq)]
            #[many_to_many(goods: super::super::stock::Good, through = super::Line)]
            pub struct Order {
                pub id: relmodel::Id<Order>,
                #[belongs_to(customer: super::super::people::Customer)]
                pub customer_id: relmodel::Id<super::super::people::Customer>,
            }
        }

        #[derive(relmodel::Model, Debug, Clone, PartialEq)]
        pub struct Line {
            #[key]
            #[belongs_to(orders::Order)]
            pub order_id: relmodel::Id<orders::Order>,
            #[key]
            #[belongs_to(crate::shop::stock::Good)]
            pub good_id: relmodel::Id<crate::shop::stock::Good>,
        }
    }

    pub mod stock {
        use super::sales::{Line, orders};

        #[derive(relmodel::Model, Debug, Clone, PartialEq)]
        #[many_to_many(orders: orders::Order, through = Line)]
        pub struct Good {
            pub id: relmodel::Id<Good>,
        }
    }
}

use shop::people::{Customer, NewAddress, NewCustomer};
use shop::sales::orders::NewOrder;
use shop::stock::{Good, NewGood};

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![Customer].create(&db)?;
    let mut customer = NewCustomer {}.insert(&db)?;
    let order = NewOrder {
        customer_id: customer.id,
    }
    .insert(&db)?;
    customer.last_order_id = Some(order.id);
    customer.update(&db)?;
    let address = NewAddress {
        customer_id: customer.id,
    }
    .insert(&db)?;
    let good = NewGood {}.insert(&db)?;
    order.goods().add(&db, &good)?;
    assert_eq!(customer.last_order().load(&db)?, Some(order.clone()));
    let found = Good::all()
        .with(|g| g.orders.with(|o| o.customer.with(|c| c.address)))
        .load(&db)?;
    assert_eq!(found, [(good, vec![(order, (customer, Some(address)))])]);
    Ok(())
}
