//! One statement and the tables that it reads: the one it is for and, in a chain, the to-many relations joined to it.

use std::borrow::Cow;
use std::collections::HashMap;

use super::collect::Collect;
use super::faults::explain_row;
use super::key::Same;
use super::level::{Level, LevelOne};
use super::plan::One;
use super::{number, text};
use crate::db::Reader;
use crate::error::Result;
use crate::sql::Select;
use crate::value::{Value, ValueRef};

/// The tables that a statement reads, each joined to the one before.
pub(super) struct Chain<'p> {
    pub(super) stages: Vec<Stage<'p>>,
    /// What the first columns tell.
    lead: Lead,
    /// Whether each row is a row of the one table, nothing is to be checked in it, and it belongs to the owner that its slot tells.
    is_plain: bool,
    /// The owners of the row that is being read.
    owners: Vec<u32>,
    /// At most so many rows of the first table are taken.
    pub(super) most: u32,
    /// Whether there were more of them.
    pub(super) is_more: bool,
}

/// What the first columns of a statement tell.
pub(super) enum Lead {
    /// There is none: the rows have no owners.
    None,
    /// The place of the owner's key in an array, from 1: which row that is.
    Slots(Vec<u32>),
    /// The owner's key, of so many columns: which rows have it.
    Keys(usize, HashMap<Same, Vec<u32>>),
}

impl Lead {
    /// How many columns it has.
    fn width(&self) -> usize {
        match self {
            Self::None => 0,
            Self::Slots(_) => 1,
            Self::Keys(width, _) => *width,
        }
    }
}

/// One table of a statement.
pub(super) struct Stage<'p> {
    pub(super) level: Level<'p>,
    /// Where its cells begin.
    pub(super) start: usize,
    /// The child that is the next stage.
    pub(super) joined: Option<usize>,
    /// For each child the keys of this stage's rows, and which row each is of.
    pub(super) keys: Vec<Keys>,
    /// How many rows it has given.
    pub(super) count: u32,
    /// The list its rows go to; the first stage's is the caller's.
    pub(super) list: Option<Box<dyn Collect>>,
    /// The cell that tells whether a joined row is there.
    presence: Option<usize>,
    /// The cell with the number of its row, which repeats for each row joined to it.
    number: Option<usize>,
    last_number: Option<i64>,
    /// The rows made of the cells that are being read: one for each owner.
    current: Vec<u32>,
    checks: Vec<Check<'p>>,
}

/// The keys of rows, without those that are NULL, be it in part.
#[derive(Default)]
pub(super) struct Keys {
    /// The values of one key after the other.
    pub(super) values: Vec<Value<'static>>,
    /// The row of each key.
    pub(super) rows: Vec<u32>,
}

/// What the database may not have kept to of a joined to-one relation.
struct Check<'p> {
    one: &'p One,
    from: Vec<usize>,
    to: usize,
    /// The cells that tell the rows of a has_one apart.
    key: Vec<usize>,
    /// The owner, what it goes by, and the key of the row before, of a has_one.
    last: Option<(u32, Vec<Value<'static>>, Vec<Value<'static>>)>,
}

impl<'p> Chain<'p> {
    /// The stages of a statement for a level, and the statement with the joined relations in it.
    pub(super) fn new(level: Level<'p>, mut select: Select, lead: Lead) -> (Self, Select) {
        let start = lead.width();
        let mut stages = vec![Stage::new(level, start, None)];
        while let Some(stage) = stages.last_mut()
            && let Some((place, child)) = stage.level.joined()
            && let Some(step) = child.route.steps.last()
        {
            let mut level = Level::new(&child.plan);
            let presence = level.find(child.plan.scope, step.to);
            let number = select.columns.len();
            let key = stage.level.keys[place].iter();
            let key: Vec<usize> = key.map(|cell| stage.start + cell).collect();
            select = text::joined(select, &key, child, &level);
            stage.joined = Some(place);
            stage.number = Some(number);
            let mut next = Stage::new(level, number + 1, Some((child.collect)()));
            next.presence = presence.first().map(|cell| number + 1 + cell);
            stages.push(next);
        }
        let is_plain = matches!((&lead, &*stages), (Lead::Slots(_), [stage]) if stage.is_plain());
        (
            Self {
                stages,
                lead,
                is_plain,
                owners: Vec::new(),
                most: u32::MAX,
                is_more: false,
            },
            select,
        )
    }

