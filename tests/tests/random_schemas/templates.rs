//! The forms of loads: which types relations stand in. What they load is decided by chance.

use relmodel::__private::{Many, Optional, Query};
use relmodel::{Error, Executor, Loading, Model as _, Refined, Single};

use crate::deep;
use crate::dynamic::{Dyn, Fields, LINK, Path, ToMany, ToMaybe, ToOne, accessor};
use crate::edge::{Edge, EdgeKind, Shape};
use crate::load::{Load, Node, Options, Strategy};
use crate::schema::Schema;
use crate::tree::{Beside, IntoBeside, IntoTree, Tree, row};

/// A form of loads.
#[derive(Debug)]
pub struct Template {
    /// Its relations, as they are written below.
    text: &'static str,
    /// Whether the first relation is asked row by row, by its accessor.
    pub by_accessor: bool,
    pub run: fn(&dyn Executor, &Load) -> Result<Vec<Tree>, Error>,
}

/// A relation in a form: its place, and that of the rows it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    pub kind: PartKind,
    pub place: u16,
    pub owner: u16,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartKind {
    Many,
    Maybe,
    One,
    /// A required row that a condition may leave out.
    Filtered,
    Path,
    /// A many_to_many with its links.
    Link,
    /// Descendants.
    Down,
    /// Ancestors.
    Up,
}

impl PartKind {
    /// Whether a projection shows its rows; of others they are whole, with a link or a depth beside each.
    pub fn is_shown(self) -> bool {
        !matches!(self, Self::Link | Self::Down | Self::Up)
    }

    pub fn is_many(self) -> bool {
        !matches!(self, Self::Maybe | Self::One | Self::Filtered)
    }

    /// Whether a relation can stand there.
    pub fn takes(self, schema: &Schema, edge: &Edge) -> bool {
        let is_own = edge.from == edge.target;
        match self {
            Self::Many => schema.shape(edge) == Shape::Many,
            Self::Maybe => schema.shape(edge) == Shape::Optional,
            Self::One | Self::Filtered => schema.shape(edge) == Shape::Single,
            Self::Path => matches!(edge.kind, EdgeKind::Path(_)),
            Self::Link => matches!(edge.kind, EdgeKind::Through { .. }),
            Self::Down => is_own && matches!(edge.kind, EdgeKind::Has { .. }),
            Self::Up => is_own && matches!(edge.kind, EdgeKind::BelongsTo(_)),
        }
    }
}

impl Template {
    /// Its relations, owners before what is below them.
    pub fn parts(&self) -> Vec<Part> {
        let mut owners = vec![0];
        let mut parts: Vec<Part> = Vec::new();
        let spaced = self.text.replace('{', " { ").replace('}', " } ");
        let mut words = spaced.split_whitespace();
        while let Some(word) = words.next() {
            let kind = match word {
                "{" => {
                    owners.extend(parts.last().map(|part| part.place));
                    continue;
                }
                "}" => {
                    owners.pop();
                    continue;
                }
                "many" => PartKind::Many,
                "maybe" => PartKind::Maybe,
                "one" => PartKind::One,
                "filtered" => PartKind::Filtered,
                "path" => PartKind::Path,
                "link" => PartKind::Link,
                "down" => PartKind::Down,
                "up" => PartKind::Up,
                other => panic!("no such kind: {other}"),
            };
            let place = words.next().and_then(|place| place.parse().ok());
            parts.push(Part {
                kind,
                place: place.expect("a place follows the kind"),
                owner: owners.last().copied().unwrap_or_default(),
            });
        }
        parts
    }
}

/// Loads relations beside a query or a relation whose rows are in the place `$owner`.
macro_rules! below {
    ($load:ident $on:expr, $owner:literal;) => { $on };
    ($load:ident $on:expr, $owner:literal; $kind:ident $place:literal { $($inner:tt)* } $($rest:tt)*) => {
        below!($load $on.with(|row: Fields<$owner>| {
            let relation = $kind::<$owner, $place>($load, row);
            below!($load relation, $place; $($inner)*)
        }), $owner; $($rest)*)
    };
}

macro_rules! templates {
    ($({ $($form:tt)* })*) => { &[$({
        fn run(db: &dyn Executor, load: &Load) -> Result<Vec<Tree>, Error> {
            let query = root(load);
            let rows = below!(load query, 0; $($form)*).load(db)?;
            Ok(rows.into_iter().map(IntoTree::into_tree).collect())
        }
        Template { text: stringify!($($form)*), by_accessor: false, run }
    }),*] };
}

