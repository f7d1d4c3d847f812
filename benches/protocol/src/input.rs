//! What a round of a workload is given. It is made before the clock starts.

use crate::data;

/// A user to be written.
#[derive(Debug, Clone)]
pub struct UserInput {
    pub name: String,
    pub hair_color: Option<String>,
}

/// An account to be written.
#[derive(Debug, Clone)]
pub struct AccountInput {
    pub email: String,
    pub name: String,
    pub visits: i64,
}

/// What a round of a workload is given.
#[derive(Debug, Clone)]
pub struct Input {
    /// The number of the round, from 0. Writes give other values in each round: SQLite leaves a row
    /// alone that would stay as it is.
    pub round: i64,
    /// A thousand keys of users, in no order.
    pub ids: Vec<i64>,
    /// The email addresses of the accounts with these keys.
    pub emails: Vec<String>,
    /// A thousand new users, or as many as the workload says.
    pub users: Vec<UserInput>,
    /// A thousand accounts. Every other one is new in each round.
    pub accounts: Vec<AccountInput>,
    /// Of posts 1 to 100: the keys of the tags that each gets. Five of ten are others in the next round.
    pub tags: Vec<Vec<i64>>,
}

impl Input {
    /// The input of a round with so many users.
    #[must_use]
    pub fn new(round: i64, users: i64) -> Self {
        let ids: Vec<i64> = (1..=1000).map(|n| n * 7919 % 10_000 + 1).collect();
        Self {
            round,
            emails: ids.iter().map(|id| data::email(*id)).collect(),
            ids,
            users: (1..=users).map(|n| user(round, n)).collect(),
            accounts: (1..=1000).map(|n| account(round, n)).collect(),
            tags: (1..=100).map(|post| tags(round, post)).collect(),
        }
    }
}

fn user(round: i64, number: i64) -> UserInput {
    UserInput {
        name: format!("round {round} of {number}"),
        hair_color: data::hair_color(number).map(str::to_owned),
    }
}

fn account(round: i64, number: i64) -> AccountInput {
    let id = if number % 2 == 0 {
        number
    } else {
        100_000 + round * 1000 + number
    };
    AccountInput {
        email: data::email(id),
        name: format!("account {id} of round {round}"),
        visits: round,
    }
}

fn tags(round: i64, post: i64) -> Vec<i64> {
    let start = round % 2 * 5;
    (start..start + 10)
        .map(|number| data::tag_of(post, number, 200))
        .collect()
}
