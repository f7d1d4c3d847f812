//! What a query is to load: one statement, the to-one relations joined to it, and the to-many relations below it. Not generic.

use super::collect::Collect;
use super::way::Route;
use crate::error::{Error, Kind, Result};
use crate::expr::Expr;
use crate::row::Row;
use crate::schema::{ModelDef, RelationDef};
use crate::sql::{Join, Node, Scope, Select, Source, Table};
use crate::value::Value;

/// What is loaded for one table and beside it.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The model of the main table.
    pub model: &'static ModelDef,
    /// The main table.
    pub scope: Scope,
    /// The statement. Its columns are what is decoded, in that order.
    pub select: Select,
    /// The to-one relations whose cells are among the columns.
    pub ones: Vec<One>,
    /// The to-many relations, in the order in which they are filled.
    pub children: Vec<Child>,
    /// Whether rows are grouped by what tells them apart, so that what is joined to them must not tell more.
    pub is_once: bool,
    /// Whether a relation that is loaded here mentions columns of its owner, which its own statement doesn't have.
    pub misused: bool,
    /// The row of a link that is loaded beside the main table's.
    pub link: Option<(Scope, &'static ModelDef)>,
    /// The key of the one row that is asked for, where that is known.
    pub key: Vec<Value<'static>>,
    /// Whether there can be no row, so that no statement is needed: the accessor's key is NULL.
    pub is_empty: bool,
}

/// How a relation is loaded. The rows are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Strategy {
    /// To-one by a join, to-many by a statement of its own.
    #[default]
    Usual,
    /// In the statement of its owner.
    Joined,
    /// By a statement that contains the owner's.
    Subquery,
    /// By a statement that gets the owners' keys as an array.
    Batched,
}

/// A to-one relation that was merged into its owner's statement.
#[derive(Debug, Clone)]
pub struct One {
    pub(super) relation: &'static RelationDef,
    pub(super) owner: &'static ModelDef,
    /// The owner's columns that the relation goes by.
    pub(super) from: (Scope, &'static [u16]),
    /// The target's columns that equal them.
    pub(super) to: (Scope, &'static [u16]),
    /// What the result needs: a row, or none.
    pub(super) required: bool,
    pub(super) strategy: Strategy,
    /// The target's table, with the conditions of the join.
    pub(super) table: Source,
}

/// A to-many relation.
#[derive(Debug, Clone)]
pub struct Child {
    pub(super) plan: Plan,
    /// The way to it, whose last table is the plan's.
    pub(super) route: Route,
    /// The owner, whose columns the first step goes by.
    pub(super) owner: Scope,
    pub(super) strategy: Strategy,
    /// Makes the list of the child's rows.
    pub(super) collect: fn() -> Box<dyn Collect>,
}

impl Plan {
    /// All rows of a model, with all columns.
    pub(crate) fn of(model: &'static ModelDef, scope: Scope) -> Self {
        let mut select = Select::of(model, scope);
        select.columns = columns(model, scope, model.places()).collect();
        Self {
            model,
            scope,
            select,
            ones: Vec::new(),
            children: Vec::new(),
            is_once: false,
            misused: false,
            link: None,
            key: Vec::new(),
            is_empty: false,
        }
    }

    /// The rows of the plan as a table, so that what is asked of it is asked of them: those that a limit leaves, and each as often as it comes.
    pub(super) fn into_table(mut self) -> Self {
        if !self.select.is_counted() {
            return self;
        }
        if self.select.limit.is_none() && self.select.offset.is_none() {
            self.select.order.clear();
        }
        let mut plan = Self::of(self.model, Scope::fresh());
        plan.select.from = vec![Source {
            table: Table::Rows(self.model, Box::new(self.select)),
            ..Source::model(self.model, plan.scope)
        }];
        plan.is_empty = self.is_empty;
        plan
    }

    /// Refuses a relation that mentions its owner's columns, whether there are rows or not and whatever the strategy.
    pub(crate) fn check(&self) -> Result<()> {
        if !self.misused {
            return Ok(());
        }
        let message = "a relation that is loaded can't mention the columns of its owner; to choose owners by their relations, use `filter` with `any` or `is`";
        Err(Error::new(Kind::Query, message).with_model(self.model.name))
    }

    /// Whether a column of this occurrence of a table stands in what is loaded.
    fn mentions(&self, scope: Scope) -> bool {
        let mut joined = self.ones.iter().flat_map(|one| &one.table.on);
        joined.any(|node| node.mentions(scope))
            || self.select.mentions(scope)
            || self.children.iter().any(|child| child.plan.mentions(scope))
    }

    pub(crate) fn filter(&mut self, condition: Expr<bool>) {
        self.filter_by(condition.into_node());
    }

    pub(super) fn filter_by(&mut self, condition: Node) {
        match condition {
            Node::All(terms) => self.select.filter.extend(terms),
            node => self.select.filter.push(node),
        }
    }

    /// Merges a to-one relation: its cells go behind those that are there.
    pub(crate) fn merge<T: Row>(
        &mut self,
        relation: &'static RelationDef,
        owner: &'static ModelDef,
        target: Self,
        required: bool,
        strategy: Strategy,
    ) {
        self.misused |= target.misused || target.mentions(self.scope);
        let Some(step) = Route::of(relation).steps.pop() else {
            return;
        };
        let from = (self.scope, step.from);
        let to = (target.scope, step.to);
        if !required && T::PRESENCE > 0 {
            let presence = to.1.iter().copied().take(1);
            self.select
                .columns
                .extend(columns(step.model, to.0, presence));
        }
        self.select.columns.extend(target.select.columns);

        let mut table = Source::model(target.model, target.scope);
        table.join = Join::Left;
        let keys = columns(owner, from.0, step.from.iter().copied());
        table.on = equal(target.scope, step.to, keys);
        table.on.extend(target.select.filter);
        self.ones.push(One {
            relation,
            owner,
            from,
            to,
            required,
            strategy,
            table,
        });
        self.ones.extend(target.ones);
        self.children.extend(target.children);
    }

    /// Adds a to-many relation whose rows are `T`.
    pub(crate) fn child<T: Row>(&mut self, route: Route, mut plan: Self, strategy: Strategy) {
        plan.is_once = route.is_once;
        self.misused |= plan.misused || plan.mentions(self.scope);
        self.children.push(Child {
            plan,
            route,
            owner: self.scope,
            strategy,
            collect: super::collect::rows::<T>,
        });
    }
}

/// Columns of a table.
pub(crate) fn columns(
    model: &ModelDef,
    scope: Scope,
    places: impl IntoIterator<Item = u16>,
) -> impl Iterator<Item = Node> {
    places.into_iter().map(move |column| Node::Column {
        scope,
        column,
        nullable: model.column(column).facts.nullable,
    })
}

/// `scope.columns = values`, pairwise. Written as `=` whatever may be NULL: NULL keys meet nothing.
pub(crate) fn equal(
    scope: Scope,
    places: &[u16],
    values: impl IntoIterator<Item = Node>,
) -> Vec<Node> {
    let column = |column| Node::Column {
        scope,
        column,
        nullable: false,
    };
    places
        .iter()
        .zip(values)
        .map(|(place, value)| Node::binary(column(*place), "=", value))
        .collect()
}
