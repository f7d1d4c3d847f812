//! What the models read is what plain SQL reads.

use relmodel::prelude::*;
use relmodel_tests::{integer, statements, texts};

use super::models::*;
use super::northwind;

fn or_dash(text: Option<&str>) -> &str {
    text.unwrap_or("-")
}

/// As `%.2f` in SQLite.
fn money(amount: f64) -> String {
    format!("{amount:.2}")
}

#[test]
fn every_row_of_every_table_is_read() {
    let Some(nw) = northwind() else { return };
    let counts = [
        Category::all().load(&nw.db).unwrap().len(),
        Supplier::all().load(&nw.db).unwrap().len(),
        Product::all().load(&nw.db).unwrap().len(),
        Customer::all().load(&nw.db).unwrap().len(),
        Order::all().load(&nw.db).unwrap().len(),
        Line::all().load(&nw.db).unwrap().len(),
        Shipper::all().load(&nw.db).unwrap().len(),
        Employee::all().load(&nw.db).unwrap().len(),
        Assignment::all().load(&nw.db).unwrap().len(),
        Territory::all().load(&nw.db).unwrap().len(),
    ];
    let tables = [
        "Categories",
        "Suppliers",
        "Products",
        "Customers",
        "Orders",
        "Order Details",
        "Shippers",
        "Employees",
        "EmployeeTerritories",
        "Territories",
    ];
    for (count, table) in counts.into_iter().zip(tables) {
        assert!(count > 0, "{table}");
        assert_eq!(
            count as i64,
            integer(&nw.db, &format!(r#"SELECT count(*) FROM "{table}""#)),
            "{table}"
        );
    }
}

#[test]
fn products_with_category_and_supplier() {
    let Some(nw) = northwind() else { return };
    let there = texts(
        &nw.db,
        "SELECT ProductName || '|' || ifnull(CategoryName, '-') || '|' || ifnull(CompanyName, '-') || '|' || printf('%.2f', UnitPrice)
         FROM Products p LEFT JOIN Categories c USING (CategoryID) LEFT JOIN Suppliers s USING (SupplierID) ORDER BY ProductID",
    );
    let products = || Product::all().order_by(|p| p.id);
    for (loaded, expected) in [
        (
            statements(&nw.db, || {
                products()
                    .with(|p| p.category)
                    .with(|p| p.supplier)
                    .load(&nw.db)
            }),
            1,
        ),
        (
            statements(&nw.db, || {
                products()
                    .with(|p| p.category.batched())
                    .with(|p| p.supplier.subquery())
                    .load(&nw.db)
            }),
            3,
        ),
    ] {
        let (products, ran) = loaded;
        let lines: Vec<String> = products
            .unwrap()
            .into_iter()
            .map(
                |(product, category, supplier): (Product, Option<Category>, Option<Supplier>)| {
                    let category = category.as_ref().and_then(|c| c.name.as_deref());
                    let supplier = supplier.as_ref().map(|s| &*s.name);
                    format!(
                        "{}|{}|{}|{}",
                        product.name,
                        or_dash(category),
                        or_dash(supplier),
                        money(product.price.unwrap())
                    )
                },
            )
            .collect();
        assert_eq!(lines, there);
        assert_eq!(ran.len(), expected);
    }
}

#[test]
fn customers_with_their_orders_with_their_lines_and_products() {
    let Some(nw) = northwind() else { return };
    let there = texts(
        &nw.db,
        r#"SELECT quote(c.CustomerID) || '|' || ifnull(o.OrderID || '|' || p.ProductName || '|' ||
                  d.Quantity || '|' || printf('%.2f', d.UnitPrice) || '|' || printf('%.2f', d.Discount), '-')
           FROM Customers c LEFT JOIN Orders o USING (CustomerID) LEFT JOIN "Order Details" d USING (OrderID) LEFT JOIN Products p USING (ProductID)
           ORDER BY c.CustomerID, o.OrderID, p.ProductID"#,
    );
    type Loaded = Vec<(Customer, Vec<(Order, Vec<(Line, Product)>)>)>;
    let lines = |loaded: Loaded| -> Vec<String> {
        let mut lines = Vec::new();
        for (customer, orders) in loaded {
            if orders.is_empty() {
                lines.push(format!("'{}'|-", customer.id));
            }
            for (order, details) in orders {
                assert!(!details.is_empty());
                for (line, product) in details {
                    lines.push(format!(
                        "'{}'|{}|{}|{}|{}|{}",
                        customer.id,
                        order.id,
                        product.name,
                        line.quantity,
                        money(line.price),
                        money(line.discount)
                    ));
                }
            }
        }
        lines
    };
    let customers = || Customer::all().order_by(|c| c.id);
    let (loaded, ran) = statements(&nw.db, || {
        customers()
            .with(|c| {
                c.orders
                    .order_by(|o| o.id)
                    .with(|o| o.lines.order_by(|l| l.product_id).with(|l| l.product))
            })
            .load(&nw.db)
    });
    assert_eq!(lines(loaded.unwrap()), there);
    assert_eq!(ran.len(), 3);
    let (loaded, ran) = statements(&nw.db, || {
        customers()
            .with(|c| {
                c.orders.joined().order_by(|o| o.id).with(|o| {
                    o.lines
                        .joined()
                        .order_by(|l| l.product_id)
                        .with(|l| l.product)
                })
            })
            .load(&nw.db)
    });
    assert_eq!(lines(loaded.unwrap()), there);
    assert_eq!(ran.len(), 1);
    let (loaded, ran) = statements(&nw.db, || {
        customers()
            .with(|c| {
                c.orders.subquery().order_by(|o| o.id).with(|o| {
                    o.lines
                        .subquery()
                        .order_by(|l| l.product_id)
                        .with(|l| l.product.batched())
                })
            })
            .load(&nw.db)
    });
    assert_eq!(lines(loaded.unwrap()), there);
    assert_eq!(ran.len(), 4);
}

#[test]
fn orders_with_the_products_that_are_linked_by_their_lines() {
    let Some(nw) = northwind() else { return };
    let there = texts(
        &nw.db,
        r#"SELECT o.OrderID || ' ' || group_concat(d.ProductID) FROM Orders o JOIN
           (SELECT * FROM "Order Details" ORDER BY OrderID, ProductID) d USING (OrderID) GROUP BY o.OrderID ORDER BY o.OrderID"#,
    );
    for loaded in [
        Order::all()
            .order_by(|o| o.id)
            .with(|o| o.products.order_by(|p| p.id))
            .load(&nw.db)
            .unwrap(),
        Order::all()
            .order_by(|o| o.id)
            .with(|o| o.products.joined().order_by(|p| p.id))
            .load(&nw.db)
            .unwrap(),
    ] {
        let lines: Vec<String> = loaded
            .into_iter()
            .map(|(order, products)| {
                let ids: Vec<String> = products
                    .iter()
                    .map(|product| product.id.to_string())
                    .collect();
                format!("{} {}", order.id, ids.join(","))
            })
            .collect();
        assert_eq!(lines, there);
    }
}

#[test]
fn employees_with_their_managers_reports_and_territories() {
    let Some(nw) = northwind() else { return };
    let there = texts(
        &nw.db,
        "SELECT e.LastName || '|' || ifnull(m.LastName, '-') || '|' ||
                (SELECT count(*) FROM Employees r WHERE r.ReportsTo = e.EmployeeID) || '|' ||
                (SELECT count(*) FROM EmployeeTerritories t WHERE t.EmployeeID = e.EmployeeID) || '|' || date(e.BirthDate) || '|' || length(e.Photo)
         FROM Employees e LEFT JOIN Employees m ON m.EmployeeID = e.ReportsTo ORDER BY e.EmployeeID",
    );
    let (loaded, ran) = statements(&nw.db, || {
        Employee::all()
            .order_by(|e| e.id)
            .with(|e| e.manager)
            .with(|e| e.reports)
            .with(|e| e.territories)
            .load(&nw.db)
            .unwrap()
    });
    let lines: Vec<String> = loaded
        .into_iter()
        .map(|(employee, manager, reports, territories)| {
            let manager = manager.as_ref().and_then(|m| m.last_name.as_deref());
            let (born, photo) = (employee.born.unwrap(), employee.photo.unwrap());
            format!(
                "{}|{}|{}|{}|{born}|{}",
                employee.last_name.unwrap(),
                or_dash(manager),
                reports.len(),
                territories.len(),
                photo.len()
            )
        })
        .collect();
    assert_eq!(lines, there);
    assert_eq!(ran.len(), 3);
}

#[test]
fn questions_through_relations() {
    let Some(nw) = northwind() else { return };
    let ids =
        |customers: Vec<Customer>| -> Vec<String> { customers.into_iter().map(|c| c.id).collect() };
    let without = Customer::filter(|c| c.orders.none(|_| true))
        .order_by(|c| c.id)
        .load(&nw.db)
        .unwrap();
    assert_eq!(
        ids(without),
        texts(
            &nw.db,
            "SELECT CustomerID FROM Customers WHERE CustomerID NOT IN (SELECT CustomerID FROM Orders) ORDER BY 1"
        )
    );
    let chai = Customer::filter(|c| {
        c.orders.any(|o| {
            o.products.any(|p| {
                p.name
                    .eq("Chai")
                    .and(p.category.is(|c| c.name.eq("Beverages")))
            })
        })
    });
    assert_eq!(
        ids(chai.order_by(|c| c.id).load(&nw.db).unwrap()),
        texts(
            &nw.db,
            r#"SELECT DISTINCT o.CustomerID FROM Orders o JOIN "Order Details" USING (OrderID) JOIN Products p USING (ProductID)
               JOIN Categories c USING (CategoryID) WHERE p.ProductName = 'Chai' AND c.CategoryName = 'Beverages' ORDER BY 1"#
        )
    );
    let dear = Product::filter(|p| p.price.gt(50.0).and(p.discontinued.eq("0")))
        .order_by(|p| (p.price.desc(), p.id));
    let names: Vec<String> = dear
        .load(&nw.db)
        .unwrap()
        .into_iter()
        .map(|p| p.name)
        .collect();
    assert_eq!(
        names,
        texts(
            &nw.db,
            "SELECT ProductName FROM Products WHERE UnitPrice > 50 AND Discontinued = '0' ORDER BY UnitPrice DESC, ProductID"
        )
    );
    let second_level =
        Employee::filter(|e| e.manager.is(|m| m.manager.is(|b| b.last_name.eq("Fuller"))));
    assert_eq!(second_level.count(&nw.db).unwrap(), 3);
}

#[test]
fn text_keys_are_found_as_they_are_also_where_they_end_in_a_space() {
    let Some(nw) = northwind() else { return };
    for id in texts(&nw.db, "SELECT CustomerID FROM Customers") {
        let customer = Customer::find(&*id).load(&nw.db).unwrap();
        assert_eq!(customer.id, id);
        let orders = customer.orders().order_by(|o| o.id).load(&nw.db).unwrap();
        let sql = format!(
            "SELECT CAST(OrderID AS TEXT) FROM Orders WHERE CustomerID = '{}' ORDER BY OrderID",
            id.replace('\'', "''")
        );
        assert_eq!(
            orders
                .iter()
                .map(|order| order.id.to_string())
                .collect::<Vec<_>>(),
            texts(&nw.db, &sql)
        );
    }
}
