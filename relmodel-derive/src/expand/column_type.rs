//! A type of the user's as a column.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::{door, respanned};
use crate::ir::{Body, OwnType, Ty};
use crate::naming;

/// Expands to:
///
/// ```text
/// const _: () = {
///     use ::relmodel::__private as __p;
///     impl __p::Scalar for Status { .. }
///     impl __p::ByValue for Status {}
///     impl __p::Part for Status { .. }
///     impl __p::Row for Status {}
///     impl __p::Ordered for Status {} // and for a struct: impl __p::Text for Email {}
///     impl __p::ColumnType for Status { .. }
/// };
/// ```
pub(crate) fn own_type(own: &OwnType) -> TokenStream {
    let (p, private, ident) = (door(Span::call_site()), &own.private, &own.ident);
    let name = naming::text(ident);
    let [value, given, row, other] = ["value", "given", "row", "Other"].map(naming::local);
    let asked = match &own.body {
        // As what it is around: the lifetime puts the question off until the type is ordered.
        Body::Around(inner) => {
            quote! {
                #[diagnostic::do_not_recommend]
                impl<'a> #p::Ordered for #ident where #inner: #p::OrderedAs<'a> {}
                #[diagnostic::do_not_recommend]
                impl<'a> #p::Text for #ident where #inner: #p::TextAs<'a> {}
            }
        }
        Body::Texts(_) | Body::Integers(_) | Body::Refused => {
            quote!(impl #p::Ordered for #ident {})
        }
    };
    let items = match &own.body {
        Body::Around(inner) => around(inner),
        Body::Texts(words) => texts(words),
        Body::Integers(variants) => integers(variants),
        Body::Refused => refused(),
    };
    quote! {
        #[allow(deprecated, unused_qualifications)]
        const _: () = {
            use #private as #p;
            #[automatically_derived]
            impl #p::Scalar for #ident {
                const NAME: &'static str = #name;
                type Given<'a> = Self;
                #items
                fn from_given<'a>(#given: Self::Given<'a>) -> #p::Value<'a> {
                    #p::Value::into_owned(<Self as #p::Scalar>::to_sql(&#given))
                }
            }
            #[automatically_derived]
            impl #p::ByValue for #ident {}
            #[automatically_derived]
            impl #p::Part for #ident {
                const WIDTH: usize = 1;
                const PRESENCE: usize = 0;
                fn decode(#row: &mut #p::Reader<'_>) -> #p::Result<Self> {
                    #row.get(<Self as #p::Scalar>::from_sql)
                }
            }
            impl #p::Row for #ident {}
            #asked
            #[automatically_derived]
            impl #p::ColumnType for #ident {
                type Base = Self;
                const NULLABLE: bool = false;
                type Given<'a> = Self;
                type Join<#other: #p::ColumnType> = #other;
                fn from_sql(#value: #p::ValueRef<'_>) -> ::core::result::Result<Self, #p::Mismatch> {
                    <Self as #p::Scalar>::from_sql(#value)
                }
                fn to_value(&self) -> #p::Value<'_> {
                    <Self as #p::Scalar>::to_sql(self)
                }
                fn given<'a>(#given: Self::Given<'a>) -> #p::Value<'a> {
                    <Self as #p::Scalar>::from_given(#given)
                }
            }
        };
    }
}

