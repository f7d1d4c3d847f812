//! The way from an owner to the rows of a relation: the tables that are entered, one after the other.

use super::plan::{Plan, columns, equal};
use super::walk::Walk;
use crate::schema::{Link, ModelDef, RelationDef};
use crate::sql::{Join, Node, Scope, Select, Source};
use crate::value::Type;

/// One table on the way: `table.to = before.from`.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub(crate) model: &'static ModelDef,
    /// This occurrence of its table.
    pub(crate) scope: Scope,
    /// The columns of the table before.
    pub(crate) from: &'static [u16],
    /// The columns of this table that equal them.
    pub(crate) to: &'static [u16],
    /// What else holds for the rows of this table.
    pub(crate) filter: Vec<Node>,
}

/// The tables on the way to the rows of a relation, and how they are gone.
#[derive(Debug, Clone)]
pub(crate) struct Route {
    /// One step after the other, the last of which leads to the rows.
    pub(crate) steps: Vec<Step>,
    /// Whether a row comes once for each owner, however many ways lead to it.
    pub(crate) is_once: bool,
    /// Whether the step is taken again and again, from each row that it leads to.
    pub(crate) walk: Option<Walk>,
}

impl Route {
    /// The route of a relation by keys; that of a path is made of others'.
    pub(crate) fn of(relation: &RelationDef) -> Self {
        Self {
            steps: steps(relation),
            is_once: false,
            walk: None,
        }
    }

    /// The tables of the way in the order in which they are found from its end, and the column by which the first step is taken:
    /// for numbers alone, which are equal in one way.
    pub(crate) fn backwards(&self) -> Option<(Vec<Source>, Node)> {
        let mut tables: Vec<Source> = Vec::new();
        let mut after: Option<&Step> = None;
        for step in self.steps.iter().rev() {
            let ([_], [to]) = (step.from, step.to) else {
                return None;
            };
            if step.model.column(*to).facts.ty != Type::Integer {
                return None;
            }
            let mut table = Source::model(step.model, step.scope);
            if let Some(after) = after {
                let next = columns(after.model, after.scope, after.to.iter().copied());
                table.on = equal(step.scope, after.from, next);
            }
            table.on.extend(step.filter.iter().cloned());
            tables.push(table);
            after = Some(step);
        }
        let first = self.steps.first().filter(|_| self.walk.is_none())?;
        let column = columns(first.model, first.scope, first.to.iter().copied()).next()?;
        Some((tables, column))
    }

    /// The columns of the owner by which it begins.
    pub(crate) fn from(&self) -> &'static [u16] {
        self.steps.first().map_or(&[], |step| step.from)
    }
}

impl Step {
    fn new(model: &'static ModelDef, from: &'static [u16], to: &'static [u16]) -> Self {
        Self {
            model,
            scope: Scope::fresh(),
            from,
            to,
            filter: Vec::new(),
        }
    }

    /// The table, joined to the values that the step goes by.
    fn table(&self, values: Vec<Node>, join: Join) -> Source {
        let mut table = Source::model(self.model, self.scope);
        table.join = join;
        table.on = equal(self.scope, self.to, values);
        table.on.extend(self.filter.iter().cloned());
        table
    }
}

/// The steps of a relation, which lead to a table that occurs anew; none of a path, whose steps are those of others.
fn steps(relation: &RelationDef) -> Vec<Step> {
    let target = (relation.target)();
    match relation.link {
        Link::Path => Vec::new(),
        Link::BelongsTo => vec![Step::new(
            target,
            relation.key_columns(),
            relation.referenced(),
        )],
        Link::Has { inverse, .. } => {
            let inverse = &target.relations[usize::from(inverse)];
            vec![Step::new(
                target,
                inverse.referenced(),
                inverse.key_columns(),
            )]
        }
        Link::Through { model, from, to } => {
            let through = model();
            let side = |side: u16| &through.relations[usize::from(side)];
            let (from, to) = (side(from), side(to));
            vec![
                Step::new(through, from.referenced(), from.key_columns()),
                Step::new(target, to.key_columns(), to.referenced()),
            ]
        }
    }
}

/// What tells the rows of a plan's own table apart: their key, or all columns to the bit, whatever collations and numbers take for equal.
pub(super) fn identity(plan: &Plan) -> Vec<Node> {
    let (model, scope) = (plan.model, plan.scope);
    match model.key {
        [] => columns(model, scope, model.places())
            .flat_map(|column| {
                // `quote` tells all but texts that differ behind a NUL, which `hex` sees.
                ["quote", "hex"].map(|function| Node::Call {
                    function,
                    arguments: vec![column.clone()],
                    nullable: false,
                })
            })
            .collect(),
        key => columns(model, scope, key.iter().copied()).collect(),
    }
}

/// The tables of the steps, each joined to the one before; the first to these values.
pub(super) fn tables(steps: &[Step], mut values: Vec<Node>, join: Join) -> Vec<Source> {
    let mut tables = Vec::new();
    for (place, step) in steps.iter().enumerate() {
        tables.push(step.table(values, join));
        let next = steps.get(place + 1).map_or(&[][..], |step| step.from);
        values = columns(step.model, step.scope, next.iter().copied()).collect();
    }
    tables
}

/// The rows that a route leads to from values, each once if it says so: the tables between and the target's, which the plan's own statement reads.
pub(crate) fn arrived(route: &Route, plan: &Plan, values: Vec<Node>) -> Select {
    let mut select = plan.select.clone();
    select.from = tables(&route.steps, values, Join::Cross);
    if let Some(first) = select.from.first_mut() {
        select.filter.splice(0..0, std::mem::take(&mut first.on));
    }
    if route.is_once {
        select.group = identity(plan);
    }
    select
}
