//! The statements of relations: below their owners' keys, below their owners' statement, or joined to it.

use std::sync::Arc;

use super::level::Level;
use super::plan::{Child, One, equal};
use super::way::{identity, tables};
use crate::sql::{Join, Keys, Node, Scope, Select, Source, Table, Term};
use crate::value::{Type, Value};

/// What tells a relation's statement which owners there are.
pub(super) enum Owners {
    /// Their keys as an array: the statement gives each key's place in it.
    Keys(Keys),
    /// Their own statement, which gives the keys: the relation's gives them back.
    Subquery(Box<Select>),
}

impl Owners {
    /// Their keys, of so many columns, one after the other.
    pub(super) fn keys(values: Vec<Value<'static>>, width: usize) -> Self {
        let values = Arc::new(values);
        Self::Keys(Keys { values, width })
    }

    /// The owners as a table in FROM, what stands for the columns of their keys, and what the statement selects to tell them apart.
    pub(super) fn source(self) -> (Source, Vec<Node>, Vec<Node>) {
        let scope = Scope::fresh();
        let (table, key, lead) = match self {
            Self::Keys(keys) => {
                let key = (0..keys.width).map(|place| Node::Key(scope, place));
                let key = key.collect();
                (Table::Keys(keys), key, vec![Node::Slot(scope)])
            }
            Self::Subquery(select) => {
                let key = cells(scope, select.columns.len());
                (Table::Select(select), key.clone(), key)
            }
        };
        let source = Source {
            join: Join::Cross,
            table,
            scope,
            on: Vec::new(),
        };
        (source, key, lead)
    }
}

/// The statement of a to-many relation. Its first columns tell the owner, the level's cells follow.
pub(super) fn child(child: &Child, level: &Level<'_>, owners: Owners) -> Select {
    let owners = owners.source();
    let (from, lead) = match (&child.route.walk, &*child.route.steps) {
        (Some(walk), [step]) => walk.tables(step, owners),
        (_, steps) => {
            let (source, key, lead) = owners;
            let mut from = tables(steps, key, Join::Cross);
            from.insert(0, source);
            (from, lead)
        }
    };
    let is_limited = child.plan.select.is_counted();
    let mut select = level.select(is_limited);
    select.columns.splice(0..0, lead.iter().cloned());
    select.from = from;
    if child.route.is_once {
        select.group = lead.iter().cloned().chain(identity(&child.plan)).collect();
    }
    if is_limited {
        return per_owner(select, lead);
    }
    if !select.order.is_empty() {
        let lead = lead.into_iter().map(Term::ascending);
        select.order.splice(0..0, lead);
    }
    select
}

/// The statement of a to-one relation that isn't joined, and of those joined to it. Its first columns tell the owner's key, its cells follow.
pub(super) fn one(one: &One, joined: Vec<Source>, cells: Vec<Node>, owners: Owners) -> Select {
    let (source, key, lead) = owners.source();
    let mut target = one.table.clone();
    target.join = Join::Cross;
    // The first conditions are those of the key, one for each of its columns; a filter may follow.
    let filter = target.on.split_off(one.to.1.len());
    target.on = equal(one.to.0, one.to.1, key);
    target.on.extend(filter);
    Select {
        from: vec![source, target],
        joins: joined,
        columns: lead.into_iter().chain(cells).collect(),
        ..Select::default()
    }
}

