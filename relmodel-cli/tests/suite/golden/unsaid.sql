CREATE TABLE owner (id INTEGER PRIMARY KEY, email TEXT, code TEXT UNIQUE);
INSERT INTO owner VALUES (1, 'a', 'x');
CREATE VIEW owners AS SELECT id FROM owner;
CREATE TABLE thing (
    id INTEGER PRIMARY KEY,
    missing_id INTEGER REFERENCES missing,
    view_id INTEGER REFERENCES owners (id),
    email TEXT REFERENCES owner (email),
    column_id INTEGER REFERENCES owner (absent),
    word TEXT REFERENCES owner,
    owner_id INTEGER NOT NULL REFERENCES owner ON DELETE SET NULL ON UPDATE SET DEFAULT,
    gone_id INTEGER REFERENCES owner ON DELETE CASCADE,
    twice_id INTEGER REFERENCES owner,
    both_id INTEGER REFERENCES owner,
    wide TEXT,
    FOREIGN KEY (twice_id) REFERENCES owner (id),
    FOREIGN KEY (both_id) REFERENCES other (id),
    FOREIGN KEY (wide, email) REFERENCES owner
);
CREATE TABLE other (id INTEGER PRIMARY KEY);
INSERT INTO other VALUES (1);
INSERT INTO thing (id, word, owner_id, gone_id, both_id) VALUES (1, 'x', 1, 7, 1), (2, 'y', 1, 8, NULL), (3, NULL, 1, 1, NULL);
CREATE INDEX some ON thing (wide) WHERE wide IS NOT NULL;
CREATE INDEX lowered ON thing (lower(wide));
CREATE INDEX downwards ON thing (wide DESC);
CREATE UNIQUE INDEX folded ON thing (wide COLLATE NOCASE);
CREATE TRIGGER thing_added AFTER INSERT ON thing BEGIN SELECT 1; END;
CREATE VIEW broken AS SELECT id FROM gone;
CREATE VIRTUAL TABLE words USING fts5(body);
