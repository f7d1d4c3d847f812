//! What projections show, as data: which values and relations of the rows in each place, and in which order.

use std::collections::BTreeMap;

use crate::cell::{Cell, Collation};
use crate::check::Case;
use crate::data::Tables;
use crate::edge::EdgeKind;
use crate::load::{Condition, Load, Maker, Node, Order, decides, deciding};
use crate::naive::Naive;
use crate::schema::{Kind, Schema, WIDTH};
use crate::templates::{PROJECTED, Part, PartKind};
use crate::tree::{Beside, Tree};
use relmodel_tests::Random;

/// What is asked of the rows of a load.
#[derive(Debug, Clone)]
pub struct Ways {
    /// The fields of the projection in each place.
    pub fields: BTreeMap<u16, Vec<Shown>>,
    /// The columns that are selected as values, and grouped.
    pub columns: [u16; 2],
    /// The size of pages and batches.
    pub size: usize,
}

/// How many places there are below the first.
const PLACES: u16 = 5;

/// A field of a projection. What is made of a relation is made of that in a place.
#[derive(Debug, Clone)]
pub enum Shown {
    Column(u16),
    /// The model itself, flattened.
    Whole,
    /// Another projection of the model, flattened.
    Flat(Vec<Self>),
    Holds(Condition),
    Coalesce(u16, Cell),
    Count(u16),
    Any(u16, Condition),
    Sum(u16, u16),
    Avg(u16, u16),
    Min(u16, u16),
    Max(u16, u16),
    /// A column of the row that a to-one relation leads to.
    Get(u16, u16),
    /// The relation.
    Below(u16),
}

impl Load {
    /// A projection with relations of any kind below each other.
    pub fn projected(schema: &Schema, tables: &Tables, random: &mut Random) -> Self {
        let mut maker = Maker::new(schema, tables, random);
        let model = maker.random.below(schema.models.len());
        let mut nodes: Vec<Node> = Vec::new();
        let count = u16::try_from(maker.random.below(usize::from(PLACES) + 1)).expect("few");
        for place in 1..=count {
            let node = (0..12).find_map(|_| some_node(&mut maker, model, &nodes, place));
            nodes.extend(node);
        }
        let options = maker.options(model, PartKind::Many, true);
        let mut load = Self {
            template: &PROJECTED,
            model,
            options,
            nodes,
            shown: None,
        };
        load.decide(schema, tables, random);
        load.show(schema, tables, random);
        load
    }

    /// Whether the same can be loaded by a projection: below what says itself what it holds it shows nothing.
    pub fn is_projectable(&self) -> bool {
        let holds_itself = |node: &Node| !node.part.kind.is_shown();
        self.nodes
            .iter()
            .all(|node| node.part.owner == 0 || !holds_itself(self.node(node.part.owner)))
            && !self.template.by_accessor
    }

    /// Has a projection show values and relations by chance.
    pub fn show(&mut self, schema: &Schema, tables: &Tables, random: &mut Random) {
        let mut places = vec![(0, self.model)];
        let shown = self.nodes.iter().filter(|node| node.part.kind.is_shown());
        places.extend(shown.map(|node| (node.part.place, node.model)));
        let layouts = places.into_iter().map(|(place, model)| {
            let mut maker = Maker::new(schema, tables, random);
            (place, layout(self, &mut maker, place, model))
        });
        self.shown = Some(Ways {
            fields: layouts.collect(),
            columns: [some_column(random), some_column(random)],
            size: random.between(1, 4),
        });
    }

    pub fn layout(&self, place: u16) -> Option<&Vec<Shown>> {
        self.shown.as_ref()?.fields.get(&place)
    }

    /// Adds to some orders what tells all rows apart.
    fn decide(&mut self, schema: &Schema, tables: &Tables, random: &mut Random) {
        let nodes = self.nodes.iter_mut();
        let many = nodes.filter(|node| node.part.kind.is_many());
        let options = many.map(|node| (node.model, &mut node.options));
        for (model, options) in options.chain([(self.model, &mut self.options)]) {
            if decides(schema, tables, model) && random.chance(40) {
                let last = deciding(&schema.models[model]);
                options.order.truncate(WIDTH - last.len());
                options.order.extend(last.into_iter().map(|column| Order {
                    column,
                    descending: false,
                }));
            }
        }
    }
}

