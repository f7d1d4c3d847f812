//! What was written: the struct, its fields and their attributes, before any rule is applied.

use proc_macro2::Ident;
use syn::{Data, DataStruct, DeriveInput, Fields, FieldsNamed, Type, Visibility};

use crate::attr;
use crate::errors::Errors;

/// A struct with `#[derive(Model)]`.
pub(crate) struct Model {
    pub(crate) ident: Ident,
    pub(crate) visibility: Visibility,
    pub(crate) attributes: attr::OnStruct,
    /// At least one.
    pub(crate) columns: Vec<Column>,
}

/// A field of the struct.
pub(crate) struct Column {
    pub(crate) ident: Ident,
    pub(crate) visibility: Visibility,
    pub(crate) ty: Type,
    pub(crate) attributes: attr::OnField,
}

impl Model {
    /// Reads the struct; `None` when it can't be a model at all.
    pub(crate) fn read(input: DeriveInput, errors: &mut Errors) -> Option<Self> {
        let fields = named_fields(&input, errors)?;
        if !input.generics.params.is_empty() {
            errors.push_over(
                &input.generics.params,
                "a model has no parameters: its columns are known when it is written",
            );
            return None;
        }
        if let Some(clause) = &input.generics.where_clause {
            errors.push_over(clause, "a model has no parameters: remove the `where`");
            return None;
        }
        let attributes = attr::on_struct(&input.attrs, errors);
        let columns: Vec<_> = fields
            .named
            .iter()
            .filter_map(|field| {
                Some(Column {
                    ident: field.ident.clone()?,
                    visibility: field.vis.clone(),
                    ty: field.ty.clone(),
                    attributes: attr::on_field(&field.attrs, errors),
                })
            })
            .collect();
        if columns.is_empty() {
            let ident = &input.ident;
            errors.push_over(
                ident,
                format!("a model has columns: write at least a key, `id: Id<{ident}>`"),
            );
            return None;
        }
        Some(Self {
            ident: input.ident,
            visibility: input.vis,
            attributes,
            columns,
        })
    }
}

fn named_fields(input: &DeriveInput, errors: &mut Errors) -> Option<FieldsNamed> {
    let ident = &input.ident;
    let instead = format!("a model is a struct with named fields: `struct {ident} {{ … }}`");
    match &input.data {
        Data::Struct(DataStruct {
            fields: Fields::Named(fields),
            ..
        }) => return Some(fields.clone()),
        Data::Struct(DataStruct {
            fields: Fields::Unnamed(fields),
            ..
        }) => errors.push_over(fields, instead),
        Data::Struct(_) => errors.push_over(ident, instead),
        Data::Enum(data) => errors.push_over(data.enum_token, instead),
        Data::Union(data) => errors.push_over(data.union_token, instead),
    }
    None
}
