//! The relations that a schema's foreign keys give: which columns of which tables meet.

use crate::load::{Condition, Order};
use crate::schema::{ForeignKey, Schema};

/// How many rows a relation leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Many,
    Optional,
    Single,
}

#[derive(Debug, Clone)]
pub struct Edge {
    pub from: usize,
    pub target: usize,
    pub kind: EdgeKind,
    /// The rows that it leads to: `where = …`.
    pub only: Option<Condition>,
    /// Their order: `order = …`.
    pub order: Vec<Order>,
}

impl Edge {
    /// The order that it says, which is that of its last step where a path says none.
    pub fn own_order(&self) -> &[Order] {
        match &self.kind {
            EdgeKind::Path(steps) if self.order.is_empty() => {
                steps.last().map_or(&[], |step| &step.order)
            }
            _ => &self.order,
        }
    }
}

/// A foreign key: that of this number in this model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    pub model: usize,
    pub number: usize,
}

#[derive(Debug, Clone)]
pub enum EdgeKind {
    BelongsTo(Key),
    Has { key: Key, many: bool },
    Through { from: Key, to: Key },
    Path(Vec<Edge>),
}

/// One step of a relation: `target.to = row.from`.
pub struct Hop<'s> {
    pub target: usize,
    pub from: &'s [u16],
    pub to: &'s [u16],
}

impl Schema {
    pub fn key(&self, key: Key) -> &ForeignKey {
        &self.models[key.model].foreign_keys[key.number]
    }

    /// All foreign keys.
    pub fn keys(&self) -> Vec<Key> {
        let models = self.models.iter().enumerate();
        models
            .flat_map(|(model, of)| {
                (0..of.foreign_keys.len()).map(move |number| Key { model, number })
            })
            .collect()
    }

    /// All relations but paths.
    pub fn edges(&self) -> Vec<Edge> {
        let mut edges = Vec::new();
        let mut add = |from, target, kind| {
            edges.push(Edge {
                from,
                target,
                kind,
                only: None,
                order: Vec::new(),
            });
        };
        for key in self.keys() {
            let target = self.key(key).target;
            add(key.model, target, EdgeKind::BelongsTo(key));
            for many in [true, false] {
                add(target, key.model, EdgeKind::Has { key, many });
            }
            for to in self
                .keys()
                .into_iter()
                .filter(|to| to.model == key.model && *to != key)
            {
                let kind = EdgeKind::Through { from: key, to };
                add(target, self.key(to).target, kind);
            }
        }
        edges
    }

    pub fn shape(&self, edge: &Edge) -> Shape {
        match &edge.kind {
            EdgeKind::BelongsTo(key) => {
                let columns = &self.models[key.model].columns;
                let key = self.key(*key);
                match !key.is_enforced
                    || key
                        .columns
                        .iter()
                        .any(|place| columns[usize::from(*place)].nullable)
                {
                    true => Shape::Optional,
                    false => Shape::Single,
                }
            }
            EdgeKind::Has { many: false, .. } => Shape::Optional,
            _ => Shape::Many,
        }
    }

    /// The steps of a relation that is not a path.
    pub fn hops(&self, edge: &Edge) -> Vec<Hop<'_>> {
        let up = |key| {
            let key = self.key(key);
            Hop {
                target: key.target,
                from: &key.columns,
                to: &key.references,
            }
        };
        let down = |key: Key| {
            let model = key.model;
            let key = self.key(key);
            Hop {
                target: model,
                from: &key.references,
                to: &key.columns,
            }
        };
        match &edge.kind {
            EdgeKind::BelongsTo(key) => vec![up(*key)],
            EdgeKind::Has { key, .. } => vec![down(*key)],
            EdgeKind::Through { from, to } => vec![down(*from), up(*to)],
            EdgeKind::Path(_) => Vec::new(),
        }
    }
}
