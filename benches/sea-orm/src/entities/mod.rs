//! The tables of `protocol::data::SCHEMA` as entities.

pub mod account;
pub mod comment;
pub mod post;
pub mod post_tag;
pub mod profile;
pub mod tag;
pub mod user;
