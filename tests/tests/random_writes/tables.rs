//! The tables, described a second time, by hand: what the model in memory knows of them.

use crate::cell::Cell;

#[derive(Debug)]
pub struct Table {
    pub name: &'static str,
    pub columns: &'static [Column],
    pub key: &'static [usize],
    /// Whether SQLite assigns the key.
    pub is_auto: bool,
    /// Whether it never assigns one again.
    pub is_once: bool,
    /// Columns that tell rows apart, in the order of the model's `Keys`: the key first.
    pub uniques: &'static [&'static [usize]],
    pub keys: &'static [ForeignKey],
    /// A CHECK of the column `number`: the least, and the first that is too large.
    pub check: (i64, i64),
}

#[derive(Debug)]
pub struct Column {
    pub name: &'static str,
    pub default: Otherwise,
    pub holds: Holds,
}

/// What a new row holds that is not given a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Otherwise {
    Required,
    Null,
    Integer(i64),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    Text,
    Integer,
    /// What SQLite computes: twice the `number`.
    Double,
    /// Part of the foreign key of this number.
    Key(usize),
}

#[derive(Debug)]
pub struct ForeignKey {
    pub columns: &'static [usize],
    pub target: usize,
    pub on_delete: Action,
    pub on_update: Action,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    Nothing,
    Cascade,
    SetNull,
}

use Action::{Cascade, Nothing, SetNull};
use Holds::{Double, Integer, Key, Text};

pub const OWNER: usize = 0;
pub const TAG: usize = 1;
pub const PLACE: usize = 2;
pub const ITEM: usize = 3;
pub const PART: usize = 4;
pub const SCREW: usize = 5;
pub const BILL: usize = 6;
pub const CARD: usize = 7;
pub const SEAT: usize = 8;
pub const OWNER_TAG: usize = 9;
pub const SKILL: usize = 10;
pub const FRIEND: usize = 11;
pub const LINE: usize = 12;

const ANY: (i64, i64) = (i64::MIN, i64::MAX);

const fn required(name: &'static str, holds: Holds) -> Column {
    Column {
        name,
        default: Otherwise::Required,
        holds,
    }
}

const fn nullable(name: &'static str, holds: Holds) -> Column {
    Column {
        name,
        default: Otherwise::Null,
        holds,
    }
}

const fn number(default: i64) -> Column {
    other("number", default)
}

const fn other(name: &'static str, default: i64) -> Column {
    Column {
        name,
        default: Otherwise::Integer(default),
        holds: Integer,
    }
}

const fn to(target: usize, columns: &'static [usize], on_delete: Action) -> ForeignKey {
    ForeignKey {
        columns,
        target,
        on_delete,
        on_update: Nothing,
    }
}

const fn table(name: &'static str, columns: &'static [Column]) -> Table {
    Table {
        name,
        columns,
        key: &[0],
        is_auto: true,
        is_once: false,
        uniques: &[&[0]],
        keys: &[],
        check: ANY,
    }
}

/// SQLite assigns it.
const ID: Column = nullable("id", Integer);

