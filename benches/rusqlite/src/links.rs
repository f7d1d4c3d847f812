//! The links of a many-to-many relation.

use protocol::{Input, Result};

use crate::ByHand;

pub fn replace(by_hand: &mut ByHand, input: &Input) -> Result<u64> {
    let transaction = by_hand.connection.transaction()?;
    for (post, tags) in (1_i64..).zip(&input.tags) {
        let mut delete = transaction.prepare_cached("DELETE FROM post_tag WHERE post_id = ?1")?;
        delete.execute([post])?;
        for tag in tags {
            let mut insert = transaction
                .prepare_cached("INSERT INTO post_tag (post_id, tag_id) VALUES (?1, ?2)")?;
            insert.execute([post, *tag])?;
        }
    }
    transaction.commit()?;
    Ok(input.tags.len() as u64)
}
