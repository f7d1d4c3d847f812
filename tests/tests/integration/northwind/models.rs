//! The tables that the tests read, under the names that a Rust program would give them.

use jiff::civil::{Date, DateTime};
use relmodel::prelude::*;

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "Categories")]
#[has_many(products: Product)]
pub struct Category {
    #[column(name = "CategoryID")]
    pub id: Id<Category>,
    #[column(name = "CategoryName")]
    pub name: Option<String>,
    #[column(name = "Picture")]
    pub picture: Option<Vec<u8>>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "Suppliers")]
#[has_many(products: Product)]
pub struct Supplier {
    #[column(name = "SupplierID")]
    pub id: Id<Supplier>,
    #[column(name = "CompanyName")]
    pub name: String,
    #[column(name = "HomePage")]
    pub home_page: Option<String>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "Products")]
#[has_many(lines: Line)]
#[many_to_many(orders: Order, through = Line)]
pub struct Product {
    #[column(name = "ProductID")]
    pub id: Id<Product>,
    #[column(name = "ProductName")]
    pub name: String,
    #[belongs_to(Supplier)]
    #[column(name = "SupplierID")]
    pub supplier_id: Option<Id<Supplier>>,
    #[belongs_to(Category)]
    #[column(name = "CategoryID")]
    pub category_id: Option<Id<Category>>,
    /// NUMERIC: integers and reals side by side.
    #[column(name = "UnitPrice", default = 0.0)]
    pub price: Option<f64>,
    /// `'0'` or `'1'`, as text.
    #[column(name = "Discontinued", default = "0")]
    pub discontinued: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "Customers")]
#[has_many(orders: Order)]
pub struct Customer {
    #[key]
    #[column(name = "CustomerID")]
    pub id: String,
    #[column(name = "CompanyName")]
    pub name: Option<String>,
    #[column(name = "Country")]
    pub country: Option<String>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "Orders")]
#[has_many(lines: Line)]
#[many_to_many(products: Product, through = Line)]
pub struct Order {
    #[column(name = "OrderID")]
    pub id: Id<Order>,
    #[belongs_to(Customer)]
    #[column(name = "CustomerID")]
    pub customer_id: Option<String>,
    #[belongs_to(seller: Employee)]
    #[column(name = "EmployeeID")]
    pub employee_id: Option<Id<Employee>>,
    /// The key has another name than what it points at.
    #[belongs_to(shipper: Shipper)]
    #[column(name = "ShipVia")]
    pub ship_via: Option<Id<Shipper>>,
    #[column(name = "OrderDate")]
    pub date: Option<DateTime>,
    #[column(name = "Freight")]
    pub freight: Option<f64>,
}

/// A name with a space, and a link with more than its two keys.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "Order Details")]
pub struct Line {
    #[key]
    #[belongs_to(Order)]
    #[column(name = "OrderID")]
    pub order_id: Id<Order>,
    #[key]
    #[belongs_to(Product)]
    #[column(name = "ProductID")]
    pub product_id: Id<Product>,
    #[column(name = "UnitPrice", default = 0.0)]
    pub price: f64,
    #[column(name = "Quantity", default = 1)]
    pub quantity: i64,
    #[column(name = "Discount", default = 0.0)]
    pub discount: f64,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "Shippers")]
pub struct Shipper {
    #[column(name = "ShipperID")]
    pub id: Id<Shipper>,
    #[column(name = "CompanyName")]
    pub name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "Employees")]
#[has_many(reports: Employee)]
#[has_many(orders: Order)]
#[many_to_many(territories: Territory, through = Assignment)]
pub struct Employee {
    #[column(name = "EmployeeID")]
    pub id: Id<Employee>,
    #[column(name = "LastName")]
    pub last_name: Option<String>,
    #[column(name = "BirthDate")]
    pub born: Option<Date>,
    #[column(name = "Photo")]
    pub photo: Option<Vec<u8>>,
    #[belongs_to(manager: Employee)]
    #[column(name = "ReportsTo")]
    pub reports_to: Option<Id<Employee>>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "EmployeeTerritories")]
pub struct Assignment {
    #[key]
    #[belongs_to(Employee)]
    #[column(name = "EmployeeID")]
    pub employee_id: Id<Employee>,
    #[key]
    #[belongs_to(Territory)]
    #[column(name = "TerritoryID")]
    pub territory_id: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "Territories")]
#[many_to_many(employees: Employee, through = Assignment)]
pub struct Territory {
    #[key]
    #[column(name = "TerritoryID")]
    pub id: String,
    #[column(name = "TerritoryDescription")]
    pub name: String,
}
