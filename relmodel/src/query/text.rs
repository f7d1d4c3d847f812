//! The statements of relations: below their owners' keys, below their owners' statement, or joined to it.

use std::sync::Arc;

use super::level::Level;
use super::plan::{Child, One, Plan, columns, equal};
use crate::schema::Step;
use crate::sql::{Join, Node, Scope, Select, Source, Table, Term};
use crate::value::{Type, Value};

/// What tells a relation's statement which owners there are.
pub(super) enum Owners {
    /// Their keys as an array: the statement gives each key's place in it.
    Keys(Vec<Value<'static>>),
    /// Their own statement, which gives the keys: the relation's gives them back.
    Subquery(Select),
}

impl Owners {
    /// Puts the owners first in FROM, and gives what stands for their keys and what the statement selects to tell them apart.
    fn source(self) -> (Source, Node, Node) {
        let scope = Scope::fresh();
        let (table, key, lead) = match self {
            Self::Keys(keys) => (
                Table::Keys(Arc::new(keys)),
                Node::Key(scope),
                Node::Slot(scope),
            ),
            Self::Subquery(select) => (
                Table::Select(Box::new(select)),
                Node::Cell(scope, 0),
                Node::Cell(scope, 0),
            ),
        };
        (
            Source {
                join: Join::Cross,
                table,
                scope,
                on: Vec::new(),
            },
            key,
            lead,
        )
    }
}

/// The statement of a to-many relation. Its first column tells the owner, the level's cells follow.
pub(super) fn child(child: &Child, level: &Level<'_>, owners: Owners) -> Select {
    let (source, key, lead) = owners.source();
    let is_limited = child.plan.select.is_counted();
    let mut select = level.select(is_limited);
    select.columns.insert(0, lead.clone());
    let main = std::mem::take(&mut select.from);
    select.from = vec![source];
    select.from.extend(tables(
        &child.steps,
        &child.plan,
        main,
        vec![key],
        Join::Cross,
    ));
    if is_limited {
        return per_owner(select, lead);
    }
    if !select.order.is_empty() {
        select.order.insert(0, Term::ascending(lead));
    }
    select
}

/// The statement of a to-one relation that isn't joined, and of those joined to it. Its first column tells the owner's key, its cells follow.
pub(super) fn one(one: &One, joined: Vec<Source>, cells: Vec<Node>, owners: Owners) -> Select {
    let (source, key, lead) = owners.source();
    let mut target = one.table.clone();
    target.join = Join::Cross;
    // The first conditions are those of the key, one for each of its columns; a filter may follow.
    let filter = target.on.split_off(one.to.1.len());
    target.on = equal(one.to.0, one.to.1, [key]);
    target.on.extend(filter);
    Select {
        from: vec![source, target],
        joins: joined,
        columns: [lead].into_iter().chain(cells).collect(),
        ..Select::default()
    }
}

/// Joins a to-many relation to its owners' statement. Each owner's row gets a number, by which repeated ones are known;
/// it is the cell behind the owners', and the level's cells follow it.
pub(super) fn joined(
    mut owners: Select,
    owner_key: usize,
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
        columns: (0..=width)
            .map(|place| Node::Cell(scope, place))
            .chain(own.columns)
            .collect(),
        order: [Term::ascending(Node::Cell(scope, width))]
            .into_iter()
            .chain(own.order)
            .collect(),
        ..Select::default()
    };
    select.joins.extend(tables(
        &child.steps,
        &child.plan,
        own.from,
        vec![Node::Cell(scope, owner_key)],
        Join::Left,
    ));
    if let Some(target) = select.joins.last_mut() {
        target.on.extend(own.filter);
    }
    select.joins.extend(own.joins);
    select
}

/// The keys of a statement's rows, each once: a cell of it, without what doesn't matter for that.
/// Texts are told apart by their bytes: the caller knows each as it is written, whatever its column's collation takes for equal.
pub(super) fn keys_of(select: &Select, cell: usize) -> Select {
    let mut keys = select.clone();
    let key = select.columns.get(cell).cloned().unwrap_or(Node::NULL);
    let is_text = match &key {
        Node::Column { scope, column, .. } => keys
            .model_of(*scope)
            .is_none_or(|model| model.column(*column).facts.ty == Type::Text),
        _ => true,
    };
    let told_apart = |key: Node| match is_text {
        true => Node::Collate(Box::new(key)),
        false => key,
    };
    if select.is_counted() {
        let scope = Scope::fresh();
        let table = Table::Select(Box::new(keys));
        return Select {
            from: vec![Source {
                join: Join::Cross,
                table,
                scope,
                on: Vec::new(),
            }],
            columns: vec![told_apart(Node::Cell(scope, cell))],
            distinct: true,
            ..Select::default()
        };
    }
    let is_main = matches!(&key, Node::Column { scope, .. } if keys.from.iter().any(|source| source.scope == *scope));
    if is_main {
        keys.joins.clear();
    }
    keys.order.clear();
    keys.columns = vec![told_apart(key)];
    keys.distinct = true;
    keys
}

/// The rows that the steps lead to from values: the tables between and the target's, which the plan's own statement reads.
pub(crate) fn reached(steps: &[Step], plan: &Plan, values: Vec<Node>) -> Select {
    let mut select = plan.select.clone();
    let main = std::mem::take(&mut select.from);
    select.from = tables(steps, plan, main, values, Join::Cross);
    if let Some(first) = select.from.first_mut() {
        select.filter.splice(0..0, std::mem::take(&mut first.on));
    }
    select
}

/// The tables of the steps, the last of which is the main table of the target's own statement.
fn tables(
    steps: &[Step],
    target: &Plan,
    main: Vec<Source>,
    mut values: Vec<Node>,
    join: Join,
) -> Vec<Source> {
    let mut tables = Vec::new();
    for (place, step) in steps.iter().enumerate() {
        let is_last = place + 1 == steps.len();
        let scope = if is_last {
            target.scope
        } else {
            Scope::fresh()
        };
        let mut table = Source::model(step.model, scope);
        table.join = join;
        table.on = equal(scope, step.to, values);
        tables.push(table);
        let next = steps.get(place + 1).map_or(&[][..], |step| step.from);
        values = columns(step.model, scope, next.iter().copied()).collect();
    }
    tables.extend(main.into_iter().skip(1));
    tables
}

/// At most so many rows for each owner, by their number in the order asked for.
fn per_owner(mut select: Select, lead: Node) -> Select {
    let scope = Scope::fresh();
    let width = select.columns.len();
    let number = Node::Cell(scope, width);
    let order = std::mem::take(&mut select.order);
    select.columns.push(Node::RowNumber {
        partition: vec![lead],
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
        columns: (0..width).map(|place| Node::Cell(scope, place)).collect(),
        filter,
        order: vec![
            Term::ascending(Node::Cell(scope, 0)),
            Term::ascending(number),
        ],
        ..Select::default()
    }
}
