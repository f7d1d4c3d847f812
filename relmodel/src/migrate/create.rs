//! The schema of a set of models: its DDL, and making what is missing.

use crate::db::Executor;
use crate::error::{Error, Kind, Result};
use crate::schema::{ModelDef, reach};
use crate::sql::ddl;

/// The tables of models, and of all models that they reach through what they declare. [`schema!`](crate::schema) makes one.
///
/// ```
/// # use relmodel::prelude::*;
/// # #[derive(Model, Debug, PartialEq)] struct Tag { id: Id<Tag>, #[unique] name: String }
/// let db = Db::open_in_memory()?;
/// schema![Tag].create(&db)?;
/// schema![Tag].create(&db)?; // a table that is there is left as it is
/// # Ok::<(), relmodel::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Schema {
    models: Vec<&'static ModelDef>,
}

impl Schema {
    /// Makes the schema of these models and of all that they reach: what [`schema!`](crate::schema) calls.
    #[must_use]
    pub fn of(roots: &[&'static ModelDef]) -> Self {
        Self {
            models: reach(roots),
        }
    }

    /// Shows the statements that make the tables and indexes, where they are missing. Nothing runs.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// #[derive(Model)]
    /// struct Tag {
    ///     id: Id<Tag>,
    ///     #[unique]
    ///     name: String,
    /// }
    ///
    /// assert_eq!(schema![Tag].sql(), r#"CREATE TABLE IF NOT EXISTS "tag" (
    ///     "id" INTEGER PRIMARY KEY NOT NULL,
    ///     "name" TEXT NOT NULL,
    ///     UNIQUE ("name")
    /// ) STRICT;
    /// "#);
    /// ```
    #[must_use]
    pub fn sql(&self) -> String {
        let statements = self.models.iter().flat_map(|model| ddl::create(model));
        statements.map(|statement| statement + ";\n").collect()
    }

    /// Makes the tables and indexes that are missing, in one transaction: the statements of [`sql`](Self::sql).
    ///
    /// A table that exists is left as it is, even where it differs from its model.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] struct Tag { id: Id<Tag>, #[unique] name: String }
    /// let db = Db::open_in_memory()?;
    /// assert!(Tag::all().load(&db).unwrap_err().is_schema());
    /// schema![Tag].create(&db)?;
    /// assert_eq!(Tag::all().load(&db)?, []);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// `is_schema` when two models have one table; `is_read_only` when the database can't be written.
    pub fn create(&self, db: &dyn Executor) -> Result<()> {
        for (place, model) in self.models.iter().enumerate() {
            let same = |other: &&&ModelDef| other.table.eq_ignore_ascii_case(model.table);
            if let Some(other) = self.models.iter().take(place).find(same) {
                let message = format!(
                    "`{}` and `{}` have the same table `{}`",
                    other.name, model.name, model.table
                );
                return Err(Error::new(Kind::Schema, message)
                    .with_model(model.name)
                    .with_table(model.table));
            }
        }
        let db = db.db();
        db.atomically(|| {
            for model in &self.models {
                for statement in ddl::create(model) {
                    db.execute_batch(&statement)
                        .map_err(|error| error.with_model(model.name))?;
                }
            }
            Ok(())
        })
    }
}

/// Makes the [`Schema`] of models: `schema![User, Tag]`.
///
/// Every model is reached that these reach through what they declare; one that only points *at* them must be named, too.
///
/// ```
/// use relmodel::prelude::*;
///
/// #[derive(Model)]
/// #[has_many(posts: Post)]
/// struct User {
///     id: Id<User>,
/// }
///
/// #[derive(Model)]
/// struct Post {
///     id: Id<Post>,
///     #[belongs_to(User)]
///     user_id: Id<User>,
/// }
///
/// /// Belongs to `Post`, which doesn't declare it.
/// #[derive(Model)]
/// struct Review {
///     id: Id<Review>,
///     #[belongs_to(Post)]
///     post_id: Id<Post>,
/// }
///
/// let db = Db::open_in_memory()?;
/// schema![User, Review].create(&db)?; // and `Post`
/// assert_eq!(Post::all().count(&db)?, 0);
/// # Ok::<(), relmodel::Error>(())
/// ```
#[macro_export]
macro_rules! schema {
    ($($model:ty),+ $(,)?) => {
        $crate::Schema::of(&[$(<$model as $crate::__private::Record>::def()),+])
    };
}
