//! `has_many` and `has_one`: each foreign key from the other side.

use super::{Inverse, Kind, Model};

/// Adds a relation to the target of each foreign key.
pub(super) fn add(models: &mut [Model]) {
    for holder in 0..models.len() {
        for key in 0..models[holder].foreign_keys.len() {
            let target = models[holder].foreign_keys[key].target;
            // Its rows can't be told apart, so nothing can be read for each of them.
            if models[target].keyless {
                continue;
            }
            let (kind, wanted) = seen(models, holder, key);
            let target = &mut models[target];
            let name = target.taken.take(&wanted);
            target.inverses.push(Inverse {
                name,
                target: holder,
                kind,
            });
        }
    }
}

/// The kind of the relation, and names for it.
fn seen(models: &[Model], holder: usize, key: usize) -> (Kind, Vec<String>) {
    let model = &models[holder];
    let key = &model.foreign_keys[key];
    let target = &models[key.target];
    let is_self = holder == key.target;
    let is_one = model.is_unique(&key.fields);
    let several = model.keys_to(key.target) > 1;
    let inverse = several.then(|| key.name.clone());
    let (one, many) = &model.words;
    let base = if is_one { one } else { many };
    let told_apart = format!("{base}_by_{}", key.name);
    let mut wanted = Vec::new();
    if is_self && key.name == "parent" && !is_one {
        wanted.push("children".to_owned());
    }
    // Where rows of the two belong to each other, `provinces` could be meant either way.
    let is_plain = key.name == target.words.0;
    let is_clear = !several && target.keys_to(holder) == 0;
    if !is_self && (is_plain || is_clear) {
        wanted.push(base.clone());
    }
    if is_plain && !is_self {
        wanted.push(format!("{one}_row{}", if is_one { "" } else { "s" }));
    }
    wanted.push(told_apart);
    let kind = if is_one {
        Kind::HasOne(inverse)
    } else {
        Kind::HasMany(inverse)
    };
    (kind, wanted)
}
