//! What is loaded, as data: which relations of which rows, and how they are refined.

use crate::cell::Cell;
use crate::data::Tables;
use crate::edge::{Edge, EdgeKind, Shape};
use crate::known;
use crate::schema::{Model, Schema};
use crate::shown::Ways;
use crate::templates::{Part, PartKind, Template};
use relmodel_tests::Random;

#[derive(Debug, Clone)]
pub struct Order {
    pub column: u16,
    pub descending: bool,
}

#[derive(Debug, Clone)]
pub enum Condition {
    Is(u16, Cell),
    IsNot(u16, Cell),
    Less(u16, Cell),
    In(u16, Vec<Cell>),
    IsNull(u16),
    Not(Box<Condition>),
    And(Box<[Condition; 2]>),
    Or(Box<[Condition; 2]>),
    Asked {
        ask: Ask,
        edge: Box<Edge>,
        of: Box<Condition>,
    },
}

/// What is asked about a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    Any,
    None,
    Is,
    IsOne,
    IsNone,
}

impl Condition {
    pub fn column(&self) -> Option<u16> {
        match self {
            Self::Is(column, _)
            | Self::IsNot(column, _)
            | Self::Less(column, _)
            | Self::In(column, _)
            | Self::IsNull(column) => Some(*column),
            _ => None,
        }
    }

    /// The relation that it asks about, and what it asks of its rows.
    pub fn asked(&self) -> Option<(&Edge, &Self)> {
        match self {
            Self::Asked { edge, of, .. } => Some((edge, of)),
            Self::Not(inner) => inner.asked(),
            Self::And(both) | Self::Or(both) => both.iter().find_map(Self::asked),
            _ => None,
        }
    }
}

/// Which rows, in which order, and how many.
#[derive(Debug, Clone, Default)]
pub struct Options {
    pub only: Option<Condition>,
    pub order: Vec<Order>,
    pub limit: Option<usize>,
    pub offset: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strategy {
    Usual,
    Joined,
    Subquery,
    Batched,
}

pub const STRATEGIES: [Strategy; 4] = [
    Strategy::Usual,
    Strategy::Joined,
    Strategy::Subquery,
    Strategy::Batched,
];

/// A relation of a load.
#[derive(Debug, Clone)]
pub struct Node {
    pub part: Part,
    pub model: usize,
    pub edge: Edge,
    pub options: Options,
    pub strategy: Strategy,
    pub max_depth: Option<u32>,
}

#[derive(Debug, Clone)]
pub struct Load {
    pub template: &'static Template,
    pub model: usize,
    pub options: Options,
    pub nodes: Vec<Node>,
    /// What a projection shows of the rows; they are whole, in tuples, where it is none.
    pub shown: Option<Ways>,
}

impl Load {
    pub fn node(&self, place: u16) -> &Node {
        let found = self.nodes.iter().find(|node| node.part.place == place);
        found.unwrap_or_else(|| panic!("nothing in the place {place}"))
    }

    pub fn below(&self, place: u16) -> impl Iterator<Item = &Node> {
        self.nodes
            .iter()
            .filter(move |node| node.part.owner == place)
    }

    pub fn options(&self, place: u16) -> &Options {
        match place {
            0 => &self.options,
            place => &self.node(place).options,
        }
    }

    /// A load of this form, if the schema has the relations for it.
    pub fn random(
        schema: &Schema,
        tables: &Tables,
        template: &'static Template,
        random: &mut Random,
    ) -> Option<Self> {
        let mut maker = Maker::new(schema, tables, random);
        let model = maker.random.below(schema.models.len());
        let mut nodes: Vec<Node> = Vec::new();
        for part in &template.parts() {
            let owner = match part.owner {
                0 => model,
                owner => nodes.iter().find(|node| node.part.place == owner)?.model,
            };
            let by_itself = template.by_accessor && part.owner == 0;
            nodes.push(maker.node(*part, owner, by_itself)?);
        }
        let options = maker.options(model, PartKind::Many, true);
        Some(Self {
            template,
            model,
            options,
            nodes,
            shown: None,
        })
    }
}

/// Makes the parts of a load by chance.
pub struct Maker<'a> {
    pub schema: &'a Schema,
    pub tables: &'a Tables,
    edges: Vec<Edge>,
    pub random: &'a mut Random,
}