pub static TABLES: [Table; 13] = [
    Table {
        uniques: &[&[0], &[1]],
        keys: &[to(OWNER, &[4], SetNull)],
        check: (0, i64::MAX),
        ..table(
            "owner",
            &[
                ID,
                required("name", Text),
                number(10),
                nullable("note", Text),
                nullable("boss_id", Key(0)),
            ],
        )
    },
    Table {
        is_auto: false,
        uniques: &[&[0], &[2]],
        ..table(
            "tag",
            &[required("name", Text), number(1), nullable("code", Integer)],
        )
    },
    Table {
        key: &[0, 1],
        is_auto: false,
        uniques: &[&[0, 1], &[3]],
        ..table(
            "place",
            &[
                required("country", Text),
                required("code", Integer),
                number(0),
                nullable("label", Text),
                other("rank", 20),
            ],
        )
    },
    Table {
        keys: &[to(OWNER, &[3], SetNull), to(PLACE, &[4, 5], Nothing)],
        ..table(
            "item",
            &[
                ID,
                required("title", Text),
                number(0),
                nullable("owner_id", Key(0)),
                nullable("place_country", Key(1)),
                nullable("place_code", Key(1)),
            ],
        )
    },
    Table {
        uniques: &[&[0], &[3, 1]],
        keys: &[to(OWNER, &[3], Cascade)],
        check: (i64::MIN, 100),
        ..table(
            "part",
            &[
                ID,
                required("slot", Integer),
                number(5),
                required("owner_id", Key(0)),
            ],
        )
    },
    Table {
        is_once: true,
        keys: &[to(PART, &[2], Cascade), to(PART, &[3], Nothing)],
        ..table(
            "screw",
            &[
                ID,
                required("number", Integer),
                required("part_id", Key(0)),
                nullable("spare_id", Key(1)),
            ],
        )
    },
    Table {
        is_auto: false,
        keys: &[to(OWNER, &[2], Nothing)],
        ..table(
            "bill",
            &[
                required("id", Integer),
                required("number", Integer),
                required("owner_id", Key(0)),
                nullable("double", Double),
            ],
        )
    },
    Table {
        uniques: &[&[0], &[2]],
        keys: &[to(OWNER, &[2], Cascade)],
        ..table(
            "card",
            &[
                ID,
                required("number", Integer),
                required("owner_id", Key(0)),
                other("rank", 22),
            ],
        )
    },
    Table {
        uniques: &[&[0], &[2]],
        keys: &[to(OWNER, &[2], Nothing)],
        ..table(
            "seat",
            &[
                ID,
                required("number", Integer),
                nullable("owner_id", Key(0)),
            ],
        )
    },
    Table {
        key: &[0, 1],
        is_auto: false,
        uniques: &[&[0, 1]],
        keys: &[
            to(OWNER, &[0], Cascade),
            ForeignKey {
                columns: &[1],
                target: TAG,
                on_delete: Cascade,
                on_update: Cascade,
            },
        ],
        ..table(
            "owner_tag",
            &[
                required("owner_id", Key(0)),
                required("tag_name", Key(1)),
                number(0),
            ],
        )
    },
    Table {
        uniques: &[&[0], &[1, 2]],
        keys: &[to(OWNER, &[1], Cascade), to(TAG, &[2], Cascade)],
        ..table(
            "skill",
            &[
                ID,
                required("owner_id", Key(0)),
                required("tag_name", Key(1)),
                required("number", Integer),
            ],
        )
    },
    Table {
        keys: &[to(OWNER, &[1], Cascade), to(OWNER, &[2], Cascade)],
        ..table(
            "friend",
            &[
                ID,
                required("one_id", Key(0)),
                required("other_id", Key(1)),
                number(2),
            ],
        )
    },
    Table {
        key: &[0, 1],
        is_auto: false,
        uniques: &[&[0, 1]],
        keys: &[to(OWNER, &[0], Cascade)],
        ..table(
            "line",
            &[
                required("owner_id", Key(0)),
                required("place", Integer),
                number(3),
            ],
        )
    },
];

impl Otherwise {
    pub fn cell(self) -> Option<Cell> {
        match self {
            Self::Required => None,
            Self::Null => Some(Cell::Null),
            Self::Integer(value) => Some(Cell::Integer(value)),
        }
    }
}

impl Table {
    /// The place of the column `number`.
    pub fn number(&self) -> usize {
        self.columns
            .iter()
            .position(|column| column.name == "number")
            .expect("each has one")
    }

    pub fn names(&self, columns: &[usize]) -> Vec<&'static str> {
        columns
            .iter()
            .map(|column| self.columns[*column].name)
            .collect()
    }

    /// Computes what SQLite computes.
    pub fn finish(&self, row: &mut [Cell]) {
        for (place, column) in self.columns.iter().enumerate() {
            if column.holds == Double {
                row[place] = Cell::Integer(2 * row[self.number()].integer());
            }
        }
    }

    /// Whether a column may be NULL in a row that is stored.
    pub fn is_nullable(&self, column: usize) -> bool {
        self.columns[column].default == Otherwise::Null && !self.key.contains(&column)
    }
}
