//! Schemas by chance: models with keys and foreign keys of all kinds.

use crate::cell::Collation;
use relmodel_tests::Random;

/// How many columns each model has.
pub const WIDTH: usize = 6;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Integer,
    Real,
    Text,
    Blob,
    Any,
}

#[derive(Debug, Clone)]
pub struct Column {
    pub name: String,
    pub kind: Kind,
    pub nullable: bool,
    /// The collation that its description says.
    pub said: Collation,
    /// The collation that it has: it may be that of what it refers to.
    pub collation: Collation,
}

#[derive(Debug, Clone)]
pub struct ForeignKey {
    pub target: usize,
    pub columns: Vec<u16>,
    /// The columns of the target that it refers to.
    pub references: Vec<u16>,
    /// Whether these are the target's key.
    pub is_to_key: bool,
    pub is_enforced: bool,
}

#[derive(Debug, Clone)]
pub struct Model {
    pub table: String,
    pub columns: Vec<Column>,
    pub key: Vec<u16>,
    /// Whether the key is the row's number.
    pub is_auto: bool,
    pub uniques: Vec<Vec<u16>>,
    pub foreign_keys: Vec<ForeignKey>,
}

#[derive(Debug, Clone)]
pub struct Schema {
    pub models: Vec<Model>,
    /// Whether rows keep to the foreign keys that the database enforces.
    pub is_lawful: bool,
}

impl Model {
    pub fn collation(&self, column: u16) -> Collation {
        self.columns[usize::from(column)].collation
    }
}

/// Names that are wrong somewhere when they are not quoted, or taken for the library's own.
const NAMES: &[&str] = &[
    "a\"b",
    "\"",
    "order",
    "two words",
    "dot.ted",
    "1st",
    "ö",
    "select",
    "it's",
    "value",
    "c0",
    "slot",
    "rowid",
    "depth",
    "k0",
    "n0",
    "l0",
    "t0",
    "x",
    "[y]",
    "`",
    "--",
    "?1",
    "%",
    "name",
];

impl Schema {
    pub fn random(random: &mut Random) -> Self {
        let count = random.between(2, 8);
        let mut drafts: Vec<Draft> = (0..count)
            .map(|number| Draft::new(number, random))
            .collect();
        for model in 0..count {
            if random.chance(35) {
                link(&mut drafts, model, random);
            } else {
                for _ in 0..random.below(4) {
                    let target = random.below(count);
                    refer(&mut drafts, model, target, random);
                }
            }
        }
        let models = drafts
            .into_iter()
            .map(|draft| draft.finish(random))
            .collect();
        let mut schema = Self {
            models,
            is_lawful: random.chance(75),
        };
        schema.lend_collations();
        schema
    }

    /// A foreign key that says no collation has that of what it refers to.
    fn lend_collations(&mut self) {
        let of_model = |model: usize| (0..6).map(move |column| (model, column));
        let columns: Vec<(usize, u16)> = (0..self.models.len()).flat_map(of_model).collect();
        let lent = columns.iter().map(|column| self.lent(*column, &[]));
        let lent: Vec<Collation> = lent.collect();
        for ((model, column), collation) in columns.into_iter().zip(lent) {
            self.models[model].columns[usize::from(column)].collation = collation;
        }
    }

    /// The collation that a column has, which the columns `before` refer to.
    fn lent(&self, (model, place): (usize, u16), before: &[(usize, u16)]) -> Collation {
        let of = &self.models[model];
        let column = &of.columns[usize::from(place)];
        let is_text = matches!(column.kind, Kind::Text | Kind::Any);
        if column.said == Collation::NoCase || !is_text || before.contains(&(model, place)) {
            return column.said;
        }
        let before = [before, &[(model, place)]].concat();
        let ends = of.foreign_keys.iter().flat_map(|key| {
            let ends = key.columns.iter().zip(&key.references);
            ends.map(|(own, there)| (*own, (key.target, *there)))
        });
        let mut lent = ends
            .filter(|(own, _)| *own == place)
            .map(|(_, there)| self.lent(there, &before))
            .peekable();
        // A column of several foreign keys takes over what all of them say.
        match lent.peek().is_some() && lent.all(|lent| lent == Collation::NoCase) {
            true => Collation::NoCase,
            false => Collation::Binary,
        }
    }
}

/// A model whose columns don't all have a type yet.
struct Draft {
    model: Model,
    typed: Vec<bool>,
}

impl Draft {
    fn new(number: usize, random: &mut Random) -> Self {
        let columns = (0..WIDTH).map(|place| Column {
            name: format!("{}{place}", NAMES[random.below(NAMES.len())]),
            kind: Kind::Integer,
            nullable: false,
            said: Collation::Binary,
            collation: Collation::Binary,
        });
        let columns = columns.collect();
        let model = Model {
            table: format!("{}{number}", NAMES[random.below(NAMES.len())]),
            columns,
            key: Vec::new(),
            is_auto: false,
            uniques: Vec::new(),
            foreign_keys: Vec::new(),
        };
        let mut draft = Self {
            model,
            typed: vec![false; WIDTH],
        };
        draft.give_key(random);
        if random.chance(30) {
            let width = random.between(1, 2);
            let columns = random.some(&draft.free(), width);
            for column in &columns {
                draft.give_type(*column, any_kind(random), random);
                draft.column(*column).nullable = random.chance(40);
            }
            if !columns.is_empty() {
                draft.model.uniques.push(columns);
            }
        }
        draft
    }

