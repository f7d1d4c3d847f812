//! Projections that are known at run time only: a type for each place, which reads what the load says is shown there.

use std::cell::RefCell;
use std::rc::Rc;

use relmodel::__private::{
    ColumnType, Filler, Many, Part, Planner, Projection, Reader, Result, Row, ValueRef,
};
use relmodel::prelude::value;
use relmodel::{AnyValue, Expr, Expression as _, Query, Refined};

use crate::cell::Cell;
use crate::data::Row as Cells;
use crate::dynamic::{Dyn, Fields, LINK};
use crate::load::{Load, Node};
use crate::schema::WIDTH;
use crate::shown::Shown;
use crate::templates::{self, PartKind};
use crate::tree::{Beside, IntoBeside, IntoTree, Tree};

thread_local! {
    /// The load that the types stand for now.
    static NOW: RefCell<Option<Rc<Load>>> = const { RefCell::new(None) };
    /// The flattened projections that are planned now, one in the other.
    static FLAT: RefCell<Vec<Vec<Shown>>> = const { RefCell::new(Vec::new()) };
}

/// Has the types mean this load from now on, and gives the query for its rows.
pub fn query(load: &Load) -> Query<Dyn<0>, Deep<0>> {
    NOW.with_borrow_mut(|now| *now = Some(Rc::new(load.clone())));
    templates::root(load).project()
}

fn now() -> Rc<Load> {
    NOW.with_borrow(|now| now.clone().expect("a load"))
}

/// What is shown of a row in a place.
pub struct Deep<const PLACE: u16> {
    cells: Cells,
    beside: Vec<Box<dyn Below>>,
}

/// A relation that is shown.
trait Below {
    fn take(&mut self, filler: &mut Filler<'_>);
    fn done(self: Box<Self>) -> Beside;
}

impl<T: Part + IntoBeside> Below for T {
    fn take(&mut self, filler: &mut Filler<'_>) {
        self.fill(filler);
    }

    fn done(self: Box<Self>) -> Beside {
        self.into_beside()
    }
}

/// A row that may be absent, and in whose place so many lists are left empty.
struct Maybe<const PLACE: u16>(Option<Deep<PLACE>>, usize);

impl<const P: u16> Part for Maybe<P> {
    const WIDTH: usize = 0;

    fn decode(row: &mut Reader<'_>) -> Result<Self> {
        let load = now();
        let is_there = row.get(|value| Ok(value != ValueRef::Null))?;
        let deep = match is_there {
            true => Some(Deep::decode(row)?),
            false => {
                for _ in 0..count(&load, P, width) {
                    row.get(|_| Ok(()))?;
                }
                None
            }
        };
        Ok(Self(deep, count(&load, P, lists)))
    }

    fn fill(&mut self, filler: &mut Filler<'_>) {
        match &mut self.0 {
            Some(deep) => deep.fill(filler),
            None => (0..self.1).for_each(|_| Vec::<Dyn<0>>::new().fill(filler)),
        }
    }
}

impl<const P: u16> IntoBeside for Maybe<P> {
    fn into_beside(self) -> Beside {
        self.0.into_beside()
    }
}

impl<const P: u16> Part for Deep<P> {
    // Only those that may be absent are asked how wide they are, and here these are `Maybe`.
    const WIDTH: usize = 0;

    fn decode(row: &mut Reader<'_>) -> Result<Self> {
        let load = now();
        let mut deep = Self {
            cells: Vec::new(),
            beside: Vec::new(),
        };
        let layout = load.layout(P).expect("a layout");
        deep.read(&load, layout, row)?;
        Ok(deep)
    }

