//! The workloads: what each is called, what data it works on, and how its writing is undone.

use crate::data::{self, BLOG, Dataset, LARGE, MILLION, PEOPLE, SMALL, WIDE};

/// One piece of work that all libraries do.
#[derive(Debug, Clone, Copy)]
pub struct Workload {
    /// What commands call it.
    pub name: &'static str,
    /// What the table calls it.
    pub title: &'static str,
    /// What its database holds.
    pub data: Dataset,
    /// How many users are in the input of a round.
    pub input_users: i64,
    /// Whether it takes so long that fewer rounds are counted.
    pub is_heavy: bool,
    /// Of one that writes.
    pub writes: Option<Writes>,
}

/// What belongs to a workload that writes. It gets a database of its own.
#[derive(Debug, Clone, Copy)]
pub struct Writes {
    /// The query for a number that says whether the right things were written.
    pub check: &'static str,
    /// What brings the database back before the next round, in `serve`. Not measured.
    pub reset: &'static str,
}

impl Workload {
    const fn read(name: &'static str, title: &'static str, data: Dataset) -> Self {
        Self {
            name,
            title,
            data,
            input_users: 0,
            is_heavy: false,
            writes: None,
        }
    }

    const fn write(name: &'static str, title: &'static str, data: Dataset, writes: Writes) -> Self {
        Self {
            name,
            title,
            data,
            input_users: 1000,
            is_heavy: false,
            writes: Some(writes),
        }
    }

    const fn of_users(mut self, users: i64) -> Self {
        self.input_users = users;
        self
    }

    const fn heavy(mut self) -> Self {
        self.is_heavy = true;
        self
    }

    /// The workload of that name.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        let mut all = WORKLOADS.iter().chain(PARENTS).chain(COLUMNS);
        all.find(|workload| workload.name == name)
    }
}

const USERS_ADDED: Writes = Writes {
    check: "SELECT sum(id * length(name) + ifnull(length(hair_color), 0)) FROM user",
    reset: "DELETE FROM user WHERE id > 10000",
};

const USERS_CHANGED: Writes = Writes {
    reset: "",
    ..USERS_ADDED
};

const ACCOUNTS: Writes = Writes {
    check: "SELECT sum(id * length(name) + visits) FROM account",
    reset: "DELETE FROM account WHERE id > 10000",
};

/// All workloads, in the order of the table.
pub const WORKLOADS: &[Workload] = &[
    Workload::read("lookup", "point lookup by key, 1,000 one by one", PEOPLE),
    Workload::read(
        "lookup_session",
        "point lookup, statements kept for the loop",
        PEOPLE,
    ),
    Workload::read("lookup_tx", "point lookup in one transaction", PEOPLE),
    Workload::read("load3", "load 10,000 rows of 3 columns", PEOPLE),
    Workload::read("load10", "load 10,000 rows of 10 columns", PEOPLE),
    Workload::read("load_by_key", "load 10,000 rows by key, descending", PEOPLE),
    Workload::read("load_by_name", "load 10,000 rows by name, no index", PEOPLE),
    Workload::read(
        "load_limited",
        "load the first 1,000 of 10,000 rows",
        PEOPLE,
    ),
    Workload::write(
        "insert",
        "insert 1,000 in a transaction, rows given back",
        PEOPLE,
        USERS_ADDED,
    ),
    Workload::write(
        "insert_only",
        "insert 1,000 in a transaction, at most keys given back",
        PEOPLE,
        USERS_ADDED,
    ),
    Workload::write(
        "insert_all",
        "insert 10,000 rows at once, rows given back",
        PEOPLE,
        USERS_ADDED,
    )
    .of_users(10_000),
    Workload::write(
        "insert_all_keys",
        "insert 10,000 rows at once, keys given back",
        PEOPLE,
        USERS_ADDED,
    )
    .of_users(10_000),
    Workload::write(
        "update",
        "update 1,000 in a transaction",
        PEOPLE,
        USERS_CHANGED,
    ),
    Workload::read("has_many_100", "has_many 100 × 10", SMALL),
    Workload::read("has_many", "has_many 1,000 × 10", BLOG),
    Workload::read("has_many_10k", "has_many 10,000 × 10", LARGE).heavy(),
    Workload::read("nested", "nested has_many 100 × 10 × 10", SMALL),
    Workload::read("belongs_to", "belongs_to 10,000", BLOG),
    Workload::read("many_to_many", "many_to_many 1,000 × 10", SMALL),
    Workload::read(
        "exists",
        "filter owners that have a related row, 1,000 × 10",
        BLOG,
    ),
    Workload::read(
        "filter_to_one",
        "filter by a column of the owner, 10,000 rows",
        BLOG,
    ),
    Workload::read(
        "filter_many_to_many",
        "filter by the name of a linked row, 10,000 rows",
        BLOG,
    ),
    Workload::read(
        "find_by_unique",
        "find by a unique text, 1,000 one by one",
        PEOPLE,
    ),
    Workload::read("related", "related rows of 1,000 owners, one by one", BLOG),
    Workload::read(
        "select2",
        "two of 10 columns as values, 10,000 rows",
        PEOPLE,
    ),
    Workload::read(
        "projection",
        "projection of three levels, 100 × 10 × 10",
        SMALL,
    ),
    Workload::read("pages", "100 pages of 50 rows, each with the total", BLOG),
    Workload::read("keyset", "100 pages of 50 rows, each behind the last", BLOG),
    Workload::read("stream", "stream a million rows", MILLION).heavy(),
    Workload::write(
        "upsert",
        "upsert 1,000 in a transaction, half are there",
        PEOPLE,
        ACCOUNTS,
    ),
    Workload::write(
        "find_or_insert",
        "find or insert 1,000 in a transaction, half are there",
        PEOPLE,
        ACCOUNTS,
    ),
    Workload::write(
        "update_by_query",
        "update 5,000 rows by a query",
        BLOG,
        Writes {
            check: "SELECT sum(id * likes) FROM post",
            reset: "",
        },
    ),
    Workload::write(
        "replace",
        "replace the 10 linked rows of 100 owners, half change",
        SMALL,
        Writes {
            check: "SELECT sum(post_id * tag_id) FROM post_tag",
            reset: "",
        },
    ),
];

/// has_many with 3 related rows of each owner, of more and more owners.
pub const PARENTS: &[Workload] = &[
    parents("parents_10", "10 owners", 10),
    parents("parents_100", "100 owners", 100),
    parents("parents_1k", "1,000 owners", 1000),
    parents("parents_10k", "10,000 owners", 10_000),
    parents("parents_100k", "100,000 owners", 100_000).heavy(),
    parents("parents_1m", "1,000,000 owners", 1_000_000).heavy(),
];

const fn parents(name: &'static str, title: &'static str, owners: i64) -> Workload {
    Workload::read(name, title, data::owners(name, owners))
}

/// Loading rows with more and more columns.
pub const COLUMNS: &[Workload] = &[
    Workload::read("columns_1", "1 column", WIDE),
    Workload::read("columns_5", "5 columns", WIDE),
    Workload::read("columns_11", "11 columns", WIDE),
    Workload::read("columns_21", "21 columns", WIDE),
    Workload::read("columns_41", "41 columns", WIDE),
    Workload::read("columns_61", "61 columns", WIDE),
];

#[cfg(test)]
mod tests {
    use super::{COLUMNS, PARENTS, WORKLOADS};

    #[test]
    fn no_two_workloads_have_one_name() {
        let all = WORKLOADS.iter().chain(PARENTS).chain(COLUMNS);
        let mut names: Vec<&str> = all.map(|workload| workload.name).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
