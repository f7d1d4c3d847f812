//! The tables of Sakila. Each of its foreign keys is said as the database declares it.

use jiff::civil::DateTime;
use relmodel::prelude::*;

#[derive(Model, Debug, Clone, PartialEq)]
#[many_to_many(films: Film, through = FilmActor)]
pub struct Actor {
    #[key]
    pub actor_id: Id<Actor>,
    pub first_name: String,
    pub last_name: String,
    #[column(default = now)]
    pub last_update: DateTime,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(cities: City)]
#[has_many(customers: Customer, through = cities.addresses.customers)]
pub struct Country {
    #[column(name = "country_id")]
    pub id: Id<Country>,
    #[column(name = "country")]
    pub name: String,
    pub last_update: Option<DateTime>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(addresses: Address)]
pub struct City {
    #[column(name = "city_id")]
    pub id: Id<City>,
    #[column(name = "city")]
    pub name: String,
    #[belongs_to(Country, on_delete = no_action, on_update = cascade)]
    pub country_id: Id<Country>,
    #[column(default = now)]
    pub last_update: DateTime,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(customers: Customer)]
#[has_many(staff: Staff)]
#[has_many(stores: Store)]
pub struct Address {
    #[column(name = "address_id")]
    pub id: Id<Address>,
    #[column(name = "address")]
    pub line: String,
    pub address2: Option<String>,
    pub district: String,
    #[belongs_to(City)]
    #[cascade(update)]
    pub city_id: Id<City>,
    pub postal_code: Option<String>,
    pub phone: String,
    #[column(default = now)]
    pub last_update: DateTime,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(films: Film, inverse = language)]
