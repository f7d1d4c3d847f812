//! The tables of the sample. Where rows point at nothing the key is not enforced here.

use jiff::civil::DateTime;
use relmodel::prelude::*;

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "PostTypes")]
#[has_many(posts: Post)]
pub struct PostType {
    #[column(name = "Id")]
    pub id: Id<PostType>,
    #[column(name = "Name")]
    pub name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "VoteTypes")]
pub struct VoteType {
    #[column(name = "Id")]
    pub id: Id<VoteType>,
    #[column(name = "Name")]
    pub name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "LinkTypes")]
pub struct LinkType {
    #[column(name = "Id")]
    pub id: Id<LinkType>,
    #[column(name = "Name")]
    pub name: String,
}

/// The community is the user -1.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "Users")]
#[has_many(posts: Post, inverse = owner)]
#[has_many(edited: Post, inverse = last_editor)]
#[has_many(questions: Post, inverse = owner, where = |p| p.post_type_id.eq(Id::from(1)), order = |p| (p.score.desc(), p.id))]
#[has_many(comments: Comment)]
#[has_many(votes: Vote)]
#[has_many(badges: Badge)]
#[has_many(commenters: User, through = posts.comments.user, order = |u| u.id)]
pub struct User {
    #[column(name = "Id")]
    pub id: Id<User>,
    #[column(name = "Reputation")]
    pub reputation: i64,
    #[column(name = "CreationDate")]
    pub created: DateTime,
    #[column(name = "DisplayName")]
    pub name: Option<String>,
    #[column(name = "LastAccessDate")]
    pub accessed: DateTime,
    #[column(name = "Views")]
    pub views: i64,
    #[column(name = "UpVotes")]
    pub up_votes: i64,
    #[column(name = "DownVotes")]
    pub down_votes: i64,
    #[column(name = "AccountId")]
    pub account_id: Option<i64>,
}

/// Refers to posts twice and to users twice.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "Posts")]
#[has_many(answers: Post, inverse = parent)]
#[has_many(accepted_by: Post, inverse = accepted)]
#[has_many(comments: Comment, order = |c| c.id)]
#[has_many(votes: Vote)]
#[many_to_many(tags: Tag, through = PostTag, order = |t| t.name)]
#[many_to_many(related: Post, through = PostLink, from = post, to = related_post)]
#[many_to_many(related_by: Post, through = PostLink, from = related_post, to = post)]
#[has_many(links: PostLink, inverse = post)]
pub struct Post {
    #[column(name = "Id")]
    pub id: Id<Post>,
    #[belongs_to(post_type: PostType)]
    #[column(name = "PostTypeId")]
    pub post_type_id: Id<PostType>,
    #[belongs_to(accepted: Post)]
    #[column(name = "AcceptedAnswerId")]
    pub accepted_id: Option<Id<Post>>,
    #[belongs_to(parent: Post)]
    #[column(name = "ParentId")]
    pub parent_id: Option<Id<Post>>,
    #[column(name = "CreationDate")]
    pub created: DateTime,
    #[column(name = "Score")]
    pub score: i64,
    #[column(name = "ViewCount")]
    pub views: Option<i64>,
    #[column(name = "Body")]
    pub body: String,
    #[belongs_to(owner: User)]
    #[column(name = "OwnerUserId")]
    pub owner_id: Option<Id<User>>,
    #[column(name = "OwnerDisplayName")]
    pub owner_name: Option<String>,
    #[belongs_to(last_editor: User)]
    #[column(name = "LastEditorUserId")]
    pub last_editor_id: Option<Id<User>>,
    #[column(name = "Title")]
    pub title: Option<String>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "Comments")]
pub struct Comment {
    #[column(name = "Id")]
    pub id: Id<Comment>,
    #[belongs_to(Post)]
    #[cascade]
    #[column(name = "PostId")]
    pub post_id: Id<Post>,
    #[column(name = "Score")]
    pub score: i64,
    #[column(name = "Text")]
    pub text: String,
    #[column(name = "CreationDate")]
    pub created: DateTime,
    #[belongs_to(User, on_delete = set_null)]
    #[column(name = "UserId")]
    pub user_id: Option<Id<User>>,
}

/// 119 of them are for posts that are gone.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "Votes")]
pub struct Vote {
    #[column(name = "Id")]
    pub id: Id<Vote>,
    #[belongs_to(Post, constraint = false)]
    #[column(name = "PostId")]
    pub post_id: Id<Post>,
    #[belongs_to(vote_type: VoteType)]
    #[column(name = "VoteTypeId")]
    pub vote_type_id: Id<VoteType>,
    #[belongs_to(User)]
    #[column(name = "UserId")]
    pub user_id: Option<Id<User>>,
    #[column(name = "BountyAmount")]
    pub bounty: Option<i64>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "Badges")]
pub struct Badge {
    #[column(name = "Id")]
    pub id: Id<Badge>,
    #[belongs_to(User)]
    #[cascade(delete_orphan)]
    #[column(name = "UserId")]
    pub user_id: Id<User>,
    #[column(name = "Name")]
    pub name: String,
    #[column(name = "Class")]
    pub class: i64,
    #[column(name = "TagBased")]
    pub is_tag_based: bool,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "Tags")]
#[many_to_many(posts: Post, through = PostTag)]
pub struct Tag {
    #[column(name = "Id")]
    pub id: Id<Tag>,
    #[unique]
    #[column(name = "TagName")]
    pub name: String,
    #[column(name = "Count")]
    pub count: i64,
    #[belongs_to(excerpt: Post)]
    #[column(name = "ExcerptPostId")]
    pub excerpt_id: Option<Id<Post>>,
    #[belongs_to(wiki: Post)]
    #[column(name = "WikiPostId")]
    pub wiki_id: Option<Id<Post>>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "PostTags")]
pub struct PostTag {
    #[key]
    #[belongs_to(Post)]
    #[cascade]
    #[column(name = "PostId")]
    pub post_id: Id<Post>,
    #[key]
    #[belongs_to(Tag)]
    #[column(name = "TagId")]
    pub tag_id: Id<Tag>,
}

/// A link between posts with a key of its own: some pairs stand twice, and 6 links come from posts that are gone.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "PostLinks")]
pub struct PostLink {
    #[column(name = "Id")]
    pub id: Id<PostLink>,
    #[column(name = "CreationDate")]
    pub created: DateTime,
    #[belongs_to(Post, constraint = false)]
    #[column(name = "PostId")]
    pub post_id: Id<Post>,
    #[belongs_to(related_post: Post)]
    #[column(name = "RelatedPostId")]
    pub related_post_id: Id<Post>,
    #[belongs_to(link_type: LinkType)]
    #[column(name = "LinkTypeId")]
    pub link_type_id: Id<LinkType>,
}