fn some_node(maker: &mut Maker<'_>, model: usize, nodes: &[Node], place: u16) -> Option<Node> {
    const KINDS: [PartKind; 12] = [
        PartKind::Many,
        PartKind::Many,
        PartKind::Many,
        PartKind::Maybe,
        PartKind::Maybe,
        PartKind::One,
        PartKind::One,
        PartKind::Filtered,
        PartKind::Path,
        PartKind::Link,
        PartKind::Down,
        PartKind::Up,
    ];
    let shown = nodes.iter().filter(|node| node.part.kind.is_shown());
    let owners: Vec<(u16, usize)> = [(0, model)]
        .into_iter()
        .chain(shown.map(|node| (node.part.place, node.model)))
        .collect();
    let (owner, model) = match maker.random.chance(40) {
        true => *owners.last()?,
        false => *maker.random.pick(&owners)?,
    };
    let kind = *maker.random.pick(&KINDS)?;
    // The first relation of a path has a number of its own, and so there is one path of each model.
    let mut others = nodes.iter().filter(|node| node.part.owner == owner);
    if kind == PartKind::Path && others.any(|node| node.part.kind == kind) {
        return None;
    }
    maker.node(Part { kind, place, owner }, model, false)
}

fn layout(load: &Load, maker: &mut Maker<'_>, place: u16, model: usize) -> Vec<Shown> {
    let mut layout = Vec::new();
    for node in load.below(place) {
        if maker.random.chance(90) {
            layout.push(Shown::Below(node.part.place));
        }
        if maker.random.chance(40) {
            layout.extend(of_relation(node, maker));
        }
    }
    if maker.random.chance(10) {
        layout.push(Shown::Whole);
    }
    let values = maker.random.below(4);
    for _ in 0..values {
        layout.push(value(maker, model));
    }
    if layout.is_empty() {
        layout.push(Shown::Column(0));
    }
    // In any order.
    for last in (1..layout.len()).rev() {
        layout.swap(last, maker.random.below(last + 1));
    }
    if maker.random.chance(20) {
        let from = maker.random.below(layout.len());
        let to = maker.random.between(from, layout.len() - 1);
        let flat = layout.drain(from..=to).collect();
        layout.insert(from, Shown::Flat(flat));
    }
    layout
}

fn some_column(random: &mut Random) -> u16 {
    u16::try_from(random.below(WIDTH)).expect("few columns")
}

fn value(maker: &mut Maker<'_>, model: usize) -> Shown {
    let column = some_column(maker.random);
    match maker.random.below(6) {
        0 => Shown::Holds(maker.simple(model)),
        1 => Shown::Coalesce(column, Cell::Text("none".to_owned())),
        _ => Shown::Column(column),
    }
}

/// A value that is made of the rows of a relation.
fn of_relation(node: &Node, maker: &mut Maker<'_>) -> Option<Shown> {
    let place = node.part.place;
    let column = some_column(maker.random);
    let of = &maker.schema.models[node.model].columns[usize::from(column)];
    match node.part.kind {
        PartKind::Many | PartKind::Path => Some(match (maker.random.below(5), of.kind) {
            (0, _) => Shown::Any(place, maker.simple(node.model)),
            (1, Kind::Integer) => Shown::Sum(place, column),
            (2, Kind::Integer) => Shown::Avg(place, column),
            // Of values that are equal and not the same it may be each.
            (3, kind) if kind != Kind::Any && of.collation == Collation::Binary => {
                Shown::Min(place, column)
            }
            (4, kind) if kind != Kind::Any && of.collation == Collation::Binary => {
                Shown::Max(place, column)
            }
            _ => Shown::Count(place),
        }),
        // Of two rows of a has_one it may be each.
        PartKind::Maybe | PartKind::Filtered | PartKind::One => {
            matches!(node.edge.kind, EdgeKind::BelongsTo(_)).then_some(Shown::Get(place, column))
        }
        PartKind::Link | PartKind::Down | PartKind::Up => None,
    }
}

