//! A crate outside the workspace that depends on relmodel by path, under another name, and says so in its models.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use relmodel_tests::workspace_root;

const MAIN: &str = r#"
// What relmodel is called where it is not renamed must not be found.
mod relmodel {}

use orm::prelude::*;

#[derive(Model, Debug, Clone, PartialEq)]
#[model(crate = orm)]
#[has_many(posts: Post, inverse = author)]
#[has_one(profile: Profile)]
pub struct User {
    pub id: Id<User>,
    #[unique]
    pub name: String,
    #[column(default = now)]
    pub since: jiff::Timestamp,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(crate = ::orm)]
pub struct Profile {
    pub id: Id<Profile>,
    pub bio: Option<String>,
    #[belongs_to(User)]
    #[unique]
    #[cascade(delete_orphan)]
    pub user_id: Id<User>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(crate = orm)]
#[many_to_many(tags: Tag, through = PostTag)]
pub struct Post {
    pub id: Id<Post>,
    #[column(default = "")]
    pub title: String,
    #[belongs_to(author: User)]
    pub user_id: Id<User>,
    #[belongs_to(editor: User, on_delete = set_null)]
    pub editor_id: Option<Id<User>>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(crate = orm)]
#[many_to_many(posts: Post, through = PostTag)]
pub struct Tag {
    #[key]
    pub name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(crate = orm)]
pub struct PostTag {
    #[key]
    #[belongs_to(Post)]
    #[cascade]
    pub post_id: Id<Post>,
    #[key]
    #[belongs_to(tag: Tag)]
    #[cascade]
    pub tag_name: String,
}

fn main() -> orm::Result<()> {
    let db = Db::open_in_memory()?;
    orm::schema![User].create(&db)?;
    let ann = NewUser { name: "ann" }.insert(&db)?;
    NewProfile { user_id: ann.id }.bio("writes").insert(&db)?;
    let post = NewPost { user_id: ann.id }.title("a").insert(&db)?;
    post.tags().add(&db, &NewTag { name: "x" }.insert(&db)?)?;
    let all: Vec<(User, Vec<(Post, Vec<Tag>)>, Option<Profile>)> = User::filter(|u| u.posts.any(|p| p.title.eq("a")))
        .with(|u| u.posts.with(|p| p.tags))
        .with(|u| u.profile)
        .load(&db)?;
    println!("{all:?}");
    Ok(())
}
"#;

/// Writes the crate into a folder of its own.
fn write(folder: &Path) {
    let workspace = workspace_root();
    let relmodel = workspace.join("relmodel");
    let manifest = format!(
        "[package]\nname = \"scratch\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         jiff = {{ version = \"0.2\", default-features = false, features = [\"std\"] }}\n\
         orm = {{ package = \"relmodel\", path = {relmodel:?}, features = [\"jiff\"] }}\n\n[workspace]\n"
    );
    fs::create_dir(folder.join("src")).unwrap();
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::write(folder.join("src/main.rs"), MAIN).unwrap();
    // The versions that are downloaded already.
    fs::copy(workspace.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
}

/// Where the crate is built, below the workspace's own target folder, so that the next run finds SQLite compiled.
fn target() -> PathBuf {
    let program = std::env::current_exe().unwrap();
    // target/debug/deps/integration-…
    let target = program.ancestors().nth(3).unwrap();
    target.join("renamed_crate")
}

#[test]
fn a_crate_that_calls_relmodel_by_another_name_compiles() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path());
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["check", "--offline", "--quiet", "--color", "never"])
        .current_dir(folder.path())
        .env("CARGO_TARGET_DIR", target())
        // What the outer build is told is not meant for this one.
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .output()
        .unwrap();
    let messages = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{messages}");
    // Warnings about the user's code would stand at its attributes.
    assert!(!messages.contains("src/main.rs"), "{messages}");
}
