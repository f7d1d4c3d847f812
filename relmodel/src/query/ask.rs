//! Queries inside others: whether they have a row, and whether a value is among what they select.

use super::{Groups, Origin, Plan, Query};
use crate::expr::{Expr, Values};
use crate::record::Record;
use crate::sql::{Compare, Node, Scope, Select};
use crate::value::{ColumnType, Value};

/// Asks whether a query has a row: `EXISTS (…)`, which stops at the first. The query may mention columns of those around it.
///
/// Rows of a relation are asked about by [`any`](crate::Relation::any); this is for rows that no relation leads to.
///
/// ```
/// # use relmodel::prelude::*;
/// # #[derive(Model)] struct User { id: Id<User>, name: String }
/// # #[derive(Model)] struct Ban { id: Id<Ban>, name: String }
/// let banned = User::filter(|u| exists(Ban::filter(|b| b.name.eq(u.name))));
/// assert!(banned.to_sql()?.ends_with(
///     r#"WHERE EXISTS (SELECT 1 FROM "ban" AS t1 WHERE t1."name" = t0."name")"#,
/// ));
/// # Ok::<(), relmodel::Error>(())
/// ```
pub fn exists<M: Record, S, C: Origin>(query: Query<M, S, C>) -> Expr<bool> {
    if query.plan.is_empty {
        return never();
    }
    let select = query.plan.bare();
    let depth = select.depth();
    Expr::new(Node::Exists(Box::new(select)), depth + 1)
}

fn never() -> Expr<bool> {
    Expr::new(Node::Any(Vec::new()), 1)
}

/// A query is a list of the values that it selects. NULL is none of them.
#[diagnostic::do_not_recommend]
impl<T: ColumnType, M: Record, S: ColumnType<Base = T::Base>, C: Origin> Values<T>
    for Query<M, S, C>
{
    fn into_membership(self, (operand, depth): (Node, u32)) -> Expr<bool> {
        if self.plan.is_empty {
            return never();
        }
        let is_asked_by_row = self.is_by_index() && !self.is_led_by_index();
        let mut select = self.into_plan().select;
        let depth = depth.max(select.depth()) + 1;
        if !select.is_counted() {
            select.order.clear();
        }
        match (is_asked_by_row, select.columns.pop()) {
            // `IN` would read all rows of the query first.
            (true, Some(column)) => {
                select.filter.insert(0, Node::binary(operand, "=", column));
                Expr::new(Node::Exists(Box::new(select)), depth + 1)
            }
            (_, column) => {
                select.columns.extend(column);
                Expr::new(Node::InSelect(vec![operand], Box::new(select)), depth + 1)
            }
        }
    }
}

/// What is selected of groups is a list of values, too.
#[diagnostic::do_not_recommend]
impl<T: ColumnType, M: Record, S: ColumnType<Base = T::Base>> Values<T> for Groups<M, S> {
    fn into_membership(self, operand: (Node, u32)) -> Expr<bool> {
        Values::<T>::into_membership(self.into_query(), operand)
    }
}

impl<M: Record, S, C: Origin> Query<M, S, C> {
    /// Whether the only column selected is one by which an index finds rows, and no row is left out by its number.
    fn is_by_index(&self) -> bool {
        let Select { columns, .. } = &self.plan.select;
        let [Node::Column { scope, column, .. }] = &**columns else {
            return false;
        };
        !self.plan.select.is_counted() && *scope == self.plan.scope && self.begins_index(*column)
    }

    /// Whether an index leads to the rows by a value. They are the same for whatever row asks, so that `IN` reads them once,
    /// and SQLite may look up the rows that ask by them.
    fn is_led_by_index(&self) -> bool {
        let filter = &self.plan.select.filter;
        let is_lead = |(scope, column, is_equality)| {
            is_equality && scope == self.plan.scope && self.begins_index(column)
        };
        filter.iter().all(|node| by_value(node).is_some())
            && filter.iter().filter_map(by_value).any(is_lead)
    }

    /// Whether an index, the key or a foreign key begins with the column.
    fn begins_index(&self, column: u16) -> bool {
        let model = self.plan.model;
        let indexes = model.indexes.iter().map(|index| index.columns);
        let foreign = model
            .relations
            .iter()
            .map(|relation| relation.key_columns());
        let mut all = indexes.chain([model.key]).chain(foreign);
        all.any(|columns| columns.first() == Some(&column))
    }
}

impl Plan {
    /// Whether there is one row at most, told by a value of a column that no two rows share.
    pub(crate) fn is_of_one(&self) -> bool {
        let is_unique = |column: u16| {
            let mut unique = self.model.indexes.iter().filter(|index| index.unique);
            self.model.key == [column] || unique.any(|index| index.columns == [column])
        };
        let is_lead = |(scope, column, is_equality): (Scope, u16, bool)| {
            is_equality && scope == self.scope && is_unique(column)
        };
        let filter = &self.select.filter;
        filter.iter().all(|node| by_value(node).is_some())
            && filter.iter().filter_map(by_value).any(is_lead)
    }
}

/// The column that a condition compares with a value, and whether it asks for just that value.
fn by_value(condition: &Node) -> Option<(Scope, u16, bool)> {
    let (sides, is_equality) = match condition {
        Node::Compare(compare, sides) => (sides, *compare == Compare::Same),
        Node::Binary(op, sides) => (sides, *op == "="),
        _ => return None,
    };
    match &**sides {
        [Node::Column { scope, column, .. }, Node::Value(value)] => {
            Some((*scope, *column, is_equality && *value != Value::Null))
        }
        _ => None,
    }
}
