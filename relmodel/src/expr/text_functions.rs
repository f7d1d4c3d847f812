//! Functions of texts, which give what Rust's `str` gives.

use super::{Expr, Expression, IntoExpr, Text, text};
use crate::sql::{AFTER_TEXT, Node};
use crate::value::{ColumnType, Type, Value};

/// A text as what is made of it: a `String`, or an `Option` of one.
type Like<E, T = String> = <<E as Expression>::Type as ColumnType>::Join<T>;

/// The characters that `str::trim` leaves out.
const SPACES: &str = "\t\n\u{B}\u{C}\r \u{85}\u{A0}\u{1680}\u{2000}\u{2001}\u{2002}\u{2003}\u{2004}\u{2005}\u{2006}\u{2007}\u{2008}\u{2009}\u{200A}\u{2028}\u{2029}\u{202F}\u{205F}\u{3000}";

/// What texts can be asked, and what can be made of them. What is made of NULL is NULL. [`concat()`] joins texts.
pub trait TextFunctions: Expression {
    /// Asks whether the text contains `part`, as `str::contains`: with regard to case, and an empty part is in every text.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)] struct User { id: Id<User>, name: String, age: i64, bio: Option<String>, active: bool }
    /// let query = User::filter(|u| u.name.contains("nn"));
    /// assert!(query.to_sql()?.ends_with(r#"WHERE instr(t0."name", ?1) > 0"#));
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    fn contains(self, part: &str) -> Expr<bool>
    where
        Self::Type: Text,
    {
        text::contains(self.into_tree(), part)
    }

    /// Asks whether the text begins with `prefix`, as `str::starts_with`: `a >= prefix AND a < …`, which an index serves.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)] struct User { id: Id<User>, name: String, age: i64, bio: Option<String>, active: bool }
    /// let query = User::filter(|u| u.name.starts_with("an"));
    /// assert!(query.to_sql()?.ends_with(r#"WHERE t0."name" >= ?1 AND t0."name" < ?2"#));
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    fn starts_with(self, prefix: &str) -> Expr<bool>
    where
        Self::Type: Text,
    {
        text::starts_with(self.into_tree(), prefix)
    }

    /// Asks whether the text ends with `suffix`, as `str::ends_with`.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)] struct User { id: Id<User>, name: String, age: i64, bio: Option<String>, active: bool }
    /// let query = User::filter(|u| u.name.ends_with("nn"));
    /// assert!(query.to_sql()?.contains(r#"WHERE substr(CAST(t0."name" AS BLOB), ?1) "#));
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    fn ends_with(self, suffix: &str) -> Expr<bool>
    where
        Self::Type: Text,
    {
        text::ends_with(self.into_tree(), suffix)
    }

    /// Asks by SQLite's own `LIKE`: `%` and `_` are wildcards, and the case of ASCII letters doesn't count.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)] struct User { id: Id<User>, name: String, age: i64, bio: Option<String>, active: bool }
    /// let query = User::filter(|u| u.name.like("a%"));
    /// assert!(query.to_sql()?.ends_with(r#"WHERE t0."name" LIKE ?1"#));
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    fn like(self, pattern: &str) -> Expr<bool>
    where
        Self::Type: Text,
    {
        text::like(self.into_tree(), pattern)
    }

    /// Makes small letters of the ASCII letters, as `str::to_ascii_lowercase`: `lower(a)`.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)] struct User { id: Id<User>, name: String, bio: Option<String> }
    /// let query = User::filter(|u| u.name.lower().eq("ann"));
    /// assert!(query.to_sql()?.ends_with(r#"WHERE lower(t0."name") = ?1"#));
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    fn lower(self) -> Expr<Like<Self>>
    where
        Self::Type: Text,
    {
        call("lower", self, [])
    }

    /// Makes capital letters of the ASCII letters, as `str::to_ascii_uppercase`: `upper(a)`.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)] struct User { id: Id<User>, name: String, bio: Option<String> }
    /// let query = User::all().select(|u| u.name.upper());
    /// assert_eq!(query.to_sql()?, r#"SELECT upper(t0."name") FROM "user" AS t0"#);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    fn upper(self) -> Expr<Like<Self>>
    where
        Self::Type: Text,
    {
        call("upper", self, [])
    }

