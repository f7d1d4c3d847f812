//! The same load with other values in it: its statements have the same texts.

use crate::cell::Cell;
use crate::data::Tables;
use crate::load::{Condition, Load, Options};
use crate::shown::Shown;
use relmodel_tests::Random;

impl Load {
    /// The load with other values where it compares with some, and with other limits.
    pub fn with_other_values(&self, tables: &Tables, random: &mut Random) -> Self {
        let mut load = self.clone();
        let mut values = Values { tables, random };
        values.options(&mut load.options);
        for node in &mut load.nodes {
            values.options(&mut node.options);
        }
        for shown in load
            .shown
            .iter_mut()
            .flat_map(|ways| ways.fields.values_mut())
        {
            for field in shown {
                if let Shown::Holds(condition) | Shown::Any(_, condition) = field {
                    values.condition(condition);
                }
            }
        }
        load
    }
}

struct Values<'a> {
    tables: &'a Tables,
    random: &'a mut Random,
}

impl Values<'_> {
    fn options(&mut self, options: &mut Options) {
        if let Some(only) = &mut options.only {
            self.condition(only);
        }
        let numbers = [&mut options.limit, &mut options.offset];
        for number in numbers.into_iter().flatten() {
            *number = self.random.below(4);
        }
    }

    fn condition(&mut self, condition: &mut Condition) {
        match condition {
            Condition::Is(_, cell) | Condition::IsNot(_, cell) | Condition::Less(_, cell) => {
                self.cell(cell);
            }
            Condition::In(_, cells) => cells.iter_mut().for_each(|cell| self.cell(cell)),
            Condition::IsNull(_) => {}
            Condition::Not(inner) => self.condition(inner),
            Condition::And(both) | Condition::Or(both) => {
                both.iter_mut().for_each(|one| self.condition(one));
            }
            Condition::Asked { of, .. } => self.condition(of),
        }
    }

    /// Takes another value of the same class from the rows.
    fn cell(&mut self, cell: &mut Cell) {
        let class = std::mem::discriminant(cell);
        let all = self.tables.iter().flatten().flatten();
        let alike: Vec<&Cell> = all
            .filter(|other| std::mem::discriminant(*other) == class)
            .collect();
        if let Some(other) = self.random.pick(&alike) {
            *cell = (*other).clone();
        }
    }
}
