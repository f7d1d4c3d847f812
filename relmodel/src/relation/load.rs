//! Loading relations beside their owners' rows: refining a relation, choosing the strategy, and adding it to a plan. For all kinds.

use std::marker::PhantomData;

use super::{Related, Relation, ShapeOf, Way, relation_of};
use crate::expr::{Condition, OrderBy, Selection};
use crate::projection::{ColumnField, FieldShape, Planner, Projection, Source, replace};
use crate::query::{
    Beside, Cardinality, Include, Origin, Plan, Route, Strategy, ToMany, Whole, number,
};
use crate::record::Record;
use crate::row::{Chosen, Row};
use crate::schema::RelationDef;
use crate::sql::Scope;

/// A relation of `From`, refined: which rows it loads, in which order, with what beside them, and how.
///
/// The methods of [`Loading`] make it, and [`with`](crate::Query::with) takes it.
#[must_use = "a relation is loaded when `with` gets it"]
#[derive(Debug, Clone)]
pub struct Refined<From, To, S, C> {
    pub(super) relation: &'static RelationDef,
    /// The rows that it leads from.
    pub(super) owner: Scope,
    pub(super) route: Route,
    pub(super) plan: Plan,
    strategy: Strategy,
    types: PhantomData<fn() -> (From, To, S, C)>,
}

