//! What is said of wrong input: every mistake once, and nothing else.

use proc_macro2::TokenStream;
use quote::quote;

use crate::errors::Errors;

/// The messages, and whether the rest was expanded all the same.
fn messages(model: TokenStream) -> (Vec<String>, bool) {
    let mut errors = Errors::default();
    let expansion = crate::model(syn::parse2(model).unwrap(), &mut errors);
    let expanded = !expansion.is_empty();
    // Whatever was expanded must at least parse.
    syn::parse2::<syn::File>(expansion).unwrap();
    (errors.messages(), expanded)
}

#[track_caller]
fn check(model: TokenStream, expected: &[&str]) {
    let (messages, expanded) = messages(model);
    assert_eq!(messages, expected);
    assert!(expanded, "nothing was expanded");
}

#[track_caller]
fn check_hopeless(model: TokenStream, expected: &[&str]) {
    let (messages, expanded) = messages(model);
    assert_eq!(messages, expected);
    assert!(!expanded, "something was expanded");
}

#[test]
fn three_mistakes_are_three_errors() {
    check(
        quote! {
            #[has_many(posts: Post, inverze = author)]
            #[model(tabel = "users")]
            struct User {
                id: Id<User>,
                #[cascade]
                name: String,
            }
        },
        &[
            "unknown key `inverze` for `#[has_many]`; did you mean `inverse`? (valid: `inverse`, `where`, `order`, `through`)",
            "unknown key `tabel` for `#[model]`; did you mean `table`? (valid: `table`, `new`, `crate`, `keyless`, `view`)",
            "`#[cascade]` stands beside `#[belongs_to(…)]`, on the field that holds the key: add that, or remove this",
        ],
    );
}

#[test]
fn what_cannot_be_a_model() {
    let named = "a model is a struct with named fields: `struct A { … }`";
    check_hopeless(
        quote!(
            struct A(i64);
        ),
        &[named],
    );
    check_hopeless(
        quote!(
            struct A;
        ),
        &[named],
    );
    check_hopeless(
        quote!(
            enum A {
                B,
            }
        ),
        &[named],
    );
    check_hopeless(quote!(union A { b: i64 }), &[named]);
    check_hopeless(
        quote!(
            struct A {}
        ),
        &["a model has columns: write at least a key, `id: Id<A>`"],
    );
    check_hopeless(
        quote!(
            struct A<T> {
                id: T,
            }
        ),
        &["a model has no parameters: its columns are known when it is written"],
    );
    check_hopeless(
        quote!(
            struct A
            where
                i64: Copy,
            {
                id: i64,
            }
        ),
        &["a model has no parameters: remove the `where`"],
    );
}

#[test]
fn a_model_needs_a_key() {
    check(
        quote!(
            struct A {
                name: String,
            }
        ),
        &[
            "`A` needs a key: add a field `id: Id<A>`, or write `#[key]` above the field that is the key, \
             or `#[model(keyless)]` above the struct if its table has none",
        ],
    );
    check(
        quote!(
            struct A {
                id: Option<Id<A>>,
            }
        ),
        &["a key can't be NULL: write the type without `Option`"],
    );
}

#[test]
fn keys_that_sqlite_cannot_assign() {
    check(
        quote!(
            struct A {
                #[key(auto)]
                a: i64,
                #[key]
                b: i64,
            }
        ),
        &[
            "SQLite assigns only keys of one column: write `#[key]`, and give this one with each new row",
        ],
    );
    check(
        quote!(
            struct A {
                #[key(auto)]
                #[belongs_to(B)]
                b_id: Id<B>,
            }
        ),
        &["this key is that of another row, so SQLite can't assign it: write `#[key]`"],
    );
    check(
        quote!(
            struct A {
                #[key(auto)]
                #[column(default = 1)]
                id: i64,
            }
        ),
        &["SQLite assigns this key, so it has no default: remove the default or write `#[key]`"],
    );
    check(
        quote!(
            struct A {
                #[key(primary)]
                id: i64,
            }
        ),
        &["write `#[key]`, `#[key(auto)]` or `#[key(autoincrement)]`"],
    );
}