    fn fill(&mut self, filler: &mut Filler<'_>) {
        self.beside.iter_mut().for_each(|below| below.take(filler));
    }
}

impl<const P: u16> Row for Deep<P> {}

impl<const P: u16> IntoTree for Deep<P> {
    fn into_tree(self) -> Tree {
        let beside = self.beside.into_iter().map(Below::done);
        Tree {
            row: self.cells,
            beside: beside.collect(),
        }
    }
}

impl<const P: u16> IntoBeside for Deep<P> {
    fn into_beside(self) -> Beside {
        Beside::Maybe(Some(Box::new(self.into_tree())))
    }
}

/// Says something with the place as a constant.
macro_rules! in_place {
    ($place:expr, $C:ident => $do:expr) => {
        in_place!($place, $C => $do; 1 2 3 4 5)
    };
    ($place:expr, $C:ident => $do:expr; $($number:literal)+) => {
        match $place {
            $($number => {
                const $C: u16 = $number;
                $do
            })+
            place => unreachable!("nothing is shown in the place {place}"),
        }
    };
}

impl<const P: u16> Deep<P> {
    fn read(&mut self, load: &Load, layout: &[Shown], row: &mut Reader<'_>) -> Result<()> {
        for shown in layout {
            match shown {
                Shown::Flat(inner) => self.read(load, inner, row)?,
                Shown::Below(place) => {
                    let kind = load.node(*place).part.kind;
                    let below = in_place!(*place, C => below::<P, C>(kind, row)?);
                    self.beside.push(below);
                }
                _ => {
                    for _ in 0..width(load, shown) {
                        let cell = row.get(<Option<AnyValue> as ColumnType>::from_sql)?;
                        self.cells.push(Cell::of(cell));
                    }
                }
            }
        }
        Ok(())
    }
}

fn below<const P: u16, const C: u16>(
    kind: PartKind,
    row: &mut Reader<'_>,
) -> Result<Box<dyn Below>> {
    Ok(match kind {
        PartKind::Many | PartKind::Path => Box::new(Vec::<Deep<C>>::decode(row)?),
        PartKind::Link => Box::new(Vec::<(Dyn<C>, Dyn<C, LINK>)>::decode(row)?),
        PartKind::Down | PartKind::Up => Box::new(Vec::<(Dyn<P>, u32)>::decode(row)?),
        PartKind::Maybe | PartKind::Filtered => Box::new(Maybe::<C>::decode(row)?),
        PartKind::One => Box::new(Deep::<C>::decode(row)?),
    })
}

/// A number of each field of a place, summed up.
fn count(load: &Load, place: u16, of: fn(&Load, &Shown) -> usize) -> usize {
    let layout = load.layout(place).into_iter().flatten();
    layout.map(|shown| of(load, shown)).sum()
}

/// How many cells a field has.
fn width(load: &Load, shown: &Shown) -> usize {
    match shown {
        Shown::Whole => WIDTH,
        Shown::Flat(inner) => inner.iter().map(|shown| width(load, shown)).sum(),
        Shown::Below(place) => match load.node(*place).part.kind {
            PartKind::Maybe | PartKind::Filtered => 1 + count(load, *place, width),
            PartKind::One => count(load, *place, width),
            _ => 0,
        },
        _ => 1,
    }
}

/// How many lists a field has.
fn lists(load: &Load, shown: &Shown) -> usize {
    match shown {
        Shown::Flat(inner) => inner.iter().map(|shown| lists(load, shown)).sum(),
        Shown::Below(place) => match load.node(*place).part.kind.is_many() {
            true => 1,
            false => count(load, *place, lists),
        },
        _ => 0,
    }
}

impl<const P: u16> Projection<Dyn<P>> for Deep<P> {
    fn plan(row: Fields<P>, planner: &mut Planner<'_>) {
        let load = now();
        plan(&load, load.layout(P).expect("a layout"), row, planner);
    }
}

/// A projection that is flattened in another.
struct Flat<const PLACE: u16>;

impl<const P: u16> Part for Flat<P> {
    const WIDTH: usize = 0;

