use relmodel::prelude::*;

#[derive(Model)]
#[many_to_many(tags: Tag, through = PostTag)]
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
    #[belongs_to(draft: Post)]
    draft_id: Option<Id<Post>>,
    #[key]
    #[belongs_to(Tag)]
    tag_id: Id<Tag>,
}

fn main() {
    let _ = Post::all().with(|p| p.tags);
}
