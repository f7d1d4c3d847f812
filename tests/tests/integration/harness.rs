//! The helpers themselves: a test that stands on them must be able to rely on them.

use relmodel_tests::{memory_db, workspace_root};

#[test]
fn the_workspace_root_holds_both_crates() {
    assert!(workspace_root().join("relmodel/Cargo.toml").is_file());
    assert!(
        workspace_root()
            .join("relmodel-derive/Cargo.toml")
            .is_file()
    );
}

#[test]
fn a_database_in_memory_opens() {
    drop(memory_db());
}