    /// Leaves out white space at both ends, as `str::trim`: `trim(a, spaces)`.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)] struct User { id: Id<User>, name: String, bio: Option<String> }
    /// let query = User::filter(|u| u.bio.trim().eq(""));
    /// assert!(query.to_sql()?.ends_with(r#"WHERE trim(t0."bio", ?1) IS ?2"#));
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    fn trim(self) -> Expr<Like<Self>>
    where
        Self::Type: Text,
    {
        call("trim", self, [bound(SPACES)])
    }

    /// Leaves out white space at the beginning, as `str::trim_start`: `ltrim(a, spaces)`.
    fn trim_start(self) -> Expr<Like<Self>>
    where
        Self::Type: Text,
    {
        call("ltrim", self, [bound(SPACES)])
    }

    /// Leaves out white space at the end, as `str::trim_end`: `rtrim(a, spaces)`.
    fn trim_end(self) -> Expr<Like<Self>>
    where
        Self::Type: Text,
    {
        call("rtrim", self, [bound(SPACES)])
    }

    /// Counts the characters, as `chars().count()`.
    ///
    /// SQLite's own `length` stops at NUL. So this asks for the place of something that is in no text, behind the text.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)] struct User { id: Id<User>, name: String, bio: Option<String> }
    /// let query = User::filter(|u| u.name.length().gt(20));
    /// assert!(query.to_sql()?.ends_with(
    ///     r#"WHERE (instr(t0."name" || CAST(x'FFFF' AS TEXT), CAST(x'FFFF' AS TEXT)) - 1) > ?1"#,
    /// ));
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    fn length(self) -> Expr<Like<Self, i64>>
    where
        Self::Type: Text,
    {
        let (node, depth) = self.into_tree();
        let longer = joined("||", vec![node, AFTER_TEXT]);
        let place = Node::call("instr", vec![longer, AFTER_TEXT]);
        Expr::new(joined("-", vec![place, Node::Number(1)]), depth + 3)
    }

    /// Counts the bytes, as `str::len`: `length(CAST(a AS BLOB))`.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)] struct User { id: Id<User>, name: String, bio: Option<String> }
    /// let query = User::all().select(|u| u.name.byte_length());
    /// assert_eq!(query.to_sql()?, r#"SELECT length(CAST(t0."name" AS BLOB)) FROM "user" AS t0"#);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    fn byte_length(self) -> Expr<Like<Self, i64>>
    where
        Self::Type: Text,
    {
        let (node, depth) = self.into_tree();
        Expr::new(Node::call("length", vec![node.cast(Type::Blob)]), depth + 2)
    }

    /// Takes `length` characters from the character `start` on, the first of which is 0, as `chars().skip(start).take(length)`:
    /// `substr(a, start + 1, length)`. A NUL ends the text here.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)] struct User { id: Id<User>, name: String, bio: Option<String> }
    /// let query = User::all().select(|u| u.name.substr(0, 1));
    /// assert_eq!(query.to_sql()?, r#"SELECT substr(t0."name", ?1, ?2) FROM "user" AS t0"#);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    fn substr(self, start: u32, length: u32) -> Expr<Like<Self>>
    where
        Self::Type: Text,
    {
        let number = |number: i64| Node::Value(Value::Integer(number));
        let (start, length) = (i64::from(start), i64::from(length));
        call("substr", self, [number(start + 1), number(length)])
    }

    /// Puts `to` in the place of each `from`, as `str::replace`: `replace(a, from, to)`. An empty `from` changes nothing.
    ///
    /// SQLite finds no part that begins with NUL: the query is `is_unstorable` then.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)] struct User { id: Id<User>, name: String, bio: Option<String> }
    /// let query = User::all().select(|u| u.name.replace(" ", "_"));
    /// assert_eq!(query.to_sql()?, r#"SELECT replace(t0."name", ?1, ?2) FROM "user" AS t0"#);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    fn replace(self, from: &str, to: &str) -> Expr<Like<Self>>
    where
        Self::Type: Text,
    {
        let from = match from.starts_with('\0') {
            true => Node::Value(Value::Unstorable(
                "SQLite replaces no text that begins with NUL".into(),
            )),
            false => bound(from),
        };
        call("replace", self, [from, bound(to)])
    }

