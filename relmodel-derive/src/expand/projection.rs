//! A projection: how it is read, and what its fields ask for.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

use super::{door, parameter_of, respanned};
use crate::ir::{Fill, Projected, Projection};
use crate::naming;

/// Expands to:
///
/// ```text
/// const _: () = {
///     use ::relmodel::__private as __p;
///     impl __p::Part for AuthorPage { .. }
///     impl __p::Row for AuthorPage {}
///     impl __p::Projection<User> for AuthorPage { .. }
///     const _: usize = <AuthorPage as __p::Part>::CONTAINS_ITSELF;
/// };
/// ```
///
/// The last is evaluated when the struct is checked, and has no value where it contains itself.
pub(crate) fn projection(projection: &Projection) -> TokenStream {
    let (p, private, ident) = (
        door(Span::call_site()),
        &projection.private,
        &projection.ident,
    );
    let part = part(projection);
    let plan = plan(projection);
    let at = naming::generated(ident.span());
    let depth = quote_spanned!(at=> const _: usize = <#ident as #p::Part>::CONTAINS_ITSELF;);
    quote! {
        #[allow(deprecated, private_interfaces, unused_qualifications)]
        const _: () = {
            use #private as #p;
            #part
            impl #p::Row for #ident {}
            #plan
            #depth
        };
    }
}

/// Expands to:
///
/// ```text
/// impl P::Part for AuthorPage {
///     const WIDTH: usize = <String as P::Part>::WIDTH + <Vec<PostCard> as P::Part>::WIDTH;
///     const MANY: usize = ..;
///     const CONTAINS_ITSELF: usize = 1 + ..;
///     fn decode(row: &mut P::Reader<'_>) -> P::Result<Self> {
///         ::core::result::Result::Ok(Self { username: <String as P::Part>::decode(row)?, .. })
///     }
///     fn fill(&mut self, filler: &mut P::Filler<'_>) {
///         <Vec<PostCard> as P::Part>::fill(&mut self.posts, filler);
///     }
/// }
/// ```
fn part(projection: &Projection) -> TokenStream {
    let (p, ident) = (door(Span::call_site()), &projection.ident);
    let sum = |item: &str| {
        if is_refused(projection) {
            return quote!(0);
        }
        let items = projection.fields.iter().map(|field| of_part(field, item));
        quote!(#(#items)+*)
    };
    let (width, many, depth) = (sum("WIDTH"), sum("MANY"), sum("CONTAINS_ITSELF"));
    let (row, filler) = (naming::local("row"), naming::local("filler"));
    let decode = projection.fields.iter().map(|field| {
        let (name, decode) = (&field.ident, of_part(field, "decode"));
        quote!(#name: #decode(#row)?)
    });
    let fill = projection.fields.iter().map(|field| {
        let (name, fill) = (&field.ident, of_part(field, "fill"));
        quote!(#fill(&mut self.#name, #filler);)
    });
    quote! {
        impl #p::Part for #ident {
            const WIDTH: usize = #width;
            const MANY: usize = #many;
            const CONTAINS_ITSELF: usize = 1 + #depth;
            fn decode(#row: &mut #p::Reader<'_>) -> #p::Result<Self> {
                ::core::result::Result::Ok(Self { #(#decode),* })
            }
            fn fill(&mut self, #filler: &mut #p::Filler<'_>) {
                #(#fill)*
            }
        }
    }
}

/// `<String as P::Part>::WIDTH`, all of it blamed at the type.
fn of_part(field: &Projected, item: &str) -> TokenStream {
    super::projection_of(&field.ty, "Part", item)
}

/// Expands to:
///
/// ```text
/// impl P::Projection<User> for AuthorPage {
///     fn plan(fields: <User as P::Record>::Fields, planner: &mut P::Planner<'_>) {
///         planner.field::<String, _, _>(fields.username);
///         planner.field::<i64, _, _>(P::at(fields, |u| u.posts.count()));
///         planner.flatten::<User, Names>(fields);
///     }
/// }
/// ```
///
/// A field that is not filled by what it names is blamed at its name.
fn plan(projection: &Projection) -> TokenStream {
    let (p, ident, model) = (
        door(Span::call_site()),
        &projection.ident,
        &projection.model,
    );
    let fields = parameter_of("fields", ident, ident.span());
    let planner = parameter_of("planner", ident, ident.span());
    let reads = projection.fields.iter().filter_map(|field| {
        let at = field.ident.span();
        let ty = respanned(&field.ty.tokens, at);
        let fields = parameter_of("fields", ident, at);
        let planner = parameter_of("planner", ident, at);
        let name = &field.ident;
        Some(match &field.fill {
            Fill::Refused => return None,
            Fill::Named => quote_spanned!(at=> #planner.field::<#ty, _, _>(#fields.#name);),
            Fill::Flatten => {
                let model = respanned(&model.tokens, at);
                quote_spanned!(at=> #planner.flatten::<#model, #ty>(#fields);)
            }
            Fill::Closure(closure) => {
                let (tokens, p) = (&closure.tokens, door(at));
                quote_spanned!(at=> #planner.field::<#ty, _, _>(#p::at(#fields, #tokens));)
            }
        })
    });
    let verbs = projection
        .fields
        .iter()
        .any(|field| matches!(field.fill, Fill::Closure(_)));
    let lints = verbs.then(super::closure_lints);
    let verbs = verbs.then(|| {
        quote! {
            #[allow(unused_imports)]
            use #p::verbs::*;
        }
    });
    // Of what was refused only that is told.
    let unused = is_refused(projection).then(|| quote!(let (_, _) = (#fields, &#planner);));
    let at = naming::generated(model.span);
    let p = door(at);
    let model = respanned(&model.tokens, at);
    quote_spanned! {at=>
        impl #p::Projection<#model> for #ident {
            #lints
            fn plan(#fields: <#model as #p::Record>::Fields, #planner: &mut #p::Planner<'_>) {
                #verbs
                #unused
                #(#reads)*
            }
        }
    }
}

/// Whether a field says what can't be read, which was reported.
fn is_refused(projection: &Projection) -> bool {
    let mut fields = projection.fields.iter();
    fields.any(|field| matches!(field.fill, Fill::Refused))
}
