//! Rare cases that relmodel is known to answer wrongly, left out until it is put right. Then they go from here.

use crate::edge::Edge;
use crate::schema::Schema;

/// Descendants without a key are known by what the foreign key refers to, and those without that are lost.
pub fn loses_descendants(schema: &Schema, edge: &Edge) -> bool {
    let of = &schema.models[edge.from];
    let hops = schema.hops(edge);
    let mut from = hops.iter().flat_map(|hop| hop.from);
    of.key.is_empty() && from.any(|place| of.columns[usize::from(*place)].nullable)
}
