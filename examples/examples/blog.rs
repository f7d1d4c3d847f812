//! The tutorial's chapter "Real-World Application: Blog System": its models and queries, on a database file.

use jiff::Timestamp;
use relmodel::prelude::*;

#[derive(Model, Debug)]
#[has_many(posts: Post)]
#[has_many(comments: Comment)]
#[has_one(profile: UserProfile)]
struct User {
    id: Id<User>,
    #[unique]
    username: String,
    #[unique]
    email: String,
}

#[derive(Model, Debug)]
struct UserProfile {
    id: Id<UserProfile>,
    bio: Option<String>,
    website: Option<String>,
    #[belongs_to(User)]
    #[unique]
    #[cascade(delete_orphan)]
    user_id: Id<User>,
}

#[derive(Model, Debug)]
#[has_many(comments: Comment)]
#[many_to_many(tags: Tag, through = PostTag)]
struct Post {
    id: Id<Post>,
    title: String,
    content: String,
    #[column(default = now)]
    created_at: Timestamp,
    #[belongs_to(author: User)]
    #[cascade(delete_orphan)]
    user_id: Id<User>,
}

#[derive(Model, Debug)]
struct Comment {
    id: Id<Comment>,
    content: String,
    #[column(default = now)]
    created_at: Timestamp,
    #[belongs_to(Post)]
    #[cascade(delete_orphan)]
    post_id: Id<Post>,
    // The tutorial has no cascade here, and so can't delete a user who commented on another's post.
    #[belongs_to(User)]
    #[cascade]
    user_id: Id<User>,
}

#[derive(Model, Debug)]
#[many_to_many(posts: Post, through = PostTag)]
struct Tag {
    id: Id<Tag>,
    #[unique]
    name: String,
}

#[derive(Model, Debug)]
struct PostTag {
    #[key]
    #[belongs_to(Post)]
    #[cascade]
    post_id: Id<Post>,
    #[key]
    #[belongs_to(Tag)]
    #[cascade]
    tag_id: Id<Tag>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let db = Db::open(folder.path().join("blog.db"))?;
    schema![User].create(&db)?;

    // Create a user with a profile: both, or neither.
    let user = db.transaction(|tx| {
        let user = NewUser { username: "blogger", email: "blogger@example.com" }.insert(tx)?;
        NewUserProfile { user_id: user.id }
            .bio("Passionate tech blogger")
            .website("https://techblog.com")
            .insert(tx)?;
        Ok(user)
    })?;

    // Create tags.
    let tags = ["Flask", "SQLAlchemy", "Python"].map(|name| NewTag { name });
    let tags = Tag::insert_all(&db, tags)?;

    // Create a post with tags.
    let post = NewPost {
        title: "Understanding SQLAlchemy Relationships",
        content: "SQLAlchemy provides powerful relationship management...",
        user_id: user.id,
    }
    .insert(&db)?;
    post.tags().add_all(&db, &tags)?;

    // Add a comment to the post.
    NewComment { content: "Great post! Very helpful.", post_id: post.id, user_id: user.id }
        .insert(&db)?;

    // Query for posts with a specific tag.
    let flask = Tag::filter(|t| t.name.eq("Flask")).one(&db)?;
    println!("Posts tagged with 'Flask': {}", flask.posts().count(&db)?);

    // The same without the tag at hand.
    let tagged = Post::filter(|p| p.tags.any(|t| t.name.eq("Flask"))).load(&db)?;
    assert_eq!(tagged.len(), 1);
    assert!(tagged[0].created_at <= Timestamp::now());

    // Find all comments on a user's posts: of the first, and of all.
    if let Some(first) = user.posts().first(&db)? {
        println!("Comments on first post: {}", first.comments().load(&db)?.len());
    }
    let comments = Comment::filter(|c| c.post.is(|p| p.user_id.eq(user.id)));
    println!("Comments on all posts: {}", comments.count(&db)?);

    // Find the user's profile.
    let (_, profile) = User::filter(|u| u.username.eq("blogger")).with(|u| u.profile).one(&db)?;
    if let Some(website) = profile.and_then(|p| p.website) {
        println!("User website: {website}");
    }

    // A page of the blog: posts with author, comments and tags, in three statements.
    let (page, statements) = db.count_statements(|| {
        Post::all()
            .order_by(|p| p.created_at.desc())
            .limit(10)
            .with(|p| p.author)
            .with(|p| p.comments.order_by(|c| c.id).with(|c| c.user))
            .with(|p| p.tags.order_by(|t| t.name))
            .load(&db)
    });
    for (post, author, comments, tags) in page? {
        println!("\n{} by {}", post.title, author.username);
        for tag in tags {
            println!("  #{}", tag.name);
        }
        for (comment, user) in comments {
            println!("  {}: {}", user.username, comment.content);
        }
    }
    println!("({statements} statements)");

    // The user goes, and with the user the posts, their comments and links, and the profile.
    user.delete(&db)?;
    println!("\nPosts without their author: {}", Post::all().count(&db)?);
    println!("Tags: {}", Tag::all().count(&db)?);
    Ok(())
}
