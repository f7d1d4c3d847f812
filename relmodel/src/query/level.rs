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
    /// The to-one relations, those below another after it.
    pub(super) ones: Vec<LevelOne<'p>>,
}

/// A to-one relation, and where its two sides stand among the cells.
pub(super) struct LevelOne<'p> {
    pub(super) one: &'p One,
    pub(super) from: Vec<usize>,
    pub(super) to: Vec<usize>,
    /// The target's key, which tells the rows of a has_one apart, if it has one.
    pub(super) key: Vec<usize>,
    /// Whether a statement of its own loads it.
    pub(super) is_detached: bool,
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
            let keys = level.find(child.owner, child.route.from());
            level.keys.push(keys);
        }
        for one in &plan.ones {
            let key = match one.is_has_one() {
                true => (one.relation.target)().key,
                false => &[],
            };
            let one = LevelOne {
                from: level.find(one.from.0, one.from.1),
                to: level.find(one.to.0, one.to.1),
                key: level.find(one.to.0, key),
                is_detached: one.is_detached(plan),
                one,
            };
            level.ones.push(one);
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
    pub(super) fn detached(&self) -> impl Iterator<Item = &LevelOne<'p>> {
        self.ones.iter().filter(|one| one.is_detached)
    }

    /// The to-one relations that are joined to a table, or to one that is.
    pub(super) fn joined_to(&self, table: Scope) -> Vec<&LevelOne<'p>> {
        let mut joined: Vec<&LevelOne<'p>> = Vec::new();
        for next in self.ones.iter().filter(|one| !one.is_detached) {
            let owner = next.one.from.0;
            if owner == table || joined.iter().any(|before| before.one.to.0 == owner) {
                joined.push(next);
            }
        }
        joined
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
            .map(|cell| match self.is_of_another(cell) {
                true => Node::NULL,
                false => cell.clone(),
            })
            .collect()
    }

    /// Whether a cell is made of columns that another statement reads.
    fn is_of_another(&self, cell: &Node) -> bool {
        let elsewhere = |one: &LevelOne<'p>| {
            let table = one.one.to.0;
            cell.mentions(table) && self.is_elsewhere(table)
        };
        self.ones.iter().any(elsewhere)
    }

    /// Whether a table is read by another statement, so that this one has NULL for its cells.
    pub(super) fn is_elsewhere(&self, table: Scope) -> bool {
        let is_one = self.ones.iter().any(|one| one.one.to.0 == table);
        let is_here = |one: &&LevelOne<'p>| one.one.to.0 == table;
        is_one && !self.joined_to(self.plan.scope).iter().any(is_here)
    }

    /// The statement of the plan, with the cells and a total order where one is needed.
    pub(super) fn select(&self, total_order: bool) -> Select {
        let mut select = self.plan.select.clone();
        select.columns = self.selected();
        let joined = self.joined_to(self.plan.scope);
        select
            .joins
            .extend(joined.iter().map(|one| one.one.table.clone()));
        let has_one = joined.iter().any(|one| one.one.is_has_one());
        // Two rows of a has_one are seen if they come one after the other;
        // and statements that repeat this one must take the same of its rows.
        let is_needed =
            has_one && !select.order.is_empty() || select.is_counted() && self.plan.is_repeated();
        if total_order || is_needed {
            add_key_order(&mut select, self.plan);
        }
        select
    }
}

impl Level<'_> {
    /// Whether a relation's statement contains its owners', whose table this is. Where their key was put by another statement, it does not hold it.
    /// And SQL of the user's may give other rows the second time.
    pub(super) fn is_by_subquery(&self, strategy: Strategy, owner: Scope, owners: &Select) -> bool {
        strategy == Strategy::Subquery && !self.is_elsewhere(owner) && !owners.has_raw()
    }
}

impl Plan {
    /// Whether a statement below contains this plan's.
    fn is_repeated(&self) -> bool {
        self.ones
            .iter()
            .any(|one| one.strategy == Strategy::Subquery)
            || self
                .children
                .iter()
                .any(|child| child.strategy == Strategy::Subquery || child.plan.is_repeated())
    }
}

impl One {
    /// Two rows of a has_one, which a database made elsewhere may have, would count as two of a limited owner's,
    /// and without a key can't be told from one that comes twice: there it gets its own statement.
    fn is_detached(&self, plan: &Plan) -> bool {
        matches!(self.strategy, Strategy::Subquery | Strategy::Batched)
            || self.is_has_one()
                && (plan.select.is_counted() || plan.is_once || self.table.is_keyless())
    }

    pub(super) fn is_has_one(&self) -> bool {
        matches!(self.relation.link, Link::Has { .. })
    }
}

impl Child {
    /// A limit counts for each owner, which a join can't say; a walk begins with all owners.
    fn is_joined(&self) -> bool {
        self.strategy == Strategy::Joined
            && !self.plan.select.is_counted()
            && self.route.walk.is_none()
    }
}

/// Adds what is missing of the key to the order, so that no two rows are equal in it.
pub(crate) fn add_key_order(select: &mut Select, plan: &Plan) {
    for place in plan.model.key {
        let is_there = |term: &Term| matches!(term.node, Node::Column { scope, column, .. } if scope == plan.scope && column == *place);
        if !select.order.iter().any(is_there) {
            select
                .order
                .extend(columns(plan.model, plan.scope, [*place]).map(Term::ascending));
        }
    }
}
