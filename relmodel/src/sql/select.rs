//! The tree of a SELECT.

use std::sync::Arc;

use super::{Node, RawQuery, Scope, Walk};
use crate::schema::ModelDef;
use crate::value::Value;

/// A SELECT statement or sub-query.
#[derive(Debug, Clone, Default)]
pub struct Select {
    /// The tables that decide which rows there are.
    pub from: Vec<Source>,
    /// Tables joined on the left, which only add columns.
    pub joins: Vec<Source>,
    /// What is selected.
    pub columns: Vec<Node>,
    /// Conditions, all of which hold.
    pub filter: Vec<Node>,
    /// What makes one row of several: those that are equal in all of it.
    pub group: Vec<Node>,
    /// Conditions of the groups, all of which hold.
    pub having: Vec<Node>,
    /// The order.
    pub order: Vec<Term>,
    /// At most so many rows.
    pub limit: Option<Value<'static>>,
    /// After leaving out so many.
    pub offset: Option<Value<'static>>,
    /// Each row once.
    pub distinct: bool,
}

/// A table in FROM.
#[derive(Debug, Clone)]
pub struct Source {
    /// How it joins those before it.
    pub join: Join,
    /// The table.
    pub table: Table,
    /// This occurrence of it.
    pub scope: Scope,
    /// The condition of the join.
    pub on: Vec<Node>,
}

/// How a table joins those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Join {
    /// In the order written: SQLite does not reorder a CROSS JOIN.
    Cross,
    /// With NULLs where nothing meets the condition.
    Left,
}

