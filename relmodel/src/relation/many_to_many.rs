//! `many_to_many`: the rows of a model between hold a foreign key to each side.

use std::marker::PhantomData;

use super::{Direct, Side};
use crate::schema::{Link, RelationDef};

/// The kind of a `many_to_many` that goes through the model that holds the foreign keys `Here` and `There`.
#[derive(Debug)]
pub struct ManyToMany<Here, There>(PhantomData<fn() -> (Here, There)>);

#[diagnostic::do_not_recommend]
impl<Here, There> Direct for ManyToMany<Here, There> {}

impl RelationDef {
    /// A `many_to_many`, by its name and the two foreign keys of the model between.
    #[must_use]
    pub const fn many_to_many(name: &'static str, here: Side, there: Side) -> Self {
        let link = Link::Through {
            model: here.owner,
            from: here.number,
            to: there.number,
        };
        Self {
            name,
            target: there.target,
            link,
            key: None,
        }
    }
}

/// A through-model whose rows need no more than two foreign keys to be made.
#[diagnostic::on_unimplemented(
    message = "a link in `{Self}` needs more than its two keys",
    label = "`{Self}` has further required columns, or one that both keys share",
    note = "give them by `.add_with(&db, &row, |here, there| New{Self} {{ .. }})`, whose closure gets the two keys"
)]
pub trait OnlyKeys<Here, There> {}
