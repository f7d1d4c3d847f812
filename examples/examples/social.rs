//! The tutorial's exercise 3, "Social Network": users, posts, and who follows whom.

use relmodel::prelude::*;

#[derive(Model, Debug)]
#[has_many(posts: Post)]
#[many_to_many(following: User, through = Follow, from = follower, to = followed)]
#[many_to_many(followers: User, through = Follow, from = followed, to = follower)]
struct User {
    id: Id<User>,
    #[unique]
    name: String,
}

#[derive(Model, Debug)]
struct Follow {
    #[key]
    #[belongs_to(follower: User)]
    #[cascade]
    follower_id: Id<User>,
    #[key]
    #[belongs_to(followed: User)]
    #[cascade]
    followed_id: Id<User>,
}

#[derive(Model, Debug)]
struct Post {
    id: Id<Post>,
    text: String,
    #[belongs_to(author: User)]
    #[cascade]
    user_id: Id<User>,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![User].create(&db)?;

    let [ann, bob, cid] = ["Ann", "Bob", "Cid"].map(|name| NewUser { name }.insert(&db));
    let (ann, bob, cid) = (ann?, bob?, cid?);
    for user in [&ann, &bob, &cid] {
        let text = format!("{} says hello", user.name);
        NewPost { text: &text, user_id: user.id }.insert(&db)?;
    }

    ann.following().add_all(&db, [&bob, &cid])?;
    bob.following().add(&db, &ann)?;
    bob.following().add(&db, &ann)?; // is there already: nothing happens

    print("Ann follows", ann.following().order_by(|u| u.name).load(&db)?);
    print("Ann is followed by", ann.followers().order_by(|u| u.name).load(&db)?);

    // Mutual: those Ann follows who follow her.
    let mutual = ann.following().filter(|u| u.following.any(|f| f.id.eq(ann.id)));
    print("Ann and her mutuals", mutual.load(&db)?);

    // Anyone's: users who follow someone who follows them.
    let friends = User::filter(|u| u.following.any(|f| f.following.any(|back| back.id.eq(u.id))));
    print("Users with a mutual", friends.order_by(|u| u.name).load(&db)?);

    // Ann's feed: the posts of those she follows, newest first, with their authors. One statement.
    let feed = Post::filter(|p| p.author.is(|a| a.followers.any(|f| f.id.eq(ann.id))))
        .order_by(|p| p.id.desc())
        .with(|p| p.author);
    println!("Ann's feed:");
    for (post, author) in feed.load(&db)? {
        println!("- {}: {}", author.name, post.text);
    }

    // Unfollow.
    ann.following().remove(&db, &cid)?;
    println!("Does Ann follow Cid? {}", ann.following().contains(&db, &cid)?);
    Ok(())
}

fn print(what: &str, users: Vec<User>) {
    let names: Vec<_> = users.into_iter().map(|u| u.name).collect();
    println!("{what}: {}", names.join(", "));
}
