//! The models that are written, with what each kind of write needs, and all that a database of theirs holds.

use relmodel::prelude::*;

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(posts: Post)]
#[has_one(profile: Profile)]
pub struct User {
    pub id: Id<User>,
    #[unique]
    pub name: String,
    #[column(default = 0)]
    pub visits: i64,
    #[column(default = 0)]
    pub level: u8,
}

#[derive(Model, Debug, Clone, PartialEq)]
pub struct Profile {
    pub id: Id<Profile>,
    pub bio: String,
    #[column(default = sql("hex(zeroblob(20))"))]
    pub seal: String,
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
    #[belongs_to(author: User)]
    #[cascade(delete_orphan)]
    pub user_id: Id<User>,
}

#[derive(Model, Debug, Clone, PartialEq)]
pub struct Comment {
    pub id: Id<Comment>,
    pub text: String,
    #[belongs_to(Post)]
    #[cascade]
    pub post_id: Option<Id<Post>>,
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
    #[column(default = 1)]
    pub weight: i64,
}

/// What was done, in the order in which it happened.
#[derive(Model, Debug, Clone, PartialEq)]
pub struct Deed {
    pub id: Id<Deed>,
    pub added: bool,
    pub post: i64,
    pub tag: i64,
    /// Whether it changed anything.
    pub changed: bool,
}

/// A table that is made later.
#[derive(Model, Debug, Clone, PartialEq)]
pub struct Late {
    pub id: Id<Late>,
    #[index]
    pub name: String,
}

/// Makes the tables.
pub fn create(db: &Db) {
    schema![User, Deed].create(db).unwrap();
}

/// All rows of all tables, as text, and the tables.
pub fn everything(db: &Db) -> String {
    db.with_connection(|raw| {
        let mut names =
            raw.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")?;
        let names = names.query_map([], |row| row.get::<_, String>(0))?;
        let mut all = String::new();
        for name in names {
            let name = name?;
            all.push_str(&format!("{name}\n"));
            let mut rows = raw.prepare(&format!("SELECT * FROM \"{name}\""))?;
            let columns = rows.column_count();
            let mut rows = rows.query([])?;
            let mut lines = Vec::new();
            while let Some(row) = rows.next()? {
                let cells =
                    (0..columns).map(|cell| row.get_ref(cell).map(|cell| format!("{cell:?}")));
                lines.push(cells.collect::<Result<Vec<_>, _>>()?.join(" "));
            }
            lines.sort_unstable();
            all.push_str(&lines.join("\n"));
            all.push('\n');
        }
        Ok::<_, rusqlite::Error>(all)
    })
    .unwrap()
}

/// What SQLite finds wrong in the file; nothing, if all is well.
pub fn faults(db: &Db) -> Vec<String> {
    db.with_connection(|raw| {
        let mut found = Vec::new();
        let mut check = raw.prepare("PRAGMA integrity_check")?;
        for line in check.query_map([], |row| row.get::<_, String>(0))? {
            found.extend(Some(line?).filter(|line| line != "ok"));
        }
        let mut check = raw.prepare("PRAGMA foreign_key_check")?;
        for line in check.query_map([], |row| row.get::<_, String>(0))? {
            found.push(format!("a key of {} points nowhere", line?));
        }
        Ok::<_, rusqlite::Error>(found)
    })
    .unwrap()
}