impl<'a> Maker<'a> {
    pub fn new(schema: &'a Schema, tables: &'a Tables, random: &'a mut Random) -> Self {
        Self {
            schema,
            tables,
            edges: schema.edges(),
            random,
        }
    }

    pub fn node(&mut self, part: Part, owner: usize, by_itself: bool) -> Option<Node> {
        let edge = match part.kind {
            PartKind::Path => self.path(owner)?,
            kind => {
                let schema = self.schema;
                let is_known =
                    |edge: &&Edge| kind == PartKind::Down && known::loses_descendants(schema, edge);
                let fits = |edge: &&Edge| {
                    edge.from == owner && kind.takes(schema, edge) && !is_known(edge)
                };
                let fitting: Vec<Edge> = self.edges.iter().filter(fits).cloned().collect();
                let edge = self.random.pick(&fitting)?.clone();
                match kind {
                    PartKind::Down | PartKind::Up => edge,
                    _ => self.narrowed(edge),
                }
            }
        };
        let options = self.options(edge.target, part.kind, by_itself);
        let is_tree = matches!(part.kind, PartKind::Down | PartKind::Up);
        Some(Node {
            part,
            model: edge.target,
            options,
            edge,
            strategy: Strategy::Usual,
            max_depth: (is_tree && self.random.chance(40))
                .then(|| self.random.below(4).try_into().expect("few")),
        })
    }

    /// Has a has_many, a has_one or a many_to_many say more of its rows, now and then.
    fn narrowed(&mut self, mut edge: Edge) -> Edge {
        if matches!(edge.kind, EdgeKind::BelongsTo(_)) || !self.random.chance(20) {
            return edge;
        }
        if self.random.chance(50) {
            edge.only = Some(self.condition(edge.target, 0));
        }
        if self.schema.shape(&edge) == Shape::Many && self.random.chance(50) {
            edge.order = self.order(edge.target, 2);
        }
        edge
    }

    fn path(&mut self, owner: usize) -> Option<Edge> {
        let mut steps: Vec<Edge> = Vec::new();
        let mut model = owner;
        for _ in 0..self.random.between(2, 3) {
            let fitting: Vec<Edge> = self
                .edges
                .iter()
                .filter(|edge| edge.from == model)
                .cloned()
                .collect();
            let edge = self.random.pick(&fitting)?.clone();
            let edge = self.narrowed(edge);
            model = edge.target;
            steps.push(edge);
        }
        let path = Edge {
            from: owner,
            target: model,
            kind: EdgeKind::Path(steps),
            only: None,
            order: Vec::new(),
        };
        Some(self.narrowed(path))
    }

    pub fn options(&mut self, model: usize, kind: PartKind, by_itself: bool) -> Options {
        let mut options = Options::default();
        let must = kind == PartKind::Filtered;
        if must || kind != PartKind::One && self.random.chance(30) {
            let depth = if matches!(kind, PartKind::Down | PartKind::Up) {
                0
            } else {
                2
            };
            options.only = Some(self.condition(model, depth));
        }
        if !kind.is_many() {
            return options;
        }
        if self.random.chance(40) {
            options.order = self.order(model, 2);
        }
        // A limit wants an order that decides which rows come first.
        if self.random.chance(35) && kind != PartKind::Link && self.decides(model) {
            options.limit = self.random.chance(80).then(|| self.random.below(4));
            options.offset = self.random.chance(40).then(|| self.random.below(3));
            let of = &self.schema.models[model];
            if by_itself || of.key.is_empty() {
                options.order.truncate(6 - deciding(of).len());
                options
                    .order
                    .extend(deciding(of).into_iter().map(|column| Order {
                        column,
                        descending: false,
                    }));
            }
        }
        // SQLite has no OFFSET without a LIMIT.
        if options.offset.is_some() && options.limit.is_none() && by_itself {
            options.limit = Some(100);
        }
        options
    }

