CREATE TABLE assigned (id INTEGER PRIMARY KEY);
CREATE TABLE never_again (id INTEGER PRIMARY KEY AUTOINCREMENT);
CREATE TABLE other_name (number integer primary key not null);
-- These are not the rowid.
CREATE TABLE int_key (id INT PRIMARY KEY);
CREATE TABLE descending (id INTEGER PRIMARY KEY DESC);
CREATE TABLE without_rowid (id INTEGER PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE numeric_key (id NUMERIC(10) PRIMARY KEY);
CREATE TABLE text_key (code CHAR(2) PRIMARY KEY);
CREATE TABLE blob_key (hash BLOB PRIMARY KEY);
CREATE TABLE two (year DECIMAL, code TEXT, PRIMARY KEY (code, year));
-- Keys whose rows can't be found by them.
CREATE TABLE none (a INTEGER, b TEXT);
CREATE TABLE with_null (code TEXT PRIMARY KEY);
INSERT INTO with_null VALUES (NULL), ('x');
CREATE TABLE mixed (code PRIMARY KEY);
INSERT INTO mixed VALUES (1), ('x');
CREATE TABLE real_key (at REAL PRIMARY KEY);
INSERT INTO real_key VALUES (1.5);
-- A foreign key has the type of what it points at, through other keys.
CREATE TABLE points (
    id INTEGER PRIMARY KEY,
    assigned_id REFERENCES assigned,
    int_key_id INTEGER REFERENCES int_key,
    text_key_code REFERENCES text_key,
    hash BLOB REFERENCES blob_key,
    shared_id INT REFERENCES shared,
    shared2_id INT REFERENCES shared2,
    two_code TEXT, two_year INT,
    FOREIGN KEY (two_code, two_year) REFERENCES two (code, year)
);
CREATE TABLE shared2 (shared_id INT PRIMARY KEY REFERENCES shared);
CREATE TABLE shared (assigned_id INTEGER PRIMARY KEY REFERENCES assigned);
INSERT INTO assigned VALUES (7), (8);
INSERT INTO int_key VALUES (1);
INSERT INTO text_key VALUES ('x');
INSERT INTO blob_key VALUES (x'00');
INSERT INTO two VALUES (2000, 'x'), (2001, 'x');
INSERT INTO shared VALUES (7);
INSERT INTO shared2 VALUES (7);
INSERT INTO points VALUES (1, 7, 1, 'x', x'00', 7, 7, 'x', 2001), (2, 7, NULL, NULL, NULL, NULL, NULL, 'x', NULL);
-- Keys that are each other's, and one that is its own.
CREATE TABLE husband (id INTEGER PRIMARY KEY REFERENCES wife);
CREATE TABLE wife (id INTEGER PRIMARY KEY REFERENCES husband);
CREATE TABLE own (id INTEGER PRIMARY KEY REFERENCES own);
INSERT INTO husband VALUES (1);
INSERT INTO wife VALUES (1);
INSERT INTO own VALUES (1), (2);
-- A unique column of a table without a key.
CREATE TABLE no_key (code TEXT UNIQUE, name TEXT);
CREATE TABLE points_there (id INTEGER PRIMARY KEY, code TEXT REFERENCES no_key (code));
INSERT INTO no_key VALUES ('x', NULL), (NULL, NULL), (NULL, NULL);
INSERT INTO points_there VALUES (1, 'x'), (2, NULL);
