//! Adds the one function that sea-orm wants of SQLite and the common build does not have.

fn main() {
    println!("cargo:rerun-if-changed=src/unlock_notify.c");
    println!("cargo:rerun-if-env-changed=SQLITE3_LIB_DIR");
    // A SQLite that sea-orm brings has the function.
    if std::env::var_os("SQLITE3_LIB_DIR").is_some() {
        cc::Build::new()
            .file("src/unlock_notify.c")
            .compile("unlock_notify");
    }
}
