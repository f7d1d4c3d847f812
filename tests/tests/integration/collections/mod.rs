//! Writing through accessors: each call on each kind of relation and under each cascade rule, with the rows in the database
//! and, where children are handed over as `&mut`, the rows at hand.

mod has_one;
mod links;
mod orphans;
mod released;
mod staying;
