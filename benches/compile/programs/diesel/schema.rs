diesel::table! { item (id) { id -> BigInt, name -> Text, code -> Text, amount -> BigInt, price -> Double, active -> Bool, note -> Nullable<Text>, prev_id -> Nullable<BigInt>, } } //each
diesel::joinable!(item -> prev_item (prev_id)); //each
diesel::allow_tables_to_appear_in_same_query!(
    item, //each
);