macro_rules! accessors {
    ($({ $kind:ident 1 { $($form:tt)* } })*) => { &[$({
        fn run(db: &dyn Executor, load: &Load) -> Result<Vec<Tree>, Error> {
            let mut trees = Vec::new();
            for owner in root(load).load(db)? {
                let query = by_accessor::$kind(load, &owner);
                let count = query.count(db);
                let exists = query.exists(db);
                let beside = below!(load query, 1; $($form)*).load(db)?.into_beside();
                assert_counts(&beside, count?, exists?);
                trees.push(Tree { row: row(owner), beside: vec![beside] });
            }
            Ok(trees)
        }
        Template { text: stringify!($kind 1 { $($form)* }), by_accessor: true, run }
    }),*] };
}

pub const TEMPLATES: &[Template] = templates! {
    {}
    { many 1 {} }
    { maybe 1 {} }
    { one 1 {} }
    { filtered 1 {} }
    { path 1 {} }
    { link 1 {} }
    { down 1 {} }
    { up 1 {} }
    { many 1 {} many 2 {} }
    { many 1 {} one 2 {} }
    { maybe 1 {} many 2 {} }
    { maybe 1 {} maybe 2 {} }
    { one 1 {} filtered 2 {} many 3 {} }
    { many 1 {} many 2 {} maybe 3 {} }
    { many 1 { many 2 {} } }
    { many 1 { maybe 2 {} } }
    { many 1 { one 2 {} } }
    { many 1 { filtered 2 { many 3 {} } } }
    { maybe 1 { many 2 {} } }
    { maybe 1 { maybe 2 {} } }
    { maybe 1 { one 2 {} } }
    { one 1 { many 2 {} } }
    { one 1 { maybe 2 {} } }
    { one 1 { one 2 {} } }
    { filtered 1 { one 2 {} maybe 3 {} } }
    { path 1 { many 2 {} } }
    { path 1 { one 2 {} } }
    { path 1 { maybe 2 {} } }
    { link 1 { maybe 2 {} } }
    { many 1 { path 2 {} } }
    { many 1 { link 2 {} } }
    { many 1 { down 2 {} } }
    { many 1 { many 2 { many 3 {} } } }
    { many 1 { many 2 { one 3 {} } } }
    { many 1 { one 2 { many 3 {} } } }
    { many 1 { maybe 2 { maybe 3 {} } } }
    { maybe 1 { maybe 2 { many 3 {} } } }
    { one 1 { maybe 2 { one 3 {} } } }
    { many 1 { many 2 {} many 3 {} } many 4 {} }
    { many 1 { maybe 2 {} one 3 {} } maybe 4 { many 5 {} } }
    { many 1 { many 2 { maybe 3 { many 4 {} } } } }
};

/// Projections, whose relations are decided by chance.
pub static PROJECTED: Template = Template {
    text: "",
    by_accessor: false,
    run: |db, load| {
        let rows = deep::query(load).load(db)?;
        Ok(rows.into_iter().map(IntoTree::into_tree).collect())
    },
};

pub const ACCESSORS: &[Template] = accessors! {
    { many 1 {} }
    { maybe 1 {} }
    { one 1 {} }
    { path 1 {} }
    { many 1 { maybe 2 {} } }
    { maybe 1 { many 2 {} } }
    { one 1 { many 2 {} } }
    { path 1 { many 2 {} } }
};

macro_rules! by_strategy {
    ($node:expr, $refined:expr) => {
        match $node.strategy {
            Strategy::Usual => $refined,
            Strategy::Joined => $refined.joined(),
            Strategy::Subquery => $refined.subquery(),
            Strategy::Batched => $refined.batched(),
        }
    };
}

pub fn root(load: &Load) -> Query<Dyn<0>> {
    refined_query(Dyn::<0>::all(), &load.options)
}

fn refined_query<const P: u16>(mut query: Query<Dyn<P>>, options: &Options) -> Query<Dyn<P>> {
    if let Some(only) = &options.only {
        query = query.filter(|row| row.full(only));
    }
    if !options.order.is_empty() {
        query = query.order_by(|row| row.ordered(&options.order));
    }
    if let Some(limit) = options.limit {
        query = query.limit(limit as u64);
    }
    if let Some(offset) = options.offset {
        query = query.offset(offset as u64);
    }
    query
}

fn refined_many<const P: u16, const C: u16, R>(
    node: &Node,
    relation: R,
) -> Refined<Dyn<P>, Dyn<C>, R::Row, Many>
where
    R: Loading<Dyn<P>, To = Dyn<C>, Shape = Many>,
{
    let options = &node.options;
    let mut refined = relation.refined();
    if let Some(only) = &options.only {
        refined = refined.filter(|row: Fields<C>| row.full(only));
    }
    if !options.order.is_empty() {
        refined = refined.order_by(|row: Fields<C>| row.ordered(&options.order));
    }
    if let Some(limit) = options.limit {
        refined = refined.limit(limit as u64);
    }
    if let Some(offset) = options.offset {
        refined = refined.offset(offset as u64);
    }
    by_strategy!(node, refined)
}

