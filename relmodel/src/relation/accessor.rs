//! Accessors: `user.posts()` is a query for the rows that a row's relation leads to.

use std::marker::PhantomData;

use super::{Related, Way, relation_of};
use crate::query::{Origin, Plan, Query, Route, arrived};
use crate::record::Record;
use crate::schema::{Link, RelationDef};
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

impl<From: Record, To, const N: u16, V> Accessor<From, To, N, V> {
    /// For generated code: makes the accessor of a relation of `owner`. Programs call the method of its name, `owner.posts()`.
    // Bounds on the relation would repeat what is wrong with it: where it is declared that is said once.
    #[doc(hidden)]
    pub fn of(owner: &From) -> Self {
        let relation = relation_of::<From, N>();
        let route = Route::of(relation);
        let scope = route
            .steps
            .last()
            .map_or_else(Scope::fresh, |step| step.scope);
        let plan = Plan::of((relation.target)(), scope);
        let owner = held(owner, &route);
        Self::new(access(relation, &route, plan, &owner), owner)
    }

    /// For generated code: as [`of`](Self::of), for a relation that says more of its rows than their key, or goes along others.
    #[doc(hidden)]
    pub fn along(owner: &From) -> Self
    where
        From: Related<To, N, V>,
        To: Record,
    {
        let Way { route, plan, .. } = From::way();
        let owner = held(owner, &route);
        let plan = access(relation_of::<From, N>(), &route, plan, &owner);
        Self::new(plan, owner)
    }
}

/// What a row holds of the columns by which a route begins.
fn held<From: Record>(owner: &From, route: &Route) -> Vec<Value<'static>> {
    let columns = route.from().iter();
    columns
        .map(|column| owner.value(*column).into_owned())
        .collect()
}

/// The plan of the rows that a route leads to from an owner that holds these values.
pub(super) fn access(
    relation: &RelationDef,
    route: &Route,
    mut plan: Plan,
    owner: &[Value<'static>],
) -> Plan {
    plan.is_empty = owner.contains(&Value::Null);
    if matches!(relation.link, Link::BelongsTo) && !plan.is_empty {
        plan.key = owner.to_vec();
    }
    let values = owner.iter().cloned().map(Node::Value);
    plan.select = arrived(route, &plan, values.collect());
    plan
}
