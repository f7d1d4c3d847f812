//! `#[column(…)]`: what is said of one column.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::parse::ParseStream;
use syn::spanned::Spanned as _;
use syn::{Attribute, Expr, ExprLit, ExprUnary, Lit, LitStr, Meta, UnOp};

use super::{Spanned, options, wrong_form};
use crate::errors::Errors;
use crate::ir::{DefaultValue, Generated};

const KEYS: [&str; 6] = [
    "name",
    "default",
    "default_with",
    "generated",
    "collate",
    "sql_type",
];

/// What a column of a STRICT table can be declared as.
const SQL_TYPES: [&str; 5] = ["INTEGER", "REAL", "TEXT", "BLOB", "ANY"];

/// The keys of `#[column(…)]`.
#[derive(Default)]
pub(crate) struct Column {
    /// The column's name in the database.
    pub(crate) name: Option<Spanned<String>>,
    /// What stands in the column when nothing is given.
    pub(crate) default: Option<Spanned<DefaultValue>>,
    /// The function that gives it when nothing is given, by its path.
    pub(crate) default_with: Option<Spanned<TokenStream>>,
    /// What SQLite computes it from.
    pub(crate) generated: Option<Spanned<Generated>>,
    /// The collation of its text.
    pub(crate) collate: Option<Spanned<String>>,
    /// Its declared type, in capitals.
    pub(crate) sql_type: Option<Spanned<String>>,
}

/// Reads the attribute.
pub(super) fn read(attribute: &Attribute, errors: &mut Errors) -> Column {
    let mut column = Column::default();
    if !matches!(attribute.meta, Meta::List(_)) {
        wrong_form(
            attribute,
            "#[column(name = \"…\")]` or `#[column(default = …)]",
            errors,
        );
        return column;
    }
    let read = attribute.parse_args_with(|input: ParseStream<'_>| {
        let span = input.span();
        let keys = options::read(input, "column", &KEYS, errors, |key, input| {
            match key {
                "name" => column.name = Some(options::text(input, key)?),
                "collate" => column.collate = Some(collation(input, key)?),
                "sql_type" => column.sql_type = Some(sql_type(input, key)?),
                "generated" => column.generated = Some(generated(input)?),
                "default_with" => column.default_with = Some(function(input)?),
                _ => column.default = Some(default(input)?),
            }
            Ok(())
        });
        if column.default.is_none() && keys.iter().any(|key| key == "default") {
            // One that can't be read is still a default, so that new rows needn't give the column.
            column.default = Some(nothing(span));
        }
        if column.default_with.is_none() && keys.iter().any(|key| key == "default_with") {
            column.default = column.default.take().or(Some(nothing(span)));
        }
        if column.generated.is_none() && keys.iter().any(|key| key == "generated") {
            let sql = "NULL".to_owned();
            let value = Generated { sql, stored: false };
            column.generated = Some(Spanned { value, span });
        }
        Ok(())
    });
    if let Err(error) = read {
        errors.add(error);
    }
    column
}

/// What stands for a default that was refused.
fn nothing(span: Span) -> Spanned<DefaultValue> {
    let value = DefaultValue::Sql("NULL".to_owned());
    Spanned { value, span }
}

fn collation(input: ParseStream<'_>, key: &str) -> syn::Result<Spanned<String>> {
    let name = options::text(input, key)?;
    if name.value.is_empty() || name.value.contains('\0') {
        return Err(syn::Error::new(
            name.span,
            "this can't be the name of a collation: write one such as `collate = \"NOCASE\"`",
        ));
    }
    Ok(name)
}

fn sql_type(input: ParseStream<'_>, key: &str) -> syn::Result<Spanned<String>> {
    let mut name = options::text(input, key)?;
    name.value.make_ascii_uppercase();
    if SQL_TYPES.contains(&&*name.value) {
        return Ok(name);
    }
    Err(syn::Error::new(
        name.span,
        format!(
            "a column of a STRICT table is `{}`: write one of these",
            SQL_TYPES.join("`, `")
        ),
    ))
}