    /// Begins to number the rows anew: those that were read have gone on, and nothing is loaded below them.
    pub(super) fn forget(&mut self) {
        for stage in &mut self.stages {
            stage.count = 0;
        }
    }

    /// How many of these rows of the statement it takes: those after the most that are wanted are read to know that they are there.
    pub(super) fn taken(&self, rows: &[Vec<Value<'static>>]) -> usize {
        let number = self.stages.first().and_then(|stage| stage.number);
        let (mut count, mut last) = (0_u32, None);
        let is_left = |row: &Vec<Value<'static>>| {
            let number = number.and_then(|cell| row.get(cell).cloned());
            if number.is_none() || number != last {
                count = count.saturating_add(1);
                last = number;
            }
            count > self.most
        };
        rows.iter().position(is_left).unwrap_or(rows.len())
    }

    /// The statement for the rows that it takes alone, where those that are loaded beside them repeat it.
    pub(super) fn repeated<'s>(&self, select: &'s Select) -> Cow<'s, Select> {
        if self.most == u32::MAX || select.limit.is_none() {
            return Cow::Borrowed(select);
        }
        Cow::Owned(Select {
            limit: Some(number(self.most.into())),
            ..select.clone()
        })
    }

    /// Reads a row of the statement: decodes what is new in it, and notes the keys that the relations below go by.
    pub(super) fn accept(
        &mut self,
        reader: &mut Reader<'_>,
        first: &mut dyn Collect,
    ) -> Result<()> {
        // Most statements: each row is a row of one table, and belongs to one owner.
        if self.is_plain
            && let (Lead::Slots(rows), Some(stage)) = (&self.lead, self.stages.first_mut())
        {
            let ValueRef::Integer(slot) = reader.cell(0) else {
                return Ok(());
            };
            return match usize::try_from(slot - 1)
                .ok()
                .and_then(|slot| rows.get(slot))
            {
                Some(owner) => stage.take(*owner, reader, first),
                None => Ok(()),
            };
        }
        self.owners.clear();
        match &self.lead {
            Lead::None => self.owners.push(0),
            Lead::Slots(rows) => {
                let ValueRef::Integer(slot) = reader.cell(0) else {
                    return Ok(());
                };
                let row = usize::try_from(slot - 1)
                    .ok()
                    .and_then(|slot| rows.get(slot));
                self.owners.extend(row);
            }
            Lead::Keys(width, rows) => {
                let key = (0..*width).map(|cell| reader.cell(cell).to_value());
                let owners = rows.get(&Same(key.collect()));
                self.owners.extend(owners.into_iter().flatten());
            }
        }
        let mut owners = &self.owners;
        if let Some(stage) = self.stages.first() {
            self.is_more |= stage.count >= self.most && stage.is_new(reader);
        }
        if self.is_more {
            return Ok(());
        }
        for stage in &mut self.stages {
            if !stage.accept(reader, owners, first)? {
                break;
            }
            owners = &stage.current;
        }
        Ok(())
    }
}

impl<'p> Stage<'p> {
    fn new(level: Level<'p>, start: usize, list: Option<Box<dyn Collect>>) -> Self {
        let keys = level.keys.iter().map(|_| Keys::default()).collect();
        let checked =
            |one: &&LevelOne<'p>| !one.is_detached && (one.one.required || one.one.is_has_one());
        let checks = level
            .ones
            .iter()
            .filter(checked)
            .filter_map(|one| {
                Some(Check {
                    one: one.one,
                    from: one.from.iter().map(|cell| start + cell).collect(),
                    to: start + one.to.first()?,
                    key: one.key.iter().map(|cell| start + cell).collect(),
                    last: None,
                })
            })
            .collect();
        Self {
            level,
            start,
            joined: None,
            keys,
            count: 0,
            list,
            presence: None,
            number: None,
            last_number: None,
            current: Vec::new(),
            checks,
        }
    }

