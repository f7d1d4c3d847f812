//! Writes models as code.

use std::fmt::Write;

use crate::inspect::Action;
use crate::model::{Base, Field, ForeignKey, Inverse, Key, Kind, Model, Models, ident, is_plain};

/// The code of all models, as one file.
#[must_use]
pub fn print(models: &Models) -> String {
    let mut code = format!(
        "// Models of `{}`, written by `relmodel models`.\n\nuse relmodel::prelude::*;\n",
        one_line(&models.file)
    );
    let fields = models.models.iter().flat_map(|model| &model.fields);
    if fields.into_iter().any(|field| field.base == Base::Any) {
        code = code.replace(
            "use relmodel::prelude",
            "use relmodel::AnyValue;\nuse relmodel::prelude",
        );
    }
    if models.models.is_empty() {
        code += "\n// The database has no tables.\n";
    }
    for model in &models.models {
        code += "\n";
        code += &struct_of(models, model);
    }
    for (name, why) in &models.skipped {
        let _ = write!(
            code,
            "\n// No model of `{}`: {}\n",
            one_line(name),
            one_line(&lower(why))
        );
    }
    code
}

fn struct_of(models: &Models, model: &Model) -> String {
    let mut lines = Lines::default();
    let kind = if model.is_view { "view" } else { "table" };
    lines.add(
        0,
        &format!("/// A row of the {kind} `{}`.", one_line(&model.table)),
    );
    lines.notes(0, &model.notes);
    lines.add(0, "#[derive(Model, Debug, Clone, PartialEq)]");
    let mut options = Vec::new();
    if !model.is_default_table {
        options.push(format!("table = {}", literal(&model.table)));
    }
    if model.is_view {
        options.push("view".to_owned());
    } else if model.keyless {
        options.push("keyless".to_owned());
    }
    if !options.is_empty() {
        lines.add(0, &format!("#[model({})]", options.join(", ")));
    }
    for index in &model.indexes {
        let word = if index.unique { "unique" } else { "index" };
        lines.add(0, &format!("#[{word}({})]", names(model, &index.fields)));
    }
    for check in &model.checks {
        lines.add(0, &format!("#[check({})]", literal(check)));
    }
    for key in model.foreign_keys.iter().filter(|key| !key.on_field) {
        lines.notes(0, &key.notes);
        lines.add(0, &belongs_to(models, model, key));
    }
    for inverse in &model.inverses {
        lines.add(0, &relation(models, inverse));
    }
    lines.add(0, &format!("pub struct {} {{", model.name));
    for (number, field) in model.fields.iter().enumerate() {
        let mut keys = model.foreign_keys.iter();
        let key = keys.find(|key| key.on_field && key.fields == [number]);
        lines.field(models, model, field, key);
    }
    lines.add(0, "}");
    lines.0
}

/// Lines of code.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn add(&mut self, depth: usize, line: &str) {
        let _ = writeln!(self.0, "{:1$}{line}", "", depth * 4);
    }

    fn notes(&mut self, depth: usize, notes: &[String]) {
        for note in notes {
            self.add(depth, &format!("// {}", one_line(note)));
        }
    }

    fn field(&mut self, models: &Models, model: &Model, field: &Field, key: Option<&ForeignKey>) {
        self.notes(1, &field.notes);
        match field.key {
            Some(Key::Autoincrement) => self.add(1, "#[key(autoincrement)]"),
            Some(Key::Plain) if is_marked(models, model, field) => self.add(1, "#[key]"),
            _ => {}
        }
        if let Some(key) = key {
            self.notes(1, &key.notes);
            self.add(1, &belongs_to(models, model, key));
        }
        if field.unique {
            self.add(1, "#[unique]");
        }
        if field.index {
            self.add(1, "#[index]");
        }
        let options = column(field);
        if !options.is_empty() {
            self.add(1, &format!("#[column({})]", options.join(", ")));
        }
        for check in &field.checks {
            self.add(1, &format!("#[check({})]", literal(check)));
        }
        let ty = ty(models, field);
        self.add(1, &format!("pub {}: {ty},", ident(&field.name)));
    }
}

/// Whether a field of the key has to say so: one called `id` is the key by itself.
fn is_marked(models: &Models, model: &Model, field: &Field) -> bool {
    let own =
        |base: Base| matches!(base, Base::Id(number) if models.models[number].table == model.table);
    field.name != "id" || model.key().len() > 1 || !own(field.base)
}