#[test]
fn attributes_in_the_wrong_place() {
    check(
        quote! {
            #[belongs_to(User)]
            #[cascade]
            #[key]
            #[column(name = "a")]
            struct A {
                id: Id<A>,
                #[has_many(posts: Post)]
                #[model(table = "a")]
                a: i64,
            }
        },
        &[
            "`#[key]` is said of a field: write it above each field of the key",
            "`#[column]` is said of a field: write it above one, or write `#[model(…)]` here",
            "`#[has_many]` is said of the model: write it above the struct",
            "`#[model]` is said of the model: write it above the struct, or write `#[column(…)]` here",
            "which fields hold the key of a `User`? Write this above the field that does; \
             or name several here, `#[belongs_to(user: User, key = (a, b))]`",
        ],
    );
}

#[test]
fn what_is_said_twice() {
    check(
        quote! {
            #[model(table = "a", table = "b")]
            #[model(new = "C")]
            #[unique(a, a)]
            #[index(a)]
            struct A {
                id: Id<A>,
                #[unique]
                #[unique]
                a: i64,
                #[belongs_to(B)]
                #[cascade]
                #[cascade(delete_orphan)]
                b_id: Id<B>,
            }
        },
        &[
            "`table` is given twice: keep one",
            "`#[model]` is written twice: make one of the two",
            "`#[unique]` is written twice: make one of the two",
            "`delete_orphan` repeats what `#[cascade]` already says: remove one",
            "`a` stands here twice: keep one",
            "there is an index over this already: keep one, `#[unique]` if values must differ",
        ],
    );
}

#[test]
fn names_that_the_database_refuses() {
    check(
        quote!(
            #[model(table = "SQLite_a")]
            struct A {
                id: Id<A>,
            }
        ),
        &[
            "SQLite keeps table names that begin with `sqlite_` for itself: choose another than `SQLite_a` with `#[model(table = \"…\")]`",
        ],
    );
    check(
        quote!(
            #[model(table = "")]
            struct A {
                #[column(name = "i\0d")]
                id: Id<A>,
            }
        ),
        &[
            "a table needs a name: this one is empty",
            "the name of a column can't contain the character NUL: remove it",
        ],
    );
    check(
        quote!(
            struct A {
                id: Id<A>,
                #[column(name = "ID")]
                b: i64,
            }
        ),
        &[
            "SQLite can't tell the column `ID` from `id`: choose another name with `#[column(name = \"…\")]`",
        ],
    );
    check(
        quote!(
            #[model(new = "New A")]
            struct A {
                id: Id<A>,
            }
        ),
        &["this can't be the name of a struct: write one such as `NewPost`"],
    );
}

#[test]
fn wrong_defaults() {
    let wrong =
        "a default is a number, a text or a bool that SQLite can hold, `now`, or `sql(\"…\")`";
    check(
        quote! {
            struct A {
                id: Id<A>,
                #[column(default = 9_223_372_036_854_775_808)] a: i64,
                #[column(default = -9_223_372_036_854_775_808)] b: i64,
                #[column(default = later)] c: i64,
                #[column(default = sql("1", "2"))] d: i64,
                #[column(default = 1e999)] e: f64,
                #[column(default)] f: f64,
                #[column] g: f64,
            }
        },
        &[
            wrong,
            wrong,
            wrong,
            wrong,
            "`default` needs a value: write `default = …`",
            "write `#[column(name = \"…\")]` or `#[column(default = …)]`",
        ],
    );
}

