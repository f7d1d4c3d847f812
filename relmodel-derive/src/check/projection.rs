//! Projections: structs whose fields say what is loaded of a model.

use quote::quote;
use syn::{GenericArgument, Ident, PathArguments, Type};

use super::{last_segment, ty};
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
            _ if contains_itself(field, &written.ident, errors) => ir::Fill::Refused,
            None => ir::Fill::Named,
            Some(attr::Fill::Refused) => ir::Fill::Refused,
            Some(attr::Fill::Flatten) => ir::Fill::Flatten,
            Some(attr::Fill::Closure(closure)) => ir::Fill::Closure(super::closure(closure)),
        },
    });
    let fields = fields.collect();
    let private = match &said.crate_path {
        Some(path) => quote!(#path::__private),
        None => quote!(::relmodel::__private),
    };
    Some(ir::Projection {
        ident: written.ident.clone(),
        private,
        model: ty(&said.model, &written.ident),
        fields,
    })
}

/// Reports that the type of a field is the struct itself, or one of it. What is spelled otherwise, or contained by way of others, rustc finds.
fn contains_itself(field: &ast::Projected, own: &Ident, errors: &mut Errors) -> bool {
    let Some(name) = own_name(&field.ty, own) else {
        return false;
    };
    let message = format!(
        "`{own}` contains itself, so that it has no end: write another projection for this field, without what leads back"
    );
    errors.push_over(name, message);
    true
}

fn own_name<'t>(ty: &'t Type, own: &Ident) -> Option<&'t Ident> {
    let is_plain = matches!(ty, Type::Path(path) if path.path.segments.len() == 1);
    let segment = last_segment(ty)?;
    if is_plain && (segment.ident == *own || segment.ident == "Self") {
        return Some(&segment.ident);
    }
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => own_name(ty, own),
        _ => None,
    })
}
