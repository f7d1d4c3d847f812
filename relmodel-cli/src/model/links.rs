//! `many_to_many`: tables whose rows are told apart by two foreign keys, from both sides.

use super::{Inverse, Kind, Model, words};

/// A `many_to_many` that is to be named.
struct Link {
    owner: usize,
    target: usize,
    through: usize,
    /// The places of the foreign keys in the model between.
    keys: (usize, usize),
}

/// Adds the relations that go through link tables.
pub(super) fn add(models: &mut [Model]) {
    let links: Vec<Link> = (0..models.len())
        .filter_map(|through| Some((through, ends(&models[through])?)))
        .flat_map(|(through, (one, other))| {
            [(one, other), (other, one)].map(|keys| {
                let to = |key: usize| models[through].foreign_keys[key].target;
                Link {
                    owner: to(keys.0),
                    target: to(keys.1),
                    through,
                    keys,
                }
            })
        })
        .filter(|link| !models[link.owner].keyless && !models[link.target].keyless)
        .collect();
    for link in &links {
        let mut alike = links.iter();
        let is_only = alike
            .by_ref()
            .filter(|other| (other.owner, other.target) == (link.owner, link.target))
            .count()
            == 1;
        let wanted = wanted(models, link, is_only);
        let name = models[link.owner].taken.take(&wanted);
        let kind = Kind::ManyToMany {
            through: link.through,
            ends: named(&models[link.through], link),
        };
        models[link.owner].inverses.push(Inverse {
            name,
            target: link.target,
            kind,
        });
    }
}

/// The two foreign keys that tell the rows of a link table apart, if it is one.
fn ends(model: &Model) -> Option<(usize, usize)> {
    let all: Vec<usize> = (0..model.fields.len()).collect();
    let key = model.key();
    let sets = if key.is_empty() { vec![all] } else { vec![key] };
    let unique = model.indexes.iter().filter(|index| index.unique);
    let sets = sets
        .into_iter()
        .chain(unique.map(|index| index.fields.clone()));
    sets.into_iter().find_map(|set| pair(model, &set))
}

/// The two foreign keys whose columns are these together.
fn pair(model: &Model, set: &[usize]) -> Option<(usize, usize)> {
    let keys = &model.foreign_keys;
    let within = |key: usize| keys[key].fields.iter().all(|field| set.contains(field));
    let within: Vec<_> = (0..keys.len()).filter(|key| within(*key)).collect();
    // One that is unique alone links with one row and not with many.
    let mut many = within
        .into_iter()
        .filter(|key| !model.is_unique(&keys[*key].fields));
    let (one, other) = (many.next()?, many.next()?);
    let covers =
        |field: &usize| keys[one].fields.contains(field) || keys[other].fields.contains(field);
    (many.next().is_none() && set.iter().all(covers)).then_some((one, other))
}

/// `from` and `to`, where leaving them out would leave a choice.
fn named(through: &Model, link: &Link) -> Option<(String, String)> {
    let several = |target: usize| through.keys_to(target) > 1;
    (several(link.owner) || several(link.target)).then(|| {
        let name = |key: usize| through.foreign_keys[key].name.clone();
        (name(link.keys.0), name(link.keys.1))
    })
}

fn wanted(models: &[Model], link: &Link, is_only: bool) -> Vec<String> {
    let (through, target) = (&models[link.through], &models[link.target]);
    let many = &target.words.1;
    let by_link = format!("{many}_through_{}", through.words.0);
    if link.owner == link.target {
        let to = &through.foreign_keys[link.keys.1].name;
        return vec![words::plural(to), format!("{by_link}_{to}")];
    }
    let owner = &models[link.owner];
    let is_of_both = [(owner, target), (target, owner)]
        .iter()
        .any(|(one, other)| through.words.0 == format!("{}_{}", one.words.0, other.words.0));
    if is_only || is_of_both {
        vec![many.clone(), by_link]
    } else {
        vec![by_link]
    }
}
