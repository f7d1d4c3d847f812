//! The rows between: a `many_to_many` with the row of the through-model beside each target.

use super::accessor::access;
use super::{Of, Refined, Related, Relation, Way, relation_of};
use crate::query::{Many, Origin, Plan, Query, Route, columns};
use crate::record::Record;
use crate::value::Value;

/// The through-model of a relation.
#[diagnostic::on_unimplemented(
    message = "this relation has no link",
    label = "not a `many_to_many`",
    note = "`with_link` gives each row of a `many_to_many` with the row of its through-model"
)]
pub trait ThroughModel: Record {}

#[diagnostic::do_not_recommend]
impl<M: Record> ThroughModel for M {}

impl<From: Related<To, N, V>, To: Record, const N: u16, V: 'static> Relation<From, To, N, V> {
    /// Loads the link beside each row of a `many_to_many`: `Vec<(Tag, PostTag)>` instead of `Vec<Tag>`, by the same statement.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[many_to_many(tags: Tag, through = PostTag)] struct Post { id: Id<Post>, title: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Tag { id: Id<Tag>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct PostTag { #[key] #[belongs_to(Post)] post_id: Id<Post>, #[key] #[belongs_to(Tag)] tag_id: Id<Tag>, weight: i64 }
    /// # let db = Db::open_in_memory()?;
    /// # schema![Post].create(&db)?;
    /// let posts: Vec<(Post, Vec<(Tag, PostTag)>)> =
    ///     Post::all().with(|p| p.tags.with_link().order_by(|t| t.name)).load(&db)?;
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// To filter or order by columns of the link, declare a `has_many` to the through-model and go by way of it:
    /// `p.post_tags.filter(|l| l.weight.gt(3)).with(|l| l.tag)`.
    pub fn with_link(self) -> Refined<From, To, (To, V), Many>
    where
        V: ThroughModel,
    {
        let mut refined = self.refinable::<Many>();
        add_link(&mut refined.plan, &refined.route);
        refined.typed()
    }
}

/// An accessor that leads to rows by way of links.
#[diagnostic::on_unimplemented(
    message = "this query has no link",
    label = "not an accessor of a `many_to_many` as it stands",
    note = "`with_link` comes first: `post.tags().with_link().filter(…)`"
)]
pub trait Linked: Origin {
    /// The through-model.
    type Link: Record;

    /// The rows and links of the owner that holds these values.
    #[doc(hidden)]
    fn plan(owner: &[Value<'static>]) -> Plan;
}

impl<From: Related<To, N, V>, To: Record, const N: u16, V: ThroughModel> Linked
    for Of<From, To, N, V>
{
    type Link = V;

    fn plan(owner: &[Value<'static>]) -> Plan {
        let Way {
            route, mut plan, ..
        } = From::way();
        add_link(&mut plan, &route);
        access(relation_of::<From, N>(), &route, plan, owner)
    }
}

impl<M: Record, S, C: Origin> Query<M, S, C> {
    /// Gives the link beside each row of a `many_to_many`: `post.tags().with_link()` loads `Vec<(Tag, PostTag)>`, by one statement.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[many_to_many(tags: Tag, through = PostTag)] struct Post { id: Id<Post>, title: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Tag { id: Id<Tag>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct PostTag { #[key] #[belongs_to(Post)] post_id: Id<Post>, #[key] #[belongs_to(Tag)] tag_id: Id<Tag>, weight: i64 }
    /// # let db = Db::open_in_memory()?;
    /// # schema![Post].create(&db)?;
    /// # let post = NewPost { title: "Rust" }.insert(&db)?;
    /// # let tag = NewTag { name: "rust" }.insert(&db)?;
    /// # NewPostTag { post_id: post.id, tag_id: tag.id, weight: 3 }.insert(&db)?;
    /// let tags: Vec<(Tag, PostTag)> = post.tags().with_link().load(&db)?;
    /// assert_eq!(tags[0].1.weight, 3);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    pub fn with_link<Link: Record>(self) -> Query<M, (M, Link), Many>
    where
        C: Linked<Link = Link>,
    {
        Query::new(C::plan(self.owner()), Vec::new())
    }
}

/// The link is the first table on the way.
fn add_link(plan: &mut Plan, route: &Route) {
    let Some(link) = route.steps.first() else {
        return;
    };
    plan.link = Some((link.scope, link.model));
    let cells = columns(link.model, link.scope, link.model.places());
    plan.select.columns.extend(cells);
}
