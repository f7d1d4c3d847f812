//! Relations: names and numbers; the foreign keys, and what stands on those of other models.

mod belongs_to;
mod keys;
mod on_struct;

use proc_macro2::Ident;
use quote::format_ident;
use syn::Visibility;

pub(super) use self::keys::{only_keys, owners};
use crate::errors::Errors;
use crate::ir::{Assertion, Fact, Relation};
use crate::{ast, ir, naming};

/// What a model can do by itself, by the trait `Model`: an accessor of the same name would win.
const VERBS: [&str; 8] = [
    "all",
    "delete",
    "filter",
    "find",
    "insert",
    "insert_all",
    "reload",
    "update",
];

/// The rules for relations, the rest of the model that they look at, and what they find.
pub(super) struct Relations<'a> {
    pub(super) written: &'a ast::Model,
    pub(super) columns: &'a [ir::Column],
    pub(super) key: &'a ir::Key,
    pub(super) indexes: &'a [ir::Index],
    pub(super) errors: &'a mut Errors,
    pub(super) assertions: &'a mut Vec<Assertion>,
    pub(super) found: Vec<Relation>,
}

impl Relations<'_> {
    /// All relations: the fields' `belongs_to` first, then those of the struct, then its others in order of writing.
    pub(super) fn check(mut self) -> Vec<Relation> {
        for (column, checked) in self.written.columns.iter().zip(self.columns) {
            let relation = self.belongs_to(column, checked);
            self.found.extend(relation);
        }
        for (written, cascade) in &self.written.attributes.foreign_keys {
            let relation = self.named_key(written, cascade);
            self.found.extend(relation);
        }
        for relation in &self.written.attributes.relations {
            let relation = self.on_struct(relation);
            self.found.extend(relation);
        }
        self.found
    }

    /// The next relation's number; a table has fewer columns, and so fewer relations.
    fn number(&self) -> Option<u16> {
        u16::try_from(self.found.len()).ok()
    }

    fn visibility(&self, written: Option<&Visibility>) -> Visibility {
        written.unwrap_or(&self.written.visibility).clone()
    }

    fn assert(&mut self, span: proc_macro2::Span, fact: Fact) {
        self.assertions.push(Assertion { span, fact });
    }

    /// Whether a name is free; it is an error if not.
    fn is_free(&mut self, ident: &Ident) -> bool {
        let name = naming::text(ident);
        if VERBS.contains(&&*name) {
            let message = format!(
                "a relation of this name would hide the `{name}` that every model has: choose another"
            );
            self.errors.push(ident.span(), message);
            return false;
        }
        let mut columns = self.columns.iter();
        if columns.any(|column| naming::text(&column.ident) == name) {
            self.errors.push(
                ident.span(),
                format!("`{name}` is the name of a column, too: rename the field or the relation"),
            );
            return false;
        }
        if self.is_relation(&name) {
            let message = format!("two relations are called `{name}`: rename one");
            self.errors.push(ident.span(), message);
            return false;
        }
        true
    }

    fn is_relation(&self, name: &str) -> bool {
        self.found.iter().any(|relation| relation.name == name)
    }

    /// The name of a foreign key as other models say it, and that of its field and accessor.
    ///
    /// One whose name is taken stays under another, because other models look for it.
    fn key_name(&mut self, ident: &Ident) -> (String, Ident) {
        let name = naming::text(ident);
        if self.is_free(ident) {
            return (name, ident.clone());
        }
        let number = self.found.len();
        let other = format_ident!("{name}_relation_{number}", span = ident.span());
        if self.is_relation(&name) {
            (naming::text(&other), other)
        } else {
            (name, other)
        }
    }
}

/// A type as it is shown in a message.
fn spelled(ty: &ir::Ty) -> String {
    ty.tokens.to_string().replace(' ', "")
}
