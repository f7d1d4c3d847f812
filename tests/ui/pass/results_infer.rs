//! The type of a result says what was loaded, with nothing to annotate.

use relmodel::prelude::*;

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(posts: Post)]
#[has_one(profile: Profile)]
struct User {
    id: Id<User>,
    name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Profile {
    id: Id<Profile>,
    #[belongs_to(User)]
    #[unique]
    user_id: Id<User>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[many_to_many(tags: Tag, through = PostTag)]
struct Post {
    id: Id<Post>,
    title: String,
    #[belongs_to(author: User)]
    user_id: Id<User>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Tag {
    id: Id<Tag>,
    name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct PostTag {
    #[key]
    #[belongs_to(Post)]
    post_id: Id<Post>,
    #[key]
    #[belongs_to(Tag)]
    tag_id: Id<Tag>,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![User].create(&db)?;
    let john = db.transaction(|tx| {
        let john = NewUser { name: "john" }.insert(tx)?;
        let posts = Post::insert_all(
            tx,
            ["A", "B"].map(|title| NewPost {
                title,
                user_id: john.id,
            }),
        )?;
        let rust = NewTag { name: "rust" }.insert(tx)?;
        posts[0].tags().add_all(tx, [&rust])?;
        Ok(john)
    })?;

    for (user, posts, profile) in User::all()
        .with(|u| {
            u.posts
                .order_by(|p| p.title.desc())
                .with(|p| p.tags)
                .with(|p| p.author)
        })
        .with(|u| u.profile)
        .load(&db)?
    {
        assert_eq!((user.name.len(), profile.is_some()), (4, false));
        for (post, tags, author) in posts {
            assert_eq!(
                (tags.len(), author.id),
                (usize::from(post.title == "A"), john.id)
            );
        }
    }
    let (post, author) = Post::find(Id::from(1)).with(|p| p.author).load(&db)?;
    assert_eq!((post.title.as_str(), author.name.as_str()), ("A", "john"));
    let first = john
        .posts()
        .order_by(|p| p.id)
        .with(|p| p.tags)
        .first(&db)?;
    assert!(first.is_some_and(|(post, tags)| post.title == "A" && tags.len() == 1));
    let authors = Post::all().with(|p| p.author.with(|a| a.posts.limit(1).joined()).batched());
    for (post, (author, posts)) in authors.load(&db)? {
        assert_eq!((post.user_id, posts.len()), (author.id, 1));
    }
    let kept = Post::all()
        .with(|p| p.author.filter(|a| a.name.eq("jane")))
        .load(&db)?;
    assert!(kept.iter().all(|(_, author)| author.is_none()));
    let link = PostTag::find((Id::from(1), Id::from(1))).load(&db)?;
    assert_eq!(link.tag().load(&db)?.name, "rust");
    let (name, statements) = db.count_statements(|| john.reload(&db).map(|user| user.name));
    assert_eq!((name?.as_str(), statements), ("john", 1));
    Ok(())
}
