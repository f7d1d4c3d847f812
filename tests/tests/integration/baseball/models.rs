//! The tables of the databank. Where rows point at nothing the key is not enforced here.

use relmodel::prelude::*;

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "People")]
#[has_many(managed: Manager)]
#[has_many(salaries: Salary)]
#[has_many(all_star: AllStar)]
#[has_many(awards: Award)]
#[has_many(studies: Study)]
#[many_to_many(schools: School, through = Study)]
#[has_many(votes: Vote, order = |v| (v.year, v.voted_by, v.category))]
#[has_many(honours: Vote, where = |v| v.inducted.eq("Y"))]
#[many_to_many(teams: Team, through = Salary)]
#[has_many(franchises: Franchise, through = teams.franchise, order = |f| f.id)]
pub struct Person {
    #[column(name = "playerID")]
    #[key]
    pub id: String,
    #[column(name = "birthYear")]
    pub born: Option<i64>,
    #[column(name = "nameFirst")]
    pub first_name: Option<String>,
    #[column(name = "nameLast")]
    pub last_name: Option<String>,
    #[column(name = "debut")]
    pub debut: Option<String>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "TeamsFranchises")]
#[has_many(teams: Team)]
pub struct Franchise {
    #[column(name = "franchID")]
    #[key]
    pub id: String,
    #[column(name = "franchName")]
    pub name: Option<String>,
    /// 'Y', 'N' or 'NA', where NA is a text.
    pub active: Option<String>,
    #[column(name = "NAassoc")]
    pub association: Option<String>,
}

/// A key of three columns, and columns that begin with digits.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "Teams")]
#[has_many(halves: TeamHalf)]
#[has_many(managers: Manager)]
#[has_many(half_managers: HalfManager)]
#[has_many(salaries: Salary)]
#[has_many(all_stars: AllStar)]
#[has_many(homes: HomeGames)]
#[many_to_many(parks: Park, through = HomeGames)]
#[many_to_many(players: Person, through = Salary)]
#[has_many(won: Series, inverse = winner)]
#[has_many(lost: Series, inverse = loser)]
#[many_to_many(beaten: Team, through = Series, from = winner, to = loser)]
pub struct Team {
    #[key]
    #[column(name = "yearID")]
    pub year: i64,
    /// 'NA' is the National Association.
    #[key]
    #[column(name = "lgID")]
    pub league: String,
    #[key]
    #[column(name = "teamID")]
    pub team: String,
    #[belongs_to(franchise: Franchise)]
    #[column(name = "franchID")]
    pub franchise_id: Option<String>,
    #[column(name = "W")]
    pub wins: Option<i64>,
    #[column(name = "2B")]
    pub doubles: Option<i64>,
    #[column(name = "3B")]
    pub triples: Option<i64>,
    #[column(name = "ERA")]
    pub earned_runs: Option<f64>,
    pub name: Option<String>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "TeamsHalf")]
#[belongs_to(of: Team, key = (year, league, team))]
pub struct TeamHalf {
    #[key]
    #[column(name = "yearID")]
    pub year: i64,
    #[key]
    #[column(name = "lgID")]
    pub league: String,
    #[key]
    #[column(name = "teamID")]
    pub team: String,
    #[key]
    #[column(name = "Half")]
    pub half: i64,
    #[column(name = "W")]
    pub wins: Option<i64>,
}

/// A key of four columns and a reference of three, which share two.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "Managers")]
#[belongs_to(of: Team, key = (year, league, team))]
#[has_many(halves: HalfManager)]
pub struct Manager {
    #[key]
    #[belongs_to(person: Person)]
    #[column(name = "playerID")]
    pub person_id: String,
    #[key]
    #[column(name = "yearID")]
    pub year: i64,
    #[key]
    #[column(name = "teamID")]
    pub team: String,
    #[column(name = "lgID")]
    pub league: Option<String>,
    #[key]
    #[column(name = "inseason")]
    pub place: i64,
    #[column(name = "W")]
    pub wins: Option<i64>,
    #[column(name = "plyrMgr")]
    pub is_player: Option<String>,
}

/// A key of five columns, a reference of four and one of three.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "ManagersHalf")]
#[belongs_to(manager: Manager, key = (person_id, year, team, place))]
#[belongs_to(of: Team, key = (year, league, team))]
pub struct HalfManager {
    #[key]
    #[column(name = "playerID")]
    pub person_id: String,
    #[key]
    #[column(name = "yearID")]
    pub year: i64,
    #[key]
    #[column(name = "teamID")]
    pub team: String,
    #[column(name = "lgID")]
    pub league: Option<String>,
    #[key]
    #[column(name = "inseason")]
    pub place: i64,
    #[key]
    pub half: i64,
    #[column(name = "W")]
    pub wins: Option<i64>,
}

