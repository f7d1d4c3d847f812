//! A step that is taken again and again: the descendants or ancestors of a row.

use super::plan::{Plan, equal};
use super::text::Owners;
use super::way::Step;
use crate::sql::{self, Join, Node, Scope, Select, Source, Table, Term};
use crate::value::Value;

/// How far a walk goes, and the table of what it found.
#[derive(Debug, Clone)]
pub(crate) struct Walk {
    scope: Scope,
    /// Whether each step goes from a foreign key to the row that it refers to.
    is_upward: bool,
    /// At most so many steps from the owner.
    pub(crate) at_most: Option<Value<'static>>,
}

impl Walk {
    /// As far as there are rows.
    pub(crate) fn new(is_upward: bool) -> Self {
        Self {
            scope: Scope::fresh(),
            is_upward,
            at_most: None,
        }
    }

    /// How many steps a row is away.
    pub(crate) fn depth(&self) -> Node {
        Self::depth_in(self.scope)
    }

    /// How many steps a row is away, in the table of a walk.
    pub(crate) fn depth_in(table: Scope) -> Node {
        Node::Cell(table, 0)
    }

    /// The near rows first.
    pub(crate) fn order(&self, plan: &mut Plan) {
        plan.select.order.insert(0, Term::ascending(self.depth()));
    }

    /// Gives a plan the rows of the walk from one owner, which holds these values.
    pub(crate) fn begin_at(&self, step: &Step, plan: &mut Plan, owner: &[Value<'static>]) {
        plan.is_empty = owner.contains(&Value::Null);
        let owners = Owners::keys(owner.to_vec(), owner.len());
        (plan.select.from, _) = self.tables(step, owners.source());
    }

    /// The tables of the rows of the walk from one owner, whose columns stand in a statement around this one.
    pub(crate) fn below(&self, step: &Step, owner: Vec<Node>) -> Vec<Source> {
        let owner = Owners::Subquery(Box::new(Select {
            columns: owner,
            ..Select::default()
        }));
        self.tables(step, owner.source()).0
    }

    /// The tables of the rows that a step leads to, again and again, from owners: what was found, then the rows.
    /// Also what stands for what tells the owners apart.
    pub(super) fn tables(
        &self,
        step: &Step,
        (owners, key, lead): (Source, Vec<Node>, Vec<Node>),
    ) -> (Vec<Source>, Vec<Node>) {
        // What the step goes by may be NULL in a row that no step leads on from.
        let known_by = match (step.model.key, self.is_upward) {
            ([], true) => step.to,
            ([], false) => step.from,
            (key, _) => key,
        };
        let width = lead.len();
        let cells = |from: usize, count: usize| {
            (from..from + count).map(|place| Node::Cell(self.scope, place))
        };
        let found = Source {
            join: Join::Cross,
            scope: self.scope,
            on: Vec::new(),
            table: Table::Walk(Box::new(sql::Walk {
                owners,
                key,
                lead,
                model: step.model,
                known_by,
                next_by: step.from,
                reached_by: step.to,
                at_most: self.at_most.clone(),
            })),
        };
        let mut rows = Source::model(step.model, step.scope);
        rows.on = equal(step.scope, known_by, cells(1 + width, known_by.len()));
        (vec![found, rows], cells(1, width).collect())
    }
}
