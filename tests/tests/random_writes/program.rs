//! Programs: calls and transactions inside each other, each call drawn by a seed of its own when it is its turn,
//! so that a program from which some are left out is still one.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use relmodel::prelude::*;
use relmodel_tests::Random;

use crate::models::{NewPlace, Owner};
use crate::run::{Checked, Run, kind_of};
use crate::tables::{OWNER, TABLES};
use crate::world::{Kind, World};
use crate::{children, links, queries, rows, with_model};

#[derive(Debug, Clone)]
pub enum Step {
    Call(u64),
    Nest(Nest),
}

#[derive(Debug, Clone)]
pub struct Nest {
    how: How,
    end: End,
    is_deferred: bool,
    pub steps: Vec<Step>,
}

/// How a transaction is begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    Closure,
    Try,
    Retries,
    Begin,
    Read,
}

/// How it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Ok,
    Err,
    Panic,
    /// Of one that was begun by hand: rolled back by a call, or by dropping it. Of others it is `Err`.
    Rollback,
    Drop,
    /// It is committed while one that was begun inside it is open.
    Crossed,
}

/// The panic that a program means.
struct Meant;

/// An error of the program's own.
enum Stop {
    Meant,
    Error(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

pub fn random(random: &mut Random) -> Vec<Step> {
    let first = random.between(4, 10);
    let mut steps: Vec<Step> = (0..first).map(|_| Step::Call(random.seed())).collect();
    steps.extend(some(random, 0));
    steps
}

fn some(random: &mut Random, depth: usize) -> Vec<Step> {
    let count = random.between(2, 10 - 2 * depth);
    (0..count)
        .map(|_| match depth < 3 && random.chance(22) {
            true => Step::Nest(nest(random, depth)),
            false => Step::Call(random.seed()),
        })
        .collect()
}

fn nest(random: &mut Random, depth: usize) -> Nest {
    let hows = [
        How::Closure,
        How::Try,
        How::Retries,
        How::Begin,
        How::Begin,
        How::Closure,
        How::Try,
        How::Read,
    ];
    let ends = [
        End::Ok,
        End::Ok,
        End::Ok,
        End::Ok,
        End::Ok,
        End::Err,
        End::Panic,
        End::Rollback,
        End::Drop,
        End::Crossed,
    ];
    let how = hows[random.below(hows.len())];
    // Most calls in a transaction that reads are refused: a few are enough.
    let inside = match how == How::Read && random.chance(80) {
        true => 3,
        false => depth + 1,
    };
    Nest {
        how,
        end: ends[random.below(ends.len())],
        is_deferred: random.chance(15),
        steps: some(random, inside),
    }
}

impl Run<'_> {
    /// Runs a program, which is all that is done with this database.
    pub fn program(&mut self, db: &Db, steps: &[Step]) -> Checked {
        self.steps(db, steps)?;
        self.compare_all(db)?;
        self.committed = self.world.clone();
        self.compare_other()?;
        for (pragma, right) in [("foreign_key_check", None), ("integrity_check", Some("ok"))] {
            let found = db.with_connection(|raw| {
                let mut statement = raw.prepare_cached(&format!("PRAGMA {pragma}"))?;
                let mut rows = statement.query([])?;
                let found = rows.next()?.map(|row| row.get::<_, String>(0));
                found.transpose()
            });
            let found = found.map_err(|error| error.to_string())?;
            if found.as_deref() != right {
                return Err(format!("{pragma} finds {found:?}"));
            }
        }
        match db.with_connection(|raw| raw.is_autocommit()) {
            true => Ok(()),
            false => Err("a transaction is left open".to_owned()),
        }
    }

    fn steps(&mut self, db: &Db, steps: &[Step]) -> Checked {
        steps.iter().try_for_each(|step| match step {
            Step::Call(seed) => self.any_call(db, &mut Random::new(*seed)),
            Step::Nest(nest) => self.nest(db, nest),
        })
    }

    fn any_call(&mut self, db: &Db, random: &mut Random) -> Checked {
        use queries::one;
        use rows::{
            conflict, delete, insert, insert_all, insert_whole, reload, update, upsert_all,
        };
        // Rows come first, those that others need before them.
        if self.world.len() < 14 && random.chance(70) {
            let table = [OWNER, random.below(4), random.below(TABLES.len())][random.below(3)];
            let table = self.grounded(table, random);
            return with_model!(table, insert(self, db, random));
        }
        let mut table = random.below(TABLES.len());
        let filled: Vec<usize> = (0..TABLES.len())
            .filter(|table| !self.world.rows(*table).is_empty())
            .collect();
        if let Some(filled) = random.pick(&filled)
            && random.chance(75)
        {
            table = *filled;
        }
        match random.below(100) {
            0..=20 => {
                let table = self.grounded(table, random);
                match random.below(20) {
                    0..=10 => with_model!(table, insert(self, db, random)),
                    11..=14 => with_model!(table, insert_whole(self, db, random)),
                    _ => with_model!(table, insert_all(self, db, random)),
                }
            }
            21..=29 => with_model!(table, update(self, db, random)),
            30..=33 => with_model!(table, delete(self, db, random)),
            34 => with_model!(table, reload(self, db, random)),
            35..=44 => with_model!(table, conflict(self, db, random)),
            45 | 46 => with_model!(table, upsert_all(self, db, random)),
            47..=51 => with_model!(table, one(self, db, random)),
            52..=60 => with_model!(table, update_many(self, db, random)),
            61..=63 => with_model!(table, delete_many(self, db, random)),
            64 | 65 => queries::related(self, db, random),
            66..=83 => children::any(self, db, random),
            _ => links::any(self, db, random),
        }
    }

    /// The table, or one that its rows must point at and that has none.
    fn grounded(&self, table: usize, random: &mut Random) -> usize {
        let required = TABLES[table].keys.iter().filter(|key| {
            let mut columns = key.columns.iter();
            !columns.any(|column| TABLES[table].is_nullable(*column))
        });
        let mut empty = required.filter(|key| self.world.rows(key.target).is_empty());
        match empty.next() {
            Some(key) if random.chance(95) => self.grounded(key.target, random),
            _ => table,
        }
    }

    fn nest(&mut self, db: &Db, nest: &Nest) -> Checked {
        self.counts.transactions += 1;
        self.tell(&|| format!("{:?} a transaction", nest.how));
        let before = self.world.clone();
        if self.depth == 0 {
            self.committed = before.clone();
        }
        let mut inside = Ok(());
        self.depth += 1;
        self.reading += usize::from(nest.how == How::Read);
        let ended = catch_unwind(AssertUnwindSafe(|| self.run_nest(db, nest, &mut inside)));
        self.reading -= usize::from(nest.how == How::Read);
        self.depth -= 1;
        inside?;
        let is_outermost = self.depth == 0;
        let right = match nest.end {
            End::Ok
                if is_outermost && self.world.is_deferred && self.world.dangles(&World::new()) =>
            {
                Ended::Error(Kind::ForeignKey)
            }
            End::Ok => Ended::Ok,
            End::Panic => Ended::Panic,
            End::Crossed if nest.how == How::Begin => Ended::Error(Kind::Query),
            _ => Ended::Meant,
        };
        let ended = match ended {
            Ok(ended) => ended,
            Err(panic) if panic.is::<Meant>() => Ended::Panic,
            Err(panic) => resume_unwind(panic),
        };
        self.tell(&|| format!("the transaction ends by {:?}: {ended:?}", nest.end));
        if ended != right {
            return Err(format!(
                "a transaction {:?} that ends by {:?} gives {ended:?} and not {right:?}",
                nest.how, nest.end
            ));
        }
        let is_deferred = self.world.is_deferred && !is_outermost;
        if right != Ended::Ok {
            self.counts.rolled_back += 1;
            self.world = before;
        }
        self.world.is_deferred = is_deferred;
        self.compare_anew(db)
            .map_err(|why| format!("after a transaction that ended by {:?}: {why}", nest.end))?;
        if is_outermost {
            self.committed = self.world.clone();
            self.compare_other()?;
        }
        Ok(())
    }

    fn run_nest(&mut self, db: &Db, nest: &Nest, inside: &mut Checked) -> Ended {
        match nest.how {
            How::Closure => meant(db.transaction(|tx| self.body(tx, nest, inside, wanted))),
            How::Retries => {
                meant(db.transaction_with_retries(2, |tx| self.body(tx, nest, inside, wanted)))
            }
            How::Read => meant(db.read_transaction(|tx| self.body(tx, nest, inside, wanted))),
            How::Try => {
                let body = |tx: &Tx<'_>| self.body(tx, nest, inside, |_| Stop::Meant);
                match db.try_transaction::<(), Stop>(body) {
                    Ok(()) => Ended::Ok,
                    Err(Stop::Meant) => Ended::Meant,
                    Err(Stop::Error(error)) => Ended::Error(kind_of(&error)),
                }
            }
            How::Begin => match self.begun(db, nest, inside) {
                Ok(ended) => ended,
                Err(error) => Ended::Error(kind_of(&error)),
            },
        }
    }

    /// A transaction that is begun and ended by hand.
    fn begun(&mut self, db: &Db, nest: &Nest, inside: &mut Checked) -> relmodel::Result<Ended> {
        let tx = db.begin()?;
        if let Err(Stop::Error(error)) = self.body(&tx, nest, inside, |_| Stop::Meant) {
            return Err(error);
        }
        match nest.end {
            End::Ok => tx.commit().map(|()| Ended::Ok),
            End::Rollback => tx.rollback().map(|()| Ended::Meant),
            End::Crossed => {
                let inner = db.begin()?;
                let committed = tx.commit();
                let outside = NewPlace {
                    country: "nowhere",
                    code: 0,
                }
                .insert(&inner);
                match outside {
                    Err(_) => committed.map(|()| Ended::Ok),
                    Ok(_) => Ok(Ended::Outside),
                }
            }
            _ => Ok(Ended::Meant),
        }
    }

    /// From its beginning an outermost transaction keeps others from writing; one that reads does not.
    fn holds_the_right_to_write(&self, does: bool) -> Checked {
        let Some(other) = self.other.filter(|_| self.depth == 1) else {
            return Ok(());
        };
        match other.begin() {
            Err(error) if does && error.is_busy() => Ok(()),
            Ok(_) if !does => Ok(()),
            begun => Err(format!("another connection begins, and gets {begun:?}")),
        }
    }

    /// What runs in the transaction, and how it ends.
    fn body<E: From<Error>>(
        &mut self,
        tx: &Db,
        nest: &Nest,
        inside: &mut Checked,
        wanted: impl FnOnce(&Db) -> E,
    ) -> Result<(), E> {
        if nest.is_deferred {
            self.tell(&|| "defer foreign keys".to_owned());
            tx.defer_foreign_keys()?;
            self.world.is_deferred = true;
        }
        *inside = self.holds_the_right_to_write(nest.how != How::Read);
        if inside.is_ok() {
            *inside = self.steps(tx, &nest.steps);
        }
        if self.depth == 1 && inside.is_ok() {
            *inside = self.compare_other();
        }
        match nest.end {
            _ if inside.is_err() => Err(wanted(tx)),
            End::Ok => Ok(()),
            End::Panic => resume_unwind(Box::new(Meant)),
            _ => Err(wanted(tx)),
        }
    }
}

/// How a transaction has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ended {
    Ok,
    /// By the error that the program gave.
    Meant,
    Panic,
    Error(Kind),
    /// What belonged to it ran when it had ended.
    Outside,
}

/// An error of relmodel's own, for transactions that take no other.
fn wanted(db: &Db) -> Error {
    match Owner::find(Id::from(-1)).load(db) {
        Err(error) => error,
        Ok(owner) => panic!("there is no {owner:?}"),
    }
}

fn meant(result: relmodel::Result<()>) -> Ended {
    match result {
        Ok(()) => Ended::Ok,
        Err(error) if error.is_not_found() => Ended::Meant,
        Err(error) => Ended::Error(kind_of(&error)),
    }
}

use queries::{delete as delete_many, update as update_many};
