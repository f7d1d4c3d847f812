//! Names: what the derive makes of the user's, and the hash that finds a relation by its name.

use heck::ToSnakeCase;
use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::format_ident;
use syn::ext::IdentExt;

/// The name as text, without `r#`.
pub(crate) fn text(ident: &Ident) -> String {
    ident.unraw().to_string()
}

/// `UserProfile` as `user_profile`.
pub(crate) fn snake(name: &str) -> String {
    name.to_snake_case()
}

/// `text` as an identifier, raw if it is a keyword; `None` if it can't be one.
pub(crate) fn ident(text: &str, span: Span) -> Option<Ident> {
    let parsed = syn::parse_str::<Ident>(text)
        .or_else(|_| syn::parse_str::<Ident>(&format!("r#{text}")))
        .ok();
    parsed.map(|mut ident| {
        ident.set_span(span);
        ident
    })
}

/// The name of an item that stands beside `ident`: `Post` and `Fields` make `PostFields`.
pub(crate) fn beside(ident: &Ident, before: &str, after: &str) -> Ident {
    let name = ident.unraw();
    format_ident!("{before}{name}{after}", span = generated(ident.span()))
}

/// A name that only generated code sees: it never meets the user's.
pub(crate) fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// Points at the user's token, and is still known to lints as generated.
pub(crate) fn generated(span: Span) -> Span {
    Span::call_site().located_at(span)
}

/// FNV-1a, 64 bits: a relation's name as a const parameter. Never 0, which means "unnamed".
pub(crate) fn hash(name: &str) -> u64 {
    const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let hash = name.bytes().fold(BASIS, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(PRIME)
    });
    if hash == 0 { BASIS } else { hash }
}

/// The hash of several names, in their order.
pub(crate) fn hash_all<'a>(names: impl IntoIterator<Item = &'a Ident>) -> u64 {
    let names: Vec<String> = names.into_iter().map(text).collect();
    hash(&names.join(","))
}

/// The tokens of a type with `Self` written out, because outside the model's own impls
/// `Self` is something else.
pub(crate) fn without_self(tokens: TokenStream, model: &Ident) -> TokenStream {
    tokens
        .into_iter()
        .map(|tree| match tree {
            TokenTree::Ident(word) if word == "Self" => {
                let mut ident = model.clone();
                ident.set_span(word.span());
                TokenTree::Ident(ident)
            }
            TokenTree::Group(group) => {
                let inner = without_self(group.stream(), model);
                let mut written = Group::new(group.delimiter(), inner);
                written.set_span(group.span());
                TokenTree::Group(written)
            }
            other => other,
        })
        .collect()
}
