//! One table of a plan inside a statement: its cells, and what is checked and read beside them.

use super::plan::{Child, One, Plan, Strategy, columns};
use crate::schema::Link;
use crate::sql::{Node, Scope, Select, Term};

/// A plan with the cells that loading needs beside those that are decoded.
pub(super) struct Level<'p> {
    pub(super) plan: &'p Plan,
    /// All cells: those that are decoded, then those that only loading reads.
    pub(super) cells: Vec<Node>,
    /// For each child the cells of its owner's key.
    pub(super) keys: Vec<Vec<usize>>,
    /// For each to-one relation the cells of both sides.
    pub(super) ones: Vec<OneCells>,
}

/// Where the two sides of a to-one relation stand among the cells.
pub(super) struct OneCells {
    pub(super) from: Vec<usize>,
    pub(super) to: Vec<usize>,
    /// The target's key, which tells the rows of a has_one apart.
    pub(super) key: Vec<usize>,
}

impl<'p> Level<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        let mut level = Self {
            plan,
            cells: plan.select.columns.clone(),
            keys: Vec::new(),
            ones: Vec::new(),
        };
        for child in &plan.children {
            let from = child.steps.first().map_or(&[][..], |step| step.from);
            let keys = level.find(child.owner, from);
            level.keys.push(keys);
        }
        for one in &plan.ones {
            let key = match one.is_has_one() {
                true => (one.relation.target)().key,
                false => &[],
            };
            let cells = OneCells {
                from: level.find(one.from.0, one.from.1),
                to: level.find(one.to.0, one.to.1),
                key: level.find(one.to.0, key),
            };
            level.ones.push(cells);
        }
        level
    }

    /// The places of columns among the cells; what isn't there is added.
    pub(super) fn find(&mut self, scope: Scope, places: &[u16]) -> Vec<usize> {
        let found = |cell: &Node, place: u16| matches!(cell, Node::Column { scope: s, column, .. } if *s == scope && *column == place);
        places
            .iter()
            .map(|place| {
                self.cells
                    .iter()
                    .position(|cell| found(cell, *place))
                    .unwrap_or_else(|| {
                        self.cells.push(Node::Column {
                            scope,
                            column: *place,
                            nullable: true,
                        });
                        self.cells.len() - 1
                    })
            })
            .collect()
    }

    /// The to-one relations that are loaded by statements of their own.
    pub(super) fn detached(&self) -> impl Iterator<Item = (&'p One, &OneCells)> {
        self.plan
            .ones
            .iter()
            .zip(&self.ones)
            .filter(|(one, _)| one.is_detached())
    }

    /// The child that is read from this level's statement: the first that asks for it and can be.
    /// It can't be where its owner comes from another statement, since this one does not know the owner's key.
    pub(super) fn joined(&self) -> Option<(usize, &'p Child)> {
        self.plan
            .children
            .iter()
            .enumerate()
            .find(|(_, child)| child.is_joined() && !self.is_elsewhere(child.owner))
    }

    /// What the statement selects for the cells: NULL where another statement will put them.
    pub(super) fn selected(&self) -> Vec<Node> {
        self.cells
            .iter()
            .map(|cell| match cell {
                Node::Column { scope, .. } if self.is_elsewhere(*scope) => Node::NULL,
                cell => cell.clone(),
            })
            .collect()
    }

    /// Whether a table is read by a statement of its own, so that this one has NULL for its cells.
    pub(super) fn is_elsewhere(&self, scope: Scope) -> bool {
        self.detached()
            .any(|(one, _)| one.tables.iter().any(|table| table.scope == scope))
    }

    /// The statement of the plan, with the cells and a total order where one is needed.
    pub(super) fn select(&self, total_order: bool) -> Select {
        let mut select = self.plan.select.clone();
        select.columns = self.selected();
        if total_order || self.needs_total_order() {
            add_key_order(&mut select, self.plan);
        }
        select
    }

    /// Two statements that take a number of rows must take the same; and two rows of a has_one must come one after the other to be seen.
    fn needs_total_order(&self) -> bool {
        let select = &self.plan.select;
        let repeated = self
            .plan
            .children
            .iter()
            .map(|child| child.strategy)
            .chain(self.detached().map(|(one, _)| one.strategy));
        let has_one = || {
            self.plan
                .ones
                .iter()
                .any(|one| !one.is_detached() && one.is_has_one())
        };
        select.is_counted()
            && repeated
                .into_iter()
                .any(|strategy| strategy == Strategy::Subquery)
            || !select.order.is_empty() && has_one()
    }
}

impl One {
    pub(super) fn is_detached(&self) -> bool {
        !self.tables.is_empty()
    }

    pub(super) fn is_has_one(&self) -> bool {
        matches!(self.relation.link, Link::Has { .. })
    }
}

impl Child {
    /// A limit counts for each owner, which a join can't say.
    fn is_joined(&self) -> bool {
        self.strategy == Strategy::Joined && !self.plan.select.is_counted()
    }
}

/// Adds what is missing of the key to the order, so that no two rows are equal in it.
pub(super) fn add_key_order(select: &mut Select, plan: &Plan) {
    for place in plan.model.key {
        let is_there = |term: &Term| matches!(term.node, Node::Column { scope, column, .. } if scope == plan.scope && column == *place);
        if !select.order.iter().any(is_there) {
            select
                .order
                .extend(columns(plan.model, plan.scope, [*place]).map(Term::ascending));
        }
    }
}
