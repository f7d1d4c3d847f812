CREATE TABLE declared (
    a_int INT, a_bigint BIGINT NOT NULL, a_bool BOOLEAN, a_real REAL, a_double DOUBLE PRECISION, a_decimal DECIMAL(5, 2),
    a_text TEXT, a_varchar VARCHAR(80), a_clob CLOB, a_blob BLOB, a_nothing, a_date DATE, a_timestamp TIMESTAMP, a_json JSON, a_uuid UUID,
    an_any ANY, a_point GEOMETRY, a_memo BLOB SUB_TYPE TEXT
);
CREATE TABLE stored (
    text_in_int INT, real_in_int INT, both_in_numeric NUMERIC, text_in_numeric NUMERIC, int_in_date DATE, text_in_date DATE,
    two_in_bool BOOLEAN, one_in_bool BOOLEAN, text_in_blob BLOB, mixed, int_in_nothing, blob_in_text TEXT NOT NULL, not_utf8 TEXT, date_mixed DATETIME
);
INSERT INTO stored VALUES ('x', 1.5, 1, 'NA', 1700000000, '2020-01-01', 2, 1, 'x', 1, 1, x'00', CAST(x'ff' AS TEXT), '2020-01-01');
INSERT INTO stored VALUES ('y', 2, 1.5, NULL, 1700000001, '2020-01-02', 1, 0, 'y', 'x', 2, 'x', 'x', 1.5);
CREATE TABLE strict (id INTEGER PRIMARY KEY, a ANY, b INT NOT NULL) STRICT;
INSERT INTO strict VALUES (1, 1, 1);
CREATE TABLE defaults (
    id INTEGER PRIMARY KEY DEFAULT 7,
    number INTEGER NOT NULL DEFAULT -1, text_number INT DEFAULT '7', real REAL DEFAULT 1, bool BOOLEAN NOT NULL DEFAULT FALSE,
    text TEXT NOT NULL DEFAULT 'it''s', quoted TEXT DEFAULT "x", absent TEXT DEFAULT NULL, blob BLOB DEFAULT x'00ff',
    at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, expression TEXT DEFAULT (lower('X') || 'y'), zero TEXT DEFAULT 0
);
CREATE TABLE columns (
    id INTEGER PRIMARY KEY,
    name TEXT COLLATE NOCASE NOT NULL CHECK (length(name) > 0) CHECK (name <> '"'),
    stock INTEGER CHECK (stock >= 0),
    price REAL NOT NULL,
    total REAL GENERATED ALWAYS AS (stock * price) STORED,
    label TEXT AS (name || ' ' || price),
    CHECK (stock < 10 -- not too many
        OR price > 1),
    UNIQUE (name, stock),
    UNIQUE (price)
);
CREATE INDEX by_stock ON columns (stock);
CREATE INDEX by_price ON columns (price);
CREATE INDEX by_both ON columns (stock, price);
CREATE UNIQUE INDEX by_both_unique ON columns (stock, price DESC);
CREATE VIEW cheap AS SELECT id, name, price * 2 AS twice, NULL AS "no thing" FROM columns WHERE price < 10;
INSERT INTO columns (name, stock, price) VALUES ('a', 2, 1.5), ('b', NULL, 3);
INSERT INTO defaults (number) VALUES (1);
