//! A `macro_rules!` may give a model each of its parts: visibility, names, types, paths, literals and whole attributes.

use relmodel::prelude::*;

macro_rules! table {
    (
        $(#[$attribute:meta])*
        $visibility:vis $name:ident in $table:literal {
            key $key_seen:vis $key:ident: $key_type:ty,
            $($(#[$column:meta])* $seen:vis $field:ident: $type:ty,)*
        }
        $($relation:ident -> $kind:ident $target:ty,)*
    ) => {
        #[derive(relmodel::Model, Debug, Clone, PartialEq)]
        $(#[$attribute])*
        #[model(table = $table)]
        $(#[$kind($relation: $target)])*
        $visibility struct $name {
            #[key]
            $key_seen $key: $key_type,
            $($(#[$column])* $seen $field: $type,)*
        }
    };
}

table! {
    /// A user.
    #[has_many(articles: blog::Post)]
    #[unique(name, age)]
    pub(crate) User in "user table" {
        key id: Id<User>,
        name: String,
        age: Option<i64>,
        #[column(default = "none")]
        nick: String,
    }
    posts -> has_many blog::Post,
    cards -> has_one crate::Card,
}

mod blog {
    use super::*;

    table! {
            pub(crate) Post in "post table" {
            key pub number: i64,
            #[belongs_to(author: super::User)]
            pub writer: Id<super::User>,
        }
    }
}

table! {
    Card in "card" {
        key id: Id<Card>,
        #[unique]
        #[belongs_to(owner: User, on_delete = set_null)]
        owner_id: Option<Id<User>>,
    }
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![User].create(&db)?;
    let john = NewUser { name: "john" }.nick("j").insert(&db)?;
    let post = blog::NewPost {
        number: 3,
        writer: john.id,
    }
    .insert(&db)?;
    let card = NewCard {}.owner_id(john.id).insert(&db)?;
    let loaded = User::all()
        .with(|u| u.posts)
        .with(|u| u.articles)
        .with(|u| u.cards)
        .load(&db)?;
    assert_eq!(loaded, [(john, vec![post.clone()], vec![post], Some(card))]);
    Ok(())
}