    /// Whether the row's cells of this stage are another row's than those before.
    fn is_new(&self, reader: &Reader<'_>) -> bool {
        self.number.is_none_or(|cell| match reader.cell(cell) {
            ValueRef::Integer(number) => self.last_number != Some(number),
            _ => false,
        })
    }

    /// Whether the row has cells of this stage.
    fn accept(
        &mut self,
        reader: &mut Reader<'_>,
        owners: &[u32],
        first: &mut dyn Collect,
    ) -> Result<bool> {
        if self
            .presence
            .is_some_and(|cell| reader.cell(cell) == ValueRef::Null)
        {
            return Ok(false);
        }
        if let Some(cell) = self.number {
            let ValueRef::Integer(number) = reader.cell(cell) else {
                return Ok(false);
            };
            if self.last_number.replace(number) == Some(number) {
                return Ok(true);
            }
        }
        self.current.clear();
        // The owners of a row are the same each time: one of them tells whether they come again.
        for check in &mut self.checks {
            check.row(owners.first().copied().unwrap_or_default(), reader)?;
        }
        for owner in owners {
            self.current.push(self.count);
            self.take(*owner, reader, first)?;
        }
        Ok(true)
    }

    /// Whether each row of the statement is a new row of the table, and nothing is to be checked in it.
    fn is_plain(&self) -> bool {
        self.presence.is_none() && self.number.is_none() && self.checks.is_empty()
    }

    /// Takes a new row for an owner.
    #[inline]
    fn take(&mut self, owner: u32, reader: &mut Reader<'_>, first: &mut dyn Collect) -> Result<()> {
        reader.seek(self.start);
        let list = self.list.as_deref_mut().map_or(&mut *first, |list| list);
        if let Err(error) = list.row(owner, reader) {
            return Err(explain_row(error, self.level.plan, reader, self.start));
        }
        self.count += 1;
        if self.keys.is_empty() {
            return Ok(());
        }
        for ((place, keys), cells) in self.keys.iter_mut().enumerate().zip(&self.level.keys) {
            let value = |cell: &usize| reader.cell(self.start + cell);
            let is_null = cells.iter().any(|cell| value(cell) == ValueRef::Null);
            if self.joined != Some(place) && !is_null {
                let key = cells.iter().map(|cell| value(cell).to_value());
                keys.values.extend(key);
                keys.rows.push(self.count - 1);
            }
        }
        Ok(())
    }
}

impl Check<'_> {
    fn row(&mut self, owner: u32, reader: &Reader<'_>) -> Result<()> {
        let from = || self.from.iter().map(|cell| reader.cell(*cell));
        if reader.cell(self.to) == ValueRef::Null {
            let points = from().all(|value| value != ValueRef::Null);
            return match self.one.required && points {
                true => Err(self
                    .one
                    .missing(&from().map(ValueRef::to_value).collect::<Vec<_>>())),
                false => Ok(()),
            };
        }
        if !self.one.is_has_one() {
            return Ok(());
        }
        let key = self.key.iter().map(|cell| reader.cell(*cell));
        if let Some((last_owner, last_from, last_key)) = &self.last
            && *last_owner == owner
            && from().eq(last_from.iter().map(Value::as_ref))
        {
            return match key.eq(last_key.iter().map(Value::as_ref)) {
                true => Ok(()),
                false => Err(self.one.several(last_from)),
            };
        }
        let key = key.map(ValueRef::to_value).collect();
        self.last = Some((owner, from().map(ValueRef::to_value).collect(), key));
        Ok(())
    }
}