/// Expands to:
///
/// ```text
/// const TYPE: P::Type = <String as P::Scalar>::TYPE;
/// ..
/// fn from_sql(value: P::ValueRef<'_>) -> Result<Self, P::Mismatch> {
///     Result::map(<String as P::Scalar>::from_sql(value), Self)
/// }
/// fn to_sql(&self) -> P::Value<'_> {
///     <String as P::Scalar>::to_sql(&self.0)
/// }
/// ```
fn around(inner: &Ty) -> TokenStream {
    let p = door(Span::call_site());
    let value = naming::local("value");
    // All of it blamed at the type, so that one that can't be a column is blamed there and only once.
    let of = |item: &str| {
        let at = inner.span;
        let (p, item, ty) = (door(at), Ident::new(item, at), respanned(&inner.tokens, at));
        quote_spanned!(at=> <#ty as #p::Scalar>::#item)
    };
    let [ty, now, integers, any_text, words] =
        ["TYPE", "NOW", "INTEGERS", "ANY_TEXT", "WORDS"].map(of);
    let [from_sql, to_sql] = ["from_sql", "to_sql"].map(of);
    quote! {
        const TYPE: #p::Type = #ty;
        const NOW: ::core::option::Option<#p::Now> = #now;
        const INTEGERS: (i64, i64) = #integers;
        const ANY_TEXT: bool = #any_text;
        const WORDS: ::core::option::Option<#p::Words> = #words;
        fn from_sql(#value: #p::ValueRef<'_>) -> ::core::result::Result<Self, #p::Mismatch> {
            ::core::result::Result::map(#from_sql(#value), Self)
        }
        fn to_sql(&self) -> #p::Value<'_> {
            #to_sql(&self.0)
        }
    }
}

/// Expands to what [`words`] emits, and:
///
/// ```text
/// fn to_sql(&self) -> P::Value<'_> {
///     P::word(match self { Self::Open => "open", Self::Closed => "closed" })
/// }
/// ```
fn texts(variants: &[(Ident, String)]) -> TokenStream {
    let p = door(Span::call_site());
    let idents: Vec<_> = variants.iter().map(|(ident, _)| ident).collect();
    let texts: Vec<_> = variants.iter().map(|(_, word)| word).collect();
    let words = words(&idents, &quote!(Texts(&[#(#texts),*])));
    quote! {
        const TYPE: #p::Type = #p::Type::Text;
        #words
        fn to_sql(&self) -> #p::Value<'_> {
            #p::word(match self { #(Self::#idents => #texts,)* })
        }
    }
}

/// Expands to what [`words`] emits, and:
///
/// ```text
/// fn to_sql(&self) -> P::Value<'_> {
///     P::Value::Integer(match self { Self::Low => Self::Low as i64, Self::High => Self::High as i64 })
/// }
/// ```
fn integers(variants: &[Ident]) -> TokenStream {
    let p = door(Span::call_site());
    let words = words(
        &variants.iter().collect::<Vec<_>>(),
        &quote!(Integers(&[#(Self::#variants as i64),*])),
    );
    quote! {
        const TYPE: #p::Type = #p::Type::Integer;
        #words
        fn to_sql(&self) -> #p::Value<'_> {
            #p::Value::Integer(match self { #(Self::#variants => Self::#variants as i64,)* })
        }
    }
}

/// Expands to:
///
/// ```text
/// const WORDS: Option<P::Words> = Some(P::Words::Texts(&["open", "closed"]));
/// fn from_sql(value: P::ValueRef<'_>) -> Result<Self, P::Mismatch> {
///     Result::map(P::variant::<Self>(value), |place| match place { 0usize => Self::Open, _ => Self::Closed })
/// }
/// ```
fn words(variants: &[&Ident], words: &TokenStream) -> TokenStream {
    let p = door(Span::call_site());
    let [value, place] = ["value", "place"].map(naming::local);
    let last = variants.len().saturating_sub(1);
    let arms = variants.iter().enumerate().map(|(index, variant)| {
        let number = Literal::usize_suffixed(index);
        let pattern = if index == last {
            quote!(_)
        } else {
            quote!(#number)
        };
        quote!(#pattern => Self::#variant)
    });
    quote! {
        const WORDS: ::core::option::Option<#p::Words> = ::core::option::Option::Some(#p::Words::#words);
        fn from_sql(#value: #p::ValueRef<'_>) -> ::core::result::Result<Self, #p::Mismatch> {
            ::core::result::Result::map(#p::variant::<Self>(#value), |#place| match #place { #(#arms,)* })
        }
    }
}

/// So that what is refused here is not refused again wherever it stands as a column.
fn refused() -> TokenStream {
    let p = door(Span::call_site());
    quote! {
        const TYPE: #p::Type = #p::Type::Text;
        const ANY_TEXT: bool = true;
        fn from_sql(_: #p::ValueRef<'_>) -> ::core::result::Result<Self, #p::Mismatch> { loop {} }
        fn to_sql(&self) -> #p::Value<'_> { loop {} }
    }
}