pub fn many<const P: u16, const C: u16>(
    load: &Load,
    row: Fields<P>,
) -> Refined<Dyn<P>, Dyn<C>, Dyn<C>, Many> {
    refined_many(load.node(C), row.relation::<C, 0, C, ToMany>())
}

pub fn path<const P: u16, const C: u16>(
    load: &Load,
    row: Fields<P>,
) -> Refined<Dyn<P>, Dyn<C>, Dyn<C>, Many> {
    refined_many(load.node(C), row.relation::<C, 0, C, Path>())
}

pub fn link<const P: u16, const C: u16>(
    load: &Load,
    row: Fields<P>,
) -> Refined<Dyn<P>, Dyn<C>, (Dyn<C>, Dyn<C, LINK>), Many> {
    refined_many(
        load.node(C),
        row.relation::<C, 0, C, Dyn<C, LINK>>().with_link(),
    )
}

pub fn down<const P: u16, const C: u16>(
    load: &Load,
    row: Fields<P>,
) -> Refined<Dyn<P>, Dyn<P>, (Dyn<P>, u32), Many> {
    let mut walk = row.relation::<P, 0, C, ToMany>().descendants();
    if let Some(steps) = load.node(C).max_depth {
        walk = walk.max_depth(steps);
    }
    refined_many(load.node(C), walk.with_depth())
}

pub fn up<const P: u16, const C: u16>(
    load: &Load,
    row: Fields<P>,
) -> Refined<Dyn<P>, Dyn<P>, (Dyn<P>, u32), Many> {
    let mut walk = row.relation::<P, 0, C, ToMaybe>().ancestors();
    if let Some(steps) = load.node(C).max_depth {
        walk = walk.max_depth(steps);
    }
    refined_many(load.node(C), walk.with_depth())
}

pub fn maybe<const P: u16, const C: u16>(
    load: &Load,
    row: Fields<P>,
) -> Refined<Dyn<P>, Dyn<C>, Dyn<C>, Optional> {
    let node = load.node(C);
    let mut refined = row.relation::<C, 0, C, ToMaybe>().refined();
    if let Some(only) = &node.options.only {
        refined = refined.filter(|row: Fields<C>| row.full(only));
    }
    by_strategy!(node, refined)
}

pub fn filtered<const P: u16, const C: u16>(
    load: &Load,
    row: Fields<P>,
) -> Refined<Dyn<P>, Dyn<C>, Dyn<C>, Optional> {
    let node = load.node(C);
    let only = node.options.only.as_ref().expect("it is filtered");
    let refined = row
        .relation::<C, 0, C, ToOne>()
        .filter(|row| row.full(only));
    by_strategy!(node, refined)
}

pub fn one<const P: u16, const C: u16>(
    load: &Load,
    row: Fields<P>,
) -> Refined<Dyn<P>, Dyn<C>, Dyn<C>, Single> {
    let refined = row.relation::<C, 0, C, ToOne>().refined();
    by_strategy!(load.node(C), refined)
}

/// The accessors of the relations in the place 1, of a row in the place 0.
mod by_accessor {
    use super::*;

    pub fn many(load: &Load, row: &Dyn<0>) -> Query<Dyn<1>> {
        refined_query(
            accessor::<0, 1, ToMany>(row).into_query(),
            &load.node(1).options,
        )
    }

    pub fn path(load: &Load, row: &Dyn<0>) -> Query<Dyn<1>> {
        refined_query(
            accessor::<0, 1, Path>(row).into_query(),
            &load.node(1).options,
        )
    }

    pub fn maybe(load: &Load, row: &Dyn<0>) -> Query<Dyn<1>, Dyn<1>, Optional> {
        let query = accessor::<0, 1, ToMaybe>(row).into_query();
        match &load.node(1).options.only {
            Some(only) => query.filter(|row| row.full(only)),
            None => query,
        }
    }

    pub fn one(_: &Load, row: &Dyn<0>) -> Query<Dyn<1>, Dyn<1>, Single> {
        accessor::<0, 1, ToOne>(row).into_query()
    }
}

fn assert_counts(beside: &Beside, count: u64, exists: bool) {
    let rows = match beside {
        Beside::Many(rows) => rows.len(),
        Beside::Maybe(row) => usize::from(row.is_some()),
        Beside::Depth(_) => return,
    };
    assert_eq!(
        (count, exists),
        (rows as u64, rows > 0),
        "`count` and `exists` of an accessor"
    );
}
