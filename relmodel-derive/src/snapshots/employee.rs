/// The columns and relations of [`Employee`], as closures in queries get them.
#[allow(dead_code, missing_docs, missing_debug_implementations, private_interfaces)]
pub(crate) struct EmployeeFields {
    pub(crate) id: ::relmodel::__private::Column<Employee, Id<Employee>>,
    name: ::relmodel::__private::Column<Employee, String>,
    pub(crate) manager_id: ::relmodel::__private::Column<Employee, Option<Id<Employee>>>,
    pub(crate) manager: ::relmodel::__private::Relation<Employee, Employee, 0>,
    pub(crate) reports: ::relmodel::__private::Relation<Employee, Employee, 1>,
}
/// The unique keys of [`Employee`], as `upsert`, `insert_or_ignore` and `find_or_insert` get them.
#[allow(dead_code, missing_docs, missing_debug_implementations, private_interfaces)]
pub(crate) struct EmployeeKeys {
    pub(crate) id: ::relmodel::__private::Unique<Employee>,
}
/// The columns that a new [`Employee`] must be given. Setters give more: `.manager_id(…)`.
#[allow(dead_code, missing_docs, missing_debug_implementations, private_interfaces)]
#[must_use = "a new row is in no table until it is inserted"]
pub(crate) struct NewEmployee<'a> {
    name: <String as ::relmodel::__private::ColumnType>::Given<'a>,
}
/// A [`NewEmployee`] with more of its columns given.
#[allow(dead_code, missing_docs, missing_debug_implementations, private_interfaces)]
#[must_use = "a new row is in no table until it is inserted"]
pub(crate) struct NewEmployeeWith<'a>(::relmodel::__private::Draft<'a, Employee>);
#[allow(dead_code, deprecated, missing_docs, private_interfaces, unused_qualifications)]
const _: () = {
    use ::relmodel::__private as __p;
    #[automatically_derived]
    impl ::core::clone::Clone for EmployeeFields {
        fn clone(&self) -> Self {
            *self
        }
    }
    impl ::core::marker::Copy for EmployeeFields {}
    impl __p::Record for Employee {
        type Fields = EmployeeFields;
        const COLUMNS: &'static [__p::ColumnDef] = &[
            __p::column("id", <Id<Employee> as __p::ColumnType>::FACTS).auto(),
            __p::column("name", <String as __p::ColumnType>::FACTS),
            __p::column("manager_id", <Option<Id<Employee>> as __p::ColumnType>::FACTS)
                .optional(),
        ];
        const RELATIONS: &'static [__p::RelationDef] = &[
            __p::RelationDef::belongs_to(
                "manager",
                <Option<Id<Employee>> as __p::KeyOf<Employee>>::TARGET,
                &[2],
            ),
            __p::RelationDef::has_many(
                "reports",
                <<Employee as __p::BelongsTo<Employee>>::Key as __p::KeyType>::SIDE,
            ),
        ];
        fn def() -> &'static __p::ModelDef {
            static DEF: __p::ModelDef = __p::def::<
                Employee,
            >("Employee", "employee", &[0]);
            &DEF
        }
        fn fields(scope: __p::Scope) -> Self::Fields {
            EmployeeFields {
                id: __p::Column::new(scope, 0),
                name: __p::Column::new(scope, 1),
                manager_id: __p::Column::new(scope, 2),
                manager: __p::Relation::new(scope),
                reports: __p::Relation::new(scope),
            }
        }
        fn decode(row: &mut __p::Reader<'_>) -> __p::Result<Self> {
            ::core::result::Result::Ok(Self {
                id: row.get(<Id<Employee> as __p::ColumnType>::from_sql)?,
                name: row.get(<String as __p::ColumnType>::from_sql)?,
                manager_id: row.get(<Option<Id<Employee>> as __p::ColumnType>::from_sql)?,
            })
        }
        fn value(&self, column: u16) -> __p::Value<'_> {
            match column {
                0u16 => <Id<Employee> as __p::ColumnType>::to_value(&self.id),
                1u16 => <String as __p::ColumnType>::to_value(&self.name),
                _ => {
                    <Option<Id<Employee>> as __p::ColumnType>::to_value(&self.manager_id)
                }
            }
        }
    }
    impl __p::HasKey for Employee {
        type Key = Id<Employee>;
    }
    impl __p::UniqueKeys for Employee {
        type Keys = EmployeeKeys;
        const KEYS: EmployeeKeys = EmployeeKeys {
            id: __p::Unique::new(&[0]),
        };
    }
    impl __p::ForeignKey<Employee, 0> for Employee {
        type Column = Option<Id<Employee>>;
        type OnRemove = __p::SetsNull;
        const UNIQUE: bool = false;
        fn point(&mut self, key: &mut __p::Reader<'_>) -> __p::Result<()> {
            self.manager_id = key
                .get(<Option<Id<Employee>> as __p::ColumnType>::from_sql)?;
            ::core::result::Result::Ok(())
        }
    }
    #[diagnostic::do_not_recommend]
    impl __p::Named<Employee, 1391501898613047308> for Employee {
        type Key = __p::Fk<Employee, Employee, 0>;
    }
    impl __p::Related<Employee, 1> for Employee {
        type Shape = __p::Many;
        type Kind = __p::HasMany<<Employee as __p::BelongsTo<Employee>>::Key>;
    }
    impl __p::BelongsTo<Employee> for Employee {
        type Key = __p::Fk<Employee, Employee, 0>;
    }
    impl Employee {
        /// The `manager` of this row: a query to load.
        pub(crate) fn manager(&self) -> __p::Accessor<Employee, Employee, 0> {
            __p::Query::of(self)
        }
        /// The `reports` of this row: a query to refine or to load.
        pub(crate) fn reports(&self) -> __p::Accessor<Employee, Employee, 1> {
            __p::Query::of(self)
        }
    }
    impl<'a> __p::Insert<'a> for NewEmployee<'a> {
        type Model = Employee;
        fn give(new_row: Self, row: &mut __p::NewValues<'a>) {
            row.give(1u16, <String as __p::ColumnType>::given(new_row.name));
        }
    }
    impl<'a> NewEmployee<'a> {
        /// Sets `manager_id`; `None` leaves it out.
        pub(crate) fn manager_id(
            self,
            value: impl __p::Give<'a, Option<Id<Employee>>>,
        ) -> NewEmployeeWith<'a> {
            NewEmployeeWith(__p::Draft::new(self)).manager_id(value)
        }
    }
    impl<'a> NewEmployeeWith<'a> {
        pub(crate) fn manager_id(
            self,
            value: impl __p::Give<'a, Option<Id<Employee>>>,
        ) -> Self {
            Self(self.0.set(2u16, value))
        }
    }
    impl<'a> __p::Insert<'a> for NewEmployeeWith<'a> {
        type Model = Employee;
        fn give(new_row: Self, row: &mut __p::NewValues<'a>) {
            new_row.0.give(row);
        }
    }
};
