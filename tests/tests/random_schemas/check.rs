//! Runs a load and compares what it gives with the naive answer.

use relmodel::Executor;

use crate::data::Tables;
use crate::load::{Load, Order};
use crate::naive::{self, Wrong};
use crate::places;
use crate::schema::Schema;
use crate::templates::{PROJECTED, PartKind};
use crate::tree::{Beside, Tree, in_any_order};

#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    pub schema: &'a Schema,
    pub tables: &'a Tables,
    pub load: &'a Load,
}

/// What came of a case.
#[derive(Debug, Clone, Copy, Default)]
pub struct Checked {
    /// How many answers were right.
    pub answers: usize,
    /// How many of them were errors.
    pub errors: usize,
}

impl Case<'_> {
    /// What was compared; what is wrong, if relmodel gives something else than is right.
    pub fn check(&self, db: &dyn Executor) -> Result<Checked, String> {
        places::put(self.schema, self.load);
        let (rows, wrong) = naive::answer(self.schema, self.tables, self.load);
        let run = match self.load.shown {
            Some(_) => PROJECTED.run,
            None => self.load.template.run,
        };
        let right = Checked {
            answers: 1,
            errors: 0,
        };
        match run(db, self.load) {
            Ok(_) if !wrong.is_empty() => {
                Err(format!("it gives rows, and the rows are wrong: {wrong:?}"))
            }
            Err(error) => {
                let is_right = |wrong: &Wrong| match wrong {
                    Wrong::NotFound => error.is_not_found(),
                    Wrong::NotSingle => error.is_not_single(),
                };
                match wrong.iter().any(is_right) {
                    true => Ok(Checked { errors: 1, ..right }),
                    false => Err(format!("error: {error}, and the rows are {wrong:?}")),
                }
            }
            Ok(loaded) => {
                if let Some(ways) = &self.load.shown {
                    let answers = self.check_verbs(db, ways, &rows)?;
                    return Ok(Checked { answers, errors: 0 });
                }
                let (loaded_rows, rows) = (in_any_order(&loaded), in_any_order(&rows));
                if loaded_rows != rows {
                    return Err(format!(
                        "other rows\n loaded: {loaded_rows}\n  right: {rows}"
                    ));
                }
                self.check_orders(&loaded).map(|()| right)
            }
        }
    }

    fn check_orders(&self, rows: &[Tree]) -> Result<(), String> {
        self.check_order(self.load.model, &self.load.options.order, false, rows)?;
        rows.iter().try_for_each(|row| self.check_below(0, row))
    }

    fn check_below(&self, place: u16, row: &Tree) -> Result<(), String> {
        // Before what is below it, a row has its depth or its link.
        let nodes: Vec<_> = self.load.below(place).collect();
        let own = row.beside.len() - nodes.len();
        for (node, beside) in nodes.into_iter().zip(&row.beside[own..]) {
            match beside {
                Beside::Many(rows) => {
                    let order = match &*node.options.order {
                        [] => node.edge.own_order(),
                        order => order,
                    };
                    let is_near =
                        matches!(node.part.kind, PartKind::Down | PartKind::Up) && order.is_empty();
                    self.check_order(node.model, order, is_near, rows)?;
                    rows.iter()
                        .try_for_each(|row| self.check_below(node.part.place, row))?;
                }
                Beside::Maybe(Some(row)) => self.check_below(node.part.place, row)?,
                Beside::Maybe(None) | Beside::Depth(_) => {}
            }
        }
        Ok(())
    }

    fn check_order(
        &self,
        model: usize,
        order: &[Order],
        is_near: bool,
        rows: &[Tree],
    ) -> Result<(), String> {
        let depth = |row: &Tree| match row.beside.first() {
            Some(Beside::Depth(depth)) if is_near => *depth,
            _ => 0,
        };
        let is_right = |pair: &[Tree]| {
            let [left, right] = pair else { return true };
            depth(left) <= depth(right)
                && naive::by(self.schema, model, order, &left.row, &right.row).is_le()
        };
        match rows.windows(2).all(is_right) {
            true => Ok(()),
            false => Err(format!("not in the order {order:?}: {rows:?}")),
        }
    }
}
