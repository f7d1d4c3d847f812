//! `#[belongs_to]`, `#[has_many]`, `#[has_one]`, `#[many_to_many]`: one grammar,
//! `name: Model`, then options.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Attribute, Expr, Meta, PathArguments, Token, Type, Visibility};

use super::{Spanned, options, wrong_form};
use crate::errors::Errors;
use crate::ir::Action;
use crate::{naming, suggest};

/// The model that a relation leads to, as written.
pub(crate) type Target = Type;

/// `#[belongs_to(…)]`, on the field that holds the key or on the struct.
pub(crate) struct BelongsTo {
    pub(crate) visibility: Option<Visibility>,
    /// Not written: made from the field's name.
    pub(crate) name: Option<Ident>,
    pub(crate) target: Target,
    /// The fields that hold the key, on the struct.
    pub(crate) key: Option<Spanned<Vec<Ident>>>,
    /// The fields of the target that it refers to, if they are not its key.
    pub(crate) references: Option<Spanned<Vec<Ident>>>,
    /// `key` or `references` could not be read.
    pub(crate) refused: bool,
    pub(crate) on_delete: Option<Spanned<Action>>,
    pub(crate) on_update: Option<Spanned<Action>>,
    /// Whether the database enforces it.
    pub(crate) constraint: Option<Spanned<bool>>,
}

/// A relation that is declared on the struct.
pub(crate) struct Relation {
    pub(crate) visibility: Option<Visibility>,
    pub(crate) name: Ident,
    pub(crate) target: Target,
    pub(crate) kind: Kind,
}

/// The kinds of relation that are declared on the struct.
pub(crate) enum Kind {
    HasMany(Has),
    HasOne(Has),
    ManyToMany(Box<ManyToMany>),
}

/// The options of `#[has_many]` and `#[has_one]`.
#[derive(Default)]
pub(crate) struct Has {
    pub(crate) inverse: Option<Ident>,
    /// The relations that it goes along, if it goes by no key of its own.
    pub(crate) path: Option<Vec<Ident>>,
    pub(crate) rows: Rows,
}

/// The options of `#[many_to_many]`.
#[derive(Default)]
pub(crate) struct ManyToMany {
    pub(crate) through: Option<Target>,
    pub(crate) from: Option<Ident>,
    pub(crate) to: Option<Ident>,
    pub(crate) rows: Rows,
}

/// What a relation says of the rows that it leads to: closures over their columns.
#[derive(Default)]
pub(crate) struct Rows {
    pub(crate) condition: Option<Expr>,
    pub(crate) order: Option<Expr>,
}

/// Reads `#[belongs_to(…)]`.
pub(super) fn belongs_to(attribute: &Attribute, errors: &mut Errors) -> Option<BelongsTo> {
    const KEYS: [&str; 5] = ["on_delete", "on_update", "references", "constraint", "key"];
    let mut fields = None;
    let mut references = None;
    let mut on_delete = None;
    let mut on_update = None;
    let mut constraint = None;
    let mut keys = Vec::new();
    let head = read(attribute, "belongs_to", errors, |input, errors| {
        keys = options::read(input, "belongs_to", &KEYS, errors, |key, input| {
            match key {
                "on_delete" => on_delete = Some(action(input, key)?),
                "on_update" => on_update = Some(action(input, key)?),
                "constraint" => constraint = Some(options::flag(input, key)?),
                "key" => fields = Some(options::names(input, key, "a field")?),
                _ => {
                    references = Some(options::names(input, key, "a field of the other model")?);
                }
            }
            Ok(())
        });
    })?;
    let said = |key: &str| keys.iter().any(|said| said == key);
    Some(BelongsTo {
        visibility: head.visibility,
        name: head.name,
        target: head.target,
        refused: said("key") && fields.is_none() || said("references") && references.is_none(),
        key: fields,
        references,
        on_delete,
        on_update,
        constraint,
    })
}

/// Reads `#[has_many(…)]`, `#[has_one(…)]` or `#[many_to_many(…)]`.
pub(super) fn on_struct(
    attribute: &Attribute,
    word: &str,
    errors: &mut Errors,
) -> Option<Relation> {
    let (head, kind) = match word {
        "many_to_many" => many_to_many(attribute, errors)?,
        _ => has(attribute, word, errors)?,
    };
    let Some(name) = head.name else {
        nameless(&head.target, word, errors);
        return None;
    };
    Some(Relation {
        visibility: head.visibility,
        name,
        target: head.target,
        kind,
    })
}

