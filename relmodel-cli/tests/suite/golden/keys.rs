// Models of `test.db`, written by `relmodel models`.

use relmodel::AnyValue;
use relmodel::prelude::*;

/// A row of the table `assigned`.
#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(points: Point)]
#[has_one(shared: Shared)]
pub struct Assigned {
    pub id: Id<Assigned>,
}

/// A row of the table `never_again`.
#[derive(Model, Debug, Clone, PartialEq)]
pub struct NeverAgain {
    #[key(autoincrement)]
    pub id: Id<NeverAgain>,
}

/// A row of the table `other_name`.
#[derive(Model, Debug, Clone, PartialEq)]
pub struct OtherName {
    #[key]
    pub number: Id<OtherName>,
}

/// A row of the table `int_key`.
#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(points: Point)]
pub struct IntKey {
    #[key]
    pub id: i64,
}

/// A row of the table `descending`.
#[derive(Model, Debug, Clone, PartialEq)]
pub struct Descending {
    #[key]
    pub id: i64,
}

/// A row of the table `without_rowid`.
#[derive(Model, Debug, Clone, PartialEq)]
pub struct WithoutRowid {
    #[key]
    pub id: i64,
}

/// A row of the table `numeric_key`.
#[derive(Model, Debug, Clone, PartialEq)]
pub struct NumericKey {
    #[key]
    pub id: i64,
}

/// A row of the table `text_key`.
#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(points: Point)]
pub struct TextKey {
    #[key]
    pub code: String,
}

/// A row of the table `blob_key`.
#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(points: Point)]
pub struct BlobKey {
    #[key]
    pub hash: Vec<u8>,
}

/// A row of the table `two`.
#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(points: Point)]
pub struct Two {
    #[key]
    pub year: i64,
    #[key]
    pub code: String,
}

/// A row of the table `none`.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "none", keyless)]
pub struct NoneRow {
    pub a: Option<i64>,
    pub b: Option<String>,
}

/// A row of the table `with_null`.
// Its key is not said, because `code` is NULL in 1 row.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(keyless)]
pub struct WithNull {
    pub code: Option<String>,
}

/// A row of the table `mixed`.
// Its key is not said, because `code` holds values of several types.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(keyless)]
pub struct Mixed {
    // It holds 1 integer and 1 text.
    pub code: Option<AnyValue>,
}

/// A row of the table `real_key`.
// Its key is not said, because `at` holds floats.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(keyless)]
pub struct RealKey {
    pub at: Option<f64>,
}

/// A row of the table `points`.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "points")]
#[belongs_to(two: Two, key = (two_year, two_code))]
pub struct Point {
    pub id: Id<Point>,
    #[belongs_to(Assigned)]
    pub assigned_id: Option<Id<Assigned>>,
    #[belongs_to(IntKey)]
    pub int_key_id: Option<i64>,
    #[belongs_to(text_key: TextKey)]
    pub text_key_code: Option<String>,
    #[belongs_to(blob_key: BlobKey)]
    pub hash: Option<Vec<u8>>,
    #[belongs_to(Shared)]
    pub shared_id: Option<Id<Assigned>>,
    #[belongs_to(Shared2)]
    pub shared2_id: Option<Id<Assigned>>,
    pub two_code: Option<String>,
    pub two_year: Option<i64>,
}

/// A row of the table `shared2`.
#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(points: Point)]
pub struct Shared2 {
    #[key]
    #[belongs_to(Shared)]
    pub shared_id: Id<Assigned>,
}

/// A row of the table `shared`.
#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(points: Point)]
#[has_one(shared2: Shared2)]
pub struct Shared {
    #[key]
    #[belongs_to(Assigned)]
    pub assigned_id: Id<Assigned>,
}

/// A row of the table `husband`.
#[derive(Model, Debug, Clone, PartialEq)]
#[has_one(wife_row: Wife)]
pub struct Husband {
    #[key]
    #[belongs_to(wife: Wife)]
    pub id: Id<Wife>,
}

/// A row of the table `wife`.
#[derive(Model, Debug, Clone, PartialEq)]
#[has_one(husband_row: Husband)]
pub struct Wife {
    #[belongs_to(husband: Husband)]
    pub id: Id<Wife>,
}

/// A row of the table `own`.
#[derive(Model, Debug, Clone, PartialEq)]
#[has_one(own_by_own: Own)]
pub struct Own {
    #[belongs_to(own: Own)]
    pub id: Id<Own>,
}

/// A row of the table `no_key`.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(keyless)]
pub struct NoKey {
    #[unique]
    pub code: Option<String>,
    pub name: Option<String>,
}

/// A row of the table `points_there`.
#[derive(Model, Debug, Clone, PartialEq)]
pub struct PointsThere {
    pub id: Id<PointsThere>,
    #[belongs_to(no_key: NoKey, references = code)]
    pub code: Option<String>,
}