#[test]
fn relations_without_a_name() {
    check(
        quote! {
            #[has_many(crate::Post)]
            #[has_one(profile)]
            struct A {
                id: Id<A>,
                #[belongs_to(User)]
                owner: Id<User>,
                #[belongs_to(User)]
                self_id: Id<User>,
            }
        },
        &[
            "the relation needs a name: write `posts: crate::Post`",
            "`profile` needs its model: write `profile: Model`",
            "the relation needs a name, because `owner` is not of the form `name_id`: write `#[belongs_to(name: User)]`",
            "the relation needs a name, because `self_id` is not of the form `name_id`: write `#[belongs_to(name: User)]`",
        ],
    );
}

#[test]
fn relations_whose_names_are_taken() {
    check(
        quote! {
            #[has_many(posts: Post)]
            #[has_many(posts: Post)]
            #[has_one(name: Name)]
            struct A {
                id: Id<A>,
                name: String,
                #[belongs_to(user: User)]
                user: Id<User>,
            }
        },
        &[
            "`user` is the name of a column, too: rename the field or the relation",
            "two relations are called `posts`: rename one",
            "`name` is the name of a column, too: rename the field or the relation",
        ],
    );
}

#[test]
fn relations_in_the_wrong_form() {
    check(
        quote! {
            #[has_many]
            #[has_many(posts: Vec<Post>)]
            #[has_many(posts Post)]
            #[has_many(other: Post inverse = a)]
            #[has_many(more: Post, inverse = "a")]
            #[has_many(most: &'static Post)]
            #[has_many(last: )]
            #[has_one()]
            struct A { id: Id<A> }
        },
        &[
            "write `#[has_many(posts: Post)]`",
            "write the model alone, without `Option`, `Vec` or parameters: the kind of the relation says how many rows there are",
            "expected `:` before this, as in `posts: Post`",
            "expected `,` before this",
            "expected the name of a `belongs_to` of the other model, without quotes: `inverse = …`",
            "expected `name: Model`, with the name of a struct for `Model`",
            "expected `name: Model`, with the name of a struct for `Model`",
            "write `#[has_one(profile: UserProfile)]`",
        ],
    );
}

#[test]
fn many_to_many_needs_the_model_between() {
    check(
        quote! {
            #[many_to_many(tags: Tag)]
            #[many_to_many(friends: Post, through = Friendship, from = left)]
            struct Post { id: Id<Post> }
        },
        &[
            "`tags` needs the model between: write `#[many_to_many(tags: Tag, through = PostTag)]`, where `PostTag` is a model that belongs to `Post` and to `Tag`",
            "`from` needs `to` beside it: `from` names the `belongs_to` that leads to `Post`, `to` the one that leads to `Post`",
        ],
    );
}

#[test]
fn actions_that_contradict() {
    check(
        quote! {
            struct A {
                id: Id<A>,
                #[belongs_to(B, on_delete = restrict)]
                #[cascade]
                b_id: Id<B>,
                #[belongs_to(C, on_update = set_default)]
                c_id: Id<C>,
                #[belongs_to(D, on_delete = set_nul)]
                d_id: Option<Id<D>>,
                #[belongs_to(E)]
                #[cascade(orphan_delete)]
                e_id: Option<Id<E>>,
            }
        },
        &[
            "unknown action `set_nul`; did you mean `set_null`? (valid: `cascade`, `set_null`, `restrict`, `set_default`, `no_action`)",
            "unknown word `orphan_delete` in `#[cascade]`; valid: `delete_orphan`, `update`",
            "`on_delete` and `#[cascade]` say what happens to the same rows: keep one",
            "`on_update = set_default` needs a default: write `#[column(default = …)]` above the field",
        ],
    );
}

