// Models of `test.db`, written by `relmodel models`.

use relmodel::prelude::*;

/// A row of the table `Order Details`.
// The column "" is left out: the name of a field can't be that.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "Order Details")]
pub struct OrderDetail {
    pub id: Id<OrderDetail>,
    #[column(name = "unit.price")]
    pub unit_price: f64,
    #[column(name = "2B")]
    pub n2b: Option<i64>,
    #[column(name = r#"say "hi""#)]
    pub say_hi: Option<String>,
    #[column(name = "it's")]
    pub it_s: Option<String>,
    #[column(name = "back\\slash")]
    pub back_slash: Option<String>,
    pub r#type: Option<String>,
    #[column(name = "self")]
    pub self_: Option<String>,
    #[column(name = "Größe")]
    pub größe: Option<String>,
    #[column(name = "имя")]
    pub имя: Option<String>,
    #[column(name = "%")]
    pub column_11: Option<String>,
    #[column(name = "a b")]
    pub a_b: Option<String>,
    #[column(name = "a.b")]
    pub a_b_2: Option<String>,
    #[column(name = "A_B")]
    pub a_b_3: Option<String>,
    #[column(name = "insert")]
    pub insert_column: Option<String>,
    #[column(name = "playerID")]
    pub player_id: Option<String>,
    #[column(name = "lgIDwinner")]
    pub lg_id_winner: Option<String>,
}

/// A row of the table `order details 2`.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "order details 2")]
pub struct OrderDetails2 {
    pub id: Id<OrderDetails2>,
}

/// A row of the table `users`.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "users")]
#[has_many(filters: Filter)]
pub struct User {
    pub id: Id<User>,
}

/// A row of the table `user`.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "user")]
pub struct UserRow {
    pub id: Id<UserRow>,
}

/// A row of the table `User?`.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "User?")]
pub struct User2 {
    pub id: Id<User2>,
}

/// A row of the table `new_user`.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "new_user")]
pub struct NewUser3 {
    pub id: Id<NewUser3>,
}

/// A row of the table `user_fields`.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "user_fields")]
pub struct UserField {
    pub id: Id<UserField>,
}

/// A row of the table `option`.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "option")]
#[has_many(filters: Filter)]
pub struct OptionRow {
    pub id: Id<OptionRow>,
}

/// A row of the table `ids`.
#[derive(Model, Debug, Clone, PartialEq)]
pub struct Ids {
    pub id: Id<Ids>,
}

/// A row of the table `1st.table`.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "1st.table")]
pub struct N1stTable {
    pub id: Id<N1stTable>,
}

/// A row of the table `日本`.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "日本")]
#[has_many(filters: Filter)]
pub struct 日本 {
    pub id: Id<日本>,
    #[column(name = "名前")]
    pub 名前: Option<String>,
}

/// A row of the table `!`.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "!")]
pub struct Table12 {
    pub id: Id<Table12>,
}

/// A row of the table `self`.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "self")]
pub struct SelfRow {
    pub id: Id<SelfRow>,
}

/// A row of the table `filter`.
#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(updates_by_filter_row: Update, inverse = filter_row)]
#[has_many(updates_by_update_filter: Update, inverse = update_filter)]
pub struct Filter {
    pub id: Id<Filter>,
    #[belongs_to(user: User)]
    pub all_id: Option<Id<User>>,
    #[belongs_to(日本)]
    pub type_id: Option<Id<日本>>,
    pub owner: Option<String>,
    #[belongs_to(option: OptionRow)]
    pub owner_id: Option<Id<OptionRow>>,
}

/// A row of the table `updates`.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "updates")]
pub struct Update {
    pub id: Id<Update>,
    #[belongs_to(filter_row: Filter)]
    pub filter: Id<Filter>,
    #[belongs_to(update_filter: Filter)]
    pub update: Option<Id<Filter>>,
}
