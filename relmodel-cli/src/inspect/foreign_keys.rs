//! Foreign keys: as they are declared, and how many of their values point at nothing.

use rusqlite::Connection;

use super::{Action, ForeignKey, Table, quoted};

/// The foreign keys of a table, in the order in which they were declared.
pub(super) fn read(connection: &Connection, table: &Table) -> rusqlite::Result<Vec<ForeignKey>> {
    let mut statement = connection.prepare(
        "SELECT id, \"table\", \"from\", \"to\", on_update, on_delete \
         FROM pragma_foreign_key_list(?1) ORDER BY id DESC, seq",
    )?;
    let mut rows = statement.query([&table.name])?;
    let mut keys: Vec<(i64, ForeignKey)> = Vec::new();
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        if keys.last().is_none_or(|(last, _)| *last != id) {
            let key = ForeignKey {
                from: Vec::new(),
                table: row.get(1)?,
                to: Vec::new(),
                on_update: action(&row.get::<_, String>(4)?),
                on_delete: action(&row.get::<_, String>(5)?),
                dangling: 0,
            };
            keys.push((id, key));
        }
        let (from, to): (String, Option<String>) = (row.get(2)?, row.get(3)?);
        let Some((_, key)) = keys.last_mut() else {
            continue;
        };
        key.from.extend(number(table, &from));
        key.to.extend(to);
    }
    Ok(keys.into_iter().map(|(_, key)| key).collect())
}

/// Counts the rows of each foreign key that point at nothing.
pub(super) fn count_dangling(
    connection: &Connection,
    tables: &mut [Table],
) -> rusqlite::Result<()> {
    for holder in 0..tables.len() {
        for key in 0..tables[holder].foreign_keys.len() {
            if let Some(sql) = dangling(tables, holder, key) {
                let count: i64 = connection.query_row(&sql, [], |row| row.get(0))?;
                tables[holder].foreign_keys[key].dangling = count.unsigned_abs();
            }
        }
    }
    Ok(())
}

/// The statement that counts, if both sides are there.
fn dangling(tables: &[Table], holder: usize, key: usize) -> Option<String> {
    let holder = &tables[holder];
    let key = &holder.foreign_keys[key];
    let target = tables
        .iter()
        .find(|table| table.name.eq_ignore_ascii_case(&key.table))?;
    let to = target_columns(target, key)?;
    let (mut present, mut equal) = (Vec::new(), Vec::new());
    for (from, to) in key.from.iter().zip(to) {
        let from = quoted(&holder.columns[*from].name);
        present.push(format!("c.{from} IS NOT NULL"));
        equal.push(format!("p.{} = c.{from}", quoted(&target.columns[to].name)));
    }
    Some(format!(
        "SELECT count(*) FROM {} AS c WHERE {} AND NOT EXISTS (SELECT 1 FROM {} AS p WHERE {})",
        quoted(&holder.name),
        present.join(" AND "),
        quoted(&target.name),
        equal.join(" AND "),
    ))
}

/// The columns that a foreign key points at, by number; `None` if one is missing or their number is not that of the key's own.
pub(crate) fn target_columns(target: &Table, key: &ForeignKey) -> Option<Vec<usize>> {
    let to = if key.to.is_empty() {
        target.key.clone()
    } else {
        let columns = key.to.iter().map(|name| number(target, name));
        columns.collect::<Option<Vec<_>>>()?
    };
    (!to.is_empty() && to.len() == key.from.len()).then_some(to)
}

fn number(table: &Table, name: &str) -> Option<usize> {
    let mut columns = table.columns.iter();
    columns.position(|column| column.name.eq_ignore_ascii_case(name))
}

fn action(text: &str) -> Action {
    match text {
        "CASCADE" => Action::Cascade,
        "SET NULL" => Action::SetNull,
        "SET DEFAULT" => Action::SetDefault,
        "RESTRICT" => Action::Restrict,
        _ => Action::Nothing,
    }
}
