//! Links whose two keys share a column.

use super::*;

#[derive(Model, Debug, Clone, PartialEq)]
#[many_to_many(labels: Label, through = DocLabel)]
struct Doc {
    #[key]
    tenant: i64,
    #[key]
    number: i64,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Label {
    #[key]
    tenant: i64,
    #[key]
    name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[belongs_to(doc: Doc, key = (tenant, number))]
#[belongs_to(label: Label, key = (tenant, name))]
struct DocLabel {
    #[key]
    tenant: i64,
    #[key]
    number: i64,
    #[key]
    name: String,
    weight: i64,
}

#[test]
fn a_row_is_not_linked_where_one_column_would_hold_two_values() {
    let db = memory_db();
    schema![Doc].create(&db).unwrap();
    let (tenant, number) = (1, 1);
    let doc = NewDoc { tenant, number }.insert(&db).unwrap();
    // There is one of the same name that the link would lead to.
    let [same, other] = [1, 2].map(|tenant| NewLabel { tenant, name: "a" }.insert(&db).unwrap());
    let add = |label: &Label| {
        doc.labels()
            .add_with(&db, label, |(tenant, number), (_, name)| NewDocLabel {
                tenant,
                number,
                name,
                weight: 1,
            })
    };
    let error = add(&other).unwrap_err();
    assert!(error.is_query(), "{error:?}");
    assert_eq!(
        error.to_string(),
        "DocLabel: column `tenant` belongs to both keys of the link, and would hold 1 for the one and 2 for the other"
    );
    assert_eq!(DocLabel::all().count(&db).unwrap(), 0);
    assert!(add(&same).unwrap());
    assert!(!add(&same).unwrap());
    assert_eq!(doc.labels().load(&db).unwrap(), [same]);
}