    /// Whether its key, or all of its columns where it has none, tell rows apart that are not the same.
    fn decides(&self, model: usize) -> bool {
        decides(self.schema, self.tables, model)
    }

    fn order(&mut self, model: usize, most: usize) -> Vec<Order> {
        let places: Vec<u16> = (0..)
            .zip(&self.schema.models[model].columns)
            .map(|(place, _)| place)
            .collect();
        let count = self.random.between(1, most);
        let mut columns = self.random.some(&places, count);
        if self.random.chance(50) {
            columns.reverse();
        }
        let orders = columns.into_iter().map(|column| Order {
            column,
            descending: self.random.chance(40),
        });
        orders.collect()
    }

    /// A condition, which may ask about relations so deep.
    fn condition(&mut self, model: usize, depth: usize) -> Condition {
        if depth > 0
            && self.random.chance(40)
            && let Some(asked) = self.asked(model, depth)
        {
            return asked;
        }
        match self.random.below(10) {
            0 => Condition::And(Box::new([self.simple(model), self.simple(model)])),
            1 => Condition::Or(Box::new([self.simple(model), self.condition(model, depth)])),
            2 => Condition::Not(Box::new(self.condition(model, depth))),
            _ => self.simple(model),
        }
    }

    fn asked(&mut self, model: usize, depth: usize) -> Option<Condition> {
        let fitting: Vec<Edge> = self
            .edges
            .iter()
            .filter(|edge| edge.from == model)
            .cloned()
            .collect();
        let edge = self.random.pick(&fitting)?.clone();
        let edge = self.narrowed(edge);
        let asks: &[Ask] = match self.schema.shape(&edge) {
            Shape::Many => &[Ask::Any, Ask::None],
            Shape::Optional => &[Ask::Is, Ask::IsNone],
            Shape::Single => &[Ask::IsOne],
        };
        let ask = *self.random.pick(asks)?;
        let of = Box::new(self.condition(edge.target, depth - 1));
        Some(Condition::Asked {
            ask,
            edge: Box::new(edge),
            of,
        })
    }

    pub fn simple(&mut self, model: usize) -> Condition {
        let column = self.random.below(crate::schema::WIDTH);
        let place = u16::try_from(column).expect("few columns");
        let cells = self.tables[model].iter().map(|row| row[column].clone());
        let cells: Vec<Cell> = cells.filter(|cell| *cell != Cell::Null).collect();
        let some = self.random.below(3);
        match (self.random.pick(&cells).cloned(), self.random.below(6)) {
            (None, _) | (_, 0) => Condition::IsNull(place),
            (Some(cell), 1 | 2) => Condition::Is(place, cell),
            (Some(cell), 3) => Condition::IsNot(place, cell),
            (Some(cell), 4) => Condition::Less(place, cell),
            _ => Condition::In(place, self.random.some(&cells, some)),
        }
    }
}

/// Whether its key, or all of its columns where it has none, tell rows apart that are not the same.
pub fn decides(schema: &Schema, tables: &Tables, model: usize) -> bool {
    let of = &schema.models[model];
    let rows = &tables[model];
    !of.key.is_empty()
        || rows.iter().all(|a| {
            let same = |b: &Vec<Cell>| {
                (0..)
                    .zip(a.iter().zip(b))
                    .all(|(c, (a, b))| a.order(b, of.collation(c)).is_eq())
            };
            rows.iter().all(|b| a == b || !same(b))
        })
}

/// The columns that tell a row from others.
pub fn deciding(model: &Model) -> Vec<u16> {
    match &*model.key {
        [] => (0..).zip(&model.columns).map(|(place, _)| place).collect(),
        key => key.to_vec(),
    }
}
