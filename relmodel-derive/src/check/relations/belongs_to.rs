//! `belongs_to`: the foreign key of a field, and what the database does when its row goes.

use proc_macro2::Ident;
use quote::format_ident;

use super::{Relations, spelled};
use crate::attr::{self, Spanned};
use crate::check::{is_option, ty};
use crate::ir::{Action, Fact, ForeignKey, Kind, OnRemove, Relation};
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
        let target = ty(&written.target, &self.written.ident);
        let name = match &written.name {
            Some(name) => name.clone(),
            None => self.name_from_field(column, &target),
        };
        let (name, ident) = self.key_name(&name);
        Some(Relation {
            number: self.number()?,
            ident,
            name,
            visibility: self.visibility(written.visibility.as_ref()),
            target,
            kind: Kind::BelongsTo(ForeignKey {
                column: checked.number,
                field: column.ident.clone(),
                ty: checked.ty.clone(),
                unique: self.is_unique(checked.number),
                on_remove: on_remove(column),
                on_delete: self.action(
                    checked,
                    written.on_delete.as_ref(),
                    cascade.delete.is_some(),
                    "on_delete",
                    "#[cascade]",
                ),
                on_update: self.action(
                    checked,
                    written.on_update.as_ref(),
                    cascade.update.is_some(),
                    "on_update",
                    "#[cascade(update)]",
                ),
            }),
        })
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

    /// Whether no two rows can have the same value in this column.
    fn is_unique(&self, column: u16) -> bool {
        let mut indexes = self.indexes.iter();
        self.key.columns == [column]
            || indexes.any(|index| index.unique && index.columns == [column])
    }

    /// What the database does: as the option says, or as `#[cascade]` asks.
    fn action(
        &mut self,
        column: &ir::Column,
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
            Action::SetDefault if column.default.is_none() => self.errors.push(
                option.span,
                format!(
                    "`{key} = set_default` needs a default: \
                     write `#[column(default = …)]` above the field"
                ),
            ),
            Action::SetNull => {
                let message = format!(
                    "`{key} = set_null` needs a key that can be NULL: write `Option<{}>`",
                    spelled(&column.ty)
                );
                self.assert(option.span, Fact::Nullable(column.ty.clone(), message));
            }
            _ => {}
        }
        option.value
    }
}

fn on_remove(column: &ast::Column) -> OnRemove {
    let attr::Cascade { orphan, .. } = column.attributes.cascade;
    if orphan {
        OnRemove::Deletes
    } else if is_option(&column.ty) {
        OnRemove::SetsNull
    } else {
        OnRemove::Stays
    }
}