#[has_many(originals: Film, inverse = original_language)]
pub struct Language {
    #[column(name = "language_id")]
    pub id: Id<Language>,
    pub name: String,
    #[column(default = now)]
    pub last_update: DateTime,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[many_to_many(films: Film, through = FilmCategory)]
pub struct Category {
    #[column(name = "category_id")]
    pub id: Id<Category>,
    pub name: String,
    #[column(default = now)]
    pub last_update: DateTime,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(rentals: Rental)]
#[has_many(payments: Payment)]
#[has_one(listed: ListedCustomer)]
#[has_many(seen: Film, through = rentals.inventory.film, order = |f| f.title)]
pub struct Customer {
    #[column(name = "customer_id")]
    pub id: Id<Customer>,
    #[belongs_to(Store)]
    #[cascade(update)]
    pub store_id: Id<Store>,
    pub first_name: String,
    pub last_name: String,
    pub email: Option<String>,
    #[belongs_to(Address)]
    #[cascade(update)]
    pub address_id: Id<Address>,
    /// `'0'` or `'1'`, as text.
    #[column(default = "Y")]
    pub active: String,
    pub create_date: DateTime,
    #[column(default = now)]
    pub last_update: DateTime,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[many_to_many(actors: Actor, through = FilmActor)]
#[many_to_many(categories: Category, through = FilmCategory)]
#[has_many(inventory: Inventory)]
#[has_one(text: FilmText)]
#[has_many(listed: ListedFilm)]
pub struct Film {
    #[column(name = "film_id")]
    pub id: Id<Film>,
    pub title: String,
    pub description: Option<String>,
    pub release_year: Option<String>,
    #[belongs_to(Language)]
    pub language_id: Id<Language>,
    /// NULL in every row.
    #[belongs_to(original_language: Language)]
    pub original_language_id: Option<Id<Language>>,
    #[column(default = 3)]
    pub rental_duration: i64,
    #[column(default = 4.99)]
    pub rental_rate: f64,
    pub length: Option<i64>,
    #[column(default = 19.99)]
    pub replacement_cost: f64,
    #[column(default = "G")]
    pub rating: Option<String>,
    pub special_features: Option<String>,
    #[column(default = now)]
    pub last_update: DateTime,
}

/// A key of two columns that are declared INT: neither is the number of the row.
#[derive(Model, Debug, Clone, PartialEq)]
pub struct FilmActor {
    #[key]
    #[belongs_to(Actor)]
    #[cascade(update)]
    pub actor_id: Id<Actor>,
    #[key]
    #[belongs_to(Film)]
    #[cascade(update)]
    pub film_id: Id<Film>,
    #[column(default = now)]
    pub last_update: DateTime,
}

#[derive(Model, Debug, Clone, PartialEq)]
pub struct FilmCategory {
    #[key]
    #[belongs_to(Film)]
    #[cascade(update)]
    pub film_id: Id<Film>,
    #[key]
    #[belongs_to(Category)]
    #[cascade(update)]
    pub category_id: Id<Category>,
    pub last_update: DateTime,
}

/// Has the key of its film, which the database doesn't say.
#[derive(Model, Debug, Clone, PartialEq)]
pub struct FilmText {
    #[key]
    #[belongs_to(Film, constraint = false)]
    pub film_id: Id<Film>,
    pub title: String,
    pub description: Option<String>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(rentals: Rental)]
pub struct Inventory {
    #[column(name = "inventory_id")]
    pub id: Id<Inventory>,
    #[belongs_to(Film)]
    #[cascade(update)]
    pub film_id: Id<Film>,
    #[belongs_to(Store)]
    #[cascade(update)]
    pub store_id: Id<Store>,
    #[column(default = now)]
    pub last_update: DateTime,
}

/// Requires a store, which requires a manager of the staff.
#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(managed: Store)]
#[has_many(rentals: Rental)]
#[has_many(payments: Payment)]
pub struct Staff {
    #[column(name = "staff_id")]
    pub id: Id<Staff>,
    pub first_name: String,
    pub last_name: String,
    #[belongs_to(Address)]
    #[cascade(update)]
    pub address_id: Id<Address>,
    pub picture: Option<Vec<u8>>,
    pub email: Option<String>,
    #[belongs_to(Store)]
    #[cascade(update)]
    pub store_id: Id<Store>,
    #[column(default = true)]
    pub active: bool,
    pub username: String,
    pub password: Option<String>,
    #[column(default = now)]
    pub last_update: DateTime,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(staff: Staff)]
#[has_many(customers: Customer)]
#[has_many(inventory: Inventory)]
#[has_one(sales: StoreSales)]
pub struct Store {
    #[column(name = "store_id")]
    pub id: Id<Store>,
    #[belongs_to(manager: Staff)]
    pub manager_staff_id: Id<Staff>,
    #[belongs_to(Address)]
    pub address_id: Id<Address>,
    #[column(default = now)]
    pub last_update: DateTime,
}

#[derive(Model, Debug, Clone, PartialEq)]
pub struct Payment {
    #[column(name = "payment_id")]
    pub id: Id<Payment>,
    #[belongs_to(Customer)]
    pub customer_id: Id<Customer>,
    #[belongs_to(Staff)]
    pub staff_id: Id<Staff>,
    #[belongs_to(Rental, on_delete = set_null, on_update = cascade)]
    pub rental_id: Option<Id<Rental>>,
    /// DECIMAL: integers and reals side by side.
    pub amount: f64,
    pub payment_date: DateTime,
    #[column(default = now)]
    pub last_update: DateTime,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[unique(rental_date, inventory_id, customer_id)]
#[has_many(payments: Payment)]
pub struct Rental {
    #[column(name = "rental_id")]
    pub id: Id<Rental>,
    pub rental_date: DateTime,
    #[belongs_to(inventory: Inventory)]
    pub inventory_id: Id<Inventory>,
    #[belongs_to(Customer)]
    pub customer_id: Id<Customer>,
    pub return_date: Option<DateTime>,
    #[belongs_to(Staff)]
    pub staff_id: Id<Staff>,
    #[column(default = now)]
    pub last_update: DateTime,
}

/// A view: its column ID is the customer's key, which no view can say.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(keyless, table = "customer_list")]
pub struct ListedCustomer {
    #[unique]
    #[belongs_to(Customer, constraint = false)]
    #[column(name = "ID")]
    pub customer_id: Id<Customer>,
    pub name: String,
    pub city: String,
    pub country: String,
    pub notes: String,
    #[belongs_to(Store, constraint = false)]
    #[column(name = "SID")]
    pub store_id: Id<Store>,
}

/// A view with a row for each actor of a film: rows are alike in all columns but one.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(keyless, table = "film_list")]
pub struct ListedFilm {
    #[belongs_to(Film, constraint = false)]
    #[column(name = "FID")]
    pub film_id: Option<Id<Film>>,
    pub title: Option<String>,
    pub category: String,
    pub price: Option<f64>,
    #[column(name = "actors")]
    pub actor: String,
}

/// A view of sums.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(keyless, table = "sales_by_store")]
pub struct StoreSales {
    #[unique]
    #[belongs_to(Store, constraint = false)]
    pub store_id: Id<Store>,
    #[column(name = "store")]
    pub place: String,
    pub manager: String,
    pub total_sales: f64,
}
