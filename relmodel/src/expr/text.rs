//! Matching text as Rust's `str` does. LIKE would fold the case of ASCII letters and stop at NUL.

use super::Expr;
use crate::sql::Node;
use crate::value::{Type, Value};

type Tree = (Node, u32);

fn value(text: impl Into<String>) -> Node {
    Node::Value(Value::Text(text.into().into()))
}

pub(super) fn contains((node, depth): Tree, part: &str) -> Expr<bool> {
    let place = Node::call("instr", vec![node, value(part)]);
    Expr::new(Node::binary(place, ">", Node::Number(0)), depth + 2)
}

pub(super) fn starts_with((node, depth): Tree, prefix: &str) -> Expr<bool> {
    let node = Node::Plain(Box::new(node));
    let from = Node::binary(node.clone(), ">=", value(prefix));
    let Some(end) = successor(prefix) else {
        return Expr::new(from, depth + 1);
    };
    let to = Node::binary(node, "<", value(end));
    Expr::new(Node::All(vec![from, to]), depth + 2)
}

/// By bytes, since `substr` of a text stops at NUL.
pub(super) fn ends_with((node, depth): Tree, suffix: &str) -> Expr<bool> {
    if suffix.is_empty() {
        return starts_with((node, depth), "");
    }
    let bytes = suffix.as_bytes().to_vec();
    let length = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    let end = Node::call(
        "substr",
        vec![node.cast(Type::Blob), Node::Value(Value::Integer(-length))],
    );
    // `IS`, since `substr` of an empty blob is NULL.
    Expr::new(
        Node::binary(end, "IS", Node::Value(Value::Blob(bytes.into()))),
        depth + 3,
    )
}

pub(super) fn like((node, depth): Tree, pattern: &str) -> Expr<bool> {
    Expr::new(Node::binary(node, "LIKE", value(pattern)), depth + 1)
}

/// The least text that is greater than all that begin with `prefix`; none when there is no end.
fn successor(prefix: &str) -> Option<String> {
    let mut letters: Vec<char> = prefix.chars().collect();
    while let Some(last) = letters.pop() {
        let next = match last {
            '\u{D7FF}' => Some('\u{E000}'),
            last => char::from_u32(u32::from(last) + 1),
        };
        if let Some(next) = next {
            letters.push(next);
            return Some(letters.into_iter().collect());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::successor;

    #[test]
    fn the_successor_of_a_prefix_ends_its_range() {
        assert_eq!(successor("ab").as_deref(), Some("ac"));
        assert_eq!(successor("a\u{10FFFF}").as_deref(), Some("b"));
        assert_eq!(successor("\u{D7FF}").as_deref(), Some("\u{E000}"));
        assert_eq!(successor("\u{10FFFF}"), None);
        assert_eq!(successor(""), None);
    }
}
