//! Accessors: `user.posts()` is a query for the rows that a row's relation leads to.

use std::marker::PhantomData;

use super::{Related, relation_of};
use crate::query::{Origin, Plan, Query, reached};
use crate::record::Record;
use crate::schema::Link;
use crate::sql::{Node, Scope};
use crate::value::Value;

/// The rows of `To` that a relation of one row of `From` leads to: what `user.posts()` gives.
pub type Accessor<From, To, const N: u16, Through = ()> = Query<To, To, Of<From, To, N, Through>>;

/// The origin of a query that is an accessor as it stands: only through such a query can a collection be written.
#[derive(Debug)]
pub struct Of<From, To, const N: u16, V = ()>(PhantomData<fn() -> (From, To, V)>);

impl<From: Related<To, N, V>, To: 'static, const N: u16, V: 'static> Origin for Of<From, To, N, V> {
    type Shape = From::Shape;
}

// Bounds on the relation would repeat what is wrong with it: where it is declared that is said once.
impl<From: Record, To, const N: u16, V> Accessor<From, To, N, V> {
    /// For generated code: makes the accessor of a relation of `owner`. Programs call the method of its name, `owner.posts()`.
    #[doc(hidden)]
    pub fn of(owner: &From) -> Self {
        let relation = relation_of::<From, N>();
        let steps = relation.steps();
        let from = steps.first().map_or(&[][..], |step| step.from);
        let owner: Vec<Value<'static>> = from
            .iter()
            .map(|column| owner.value(*column).into_owned())
            .collect();
        let mut plan = Plan::of((relation.target)(), Scope::fresh());
        plan.is_empty = owner.contains(&Value::Null);
        if matches!(relation.link, Link::BelongsTo) && !plan.is_empty {
            plan.key.clone_from(&owner);
        }
        plan.select = reached(
            &steps,
            &plan,
            owner.iter().cloned().map(Node::Value).collect(),
        );
        Self::new(plan, owner)
    }
}
