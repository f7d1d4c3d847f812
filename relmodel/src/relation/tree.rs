//! Trees: the descendants and ancestors of a row, by a relation of a model to itself.

use super::{ByKey, HasMany, HasOne, Of, Refined, Related, Relation, Way};
use crate::query::{Many, Origin, Plan, Push, Query, Walk, number};
use crate::record::Record;
use crate::row::Row;
use crate::sql::{Select, Table};
use crate::value::Value;

/// The origin of a query for descendants or ancestors.
#[derive(Debug)]
pub struct Walked;

impl Origin for Walked {
    type Shape = Many;
}

/// What descendants and ancestors are, and other rows are not.
#[diagnostic::on_unimplemented(
    message = "these rows have no depth",
    label = "not descendants or ancestors as they stand",
    note = "the depth is asked for before all else: `employee.reports().descendants().max_depth(3)`"
)]
pub trait InTree: Origin {}

impl InTree for Walked {}

/// A kind of relation that leads from a row to those below it.
#[diagnostic::on_unimplemented(
    message = "there are no descendants by this relation",
    label = "not a `has_many` of a model to itself, without a `where`",
    note = "descendants are the rows that point at a row, those that point at these, and so on: `employee.reports().descendants()`, where an `Employee` has many `reports: Employee`"
)]
pub trait Descends<From, To> {}

#[diagnostic::do_not_recommend]
impl<M, Key> Descends<M, M> for HasMany<Key> {}
#[diagnostic::do_not_recommend]
impl<M, Key> Descends<M, M> for HasOne<Key> {}

/// A kind of relation that leads from a row to the one above it.
#[diagnostic::on_unimplemented(
    message = "there are no ancestors by this relation",
    label = "not a `belongs_to` of a model to itself",
    note = "ancestors are the row that a row points at, the one that this points at, and so on: `employee.manager().ancestors()`, where an `Employee` belongs to its `manager: Employee`"
)]
pub trait Ascends<From, To> {}

#[diagnostic::do_not_recommend]
impl<M> Ascends<M, M> for ByKey {}

impl<From: Related<To, N, V>, To: Record, const N: u16, V: 'static> Relation<From, To, N, V> {
    /// Loads the rows below each row, at any depth: `employee.reports` of the reports, and so on, by one recursive statement.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)] #[has_many(reports: Employee)] struct Employee { id: Id<Employee>, name: String, #[belongs_to(manager: Employee)] manager_id: Option<Id<Employee>> }
    /// # let db = Db::open_in_memory()?;
    /// # schema![Employee].create(&db)?;
    /// let below: Vec<(Employee, Vec<(Employee, u32)>)> = Employee::all()
    ///     .with(|e| e.reports.descendants().max_depth(3).with_depth())
    ///     .load(&db)?;
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// What they are in a circle, and in which order they come, [`Query::descendants`] says. A recursive statement is never joined:
    /// by [`joined`](super::Loading::joined) it is a statement of its own all the same.
    pub fn descendants(self) -> Refined<From, To, To, Walked>
    where
        From::Kind: Descends<From, To>,
    {
        self.walked(false)
    }

    /// Loads the rows above each row, at any height: `employee.manager` of the manager, and so on, by one recursive statement.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)] struct Employee { id: Id<Employee>, name: String, #[belongs_to(manager: Employee)] manager_id: Option<Id<Employee>> }
    /// # let db = Db::open_in_memory()?;
    /// # schema![Employee].create(&db)?;
    /// let above: Vec<(Employee, Vec<Employee>)> =
    ///     Employee::all().with(|e| e.manager.ancestors()).load(&db)?;
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    pub fn ancestors(self) -> Refined<From, To, To, Walked>
    where
        From::Kind: Ascends<From, To>,
    {
        self.walked(true)
    }

    fn walked(self, is_upward: bool) -> Refined<From, To, To, Walked> {
        let mut refined = self.refinable();
        let walk = Walk::new(is_upward);
        walk.order(&mut refined.plan);
        refined.route.walk = Some(walk);
        refined
    }
}

impl<From: Record, To: Record, S: Row, C: Origin> Refined<From, To, S, C> {
    /// Goes at most so many steps: 1 is the relation itself.
    pub fn max_depth(mut self, steps: u32) -> Self
    where
        C: InTree,
    {
        if let Some(walk) = &mut self.route.walk {
            walk.at_most = Some(number(steps.into()));
        }
        self
    }

    /// Gives with each row how many steps it is away: 1 for the rows of the relation itself.
    pub fn with_depth<Out: Row>(mut self) -> Refined<From, To, Out, C>
    where
        C: InTree,
        S: Push<u32, Out = Out>,
    {
        let depth = self.route.walk.as_ref().map(Walk::depth);
        self.plan.select.columns.extend(depth);
        self.typed()
    }
}

