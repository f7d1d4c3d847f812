//! `belongs_to`: the foreign key of a field or of several, and what the database does when its row goes.

use proc_macro2::{Ident, Span};
use quote::format_ident;

use super::{Relations, spelled};
use crate::attr::{self, Spanned};
use crate::check::{MOST_KEY_COLUMNS, indexes, too_wide, ty};
use crate::ir::{Action, Fact, ForeignKey, Given, KeyColumn, Kind, Named, OnRemove, Relation};
use crate::{ast, ir, naming};

impl Relations<'_> {
    /// The relation of a field, if it declares one.
    pub(super) fn belongs_to(
        &mut self,
        column: &ast::Column,
        checked: &ir::Column,
    ) -> Option<Relation> {
        let cascade = &column.attributes.cascade;
        let Some(written) = &column.attributes.belongs_to else {
            if let Some(span) = cascade.delete.or(cascade.update) {
                self.errors.push(
                    span,
                    "`#[cascade]` stands beside `#[belongs_to(…)]`, on the field that holds the \
                     key: add that, or remove this",
                );
            }
            return None;
        };
        if let Some(key) = &written.key {
            self.errors.push(
                key.span,
                "above a field, that field is the key: remove `key`, or write the `#[belongs_to]` above the struct",
            );
        }
        let target = ty(&written.target, &self.written.ident);
        let name = match &written.name {
            Some(name) => name.clone(),
            None => self.name_from_field(column, &target),
        };
        self.foreign_key(written, cascade, &name, &[checked.number], checked.ty.span)
    }

    /// The relation of a foreign key that names its fields.
    pub(super) fn named_key(
        &mut self,
        written: &attr::BelongsTo,
        cascade: &attr::Cascade,
    ) -> Option<Relation> {
        let target = ty(&written.target, &self.written.ident);
        let named = written.name.clone();
        let name = named.unwrap_or_else(|| self.name_from_target(written, &target));
        let numbers = match &written.key {
            Some(key) => indexes::numbers(&key.value, self.columns, self.errors),
            None if written.refused => None,
            None => {
                let message = format!(
                    "which fields hold the key of a `{0}`? Write this above the field that does; \
                     or name several here, `#[belongs_to({1}: {0}, key = (a, b))]`",
                    spelled(&target),
                    naming::text(&name)
                );
                self.errors.push_over(&written.target, message);
                None
            }
        };
        if let Some(name) = written
            .key
            .iter()
            .flat_map(|key| &key.value)
            .nth(MOST_KEY_COLUMNS)
        {
            self.errors.push(name.span(), too_wide());
        }
        let span = written.key.as_ref().map_or(target.span, |key| key.span);
        // Any column serves, so that the other side finds its key.
        let columns = numbers.as_deref().unwrap_or(&[0]);
        let mut relation = self.foreign_key(written, cascade, &name, columns, span)?;
        if let Kind::BelongsTo(key) = &mut relation.kind {
            key.refused |= numbers.is_none() || columns.len() > MOST_KEY_COLUMNS;
        }
        Some(relation)
    }

    /// A name all the same, so that the other side finds its key.
    fn name_from_target(&mut self, written: &attr::BelongsTo, target: &ir::Ty) -> Ident {
        if written.key.is_some() {
            attr::nameless(&written.target, "belongs_to", self.errors);
        }
        let model = spelled(target);
        let name = naming::snake(model.rsplit("::").next().unwrap_or_default());
        let name = naming::ident(&name, target.span);
        name.unwrap_or_else(|| format_ident!("owner", span = target.span))
    }

    fn foreign_key(
        &mut self,
        written: &attr::BelongsTo,
        cascade: &attr::Cascade,
        name: &Ident,
        numbers: &[u16],
        span: Span,
    ) -> Option<Relation> {
        let columns = self.columns;
        let columns = columns.iter();
        let by_number = |number: &u16| columns.clone().find(|column| column.number == *number);
        let columns: Vec<&ir::Column> = numbers.iter().filter_map(by_number).collect();
        let (name, ident) = self.key_name(name);
        let constraint = written.constraint.as_ref();
        let enforced = constraint.is_none_or(|constraint| constraint.value);
        if !enforced {
            self.refuse_actions(written, cascade);
        }
        Some(Relation {
            number: self.number()?,
            ident,
            name,
            visibility: self.visibility(written.visibility.as_ref()),
            target: ty(&written.target, &self.written.ident),
            rows: ir::Rows::default(),
            kind: Kind::BelongsTo(ForeignKey {
                references: written.references.as_ref().map(|names| Named {
                    hash: naming::hash_all(&names.value),
                    span: names.span,
                }),
                enforced,
                refused: written.refused
                    || columns.iter().any(|column| column.given == Given::Never),
                span,
                unique: self.is_unique(numbers),
                on_remove: on_remove(&columns, cascade),
                on_delete: self.action(
                    &columns,
                    written.on_delete.as_ref(),
                    cascade.delete.is_some(),
                    "on_delete",
                    "#[cascade]",
                ),
                on_update: self.action(
                    &columns,
                    written.on_update.as_ref(),
                    cascade.update.is_some(),
                    "on_update",
                    "#[cascade(update)]",
                ),
                columns: columns
                    .into_iter()
                    .map(|column| KeyColumn {
                        number: column.number,
                        field: column.ident.clone(),
                        ty: column.ty.clone(),
                    })
                    .collect(),
            }),
        })
    }

    /// What the database does, it does by the constraint.
    fn refuse_actions(&mut self, written: &attr::BelongsTo, cascade: &attr::Cascade) {
        let options = [&written.on_delete, &written.on_update];
        let options = options.into_iter().flatten().map(|option| option.span);
        let cascades = (!cascade.orphan).then_some(cascade.delete).flatten();
        for span in options.chain(cascades).chain(cascade.update) {
            self.errors.push(
                span,
                "without a constraint the database does nothing when the row that the key points at goes: \
                 remove this, or `constraint = false`",
            );
        }
    }

    /// `user_id` is the key of a `user`.
    fn name_from_field(&mut self, column: &ast::Column, target: &ir::Ty) -> Ident {
        let field = naming::text(&column.ident);
        let name = field
            .strip_suffix("_id")
            .and_then(|stem| naming::ident(stem, column.ident.span()));
        if name.is_none() {
            self.errors.push_over(
                &target.tokens,
                format!(
                    "the relation needs a name, because `{field}` is not of the form `name_id`: \
                     write `#[belongs_to(name: {})]`",
                    spelled(target)
                ),
            );
        }
        // A name all the same, so that the other side finds its key.
        name.unwrap_or_else(|| format_ident!("{}_row", field, span = column.ident.span()))
    }

    /// Whether no two rows can have the same values in these columns.
    fn is_unique(&self, columns: &[u16]) -> bool {
        let covers = |unique: &[u16]| unique.iter().all(|column| columns.contains(column));
        let mut indexes = self.indexes.iter();
        !self.key.columns.is_empty() && covers(&self.key.columns)
            || indexes.any(|index| index.unique && covers(&index.columns))
    }

    /// What the database does: as the option says, or as `#[cascade]` asks.
    fn action(
        &mut self,
        columns: &[&ir::Column],
        option: Option<&Spanned<Action>>,
        cascades: bool,
        key: &str,
        cascade: &str,
    ) -> Action {
        let Some(option) = option else {
            return if cascades {
                Action::Cascade
            } else {
                Action::Nothing
            };
        };
        if cascades {
            self.errors.push(
                option.span,
                format!("`{key}` and `{cascade}` say what happens to the same rows: keep one"),
            );
        }
        match option.value {
            Action::SetDefault if columns.iter().any(|column| column.default.is_none()) => {
                self.errors.push(
                    option.span,
                    format!(
                        "`{key} = set_default` needs a default: \
                         write `#[column(default = …)]` above the field"
                    ),
                );
            }
            Action::SetNull => {
                for column in columns {
                    let message = match columns {
                        [_] => format!(
                            "`{key} = set_null` needs a key that can be NULL: write `Option<{}>`",
                            spelled(&column.ty)
                        ),
                        _ => format!(
                            "`{key} = set_null` makes every column of the key NULL, and `{}` can't be: \
                             write `Option<{}>`, or another action",
                            naming::text(&column.ident),
                            spelled(&column.ty)
                        ),
                    };
                    self.assert(option.span, Fact::Nullable(column.ty.clone(), message));
                }
            }
            _ => {}
        }
        option.value
    }
}

fn on_remove(columns: &[&ir::Column], cascade: &attr::Cascade) -> OnRemove {
    if cascade.orphan {
        OnRemove::Deletes
    } else if columns.iter().any(|column| column.optional) {
        OnRemove::SetsNull
    } else {
        OnRemove::Stays
    }
}
