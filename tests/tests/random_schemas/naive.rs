//! The answer as one would work it out by hand: all rows in memory, and for each the rows that its relations lead to.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use crate::data::{Row, Tables};
use crate::edge::{Edge, EdgeKind};
use crate::load::{Ask, Condition, Load, Node, Options, Order};
use crate::schema::Schema;
use crate::templates::PartKind;
use crate::tree::{Beside, Tree};

/// What is wrong with the rows that a load meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wrong {
    NotFound,
    NotSingle,
}

pub struct Naive<'a> {
    schema: &'a Schema,
    tables: &'a Tables,
    wrong: BTreeSet<Wrong>,
}

/// A row by its model and number, the number of the link that led to it, and how far it is in a tree.
#[derive(Debug, Clone, Copy)]
struct Found {
    row: usize,
    link: usize,
    depth: u32,
}

/// The rows that a load gives, and all that is wrong with them.
pub fn answer(schema: &Schema, tables: &Tables, load: &Load) -> (Vec<Tree>, BTreeSet<Wrong>) {
    let mut naive = Naive::of(schema, tables);
    let all = (0..tables[load.model].len()).map(found).collect();
    let rows = naive.refined(load.model, all, &load.options, &[]);
    let trees = rows
        .into_iter()
        .map(|row| naive.tree(load, 0, load.model, row.row))
        .collect();
    (trees, naive.wrong)
}

fn found(row: usize) -> Found {
    Found {
        row,
        link: 0,
        depth: 0,
    }
}

impl<'a> Naive<'a> {
    pub fn of(schema: &'a Schema, tables: &'a Tables) -> Self {
        Self {
            schema,
            tables,
            wrong: BTreeSet::new(),
        }
    }

