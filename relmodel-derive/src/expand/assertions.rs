//! Free `const` assertions: what can only be known once types are, in our words.

use proc_macro2::TokenStream;
use quote::quote_spanned;

use super::door;
use super::relations::lookup;
use crate::ir::{Fact, Model};

/// Expands to, for each:
///
/// ```text
/// const _: () = assert!(P::is_nullable::<Id<User>>(), "…");
/// ```
///
/// They are free items because associated constants are not evaluated under `cargo check`.
pub(super) fn items(model: &Model) -> TokenStream {
    let assertions = model.assertions.iter().map(|assertion| {
        let at = assertion.span;
        let p = door(at);
        match &assertion.fact {
            Fact::Nullable(ty, text) => {
                quote_spanned!(at=> const _: () = ::core::assert!(#p::is_nullable::<#ty>(), #text);)
            }
            Fact::Unique(key, text) => {
                let key = lookup(key);
                quote_spanned!(at=> const _: () = ::core::assert!(#p::is_unique::<#key>(), #text);)
            }
        }
    });
    assertions.collect()
}
