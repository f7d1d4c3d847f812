use relmodel::prelude::*;

#[derive(Model)]
#[many_to_many(tags: Tag, through = PostTag)]
struct Post {
    id: Id<Post>,
}

struct Tag;

#[derive(Model)]
struct PostTag {
    #[key]
    #[belongs_to(Post)]
    post_id: Id<Post>,
    #[key]
    tag_id: i64,
}

fn main() {}
