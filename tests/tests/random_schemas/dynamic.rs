//! Models that are known at run time only: a type for each place in a load, which stands for the model that is there now.

use relmodel::__private::{
    Accessor, Along, ByKey, Column, ColumnDef, ColumnType, HasKey, HasMany, ManyToMany, ModelDef,
    Query, Reader, Record, Related, Relation, Result, Scope, Value, Way, column,
};
use relmodel::{
    AnyValue, Condition as _, Expr, Expression as _, Many, Optional, Order as OrderTerm, OrderBy,
    Single,
};

use crate::cell::Cell;
use crate::defs;
use crate::load::{Condition, Order};
use crate::schema::WIDTH;

/// A row of the model in a place.
#[derive(Debug, Clone)]
pub struct Dyn<const PLACE: u16, const DEPTH: u16 = 0>(pub [Option<AnyValue>; WIDTH]);

/// Some models have none: of these is not asked what goes by the key.
impl<const P: u16, const D: u16> HasKey for Dyn<P, D> {
    type Key = AnyValue;
}

/// The columns and relations of such a row.
pub struct Fields<const PLACE: u16, const DEPTH: u16 = 0> {
    scope: Scope,
}

impl<const P: u16, const D: u16> Clone for Fields<P, D> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<const P: u16, const D: u16> Copy for Fields<P, D> {}

/// Where the relation stands that a condition asks about.
const ASKED: u16 = 8;
/// Where the first relation of a path stands.
const FIRST: u16 = 9;
/// How deep the rows between the ends of a path stand.
const BETWEEN: u16 = 4;

/// The number of the relation that a condition asks about, in its model.
pub const ASKED_NUMBER: u16 = ASKED;
/// The number of the first relation of a path.
pub const FIRST_NUMBER: u16 = FIRST;
/// The places of the rows between the ends of a path.
pub const BETWEEN_DEPTHS: [u16; 2] = [BETWEEN, BETWEEN + 1];
/// How deep a link stands.
pub const LINK: u16 = 3;

impl<const P: u16, const D: u16> Record for Dyn<P, D> {
    type Fields = Fields<P, D>;

    // Only their number is looked at: what they are is in the description.
    const COLUMNS: &'static [ColumnDef] =
        &[const { column("", <Option<AnyValue> as ColumnType>::FACTS) }; WIDTH];

    fn def() -> &'static ModelDef {
        defs::of_role((P, D))
    }

    fn fields(scope: Scope) -> Self::Fields {
        Fields { scope }
    }

    fn decode(row: &mut Reader<'_>) -> Result<Self> {
        let mut cells = [const { None }; WIDTH];
        for cell in &mut cells {
            *cell = row.get(<Option<AnyValue> as ColumnType>::from_sql)?;
        }
        Ok(Self(cells))
    }

    fn value(&self, column: u16) -> Value<'_> {
        self.0[usize::from(column)].to_value()
    }
}

/// Relations of these are to many rows, to one or none, to one, and along others.
pub struct ToMany;
pub struct ToMaybe;
pub struct ToOne;
pub struct Path;

macro_rules! related {
    ($($marker:ident $shape:ident $kind:ty;)+) => {$(
        impl<const P: u16, const D: u16, const Q: u16, const E: u16, const N: u16> Related<Dyn<Q, E>, N, $marker>
            for Dyn<P, D>
        {
            type Shape = $shape;
            type Kind = $kind;

            fn way() -> Way<Self, Dyn<Q, E>> {
                narrow(Way::of::<N>())
            }
        }
    )+};
}

related! {
    ToMany Many HasMany<()>;
    ToMaybe Optional ByKey;
    ToOne Single ByKey;
}

/// A `many_to_many` whose links are loaded.
impl<const P: u16, const D: u16, const Q: u16, const E: u16, const N: u16, const L: u16>
    Related<Dyn<Q, E>, N, Dyn<L, LINK>> for Dyn<P, D>
{
    type Shape = Many;
    type Kind = ManyToMany<(), ()>;

    fn way() -> Way<Self, Dyn<Q, E>> {
        narrow(Way::of::<N>())
    }
}

impl<const P: u16, const D: u16, const Q: u16, const N: u16> Related<Dyn<Q>, N, Path>
    for Dyn<P, D>
{
    type Shape = Many;
    type Kind = Along;

    fn way() -> Way<Self, Dyn<Q>> {
        let start =
            Way::start().by(|row: Fields<P, D>| row.relation::<Q, BETWEEN, FIRST, ToMany>());
        let way = match defs::steps(Q) {
            2 => start.by(|row| row.relation::<Q, 0, 1, ToMany>()),
            _ => start
                .by(|row| row.relation::<Q, { BETWEEN + 1 }, 0, ToMany>())
                .by(|row| row.relation::<Q, 0, 0, ToMany>()),
        };
        narrow(way.to())
    }
}

fn narrow<const P: u16, const D: u16, const Q: u16, const E: u16>(
    mut way: Way<Dyn<P, D>, Dyn<Q, E>>,
) -> Way<Dyn<P, D>, Dyn<Q, E>> {
    let (only, order) = defs::narrowed((P, D), (Q, E));
    if let Some(only) = only {
        way = way.filter(|row| row.plain(&only));
    }
    if !order.is_empty() {
        way = way.order_by(|row| row.ordered(&order));
    }
    way
}

