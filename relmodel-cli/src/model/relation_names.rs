//! Names of `belongs_to`: from the column if it says more than the target does. A field may have to make way for one.

use super::{ForeignKey, Model, names};

/// Names the foreign keys of all models.
pub(super) fn name(models: &mut [Model]) {
    for number in 0..models.len() {
        for key in 0..models[number].foreign_keys.len() {
            let wanted = wanted(models, number, &models[number].foreign_keys[key]);
            give(models, number, key, &wanted);
        }
    }
}

/// Names for a foreign key, the best first.
fn wanted(models: &[Model], number: usize, key: &ForeignKey) -> Vec<String> {
    let (model, target) = (&models[number], &models[key.target]);
    let to_target = &target.words.0;
    let is_only = model.keys_to(key.target) == 1 && key.target != number;
    let mut wanted = Vec::new();
    if let [field] = &*key.fields {
        let column = names::snake(&model.fields[*field].column);
        match stem(&column, &there(target, key, 0)) {
            Some(stem) => wanted.push(stem.to_owned()),
            None if column == "id" || is_only && column != *to_target => {}
            None => wanted.push(column),
        }
    } else {
        wanted.extend(telling(model, target, key));
    }
    if is_only || wanted.is_empty() {
        wanted.push(to_target.clone());
    }
    let first = names::possible(wanted[0].clone());
    wanted[0].clone_from(&first);
    if first != *to_target {
        wanted.push(format!("{first}_{to_target}"));
    }
    wanted.push(format!("{first}_row"));
    wanted
}

/// The name of the field that a key's field of this place points at, as the column says it.
fn there(target: &Model, key: &ForeignKey, place: usize) -> String {
    let own = target.key();
    let fields = if key.references.is_empty() {
        &own
    } else {
        &key.references
    };
    let field = fields.get(place).map(|field| &target.fields[*field]);
    field.map_or_else(String::new, |field| names::snake(&field.column))
}

/// `user` of `user_id`, and `country` of `country_code` that points at a `code`.
fn stem<'a>(column: &'a str, there: &str) -> Option<&'a str> {
    let stem = column.strip_suffix("_id").or_else(|| {
        let stem = column.strip_suffix(there).filter(|_| !there.is_empty())?;
        stem.strip_suffix('_')
    });
    stem.filter(|stem| !stem.is_empty())
}

/// Of a key of several columns: the column that is this key's own and is not called as that there.
fn telling(model: &Model, target: &Model, key: &ForeignKey) -> Option<String> {
    let own = model.key();
    let fields = key.fields.iter().enumerate();
    let own_of_key = fields.filter(|(_, field)| !own.contains(field) || own.len() == 1);
    let columns = own_of_key.filter_map(|(place, field)| {
        let column = names::snake(&model.fields[*field].column);
        (column != there(target, key, place)).then_some((place, column))
    });
    let all: Vec<_> = columns.collect();
    let (place, column) = all
        .iter()
        .find(|(_, column)| column.contains(&*target.words.0))
        .or(all.first())?;
    let stem = stem(column, &there(target, key, *place)).unwrap_or(column);
    Some(stem.replace("_id_", "_"))
}

/// Takes the first name that is free, or that a field of the key can make free.
fn give(models: &mut [Model], number: usize, key: usize, wanted: &[String]) {
    let model = &models[number];
    let fields = &model.foreign_keys[key].fields;
    let mut own = None;
    let free = wanted.iter().find(|name| {
        own = fields
            .iter()
            .position(|field| model.fields[*field].name == **name)
            .filter(|_| !names::METHODS.contains(&name.as_str()));
        own.is_some() || !model.taken.has(name)
    });
    let name = free.or(wanted.last()).cloned().unwrap_or_default();
    let Some(place) = own else {
        let model = &mut models[number];
        model.foreign_keys[key].name = model.taken.take(&[name]);
        return;
    };
    let renamed = beside(models, number, key, place, &name);
    let model = &mut models[number];
    let field = model.foreign_keys[key].fields[place];
    // The name stays taken: it is the relation's now.
    model.fields[field].name = model.taken.take(&renamed);
    model.foreign_keys[key].name = name;
}

/// Names for the field that makes way: `country_code` beside the relation `country`.
fn beside(models: &[Model], number: usize, key: usize, place: usize, name: &str) -> [String; 2] {
    let key = &models[number].foreign_keys[key];
    let target = &models[key.target];
    let there = there(target, key, place);
    if there.ends_with("_id") {
        return [format!("{name}_id"), format!("{name}_key")];
    }
    let suffix = [name, &*target.words.0]
        .iter()
        .find_map(|word| there.strip_prefix(word)?.strip_prefix('_'))
        .unwrap_or(&there);
    [format!("{name}_{suffix}"), format!("{name}_key")]
}
