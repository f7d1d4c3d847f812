//! The expansion of two models, compared with files; `BLESS=1` writes them anew.

use std::path::Path;

use proc_macro2::TokenStream;
use quote::quote;

use crate::errors::Errors;

/// Lines of an expansion in prettyplease's form: the budget. The first for every model.
const FIXED: usize = 53;
/// The unique keys, for a model that has one.
const KEYS: usize = 11;
const COLUMN: usize = 8;
const RELATION: usize = 12;
const BELONGS_TO: usize = 20;
/// Once, when a column can be left out of a new row: the struct that the setters give.
const SETTERS: usize = 21;
/// And for each such column, whose setter stands on `New…` and on `New…With`.
const SETTER: usize = 14;

#[test]
fn post() {
    let model = quote! {
        /// A post.
        #[has_many(comments: Comment)]
        #[many_to_many(tags: Tag, through = PostTag)]
        pub struct Post {
            pub id: Id<Post>,
            pub title: String,
            pub subtitle: Option<String>,
            #[column(default = 0)]
            pub likes: i64,
            #[column(default = now)]
            pub created_at: jiff::Timestamp,
            #[belongs_to(author: User)]
            #[cascade(delete_orphan)]
            pub user_id: Id<User>,
        }
    };
    let budget = FIXED + KEYS + 6 * COLUMN + SETTERS + 3 * SETTER + 2 * RELATION + BELONGS_TO;
    compare("post", model, budget);
}

#[test]
fn employee_refers_to_itself() {
    let model = quote! {
        #[has_many(reports: Employee)]
        pub(crate) struct Employee {
            pub(crate) id: Id<Self>,
            name: String,
            #[belongs_to(manager: Employee)]
            pub(crate) manager_id: Option<Id<Employee>>,
        }
    };
    let budget = FIXED + KEYS + 3 * COLUMN + SETTERS + SETTER + RELATION + BELONGS_TO;
    compare("employee", model, budget);
}

#[test]
fn a_model_of_one_column() {
    let lines = expand(quote!(
        struct One {
            id: Id<One>,
        }
    ))
    .lines()
    .count();
    let budget = FIXED + KEYS + COLUMN;
    assert!(lines <= budget, "{lines} lines, {budget} allowed");
}

#[test]
fn self_is_written_out() {
    let with_self = expand(quote! {
        #[has_many(reports: Self)]
        struct A { id: Id<Self>, #[belongs_to(Self)] up_id: Option<Id<Self>> }
    });
    let without = expand(quote! {
        #[has_many(reports: A)]
        struct A { id: Id<A>, #[belongs_to(A)] up_id: Option<Id<A>> }
    });
    assert_eq!(with_self, without);
}

#[test]
fn a_slip_does_not_change_the_expansion() {
    let with = |option: TokenStream| {
        let model = quote! {
            #[has_many(posts: Post, #option = author)]
            struct User { #[key] name: String }
        };
        let mut errors = Errors::default();
        let expansion = crate::model(syn::parse2(model).unwrap(), &mut errors);
        (expansion.to_string(), errors.messages().len())
    };
    let (right, slip) = (with(quote!(inverse)), with(quote!(inverze)));
    assert_eq!((right.0, 0, 1), (slip.0, right.1, slip.1));
}

/// Compares with the file, and the number of lines with the budget.
#[track_caller]
fn compare(name: &str, model: TokenStream, budget: usize) {
    let text = expand(model);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/snapshots/{name}.rs"));
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        text, expected,
        "to accept the new expansion: BLESS=1 cargo test"
    );
    let lines = text.lines().count();
    assert!(lines <= budget, "{lines} lines, {budget} allowed");
}

/// The expansion as it would be written by hand.
fn expand(model: TokenStream) -> String {
    let mut errors = Errors::default();
    let expansion = crate::model(syn::parse2(model).unwrap(), &mut errors);
    assert_eq!(errors.messages(), Vec::<String>::new());
    prettyplease::unparse(&syn::parse2(expansion).unwrap())
}
