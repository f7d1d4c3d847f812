//! Projections: structs of the user's whose fields say what is loaded. What fills a field, and how a plan is made of the fields.

mod field;

use std::fmt;

pub use field::{ColumnField, FieldShape, ManyField, OneField, OptionalField, Source};

use crate::query::{Origin, Plan, Query, Whole, columns};
use crate::record::Record;
use crate::row::Row;

/// A struct that says by its fields what is loaded of a row of `M`. [`derive(Projection)`](derive@crate::Projection) makes one; a model is one of itself.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a projection of `{M}`",
    label = "not a projection of `{M}`",
    note = "projections of `{M}` are `{M}` itself and structs with `#[derive(Projection)]` and `#[projection({M})]`"
)]
pub trait Projection<M: Record>: Row {
    /// Adds what the fields need to the plan, in their order.
    #[doc(hidden)]
    fn plan(fields: M::Fields, planner: &mut Planner<'_>);
}

impl<M: Record> Projection<M> for M {
    fn plan(_: M::Fields, planner: &mut Planner<'_>) {
        planner.whole();
    }
}

/// Takes what the fields of a projection need, one after the other.
pub struct Planner<'p> {
    pub(crate) plan: &'p mut Plan,
}

impl Planner<'_> {
    /// Reads a field of type `F` from a column, an expression or a relation.
    pub fn field<F, S: Source<F, Kind>, Kind>(&mut self, source: S) {
        source.read(self);
    }

    /// Reads another projection of the same model.
    pub fn flatten<M: Record, V: Projection<M>>(&mut self, fields: M::Fields) {
        V::plan(fields, self);
    }

    /// All columns of the row.
    fn whole(&mut self) {
        let (model, scope) = (self.plan.model, self.plan.scope);
        let cells = columns(model, scope, model.places());
        self.plan.select.columns.extend(cells);
    }
}

impl fmt::Debug for Planner<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Planner").finish_non_exhaustive()
    }
}

/// Gives a closure of an attribute the type of its parameter.
pub fn at<A, B>(fields: A, value: impl FnOnce(A) -> B) -> B {
    value(fields)
}

/// Makes a plan read a projection in place of the whole row.
pub(crate) fn replace<M: Record, V: Projection<M>>(plan: &mut Plan) {
    plan.select.columns.clear();
    let fields = M::fields(plan.scope);
    V::plan(fields, &mut Planner { plan });
}

impl<M: Record, S, C: Origin> Query<M, S, C> {
    /// Loads each row as a struct whose fields say what is loaded: see [`derive(Projection)`](derive@crate::Projection).
    /// The struct may be named here, `.project::<AuthorPage>()`, or in the type of the result.
    pub fn project<V: Projection<M>>(self) -> Query<M, V, C::Shape>
    where
        S: Whole<M>,
    {
        let mut plan = self.into_plan();
        replace::<M, V>(&mut plan);
        Query::new(plan, Vec::new())
    }
}
