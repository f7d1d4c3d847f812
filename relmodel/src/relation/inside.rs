//! The rows of a relation inside another statement: sub-queries over the rows that one row of the statement leads to.

use super::Refined;
use crate::expr::{Condition, Expr, Expression};
use crate::query::{add_key_order, arrived, columns};
use crate::record::Record;
use crate::sql::{Join, Node, Scope, Select, Source, Table};

/// What is made of the rows.
pub(super) enum Aggregate {
    /// A function of a value of each, and whether it may give NULL.
    Of(&'static str, bool),
    /// As before, but where it is NULL it is 0.
    Sum(bool),
    /// How many there are.
    Count,
}

impl<From: Record, To: Record, S, C> Refined<From, To, S, C> {
    /// Whether there is a row for which the condition holds.
    pub(super) fn exists<E: Condition>(
        self,
        condition: impl FnOnce(To::Fields) -> E,
    ) -> Expr<bool> {
        // Conditions are nested by their closures, so this keeps little on the stack.
        let condition = condition(self.fields()).into_condition();
        self.meets(condition)
    }

    /// Whether there is a row that meets the condition.
    fn meets(mut self, condition: Expr<bool>) -> Expr<bool> {
        let select = match self.plan.select.is_counted() {
            false => {
                self.plan.filter(condition);
                if let Some(among) = self.among() {
                    return among;
                }
                let mut select = self.reached(Vec::new());
                // Whether there is one doesn't depend on how often it comes.
                select.group.clear();
                select
            }
            // The condition is asked of the rows that are counted, and not of others in their place.
            true => {
                let (mut select, cell) = derived(self.reached(vec![condition.into_node()]));
                select.filter.push(cell);
                select
            }
        };
        let depth = select.depth();
        Expr::new(Node::Exists(Box::new(select)), depth + 1)
    }

    /// Whether an owner is among those of the one row that the conditions leave. From that row it is a short way to its owners;
    /// `EXISTS` would go from all owners to the row.
    fn among(&self) -> Option<Expr<bool>> {
        let (mut from, column) = self.route.backwards().filter(|_| self.plan.is_of_one())?;
        let mut filter = self.plan.select.filter.clone();
        if let Some(first) = from.first_mut() {
            filter.append(&mut first.on);
        }
        let select = Select {
            from,
            columns: vec![column],
            filter,
            ..Select::default()
        };
        let owner = columns(From::def(), self.owner, self.route.from().iter().copied()).collect();
        let depth = select.depth() + 1;
        Some(Expr::new(
            Node::InSelect(owner, Box::new(select)),
            depth + 1,
        ))
    }

    /// A value of the only row.
    pub(super) fn value<E: Expression, T>(self, value: impl FnOnce(To::Fields) -> E) -> Expr<T> {
        let (value, _) = value(self.fields()).into_tree();
        // A row that is required may be missing in a database that never enforced its keys.
        scalar(self.reached(vec![value]), true)
    }

    /// What is made of the rows, by a value of each.
    pub(super) fn aggregate<E: Expression, T>(
        self,
        aggregate: Aggregate,
        value: impl FnOnce(To::Fields) -> E,
    ) -> Expr<T> {
        let (value, _) = value(self.fields()).into_tree();
        self.aggregated(aggregate, vec![value])
    }

    pub(super) fn aggregated<T>(self, aggregate: Aggregate, value: Vec<Node>) -> Expr<T> {
        let (mut select, value) = match self.plan.select.is_counted() || self.route.is_once {
            true => {
                let (select, cell) = derived(self.reached(value));
                (select, vec![cell])
            }
            false => (self.reached(Vec::new()), value),
        };
        let (node, nullable) = match aggregate {
            Aggregate::Count => (Node::CountAll, false),
            Aggregate::Of(function, nullable) => {
                (Node::call_of(function, value, nullable), nullable)
            }
            Aggregate::Sum(false) => {
                let sum = Node::call_of("sum", value, true);
                let sum = Node::call_of("coalesce", vec![sum, Node::Number(0)], false);
                (sum, false)
            }
            // There are floats that have no sum.
            Aggregate::Sum(true) => (Node::call_of("total", value, true), true),
        };
        select.columns = vec![node];
        scalar(select, nullable)
    }

    /// The statement of the rows, with these columns.
    fn reached(&self, cells: Vec<Node>) -> Select {
        let from = self.route.from().iter().copied();
        let owner = columns(From::def(), self.owner, from).collect();
        let mut select = match (&self.route.walk, &*self.route.steps) {
            (Some(walk), [step]) => Select {
                from: walk.below(step, owner),
                ..self.plan.select.clone()
            },
            _ => arrived(&self.route, &self.plan, owner),
        };
        // Rows that are told apart by all that is loaded of them are counted so, too.
        if !select.distinct {
            select.columns.clear();
        }
        select.columns.splice(0..0, cells);
        match select.is_counted() {
            true => add_key_order(&mut select, &self.plan),
            false => select.order.clear(),
        }
        select
    }
}

fn scalar<T>(select: Select, nullable: bool) -> Expr<T> {
    let depth = select.depth();
    Expr::new(Node::Scalar(Box::new(select), nullable), depth + 1)
}

/// A statement as the only table of another, and its first column.
fn derived(select: Select) -> (Select, Node) {
    let scope = Scope::fresh();
    let table = Source {
        join: Join::Cross,
        table: Table::Select(Box::new(select)),
        scope,
        on: Vec::new(),
    };
    let select = Select {
        from: vec![table],
        ..Select::default()
    };
    (select, Node::Cell(scope, 0))
}