    fn give_key(&mut self, random: &mut Random) {
        let width = match random.below(100) {
            0..10 => return,
            10..70 => 1,
            70..90 => 2,
            _ => 3,
        };
        self.model.key = random.some(&self.free(), width);
        self.model.is_auto = width == 1 && random.chance(50);
        for column in self.model.key.clone() {
            let kind = match self.model.is_auto {
                true => Kind::Integer,
                false => any_kind(random),
            };
            self.give_type(column, kind, random);
        }
    }

    fn column(&mut self, column: u16) -> &mut Column {
        &mut self.model.columns[usize::from(column)]
    }

    fn give_type(&mut self, column: u16, kind: Kind, random: &mut Random) {
        self.typed[usize::from(column)] = true;
        let no_case = matches!(kind, Kind::Text | Kind::Any) && random.chance(40);
        let column = self.column(column);
        column.kind = kind;
        if no_case {
            column.said = Collation::NoCase;
        }
    }

    /// The columns without a type.
    fn free(&self) -> Vec<u16> {
        let free = (0..).zip(&self.typed).filter(|(_, typed)| !**typed);
        free.map(|(place, _)| place).collect()
    }

    /// Columns for a foreign key that refers to columns of these kinds: some that are there, or new ones.
    fn holding(&mut self, kinds: &[Kind], random: &mut Random) -> Option<Vec<u16>> {
        let mut columns: Vec<u16> = Vec::new();
        let mut fresh = Vec::new();
        for kind in kinds {
            let fits = |place: &u16| {
                let place = usize::from(*place);
                self.typed[place] && self.model.columns[place].kind == *kind
            };
            let known: Vec<u16> = (0..6_u16)
                .filter(fits)
                .filter(|place| !columns.contains(place))
                .collect();
            let free: Vec<u16> = self
                .free()
                .into_iter()
                .filter(|place| !columns.contains(place))
                .collect();
            let share = free.is_empty() || random.chance(25);
            let column = match random.pick(&known).filter(|_| share) {
                Some(column) => *column,
                None => {
                    let column = *random.pick(&free)?;
                    fresh.push((column, *kind));
                    column
                }
            };
            columns.push(column);
        }
        let nullable = random.chance(60);
        for (column, kind) in fresh {
            self.give_type(column, kind, random);
            self.column(column).nullable = nullable && random.chance(80);
        }
        Some(columns)
    }

    fn finish(mut self, random: &mut Random) -> Model {
        for column in self.free() {
            self.give_type(column, any_kind(random), random);
            self.column(column).nullable = random.chance(50);
        }
        self.model
    }
}

fn any_kind(random: &mut Random) -> Kind {
    match random.below(100) {
        0..28 => Kind::Integer,
        28..60 => Kind::Text,
        60..70 => Kind::Blob,
        70..92 => Kind::Any,
        _ => Kind::Real,
    }
}

/// Adds a foreign key, where the target has a key and there are columns for it.
fn refer(drafts: &mut [Draft], model: usize, target: usize, random: &mut Random) -> Option<usize> {
    let to = &drafts[target].model;
    let unique = random
        .pick(&to.uniques)
        .filter(|_| random.chance(40) || to.key.is_empty());
    let is_to_key = unique.is_none();
    let references = unique.unwrap_or(&to.key).clone();
    if references.is_empty() {
        return None;
    }
    let kinds: Vec<Kind> = references
        .iter()
        .map(|column| to.columns[usize::from(*column)].kind)
        .collect();
    let columns = drafts[model].holding(&kinds, random)?;
    let model = &mut drafts[model].model;
    if random.chance(25) {
        model.uniques.push(columns.clone());
    }
    model.foreign_keys.push(ForeignKey {
        target,
        columns,
        references,
        is_to_key,
        is_enforced: random.chance(80),
    });
    Some(model.foreign_keys.len() - 1)
}

/// Makes a model one that links two others: by a key of the two, by a key of its own, or by none.
fn link(drafts: &mut [Draft], model: usize, random: &mut Random) {
    let before = drafts[model].model.foreign_keys.len();
    let own_key = random.chance(50);
    if !own_key {
        // Nothing refers to it yet but those before it, which hold its key: these keep it.
        let is_referred = drafts.iter().any(|draft| {
            draft
                .model
                .foreign_keys
                .iter()
                .any(|key| key.target == model)
        });
        if !is_referred {
            drafts[model].typed = vec![false; WIDTH];
            drafts[model].model.key.clear();
            drafts[model].model.is_auto = false;
            drafts[model].model.uniques.clear();
            for column in &mut drafts[model].model.columns {
                column.said = Collation::Binary;
            }
        }
    }
    for _ in 0..2 {
        let target = random.below(drafts.len());
        refer(drafts, model, target, random);
    }
    let model = &mut drafts[model].model;
    if model.key.is_empty() && model.foreign_keys.len() == before + 2 && random.chance(70) {
        let mut key: Vec<u16> = model
            .foreign_keys
            .iter()
            .flat_map(|key| key.columns.clone())
            .collect();
        key.sort_unstable();
        key.dedup();
        for column in &key {
            model.columns[usize::from(*column)].nullable = false;
        }
        model.key = key;
    }
}
