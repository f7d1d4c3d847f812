//! `#[projection(…)]`: of which model a struct is a projection, and what fills a field of it.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::parse::ParseStream;
use syn::{Attribute, Expr, Meta, Path, Token, Type};

use super::{named, repeated, wrong_form};
use crate::errors::Errors;

/// What is said above the struct.
pub(crate) struct OnProjection {
    pub(crate) model: Type,
    /// Where the runtime crate is found.
    pub(crate) crate_path: Option<Path>,
}

/// What is said above a field: what fills it.
pub(crate) enum Fill {
    /// Another projection of the same model.
    Flatten,
    /// What a closure gives, of the fields of the model.
    Closure(Box<Expr>),
    /// It can't be read, which was reported.
    Refused,
}

/// Reads `#[projection(User)]` above the struct; `None` if there is none or it can't be read.
pub(crate) fn on_projection(
    ident: &Ident,
    attributes: &[Attribute],
    errors: &mut Errors,
) -> Option<OnProjection> {
    let Some(attribute) = only(attributes, errors) else {
        errors.push_over(
            ident,
            "of which model is this a projection? Write `#[projection(Model)]` above the struct",
        );
        return None;
    };
    if !matches!(attribute.meta, Meta::List(_)) {
        wrong_form(attribute, "#[projection(Model)]", errors);
        return None;
    }
    let read = attribute.parse_args_with(|input: ParseStream<'_>| {
        let model = input.parse().map_err(|error| {
            let message = "expected the name of a model: `#[projection(User)]`";
            syn::Error::new(error.span(), message)
        })?;
        let crate_path = match input.is_empty() {
            true => None,
            false => Some(crate_path(input)?),
        };
        Ok(OnProjection { model, crate_path })
    });
    read.map_err(|error| errors.add(error)).ok()
}

fn crate_path(input: ParseStream<'_>) -> syn::Result<Path> {
    input.parse::<Token![,]>()?;
    if !input.peek(Token![crate]) {
        return Err(
            input.error("expected `crate = path`: what fills a field is written above the field")
        );
    }
    input.parse::<Token![crate]>()?;
    input.parse::<Token![=]>()?;
    Path::parse_mod_style(input)
}

/// Reads `#[projection(flatten)]` or `#[projection(|u| …)]` above a field.
pub(crate) fn on_projected_field(attributes: &[Attribute], errors: &mut Errors) -> Option<Fill> {
    const FORMS: &str = "#[projection(flatten)]` or `#[projection(|row| …)]";
    let attribute = only(attributes, errors)?;
    if !matches!(attribute.meta, Meta::List(_)) {
        wrong_form(attribute, FORMS, errors);
        return Some(Fill::Refused);
    }
    Some(match attribute.parse_args::<Expr>() {
        Ok(closure @ Expr::Closure(_)) => Fill::Closure(Box::new(closure)),
        Ok(Expr::Path(path)) if path.path.is_ident("flatten") => Fill::Flatten,
        Ok(other) => {
            errors.push_over(
                &other,
                format!(
                    "`{}` fills no field: write `{FORMS}`; a column or relation of the field's name needs no attribute",
                    other.to_token_stream()
                ),
            );
            Fill::Refused
        }
        Err(error) => {
            errors.add(error);
            Fill::Refused
        }
    })
}

/// The attribute, if there is one; that there are two is an error.
fn only<'a>(attributes: &'a [Attribute], errors: &mut Errors) -> Option<&'a Attribute> {
    let mut seen = Vec::new();
    let mut found = None;
    for (attribute, name) in named(attributes).filter(|(_, name)| name == "projection") {
        if !repeated(attribute, &name, &mut seen, errors) {
            found = Some(attribute);
        }
    }
    found
}