    pub fn row(&self, model: usize, row: usize) -> &'a Row {
        &self.tables[model][row]
    }

    fn tree(&mut self, load: &Load, place: u16, model: usize, row: usize) -> Tree {
        if let Some(layout) = load.layout(place) {
            return self.shown(load, layout, model, row);
        }
        let beside = load
            .below(place)
            .map(|node| self.beside(load, node, model, row))
            .collect();
        Tree {
            row: self.row(model, row).clone(),
            beside,
        }
    }

    pub fn beside(&mut self, load: &Load, node: &Node, model: usize, owner: usize) -> Beside {
        let rows = match node.part.kind {
            PartKind::Down | PartKind::Up => self.walk(node, owner),
            _ => self.reached(&node.edge, self.row(model, owner)),
        };
        let order = match node.part.kind {
            // The near ones first is decided by `refined`.
            PartKind::Down | PartKind::Up => &[][..],
            _ => node.edge.own_order(),
        };
        let rows = self.refined(node.model, rows, &node.options, order);
        let mut trees = Vec::new();
        for found in &rows {
            let mut tree = self.tree(load, node.part.place, node.model, found.row);
            match (node.part.kind, &node.edge.kind) {
                (PartKind::Down | PartKind::Up, _) => {
                    tree.beside.insert(0, Beside::Depth(found.depth))
                }
                (PartKind::Link, EdgeKind::Through { from, .. }) => {
                    let link = Tree::leaf(self.row(from.model, found.link).clone());
                    tree.beside.insert(0, Beside::Maybe(Some(Box::new(link))));
                }
                _ => {}
            }
            trees.push(tree);
        }
        if node.part.kind.is_many() {
            return Beside::Many(trees);
        }
        if trees.len() > 1 {
            self.wrong.insert(Wrong::NotSingle);
        }
        if trees.is_empty() && node.part.kind == PartKind::One {
            self.wrong.insert(Wrong::NotFound);
        }
        Beside::Maybe(trees.pop().map(Box::new))
    }

    /// The rows that a relation leads to, as often as links lead to them.
    fn reached(&self, edge: &Edge, owner: &Row) -> Vec<Found> {
        let mut rows = Vec::new();
        if let EdgeKind::Path(steps) = &edge.kind {
            let mut owners = vec![owner];
            let mut ends = BTreeSet::new();
            for step in steps {
                ends = owners
                    .iter()
                    .flat_map(|owner| self.reached(step, owner))
                    .map(|found| found.row)
                    .collect();
                owners = ends.iter().map(|row| self.row(step.target, *row)).collect();
            }
            let is_keyless = self.schema.models[edge.target].key.is_empty();
            for end in ends {
                // Rows without a key that are the same to the bit are one.
                let is_same =
                    |known: &Found| self.row(edge.target, known.row) == self.row(edge.target, end);
                if !is_keyless || !rows.iter().any(is_same) {
                    rows.push(found(end));
                }
            }
        }
        let mut hops = self.schema.hops(edge).into_iter();
        if let Some(hop) = hops.next() {
            rows = self
                .met(hop.target, owner, hop.from, hop.to)
                .map(found)
                .collect();
            if let Some(next) = hops.next() {
                let links = std::mem::take(&mut rows);
                for link in links {
                    let from = self.row(hop.target, link.row);
                    rows.extend(
                        self.met(next.target, from, next.from, next.to)
                            .map(|row| Found {
                                row,
                                link: link.row,
                                depth: 0,
                            }),
                    );
                }
            }
        }
        if let Some(only) = &edge.only {
            rows.retain(|found| self.holds(edge.target, self.row(edge.target, found.row), only));
        }
        rows
    }

    /// The rows whose columns `to` equal those of another row.
    fn met(
        &self,
        model: usize,
        owner: &'a Row,
        from: &'a [u16],
        to: &'a [u16],
    ) -> impl Iterator<Item = usize> + use<'a> {
        let of = &self.schema.models[model];
        let rows = self.tables[model].iter().enumerate();
        let meets = move |row: &Row| {
            let mut ends = from.iter().zip(to);
            ends.all(|(from, to)| {
                row[usize::from(*to)].equals(&owner[usize::from(*from)], of.collation(*to))
            })
        };
        rows.filter(move |(_, row)| meets(row))
            .map(|(number, _)| number)
    }

    /// The rows that a step leads to, taken again and again: each once, with the least number of steps.
    fn walk(&self, node: &Node, owner: usize) -> Vec<Found> {
        let mut seen: Vec<Found> = Vec::new();
        let mut last = vec![owner];
        let mut depth = 0;
        while !last.is_empty() && node.max_depth.is_none_or(|most| depth < most) {
            depth += 1;
            let mut next = Vec::new();
            for row in last {
                for found in self.reached(&node.edge, self.row(node.model, row)) {
                    if !seen.iter().any(|known| known.row == found.row) {
                        seen.push(Found { depth, ..found });
                        next.push(found.row);
                    }
                }
            }
            last = next;
        }
        seen
    }

    /// The numbers of the rows that a relation loads of a row, by what is said of it and of the load.
    pub fn loaded(&self, node: &Node, owner: &Row) -> Vec<usize> {
        let rows = self.reached(&node.edge, owner);
        let rows = self.refined(node.model, rows, &node.options, node.edge.own_order());
        rows.into_iter().map(|found| found.row).collect()
    }

    fn refined(
        &self,
        model: usize,
        mut rows: Vec<Found>,
        options: &Options,
        own_order: &[Order],
    ) -> Vec<Found> {
        if let Some(only) = &options.only {
            rows.retain(|found| self.holds(model, self.row(model, found.row), only));
        }
        let order = match &*options.order {
            [] => own_order,
            order => order,
        };
        let of = &self.schema.models[model];
        let near = |a: &Found, b: &Found| match options.order.is_empty() {
            true => a.depth.cmp(&b.depth),
            false => Ordering::Equal,
        };
        let key: Vec<Order> = of
            .key
            .iter()
            .map(|column| Order {
                column: *column,
                descending: false,
            })
            .collect();
        rows.sort_by(|a, b| {
            let (left, right) = (self.row(model, a.row), self.row(model, b.row));
            let by_order = || by(self.schema, model, order, left, right);
            near(a, b)
                .then_with(by_order)
                .then_with(|| by(self.schema, model, &key, left, right))
        });
        let rows = rows.into_iter().skip(options.offset.unwrap_or_default());
        rows.take(options.limit.unwrap_or(usize::MAX)).collect()
    }

    /// Whether a condition holds. It is never unknown: what is compared with NULL does not hold, but for `Is` and `IsNot`.
    pub fn holds(&self, model: usize, row: &Row, condition: &Condition) -> bool {
        let of = &self.schema.models[model];
        let order =
            |column: u16, other| row[usize::from(column)].order(other, of.collation(column));
        match condition {
            Condition::Is(column, cell) => order(*column, cell).is_eq(),
            Condition::IsNot(column, cell) => order(*column, cell).is_ne(),
            Condition::Less(column, cell) => {
                !row[usize::from(*column)].is_null() && order(*column, cell).is_lt()
            }
            Condition::In(column, cells) => cells.iter().any(|cell| order(*column, cell).is_eq()),
            Condition::IsNull(column) => row[usize::from(*column)].is_null(),
            Condition::Not(inner) => !self.holds(model, row, inner),
            Condition::And(both) => both.iter().all(|each| self.holds(model, row, each)),
            Condition::Or(both) => both.iter().any(|each| self.holds(model, row, each)),
            Condition::Asked { ask, edge, of } => {
                let rows = self.reached(edge, row);
                let mut rows = rows.iter().map(|found| self.row(edge.target, found.row));
                match ask {
                    Ask::IsNone => rows.next().is_none(),
                    Ask::None => !rows.any(|row| self.holds(edge.target, row, of)),
                    _ => rows.any(|row| self.holds(edge.target, row, of)),
                }
            }
        }
    }
}

/// The order of two rows.
pub fn by(schema: &Schema, model: usize, order: &[Order], left: &Row, right: &Row) -> Ordering {
    let collation = |column: u16| schema.models[model].collation(column);
    let term = |order: &Order| {
        let place = usize::from(order.column);
        let ascending = left[place].order(&right[place], collation(order.column));
        if order.descending {
            ascending.reverse()
        } else {
            ascending
        }
    };
    order
        .iter()
        .map(term)
        .find(|ordering| ordering.is_ne())
        .unwrap_or(Ordering::Equal)
}
