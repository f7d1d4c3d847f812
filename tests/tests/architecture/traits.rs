//! The rule of public traits: each says in its own words what a bound asked for in vain.

use crate::rules::Source;
use crate::tokens::{Token, tokens};

/// Public traits that say nothing of their own when a bound asks for them in vain.
/// Those in `silent` needn't; one there that is no such trait is a problem, too.
pub fn without_words(sources: &[Source], silent: &[(&str, &str)]) -> Vec<String> {
    let mut problems = Vec::new();
    let mut found = Vec::new();
    for source in sources {
        let tokens = tokens(&source.text);
        for (at, three) in tokens.windows(3).enumerate() {
            let [public, word, name] = three else {
                continue;
            };
            let (true, true, Some(name)) =
                (public.is_name("pub"), word.is_name("trait"), name.name())
            else {
                continue;
            };
            let speaks = attributes_before(&tokens, at)
                .iter()
                .any(|token| token.is_name("on_unimplemented"));
            let is_silent = silent.iter().any(|(silent, _)| *silent == name);
            let (path, line) = (&source.path, word.line);
            if !speaks && !is_silent {
                problems.push(format!(
                    "{path}:{line}: `{name}` has no `#[diagnostic::on_unimplemented]`: say what is wrong and what to write"
                ));
            }
            if speaks && is_silent {
                problems.push(format!(
                    "{path}:{line}: `{name}` has its words: take it out of the list of traits without"
                ));
            }
            found.push(name.to_owned());
        }
    }
    let gone = silent
        .iter()
        .filter(|(name, _)| !found.iter().any(|f| f == name));
    problems.extend(
        gone.map(|(name, _)| format!("`{name}` is no public trait: take it out of the list")),
    );
    problems
}

/// The tokens of the attributes right before an item.
fn attributes_before(tokens: &[Token], item: usize) -> &[Token] {
    let mut start = item;
    while start > 0 && tokens[start - 1].is_mark(']') {
        let mut open = 0_usize;
        let begins = tokens[..start].iter().rposition(|token| {
            if token.is_mark(']') {
                open += 1;
            } else if token.is_mark('[') {
                open -= 1;
            }
            open == 0
        });
        match begins {
            Some(begins) if begins > 0 && tokens[begins - 1].is_mark('#') => start = begins - 1,
            _ => break,
        }
    }
    &tokens[start..item]
}
