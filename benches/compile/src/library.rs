//! The libraries, and the texts of their programs, which are in `programs/`.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Library {
    Rusqlite,
    Relmodel,
    Sqlx,
    Toasty,
    Diesel,
    SeaOrm,
}

impl Library {
    pub const ALL: [Self; 6] = [
        Self::Rusqlite,
        Self::Relmodel,
        Self::Sqlx,
        Self::Toasty,
        Self::Diesel,
        Self::SeaOrm,
    ];

    /// The name of its package, and of its folder in `programs/`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rusqlite => "rusqlite",
            Self::Relmodel => "relmodel",
            Self::Sqlx => "sqlx",
            Self::Toasty => "toasty",
            Self::Diesel => "diesel",
            Self::SeaOrm => "sea-orm",
        }
    }

    pub fn named(name: &str) -> Result<Self, Box<dyn Error>> {
        let found = Self::ALL.into_iter().find(|library| library.name() == name);
        found.ok_or_else(|| format!("no program is written with `{name}`").into())
    }

    /// The files of the program: names, and texts for a model called `Item`.
    pub fn texts(self) -> Result<Vec<(PathBuf, String)>, Box<dyn Error>> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("programs")
            .join(self.name());
        let mut texts = Vec::new();
        for file in fs::read_dir(folder)? {
            let path = file?.path();
            let name = path.file_name().ok_or("a file without a name")?;
            texts.push((PathBuf::from(name), fs::read_to_string(&path)?));
        }
        texts.sort();
        Ok(texts)
    }
}
