use relmodel::prelude::*;

#[derive(Model)]
#[has_many(reports: Employee)]
struct Employee {
    id: Id<Employee>,
    #[belongs_to(manager: Employee)]
    manager_id: Option<Id<Employee>>,
}

fn below(employee: &Employee) {
    let _ = employee.reports().max_depth(3);
}

fn main() {}