fn many_to_many(attribute: &Attribute, errors: &mut Errors) -> Option<(Head, Kind)> {
    const WORD: &str = "many_to_many";
    const KEYS: [&str; 5] = ["through", "from", "to", "where", "order"];
    let mut links = ManyToMany::default();
    let head = read(attribute, WORD, errors, |input, errors| {
        options::read(input, WORD, &KEYS, errors, |key, input| {
            let of = "a `belongs_to` of the through-model";
            match key {
                "through" => links.through = Some(target(input)?),
                "from" => links.from = Some(options::name(input, key, of)?),
                "to" => links.to = Some(options::name(input, key, of)?),
                _ => links.rows.read(input, key)?,
            }
            Ok(())
        });
    })?;
    Some((head, Kind::ManyToMany(Box::new(links))))
}

fn has(attribute: &Attribute, word: &str, errors: &mut Errors) -> Option<(Head, Kind)> {
    let keys: &[&str] = match word {
        "has_many" => &["inverse", "where", "order", "through"],
        _ => &["inverse", "where"],
    };
    let mut has = Has::default();
    let mut said = Vec::new();
    let head = read(attribute, word, errors, |input, errors| {
        said = options::read(input, word, keys, errors, |key, input| {
            let of = "a `belongs_to` of the other model";
            match key {
                "inverse" => has.inverse = Some(options::name(input, key, of)?),
                "through" => has.path = Some(path(input)?),
                _ => has.rows.read(input, key)?,
            }
            Ok(())
        });
    })?;
    if has.path.is_none() && said.iter().any(|key| key == "through") {
        // One that can't be read is still a path, so that no key is looked for.
        has.path = Some(Vec::new());
    }
    let kind = match word {
        "has_one" => Kind::HasOne(has),
        _ => Kind::HasMany(has),
    };
    Some((head, kind))
}

impl Rows {
    fn read(&mut self, input: ParseStream<'_>, key: &str) -> syn::Result<()> {
        let closure = input.parse().ok();
        let Some(closure @ Expr::Closure(_)) = closure else {
            let message = format!("expected a closure over the rows: `{key} = |row| …`");
            return Err(match closure {
                Some(other) => syn::Error::new_spanned(other, message),
                None => input.error(message),
            });
        };
        match key {
            "where" => self.condition = Some(closure),
            _ => self.order = Some(closure),
        }
        Ok(())
    }
}

/// `posts.comments.author`
fn path(input: ParseStream<'_>) -> syn::Result<Vec<Ident>> {
    let expected =
        "expected names of relations with dots between them: `through = posts.comments.author`";
    let first = input.call(Ident::parse_any);
    let first = first.map_err(|error| syn::Error::new(error.span(), expected))?;
    let is_model = naming::text(&first).starts_with(char::is_uppercase) || input.peek(Token![::]);
    if is_model {
        return Err(syn::Error::new(
            first.span(),
            "a relation by way of another model is a `#[many_to_many(name: Model, through = Link)]`; \
             along relations it is `through = posts.comments.author`",
        ));
    }
    let mut steps = vec![first];
    while input.peek(Token![.]) {
        input.parse::<Token![.]>()?;
        let step = input.parse();
        steps.push(step.map_err(|error| syn::Error::new(error.span(), expected))?);
    }
    Ok(steps)
}

struct Head {
    visibility: Option<Visibility>,
    name: Option<Ident>,
    target: Target,
}

/// Reads the head, lets `rest` read the options, and keeps the head whatever they say.
fn read(
    attribute: &Attribute,
    word: &str,
    errors: &mut Errors,
    rest: impl FnOnce(ParseStream<'_>, &mut Errors),
) -> Option<Head> {
    if !matches!(&attribute.meta, Meta::List(list) if !list.tokens.is_empty()) {
        wrong_form(attribute, &format!("#[{word}({})]", example(word)), errors);
        return None;
    }
    let parsed = attribute.parse_args_with(|input: ParseStream<'_>| {
        let head = head(input).inspect_err(|_| skip_all(input))?;
        if !input.is_empty() {
            if input.peek(Token![,]) {
                input.parse::<Token![,]>()?;
            } else if head.name.is_none() {
                let error = input.error(format!(
                    "expected `:` before this, as in `{}`",
                    example(word)
                ));
                skip_all(input);
                return Err(error);
            } else {
                errors.push(input.span(), "expected `,` before this");
            }
            rest(input, errors);
        }
        Ok(head)
    });
    parsed.map_err(|error| errors.add(error)).ok()
}