/// The accessor of a relation of a row.
pub fn accessor<const P: u16, const Q: u16, V: 'static>(
    row: &Dyn<P>,
) -> Accessor<Dyn<P>, Dyn<Q>, Q, V>
where
    Dyn<P>: Related<Dyn<Q>, Q, V>,
{
    Query::along(row)
}

impl<const P: u16, const D: u16> Fields<P, D> {
    pub fn maybe(self, place: u16) -> Column<Dyn<P, D>, Option<AnyValue>> {
        Column::new(self.scope, place)
    }

    /// A column of integers, as one to reckon with.
    pub fn integers(self, place: u16) -> Column<Dyn<P, D>, Option<i64>> {
        Column::new(self.scope, place)
    }

    fn surely(self, place: u16) -> Column<Dyn<P, D>, AnyValue> {
        Column::new(self.scope, place)
    }

    pub fn relation<const Q: u16, const E: u16, const N: u16, V>(
        self,
    ) -> Relation<Dyn<P, D>, Dyn<Q, E>, N, V> {
        Relation::new(self.scope)
    }

    /// An order by at most six columns.
    pub fn ordered(self, order: &[Order]) -> impl OrderBy + use<P, D> {
        let term = |order: &Order| -> OrderTerm {
            match order.descending {
                true => self.maybe(order.column).desc(),
                false => self.maybe(order.column).asc(),
            }
        };
        // A term that stands there already decides nothing.
        let at = |place: usize| term(order.get(place).unwrap_or(&order[0]));
        (at(0), at(1), at(2), at(3), at(4), at(5))
    }

    /// A condition that asks about no relation.
    pub fn plain(self, condition: &Condition) -> Expr<bool> {
        self.condition(condition, &|_| {
            unreachable!("a relation in a plain condition")
        })
    }

    fn condition(
        self,
        condition: &Condition,
        asked: &dyn Fn(&Condition) -> Expr<bool>,
    ) -> Expr<bool> {
        let nullable = |column: u16| {
            Dyn::<P, D>::def().columns[usize::from(column)]
                .facts
                .nullable
        };
        let is_maybe = condition.column().is_some_and(nullable);
        let value = |cell: &Cell| cell.any().expect("compared with a value");
        match condition {
            Condition::Is(column, cell) if is_maybe => self.maybe(*column).eq(cell.any()),
            Condition::Is(column, cell) => self.surely(*column).eq(value(cell)),
            Condition::IsNot(column, cell) if is_maybe => self.maybe(*column).ne(cell.any()),
            Condition::IsNot(column, cell) => self.surely(*column).ne(value(cell)),
            Condition::Less(column, cell) if is_maybe => self.maybe(*column).lt(value(cell)),
            Condition::Less(column, cell) => self.surely(*column).lt(value(cell)),
            Condition::In(column, cells) if is_maybe => {
                self.maybe(*column).in_(cells.iter().map(value))
            }
            Condition::In(column, cells) => self.surely(*column).in_(cells.iter().map(value)),
            Condition::IsNull(column) => self.maybe(*column).is_null(),
            Condition::Not(inner) => self.condition(inner, asked).not(),
            Condition::And(both) => self
                .condition(&both[0], asked)
                .and(self.condition(&both[1], asked)),
            Condition::Or(both) => self
                .condition(&both[0], asked)
                .or(self.condition(&both[1], asked)),
            Condition::Asked { .. } => asked(condition),
        }
    }

    /// What a condition asks about a relation, the rows of which are asked by `inner`.
    fn asks<const E: u16>(
        self,
        condition: &Condition,
        inner: fn(Fields<P, E>, &Condition) -> Expr<bool>,
    ) -> Expr<bool> {
        use crate::load::Ask;
        let Condition::Asked { ask, of, .. } = condition else {
            unreachable!("not about a relation: {condition:?}");
        };
        match ask {
            Ask::Any => self
                .relation::<P, E, ASKED, ToMany>()
                .any(|row| inner(row, of)),
            Ask::None => self
                .relation::<P, E, ASKED, ToMany>()
                .none(|row| inner(row, of)),
            Ask::Is => self
                .relation::<P, E, ASKED, ToMaybe>()
                .is(|row| inner(row, of)),
            Ask::IsOne => self
                .relation::<P, E, ASKED, ToOne>()
                .is(|row| inner(row, of)),
            Ask::IsNone => self.relation::<P, E, ASKED, ToMaybe>().is_none(),
        }
    }
}

impl<const P: u16> Fields<P, 0> {
    /// A condition that may ask about a relation, whose rows may be asked about one of theirs.
    pub fn full(self, condition: &Condition) -> Expr<bool> {
        self.condition(condition, &|asked| {
            self.asks::<1>(asked, Fields::<P, 1>::half)
        })
    }
}

impl<const P: u16> Fields<P, 1> {
    fn half(self, condition: &Condition) -> Expr<bool> {
        self.condition(condition, &|asked| {
            self.asks::<2>(asked, |row, of| row.plain(of))
        })
    }
}