    /// Finds the first place of `part`, by the characters before it; `None` where it is not in the text: `nullif(instr(a, part), 0) - 1`.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)] struct User { id: Id<User>, name: String, bio: Option<String> }
    /// let places: Query<User, Option<i64>> = User::all().select(|u| u.name.find("@"));
    /// assert_eq!(places.to_sql()?, r#"SELECT nullif(instr(t0."name", ?1), 0) - 1 FROM "user" AS t0"#);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    fn find(self, part: &str) -> Expr<Option<i64>>
    where
        Self::Type: Text,
    {
        let (node, depth) = self.into_tree();
        let place = Node::call("instr", vec![node, bound(part)]);
        let place = Node::call_of("nullif", vec![place, Node::Number(0)], true);
        Expr::new(joined("-", vec![place, Node::Number(1)]), depth + 3)
    }
}

impl<E: Expression> TextFunctions for E {}

fn bound(text: &str) -> Node {
    Node::Value(Value::Text(text.to_owned().into()))
}

fn call<T, const N: usize>(
    function: &'static str,
    operand: impl Expression,
    others: [Node; N],
) -> Expr<T> {
    let (node, depth) = operand.into_tree();
    let arguments = [node].into_iter().chain(others).collect();
    Expr::new(Node::call(function, arguments), depth + 1)
}

fn joined(op: &'static str, operands: Vec<Node>) -> Node {
    let nullable = operands.iter().any(Node::is_null_as_operand);
    Node::Arithmetic {
        op,
        operands,
        nullable,
    }
}

/// Joins texts: `a || b || c`. Where one of them is NULL, so is the whole.
///
/// ```
/// # use relmodel::prelude::*;
/// # #[derive(Model)] struct User { id: Id<User>, name: String, bio: Option<String> }
/// let lines: Query<User, String> = User::all().select(|u| concat((u.name, ": ", u.bio.coalesce("-"))));
/// assert_eq!(
///     lines.to_sql()?,
///     r#"SELECT t0."name" || ?1 || coalesce(t0."bio", ?2) FROM "user" AS t0"#,
/// );
/// # Ok::<(), relmodel::Error>(())
/// ```
pub fn concat<T: ColumnType, P: Parts<Type = T>>(parts: P) -> Expr<T> {
    let (parts, depth) = parts.into_parts();
    Expr::new(joined("||", parts), depth + 1)
}

/// What [`concat()`] joins: a tuple of two to eight texts, each a value, a column or an expression. A number is made one by `.cast::<String>()`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be joined to a text",
    label = "expected a tuple of two to eight texts",
    note = "`.cast::<String>()` makes a text of another value"
)]
pub trait Parts {
    /// A `String`, or an `Option` of one where a part is.
    type Type: ColumnType;

    /// The parts, and how deep they are.
    #[doc(hidden)]
    fn into_parts(self) -> (Vec<Node>, u32);
}

/// A part of what [`concat()`] joins.
#[diagnostic::on_unimplemented(
    message = "this needs text, but the expression is `{Self}`",
    label = "only texts can be joined",
    note = "`.cast::<String>()` makes a text of another value"
)]
pub trait TextPart: ColumnType {}

impl<T: Text + ColumnType> TextPart for T {}

macro_rules! joins {
    ($first:ty) => { <$first as ColumnType>::Join<String> };
    ($first:ty, $($rest:ty),+) => { <$first as ColumnType>::Join<joins!($($rest),+)> };
}

macro_rules! tuples {
    ($(($($part:ident $place:tt),+))+) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($part: IntoExpr<Type: TextPart>),+> Parts for ($($part,)+) {
            type Type = joins!($($part::Type),+);

            fn into_parts(self) -> (Vec<Node>, u32) {
                let (mut nodes, mut deepest) = (Vec::new(), 0);
                $(
                    let (node, depth) = self.$place.into_expr();
                    nodes.push(node);
                    deepest = depth.max(deepest);
                )+
                (nodes, deepest)
            }
        }
    )+};
}

tuples! {
    (A 0, B 1)
    (A 0, B 1, C 2)
    (A 0, B 1, C 2, D 3)
    (A 0, B 1, C 2, D 3, E 4)
    (A 0, B 1, C 2, D 3, E 4, F 5)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7)
}
