// Models of `test.db`, written by `relmodel models`.

use relmodel::prelude::*;

/// A row of the table `post`.
#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(post_tags: PostTag)]
#[has_many(suggested_tags: SuggestedTag)]
#[has_many(visits: Visit)]
#[has_many(votes: Vote)]
#[has_many(threes: Three)]
#[has_one(single: Single)]
#[many_to_many(tags: Tag, through = PostTag)]
#[many_to_many(tags_through_suggested_tag: Tag, through = SuggestedTag)]
#[many_to_many(readers_through_visit: Reader, through = Visit)]
#[many_to_many(readers_through_vote: Reader, through = Vote, from = post, to = reader)]
pub struct Post {
    pub id: Id<Post>,
}

/// A row of the table `tag`.
#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(post_tags: PostTag)]
#[has_many(suggested_tags: SuggestedTag)]
#[has_many(threes: Three)]
#[many_to_many(posts: Post, through = PostTag)]
#[many_to_many(posts_through_suggested_tag: Post, through = SuggestedTag)]
pub struct Tag {
    #[key]
    pub name: String,
}

/// A row of the table `post_tag`.
#[derive(Model, Debug, Clone, PartialEq)]
pub struct PostTag {
    #[key]
    #[belongs_to(Post, on_delete = cascade)]
    pub post_id: Id<Post>,
    #[key]
    #[belongs_to(tag: Tag)]
    pub tag_name: String,
    pub weight: Option<f64>,
}

/// A row of the table `suggested_tag`.
#[derive(Model, Debug, Clone, PartialEq)]
#[unique(tag_name, post_id)]
pub struct SuggestedTag {
    pub id: Id<SuggestedTag>,
    #[belongs_to(Post)]
    pub post_id: Id<Post>,
    #[belongs_to(tag: Tag)]
    pub tag_name: String,
}

/// A row of the table `visit`.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(keyless)]
pub struct Visit {
    #[belongs_to(Post)]
    pub post_id: Id<Post>,
    #[belongs_to(Reader)]
    pub reader_id: Id<Reader>,
}

/// A row of the table `reader`.
#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(visits: Visit)]
#[has_many(follows_by_follower: Follow, inverse = follower)]
#[has_many(follows_by_followed: Follow, inverse = followed)]
#[has_many(votes: Vote, inverse = reader)]
#[has_many(votes_by_by: Vote, inverse = by)]
#[has_many(threes: Three)]
#[has_many(singles: Single)]
#[many_to_many(posts_through_visit: Post, through = Visit)]
#[many_to_many(followeds: Reader, through = Follow, from = follower, to = followed)]
#[many_to_many(followers: Reader, through = Follow, from = followed, to = follower)]
#[many_to_many(posts_through_vote: Post, through = Vote, from = reader, to = post)]
pub struct Reader {
    pub id: Id<Reader>,
}

/// A row of the table `follow`.
#[derive(Model, Debug, Clone, PartialEq)]
pub struct Follow {
    #[key]
    #[belongs_to(Reader)]
    pub follower_id: Id<Reader>,
    #[key]
    #[belongs_to(Reader)]
    pub followed_id: Id<Reader>,
}

/// A row of the table `border`.
#[derive(Model, Debug, Clone, PartialEq)]
pub struct Border {
    #[key]
    #[belongs_to(country1: Country)]
    #[column(name = "country1")]
    pub country1_code: String,
    #[key]
    #[belongs_to(country2: Country)]
    #[column(name = "country2")]
    pub country2_code: String,
}

/// A row of the table `country`.
#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(borders_by_country1: Border, inverse = country1)]
#[has_many(borders_by_country2: Border, inverse = country2)]
#[many_to_many(countries2: Country, through = Border, from = country1, to = country2)]
#[many_to_many(countries1: Country, through = Border, from = country2, to = country1)]
pub struct Country {
    #[key]
    pub code: String,
}

/// A row of the table `vote`.
#[derive(Model, Debug, Clone, PartialEq)]
pub struct Vote {
    #[key]
    #[belongs_to(Post)]
    pub post_id: Id<Post>,
    #[key]
    #[belongs_to(Reader)]
    pub reader_id: Id<Reader>,
    #[belongs_to(Reader)]
    pub by_id: Option<Id<Reader>>,
}

/// A row of the table `three`.
#[derive(Model, Debug, Clone, PartialEq)]
pub struct Three {
    #[key]
    #[belongs_to(Post)]
    pub post_id: Id<Post>,
    #[key]
    #[belongs_to(Reader)]
    pub reader_id: Id<Reader>,
    #[key]
    #[belongs_to(tag: Tag)]
    pub tag_name: String,
}

/// A row of the table `single`.
#[derive(Model, Debug, Clone, PartialEq)]
pub struct Single {
    #[key]
    #[belongs_to(Post)]
    #[unique]
    pub post_id: Id<Post>,
    #[key]
    #[belongs_to(Reader)]
    pub reader_id: Id<Reader>,
}

/// A row of the table `room`.
#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(stays: Stay)]
#[many_to_many(guests: Guest, through = Stay)]
pub struct Room {
    #[key]
    pub house: String,
    #[key]
    pub number: i64,
}

/// A row of the table `guest`.
#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(stays: Stay)]
#[many_to_many(rooms: Room, through = Stay)]
pub struct Guest {
    #[key]
    pub house: String,
    #[key]
    pub name: String,
}

/// A row of the table `stay`.
#[derive(Model, Debug, Clone, PartialEq)]
#[belongs_to(room: Room, key = (house, number))]
#[belongs_to(guest: Guest, key = (house, name))]
pub struct Stay {
    #[key]
    pub house: String,
    #[key]
    pub number: i64,
    #[key]
    pub name: String,
}