/// What a [`Source`] reads.
#[derive(Debug, Clone)]
pub enum Table {
    /// The table of a model.
    Model(&'static ModelDef),
    /// An array of keys, bound as one parameter.
    Keys(Keys),
    /// A sub-query.
    Select(Box<Select>),
    /// A sub-query whose rows are a model's, so that its columns have their names.
    Rows(&'static ModelDef, Box<Select>),
    /// The rows of a walk.
    Walk(Box<Walk>),
    /// The row that an INSERT would have inserted.
    Excluded(&'static ModelDef),
    /// A view whose rows a statement changes: SQLite knows it by its own name alone there.
    View(&'static ModelDef),
    /// SQL text that gives the columns of a model.
    Raw(&'static ModelDef, RawQuery),
}

/// Keys of one or several columns, one after the other.
#[derive(Debug, Clone)]
pub struct Keys {
    /// Their values.
    pub values: Arc<Vec<Value<'static>>>,
    /// How many belong to one key.
    pub width: usize,
}

/// A term of ORDER BY.
#[derive(Debug, Clone)]
pub struct Term {
    /// What is compared.
    pub node: Node,
    /// Largest first.
    pub descending: bool,
}

impl Select {
    /// All rows of a model's table, without columns yet.
    pub(crate) fn of(model: &'static ModelDef, scope: Scope) -> Self {
        Self {
            from: vec![Source::model(model, scope)],
            ..Self::default()
        }
    }

    /// The model of an occurrence of a table, if it is one of this statement's own.
    pub(crate) fn model_of(&self, scope: Scope) -> Option<&'static ModelDef> {
        let source = self
            .from
            .iter()
            .chain(&self.joins)
            .find(|source| source.scope == scope)?;
        source.as_model()
    }

    /// Whether rows are left out by their number or because they are equal, so that the columns can't be exchanged.
    pub(crate) fn is_counted(&self) -> bool {
        self.limit.is_some() || self.offset.is_some() || self.distinct || !self.group.is_empty()
    }
}

/// The function that takes rows all at once.
pub(crate) const AT_ONCE: &str = "relmodel_rows";
/// SQLite built with its smallest limits gives a function so many arguments.
const ARGUMENTS: usize = 100;

impl Select {
    /// Whether its rows may be given to a function all at once: they are those of tables, told apart by nothing, in no order that was asked for.
    pub(crate) fn is_at_once(&self) -> bool {
        let is_plain = |node: &Node| {
            matches!(
                node,
                Node::Column { .. } | Node::Slot(_) | Node::Key(..) | Node::Value(_)
            )
        };
        let is_table = |source: &Source| matches!(source.table, Table::Model(_) | Table::Keys(_));
        (1..=ARGUMENTS).contains(&self.columns.len())
            && self.order.is_empty()
            && self.having.is_empty()
            && !self.is_counted()
            && self.columns.iter().all(is_plain)
            && self.from.iter().chain(&self.joins).all(is_table)
    }
}

impl Source {
    /// The model whose table it is, or whose columns it has.
    pub(crate) fn as_model(&self) -> Option<&'static ModelDef> {
        match self.table {
            Table::Model(model)
            | Table::Excluded(model)
            | Table::View(model)
            | Table::Rows(model, _)
            | Table::Raw(model, _) => Some(model),
            Table::Keys(_) | Table::Select(_) | Table::Walk(_) => None,
        }
    }

    /// Whether it is the table of a model without a key.
    pub(crate) fn is_keyless(&self) -> bool {
        self.as_model().is_some_and(|model| model.key.is_empty())
    }

    /// The table of a model, first or in the order written.
    pub(crate) fn model(model: &'static ModelDef, scope: Scope) -> Self {
        Self {
            join: Join::Cross,
            table: Table::Model(model),
            scope,
            on: Vec::new(),
        }
    }
}

impl Term {
    /// Smallest first.
    pub(crate) fn ascending(node: Node) -> Self {
        Self {
            node,
            descending: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A statement of so many columns, from an array of keys.
    fn select(columns: usize) -> Select {
        let scope = Scope::fresh();
        let keys = Keys {
            values: Arc::default(),
            width: 1,
        };
        let source = Source {
            join: Join::Cross,
            table: Table::Keys(keys),
            scope,
            on: Vec::new(),
        };
        Select {
            from: vec![source],
            columns: vec![Node::Slot(scope); columns],
            ..Select::default()
        }
    }

    fn changed(change: impl FnOnce(&mut Select)) -> Select {
        let mut select = select(2);
        change(&mut select);
        select
    }

    #[test]
    fn rows_come_all_at_once_up_to_as_many_columns_as_every_sqlite_gives_a_function() {
        let is_at_once = |columns| select(columns).is_at_once();
        assert_eq!(
            [0, 1, 2, 100, 101, 1000].map(is_at_once),
            [false, true, true, true, false, false]
        );
    }

    #[test]
    fn rows_that_an_order_or_a_number_was_asked_of_come_one_by_one() {
        let term = || Term::ascending(Node::Number(1));
        let is_so: [(&str, Select); 8] = [
            ("order", changed(|s| s.order.push(term()))),
            ("limit", changed(|s| s.limit = Some(Value::Integer(1)))),
            ("offset", changed(|s| s.offset = Some(Value::Integer(1)))),
            ("distinct", changed(|s| s.distinct = true)),
            ("group", changed(|s| s.group.push(Node::Number(1)))),
            ("having", changed(|s| s.having.push(Node::Number(1)))),
            ("column", changed(|s| s.columns.push(Node::Number(1)))),
            (
                "table",
                changed(|s| s.from[0].table = Table::Select(Box::new(select(1)))),
            ),
        ];
        for (what, select) in is_so {
            assert!(!select.is_at_once(), "{what}");
        }
        let filtered = changed(|s| s.filter.push(Node::Number(1)));
        assert!(filtered.is_at_once());
        let valued = changed(|s| s.columns.push(Node::Value(Value::Integer(1))));
        assert!(valued.is_at_once());
    }

    #[test]
    fn the_function_is_around_the_columns_of_the_outermost_select_and_nowhere_else() {
        let inner = select(1);
        let select = changed(|s| {
            s.filter.push(Node::Scalar(Box::new(inner), true));
        });
        let statement = select.to_statement().ok();
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(
            statement.as_ref().map(|statement| statement.text_at_once()),
            text(
                "SELECT relmodel_rows(t0.rowid, t0.rowid) FROM rarray(?1) AS t0 WHERE (SELECT t1.rowid FROM rarray(?2) AS t1)"
            )
        );
        assert_eq!(
            statement.as_ref().map(|statement| statement.text()),
            text(
                "SELECT t0.rowid, t0.rowid FROM rarray(?1) AS t0 WHERE (SELECT t1.rowid FROM rarray(?2) AS t1)"
            )
        );
        assert!(statement.is_some_and(|statement| statement.shape() != statement.shape_at_once()));
    }
}