fn default(input: ParseStream<'_>) -> syn::Result<Spanned<DefaultValue>> {
    let span = input.span();
    let expression: Expr = input.parse()?;
    let value = match innermost(&expression) {
        Expr::Lit(ExprLit { lit, .. }) => literal(lit, ""),
        Expr::Unary(ExprUnary {
            op: UnOp::Neg(_),
            expr,
            ..
        }) => match innermost(expr) {
            Expr::Lit(ExprLit { lit, .. }) => literal(lit, "-"),
            _ => None,
        },
        Expr::Path(path) if path.path.is_ident("now") => Some(DefaultValue::Now),
        Expr::Call(call) => text_in(call, "sql").map(|text| DefaultValue::Sql(text.value())),
        _ => None,
    };
    match value {
        Some(value) => Ok(Spanned { value, span }),
        None => Err(syn::Error::new_spanned(
            expression,
            "a default is a number, a text or a bool that SQLite can hold, `now`, or `sql(\"…\")`",
        )),
    }
}

/// The path of a function, without `()`.
fn function(input: ParseStream<'_>) -> syn::Result<Spanned<TokenStream>> {
    let expression: Expr = input.parse()?;
    match innermost(&expression) {
        Expr::Path(path) => Ok(Spanned {
            span: path.span(),
            value: path.to_token_stream(),
        }),
        _ => Err(syn::Error::new_spanned(
            expression,
            "write the path of a function that gives the value, without `()`: \
             `default_with = Uuid::new_v4`",
        )),
    }
}

/// What a `macro_rules!` macro handed on comes in groups that nobody wrote.
fn innermost(expression: &Expr) -> &Expr {
    match expression {
        Expr::Group(group) => innermost(&group.expr),
        other => other,
    }
}

fn literal(literal: &Lit, sign: &str) -> Option<DefaultValue> {
    match literal {
        Lit::Int(number) => {
            let digits = format!("{sign}{}", number.base10_digits());
            digits.parse().ok().map(DefaultValue::Integer)
        }
        Lit::Float(number) => {
            let digits = format!("{sign}{}", number.base10_digits());
            let real: f64 = digits.parse().ok()?;
            real.is_finite().then_some(DefaultValue::Real(real))
        }
        Lit::Str(text) if sign.is_empty() && !text.value().contains('\0') => {
            Some(DefaultValue::Text(text.value()))
        }
        Lit::Bool(bool) if sign.is_empty() => Some(DefaultValue::Bool(bool.value)),
        _ => None,
    }
}

/// `"…"`, or `stored("…")`.
fn generated(input: ParseStream<'_>) -> syn::Result<Spanned<Generated>> {
    let expression: Expr = input.parse()?;
    let found = match innermost(&expression) {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) => Some((text.clone(), false)),
        Expr::Call(call) => text_in(call, "stored").map(|text| (text, true)),
        _ => None,
    };
    match found {
        Some((text, stored)) if !text.value().trim().is_empty() && !text.value().contains('\0') => {
            Ok(Spanned {
                value: Generated {
                    sql: text.value(),
                    stored,
                },
                span: text.span(),
            })
        }
        _ => Err(syn::Error::new_spanned(
            expression,
            "a generated column has an expression of SQLite over other columns: write \
             `generated = \"price * quantity\"`, or `generated = stored(\"…\")` to keep its values in the table",
        )),
    }
}

/// The text of `function("…")`.
fn text_in(call: &syn::ExprCall, function: &str) -> Option<LitStr> {
    let Expr::Path(path) = &*call.func else {
        return None;
    };
    let mut arguments = call.args.iter();
    match (arguments.next(), arguments.next()) {
        (
            Some(Expr::Lit(ExprLit {
                lit: Lit::Str(text),
                ..
            })),
            None,
        ) if path.path.is_ident(function) => Some(text.clone()),
        _ => None,
    }
}
