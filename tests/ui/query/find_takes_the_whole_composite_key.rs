use relmodel::prelude::*;

#[derive(Model)]
struct Post {
    id: Id<Post>,
}

#[derive(Model)]
struct Tag {
    id: Id<Tag>,
}

#[derive(Model)]
struct PostTag {
    #[key]
    #[belongs_to(Post)]
    post_id: Id<Post>,
    #[key]
    #[belongs_to(Tag)]
    tag_id: Id<Tag>,
}

fn main() {
    let post: Id<Post> = Id::from(1);
    let _ = PostTag::find(post);
}