    fn decode(_: &mut Reader<'_>) -> Result<Self> {
        unreachable!("what is flattened is read with the rest")
    }
}

impl<const P: u16> Row for Flat<P> {}

impl<const P: u16> Projection<Dyn<P>> for Flat<P> {
    fn plan(row: Fields<P>, planner: &mut Planner<'_>) {
        let layout = FLAT.with_borrow(|flat| flat.last().cloned());
        plan(&now(), &layout.expect("it is flattened"), row, planner);
    }
}

fn plan<const P: u16>(load: &Load, layout: &[Shown], row: Fields<P>, planner: &mut Planner<'_>) {
    for shown in layout {
        match shown {
            Shown::Column(column) => planner.field::<Option<AnyValue>, _, _>(row.maybe(*column)),
            Shown::Whole => planner.flatten::<Dyn<P>, Dyn<P>>(row),
            Shown::Flat(inner) => {
                FLAT.with_borrow_mut(|flat| flat.push(inner.clone()));
                planner.flatten::<Dyn<P>, Flat<P>>(row);
                FLAT.with_borrow_mut(Vec::pop);
            }
            Shown::Holds(condition) => planner.field::<bool, _, _>(row.plain(condition)),
            Shown::Coalesce(column, cell) => {
                let other = cell.any().expect("a value");
                planner.field::<AnyValue, _, _>(row.maybe(*column).coalesce(other));
            }
            Shown::Get(place, _) => in_place!(*place, C => get::<P, C>(load, shown, row, planner)),
            Shown::Below(place) => in_place!(*place, C => relation::<P, C>(load, row, planner)),
            Shown::Count(place)
            | Shown::Any(place, _)
            | Shown::Sum(place, _)
            | Shown::Avg(place, _)
            | Shown::Min(place, _)
            | Shown::Max(place, _) => {
                in_place!(*place, C => aggregate::<P, C>(load, shown, row, planner));
            }
        }
    }
}

fn relation<const P: u16, const C: u16>(load: &Load, row: Fields<P>, planner: &mut Planner<'_>) {
    use templates::{down, filtered, link, many, maybe, one, path, up};
    match load.node(C).part.kind {
        PartKind::Many => planner.field::<Vec<Deep<C>>, _, _>(many::<P, C>(load, row)),
        PartKind::Path => planner.field::<Vec<Deep<C>>, _, _>(path::<P, C>(load, row)),
        PartKind::Maybe => planner.field::<Option<Deep<C>>, _, _>(maybe::<P, C>(load, row)),
        PartKind::Filtered => planner.field::<Option<Deep<C>>, _, _>(filtered::<P, C>(load, row)),
        PartKind::One => planner.field::<Deep<C>, _, _>(one::<P, C>(load, row)),
        PartKind::Link => {
            planner.field::<Vec<(Dyn<C>, Dyn<C, LINK>)>, _, _>(link::<P, C>(load, row));
        }
        PartKind::Down => planner.field::<Vec<(Dyn<P>, u32)>, _, _>(down::<P, C>(load, row)),
        PartKind::Up => planner.field::<Vec<(Dyn<P>, u32)>, _, _>(up::<P, C>(load, row)),
    }
}

/// The first relation to many rows that a load has below its first rows.
pub fn counted(load: &Load) -> Option<&Node> {
    let is_many = |kind| matches!(kind, PartKind::Many | PartKind::Path);
    load.below(0).find(|node| is_many(node.part.kind))
}

/// How many rows that relation leads to, as it is refined.
pub fn count_below(load: &Load, row: Fields<0>) -> Expr<i64> {
    match counted(load) {
        Some(node) => in_place!(node.part.place, C => rows::<0, C>(load, row).count()),
        None => value(0_i64),
    }
}

fn rows<const P: u16, const C: u16>(
    load: &Load,
    row: Fields<P>,
) -> Refined<Dyn<P>, Dyn<C>, Dyn<C>, Many> {
    match load.node(C).part.kind {
        PartKind::Path => templates::path::<P, C>(load, row),
        _ => templates::many::<P, C>(load, row),
    }
}

fn get<const P: u16, const C: u16>(
    load: &Load,
    shown: &Shown,
    row: Fields<P>,
    planner: &mut Planner<'_>,
) {
    let Shown::Get(_, column) = shown else { return };
    let value = |row: Fields<C>| row.maybe(*column);
    planner.field::<Option<AnyValue>, _, _>(match load.node(C).part.kind {
        PartKind::Maybe => templates::maybe::<P, C>(load, row).get(value),
        PartKind::Filtered => templates::filtered::<P, C>(load, row).get(value),
        _ => templates::one::<P, C>(load, row).get(value),
    });
}

fn aggregate<const P: u16, const C: u16>(
    load: &Load,
    shown: &Shown,
    row: Fields<P>,
    planner: &mut Planner<'_>,
) {
    let rows = rows::<P, C>(load, row);
    match shown {
        Shown::Any(_, condition) => {
            planner.field::<bool, _, _>(rows.any(|row: Fields<C>| row.plain(condition)));
        }
        Shown::Sum(_, column) => {
            planner.field::<i64, _, _>(rows.sum(|row: Fields<C>| row.integers(*column)));
        }
        Shown::Avg(_, column) => {
            planner.field::<Option<f64>, _, _>(rows.avg(|row: Fields<C>| row.integers(*column)));
        }
        Shown::Min(_, column) => {
            planner.field::<Option<AnyValue>, _, _>(rows.min(|row: Fields<C>| row.maybe(*column)));
        }
        Shown::Max(_, column) => {
            planner.field::<Option<AnyValue>, _, _>(rows.max(|row: Fields<C>| row.maybe(*column)));
        }
        _ => planner.field::<i64, _, _>(rows.count()),
    }
}
