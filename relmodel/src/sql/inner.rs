//! What an expression or a statement is made of: which tables it mentions, and how deep it is.

use super::{Node, Scope, Select, Source, Table};

/// A part of an expression.
enum Inner<'n> {
    Node(&'n Node),
    Select(&'n Select),
}

impl Node {
    /// Whether a column of this occurrence of a table stands anywhere in it.
    pub(crate) fn mentions(&self, scope: Scope) -> bool {
        if let Self::Column { scope: own, .. }
        | Self::Cell(own, _)
        | Self::Slot(own)
        | Self::Key(own, _) = self
        {
            return *own == scope;
        }
        let mut found = false;
        self.inner(&mut |inner| {
            found = found
                || match inner {
                    Inner::Node(node) => node.mentions(scope),
                    Inner::Select(select) => select.mentions(scope),
                };
        });
        found
    }

    fn has_raw(&self) -> bool {
        let mut found = matches!(self, Self::Raw(_));
        self.inner(&mut |inner| {
            found = found
                || match inner {
                    Inner::Node(node) => node.has_raw(),
                    Inner::Select(select) => select.has_raw(),
                };
        });
        found
    }

    /// How deep it is.
    fn depth(&self) -> u32 {
        let mut deepest = 0;
        self.inner(&mut |inner| {
            let depth = match inner {
                Inner::Node(node) => node.depth(),
                Inner::Select(select) => select.depth(),
            };
            deepest = depth.max(deepest);
        });
        deepest + 1
    }

    fn inner<'n>(&'n self, visit: &mut dyn FnMut(Inner<'n>)) {
        let mut among = |nodes: &'n [Self]| nodes.iter().for_each(|node| visit(Inner::Node(node)));
        match self {
            Self::Binary(_, sides) | Self::Compare(_, sides) => among(&**sides),
            Self::Between(operands) => among(&**operands),
            Self::All(nodes)
            | Self::Any(nodes)
            | Self::Row(nodes)
            | Self::Call {
                arguments: nodes, ..
            }
            | Self::Arithmetic {
                operands: nodes, ..
            } => among(nodes),
            Self::Raw(raw) => among(&raw.values),
            Self::Postfix(operand, _)
            | Self::Not(operand)
            | Self::Negated(operand)
            | Self::CountDistinct(operand)
            | Self::Cast(operand, _)
            | Self::Collate(operand)
            | Self::Plain(operand)
            | Self::InList(operand, _) => visit(Inner::Node(operand)),
            Self::Case(cases, otherwise) => {
                for (condition, value) in cases {
                    visit(Inner::Node(condition));
                    visit(Inner::Node(value));
                }
                if let Some(otherwise) = otherwise {
                    visit(Inner::Node(otherwise));
                }
            }
            Self::InSelect(operands, select) => {
                among(operands);
                visit(Inner::Select(select));
            }
            Self::Exists(select) | Self::Scalar(select, _) => visit(Inner::Select(select)),
            Self::RowNumber { partition, order } => {
                among(partition);
                order.iter().for_each(|term| visit(Inner::Node(&term.node)));
            }
            Self::Column { .. }
            | Self::Cell(..)
            | Self::Slot(_)
            | Self::Key(..)
            | Self::Number(_)
            | Self::Literal(_)
            | Self::Value(_)
            | Self::CountAll
            | Self::Endless
            | Self::TooDeep => {}
        }
    }
}

impl Select {
    /// Whether a column of this occurrence of a table stands anywhere in it.
    pub(crate) fn mentions(&self, scope: Scope) -> bool {
        let mut found = false;
        self.inner(&mut |inner| {
            found = found
                || match inner {
                    Inner::Node(node) => node.mentions(scope),
                    Inner::Select(select) => select.mentions(scope),
                };
        });
        found
    }

    /// Whether the user's SQL is anywhere in it, which need not say the same twice: `random()`.
    pub(crate) fn has_raw(&self) -> bool {
        let is_raw = |source: &Source| matches!(source.table, Table::Raw(..));
        let mut found = self.from.iter().chain(&self.joins).any(is_raw);
        self.inner(&mut |inner| {
            found = found
                || match inner {
                    Inner::Node(node) => node.has_raw(),
                    Inner::Select(select) => select.has_raw(),
                };
        });
        found
    }

    /// How deep it is as a part of an expression.
    pub(crate) fn depth(&self) -> u32 {
        let mut deepest = 0;
        self.inner(&mut |inner| {
            let depth = match inner {
                Inner::Node(node) => node.depth(),
                Inner::Select(select) => select.depth(),
            };
            deepest = depth.max(deepest);
        });
        deepest + 1
    }

    fn inner<'n>(&'n self, visit: &mut dyn FnMut(Inner<'n>)) {
        for source in self.from.iter().chain(&self.joins) {
            source.inner(visit);
        }
        let order = self.order.iter().map(|term| &term.node);
        let nodes = self
            .filter
            .iter()
            .chain(&self.group)
            .chain(&self.having)
            .chain(&self.columns)
            .chain(order);
        nodes.for_each(|node| visit(Inner::Node(node)));
    }
}

impl Source {
    fn inner<'n>(&'n self, visit: &mut dyn FnMut(Inner<'n>)) {
        self.on.iter().for_each(|node| visit(Inner::Node(node)));
        match &self.table {
            Table::Model(_)
            | Table::Excluded(_)
            | Table::View(_)
            | Table::Keys(_)
            | Table::Raw(..) => {}
            Table::Select(select) | Table::Rows(_, select) => visit(Inner::Select(select)),
            Table::Walk(walk) => {
                walk.owners.inner(visit);
                let nodes = walk.key.iter().chain(&walk.lead);
                nodes.for_each(|node| visit(Inner::Node(node)));
            }
        }
    }
}
