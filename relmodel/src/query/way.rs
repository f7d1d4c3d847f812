//! The way from an owner to the rows of a relation: the tables that are entered, one after the other.

use super::plan::{Plan, columns, equal};
use crate::schema::{Link, ModelDef, RelationDef};
use crate::sql::{Join, Node, Scope, Select, Source};

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
    /// The tables before this one that are entered without being joined, so that its rows come once however many lead to them.
    pub(crate) inside: Option<Inside>,
}

/// Tables that are only asked about: `step.to IN (SELECT from FROM … WHERE …)`.
#[derive(Debug, Clone)]
pub(crate) struct Inside {
    steps: Vec<Step>,
    /// The columns of the last of them that the step's equal.
    from: &'static [u16],
}

impl Step {
    fn new(model: &'static ModelDef, from: &'static [u16], to: &'static [u16]) -> Self {
        Self {
            model,
            scope: Scope::fresh(),
            from,
            to,
            filter: Vec::new(),
            inside: None,
        }
    }

    /// The table, joined to the values that the step goes by.
    fn table(&self, values: Vec<Node>, join: Join) -> Source {
        let mut table = Source::model(self.model, self.scope);
        table.join = join;
        table.on = match &self.inside {
            None => equal(self.scope, self.to, values),
            Some(inside) => vec![Node::InSelect(
                columns(self.model, self.scope, self.to.iter().copied()).collect(),
                Box::new(inside.select(values)),
            )],
        };
        table.on.extend(self.filter.iter().cloned());
        table
    }
}

impl Inside {
    fn select(&self, values: Vec<Node>) -> Select {
        let mut select = Select {
            from: tables(&self.steps, values, Join::Cross),
            ..Select::default()
        };
        if let Some(last) = self.steps.last() {
            select.columns = columns(last.model, last.scope, self.from.iter().copied()).collect();
        }
        if let Some(first) = select.from.first_mut() {
            select.filter = std::mem::take(&mut first.on);
        }
        select
    }
}

/// The steps of a relation, which lead to a table that occurs anew; none of a path, whose steps are those of others.
pub(crate) fn steps(relation: &RelationDef) -> Vec<Step> {
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

/// Makes one step of several, so that each row of the last table comes once.
pub(crate) fn once(mut steps: Vec<Step>) -> Vec<Step> {
    let Some(mut last) = steps.pop() else {
        return steps;
    };
    let Some(first) = steps.first() else {
        return vec![last];
    };
    let from = first.from;
    last.inside = Some(Inside {
        from: std::mem::replace(&mut last.from, from),
        steps,
    });
    vec![last]
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

/// The rows that the steps lead to from values: the tables between and the target's, which the plan's own statement reads.
pub(crate) fn reached(steps: &[Step], plan: &Plan, values: Vec<Node>) -> Select {
    let mut select = plan.select.clone();
    select.from = tables(steps, values, Join::Cross);
    if let Some(first) = select.from.first_mut() {
        select.filter.splice(0..0, std::mem::take(&mut first.on));
    }
    select
}
