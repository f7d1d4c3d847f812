//! Running statements, on whatever a call was given: where the statement comes from, and what is done with its rows.

use super::text::{Text, Written};
use super::{Bind, Each, Executor, Reader, kept};
use crate::error::Result;
use crate::sql::{Output, Statement};

impl dyn Executor + '_ {
    /// Calls `row` with each row of a statement.
    pub(crate) fn query(
        &self,
        statement: &Statement<'_>,
        row: &mut dyn FnMut(&mut Reader<'_>) -> Result<()>,
    ) -> Result<()> {
        if !statement.is_at_once {
            return self.query_while(statement, &mut |reader| row(reader).map(|()| true));
        }
        let text = Text {
            shape: statement.shape_at_once(),
            write: &|| Written {
                shown: statement.text().into(),
                run: statement.text_at_once().into(),
            },
        };
        let connection = &self.db().connection;
        self.with(&text, &mut |prepared| {
            connection.all(prepared, &|binder| binder.all(&statement.params), row)
        })
    }

    /// Calls `row` with each row of a statement, as long as it wants more.
    pub(crate) fn query_while(&self, statement: &Statement<'_>, row: Each<'_>) -> Result<()> {
        let text = Text {
            shape: statement.shape(),
            write: &|| statement.text().into(),
        };
        self.each(&text, &|binder| binder.all(&statement.params), row)
    }

    /// Calls `row` with each row of a statement that `write` writes.
    pub(crate) fn query_text(
        &self,
        write: &dyn Fn(&mut Output),
        bind: Bind<'_>,
        row: &mut dyn FnMut(&mut Reader<'_>) -> Result<()>,
    ) -> Result<()> {
        self.written(write, |text| {
            self.each(text, bind, &mut |reader| row(reader).map(|()| true))
        })
    }

    /// Calls `row` with the first row of a statement that `write` writes.
    pub(crate) fn first(
        &self,
        write: &dyn Fn(&mut Output),
        bind: Bind<'_>,
        row: &mut dyn FnMut(&mut Reader<'_>) -> Result<()>,
    ) -> Result<()> {
        self.written(write, |text| {
            self.each(text, bind, &mut |reader| row(reader).map(|()| false))
        })
    }

    /// Runs a statement that gives no rows, and says how many rows it changed.
    pub(crate) fn execute(&self, statement: &Statement<'_>) -> Result<usize> {
        let text = Text {
            shape: statement.shape(),
            write: &|| statement.text().into(),
        };
        self.change(&text, &|binder| binder.all(&statement.params))
    }

    /// Runs a statement that `write` writes and that gives no rows, and says how many rows it changed.
    pub(crate) fn execute_text(
        &self,
        write: &dyn Fn(&mut Output),
        bind: Bind<'_>,
    ) -> Result<usize> {
        self.written(write, |text| self.change(text, bind))
    }

    fn each(&self, text: &Text<'_>, bind: Bind<'_>, row: Each<'_>) -> Result<()> {
        let connection = &self.db().connection;
        self.with(text, &mut |statement| connection.each(statement, bind, row))
    }

    fn change(&self, text: &Text<'_>, bind: Bind<'_>) -> Result<usize> {
        let connection = &self.db().connection;
        let mut changed = 0;
        self.with(text, &mut |statement| {
            changed = connection.execute(statement, bind)?;
            Ok(())
        })?;
        Ok(changed)
    }

    /// Calls `f` with what `write` writes.
    fn written<T>(&self, write: &dyn Fn(&mut Output), f: impl FnOnce(&Text<'_>) -> T) -> T {
        let cell = &self.db().shape;
        let mut words = cell.take();
        words.clear();
        let mut output = Output::Shape(words);
        write(&mut output);
        let shape = output.into_shape();
        let result = f(&Text {
            shape: &shape,
            write: &|| {
                let mut output = Output::text();
                write(&mut output);
                output.into_text().into()
            },
        });
        cell.set(shape);
        result
    }

    /// Runs `f` with the statement of a text.
    fn with(&self, text: &Text<'_>, f: kept::Use<'_>) -> Result<()> {
        let db = self.db();
        db.run(
            || db.texts.get(text).shown,
            || match self.kept() {
                Some(kept) => kept.with(text, f),
                None => f(&mut db.prepare_text(text)?),
            },
        )
    }
}
