//! Descriptions made at run time: what the derive would have written for a schema's models.
//!
//! relmodel wants descriptions that live as long as the program, so each is leaked.

use std::cell::RefCell;
use std::collections::BTreeMap;

use relmodel::__private::{
    Action, ColumnDef, ColumnType, ForeignKeyDef, IndexDef, Link, ModelDef, RelationDef, column,
};
use relmodel::{AnyValue, Schema as Ddl};

use crate::cell::Collation;
use crate::edge::{Edge, EdgeKind};
use crate::load::{Condition, Order};
use crate::schema::{Column, Kind, Model, Schema};

/// A model's place in a load: the number of the part, and how deep in its conditions.
pub type Role = (u16, u16);

/// What the types of [`crate::dynamic`] stand for now.
#[derive(Default)]
struct Now {
    models: Vec<&'static ModelDef>,
    roles: BTreeMap<Role, &'static ModelDef>,
    narrowed: BTreeMap<(Role, Role), (Option<Condition>, Vec<Order>)>,
    steps: BTreeMap<u16, usize>,
}

thread_local! {
    static NOW: RefCell<Now> = RefCell::default();
}

fn model<const NUMBER: usize>() -> &'static ModelDef {
    NOW.with_borrow(|now| now.models[NUMBER])
}

const MODELS: [fn() -> &'static ModelDef; 8] = [
    model::<0>, model::<1>, model::<2>, model::<3>, model::<4>, model::<5>, model::<6>, model::<7>,
];

/// The description of the model in a place.
pub fn of_role(role: Role) -> &'static ModelDef {
    NOW.with_borrow(|now| {
        *now.roles
            .get(&role)
            .unwrap_or_else(|| panic!("no model in {role:?}"))
    })
}

/// What a relation says of the rows that it leads to.
pub fn narrowed(from: Role, to: Role) -> (Option<Condition>, Vec<Order>) {
    NOW.with_borrow(|now| now.narrowed.get(&(from, to)).cloned().unwrap_or_default())
}

/// How many relations the path to a place goes along.
pub fn steps(to: u16) -> usize {
    NOW.with_borrow(|now| now.steps.get(&to).copied().unwrap_or_default())
}

/// Takes the models of a schema for those that are meant from now on, and gives its DDL.
pub fn use_schema(schema: &Schema) -> Ddl {
    let models: Vec<&'static ModelDef> = schema
        .models
        .iter()
        .map(|model| describe(schema, model))
        .collect();
    NOW.with_borrow_mut(|now| now.models.clone_from(&models));
    Ddl::of(&models)
}

/// Forgets the places of the load before.
pub fn clear_roles() {
    NOW.with_borrow_mut(|now| {
        now.roles.clear();
        now.narrowed.clear();
        now.steps.clear();
    });
}

/// Puts a model into a place. Each relation stands where the number in its type says.
pub fn set_role(schema: &Schema, role: Role, model: usize, relations: &[(u16, Role, &Edge)]) {
    let base = NOW.with_borrow(|now| now.models[model]);
    let count = relations
        .iter()
        .map(|(number, ..)| number + 1)
        .max()
        .unwrap_or_default();
    let stand_in = |number: u16| {
        let found = relations.iter().find(|(n, ..)| *n == number);
        match found {
            Some((_, _, edge)) => relation(schema, edge),
            None => RelationDef::path("unused", MODELS[model]),
        }
    };
    let def: &'static ModelDef = leak(ModelDef {
        name: base.name,
        table: base.table,
        key: base.key,
        columns: base.columns,
        relations: leak_all((0..count).map(stand_in).collect()),
        indexes: base.indexes,
        checks: base.checks,
        is_view: base.is_view,
    });
    NOW.with_borrow_mut(|now| {
        now.roles.insert(role, def);
        for (_, to, edge) in relations {
            now.narrowed
                .insert((role, *to), (edge.only.clone(), edge.order.clone()));
            if let EdgeKind::Path(edges) = &edge.kind {
                now.steps.insert(to.0, edges.len());
            }
        }
    });
}

