//! The order that pages and batches go by: what was asked for, then the key, so that no two rows are equal in it.

use super::plan::{Plan, columns};
use crate::error::{Error, Kind, Result};
use crate::schema::ModelDef;
use crate::sql::{Node, Scope, Select, Source, Term};

/// Adds to the order what it lacks to tell all rows apart.
///
/// # Errors
/// `is_query` where there is neither an order nor a key.
pub(super) fn make_total(plan: &mut Plan) -> Result<()> {
    let select = &plan.select;
    if plan.model.key.is_empty() && select.order.is_empty() && !select.distinct {
        let message = format!(
            "`{}` has no key that could order its rows: say by `order_by` which comes first, so that no two are equal in it",
            plan.model.name
        );
        return Err(Error::new(Kind::Query, message).with_model(plan.model.name));
    }
    let last: Vec<Node> = match plan.select.distinct {
        true => plan.select.columns.clone(),
        false => telling_apart(plan).collect(),
    };
    for node in last {
        if !is_ordered_by(&plan.select, &node) {
            plan.select.order.push(Term::ascending(node));
        }
    }
    Ok(())
}

fn is_ordered_by(select: &Select, node: &Node) -> bool {
    let Node::Column { scope, column, .. } = node else {
        return false;
    };
    let is_it = |term: &Term| matches!(term.node, Node::Column { scope: s, column: c, .. } if s == *scope && c == *column);
    select.order.iter().any(is_it)
}

/// The key, and that of each table on the way that may lead to a row twice.
fn telling_apart(plan: &Plan) -> impl Iterator<Item = Node> {
    let own = columns(plan.model, plan.scope, plan.model.key.iter().copied());
    let is_once = !plan.select.group.is_empty();
    let others = plan.select.from.iter().filter_map(move |source| {
        let model = source.as_model()?;
        if is_once || source.scope == plan.scope {
            return None;
        }
        let leads_twice = !leads_once(&plan.select, model, source.scope);
        leads_twice.then(|| columns(model, source.scope, model.key.iter().copied()))
    });
    own.chain(others.flatten())
}

/// Whether the columns of a table that are said to equal something are enough to tell its rows apart.
fn leads_once(select: &Select, model: &ModelDef, scope: Scope) -> bool {
    let conditions = select.from.iter().flat_map(|source: &Source| &source.on);
    let mut said = Vec::new();
    for condition in conditions.chain(&select.filter) {
        if let Node::Binary("=", sides) = condition {
            said.extend(sides.iter().filter_map(|side| column_of(side, scope)));
        }
    }
    let unique = model.indexes.iter().filter(|index| index.unique);
    let mut keys = unique.map(|index| index.columns).chain([model.key]);
    keys.any(|key| !key.is_empty() && key.iter().all(|column| said.contains(column)))
}

fn column_of(node: &Node, table: Scope) -> Option<u16> {
    match node {
        Node::Column { scope, column, .. } if *scope == table => Some(*column),
        Node::Collate(inner) | Node::Plain(inner) => column_of(inner, table),
        _ => None,
    }
}