#[test]
fn indexes_over_unknown_fields() {
    check(
        quote! {
            #[unique(titel, likes)]
            #[index]
            #[index()]
            struct A { id: Id<A>, title: String, #[index(a)] likes: i64 }
        },
        &[
            "on the struct, name the columns: `#[index(a, b)]`; for one column, write `#[index]` above its field",
            "write `#[index(a, b)]` with names of fields for `a` and `b`",
            "on a field, write `#[index]`; for several columns, write `#[index(a, b)]` above the struct",
            "no field is called `titel`; did you mean `title`? (valid: `id`, `title`, `likes`)",
        ],
    );
}

#[test]
fn checks_collations_and_declared_types() {
    let check_form = "write `#[check(\"…\")]` with a condition in SQL in the quotes, such as `#[check(\"price >= 0\")]`";
    check(
        quote!(
            #[check(a < b)]
            #[check("a\0")]
            struct A {
                #[column(sql_type = "integer")]
                id: Id<A>,
                #[check]
                #[check(" ")]
                #[column(collate = "", sql_type = "VARCHAR(7)")]
                name: String,
            }
        ),
        &[
            check_form,
            "SQL can't contain the character NUL: remove it",
            check_form,
            "a check needs a condition: write one in SQL, such as `#[check(\"price >= 0\")]`",
            "this can't be the name of a collation: write one such as `collate = \"NOCASE\"`",
            "a column of a STRICT table is `INTEGER`, `REAL`, `TEXT`, `BLOB`, `ANY`: write one of these",
            "SQLite assigns this key, whose type is `INTEGER` for that: remove `sql_type`",
        ],
    );
}

#[test]
fn wrong_generated_columns() {
    let form = "a generated column has an expression of SQLite over other columns: write `generated = \"price * quantity\"`, or `generated = stored(\"…\")` to keep its values in the table";
    check(
        quote!(
            struct A {
                #[column(generated = "1")]
                id: Id<A>,
                #[column(generated = a * b)]
                a: i64,
                #[column(generated = stored("1", "2"))]
                b: i64,
                #[column(generated = virtual_("1"))]
                c: i64,
                #[column(generated = " ")]
                d: i64,
                #[column(generated = "\0")]
                e: i64,
                #[column(default = 1, generated = "1")]
                f: i64,
                #[belongs_to(b: B)]
                #[column(generated = stored("1"))]
                g: i64,
                #[column(generated = "1")]
                insert: Option<i64>,
            }
        ),
        &[
            form,
            form,
            form,
            form,
            form,
            "SQLite computes this column, so it has no default: remove the default or `generated`",
            "SQLite computes this column, so it can't be set to the key of another row: remove `generated`, or the `#[belongs_to]`",
            "SQLite computes this column, and a key is a column that is given: remove `generated`",
            "`b` is the name of a column, too: rename the field or the relation",
        ],
    );
}

#[test]
fn wrong_functions_for_defaults() {
    let form = "write the path of a function that gives the value, without `()`: `default_with = Uuid::new_v4`";
    check(
        quote!(
            struct A {
                #[column(default_with = next)]
                id: Id<A>,
                #[column(default_with = next())]
                a: i64,
                #[column(default_with = || 7)]
                b: i64,
                #[column(default_with = "next")]
                c: i64,
                #[column(default_with)]
                d: i64,
                #[column(default_with = next, default = 7)]
                e: i64,
                #[column(default_with = next, generated = "7")]
                f: i64,
                #[column(default_with = next)]
                insert: i64,
                #[column(default_with = next)]
                #[belongs_to(up: A, on_delete = set_default)]
                up_id: i64,
            }
        ),
        &[
            form,
            form,
            form,
            "`default_with` needs a value: write `default_with = …`",
            "a new row gets one default: remove `default` or `default_with`",
            "SQLite computes this column, so it has no default: remove the default or `generated`",
            "a setter of this name would hide the `insert` of the new row: name the field otherwise, and write `#[column(name = \"insert\")]` above it",
            "`on_delete = set_default` needs a default: write `#[column(default = …)]` above the field",
        ],
    );
}

#[test]
fn a_generated_column_is_in_no_foreign_key() {
    check(
        quote!(
            #[belongs_to(up: B, key = (id, kind))]
            struct A {
                id: Id<A>,
                #[column(generated = "'a'")]
                kind: String,
            }
        ),
        &[
            "SQLite computes this column, so it can't be set to the key of another row: remove `generated`, or the `#[belongs_to]`",
        ],
    );
}
