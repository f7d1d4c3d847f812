//! Keys that are bound as one parameter, as a table: any number of them, of any width and of any type.

use super::output::Output;

/// Writes an array of keys, bound as the parameter of a number, as a table. A key of one column is its `value`.
///
/// The values of a wider one lie one after the other in the array, and are brought together in the columns `c0`, `c1`, …
/// beside the key's place, `slot`. One array carries what JSON can't: BLOBs, and floats to the last bit.
pub(super) fn table(sql: &mut Output, width: usize, param: usize) {
    if width != 1 {
        sql.push_str("(SELECT (rowid + ");
        sql.number(width.saturating_sub(1));
        sql.push_str(") / ");
        sql.number(width);
        sql.push_str(" AS slot");
        for place in 0..width {
            sql.push_str(", max(value) FILTER (WHERE (rowid - 1) % ");
            sql.number(width);
            sql.push_str(" = ");
            sql.number(place);
            sql.push_str(") AS c");
            sql.number(place);
        }
        sql.push_str(" FROM ");
    }
    sql.push_str("rarray(?");
    sql.number(param);
    sql.push(')');
    if width != 1 {
        sql.push_str(" GROUP BY 1)");
    }
}

/// Writes a column of a key: the name that [`table`] gives it.
pub(super) fn column(sql: &mut Output, width: usize, place: usize) {
    if width == 1 {
        sql.push_str("value");
    } else {
        sql.push('c');
        sql.number(place);
    }
}