fn describe(schema: &Schema, model: &Model) -> &'static ModelDef {
    let name = leak_text(&format!("Model {}", model.table));
    let keys = 0..model.foreign_keys.len();
    let number = schema
        .models
        .iter()
        .position(|other| std::ptr::eq(other, model));
    let number = number.expect("the model is the schema's");
    let key = |key: usize| {
        let key = crate::edge::Key {
            model: number,
            number: key,
        };
        let edge = Edge {
            from: number,
            target: schema.key(key).target,
            kind: EdgeKind::BelongsTo(key),
            only: None,
            order: Vec::new(),
        };
        relation(schema, &edge)
    };
    let index = |columns: &Vec<u16>| IndexDef {
        columns: leak_all(columns.clone()),
        unique: true,
    };
    let is_auto =
        |place: usize| model.is_auto && model.key == [u16::try_from(place).expect("few columns")];
    let columns = model.columns.iter().enumerate();
    leak(ModelDef {
        name,
        table: leak_text(&model.table),
        key: leak_all(model.key.clone()),
        columns: leak_all(
            columns
                .map(|(place, column)| describe_column(column, is_auto(place)))
                .collect(),
        ),
        relations: leak_all(keys.map(key).collect()),
        indexes: leak_all(model.uniques.iter().map(index).collect()),
        checks: &[],
        is_view: false,
    })
}

fn describe_column(of: &Column, is_auto: bool) -> ColumnDef {
    let facts = match (of.kind, of.nullable) {
        (Kind::Integer, false) => <i64 as ColumnType>::FACTS,
        (Kind::Integer, true) => <Option<i64> as ColumnType>::FACTS,
        (Kind::Real, false) => <f64 as ColumnType>::FACTS,
        (Kind::Real, true) => <Option<f64> as ColumnType>::FACTS,
        (Kind::Text, false) => <String as ColumnType>::FACTS,
        (Kind::Text, true) => <Option<String> as ColumnType>::FACTS,
        (Kind::Blob, false) => <Vec<u8> as ColumnType>::FACTS,
        (Kind::Blob, true) => <Option<Vec<u8>> as ColumnType>::FACTS,
        (Kind::Any, false) => <AnyValue as ColumnType>::FACTS,
        (Kind::Any, true) => <Option<AnyValue> as ColumnType>::FACTS,
    };
    let described = column(leak_text(&of.name), facts);
    match (is_auto, of.said) {
        (true, _) => described.auto(),
        (false, Collation::Binary) => described,
        (false, Collation::NoCase) => described.collate("NOCASE"),
    }
}

fn relation(schema: &Schema, edge: &Edge) -> RelationDef {
    let number = |number: usize| u16::try_from(number).expect("few relations");
    let target = MODELS[edge.target];
    let (link, key) = match &edge.kind {
        EdgeKind::Path(_) => return RelationDef::path("path", target),
        EdgeKind::BelongsTo(key) => {
            let key = schema.key(*key);
            let def = ForeignKeyDef {
                columns: leak_all(key.columns.clone()),
                references: match key.is_to_key {
                    true => &[],
                    false => leak_all(key.references.clone()),
                },
                is_enforced: key.is_enforced,
                on_delete: Action::NoAction,
                on_update: Action::NoAction,
            };
            (Link::BelongsTo, Some(def))
        }
        EdgeKind::Has { key, many } => {
            let inverse = number(key.number);
            (
                Link::Has {
                    inverse,
                    many: *many,
                },
                None,
            )
        }
        EdgeKind::Through { from, to } => {
            let link = Link::Through {
                model: MODELS[from.model],
                from: number(from.number),
                to: number(to.number),
            };
            (link, None)
        }
    };
    RelationDef {
        name: "relation",
        target,
        link,
        key,
    }
}

fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn leak_all<T>(values: Vec<T>) -> &'static [T] {
    Box::leak(values.into_boxed_slice())
}

fn leak_text(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}