/// What can be done with a relation before `with` loads it.
///
/// ```
/// # use relmodel::prelude::*;
/// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
/// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
/// # let db = Db::open_in_memory()?;
/// # schema![User].create(&db)?;
/// # let ann = NewUser { name: "ann" }.insert(&db)?;
/// # NewPost { title: "Rust", user_id: ann.id }.insert(&db)?;
/// let users: Vec<(User, Vec<Post>)> = User::all()
///     .with(|u| u.posts.filter(|p| p.title.contains("Rust")).order_by(|p| p.id.desc()).limit(3))
///     .load(&db)?;
/// # Ok::<(), relmodel::Error>(())
/// ```
///
/// What is added to the result depends on the relation:
///
/// | relation | adds | with a `filter` |
/// |---|---|---|
/// | `has_many`, `many_to_many` | `Vec<Post>`, empty where there are none | the same |
/// | `has_one`; `belongs_to` by a key that is an `Option` | `Option<Profile>` | the same |
/// | `belongs_to` by another key | `User` | `Option<User>` |
///
/// A `filter` here leaves out related rows, never their owners. To leave out owners, filter the query:
/// `User::filter(|u| u.posts.any(|p| …))`.
///
/// # The strategy
///
/// The strategy decides how the rows are read, never which. None need be named. `user` and its `posts`, by each:
///
/// | | statements | what it sends |
/// |---|---|---|
/// | (none) | a to-one is joined to its owner's statement, but a `has_one` of owners with a limit or along a path, or to a model without a key, has its own; a to-many is [`batched`](Self::batched) | |
/// | [`joined`](Self::joined) | `SELECT … FROM (SELECT …, row_number() … FROM "user") LEFT JOIN "post" ON …` | one statement; a user's columns again with each post |
/// | [`subquery`](Self::subquery) | `SELECT … FROM (SELECT DISTINCT "id" FROM "user") CROSS JOIN "post" ON …` | two statements; no keys, but SQLite finds the users twice |
/// | [`batched`](Self::batched) | `SELECT … FROM rarray(?1) CROSS JOIN "post" ON …`, the users' keys bound as one array | two statements; a key for each user |
///
/// Closures run once, when the query is made, never per row.
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

    /// Loads only rows for which the condition holds. Their owners are loaded in any case.
    ///
    /// The condition can't mention the owner's columns: `load` and `to_sql` give an error then, `is_query`.
    /// A required to-one becomes an `Option`, since the row may be one that is left out.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
    /// # let db = Db::open_in_memory()?;
    /// # schema![User].create(&db)?;
    /// # let ann = NewUser { name: "ann" }.insert(&db)?;
    /// # NewPost { title: "Draft", user_id: ann.id }.insert(&db)?;
    /// let users = User::all().with(|u| u.posts.filter(|p| p.title.ne("Draft"))).load(&db)?;
    /// assert_eq!(users, [(ann, vec![])]);
    ///
    /// let posts: Vec<(Post, Option<User>)> =
    ///     Post::all().with(|p| p.author.filter(|u| u.name.ne("ann"))).load(&db)?;
    /// assert_eq!(posts[0].1, None);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
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

    /// Orders each owner's rows: by a column, `.desc()` of one, or a tuple. A second call replaces the first.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
    /// # let db = Db::open_in_memory()?;
    /// # schema![User].create(&db)?;
    /// let users: Vec<(User, Vec<Post>)> =
    ///     User::all().with(|u| u.posts.order_by(|p| (p.title, p.id.desc()))).load(&db)?;
    /// # Ok::<(), relmodel::Error>(())
    /// ```
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
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
    /// # let db = Db::open_in_memory()?;
    /// # schema![User].create(&db)?;
    /// # let ann = NewUser { name: "ann" }.insert(&db)?;
    /// # Post::insert_all(&db, ["a", "b"].map(|title| NewPost { title, user_id: ann.id }))?;
    /// let newest = User::all().with(|u| u.posts.order_by(|p| p.id.desc()).limit(1)).load(&db)?;
    /// assert_eq!(newest[0].1[0].title, "b");
    /// assert_eq!(newest[0].1.len(), 1);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    fn limit(self, rows: u64) -> Refined<From, Self::To, Self::Row, Self::Shape>
    where
        Self::Shape: ToMany,
    {
        let mut refined = self.refined();
        refined.plan.select.limit = Some(number(rows));
        refined
    }

    /// Leaves out so many rows **of each owner**, the first in the order asked for, ties broken by the key.
    fn offset(self, rows: u64) -> Refined<From, Self::To, Self::Row, Self::Shape>
    where
        Self::Shape: ToMany,
    {
        let mut refined = self.refined();
        refined.plan.select.offset = Some(number(rows));
        refined
    }

    /// Loads a relation of the relation's rows beside them: `Vec<Post>` becomes `Vec<(Post, User)>`.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
    /// # let db = Db::open_in_memory()?;
    /// # schema![User].create(&db)?;
    /// let users: Vec<(User, Vec<(Post, User)>)> =
    ///     User::all().with(|u| u.posts.with(|p| p.author)).load(&db)?;
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    fn with<I: Beside<Self::To, Self::Row>>(
        self,
        relation: impl FnOnce(<Self::To as Record>::Fields) -> I,
    ) -> Refined<From, Self::To, I::Row, Self::Shape> {
        let mut refined = self.refined();
        relation(refined.fields()).include(&mut refined.plan);
        refined.typed()
    }

    /// Loads columns and expressions of each row in place of the whole row: `Vec<Post>` becomes `Vec<(Id<Post>, String)>`.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
    /// # let db = Db::open_in_memory()?;
    /// # schema![User].create(&db)?;
    /// let users: Vec<(User, Vec<String>)> =
    ///     User::all().with(|u| u.posts.select(|p| p.title)).load(&db)?;
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// Of a row that may be missing one column alone does not tell whether it is, if it may be NULL: `u.profile.select(|p| p.bio)` is `None`
    /// in both cases. Select its key as well: `|p| (p.id, p.bio)`.
    fn select<E, Out: Row>(
        self,
        selection: impl FnOnce(<Self::To as Record>::Fields) -> E,
    ) -> Refined<From, Self::To, Out, Self::Shape>
    where
        Self::Row: Whole<Self::To>,
        E: Selection<Out = Out>,
    {
        let mut refined = self.refined();
        refined.plan.select.columns = selection(refined.fields()).into_cells();
        refined.typed()
    }

    /// Loads each row as a struct whose fields say what is loaded: see [`derive(Projection)`](derive@crate::Projection).
    fn project<V: Projection<Self::To>>(self) -> Refined<From, Self::To, V, Self::Shape>
    where
        Self::Row: Whole<Self::To>,
    {
        let mut refined = self.refined();
        replace::<Self::To, V>(&mut refined.plan);
        refined.typed()
    }

    /// Reads the rows in their owner's statement, by a LEFT JOIN.
    ///
    /// Of several to-many relations of one owner only the first is joined, and one with a limit is not,
    /// since joins would multiply or leave out rows: the others get their own statements.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
    /// # let db = Db::open_in_memory()?;
    /// # schema![User].create(&db)?;
    /// let query = User::all().with(|u| u.posts.joined());
    /// # let sql = query.to_sql()?;
    /// # assert!(sql.contains("LEFT JOIN \"post\""), "{sql}");
    /// let (users, statements) = db.count_statements(|| query.load(&db));
    /// assert_eq!(statements, 1);
    /// # users?;
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    fn joined(self) -> Refined<From, Self::To, Self::Row, Self::Shape> {
        self.refined().strategy(Strategy::Joined)
    }

    /// Reads the rows by a statement that contains the owners'.
    ///
    /// SQL of your own in the owners' query, such as `random()`, may find other rows the second time: then it is as [`batched`](Self::batched).
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
    /// # let db = Db::open_in_memory()?;
    /// # schema![User].create(&db)?;
    /// # let ann = NewUser { name: "ann" }.insert(&db)?;
    /// let query = User::all().with(|u| u.posts.subquery());
    /// let (users, statements) = db.count_statements(|| query.load(&db));
    /// assert_eq!(statements, 2);
    /// # users?;
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    fn subquery(self) -> Refined<From, Self::To, Self::Row, Self::Shape> {
        self.refined().strategy(Strategy::Subquery)
    }

    /// Reads the rows by a statement that gets the owners' keys as one array. A to-many is read so when nothing else is said.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
    /// # let db = Db::open_in_memory()?;
    /// # schema![User].create(&db)?;
    /// # let ann = NewUser { name: "ann" }.insert(&db)?;
    /// # NewPost { title: "Rust", user_id: ann.id }.insert(&db)?;
    /// let query = Post::all().with(|p| p.author.batched());
    /// let (posts, statements) = db.count_statements(|| query.load(&db));
    /// assert_eq!(statements, 2);
    /// assert_eq!(posts?[0].1.name, "ann");
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    fn batched(self) -> Refined<From, Self::To, Self::Row, Self::Shape> {
        self.refined().strategy(Strategy::Batched)
    }
}

