//! The grammar that all attributes share: `key = value, key = value`.
//!
//! A slip in a key is reported and then read as the key that was meant, so that it does not
//! cause further errors in the code that uses the model.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::{LitBool, LitStr, Token, parenthesized, token};

use super::Spanned;
use crate::errors::Errors;
use crate::naming;
use crate::suggest;

/// The keys that are said by standing there.
const STAND_ALONE: [&str; 2] = ["keyless", "view"];

/// Reads options up to the end of the attribute; `take` is given each key's value.
/// Gives back the keys that stand there, whatever their values.
pub(super) fn read(
    input: ParseStream<'_>,
    attribute: &str,
    valid: &[&str],
    errors: &mut Errors,
    mut take: impl FnMut(&str, ParseStream<'_>) -> syn::Result<()>,
) -> Vec<String> {
    let mut seen = Vec::new();
    while !input.is_empty() {
        match option(input, attribute, valid, &mut seen, errors, &mut take) {
            Ok(()) if input.is_empty() || input.peek(Token![,]) => {}
            Ok(()) => errors.push(input.span(), "expected `,` before this"),
            Err(error) => errors.add(error),
        }
        skip_past_comma(input);
    }
    seen
}

/// One option; when it is wrong, some of its tokens may be left.
fn option(
    input: ParseStream<'_>,
    attribute: &str,
    valid: &[&str],
    seen: &mut Vec<String>,
    errors: &mut Errors,
    take: &mut impl FnMut(&str, ParseStream<'_>) -> syn::Result<()>,
) -> syn::Result<()> {
    if !input.peek(Ident::peek_any) {
        let list = valid.join(" = …`, `");
        return Err(input.error(format!("expected a key with its value: `{list} = …`")));
    }
    let ident = input.call(Ident::parse_any)?;
    let word = naming::text(&ident);
    let valid = valid.iter().copied();
    let known = valid.clone().find(|name| *name == word);
    if let Some(elsewhere) = suggest::elsewhere(attribute, &word).filter(|_| known.is_none()) {
        errors.push(ident.span(), elsewhere);
        skip_to_comma(input);
        return Ok(());
    }
    if known.is_none() {
        let what = format!("unknown key `{word}` for `#[{attribute}]`");
        errors.push(ident.span(), suggest::unknown(&what, &word, valid.clone()));
    }
    let Some(key) = known.or_else(|| suggest::nearest(&word, valid)) else {
        skip_to_comma(input);
        return Ok(());
    };
    if seen.iter().any(|before| before == key) {
        skip_to_comma(input);
        if known.is_some() {
            errors.push(ident.span(), format!("`{key}` is given twice: keep one"));
        }
        return Ok(());
    }
    seen.push(key.to_owned());
    let taken = if STAND_ALONE.contains(&key) {
        take(key, input)
    } else if input.peek(Token![=]) {
        input.parse::<Token![=]>().and_then(|_| take(key, input))
    } else {
        Err(syn::Error::new(
            ident.span(),
            format!("`{key}` needs a value: write `{key} = …`"),
        ))
    };
    if known.is_none() {
        // One slip, one error: what follows it is not judged.
        skip_to_comma(input);
        return Ok(());
    }
    taken
}

/// The value of a key that takes text.
pub(super) fn text(input: ParseStream<'_>, key: &str) -> syn::Result<Spanned<String>> {
    let literal: LitStr = input.parse().map_err(|error| {
        syn::Error::new(
            error.span(),
            format!("expected text in quotes: `{key} = \"…\"`"),
        )
    })?;
    Ok(Spanned {
        value: literal.value(),
        span: literal.span(),
    })
}

/// The value of a key that takes `true` or `false`.
pub(super) fn flag(input: ParseStream<'_>, key: &str) -> syn::Result<Spanned<bool>> {
    let literal: LitBool = input.parse().map_err(|error| {
        syn::Error::new(
            error.span(),
            format!("expected a truth value: `{key} = true` or `{key} = false`"),
        )
    })?;
    Ok(Spanned {
        value: literal.value,
        span: literal.span,
    })
}

/// The value of a key that takes a name, or several in parentheses.
pub(super) fn names(
    input: ParseStream<'_>,
    key: &str,
    of: &str,
) -> syn::Result<Spanned<Vec<Ident>>> {
    let span = input.span();
    if input.peek(Ident::peek_any) || input.peek(LitStr) {
        let value = vec![name(input, key, of)?];
        return Ok(Spanned { value, span });
    }
    let wrong = |span| {
        let message = format!("expected names of fields: `{key} = a`, or `{key} = (a, b)`");
        syn::Error::new(span, message)
    };
    if !input.peek(token::Paren) {
        return Err(wrong(span));
    }
    let list;
    let span = parenthesized!(list in input).span.join();
    let names = Punctuated::<Ident, Token![,]>::parse_terminated(&list);
    match names {
        Ok(names) if !names.is_empty() => {
            let value = names.into_iter().collect();
            Ok(Spanned { value, span })
        }
        _ => {
            // What is left in the parentheses would be reported, too.
            let _ = list.parse::<TokenStream>();
            Err(wrong(span))
        }
    }
}

/// The value of a key that takes the name of a relation or column.
pub(super) fn name(input: ParseStream<'_>, key: &str, of: &str) -> syn::Result<Ident> {
    input.parse().map_err(|error| {
        syn::Error::new(
            error.span(),
            format!("expected the name of {of}, without quotes: `{key} = …`"),
        )
    })
}

fn skip_past_comma(input: ParseStream<'_>) {
    skip_to_comma(input);
    // At the end there is none, and nothing to say about it.
    let _ = input.parse::<Token![,]>();
}

fn skip_to_comma(input: ParseStream<'_>) {
    while !input.is_empty() && !input.peek(Token![,]) {
        if input.parse::<TokenTree>().is_err() {
            return;
        }
    }
}
