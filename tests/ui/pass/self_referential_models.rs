//! A model may have any relation with itself.

use relmodel::prelude::*;

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(reports: Employee, inverse = manager)]
#[has_one(assistant: Employee, inverse = principal)]
#[many_to_many(following: Employee, through = Follow, from = follower, to = followed)]
#[many_to_many(followers: Employee, through = Follow, from = followed, to = follower)]
struct Employee {
    id: Id<Employee>,
    name: String,
    #[belongs_to(manager: Employee)]
    manager_id: Option<Id<Employee>>,
    #[belongs_to(principal: Employee, on_delete = set_null)]
    #[unique]
    principal_id: Option<Id<Employee>>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Follow {
    #[key]
    #[belongs_to(follower: Employee)]
    #[cascade]
    follower_id: Id<Employee>,
    #[key]
    #[belongs_to(followed: Employee)]
    #[cascade]
    followed_id: Id<Employee>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(children: Node)]
struct Node {
    id: Id<Node>,
    #[belongs_to(parent: Self)]
    parent_id: Option<Id<Self>>,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![Employee, Node].create(&db)?;
    let ann = NewEmployee { name: "ann" }.insert(&db)?;
    let bob = NewEmployee { name: "bob" }.manager_id(ann.id).insert(&db)?;
    bob.following().add(&db, &ann)?;
    let names: Vec<(Employee, Vec<Employee>, Option<Employee>, Vec<Employee>)> = Employee::all()
        .with(|e| e.reports)
        .with(|e| e.manager)
        .with(|e| e.followers)
        .load(&db)?;
    assert_eq!(
        names[0],
        (ann.clone(), vec![bob.clone()], None, vec![bob.clone()])
    );
    assert_eq!(ann.assistant().load(&db)?, None);
    assert!(Employee::filter(|e| e.manager.is(|m| m.name.eq("ann"))).exists(&db)?);
    let root = NewNode {}.insert(&db)?;
    let leaf = NewNode {}.parent_id(root.id).insert(&db)?;
    assert_eq!(root.children().load(&db)?, [leaf]);
    Ok(())
}
