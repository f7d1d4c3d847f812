//! The tables of `protocol::data::SCHEMA`, as diesel's command line tool prints them.

diesel::table! {
    user (id) {
        id -> BigInt,
        name -> Text,
        hair_color -> Nullable<Text>,
    }
}

diesel::table! {
    profile (id) {
        id -> BigInt,
        name -> Text,
        email -> Text,
        bio -> Nullable<Text>,
        city -> Text,
        country -> Text,
        age -> BigInt,
        visits -> BigInt,
        height -> Double,
        active -> Bool,
    }
}

diesel::table! {
    account (id) {
        id -> BigInt,
        email -> Text,
        name -> Text,
        visits -> BigInt,
    }
}

diesel::table! {
    post (id) {
        id -> BigInt,
        title -> Text,
        likes -> BigInt,
        user_id -> BigInt,
    }
}

diesel::table! {
    comment (id) {
        id -> BigInt,
        text -> Text,
        post_id -> BigInt,
    }
}

diesel::table! {
    tag (id) {
        id -> BigInt,
        name -> Text,
    }
}

diesel::table! {
    post_tag (post_id, tag_id) {
        post_id -> BigInt,
        tag_id -> BigInt,
    }
}

diesel::joinable!(post -> user (user_id));
diesel::joinable!(comment -> post (post_id));
diesel::joinable!(post_tag -> post (post_id));
diesel::joinable!(post_tag -> tag (tag_id));

diesel::allow_tables_to_appear_in_same_query!(user, post, comment, tag, post_tag);
