//! The links of a many-to-many relation.

use protocol::{Input, Result};
use relmodel::prelude::*;

use crate::Relmodel;
use crate::models::{Post, Tag};

pub fn replace(relmodel: &mut Relmodel, input: &Input) -> Result<u64> {
    let Relmodel {
        db, posts, tags, ..
    } = relmodel;
    if posts.is_empty() {
        *posts = Post::all().order_by(|p| p.id).limit(100).load(db)?;
        *tags = Tag::all().order_by(|t| t.id).load(db)?;
    }
    db.transaction(|tx| {
        for (post, ids) in posts.iter().zip(&input.tags) {
            // The keys count from 1 without a gap.
            let linked = ids.iter().filter_map(|id| tags.get(*id as usize - 1));
            post.tags().replace(tx, linked)?;
        }
        Ok(())
    })?;
    Ok(input.tags.len() as u64)
}