/// Joins a to-many relation to its owners' statement. Each owner's row gets a number, by which repeated ones are known;
/// it is the cell behind the owners', and the level's cells follow it.
pub(super) fn joined(
    mut owners: Select,
    owner_key: &[usize],
    child: &Child,
    level: &Level<'_>,
) -> Select {
    let scope = Scope::fresh();
    let width = owners.columns.len();
    owners.columns.push(Node::RowNumber {
        partition: Vec::new(),
        order: owners.order.clone(),
    });
    if !owners.is_counted() {
        owners.order.clear();
    }
    let own = level.select(false);
    let mut select = Select {
        from: vec![Source {
            join: Join::Cross,
            table: Table::Select(Box::new(owners)),
            scope,
            on: Vec::new(),
        }],
        columns: cells(scope, width + 1)
            .into_iter()
            .chain(own.columns)
            .collect(),
        order: [Term::ascending(Node::Cell(scope, width))]
            .into_iter()
            .chain(own.order)
            .collect(),
        ..Select::default()
    };
    let key = owner_key.iter().map(|cell| Node::Cell(scope, *cell));
    select.joins = tables(&child.route.steps, key.collect(), Join::Left);
    if let Some(target) = select.joins.last_mut() {
        target.on.extend(own.filter);
    }
    if child.route.is_once {
        let number = Node::Cell(scope, width);
        select.group = [number].into_iter().chain(identity(&child.plan)).collect();
    }
    select.joins.extend(own.joins);
    select
}

/// The keys of a statement's rows, each once: cells of it, without what doesn't matter for that.
/// Texts are told apart by their bytes: the caller knows each as it is written, whatever its column's collation takes for equal.
pub(super) fn keys_of(select: &Select, key: &[usize]) -> Select {
    let nodes: Vec<Node> = key
        .iter()
        .map(|cell| select.columns.get(*cell).cloned().unwrap_or(Node::NULL))
        .collect();
    let told_apart = |(node, cell): (&Node, Node)| match is_text(select, node) {
        true => Node::Collate(Box::new(cell)),
        false => cell,
    };
    let mut keys = select.clone();
    if select.is_counted() {
        let scope = Scope::fresh();
        let cells = key.iter().map(|cell| Node::Cell(scope, *cell));
        let columns = nodes.iter().zip(cells).map(told_apart).collect();
        return Select {
            from: vec![Source {
                join: Join::Cross,
                table: Table::Select(Box::new(keys)),
                scope,
                on: Vec::new(),
            }],
            columns,
            distinct: true,
            ..Select::default()
        };
    }
    let is_main = |node: &Node| matches!(node, Node::Column { scope, .. } if keys.from.iter().any(|source| source.scope == *scope));
    if nodes.iter().all(is_main) {
        keys.joins.clear();
    }
    keys.order.clear();
    keys.columns = nodes.iter().zip(nodes.clone()).map(told_apart).collect();
    keys.distinct = true;
    keys
}

/// Whether a cell of a statement may be a text, which can be equal to another without being the same.
fn is_text(select: &Select, cell: &Node) -> bool {
    match cell {
        Node::Column { scope, column, .. } => select
            .model_of(*scope)
            .is_none_or(|model| matches!(model.column(*column).facts.ty, Type::Text | Type::Any)),
        _ => true,
    }
}

/// At most so many rows for each owner, by their number in the order asked for.
fn per_owner(mut select: Select, lead: Vec<Node>) -> Select {
    let scope = Scope::fresh();
    let width = select.columns.len();
    let number = Node::Cell(scope, width);
    let order = std::mem::take(&mut select.order);
    let owner = cells(scope, lead.len());
    select.columns.push(Node::RowNumber {
        partition: lead,
        order,
    });
    let offset = select.offset.take();
    let limit = select.limit.take();
    let mut filter = Vec::new();
    if let Some(offset) = &offset {
        filter.push(Node::binary(
            number.clone(),
            ">",
            Node::Value(offset.clone()),
        ));
    }
    if let Some(Value::Integer(limit)) = limit {
        let last = match offset {
            Some(Value::Integer(offset)) => limit.saturating_add(offset),
            _ => limit,
        };
        filter.push(Node::binary(
            number.clone(),
            "<=",
            Node::Value(Value::Integer(last)),
        ));
    }
    Select {
        from: vec![Source {
            join: Join::Cross,
            table: Table::Select(Box::new(select)),
            scope,
            on: Vec::new(),
        }],
        columns: cells(scope, width),
        filter,
        order: owner
            .into_iter()
            .chain([number])
            .map(Term::ascending)
            .collect(),
        ..Select::default()
    }
}

/// The first cells of a derived table.
fn cells(scope: Scope, count: usize) -> Vec<Node> {
    (0..count).map(|place| Node::Cell(scope, place)).collect()
}
