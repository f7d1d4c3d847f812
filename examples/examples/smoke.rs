use relmodel::prelude::*;

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(posts: Post)]
#[has_one(profile: UserProfile)]
pub struct User {
    pub id: Id<User>,
    #[unique]
    pub username: String,
    #[unique]
    pub email: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
pub struct UserProfile {
    pub id: Id<UserProfile>,
    pub bio: Option<String>,
    #[belongs_to(User)]
    #[unique]
    #[cascade(delete_orphan)]
    pub user_id: Id<User>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(comments: Comment)]
#[many_to_many(tags: Tag, through = PostTag)]
pub struct Post {
    pub id: Id<Post>,
    pub title: String,
    pub content: String,
    #[column(default = 0)]
    pub likes: i64,
    #[belongs_to(author: User)]
    #[cascade(delete_orphan)]
    pub user_id: Id<User>,
}

#[derive(Model, Debug, Clone, PartialEq)]
pub struct Comment {
    pub id: Id<Comment>,
    pub content: String,
    #[belongs_to(Post)]
    #[cascade(delete_orphan)]
    pub post_id: Id<Post>,
    #[belongs_to(User)]
    #[cascade]
    pub user_id: Id<User>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[many_to_many(posts: Post, through = PostTag)]
pub struct Tag {
    pub id: Id<Tag>,
    #[unique]
    pub name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
pub struct PostTag {
    #[key]
    #[belongs_to(Post)]
    #[cascade]
    pub post_id: Id<Post>,
    #[key]
    #[belongs_to(Tag)]
    #[cascade]
    pub tag_id: Id<Tag>,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    db.observe(|e| println!("   {}", e.sql()));
    schema![User].create(&db)?;
    let john = NewUser { username: "john_doe", email: "john@example.com" }.insert(&db)?;
    let jane = NewUser { username: "jane", email: "jane@example.com" }.insert(&db)?;
    let post = NewPost { title: "First Post", content: "Hello World!", user_id: john.id }.insert(&db)?;
    let more = Post::insert_all(&db, [NewPost { title: "B", content: "b", user_id: john.id }, NewPost { title: "C", content: "c", user_id: john.id }])?;
    assert_eq!(more[1].id, Id::from(3));
    NewUserProfile { user_id: jane.id }.bio("x").insert(&db)?;
    let rust = NewTag { name: "rust" }.insert(&db)?;
    let other = NewTag { name: "other" }.insert(&db)?;
    post.tags().add(&db, &rust)?;
    post.tags().add(&db, &rust)?;
    post.tags().add_all(&db, [&other, &rust])?;
    NewComment { content: "hi", post_id: post.id, user_id: jane.id }.insert(&db)?;
    for post in john.posts().filter(|p| p.title.contains("First")).load(&db)? {
        println!("{} by {}", post.title, post.author().load(&db)?.username);
    }
    for (user, posts) in User::all().with(|u| u.posts).load(&db)? {
        println!("{} has {} posts", user.username, posts.len());
    }
    type Deep = Vec<(User, Vec<(Post, Vec<Comment>, Vec<Tag>)>, Option<UserProfile>)>;
    let q = |n: u8| -> relmodel::Result<Deep> {
        let base = User::filter(|u| u.posts.none(|p| p.tags.any(|t| t.name.eq("rusty"))));
        match n {
            0 => base
                .with(|u| u.posts.order_by(|p| p.id.desc()).with(|p| p.comments).with(|p| p.tags.order_by(|t| t.id)))
                .with(|u| u.profile)
                .load(&db),
            1 => base
                .with(|u| u.posts.order_by(|p| p.id.desc()).with(|p| p.comments.joined()).with(|p| p.tags.order_by(|t| t.id).joined()).joined())
                .with(|u| u.profile.batched())
                .load(&db),
            2 => base
                .with(|u| u.posts.order_by(|p| p.id.desc()).with(|p| p.comments.subquery()).with(|p| p.tags.order_by(|t| t.id).subquery()).subquery())
                .with(|u| u.profile.subquery())
                .load(&db),
            _ => base
                .with(|u| u.posts.order_by(|p| p.id.desc()).limit(5).with(|p| p.comments.limit(9)).with(|p| p.tags.order_by(|t| t.id).joined()).joined())
                .with(|u| u.profile)
                .limit(10)
                .load(&db),
        }
    };
    let a = q(0)?;
    println!("{a:#?}");
    for i in 1..4 {
        println!("--- {i}");
        assert_eq!(a, q(i)?);
    }
    let ps: Vec<(Post, User)> = Post::all().with(|p| p.author).load(&db)?;
    let ps2: Vec<(Post, User)> = Post::all().with(|p| p.author.batched()).load(&db)?;
    assert_eq!(ps, ps2);
    println!("{}", Post::find(post.id).with(|p| p.author).load(&db)?.1.username);
    assert!(post.tags().remove(&db, &other)?);
    post.tags().replace(&db, [&other])?;
    assert!(post.tags().contains(&db, &other)?);
    let mut p2 = more[0].clone();
    jane.posts().add(&db, &mut p2)?;
    println!("{} {}", User::all().count(&db)?, jane.posts().exists(&db)?);
    let e = NewPost { title: "x", content: "x", user_id: Id::from(99) }.insert(&db).unwrap_err();
    println!("{e} {:?}", e.columns());
    let e = NewUser { username: "jane", email: "z" }.insert(&db).unwrap_err();
    println!("{e} {:?}", e.columns());
    john.delete(&db)?;
    println!("{:?}", john.delete(&db));
    println!("{}", schema![User].sql());
    Ok(())
}
