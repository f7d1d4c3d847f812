//! What follows from the foreign keys of a model taken together.

use crate::ir::{Column, Given, KeyRef, Kind, Owner, Relation};

/// The models that keys point at; one whose spelling stands twice has no only key.
pub(crate) fn owners(relations: &[Relation]) -> Vec<Owner> {
    let mut owners: Vec<Owner> = Vec::new();
    for key in keys(relations) {
        let spelling = key.target.tokens.to_string();
        let mut before = owners.iter_mut();
        match before.find(|owner| owner.target.tokens.to_string() == spelling) {
            Some(owner) => owner.only = None,
            None => owners.push(Owner {
                target: key.target,
                only: Some(key.number),
            }),
        }
    }
    owners
}

/// The ordered pairs of foreign keys that cover every column a new row must be given.
pub(crate) fn only_keys(relations: &[Relation], columns: &[Column]) -> Vec<(KeyRef, KeyRef)> {
    let mut pairs = Vec::new();
    for from in keys(relations) {
        for to in keys(relations).filter(|to| to.number != from.number) {
            let mut required = columns
                .iter()
                .filter(|column| column.given == Given::Required);
            let covers = |column: &Column| {
                from.columns.contains(&column.number) || to.columns.contains(&column.number)
            };
            // A column of both can't hold what both say.
            let are_apart = !from
                .columns
                .iter()
                .any(|column| to.columns.contains(column));
            if are_apart && required.all(covers) {
                pairs.push((from.clone(), to));
            }
        }
    }
    pairs
}

fn keys(relations: &[Relation]) -> impl Iterator<Item = KeyRef> {
    relations
        .iter()
        .filter_map(|relation| match &relation.kind {
            Kind::BelongsTo(key) => Some(KeyRef {
                target: relation.target.clone(),
                number: relation.number,
                columns: key.columns.iter().map(|column| column.number).collect(),
            }),
            _ => None,
        })
}
