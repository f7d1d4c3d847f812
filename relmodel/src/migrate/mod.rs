//! Making a database fit its models.

mod create;

pub use create::Schema;
