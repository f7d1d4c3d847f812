//! What was written: the struct or enum, its fields or variants and their attributes, before any rule is applied.

use proc_macro2::Ident;
use syn::{Data, DataEnum, DataStruct, DeriveInput, Fields, FieldsNamed, Type, Visibility};

use crate::attr::{self, Spanned};
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

/// An enum or struct with `#[derive(ColumnType)]`.
pub(crate) struct OwnType {
    pub(crate) ident: Ident,
    pub(crate) attributes: attr::OnType,
    pub(crate) body: Body,
}

/// What the type is made of.
pub(crate) enum Body {
    /// One field without a name.
    Around(Box<Type>),
    /// Variants without fields, at least one.
    Enum(Vec<Variant>),
    /// Something else, which was reported.
    Refused,
}

/// A variant without fields.
pub(crate) struct Variant {
    pub(crate) ident: Ident,
    pub(crate) rename: Option<Spanned<String>>,
}

impl OwnType {
    /// Reads the type; `None` when it can't be a column at all.
    pub(crate) fn read(input: &DeriveInput, errors: &mut Errors) -> Option<Self> {
        if !input.generics.params.is_empty() {
            errors.push_over(
                &input.generics.params,
                "a column type has no parameters: what it is stored as is known when it is written",
            );
            return None;
        }
        if let Some(clause) = &input.generics.where_clause {
            errors.push_over(
                clause,
                "a column type has no parameters: remove the `where`",
            );
            return None;
        }
        let ident = &input.ident;
        let attributes = attr::on_type(&input.attrs, errors);
        let instead = format!(
            "a column holds one value: write `struct {ident}(String);`, around one column type, or an enum without fields"
        );
        let body = match &input.data {
            Data::Struct(DataStruct {
                fields: Fields::Unnamed(fields),
                ..
            }) if fields.unnamed.len() == 1 => {
                let inner = fields.unnamed.first();
                inner.map_or(Body::Refused, |field| {
                    Body::Around(Box::new(field.ty.clone()))
                })
            }
            Data::Struct(DataStruct {
                fields: Fields::Unit,
                ..
            }) => refuse(ident, instead, errors),
            Data::Struct(data) => refuse(&data.fields, instead, errors),
            Data::Enum(data) => variants(ident, data, errors),
            Data::Union(data) => refuse(data.union_token, instead, errors),
        };
        Some(Self {
            ident: input.ident.clone(),
            attributes,
            body,
        })
    }
}

fn refuse(at: impl quote::ToTokens, message: String, errors: &mut Errors) -> Body {
    errors.push_over(at, message);
    Body::Refused
}

fn variants(ident: &Ident, data: &DataEnum, errors: &mut Errors) -> Body {
    if data.variants.is_empty() {
        let message = "an enum that is a column has variants: write one for each value";
        return refuse(ident, message.to_owned(), errors);
    }
    let mut whole = true;
    let mut variants = Vec::new();
    for variant in &data.variants {
        if !matches!(variant.fields, Fields::Unit) {
            whole = false;
            errors.push_over(
                &variant.fields,
                "a column holds one value, so its variants have no fields: \
                 remove them, and give the model a column of its own for what they hold",
            );
        }
        variants.push(Variant {
            ident: variant.ident.clone(),
            rename: attr::on_variant(&variant.attrs, errors),
        });
    }
    if whole {
        Body::Enum(variants)
    } else {
        Body::Refused
    }
}

/// A struct with `#[derive(Projection)]`.
pub(crate) struct Projection {
    pub(crate) ident: Ident,
    /// `None` if it does not say of which model, which was reported.
    pub(crate) attributes: Option<attr::OnProjection>,
    pub(crate) fields: Vec<Projected>,
}

/// A field of it.
pub(crate) struct Projected {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    pub(crate) fill: Option<attr::Fill>,
}

impl Projection {
    /// Reads the struct; `None` when it can't be a projection at all.
    pub(crate) fn read(input: &DeriveInput, errors: &mut Errors) -> Option<Self> {
        let ident = &input.ident;
        let Data::Struct(DataStruct {
            fields: Fields::Named(fields),
            ..
        }) = &input.data
        else {
            errors.push_over(
                ident,
                format!("a projection is a struct with named fields: `struct {ident} {{ … }}`"),
            );
            return None;
        };
        if !input.generics.params.is_empty() {
            errors.push_over(
                &input.generics.params,
                "a projection has no parameters: what is loaded is known when it is written",
            );
            return None;
        }
        Some(Self {
            ident: ident.clone(),
            attributes: attr::on_projection(ident, &input.attrs, errors),
            fields: fields
                .named
                .iter()
                .filter_map(|field| {
                    Some(Projected {
                        ident: field.ident.clone()?,
                        ty: field.ty.clone(),
                        fill: attr::on_projected_field(&field.attrs, errors),
                    })
                })
                .collect(),
        })
    }
}
