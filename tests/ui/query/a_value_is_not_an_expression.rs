use relmodel::Expression;
use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Id<User>,
    name: String,
}

fn is_ann<E: Expression<Type = String>>(name: E) -> Expr<bool> {
    name.eq("ann")
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    User::filter(|u| is_ann(u.name)).load(&db)?;
    User::filter(|_| is_ann("ann")).load(&db)?;
    Ok(())
}
