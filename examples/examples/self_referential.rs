//! The tutorial's chapter "Self-Referential Relationships": employees and their managers, and users who follow users.

use relmodel::prelude::*;

#[derive(Model, Debug)]
#[has_many(reports: Employee)]
struct Employee {
    id: Id<Employee>,
    name: String,
    #[belongs_to(manager: Employee)]
    manager_id: Option<Id<Employee>>,
}

#[derive(Model, Debug)]
#[many_to_many(following: User, through = Follow, from = follower, to = followed)]
#[many_to_many(followers: User, through = Follow, from = followed, to = follower)]
struct User {
    id: Id<User>,
    name: String,
}

#[derive(Model, Debug)]
struct Follow {
    #[key]
    #[belongs_to(follower: User)]
    #[cascade]
    follower_id: Id<User>,
    #[key]
    #[belongs_to(followed: User)]
    #[cascade]
    followed_id: Id<User>,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![Employee, User].create(&db)?;
    employees(&db)?;
    followers(&db)
}

fn employees(db: &Db) -> relmodel::Result<()> {
    let grace = NewEmployee { name: "Grace" }.insert(db)?;
    let alan = NewEmployee { name: "Alan" }.manager_id(grace.id).insert(db)?;
    NewEmployee { name: "Edsger" }.manager_id(grace.id).insert(db)?;
    NewEmployee { name: "Tony" }.manager_id(alan.id).insert(db)?;

    // Who reports to whom, and to whom that one reports: two statements for all employees.
    let employees = Employee::all()
        .order_by(|e| e.id)
        .with(|e| e.manager)
        .with(|e| e.reports.order_by(|r| r.id))
        .load(db)?;
    for (employee, manager, reports) in employees {
        let manager = manager.map_or("nobody".to_owned(), |m| m.name);
        let reports: Vec<_> = reports.into_iter().map(|r| r.name).collect();
        println!("{} reports to {manager} and leads {reports:?}", employee.name);
    }

    // Filters see through the relation: those whose manager's manager is Grace.
    let second = Employee::filter(|e| e.manager.is(|m| m.manager.is(|m| m.name.eq("Grace"))));
    println!("Two below Grace: {}", second.one(db)?.name);
    Ok(())
}

fn followers(db: &Db) -> relmodel::Result<()> {
    let ann = NewUser { name: "Ann" }.insert(db)?;
    let bob = NewUser { name: "Bob" }.insert(db)?;
    let cid = NewUser { name: "Cid" }.insert(db)?;

    // Either side can be written through.
    ann.following().add_all(db, [&bob, &cid])?;
    bob.followers().add(db, &cid)?;

    let users = User::all()
        .order_by(|u| u.id)
        .with(|u| u.following.order_by(|f| f.id))
        .with(|u| u.followers.order_by(|f| f.id))
        .load(db)?;
    for (user, following, followers) in users {
        println!("{} follows {}, followed by {}", user.name, names(following), names(followers));
    }
    Ok(())
}

fn names(users: Vec<User>) -> String {
    let names: Vec<_> = users.into_iter().map(|u| u.name).collect();
    format!("[{}]", names.join(", "))
}