/// A link of people and teams by a key of four columns.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "Salaries")]
#[belongs_to(of: Team, key = (year, league, team))]
pub struct Salary {
    #[key]
    #[column(name = "yearID")]
    pub year: i64,
    #[key]
    #[column(name = "teamID")]
    pub team: String,
    #[key]
    #[column(name = "lgID")]
    pub league: String,
    #[key]
    #[belongs_to(person: Person)]
    #[column(name = "playerID")]
    pub person_id: String,
    pub salary: Option<i64>,
}

/// Without a key. Rows repeat but for a text, and 139 are of teams that are not there.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(keyless, table = "AllstarFull")]
#[belongs_to(of: Team, key = (year, league, team), constraint = false)]
pub struct AllStar {
    #[belongs_to(person: Person)]
    #[column(name = "playerID")]
    pub person_id: Option<String>,
    #[column(name = "yearID")]
    pub year: Option<i64>,
    #[column(name = "gameNum")]
    pub number: Option<i64>,
    #[column(name = "gameID")]
    pub game: Option<String>,
    #[column(name = "teamID")]
    pub team: Option<String>,
    #[column(name = "lgID")]
    pub league: Option<String>,
    #[column(name = "GP")]
    pub played: Option<i64>,
    #[column(name = "startingPos")]
    pub position: Option<i64>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(keyless, table = "AwardsPlayers")]
pub struct Award {
    #[belongs_to(person: Person)]
    #[column(name = "playerID")]
    pub person_id: Option<String>,
    #[column(name = "awardID")]
    pub award: Option<String>,
    #[column(name = "yearID")]
    pub year: Option<i64>,
    #[column(name = "lgID")]
    pub league: Option<String>,
    pub tie: Option<String>,
    pub notes: Option<String>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "HallOfFame")]
pub struct Vote {
    #[key]
    #[belongs_to(person: Person)]
    #[column(name = "playerID")]
    pub person_id: String,
    #[key]
    #[column(name = "yearID")]
    pub year: i64,
    #[key]
    #[column(name = "votedBy")]
    pub voted_by: String,
    pub votes: Option<i64>,
    pub inducted: Option<String>,
    #[key]
    pub category: String,
}

/// Each column but three has a dot in its name.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "Parks")]
#[has_many(games: HomeGames)]
#[many_to_many(teams: Team, through = HomeGames)]
pub struct Park {
    #[key]
    #[column(name = "park.key")]
    pub key: String,
    #[column(name = "park.name")]
    pub name: Option<String>,
    #[column(name = "park.alias")]
    pub alias: Option<String>,
    pub city: Option<String>,
    pub state: Option<String>,
    pub country: Option<String>,
}

/// A key of five columns with dots, three of which are a team.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "HomeGames")]
#[belongs_to(team: Team, key = (year, league, team_key))]
pub struct HomeGames {
    #[key]
    #[column(name = "year.key")]
    pub year: i64,
    #[key]
    #[column(name = "league.key")]
    pub league: String,
    #[key]
    #[column(name = "team.key")]
    pub team_key: String,
    #[key]
    #[belongs_to(park: Park)]
    #[column(name = "park.key")]
    pub park_key: String,
    #[key]
    #[column(name = "span.first")]
    pub first: String,
    #[column(name = "span.last")]
    pub last: Option<String>,
    pub games: Option<i64>,
    pub openings: Option<i64>,
    pub attendance: Option<i64>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "Schools")]
#[has_many(studies: Study)]
pub struct School {
    #[key]
    #[column(name = "schoolID")]
    pub id: String,
    #[column(name = "name_full")]
    pub name: Option<String>,
    pub state: Option<String>,
}

/// Ten of them are at schools that are not there.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "CollegePlaying")]
pub struct Study {
    #[key]
    #[belongs_to(person: Person)]
    #[column(name = "playerID")]
    pub person_id: String,
    #[key]
    #[belongs_to(school: School, constraint = false)]
    #[column(name = "schoolID")]
    pub school_id: String,
    #[key]
    #[column(name = "yearID")]
    pub year: i64,
}

/// Two references of three columns, which share the year.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "SeriesPost")]
#[belongs_to(winner: Team, key = (year, winner_league, winner_team))]
#[belongs_to(loser: Team, key = (year, loser_league, loser_team))]
pub struct Series {
    #[key]
    #[column(name = "yearID")]
    pub year: i64,
    #[key]
    pub round: String,
    #[column(name = "teamIDwinner")]
    pub winner_team: Option<String>,
    #[column(name = "lgIDwinner")]
    pub winner_league: Option<String>,
    #[column(name = "teamIDloser")]
    pub loser_team: Option<String>,
    #[column(name = "lgIDloser")]
    pub loser_league: Option<String>,
    pub wins: Option<i64>,
}