/// An accessor that leads to the rows below a row.
#[diagnostic::on_unimplemented(
    message = "this query has no descendants",
    label = "not an accessor as it stands",
    note = "descendants begin at one row: `employee.reports().descendants()`; refine them after that"
)]
pub trait Descending: Origin {
    /// The rows below the owner that holds these values.
    #[doc(hidden)]
    fn plan(owner: &[Value<'static>]) -> Plan;
}

impl<From: Related<To, N, V>, To: Record, const N: u16, V: 'static> Descending
    for Of<From, To, N, V>
where
    From::Kind: Descends<From, To>,
{
    fn plan(owner: &[Value<'static>]) -> Plan {
        plan(From::way(), false, owner)
    }
}

/// An accessor that leads to the row above a row.
#[diagnostic::on_unimplemented(
    message = "this query has no ancestors",
    label = "not an accessor as it stands",
    note = "ancestors begin at one row: `employee.manager().ancestors()`; refine them after that"
)]
pub trait Ascending: Origin {
    /// The rows above the owner that holds these values.
    #[doc(hidden)]
    fn plan(owner: &[Value<'static>]) -> Plan;
}

impl<From: Related<To, N, V>, To: Record, const N: u16, V: 'static> Ascending for Of<From, To, N, V>
where
    From::Kind: Ascends<From, To>,
{
    fn plan(owner: &[Value<'static>]) -> Plan {
        plan(From::way(), true, owner)
    }
}

fn plan<From, To>(way: Way<From, To>, is_upward: bool, owner: &[Value<'static>]) -> Plan {
    let Way {
        route, mut plan, ..
    } = way;
    let walk = Walk::new(is_upward);
    if let [step] = &*route.steps {
        walk.begin_at(step, &mut plan, owner);
        walk.order(&mut plan);
    }
    plan
}

/// # Trees
///
/// Where a model belongs to itself, `row.reports()` is one step down and `row.manager()` one step up.
/// `descendants` and `ancestors` take the step again and again, in one recursive statement.
impl<M: Record, S, C: Origin> Query<M, S, C> {
    /// Makes a query for the rows below a row, at any depth: `employee.reports().descendants()`.
    ///
    /// Each row comes once, with the near ones first unless [`order_by`](Self::order_by) says otherwise.
    /// The result can be refined as any query. What it runs:
    ///
    /// ```
    /// use relmodel::prelude::*;
    ///
    /// #[derive(Model, Debug, PartialEq)]
    /// #[has_many(reports: Employee)]
    /// struct Employee {
    ///     id: Id<Employee>,
    ///     name: String,
    ///     #[belongs_to(manager: Employee)]
    ///     manager_id: Option<Id<Employee>>,
    /// }
    ///
    /// let db = Db::open_in_memory()?;
    /// schema![Employee].create(&db)?;
    /// let boss = NewEmployee { name: "Ada" }.insert(&db)?;
    /// let head = NewEmployee { name: "Bo" }.manager_id(boss.id).insert(&db)?;
    /// let clerk = NewEmployee { name: "Cy" }.manager_id(head.id).insert(&db)?;
    ///
    /// let (below, statements) = db.count_statements(|| boss.reports().descendants().load(&db));
    /// assert_eq!(below?, [head, clerk]);
    /// assert_eq!(statements, 1);
    ///
    /// let depths: Vec<(Employee, u32)> = boss.reports().descendants().with_depth().load(&db)?;
    /// assert_eq!(depths[1].1, 2);
    /// let direct = boss.reports().descendants().max_depth(1);
    /// assert_eq!(direct.filter(|e| e.name.starts_with("B")).count(&db)?, 1);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// In a circle, where a row stands below itself, it is among its own descendants: they are all that the relation,
    /// taken again and again, leads to. The statement ends there.
    pub fn descendants(self) -> Query<M, M, Walked>
    where
        C: Descending,
    {
        Query::new(C::plan(self.owner()), Vec::new())
    }

    /// Makes a query for the rows above a row, at any height: `employee.manager().ancestors()`.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(reports: Employee)] struct Employee { id: Id<Employee>, name: String, #[belongs_to(manager: Employee)] manager_id: Option<Id<Employee>> }
    /// # let db = Db::open_in_memory()?;
    /// # schema![Employee].create(&db)?;
    /// # let boss = NewEmployee { name: "Ada" }.insert(&db)?;
    /// # let head = NewEmployee { name: "Bo" }.manager_id(boss.id).insert(&db)?;
    /// # let clerk = NewEmployee { name: "Cy" }.manager_id(head.id).insert(&db)?;
    /// let above: Vec<Employee> = clerk.manager().ancestors().load(&db)?;
    /// assert_eq!(above, [head, boss]); // the near ones first
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// As of [`descendants`](Self::descendants), each row comes once, also where they go in a circle.
    pub fn ancestors(self) -> Query<M, M, Walked>
    where
        C: Ascending,
    {
        Query::new(C::plan(self.owner()), Vec::new())
    }
}

impl<M: Record, S: Row, C: Origin> Query<M, S, C> {
    /// Goes at most so many steps: 1 is the relation itself. This is for descendants and ancestors.
    pub fn max_depth(self, steps: u32) -> Self
    where
        C: InTree,
    {
        let mut plan = self.into_plan();
        if let Some(Table::Walk(walk)) = first_table(&mut plan.select) {
            walk.at_most = Some(number(steps.into()));
        }
        Query::new(plan, Vec::new())
    }

    /// Gives with each row how many steps it is away: 1 for the rows of the relation itself. This is for descendants and ancestors.
    pub fn with_depth<Out: Row>(self) -> Query<M, Out, C>
    where
        C: InTree,
        S: Push<u32, Out = Out>,
    {
        let mut plan = self.into_plan();
        let depth = plan
            .select
            .from
            .first()
            .map(|walk| Walk::depth_in(walk.scope));
        plan.select.columns.extend(depth);
        Query::new(plan, Vec::new())
    }
}

fn first_table(select: &mut Select) -> Option<&mut Table> {
    select.from.first_mut().map(|source| &mut source.table)
}
