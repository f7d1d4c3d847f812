//! What is said of types that are to be columns and can't be.

use proc_macro2::TokenStream;
use quote::quote;

use crate::errors::Errors;

/// The messages for a type that is to be a column, and whether it was expanded all the same.
#[track_caller]
fn check_type(own: TokenStream, expected: &[&str], expanded: bool) {
    let mut errors = Errors::default();
    let expansion = crate::column_type(&syn::parse2(own).unwrap(), &mut errors);
    assert_eq!(errors.messages(), expected);
    assert_eq!(!expansion.is_empty(), expanded);
    syn::parse2::<syn::File>(expansion).unwrap();
}

#[test]
fn what_cannot_be_a_column_type() {
    let instead = "a column holds one value: write `struct A(String);`, around one column type, or an enum without fields";
    for own in [
        quote!(
            struct A;
        ),
        quote!(
            struct A();
        ),
        quote!(
            struct A(i64, i64);
        ),
        quote!(
            struct A {
                b: i64,
            }
        ),
        quote!(union A { b: i64 }),
    ] {
        check_type(own, &[instead], true);
    }
    check_type(
        quote!(
            enum A {}
        ),
        &["an enum that is a column has variants: write one for each value"],
        true,
    );
    check_type(
        quote!(
            struct A<T>(T);
        ),
        &["a column type has no parameters: what it is stored as is known when it is written"],
        false,
    );
}

#[test]
fn all_mistakes_of_an_enum_are_reported() {
    let fields = "a column holds one value, so its variants have no fields: remove them, and give the model a column of its own for what they hold";
    check_type(
        quote!(
            #[column_type(integr)]
            enum A {
                B(i64),
                #[column_type(rename = 3)]
                C,
                D {},
            }
        ),
        &[
            "unknown key `integr` for `#[column_type]`; did you mean `integer`? (valid: `integer`, `crate`)",
            fields,
            "expected text in quotes: `rename = \"…\"`",
            fields,
        ],
        true,
    );
    check_type(
        quote!(
            enum A {
                Bc,
                BC,
                #[column_type(rename = "b\0")]
                D,
                #[column_type(rename)]
                E,
                #[column_type(rename = "f", rename = "g")]
                F,
            }
        ),
        &[
            "`rename` needs a value: write `rename = \"…\"`",
            "`rename` is given twice: keep one",
            "`Bc` is stored as `bc`, too: give this variant another word with `#[column_type(rename = \"…\")]`",
            "a word can't contain the character NUL: remove it",
        ],
        true,
    );
}
