//! The data: the tables, and rows that are the same on every run.

use std::fmt::Write as _;

/// All tables, as relmodel makes them from the models of `benches/relmodel`.
pub const SCHEMA: &str = r#"
CREATE TABLE "user" ("id" INTEGER PRIMARY KEY NOT NULL, "name" TEXT NOT NULL, "hair_color" TEXT) STRICT;
CREATE TABLE "profile" ("id" INTEGER PRIMARY KEY NOT NULL, "name" TEXT NOT NULL, "email" TEXT NOT NULL, "bio" TEXT, "city" TEXT NOT NULL, "country" TEXT NOT NULL, "age" INTEGER NOT NULL, "visits" INTEGER NOT NULL, "height" REAL NOT NULL, "active" INTEGER NOT NULL) STRICT;
CREATE TABLE "account" ("id" INTEGER PRIMARY KEY NOT NULL, "email" TEXT NOT NULL, "name" TEXT NOT NULL, "visits" INTEGER NOT NULL, UNIQUE ("email")) STRICT;
CREATE TABLE "post" ("id" INTEGER PRIMARY KEY NOT NULL, "title" TEXT NOT NULL, "likes" INTEGER NOT NULL, "user_id" INTEGER NOT NULL, FOREIGN KEY ("user_id") REFERENCES "user" ("id")) STRICT;
CREATE INDEX "post(user_id)" ON "post" ("user_id");
CREATE TABLE "comment" ("id" INTEGER PRIMARY KEY NOT NULL, "text" TEXT NOT NULL, "post_id" INTEGER NOT NULL, FOREIGN KEY ("post_id") REFERENCES "post" ("id")) STRICT;
CREATE INDEX "comment(post_id)" ON "comment" ("post_id");
CREATE TABLE "tag" ("id" INTEGER PRIMARY KEY NOT NULL, "name" TEXT NOT NULL, UNIQUE ("name")) STRICT;
CREATE TABLE "post_tag" ("post_id" INTEGER NOT NULL, "tag_id" INTEGER NOT NULL, PRIMARY KEY ("post_id", "tag_id"), FOREIGN KEY ("post_id") REFERENCES "post" ("id"), FOREIGN KEY ("tag_id") REFERENCES "tag" ("id")) STRICT, WITHOUT ROWID;
CREATE INDEX "post_tag(tag_id)" ON "post_tag" ("tag_id");
"#;

const TABLES: [&str; 7] = [
    "user", "profile", "account", "post", "comment", "tag", "post_tag",
];

/// How many rows a database holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Dataset {
    /// What its file is called.
    pub name: &'static str,
    pub users: i64,
    pub profiles: i64,
    pub accounts: i64,
    pub posts_per_user: i64,
    pub comments_per_post: i64,
    pub tags: i64,
    pub tags_per_post: i64,
    /// Rows of each table with many columns; without them the tables are not there.
    pub wide: i64,
}

const EMPTY: Dataset = Dataset {
    name: "empty",
    users: 0,
    profiles: 0,
    accounts: 0,
    posts_per_user: 0,
    comments_per_post: 0,
    tags: 0,
    tags_per_post: 0,
    wide: 0,
};

/// Ten thousand rows without relations.
pub const PEOPLE: Dataset = Dataset {
    name: "people",
    users: 10_000,
    profiles: 10_000,
    accounts: 10_000,
    ..EMPTY
};

/// 100 users of 10 posts of 10 comments and 10 tags.
pub const SMALL: Dataset = Dataset {
    name: "small",
    users: 100,
    posts_per_user: 10,
    comments_per_post: 10,
    tags: 200,
    tags_per_post: 10,
    ..EMPTY
};

/// 1,000 users of 10 posts of 2 comments and 2 tags.
pub const BLOG: Dataset = Dataset {
    name: "blog",
    users: 1000,
    posts_per_user: 10,
    comments_per_post: 2,
    tags: 200,
    tags_per_post: 2,
    ..EMPTY
};

/// 10,000 users of 10 posts.
pub const LARGE: Dataset = Dataset {
    name: "large",
    users: 10_000,
    posts_per_user: 10,
    ..EMPTY
};

/// A million users.
pub const MILLION: Dataset = Dataset {
    name: "million",
    users: 1_000_000,
    ..EMPTY
};

/// 2,000 rows in each of the tables with many columns.
pub const WIDE: Dataset = Dataset {
    name: "wide",
    wide: 2000,
    ..EMPTY
};

/// So many users of 3 posts.
#[must_use]
pub const fn owners(name: &'static str, users: i64) -> Dataset {
    Dataset {
        name,
        users,
        posts_per_user: 3,
        ..EMPTY
    }
}

/// How many columns each table `columnsN` has: a key, and then texts and numbers in turn.
pub const WIDTHS: [i64; 6] = [1, 5, 11, 21, 41, 61];

