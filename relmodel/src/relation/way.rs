//! The way of a relation, with its types: what it goes by, and what it says of the rows that it leads to.

use std::cell::Cell;
use std::marker::PhantomData;

use super::{Related, Relation, relation_of};
use crate::expr::{Condition, OrderBy};
use crate::query::{Plan, Route};
use crate::record::Record;
use crate::sql::{Node, Scope};

/// The way from a row of `From` to rows of `To`, as generated code describes it: by a relation's keys, or along other relations.
#[derive(Debug)]
pub struct Way<From, To> {
    /// The tables on it, the last of which is the plan's.
    pub(super) route: Route,
    pub(super) plan: Plan,
    types: PhantomData<fn() -> (From, To)>,
}

impl<From: Record, To: Record> Way<From, To> {
    /// The way of the relation of a number.
    #[must_use]
    pub fn of<const N: u16>() -> Self {
        let route = Route::of(relation_of::<From, N>());
        let scope = route
            .steps
            .last()
            .map_or_else(Scope::fresh, |step| step.scope);
        Self::new(route, Plan::of(To::def(), scope))
    }

    fn new(route: Route, plan: Plan) -> Self {
        Self {
            route,
            plan,
            types: PhantomData,
        }
    }

    /// Goes on by a relation of the rows reached so far. What they were filtered by still holds for them, their order is gone.
    #[must_use]
    pub fn by<R: Hop<To>>(mut self, relation: impl FnOnce(To::Fields) -> R) -> Way<From, R::To> {
        let next = relation(To::fields(self.plan.scope)).way();
        if let Some(last) = self.route.steps.last_mut() {
            last.filter.append(&mut self.plan.select.filter);
        }
        self.route.steps.extend(next.route.steps);
        Way::new(self.route, next.plan)
    }

    /// Ends a way along relations: each row is reached once.
    #[must_use]
    pub fn to<Target>(mut self) -> Way<From, Target>
    where
        To: LeadsTo<Target>,
        Target: Record,
    {
        self.route.is_once = self.route.steps.len() > 1;
        Way::new(self.route, self.plan)
    }

    /// Reaches only rows for which the condition holds.
    #[must_use]
    pub fn filter<C: Condition>(mut self, condition: impl FnOnce(To::Fields) -> C) -> Self {
        let fields = To::fields(self.plan.scope);
        match Inside::enter() {
            Some(_inside) => self.plan.filter(condition(fields).into_condition()),
            None => self.plan.select.filter.push(Node::TooDeep),
        }
        self
    }

    /// Gives the rows in this order, where no other is asked for.
    #[must_use]
    pub fn order_by<O: OrderBy>(mut self, order: impl FnOnce(To::Fields) -> O) -> Self {
        let fields = To::fields(self.plan.scope);
        self.plan.select.order = order(fields).into_terms();
        self
    }
}

/// How deep conditions of relations may ask about relations with conditions. One that asks about itself would not end.
const AT_MOST_INSIDE: u32 = 32;

thread_local! {
    static INSIDE: Cell<u32> = const { Cell::new(0) };
}

/// The condition of a relation is being made.
struct Inside;

impl Inside {
    fn enter() -> Option<Self> {
        let depth = INSIDE.get();
        (depth < AT_MOST_INSIDE).then(|| {
            INSIDE.set(depth + 1);
            Self
        })
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        INSIDE.set(INSIDE.get() - 1);
    }
}

impl<M: Record> Way<M, M> {
    /// Begins a way along relations, at the row itself.
    #[must_use]
    pub fn start() -> Self {
        let route = Route {
            steps: Vec::new(),
            is_once: false,
            walk: None,
        };
        Self::new(route, Plan::of(M::def(), Scope::fresh()))
    }
}

/// A relation that a path can go by.
#[diagnostic::on_unimplemented(
    message = "a path goes from relation to relation, and `{Self}` is not one of `{From}`",
    label = "not a relation of `{From}` that a path can go by",
    note = "a path is written out in relations that go by keys: `through = posts.comments.author`, and not by columns or other paths"
)]
pub trait Hop<From> {
    /// The model that it leads to.
    type To: Record;

    /// Its way.
    fn way(self) -> Way<From, Self::To>;
}

impl<From, To, const N: u16, V> Hop<From> for Relation<From, To, N, V>
where
    From: Related<To, N, V, Kind: Direct>,
    To: Record,
{
    type To = To;

    fn way(self) -> Way<From, To> {
        From::way()
    }
}

/// A kind of relation that goes by keys.
#[diagnostic::on_unimplemented(
    message = "a path can't go by another path",
    label = "this relation goes along others itself",
    note = "write its relations out: `through = posts.comments.author`"
)]
pub trait Direct {}

/// The model that a path ends at.
#[diagnostic::on_unimplemented(
    message = "this path leads to `{Self}`, not to `{Target}`",
    label = "the last relation of the path leads to `{Self}`"
)]
pub trait LeadsTo<Target> {}

impl<M> LeadsTo<M> for M {}

/// The kind of a relation that shows only some of the rows that its key leads to: `Kind` with a `where`.
#[derive(Debug)]
pub struct Narrowed<Kind>(PhantomData<fn() -> Kind>);

#[diagnostic::do_not_recommend]
impl<Kind> Direct for Narrowed<Kind> {}

/// The kind of a relation that goes along others.
#[derive(Debug)]
pub struct Along;
