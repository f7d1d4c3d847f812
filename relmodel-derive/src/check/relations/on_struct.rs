//! `has_many`, `has_one`, `many_to_many`: relations that stand on keys of other models.

use proc_macro2::Ident;
use quote::quote;

use super::{Relations, spelled};
use crate::check::{closure, ty};
use crate::ir::{Fact, Kind, Lookup, Named, Relation, Ty};
use crate::{attr, ir, naming};

impl Relations<'_> {
    /// A relation that the struct declares.
    pub(super) fn on_struct(&mut self, written: &attr::Relation) -> Option<Relation> {
        if !self.is_free(&written.name) {
            return None;
        }
        let number = self.number()?;
        let name = naming::text(&written.name);
        let model = &self.written.ident;
        let target = ty(&written.target, model);
        let owner = Ty {
            tokens: quote!(#model),
            span: target.span,
        };
        let has = |options: &attr::Has| Lookup {
            holder: target.clone(),
            owner: owner.clone(),
            named: options.inverse.as_ref().map(named),
        };
        let kind = match &written.kind {
            attr::Kind::HasMany(options) => match &options.path {
                Some(path) => {
                    self.refuse_inverse(options);
                    Kind::Path(path.clone())
                }
                None => Kind::HasMany(has(options)),
            },
            // Which of several rows is the one, the condition says.
            attr::Kind::HasOne(options) if options.rows.condition.is_some() => {
                Kind::HasOne(has(options))
            }
            attr::Kind::HasOne(options) => {
                let message = format!(
                    "`{name}` is a `has_one`, but the foreign key in `{}` is not unique: \
                     add `#[unique]` to it, or declare `#[has_many]`",
                    spelled(&target)
                );
                let fact = Fact::Unique(has(options), message);
                self.assert(written.name.span(), fact);
                Kind::HasOne(has(options))
            }
            attr::Kind::ManyToMany(links) => {
                self.many_to_many(&written.name, links, &owner, &target)?
            }
        };
        Some(Relation {
            number,
            ident: written.name.clone(),
            name,
            visibility: self.visibility(written.visibility.as_ref()),
            target,
            kind,
            rows: match &written.kind {
                attr::Kind::HasMany(options) | attr::Kind::HasOne(options) => rows(&options.rows),
                attr::Kind::ManyToMany(links) => rows(&links.rows),
            },
        })
    }

    fn refuse_inverse(&mut self, options: &attr::Has) {
        if let Some(inverse) = &options.inverse {
            self.errors.push(
                inverse.span(),
                "a relation that goes along others has no key of its own: remove `inverse` or `through`",
            );
        }
    }

    fn many_to_many(
        &mut self,
        name: &Ident,
        links: &attr::ManyToMany,
        owner: &Ty,
        target: &Ty,
    ) -> Option<Kind> {
        let model = &self.written.ident;
        let shown = spelled(target);
        let one_sided = match (&links.from, &links.to) {
            (Some(from), None) => Some((from, "from", "to")),
            (None, Some(to)) => Some((to, "to", "from")),
            _ => None,
        };
        if let Some((token, has, lacks)) = one_sided {
            self.errors.push(
                token.span(),
                format!(
                    "`{has}` needs `{lacks}` beside it: `from` names the `belongs_to` that leads \
                     to `{model}`, `to` the one that leads to `{shown}`"
                ),
            );
            return None;
        }
        if let (Some(from), Some(to)) = (&links.from, &links.to)
            && from == to
        {
            self.errors.push(
                to.span(),
                format!(
                    "`from` and `to` name the same key: `from` is the `belongs_to` that leads to \
                     `{model}`, `to` the one that leads to `{shown}`"
                ),
            );
        }
        let Some(through) = &links.through else {
            let link = format!("{model}{}", shown.rsplit("::").next().unwrap_or_default());
            self.errors.push(
                name.span(),
                format!(
                    "`{name}` needs the model between: write \
                     `#[many_to_many({name}: {shown}, through = {link})]`, where `{link}` \
                     is a model that belongs to `{model}` and to `{shown}`"
                ),
            );
            return None;
        };
        let through = ty(through, model);
        Some(Kind::ManyToMany {
            through: through.clone(),
            from: Lookup {
                holder: through.clone(),
                owner: owner.clone(),
                named: links.from.as_ref().map(named),
            },
            to: Lookup {
                holder: through,
                owner: target.clone(),
                named: links.to.as_ref().map(named),
            },
        })
    }
}

fn rows(written: &attr::Rows) -> ir::Rows {
    ir::Rows {
        condition: written.condition.as_ref().map(closure),
        order: written.order.as_ref().map(closure),
    }
}

fn named(name: &Ident) -> Named {
    Named {
        hash: naming::hash(&naming::text(name)),
        span: name.span(),
    }
}
