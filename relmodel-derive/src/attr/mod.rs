//! Attributes → typed keys, each with the token to blame for it.
//!
//! What concerns one attribute is checked here: its form, its keys, the types of their values.
//! What concerns several is left to `check`.

mod cascade;
mod check;
mod column;
mod column_type;
mod index;
mod key;
mod model;
mod options;
mod projection;
mod relation;

use proc_macro2::{Ident, Span};
use syn::{Attribute, Meta};

pub(crate) use self::cascade::Cascade;
pub(crate) use self::column::Column;
pub(crate) use self::column_type::{OnType, on_type, on_variant};
pub(crate) use self::index::Index;
pub(crate) use self::key::Key;
pub(crate) use self::model::Model;
pub(crate) use self::projection::{Fill, OnProjection, on_projected_field, on_projection};
pub(crate) use self::relation::{BelongsTo, Has, Kind, ManyToMany, Relation, Rows, nameless};
use crate::errors::Errors;

/// A value with the token to blame for it.
#[derive(Clone)]
pub(crate) struct Spanned<T> {
    pub(crate) value: T,
    pub(crate) span: Span,
}

/// What the attributes of a field say.
#[derive(Default)]
pub(crate) struct OnField {
    pub(crate) key: Option<Key>,
    pub(crate) unique: Option<Span>,
    pub(crate) index: Option<Span>,
    pub(crate) column: Column,
    /// Conditions in SQL.
    pub(crate) checks: Vec<Spanned<String>>,
    pub(crate) belongs_to: Option<BelongsTo>,
    pub(crate) cascade: Cascade,
}

/// What the attributes of the struct say.
#[derive(Default)]
pub(crate) struct OnStruct {
    pub(crate) model: Model,
    /// The foreign keys that are named here, each with what happens when the row that it points at goes.
    pub(crate) foreign_keys: Vec<(BelongsTo, Cascade)>,
    pub(crate) relations: Vec<Relation>,
    pub(crate) indexes: Vec<Index>,
    /// Conditions in SQL.
    pub(crate) checks: Vec<Spanned<String>>,
}

/// Reads the attributes of a field.
pub(crate) fn on_field(attributes: &[Attribute], errors: &mut Errors) -> OnField {
    let mut found = OnField::default();
    let mut seen = Vec::new();
    for (attribute, name) in named(attributes) {
        // `#[cascade] #[cascade(update)]` say two things; the others are one thing each.
        let once = matches!(&*name, "key" | "unique" | "index" | "column" | "belongs_to");
        if once && repeated(attribute, &name, &mut seen, errors) {
            continue;
        }
        match &*name {
            "key" => found.key = key::read(attribute, errors),
            "unique" => found.unique = index::on_field(attribute, &name, errors),
            "index" => found.index = index::on_field(attribute, &name, errors),
            "column" => found.column = column::read(attribute, errors),
            "check" => found.checks.extend(check::read(attribute, errors)),
            "belongs_to" => found.belongs_to = relation::belongs_to(attribute, errors),
            "cascade" => cascade::read(attribute, &mut found.cascade, errors),
            "has_many" | "has_one" | "many_to_many" => errors.push_over(
                attribute.path(),
                format!("`#[{name}]` is said of the model: write it above the struct"),
            ),
            "model" => errors.push_over(
                attribute.path(),
                "`#[model]` is said of the model: write it above the struct, or write `#[column(…)]` here",
            ),
            _ => {}
        }
    }
    found
}

/// Reads the attributes of the struct.
pub(crate) fn on_struct(attributes: &[Attribute], errors: &mut Errors) -> OnStruct {
    let mut found = OnStruct::default();
    let mut seen = Vec::new();
    // `#[cascade]` is said of the foreign key before it, and of no other relation.
    let mut follows_key = false;
    for (attribute, name) in named(attributes) {
        match &*name {
            "belongs_to" => {
                let key = relation::belongs_to(attribute, errors);
                found.foreign_keys.extend(key.map(|key| (key, Cascade::default())));
            }
            "cascade" if follows_key => {
                if let Some((_, cascade)) = found.foreign_keys.last_mut() {
                    cascade::read(attribute, cascade, errors);
                }
            }
            "model" if !repeated(attribute, &name, &mut seen, errors) => {
                found.model = model::read(attribute, errors);
            }
            "has_many" | "has_one" | "many_to_many" => {
                found.relations.extend(relation::on_struct(attribute, &name, errors));
            }
            "unique" | "index" => {
                found.indexes.extend(index::on_struct(attribute, &name, errors));
            }
            "check" => found.checks.extend(check::read(attribute, errors)),
            "cascade" => errors.push_over(
                attribute.path(),
                "`#[cascade]` is said of a foreign key: write it above the field that holds the key, \
                 or below the struct's `#[belongs_to(…)]`",
            ),
            "key" => errors.push_over(
                attribute.path(),
                "`#[key]` is said of a field: write it above each field of the key",
            ),
            "column" => errors.push_over(
                attribute.path(),
                "`#[column]` is said of a field: write it above one, or write `#[model(…)]` here",
            ),
            _ => {}
        }
        follows_key = match &*name {
            "belongs_to" => true,
            "has_many" | "has_one" | "many_to_many" => false,
            _ => follows_key,
        };
    }
    found
}

fn named(attributes: &[Attribute]) -> impl Iterator<Item = (&Attribute, String)> {
    attributes
        .iter()
        .filter_map(|attribute| Some((attribute, attribute.path().get_ident()?.to_string())))
}

/// Whether an attribute of this name came before; that is an error.
fn repeated(
    attribute: &Attribute,
    name: &str,
    seen: &mut Vec<String>,
    errors: &mut Errors,
) -> bool {
    let again = seen.iter().any(|before| before == name);
    if again {
        errors.push_over(
            attribute.path(),
            format!("`#[{name}]` is written twice: make one of the two"),
        );
    }
    seen.push(name.to_owned());
    again
}

/// Whether the attribute is a bare word, as in `#[key]`.
fn is_bare(attribute: &Attribute) -> bool {
    matches!(attribute.meta, Meta::Path(_))
}

/// Says how an attribute of the wrong form is written.
fn wrong_form(attribute: &Attribute, right: &str, errors: &mut Errors) {
    errors.push_over(&attribute.meta, format!("write `{right}`"));
}

fn span_of(attribute: &Attribute) -> Span {
    attribute
        .path()
        .get_ident()
        .map_or_else(Span::call_site, Ident::span)
}