/// `pub(crate) posts: Post`, of which only the model must be there.
fn head(input: ParseStream<'_>) -> syn::Result<Head> {
    let visibility = if input.peek(Token![pub]) {
        Some(input.parse()?)
    } else {
        None
    };
    let named = input.peek(syn::Ident) && input.peek2(Token![:]) && !input.peek2(Token![::]);
    let name = if named {
        let name = input.parse()?;
        input.parse::<Token![:]>()?;
        Some(name)
    } else {
        keyword(input)?;
        None
    };
    Ok(Head {
        visibility,
        name,
        target: target(input)?,
    })
}

/// Refuses a keyword in the place of the name: what follows would be taken for a bad type.
fn keyword(input: ParseStream<'_>) -> syn::Result<()> {
    let Ok(word) = input.fork().call(Ident::parse_any) else {
        return Ok(());
    };
    if !input.peek2(Token![:]) || input.peek2(Token![::]) {
        return Ok(());
    }
    let message = match naming::ident(&word.to_string(), word.span()) {
        Some(raw) => format!("`{word}` is a keyword: write `{raw}`"),
        None => format!("`{word}` is a keyword: choose another name"),
    };
    Err(syn::Error::new(word.span(), message))
}

/// A model: a type's name, with its path or without.
fn target(input: ParseStream<'_>) -> syn::Result<Target> {
    let expected = "expected `name: Model`, with the name of a struct for `Model`";
    let ty: Type = input
        .parse()
        .map_err(|error| syn::Error::new(error.span(), expected))?;
    match innermost(&ty) {
        Type::Path(path) => match path.path.segments.last() {
            Some(last) if !matches!(last.arguments, PathArguments::None) => {
                Err(syn::Error::new_spanned(
                    &ty,
                    "write the model alone, without `Option`, `Vec` or parameters: \
                     the kind of the relation says how many rows there are",
                ))
            }
            _ => Ok(ty),
        },
        _ => Err(syn::Error::new_spanned(&ty, expected)),
    }
}

/// The type inside the invisible delimiters that a `macro_rules!` puts around it.
fn innermost(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => innermost(&group.elem),
        other => other,
    }
}

fn action(input: ParseStream<'_>, key: &str) -> syn::Result<Spanned<Action>> {
    const WORDS: [&str; 5] = [
        "cascade",
        "set_null",
        "restrict",
        "set_default",
        "no_action",
    ];
    let word = options::name(input, key, "an action")?;
    let text = word.to_string();
    let value = match &*text {
        "cascade" => Action::Cascade,
        "set_null" => Action::SetNull,
        "restrict" => Action::Restrict,
        "set_default" => Action::SetDefault,
        "no_action" => Action::Nothing,
        _ => {
            let what = format!("unknown action `{text}`");
            let message = suggest::unknown(&what, &text, WORDS);
            return Err(syn::Error::new(word.span(), message));
        }
    };
    Ok(Spanned {
        value,
        span: word.span(),
    })
}

/// Says how a relation to this model is named.
pub(crate) fn nameless(target: &Target, word: &str, errors: &mut Errors) {
    let model = target.to_token_stream().to_string().replace(' ', "");
    let last = model.rsplit("::").next().unwrap_or(&model);
    let snake = naming::snake(last);
    let message = if last == snake {
        format!("`{last}` needs its model: write `{last}: Model`")
    } else {
        let plural = match word {
            "has_one" | "belongs_to" => "",
            _ => "s",
        };
        format!("the relation needs a name: write `{snake}{plural}: {model}`")
    };
    errors.push_over(target, message);
}

fn example(word: &str) -> &'static str {
    match word {
        "belongs_to" => "author: User",
        "has_one" => "profile: UserProfile",
        "has_many" => "posts: Post",
        _ => "tags: Tag, through = PostTag",
    }
}

fn skip_all(input: ParseStream<'_>) {
    // A token that can't be read can't be skipped, and its error is already known.
    let _ = input.parse::<proc_macro2::TokenStream>();
}
