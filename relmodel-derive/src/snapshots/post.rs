/// The columns and relations of [`Post`], as closures in queries get them.
#[allow(dead_code, missing_docs, missing_debug_implementations, private_interfaces)]
pub struct PostFields {
    pub id: ::relmodel::__private::Column<Post, Id<Post>>,
    pub title: ::relmodel::__private::Column<Post, String>,
    pub subtitle: ::relmodel::__private::Column<Post, Option<String>>,
    pub likes: ::relmodel::__private::Column<Post, i64>,
    pub created_at: ::relmodel::__private::Column<Post, jiff::Timestamp>,
    pub user_id: ::relmodel::__private::Column<Post, Id<User>>,
    pub author: ::relmodel::__private::Relation<Post, User, 0>,
    pub comments: ::relmodel::__private::Relation<Post, Comment, 1>,
    pub tags: ::relmodel::__private::Relation<Post, Tag, 2, PostTag>,
}
/// The unique keys of [`Post`], as `upsert`, `insert_or_ignore` and `find_or_insert` get them.
#[allow(dead_code, missing_docs, missing_debug_implementations, private_interfaces)]
pub struct PostKeys {
    pub id: ::relmodel::__private::Unique<Post>,
}
/// The columns that a new [`Post`] must be given. Setters give more: `.subtitle(…)`, `.likes(…)`, `.created_at(…)`.
#[allow(dead_code, missing_docs, missing_debug_implementations, private_interfaces)]
#[must_use = "a new row is in no table until it is inserted"]
pub struct NewPost<'a> {
    pub title: <String as ::relmodel::__private::ColumnType>::Given<'a>,
    pub user_id: <Id<User> as ::relmodel::__private::ColumnType>::Given<'a>,
}
/// A [`NewPost`] with more of its columns given.
#[allow(dead_code, missing_docs, missing_debug_implementations, private_interfaces)]
#[must_use = "a new row is in no table until it is inserted"]
pub struct NewPostWith<'a>(::relmodel::__private::Draft<'a, Post>);
#[allow(dead_code, deprecated, missing_docs, private_interfaces, unused_qualifications)]
const _: () = {
    use ::relmodel::__private as __p;
    #[automatically_derived]
    impl ::core::clone::Clone for PostFields {
        fn clone(&self) -> Self {
            *self
        }
    }
    impl ::core::marker::Copy for PostFields {}
    impl __p::Record for Post {
        type Fields = PostFields;
        const COLUMNS: &'static [__p::ColumnDef] = &[
            __p::column("id", <Id<Post> as __p::ColumnType>::FACTS).auto(),
            __p::column("title", <String as __p::ColumnType>::FACTS),
            __p::column("subtitle", <Option<String> as __p::ColumnType>::FACTS)
                .optional(),
            __p::column("likes", <i64 as __p::ColumnType>::FACTS)
                .default(__p::Default::Integer(0)),
            __p::column("created_at", <jiff::Timestamp as __p::ColumnType>::FACTS)
                .default(__p::Default::Now),
            __p::column("user_id", <Id<User> as __p::ColumnType>::FACTS),
        ];
        const RELATIONS: &'static [__p::RelationDef] = &[
            __p::RelationDef::belongs_to(
                    "author",
                    <Id<User> as __p::KeyOf<User>>::TARGET,
                    &[5],
                )
                .on_delete(__p::Action::Cascade),
            __p::RelationDef::has_many(
                "comments",
                <<Comment as __p::BelongsTo<Post>>::Key as __p::KeyType>::SIDE,
            ),
            __p::RelationDef::many_to_many(
                "tags",
                <<PostTag as __p::BelongsTo<Post>>::Key as __p::KeyType>::SIDE,
                <<PostTag as __p::BelongsTo<Tag>>::Key as __p::KeyType>::SIDE,
            ),
        ];
        fn def() -> &'static __p::ModelDef {
            static DEF: __p::ModelDef = __p::def::<Post>("Post", "post", &[0]);
            &DEF
        }
        fn fields(scope: __p::Scope) -> Self::Fields {
            PostFields {
                id: __p::Column::new(scope, 0),
                title: __p::Column::new(scope, 1),
                subtitle: __p::Column::new(scope, 2),
                likes: __p::Column::new(scope, 3),
                created_at: __p::Column::new(scope, 4),
                user_id: __p::Column::new(scope, 5),
                author: __p::Relation::new(scope),
                comments: __p::Relation::new(scope),
                tags: __p::Relation::new(scope),
            }
        }
        fn decode(row: &mut __p::Reader<'_>) -> __p::Result<Self> {
            ::core::result::Result::Ok(Self {
                id: row.get(<Id<Post> as __p::ColumnType>::from_sql)?,
                title: row.get(<String as __p::ColumnType>::from_sql)?,
                subtitle: row.get(<Option<String> as __p::ColumnType>::from_sql)?,
                likes: row.get(<i64 as __p::ColumnType>::from_sql)?,
                created_at: row.get(<jiff::Timestamp as __p::ColumnType>::from_sql)?,
                user_id: row.get(<Id<User> as __p::ColumnType>::from_sql)?,
            })
        }
        fn value(&self, column: u16) -> __p::Value<'_> {
            match column {
                0u16 => <Id<Post> as __p::ColumnType>::to_value(&self.id),
                1u16 => <String as __p::ColumnType>::to_value(&self.title),
                2u16 => <Option<String> as __p::ColumnType>::to_value(&self.subtitle),
                3u16 => <i64 as __p::ColumnType>::to_value(&self.likes),
                4u16 => <jiff::Timestamp as __p::ColumnType>::to_value(&self.created_at),
                _ => <Id<User> as __p::ColumnType>::to_value(&self.user_id),
            }
        }
    }
    impl __p::HasKey for Post {
        type Key = Id<Post>;
    }
    impl __p::UniqueKeys for Post {
        type Keys = PostKeys;
        const KEYS: PostKeys = PostKeys {
            id: __p::Unique::new(&[0]),
        };
    }
    impl __p::ForeignKey<User, 0> for Post {
        type Column = Id<User>;
        type OnRemove = __p::Deletes;
        const UNIQUE: bool = false;
        fn point(&mut self, key: &mut __p::Reader<'_>) -> __p::Result<()> {
            self.user_id = key.get(<Id<User> as __p::ColumnType>::from_sql)?;
            ::core::result::Result::Ok(())
        }
    }
    #[diagnostic::do_not_recommend]
    impl __p::Named<User, 7815024061042257814> for Post {
        type Key = __p::Fk<Post, User, 0>;
    }
    impl __p::Related<Comment, 1> for Post {
        type Shape = __p::Many;
        type Kind = __p::HasMany<<Comment as __p::BelongsTo<Post>>::Key>;
    }
    impl __p::Related<Tag, 2, PostTag> for Post {
        type Shape = __p::Many;
        type Kind = __p::ManyToMany<
            <PostTag as __p::BelongsTo<Post>>::Key,
            <PostTag as __p::BelongsTo<Tag>>::Key,
        >;
    }
    impl __p::BelongsTo<User> for Post {
        type Key = __p::Fk<Post, User, 0>;
    }
    impl Post {
        /// The `author` of this row: a query to load.
        pub fn author(&self) -> __p::Accessor<Post, User, 0> {
            __p::Query::of(self)
        }
        /// The `comments` of this row: a query to refine or to load.
        pub fn comments(&self) -> __p::Accessor<Post, Comment, 1> {
            __p::Query::of(self)
        }
        /// The `tags` of this row: a query to refine or to load.
        pub fn tags(&self) -> __p::Accessor<Post, Tag, 2, PostTag> {
            __p::Query::of(self)
        }
    }
    impl<'a> __p::Insert<'a> for NewPost<'a> {
        type Model = Post;
        fn give(new_row: Self, row: &mut __p::NewValues<'a>) {
            row.give(1u16, <String as __p::ColumnType>::given(new_row.title));
            row.give(5u16, <Id<User> as __p::ColumnType>::given(new_row.user_id));
        }
    }
    impl<'a> NewPost<'a> {
        /// Sets `subtitle`; `None` leaves it out.
        pub fn subtitle(
            self,
            value: impl __p::Give<'a, Option<String>>,
        ) -> NewPostWith<'a> {
            NewPostWith(__p::Draft::new(self)).subtitle(value)
        }
        /// Sets `likes`; `None` leaves it out.
        pub fn likes(self, value: impl __p::Give<'a, i64>) -> NewPostWith<'a> {
            NewPostWith(__p::Draft::new(self)).likes(value)
        }
        /// Sets `created_at`; `None` leaves it out.
        pub fn created_at(
            self,
            value: impl __p::Give<'a, jiff::Timestamp>,
        ) -> NewPostWith<'a> {
            NewPostWith(__p::Draft::new(self)).created_at(value)
        }
    }
    impl<'a> NewPostWith<'a> {
        pub fn subtitle(self, value: impl __p::Give<'a, Option<String>>) -> Self {
            Self(self.0.set(2u16, value))
        }
        pub fn likes(self, value: impl __p::Give<'a, i64>) -> Self {
            Self(self.0.set(3u16, value))
        }
        pub fn created_at(self, value: impl __p::Give<'a, jiff::Timestamp>) -> Self {
            Self(self.0.set(4u16, value))
        }
    }
    impl<'a> __p::Insert<'a> for NewPostWith<'a> {
        type Model = Post;
        fn give(new_row: Self, row: &mut __p::NewValues<'a>) {
            new_row.0.give(row);
        }
    }
};
