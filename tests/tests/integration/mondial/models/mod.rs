//! Tables of Mondial, as the database declares them.

mod peoples;
mod places;
mod waters;

pub use peoples::*;
pub use places::*;
pub use waters::*;
