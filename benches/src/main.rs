//! The same work, side by side, as the rows of a table: median times over many rounds.
//!
//! A work has one side for each library. All sides of a work see the same data and must compute
//! the same checksum. Nothing here knows what is fast; it only measures.

use std::collections::HashMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

mod models;

use relmodel::prelude::*;
use rusqlite::{Connection, params_from_iter};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// One piece of work, and how each library does it.
struct Work {
    name: &'static str,
    sides: Vec<Side>,
}

/// One library's way to do a piece of work. A run returns a checksum of what it read.
struct Side {
    library: &'static str,
    run: Box<dyn FnMut() -> Result<i64>>,
}

const LIBRARIES: [&str; 2] = ["rusqlite", "relmodel"];
const ROUNDS: usize = 31;
const WARM_UP: usize = 3;

const USERS: i64 = 1000;
const POSTS_PER_USER: i64 = 10;

fn main() -> Result<()> {
    let wanted = std::env::args().nth(1).unwrap_or_default();
    println!("| work | {} |", LIBRARIES.join(" | "));
    println!("|---|{}", "---|".repeat(LIBRARIES.len()));
    for mut work in works()? {
        if work.name.contains(&wanted) {
            println!("{}", measure(&mut work)?);
        }
    }
    Ok(())
}

fn works() -> Result<Vec<Work>> {
    Ok(vec![point_lookup()?, has_many()?])
}

/// A row of the table: the work's name and the median time of each side.
fn measure(work: &mut Work) -> Result<String> {
    let mut row = format!("| {} |", work.name);
    let mut agreed = None;
    for side in &mut work.sides {
        let (median, checksum) = median_of_rounds(&mut side.run)?;
        if *agreed.get_or_insert(checksum) != checksum {
            return Err(format!("{} reads other data in {}", side.library, work.name).into());
        }
        row += &format!(" {:.1} µs |", median.as_secs_f64() * 1e6);
    }
    Ok(row)
}

fn median_of_rounds(run: &mut dyn FnMut() -> Result<i64>) -> Result<(Duration, i64)> {
    let mut checksum = 0;
    for _ in 0..WARM_UP {
        checksum = run()?;
    }
    let mut times = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let start = Instant::now();
        checksum = black_box(run()?);
        times.push(start.elapsed());
    }
    times.sort();
    Ok((times[ROUNDS / 2], checksum))
}

/// A thousand rows, each found by its key.
fn point_lookup() -> Result<Work> {
    let connection = filled_database()?;
    let rusqlite = move || {
        let mut checksum = 0;
        for id in 1..=USERS {
            let mut find =
                connection.prepare_cached("SELECT id, username FROM user WHERE id = ?1")?;
            let user = find.query_row([id], user)?;
            checksum += user.id + user.username.len() as i64;
        }
        Ok(checksum)
    };
    let db = models::filled_database()?;
    let relmodel = move || {
        let mut checksum = 0;
        for id in 1..=USERS {
            let user = models::User::find(Id::from(id)).load(&db)?;
            checksum += user.id.get() + user.username.len() as i64;
        }
        Ok(checksum)
    };
    Ok(Work {
        name: "point_lookup, 1000 rows one by one",
        sides: sides(rusqlite, relmodel),
    })
}

/// A thousand parents with ten children each.
fn has_many() -> Result<Work> {
    let connection = filled_database()?;
    let rusqlite = move || {
        let mut all = connection.prepare_cached("SELECT id, username FROM user")?;
        let users: Vec<User> = all.query_map([], user)?.collect::<rusqlite::Result<_>>()?;

        let places = vec!["?"; users.len()].join(", ");
        let text = format!("SELECT id, title, user_id FROM post WHERE user_id IN ({places})");
        let mut children = connection.prepare_cached(&text)?;
        let mut posts_of: HashMap<i64, Vec<Post>> = HashMap::with_capacity(users.len());
        let mut rows = children.query(params_from_iter(users.iter().map(|user| user.id)))?;
        while let Some(row) = rows.next()? {
            let post = Post {
                id: row.get(0)?,
                title: row.get(1)?,
                user_id: row.get(2)?,
            };
            posts_of.entry(post.user_id).or_default().push(post);
        }

        let mut checksum = 0;
        for user in users {
            let posts = posts_of.remove(&user.id).unwrap_or_default();
            checksum += user.id * posts.len() as i64;
            checksum += posts
                .iter()
                .map(|post| post.id + post.title.len() as i64)
                .sum::<i64>();
        }
        Ok(checksum)
    };
    let db = models::filled_database()?;
    let relmodel = move || {
        let mut checksum = 0;
        for (user, posts) in models::User::all().with(|u| u.posts).load(&db)? {
            checksum += user.id.get() * posts.len() as i64;
            checksum += posts
                .iter()
                .map(|post| post.id.get() + post.title.len() as i64)
                .sum::<i64>();
        }
        Ok(checksum)
    };
    Ok(Work {
        name: "has_many, 1000 parents of 10",
        sides: sides(rusqlite, relmodel),
    })
}

fn sides(
    rusqlite: impl FnMut() -> Result<i64> + 'static,
    relmodel: impl FnMut() -> Result<i64> + 'static,
) -> Vec<Side> {
    vec![
        Side {
            library: "rusqlite",
            run: Box::new(rusqlite),
        },
        Side {
            library: "relmodel",
            run: Box::new(relmodel),
        },
    ]
}

struct User {
    id: i64,
    username: String,
}

struct Post {
    id: i64,
    title: String,
    user_id: i64,
}

fn user(row: &rusqlite::Row<'_>) -> rusqlite::Result<User> {
    Ok(User {
        id: row.get(0)?,
        username: row.get(1)?,
    })
}

/// A database in memory with all users and posts.
fn filled_database() -> Result<Connection> {
    let connection = Connection::open_in_memory()?;
    connection.execute_batch(
        "CREATE TABLE user (id INTEGER PRIMARY KEY, username TEXT NOT NULL) STRICT;
         CREATE TABLE post (
             id INTEGER PRIMARY KEY,
             title TEXT NOT NULL,
             user_id INTEGER NOT NULL REFERENCES user (id)
         ) STRICT;
         CREATE INDEX post_user_id ON post (user_id);
         BEGIN;",
    )?;
    for id in 1..=USERS {
        let username = format!("user {id}");
        connection.execute("INSERT INTO user VALUES (?1, ?2)", (id, username))?;
        for number in 1..=POSTS_PER_USER {
            let title = format!("post {number} of user {id}");
            connection.execute(
                "INSERT INTO post (title, user_id) VALUES (?1, ?2)",
                (title, id),
            )?;
        }
    }
    connection.execute_batch("COMMIT")?;
    Ok(connection)
}
