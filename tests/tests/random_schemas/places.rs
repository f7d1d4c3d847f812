//! Puts the models of a load into the places that its types stand for.

use crate::defs::{self, Role};
use crate::dynamic::{ASKED_NUMBER, BETWEEN_DEPTHS, FIRST_NUMBER, LINK};
use crate::edge::{Edge, EdgeKind};
use crate::load::{Condition, Load};
use crate::schema::Schema;
use crate::templates::PartKind;

/// Has the types mean this load from now on.
pub fn put(schema: &Schema, load: &Load) {
    defs::clear_roles();
    put_rows(schema, load, 0, load.model);
    for node in &load.nodes {
        let place = node.part.place;
        match (node.part.kind, &node.edge.kind) {
            // Their rows are of their owners' type.
            (PartKind::Down | PartKind::Up, _) => continue,
            (PartKind::Link, EdgeKind::Through { from, .. }) => {
                defs::set_role(schema, (place, LINK), from.model, &[]);
            }
            (_, EdgeKind::Path(steps)) => put_path(schema, place, steps),
            _ => {}
        }
        put_rows(schema, load, place, node.model);
    }
}

fn put_rows(schema: &Schema, load: &Load, place: u16, model: usize) {
    let mut relations: Vec<(u16, Role, &Edge)> = Vec::new();
    for node in load.below(place) {
        let child = node.part.place;
        let to = match node.part.kind {
            PartKind::Down | PartKind::Up => place,
            _ => child,
        };
        relations.push((child, (to, 0), &node.edge));
        if let EdgeKind::Path(steps) = &node.edge.kind {
            relations.push((FIRST_NUMBER, (child, BETWEEN_DEPTHS[0]), &steps[0]));
        }
    }
    let asked = load.options(place).only.as_ref().and_then(Condition::asked);
    if let Some((edge, of)) = asked {
        relations.push((ASKED_NUMBER, (place, 1), edge));
        let inner = of.asked();
        let below = inner.map(|(edge, _)| (ASKED_NUMBER, (place, 2), edge));
        defs::set_role(schema, (place, 1), edge.target, below.as_slice());
        if let Some((edge, _)) = inner {
            defs::set_role(schema, (place, 2), edge.target, &[]);
        }
    }
    defs::set_role(schema, (place, 0), model, &relations);
}

/// The rows between the ends of a path.
fn put_path(schema: &Schema, place: u16, steps: &[Edge]) {
    let [first, second] = BETWEEN_DEPTHS.map(|depth| (place, depth));
    let end = (place, 0);
    match steps {
        [one, two] => defs::set_role(schema, first, one.target, &[(1, end, two)]),
        [one, two, three] => {
            defs::set_role(schema, first, one.target, &[(0, second, two)]);
            defs::set_role(schema, second, two.target, &[(0, end, three)]);
        }
        _ => unreachable!("paths have two or three steps"),
    }
}
