// Models of `test.db`, written by `relmodel models`.

use relmodel::prelude::*;

/// A row of the table `language`.
#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(films: Film, inverse = language)]
#[has_many(films_by_original_language: Film, inverse = original_language)]
pub struct Language {
    #[key]
    pub language_id: Id<Language>,
    pub name: String,
}

/// A row of the table `film`.
#[derive(Model, Debug, Clone, PartialEq)]
pub struct Film {
    #[key]
    pub film_id: Id<Film>,
    #[belongs_to(Language)]
    pub language_id: Id<Language>,
    #[belongs_to(Language, on_delete = set_null, on_update = cascade)]
    pub original_language_id: Option<Id<Language>>,
}

/// A row of the table `game`.
#[derive(Model, Debug, Clone, PartialEq)]
pub struct Game {
    pub id: Id<Game>,
    #[belongs_to(Team, on_delete = cascade)]
    #[column(name = "home")]
    pub home_id: Id<Team>,
    #[belongs_to(Team, on_delete = restrict)]
    #[column(name = "guest")]
    pub guest_id: Id<Team>,
}

/// A row of the table `team`.
#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(games_by_home: Game, inverse = home)]
#[has_many(games_by_guest: Game, inverse = guest)]
#[has_many(players: Player)]
pub struct Team {
    pub id: Id<Team>,
    #[belongs_to(Player)]
    #[unique]
    pub captain_id: Option<Id<Player>>,
}

/// A row of the table `player`.
#[derive(Model, Debug, Clone, PartialEq)]
#[has_one(team_by_captain: Team)]
#[has_one(profile: Profile)]
#[has_one(contract: Contract)]
pub struct Player {
    pub id: Id<Player>,
    #[belongs_to(Team)]
    pub team_id: Id<Team>,
}

/// A row of the table `profile`.
#[derive(Model, Debug, Clone, PartialEq)]
pub struct Profile {
    pub id: Id<Profile>,
    pub bio: Option<String>,
    #[belongs_to(Player, on_delete = cascade)]
    #[unique]
    pub player_id: Id<Player>,
}

/// A row of the table `contract`.
#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(clauses: Clause)]
pub struct Contract {
    #[key]
    #[belongs_to(Player)]
    pub player_id: Id<Player>,
    pub wage: Option<f64>,
}

/// A row of the table `clause`.
#[derive(Model, Debug, Clone, PartialEq)]
pub struct Clause {
    pub id: Id<Clause>,
    #[belongs_to(Contract)]
    #[column(name = "contract")]
    pub contract_id: Option<Id<Player>>,
}

/// A row of the table `category`.
#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(children: Category)]
pub struct Category {
    pub id: Id<Category>,
    #[belongs_to(Category)]
    pub parent_id: Option<Id<Category>>,
}

/// A row of the table `employee`.
#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(employees_by_reports_to: Employee, inverse = reports_to)]
#[has_many(employees_by_mentor: Employee, inverse = mentor)]
pub struct Employee {
    pub id: Id<Employee>,
    #[belongs_to(Employee)]
    #[column(name = "reports_to")]
    pub reports_to_id: Option<Id<Employee>>,
    #[belongs_to(Employee)]
    #[column(name = "mentor")]
    pub mentor_id: Option<Id<Employee>>,
}

/// A row of the table `country`.
#[derive(Model, Debug, Clone, PartialEq)]
#[belongs_to(capital: City, key = (capital_name, code, province))]
#[has_many(cities: City)]
pub struct Country {
    #[key]
    pub code: String,
    #[column(name = "capital")]
    pub capital_name: Option<String>,
    pub province: Option<String>,
}

/// A row of the table `city`.
#[derive(Model, Debug, Clone, PartialEq)]
#[has_one(country_by_capital: Country)]
pub struct City {
    #[key]
    pub name: String,
    #[key]
    #[belongs_to(country: Country)]
    #[column(name = "country")]
    pub country_code: String,
    #[key]
    pub province: String,
}

/// A row of the table `match`.
#[derive(Model, Debug, Clone, PartialEq)]
#[belongs_to(winner: Club, key = (winner_club, year))]
#[belongs_to(loser: Club, key = (loser_club, year), on_delete = cascade)]
pub struct Match {
    #[key]
    pub year: i64,
    #[key]
    pub round: String,
    pub winner_club: Option<String>,
    pub loser_club: Option<String>,
}

/// A row of the table `club`.
#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(matches_by_winner: Match, inverse = winner)]
#[has_many(matches_by_loser: Match, inverse = loser)]
pub struct Club {
    #[key]
    pub club: String,
    #[key]
    pub year: i64,
}

/// A row of the table `page`.
#[derive(Model, Debug, Clone, PartialEq)]
#[unique(a, b)]
#[has_one(site: Site)]
#[has_many(domains: Domain)]
pub struct Page {
    pub id: Id<Page>,
    #[unique]
    pub slug: String,
    pub a: Option<String>,
    pub b: Option<String>,
}

/// A row of the table `site`.
#[derive(Model, Debug, Clone, PartialEq)]
#[belongs_to(domain: Domain, key = slug)]
pub struct Site {
    #[key]
    #[belongs_to(page: Page, references = slug)]
    pub slug: String,
}

/// A row of the table `domain`.
#[derive(Model, Debug, Clone, PartialEq)]
#[belongs_to(page: Page, key = (a, b), references = (a, b))]
#[has_one(site: Site)]
pub struct Domain {
    #[key]
    pub name: String,
    pub b: Option<String>,
    pub a: Option<String>,
}