fn column(field: &Field) -> Vec<String> {
    let mut options = Vec::new();
    if field.name != field.column || !is_plain(&field.name) {
        options.push(format!("name = {}", literal(&field.column)));
    }
    if let Some(default) = &field.default {
        options.push(format!("default = {default}"));
    }
    if let Some(collate) = &field.collate {
        options.push(format!("collate = {}", literal(collate)));
    }
    if let Some(generated) = &field.generated {
        let expression = generated.expression.as_deref().unwrap_or_default();
        let expression = literal(expression);
        options.push(match generated.stored {
            true => format!("generated = stored({expression})"),
            false => format!("generated = {expression}"),
        });
    }
    options
}

fn ty(models: &Models, field: &Field) -> String {
    let base = match field.base {
        Base::Integer => "i64".to_owned(),
        Base::Real => "f64".to_owned(),
        Base::Bool => "bool".to_owned(),
        Base::Text => "String".to_owned(),
        Base::Blob => "Vec<u8>".to_owned(),
        Base::Any => "AnyValue".to_owned(),
        Base::Id(model) => format!("Id<{}>", models.models[model].name),
    };
    if field.optional {
        format!("Option<{base}>")
    } else {
        base
    }
}

fn belongs_to(models: &Models, model: &Model, key: &ForeignKey) -> String {
    let target = &models.models[key.target];
    // A field `user_id` gives its relation the name `user`.
    let by_field = match &*key.fields {
        [field] if key.on_field => model.fields[*field].name.strip_suffix("_id"),
        _ => None,
    };
    let mut options = vec![if by_field == Some(&*key.name) {
        target.name.clone()
    } else {
        format!("{}: {}", ident(&key.name), target.name)
    }];
    if !key.on_field {
        options.push(format!("key = {}", list(model, &key.fields)));
    }
    if !key.references.is_empty() {
        options.push(format!("references = {}", list(target, &key.references)));
    }
    if !key.constraint {
        options.push("constraint = false".to_owned());
    }
    for (event, action) in [("on_delete", key.on_delete), ("on_update", key.on_update)] {
        options.extend(word(action).map(|word| format!("{event} = {word}")));
    }
    format!("#[belongs_to({})]", options.join(", "))
}

fn word(action: Action) -> Option<&'static str> {
    match action {
        Action::Nothing => None,
        Action::Restrict => Some("restrict"),
        Action::SetNull => Some("set_null"),
        Action::SetDefault => Some("set_default"),
        Action::Cascade => Some("cascade"),
    }
}

fn relation(models: &Models, inverse: &Inverse) -> String {
    let head = format!(
        "{}: {}",
        ident(&inverse.name),
        models.models[inverse.target].name
    );
    let option = |option: &Option<String>| {
        option
            .as_ref()
            .map_or_else(String::new, |name| format!(", inverse = {}", ident(name)))
    };
    match &inverse.kind {
        Kind::HasMany(by) => format!("#[has_many({head}{})]", option(by)),
        Kind::HasOne(by) => format!("#[has_one({head}{})]", option(by)),
        Kind::ManyToMany { through, ends } => {
            let ends = ends.as_ref().map_or_else(String::new, |(from, to)| {
                format!(", from = {}, to = {}", ident(from), ident(to))
            });
            let through = &models.models[*through].name;
            format!("#[many_to_many({head}, through = {through}{ends})]")
        }
    }
}

/// `a`, or `(a, b)`
fn list(model: &Model, fields: &[usize]) -> String {
    match fields {
        [_] => names(model, fields),
        _ => format!("({})", names(model, fields)),
    }
}

fn names(model: &Model, fields: &[usize]) -> String {
    let names = fields.iter().map(|field| ident(&model.fields[*field].name));
    names.collect::<Vec<_>>().join(", ")
}

/// Whether a character changes the direction of the text after it.
pub(crate) fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text as a literal of Rust, raw if that reads better.
pub(crate) fn literal(text: &str) -> String {
    // rustc refuses what would show a text in another order than it has (Trojan Source, 2021), raw or not.
    let is_plain = text
        .chars()
        .all(|c| c != '\\' && !c.is_control() && !turns(c));
    if text.contains('"') && is_plain && !text.contains("\"#") {
        format!("r#\"{text}\"#")
    } else {
        let escaped = text.chars().flat_map(|c| match c {
            '\'' => vec!['\''],
            c if turns(c) => c.escape_unicode().collect(),
            c => c.escape_debug().collect(),
        });
        format!("\"{}\"", escaped.collect::<String>())
    }
}

/// A text in a comment, which ends with its line.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_control() || turns(c) || matches!(c, '\u{2028}' | '\u{2029}') {
                ' '
            } else {
                c
            }
        })
        .collect()
}

/// `It is …` as `it is …`
fn lower(sentence: &str) -> String {
    let mut chars = sentence.chars();
    let first = chars.next().map(|c| c.to_lowercase().to_string());
    first.unwrap_or_default() + chars.as_str()
}
