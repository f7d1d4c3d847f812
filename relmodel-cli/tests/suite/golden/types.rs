// Models of `test.db`, written by `relmodel models`.

use relmodel::AnyValue;
use relmodel::prelude::*;

/// A row of the table `declared`.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(keyless)]
pub struct Declared {
    pub a_int: Option<i64>,
    pub a_bigint: i64,
    pub a_bool: Option<bool>,
    pub a_real: Option<f64>,
    pub a_double: Option<f64>,
    pub a_decimal: Option<f64>,
    pub a_text: Option<String>,
    pub a_varchar: Option<String>,
    pub a_clob: Option<String>,
    pub a_blob: Option<Vec<u8>>,
    pub a_nothing: Option<AnyValue>,
    pub a_date: Option<String>,
    pub a_timestamp: Option<String>,
    pub a_json: Option<String>,
    pub a_uuid: Option<String>,
    pub an_any: Option<AnyValue>,
    pub a_point: Option<AnyValue>,
    pub a_memo: Option<String>,
}

/// A row of the table `stored`.
// The column "not_utf8" is left out: it holds 1 text not in UTF-8, which can't be read.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(keyless)]
pub struct Stored {
    // Declared as INT, but it holds 2 texts.
    pub text_in_int: Option<String>,
    // Declared as INT, but it holds 1 integer and 1 real.
    pub real_in_int: Option<f64>,
    pub both_in_numeric: Option<f64>,
    // Declared as NUMERIC, but it holds 1 text.
    pub text_in_numeric: Option<String>,
    pub int_in_date: Option<i64>,
    pub text_in_date: Option<String>,
    // Declared as BOOLEAN, but it holds 2 integers.
    pub two_in_bool: Option<i64>,
    pub one_in_bool: Option<bool>,
    // Declared as BLOB, but it holds 2 texts.
    pub text_in_blob: Option<String>,
    // It holds 1 integer and 1 text.
    pub mixed: Option<AnyValue>,
    pub int_in_nothing: Option<i64>,
    // Declared as TEXT, but it holds 1 text and 1 BLOB.
    pub blob_in_text: AnyValue,
    // It holds 1 real and 1 text.
    pub date_mixed: Option<AnyValue>,
}

/// A row of the table `strict`.
#[derive(Model, Debug, Clone, PartialEq)]
pub struct Strict {
    pub id: Id<Strict>,
    pub a: Option<AnyValue>,
    pub b: i64,
}

/// A row of the table `defaults`.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "defaults")]
pub struct Default {
    pub id: Id<Default>,
    #[column(default = -1)]
    pub number: i64,
    #[column(default = 7)]
    pub text_number: Option<i64>,
    #[column(default = 1.0)]
    pub real: Option<f64>,
    #[column(default = false)]
    pub bool: bool,
    #[column(default = "it's")]
    pub text: String,
    #[column(default = "x")]
    pub quoted: Option<String>,
    pub absent: Option<String>,
    #[column(default = sql("x'00ff'"))]
    pub blob: Option<Vec<u8>>,
    #[column(default = sql("CURRENT_TIMESTAMP"))]
    pub at: String,
    #[column(default = sql("lower('X') || 'y'"))]
    pub expression: Option<String>,
    #[column(default = sql("0"))]
    pub zero: Option<String>,
}

/// A row of the table `columns`.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "columns")]
#[unique(name, stock)]
#[unique(stock, price)]
#[check("stock < 10 OR price > 1")]
pub struct Column {
    pub id: Id<Column>,
    #[column(collate = "NOCASE")]
    #[check("length(name) > 0")]
    #[check(r#"name <> '"'"#)]
    pub name: String,
    #[index]
    #[check("stock >= 0")]
    pub stock: Option<i64>,
    #[unique]
    pub price: f64,
    #[column(generated = stored("stock * price"))]
    pub total: Option<f64>,
    #[column(generated = "name || ' ' || price")]
    pub label: Option<String>,
}

/// A row of the view `cheap`.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(view)]
pub struct Cheap {
    pub id: Option<i64>,
    pub name: Option<String>,
    pub twice: Option<f64>,
    #[column(name = "no thing")]
    pub no_thing: Option<AnyValue>,
}