impl Naive<'_> {
    /// What a projection shows of a row.
    pub fn shown(&mut self, load: &Load, layout: &[Shown], model: usize, row: usize) -> Tree {
        let mut tree = Tree::leaf(Vec::new());
        for shown in layout {
            self.show(load, shown, model, row, &mut tree);
        }
        tree
    }

    fn show(&mut self, load: &Load, shown: &Shown, model: usize, number: usize, tree: &mut Tree) {
        let row = self.row(model, number);
        let cell = |column: u16| row[usize::from(column)].clone();
        let truth = |holds: bool| Cell::Integer(holds.into());
        tree.row.push(match shown {
            Shown::Whole => return tree.row.extend(row.iter().cloned()),
            Shown::Flat(inner) => {
                let inner = inner.iter();
                return inner.for_each(|shown| self.show(load, shown, model, number, tree));
            }
            Shown::Below(place) => {
                let beside = self.beside(load, load.node(*place), model, number);
                return tree.beside.push(beside);
            }
            Shown::Column(column) => cell(*column),
            Shown::Holds(condition) => truth(self.holds(model, row, condition)),
            Shown::Coalesce(column, other) => match cell(*column) {
                Cell::Null => other.clone(),
                cell => cell,
            },
            Shown::Any(place, condition) => {
                let node = load.node(*place);
                let mut rows = self.loaded(node, row).into_iter();
                truth(rows.any(|found| {
                    let found = self.row(node.model, found);
                    self.holds(node.model, found, condition)
                }))
            }
            Shown::Count(place) => {
                let rows = self.loaded(load.node(*place), row);
                Cell::Integer(i64::try_from(rows.len()).expect("few"))
            }
            Shown::Sum(place, column)
            | Shown::Avg(place, column)
            | Shown::Min(place, column)
            | Shown::Max(place, column)
            | Shown::Get(place, column) => {
                let node = load.node(*place);
                let rows = self.loaded(node, row);
                let cells = rows
                    .into_iter()
                    .map(|found| self.row(node.model, found)[usize::from(*column)].clone());
                made_of(shown, cells.collect())
            }
        });
    }
}

/// What is made of the cells of the rows that a relation leads to.
fn made_of(shown: &Shown, cells: Vec<Cell>) -> Cell {
    if matches!(shown, Shown::Get(..)) {
        return cells.into_iter().next().unwrap_or(Cell::Null);
    }
    let mut cells: Vec<Cell> = cells.into_iter().filter(|cell| !cell.is_null()).collect();
    cells.sort_by(|a, b| a.order(b, Collation::Binary));
    let sum: i64 = cells
        .iter()
        .map(|cell| match cell {
            Cell::Integer(number) => *number,
            _ => 0,
        })
        .sum();
    let float = |number: i64| f64::from(i32::try_from(number).expect("small"));
    match shown {
        Shown::Sum(..) => Cell::Integer(sum),
        Shown::Avg(..) if cells.is_empty() => Cell::Null,
        Shown::Avg(..) => Cell::Real(float(sum) / float(i64::try_from(cells.len()).expect("few"))),
        Shown::Max(..) => cells.pop().unwrap_or(Cell::Null),
        _ => cells.into_iter().next().unwrap_or(Cell::Null),
    }
}

/// The same row, with the rows below it whose order is not said in one that depends on nothing else.
pub fn comparable(case: &Case<'_>, place: u16, mut tree: Tree) -> Tree {
    let load = case.load;
    let below = load.layout(place).into_iter().flatten().flat_map(below);
    for (beside, place) in tree.beside.iter_mut().zip(below.collect::<Vec<u16>>()) {
        let node = load.node(place);
        match beside {
            Beside::Many(rows) => {
                let each = std::mem::take(rows).into_iter();
                *rows = each.map(|row| comparable(case, place, row)).collect();
                if !is_exact(case, node.model, &node.options.order) {
                    rows.sort_by_cached_key(Tree::in_any_order);
                }
            }
            Beside::Maybe(Some(row)) => {
                let inner = std::mem::replace(&mut **row, Tree::leaf(Vec::new()));
                **row = comparable(case, place, inner);
            }
            Beside::Maybe(None) | Beside::Depth(_) => {}
        }
    }
    tree
}

/// Whether an order says of any two rows that are not the same which comes first.
pub fn is_exact(case: &Case<'_>, model: usize, order: &[Order]) -> bool {
    let deciding = deciding(&case.schema.models[model]);
    let is_named = |column: &u16| order.iter().any(|order| order.column == *column);
    deciding.iter().all(is_named) && decides(case.schema, case.tables, model)
}

/// The places of the relations that a field shows, in order.
pub fn below(shown: &Shown) -> Vec<u16> {
    match shown {
        Shown::Below(place) => vec![*place],
        Shown::Flat(inner) => inner.iter().flat_map(below).collect(),
        _ => Vec::new(),
    }
}
