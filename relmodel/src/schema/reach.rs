//! Which models belong to a schema: those named, and all that they reach by what they declare.

use super::{Link, ModelDef};

/// Every model reachable from `roots` through relations, each once, in the order of discovery.
pub(crate) fn reach(roots: &[&'static ModelDef]) -> Vec<&'static ModelDef> {
    let mut found: Vec<&'static ModelDef> = Vec::new();
    let add = |found: &mut Vec<&'static ModelDef>, model: &'static ModelDef| {
        if !found.iter().any(|known| std::ptr::eq(*known, model)) {
            found.push(model);
        }
    };
    for root in roots {
        add(&mut found, root);
    }
    let mut next = 0;
    while let Some(model) = found.get(next).copied() {
        for relation in model.relations {
            add(&mut found, (relation.target)());
            if let Link::Through { model: through, .. } = relation.link {
                add(&mut found, through());
            }
        }
        next += 1;
    }
    found
}