impl<From, To: Record, S, C> Refined<From, To, S, C> {
    pub(super) fn fields(&self) -> To::Fields {
        To::fields(self.plan.scope)
    }

    fn strategy(mut self, strategy: Strategy) -> Self {
        self.strategy = strategy;
        self
    }

    pub(super) fn typed<T, D>(self) -> Refined<From, To, T, D> {
        Refined {
            relation: self.relation,
            owner: self.owner,
            route: self.route,
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
        self.refinable()
    }
}

impl<From: Related<To, N, V>, To: Record, const N: u16, V: 'static> Relation<From, To, N, V> {
    pub(super) fn refinable<C>(self) -> Refined<From, To, To, C> {
        let Way { route, plan, .. } = From::way();
        Refined {
            relation: relation_of::<From, N>(),
            owner: self.owner,
            route,
            plan,
            strategy: Strategy::default(),
            types: PhantomData,
        }
    }
}

impl<From: Record, To: Record, S: Row, C: Origin> Loading<From> for Refined<From, To, S, C> {
    type To = To;
    type Row = S;
    type Shape = C::Shape;

    fn refined(self) -> Refined<From, To, S, C::Shape> {
        self.typed()
    }
}

impl<From: Record, To: Record, S: Row, C: Origin> Include<From> for Refined<From, To, S, C> {
    type Out = <C::Shape as Cardinality>::Loaded<S>;

    fn include(self, plan: &mut Plan) {
        if C::Shape::MANY {
            plan.child::<S>(self.route, self.plan, self.strategy);
        } else {
            let required = C::Shape::REQUIRED;
            plan.merge::<S>(
                self.relation,
                From::def(),
                self.plan,
                required,
                self.strategy,
            );
        }
    }
}

impl<From: Record, To: Record, C: Origin, F> Source<F> for Refined<From, To, To, C>
where
    C::Shape: FieldShape<F, To>,
{
    fn read(mut self, planner: &mut Planner<'_>) {
        replace::<To, <C::Shape as FieldShape<F, To>>::Row>(&mut self.plan);
        self.typed::<<C::Shape as FieldShape<F, To>>::Row, C>()
            .include(planner.plan);
    }
}

/// What says what it holds fills the field that holds it.
#[derive(Debug)]
pub struct AsItIs;

#[diagnostic::do_not_recommend]
impl<From: Record, To: Record, S: Chosen, C: Origin, F> Source<F, AsItIs>
    for Refined<From, To, S, C>
where
    F: ColumnField<<C::Shape as Cardinality>::Loaded<S>>,
{
    fn read(self, planner: &mut Planner<'_>) {
        self.include(planner.plan);
    }
}

impl<From: Related<To, N, V>, To: Record, const N: u16, V: 'static, F> Source<F>
    for Relation<From, To, N, V>
where
    ShapeOf<From, To, N, V>: FieldShape<F, To>,
{
    fn read(self, planner: &mut Planner<'_>) {
        Source::<F>::read(self.refined(), planner);
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
