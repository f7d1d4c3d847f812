//! Bad input: each mistake gives an error of its kind that names the model, and the column where it can be known.
//! Nothing is half-written, nothing panics, nothing aborts.

mod behind_a_page;
mod broken_rows;
mod chains;
mod conditions;
mod constraints;
mod every_call;
mod files;
mod half_done;
mod held_rows;
mod ignored_rows;
mod missing_tables;

use relmodel::Error;

/// The model that an error names; its message begins with it.
fn model(error: &Error) -> &str {
    let model = error.model().unwrap_or_default();
    assert!(error.to_string().starts_with(model), "{error}");
    model
}
