//! Loading relations beside their owners' rows: refining a relation, choosing the strategy, and adding it to a plan. For all kinds.

use std::marker::PhantomData;

use super::{Related, Relation, ShapeOf, relation_of};
use crate::expr::{Condition, OrderBy};
use crate::query::{Beside, Cardinality, Include, Plan, Strategy, ToMany, number};
use crate::record::Record;
use crate::row::Row;
use crate::schema::RelationDef;
use crate::sql::Scope;

/// A relation of `From`, refined: which rows it loads, in which order, with what beside them, and how.
#[must_use = "a relation is loaded when `with` gets it"]
#[derive(Debug, Clone)]
pub struct Refined<From, To, S, C> {
    relation: &'static RelationDef,
    plan: Plan,
    strategy: Strategy,
    types: PhantomData<fn() -> (From, To, S, C)>,
}

/// What can be done with a relation before `with` loads it.
///
/// The strategy decides how the rows are read, never which. `user` and its `posts`, by each:
///
/// | | statements |
/// |---|---|
/// | (none) | a to-one is joined to its owner's statement; a to-many is [`batched`](Self::batched) |
/// | [`joined`](Self::joined) | `SELECT … FROM (SELECT …, row_number() … FROM "user") LEFT JOIN "post" ON …` |
/// | [`subquery`](Self::subquery) | `SELECT … FROM (SELECT DISTINCT "id" FROM "user") CROSS JOIN "post" ON …` |
/// | [`batched`](Self::batched) | `SELECT … FROM rarray(?1) CROSS JOIN "post" ON …`, the users' keys bound as one array |
pub trait Loading<From>: Sized {
    /// The model of the rows.
    type To: Record;
    /// What is loaded of each.
    type Row: Row;
    /// How many there are.
    type Shape: Cardinality;

    /// The relation, ready to be refined.
    #[doc(hidden)]
    fn refined(self) -> Refined<From, Self::To, Self::Row, Self::Shape>;

    /// Loads only rows for which the condition holds. It can't mention the owner's columns.
    /// A required to-one becomes an `Option`, since the row may be one that is left out.
    fn filter<E: Condition>(
        self,
        condition: impl FnOnce(<Self::To as Record>::Fields) -> E,
    ) -> Refined<From, Self::To, Self::Row, <Self::Shape as Cardinality>::Filtered> {
        let mut refined = self.refined();
        refined
            .plan
            .filter(condition(refined.fields()).into_condition());
        refined.typed()
    }

    /// Orders each owner's rows.
    fn order_by<O: OrderBy>(
        self,
        order: impl FnOnce(<Self::To as Record>::Fields) -> O,
    ) -> Refined<From, Self::To, Self::Row, Self::Shape>
    where
        Self::Shape: ToMany,
    {
        let mut refined = self.refined();
        refined.plan.select.order = order(refined.fields()).into_terms();
        refined
    }

    /// Loads at most so many rows **for each owner**, the first in the order asked for, ties broken by the key.
    fn limit(self, rows: u64) -> Refined<From, Self::To, Self::Row, Self::Shape>
    where
        Self::Shape: ToMany,
    {
        let mut refined = self.refined();
        refined.plan.select.limit = Some(number(rows));
        refined
    }

    /// Loads a relation of the relation's rows beside them.
    fn with<I: Beside<Self::To, Self::Row>>(
        self,
        relation: impl FnOnce(<Self::To as Record>::Fields) -> I,
    ) -> Refined<From, Self::To, I::Row, Self::Shape> {
        let mut refined = self.refined();
        relation(refined.fields()).include(&mut refined.plan);
        refined.typed()
    }

    /// Reads the rows in their owner's statement, by a LEFT JOIN. Of several to-many relations of one owner only the first is joined,
    /// and one with a limit is not, since joins would multiply or leave out rows: the others get their own statements.
    fn joined(self) -> Refined<From, Self::To, Self::Row, Self::Shape> {
        self.refined().strategy(Strategy::Joined)
    }

    /// Reads the rows by a statement that contains the owner's.
    fn subquery(self) -> Refined<From, Self::To, Self::Row, Self::Shape> {
        self.refined().strategy(Strategy::Subquery)
    }

    /// Reads the rows by a statement that gets the owners' keys as one array.
    fn batched(self) -> Refined<From, Self::To, Self::Row, Self::Shape> {
        self.refined().strategy(Strategy::Batched)
    }
}

impl<From, To: Record, S, C> Refined<From, To, S, C> {
    fn fields(&self) -> To::Fields {
        To::fields(self.plan.scope)
    }

    fn strategy(mut self, strategy: Strategy) -> Self {
        self.strategy = strategy;
        self
    }

    fn typed<T, D>(self) -> Refined<From, To, T, D> {
        Refined {
            relation: self.relation,
            plan: self.plan,
            strategy: self.strategy,
            types: PhantomData,
        }
    }
}

impl<From: Related<To, N, V>, To: Record, const N: u16, V: 'static> Loading<From>
    for Relation<From, To, N, V>
{
    type To = To;
    type Row = To;
    type Shape = ShapeOf<From, To, N, V>;

    fn refined(self) -> Refined<From, To, To, Self::Shape> {
        Refined {
            relation: relation_of::<From, N>(),
            plan: Plan::of(To::def(), Scope::fresh()),
            strategy: Strategy::default(),
            types: PhantomData,
        }
    }
}

impl<From: Record, To: Record, S: Row, C: Cardinality> Loading<From> for Refined<From, To, S, C> {
    type To = To;
    type Row = S;
    type Shape = C;

    fn refined(self) -> Self {
        self
    }
}

impl<From: Record, To: Record, S: Row, C: Cardinality> Include<From> for Refined<From, To, S, C> {
    type Out = C::Loaded<S>;

    fn include(self, plan: &mut Plan) {
        if C::MANY {
            plan.child::<S>(self.relation.steps(From::def()), self.plan, self.strategy);
        } else {
            plan.merge(
                self.relation,
                From::def(),
                self.plan,
                C::REQUIRED,
                self.strategy,
            );
        }
    }
}

impl<From: Related<To, N, V>, To: Record, const N: u16, V: 'static> Include<From>
    for Relation<From, To, N, V>
{
    type Out = <ShapeOf<From, To, N, V> as Cardinality>::Loaded<To>;

    fn include(self, plan: &mut Plan) {
        self.refined().include(plan);
    }
}
