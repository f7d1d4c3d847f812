//! Models inside a method, a closure, a `const` block and two functions with the same names.

use relmodel::prelude::*;

struct Application;

impl Application {
    fn run(&self) -> relmodel::Result<u64> {
        #[derive(Model)]
        #[has_many(children: Node)]
        struct Node {
            id: Id<Node>,
            #[belongs_to(parent: Node)]
            parent_id: Option<Id<Node>>,
        }
        let db = Db::open_in_memory()?;
        schema![Node].create(&db)?;
        let root = NewNode {}.insert(&db)?;
        NewNode {}.parent_id(root.id).insert(&db)?;
        root.children().count(&db)
    }
}

fn one() -> relmodel::Result<u64> {
    #[derive(Model)]
    struct Node {
        id: Id<Node>,
        name: String,
    }
    let db = Db::open_in_memory()?;
    schema![Node].create(&db)?;
    NewNode { name: "a" }.insert(&db)?;
    Node::filter(|n| n.name.eq("a")).count(&db)
}

const COLUMNS: usize = {
    #[derive(Model)]
    struct Node {
        id: Id<Node>,
    }
    let node = Node { id: Id::new(1) };
    let _ = node.id;
    1
};

fn main() -> relmodel::Result<()> {
    let closure = || {
        #[derive(Model)]
        struct Node {
            #[key]
            name: String,
        }
        let db = Db::open_in_memory()?;
        schema![Node].create(&db)?;
        let node = NewNode { name: "x" }.insert(&db)?;
        Node::find(node.name).exists(&db)
    };
    assert!(closure()?);
    assert_eq!((Application.run()?, one()?, COLUMNS), (1, 1, 1));
    Ok(())
}
