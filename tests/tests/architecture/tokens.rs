//! Reads Rust source as a flat list of tokens, so that rules see code and nothing else.
//!
//! Comments, documentation and test modules are gone; string literals are told from names. It is
//! not a parser: it knows nothing about types or about what a name means.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// One token of the code.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    /// Line in the file, from 1.
    pub line: usize,
    /// How many `mod name { … }` of this file are open around it.
    pub modules: usize,
    pub kind: Kind,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    Name(String),
    /// A punctuation character, or a bracket of a group.
    Mark(char),
    /// What stands between the quotes of a string literal, escapes as written.
    Text(String),
    /// Any other literal.
    Other,
}

impl Token {
    pub fn is_mark(&self, mark: char) -> bool {
        self.kind == Kind::Mark(mark)
    }

    pub fn is_name(&self, name: &str) -> bool {
        self.name() == Some(name)
    }

    pub fn name(&self) -> Option<&str> {
        match &self.kind {
            Kind::Name(name) => Some(name),
            _ => None,
        }
    }
}

/// The tokens of `source` without comments, documentation and `#[cfg(test)]` items.
///
/// # Panics
/// If `source` is not Rust.
pub fn tokens(source: &str) -> Vec<Token> {
    let stream: TokenStream = source
        .parse()
        .unwrap_or_else(|error| panic!("the source is not Rust: {error}"));
    let mut flat = Vec::new();
    flatten(stream, 0, &mut flat);
    flat
}

fn flatten(stream: TokenStream, modules: usize, flat: &mut Vec<Token>) {
    let trees: Vec<TokenTree> = stream.into_iter().collect();
    let mut at = 0;
    while let Some(tree) = trees.get(at) {
        if let Some((attribute, after)) = attribute_at(&trees, at) {
            if is_documentation(attribute) {
                at = after;
                continue;
            }
            if is_test_only(attribute) {
                at = end_of_item(&trees, after);
                continue;
            }
        }
        let line = tree.span().start().line;
        let mut push = |kind| {
            flat.push(Token {
                line,
                modules,
                kind,
            })
        };
        match tree {
            TokenTree::Ident(name) => push(Kind::Name(name.to_string())),
            TokenTree::Punct(mark) => push(Kind::Mark(mark.as_char())),
            TokenTree::Literal(literal) => push(literal_kind(&literal.to_string())),
            TokenTree::Group(group) => {
                let inside = modules + usize::from(opens_module(&trees, at));
                flatten_group(group, modules, inside, flat);
            }
        }
        at += 1;
    }
}

fn flatten_group(group: &Group, modules: usize, inside: usize, flat: &mut Vec<Token>) {
    let brackets = match group.delimiter() {
        Delimiter::Parenthesis => Some(('(', ')')),
        Delimiter::Brace => Some(('{', '}')),
        Delimiter::Bracket => Some(('[', ']')),
        Delimiter::None => None,
    };
    let bracket = |line, mark: Option<char>, flat: &mut Vec<Token>| {
        if let Some(mark) = mark {
            flat.push(Token {
                line,
                modules,
                kind: Kind::Mark(mark),
            });
        }
    };
    bracket(group.span_open().start().line, brackets.map(|b| b.0), flat);
    flatten(group.stream(), inside, flat);
    bracket(group.span_close().start().line, brackets.map(|b| b.1), flat);
}

/// Whether the group at `at` is the body of `mod name { … }`.
fn opens_module(trees: &[TokenTree], at: usize) -> bool {
    at >= 2
        && matches!(&trees[at - 1], TokenTree::Ident(_))
        && matches!(&trees[at - 2], TokenTree::Ident(word) if word == "mod")
}

/// The attribute that begins at `at`, `#[…]` or `#![…]`, and the index after it.
fn attribute_at(trees: &[TokenTree], at: usize) -> Option<(&Group, usize)> {
    let is =
        |at: usize, mark| matches!(trees.get(at), Some(TokenTree::Punct(p)) if p.as_char() == mark);
    if !is(at, '#') {
        return None;
    }
    let at = at + 1 + usize::from(is(at + 1, '!'));
    match trees.get(at) {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket => {
            Some((group, at + 1))
        }
        _ => None,
    }
}

fn is_documentation(attribute: &Group) -> bool {
    let first = attribute.stream().into_iter().next();
    matches!(first, Some(TokenTree::Ident(name)) if name == "doc")
}

/// `#[cfg(test)]` or `#[cfg(all(test, …))]`.
fn is_test_only(attribute: &Group) -> bool {
    let text: String = attribute.stream().to_string().split_whitespace().collect();
    text == "cfg(test)" || text.starts_with("cfg(all(test,")
}

/// The index after the item that begins at `at`: after its body or its semicolon.
fn end_of_item(trees: &[TokenTree], at: usize) -> usize {
    let ends = |tree: &TokenTree| match tree {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(mark) => mark.as_char() == ';',
        _ => false,
    };
    trees[at..]
        .iter()
        .position(ends)
        .map_or(trees.len(), |length| at + length + 1)
}

fn literal_kind(literal: &str) -> Kind {
    let quoted = literal.trim_start_matches(['b', 'c', 'r', '#']);
    match quoted.strip_prefix('"') {
        Some(rest) => Kind::Text(rest.trim_end_matches('#').trim_end_matches('"').to_owned()),
        None => Kind::Other,
    }
}
