use relmodel::prelude::*;

struct PostTag {
    post_id: Id<Post>,
    tag_id: Id<Tag>,
}

#[derive(Model)]
#[many_to_many(tags: Tag, through = PostTag)]
struct Post {
    id: Id<Post>,
}

#[derive(Model)]
struct Tag {
    id: Id<Tag>,
}

fn main() {
    let _ = Post::all().with(|p| p.tags);
}
