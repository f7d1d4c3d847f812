//! Relations that say more than a key: conditions, orders, ways along other relations, links and trees.

mod lists;
mod narrowed;
mod paths;
mod paths_without_keys;
mod trees;
mod with_link;