/// The statements that make the tables of a data set.
#[must_use]
pub fn schema(set: &Dataset) -> String {
    let mut script = SCHEMA.to_owned();
    for width in WIDTHS.iter().filter(|_| set.wide > 0) {
        let pairs = (0..width / 2).map(|n| format!(", t{n} TEXT NOT NULL, n{n} INTEGER NOT NULL"));
        script += &format!(
            "CREATE TABLE columns{width} (id INTEGER PRIMARY KEY NOT NULL{}) STRICT;",
            pairs.collect::<String>()
        );
    }
    script
}

/// The tables of a data set, owners before what points at them.
#[must_use]
pub fn tables(set: &Dataset) -> Vec<String> {
    let wide = WIDTHS.iter().filter(|_| set.wide > 0);
    let wide = wide.map(|width| format!("columns{width}"));
    TABLES.map(str::to_owned).into_iter().chain(wide).collect()
}

const COLORS: [&str; 4] = ["black", "brown", "blond", "red"];
const CITIES: [&str; 5] = ["Lisbon", "Reykjavik", "Nairobi", "Osaka", "La Paz"];
const COUNTRIES: [&str; 5] = ["Portugal", "Iceland", "Kenya", "Japan", "Bolivia"];

/// The hair colour of a user, or none.
#[must_use]
pub fn hair_color(id: i64) -> Option<&'static str> {
    pick(&COLORS, id).filter(|_| id % 3 != 0)
}

/// The email address of an account.
#[must_use]
pub fn email(id: i64) -> String {
    format!("person{id}@example.com")
}

/// The likes of a post: from 0 to 999, in no order.
#[must_use]
pub fn likes(id: i64) -> i64 {
    id * 7919 % 1000
}

/// The number of a tag of a post, counted from 0.
#[must_use]
pub fn tag_of(post: i64, number: i64, tags: i64) -> i64 {
    (post * 7 + number * 13) % tags + 1
}

/// The statements that fill the tables, each with some hundred rows.
pub fn inserts(set: &Dataset) -> impl Iterator<Item = String> {
    let posts = set.users * set.posts_per_user;
    let links = posts * set.tags_per_post;
    let set = *set;
    batches("user", set.users, |out, id| {
        let color = hair_color(id).map_or_else(|| "NULL".to_owned(), |color| format!("'{color}'"));
        write!(out, "({id},'user {id}',{color})")
    })
    .chain(batches("profile", set.profiles, profile))
    .chain(batches("account", set.accounts, |out, id| {
        write!(out, "({id},'{}','account {id}',{})", email(id), id % 100)
    }))
    .chain(batches("post", posts, move |out, id| {
        let user = (id - 1) / set.posts_per_user + 1;
        write!(out, "({id},'The title of post {id}',{},{user})", likes(id))
    }))
    .chain(batches(
        "comment",
        posts * set.comments_per_post,
        move |out, id| {
            let post = (id - 1) / set.comments_per_post + 1;
            write!(out, "({id},'What is said in comment {id}',{post})")
        },
    ))
    .chain(batches("tag", set.tags, |out, id| {
        write!(out, "({id},'tag {id}')")
    }))
    .chain(batches("post_tag", links, move |out, number| {
        let (post, number) = (
            (number - 1) / set.tags_per_post + 1,
            (number - 1) % set.tags_per_post,
        );
        write!(out, "({post},{})", tag_of(post, number, set.tags))
    }))
    .chain(wide(set.wide))
}

fn wide(rows: i64) -> impl Iterator<Item = String> {
    WIDTHS.iter().filter(move |_| rows > 0).map(move |width| {
        let texts = (0..width / 2).map(|n| format!(", 'text {n} of row ' || value, value * {n}"));
        let columns = texts.collect::<String>();
        format!(
            "WITH RECURSIVE counted(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM counted LIMIT {rows}) \
             INSERT INTO columns{width} SELECT value{columns} FROM counted"
        )
    })
}

fn profile(out: &mut String, id: i64) -> std::fmt::Result {
    let bio = if id % 4 == 0 {
        "NULL".to_owned()
    } else {
        format!("'{id} likes walking and long books'")
    };
    write!(
        out,
        "({id},'person {id}','{}',{bio},'{}','{}',{},{},{}.5,{})",
        email(id),
        pick(&CITIES, id).unwrap_or_default(),
        pick(&COUNTRIES, id).unwrap_or_default(),
        18 + id % 60,
        id * 3,
        150 + id % 50,
        id % 2,
    )
}

fn pick(from: &[&'static str], id: i64) -> Option<&'static str> {
    let place = usize::try_from(id).ok()? % from.len();
    from.get(place).copied()
}

fn batches(
    table: &'static str,
    rows: i64,
    row: impl Fn(&mut String, i64) -> std::fmt::Result,
) -> impl Iterator<Item = String> {
    const SIZE: i64 = 400;
    (0..rows).step_by(SIZE as usize).map(move |start| {
        let mut text = format!("INSERT INTO \"{table}\" VALUES ");
        for id in start + 1..=(start + SIZE).min(rows) {
            if id > start + 1 {
                text.push(',');
            }
            // A `String` takes any text.
            let _ = row(&mut text, id);
        }
        text
    })
}
