//! A model that keeps its columns to its module, and gives out what it wants.

use relmodel::prelude::*;

mod accounts {
    use relmodel::prelude::*;

    /// Nothing of it can be read or asked outside but by the methods.
    #[derive(Model, Debug, Clone, PartialEq)]
    #[has_many(entries: Entry)]
    pub struct Account {
        id: Id<Account>,
        owner: String,
        limit: Option<i64>,
    }

    #[derive(Model, Debug, Clone, PartialEq)]
    pub struct Entry {
        id: Id<Entry>,
        cents: i64,
        #[belongs_to(Account)]
        account_id: Id<Account>,
    }

    impl Account {
        pub fn open(db: &Db, owner: &str) -> relmodel::Result<Self> {
            NewAccount { owner }.limit(100).insert(db)
        }

        pub fn of(owner: &str) -> Query<Self> {
            Self::filter(|a| a.owner.eq(owner))
        }

        pub fn book(&self, db: &Db, cents: i64) -> relmodel::Result<()> {
            let account_id = self.id;
            NewEntry { cents, account_id }.insert(db).map(drop)
        }

        pub fn rich(a: AccountFields) -> Expr<bool> {
            a.limit.ge(100) & a.entries.any(|e| e.cents.gt(0))
        }
    }

    impl Entry {
        pub fn cents(&self) -> i64 {
            self.cents
        }
    }
}

use accounts::Account;

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![Account].create(&db)?;
    let account = Account::open(&db, "ann")?;
    account.book(&db, 250)?;
    let (found, entries) = Account::of("ann")
        .filter(Account::rich)
        .with(|a| a.entries)
        .one(&db)?;
    assert_eq!((found, entries[0].cents()), (account, 250));
    Ok(())
}
