-- Two foreign keys to one table, one of which is called as that.
CREATE TABLE language (language_id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE film (
    film_id INTEGER PRIMARY KEY,
    language_id INT NOT NULL REFERENCES language,
    original_language_id INT REFERENCES language ON DELETE SET NULL ON UPDATE CASCADE
);
-- Two, neither of which is.
CREATE TABLE game (
    id INTEGER PRIMARY KEY,
    home INTEGER NOT NULL REFERENCES team ON DELETE CASCADE,
    guest INTEGER NOT NULL REFERENCES team(id) ON DELETE RESTRICT
);
CREATE TABLE team (id INTEGER PRIMARY KEY, captain_id INTEGER UNIQUE REFERENCES player);
-- Tables that belong to each other.
CREATE TABLE player (id INTEGER PRIMARY KEY, team_id INTEGER NOT NULL REFERENCES team);
CREATE INDEX player_team ON player (team_id);
-- A foreign key that is unique, alone and in part.
CREATE TABLE profile (id INTEGER PRIMARY KEY, bio TEXT, player_id INTEGER NOT NULL UNIQUE REFERENCES player ON DELETE CASCADE);
-- A key that is that of another row.
CREATE TABLE contract (player_id INTEGER PRIMARY KEY REFERENCES player, wage REAL);
CREATE TABLE clause (id INTEGER PRIMARY KEY, contract INTEGER REFERENCES contract);
-- Self references.
CREATE TABLE category (id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES category);
CREATE TABLE employee (id INTEGER PRIMARY KEY, reports_to INTEGER REFERENCES employee, mentor INTEGER REFERENCES employee);
-- Columns of several keys, and names from what tells them apart.
CREATE TABLE country (code TEXT PRIMARY KEY, capital TEXT, province TEXT,
    FOREIGN KEY (capital, code, province) REFERENCES city (name, country, province));
CREATE TABLE city (name TEXT, country TEXT REFERENCES country (code), province TEXT, PRIMARY KEY (name, country, province));
CREATE TABLE match (
    year INTEGER, round TEXT, winner_club TEXT, loser_club TEXT,
    PRIMARY KEY (year, round),
    FOREIGN KEY (year, winner_club) REFERENCES club (year, club),
    FOREIGN KEY (loser_club, year) REFERENCES club (club, year) ON DELETE CASCADE
);
CREATE TABLE club (club TEXT NOT NULL, year INTEGER NOT NULL, PRIMARY KEY (year, club));
-- One column with two foreign keys, and one over another unique column.
CREATE TABLE page (id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, a TEXT, b TEXT, UNIQUE (a, b));
CREATE TABLE site (slug TEXT PRIMARY KEY, FOREIGN KEY (slug) REFERENCES page (slug), FOREIGN KEY (slug) REFERENCES domain (name));
CREATE TABLE domain (name TEXT PRIMARY KEY, b TEXT, a TEXT, FOREIGN KEY (b, a) REFERENCES page (b, a));
INSERT INTO language VALUES (1, 'en'), (2, 'fr');
INSERT INTO film VALUES (1, 1, NULL), (2, 1, 2), (3, 2, 2);
INSERT INTO team VALUES (1, 3), (2, NULL);
INSERT INTO player VALUES (3, 1), (4, 1), (5, 2);
INSERT INTO game VALUES (1, 1, 2), (2, 2, 2);
INSERT INTO profile VALUES (1, NULL, 4);
INSERT INTO contract VALUES (3, 10), (5, NULL);
INSERT INTO clause VALUES (1, 3), (2, 3), (3, NULL);
INSERT INTO category VALUES (1, NULL), (2, 1), (3, 1);
INSERT INTO employee VALUES (1, NULL, NULL), (2, 1, 3), (3, 1, 3);
INSERT INTO country VALUES ('D', 'Berlin', 'BE'), ('F', NULL, 'IDF');
INSERT INTO city VALUES ('Berlin', 'D', 'BE'), ('Bonn', 'D', 'NW');
INSERT INTO club VALUES ('a', 2000), ('b', 2000);
INSERT INTO match VALUES (2000, 'final', 'a', 'b'), (2000, 'semi', 'a', NULL);
INSERT INTO page VALUES (1, 'x', 'p', 'q'), (2, 'y', 'p', NULL);
INSERT INTO domain VALUES ('x', 'q', 'p'), ('z', NULL, 'p');
INSERT INTO site VALUES ('x');
