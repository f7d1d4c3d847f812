//! What was loaded, without its types: so that it can be compared.

use relmodel::AnyValue;

use crate::cell::Cell;
use crate::data::Row;
use crate::dynamic::Dyn;

/// A row with what was loaded beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct Tree {
    pub row: Row,
    pub beside: Vec<Beside>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Beside {
    Many(Vec<Tree>),
    Maybe(Option<Box<Tree>>),
    Depth(u32),
}

impl Tree {
    pub fn leaf(row: Row) -> Self {
        Self {
            row,
            beside: Vec::new(),
        }
    }

    /// The same, whatever the order of rows.
    pub fn in_any_order(&self) -> String {
        let beside = self.beside.iter().map(|beside| match beside {
            Beside::Many(rows) => in_any_order(rows),
            Beside::Maybe(None) => "none".to_owned(),
            Beside::Maybe(Some(row)) => row.in_any_order(),
            Beside::Depth(depth) => format!("at {depth}"),
        });
        let beside: Vec<String> = beside.collect();
        format!("{:?} ({})", self.row, beside.join("; "))
    }
}

/// The rows, whatever their order.
pub fn in_any_order(rows: &[Tree]) -> String {
    let mut rows: Vec<String> = rows.iter().map(Tree::in_any_order).collect();
    rows.sort();
    format!("[{}]", rows.join(", "))
}

pub trait IntoTree {
    fn into_tree(self) -> Tree;
}

pub trait IntoBeside {
    fn into_beside(self) -> Beside;
}

pub fn row<const P: u16, const D: u16>(row: Dyn<P, D>) -> Row {
    let cells: [Option<AnyValue>; _] = row.0;
    cells.map(Cell::of).to_vec()
}

impl<const P: u16, const D: u16> IntoTree for Dyn<P, D> {
    fn into_tree(self) -> Tree {
        Tree::leaf(row(self))
    }
}

macro_rules! tuples {
    ($(($($part:ident $place:tt),+))+) => {$(
        impl<const P: u16, const D: u16, $($part: IntoBeside),+> IntoTree for (Dyn<P, D>, $($part),+) {
            fn into_tree(self) -> Tree {
                Tree {
                    row: row(self.0),
                    beside: vec![$(self.$place.into_beside()),+],
                }
            }
        }

        impl<const P: u16, const D: u16, $($part: IntoBeside),+> IntoBeside for (Dyn<P, D>, $($part),+) {
            fn into_beside(self) -> Beside {
                Beside::Maybe(Some(Box::new(self.into_tree())))
            }
        }
    )+};
}

tuples! {
    (A 1)
    (A 1, B 2)
    (A 1, B 2, C 3)
}

impl<const P: u16, const D: u16> IntoBeside for Dyn<P, D> {
    fn into_beside(self) -> Beside {
        Beside::Maybe(Some(Box::new(self.into_tree())))
    }
}

impl<T: IntoTree> IntoBeside for Vec<T> {
    fn into_beside(self) -> Beside {
        Beside::Many(self.into_iter().map(T::into_tree).collect())
    }
}

impl<T: IntoTree> IntoBeside for Option<T> {
    fn into_beside(self) -> Beside {
        Beside::Maybe(self.map(|row| Box::new(row.into_tree())))
    }
}

impl IntoBeside for u32 {
    fn into_beside(self) -> Beside {
        Beside::Depth(self)
    }
}
