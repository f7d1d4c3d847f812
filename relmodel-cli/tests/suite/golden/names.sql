-- Names that are no identifiers, names that become the same, and names that mean something in Rust.
CREATE TABLE "Order Details" (
    id INTEGER PRIMARY KEY,
    "unit.price" REAL NOT NULL,
    "2B" INTEGER,
    "say ""hi""" TEXT,
    "it's" TEXT,
    "back\slash" TEXT,
    "type" TEXT,
    "self" TEXT,
    "Größe" TEXT,
    "имя" TEXT,
    "%" TEXT,
    "a b" TEXT,
    "a.b" TEXT,
    "A_B" TEXT,
    "insert" TEXT,
    "" TEXT,
    playerID TEXT,
    lgIDwinner TEXT
);
CREATE TABLE "order details 2" (id INTEGER PRIMARY KEY);
-- These three make one name.
CREATE TABLE users (id INTEGER PRIMARY KEY);
CREATE TABLE user (id INTEGER PRIMARY KEY);
CREATE TABLE "User?" (id INTEGER PRIMARY KEY);
-- What the derive makes of `User` is taken.
CREATE TABLE new_user (id INTEGER PRIMARY KEY);
CREATE TABLE user_fields (id INTEGER PRIMARY KEY);
-- These would hide what models are written with.
CREATE TABLE option (id INTEGER PRIMARY KEY);
CREATE TABLE ids (id INTEGER PRIMARY KEY);
CREATE TABLE "1st.table" (id INTEGER PRIMARY KEY);
CREATE TABLE "日本" (id INTEGER PRIMARY KEY, "名前" TEXT);
CREATE TABLE "!" (id INTEGER PRIMARY KEY);
CREATE TABLE self (id INTEGER PRIMARY KEY);
-- Relations called as methods of every model, as keywords, and as columns.
CREATE TABLE filter (
    id INTEGER PRIMARY KEY,
    all_id INTEGER REFERENCES users,
    type_id INTEGER REFERENCES "日本",
    owner TEXT,
    owner_id INTEGER REFERENCES option
);
CREATE TABLE updates (id INTEGER PRIMARY KEY, filter INTEGER NOT NULL REFERENCES filter, "update" INTEGER REFERENCES filter);
