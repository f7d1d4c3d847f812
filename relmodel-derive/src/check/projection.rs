//! Projections: structs whose fields say what is loaded of a model.

use quote::quote;

use super::ty;
use crate::errors::Errors;
use crate::{ast, attr, ir};

/// Applies the rules; a projection of no model can't be expanded.
pub(crate) fn projection(written: &ast::Projection, errors: &mut Errors) -> Option<ir::Projection> {
    let said = written.attributes.as_ref()?;
    if written.fields.is_empty() {
        errors.push_over(
            &written.ident,
            "a projection has fields: each names a column or a relation of the model, or says by a closure what fills it",
        );
        return None;
    }
    let fields = written.fields.iter().map(|field| ir::Projected {
        ident: field.ident.clone(),
        ty: ty(&field.ty, &written.ident),
        fill: match &field.fill {
            None => ir::Fill::Named,
            Some(attr::Fill::Refused) => ir::Fill::Refused,
            Some(attr::Fill::Flatten) => ir::Fill::Flatten,
            Some(attr::Fill::Closure(closure)) => ir::Fill::Closure(super::closure(closure)),
        },
    });
    let private = match &said.crate_path {
        Some(path) => quote!(#path::__private),
        None => quote!(::relmodel::__private),
    };
    Some(ir::Projection {
        ident: written.ident.clone(),
        private,
        model: ty(&said.model, &written.ident),
        fields: fields.collect(),
    })
}
