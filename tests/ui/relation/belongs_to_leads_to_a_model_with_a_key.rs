use relmodel::prelude::*;

#[derive(Model)]
#[model(keyless)]
struct Shop {
    name: String,
}

#[derive(Model)]
struct Sale {
    id: Id<Sale>,
    #[belongs_to(shop: Shop)]
    shop_name: String,
}

fn main() {
    let _ = Sale::all().with(|s| s.shop);
}
