use relmodel::prelude::*;

#[derive(Model)]
#[has_many(sales: Sale)]
struct Shop {
    id: Id<Shop>,
}

#[derive(Model)]
#[model(keyless)]
struct Sale {
    #[belongs_to(Shop)]
    shop_id: Id<Shop>,
}

fn sell(db: &Db, shop: &Shop, sale: &mut Sale) -> relmodel::Result<()> {
    shop.sales().add(db, sale)
}

fn main() {}
