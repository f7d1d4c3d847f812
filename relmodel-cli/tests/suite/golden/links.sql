CREATE TABLE post (id INTEGER PRIMARY KEY);
CREATE TABLE tag (name TEXT PRIMARY KEY);
-- By its key, and with more columns.
CREATE TABLE post_tag (post_id INTEGER REFERENCES post ON DELETE CASCADE, tag_name TEXT REFERENCES tag, weight REAL, PRIMARY KEY (post_id, tag_name));
-- Another between the same tables, with a key of its own.
CREATE TABLE suggested_tag (id INTEGER PRIMARY KEY, post_id INTEGER NOT NULL REFERENCES post, tag_name TEXT NOT NULL REFERENCES tag, UNIQUE (tag_name, post_id));
-- Without a key: all of its columns, and links may stand twice.
CREATE TABLE visit (post_id INTEGER NOT NULL REFERENCES post, reader_id INTEGER NOT NULL REFERENCES reader);
CREATE TABLE reader (id INTEGER PRIMARY KEY);
-- A table with itself.
CREATE TABLE follow (follower_id INTEGER REFERENCES reader, followed_id INTEGER REFERENCES reader, PRIMARY KEY (follower_id, followed_id)) WITHOUT ROWID;
CREATE TABLE border (country1 TEXT REFERENCES country, country2 TEXT REFERENCES country, PRIMARY KEY (country1, country2));
CREATE TABLE country (code TEXT PRIMARY KEY);
-- Three foreign keys, of which two are the key.
CREATE TABLE vote (post_id INTEGER REFERENCES post, reader_id INTEGER REFERENCES reader, by_id INTEGER REFERENCES reader, PRIMARY KEY (post_id, reader_id));
-- No link: three make the key, and here one is unique alone.
CREATE TABLE three (post_id INTEGER REFERENCES post, reader_id INTEGER REFERENCES reader, tag_name TEXT REFERENCES tag, PRIMARY KEY (post_id, reader_id, tag_name));
CREATE TABLE single (post_id INTEGER UNIQUE REFERENCES post, reader_id INTEGER REFERENCES reader, PRIMARY KEY (post_id, reader_id));
-- Keys of several columns on both sides, one of them shared.
CREATE TABLE room (house TEXT, number INTEGER, PRIMARY KEY (house, number));
CREATE TABLE guest (house TEXT, name TEXT, PRIMARY KEY (house, name));
CREATE TABLE stay (house TEXT, number INTEGER, name TEXT, PRIMARY KEY (house, number, name),
    FOREIGN KEY (house, number) REFERENCES room, FOREIGN KEY (house, name) REFERENCES guest);
INSERT INTO post VALUES (1), (2), (3);
INSERT INTO tag VALUES ('a'), ('b');
INSERT INTO post_tag VALUES (1, 'a', 0.5), (1, 'b', NULL), (3, 'a', 1);
INSERT INTO suggested_tag VALUES (1, 2, 'b');
INSERT INTO reader VALUES (-1), (5);
INSERT INTO visit VALUES (1, -1), (1, -1), (2, 5);
INSERT INTO follow VALUES (-1, 5), (5, 5);
INSERT INTO country VALUES ('D'), ('F');
INSERT INTO border VALUES ('D', 'F');
INSERT INTO vote VALUES (1, 5, -1), (2, 5, NULL);
INSERT INTO three VALUES (1, 5, 'a');
INSERT INTO single VALUES (1, 5), (2, 5);
INSERT INTO room VALUES ('x', 1), ('x', 2), ('y', 1);
INSERT INTO guest VALUES ('x', 'ann'), ('y', 'ann');
INSERT INTO stay VALUES ('x', 1, 'ann'), ('x', 2, 'ann'), ('y', 1, 'ann');
