//! The tutorial's chapter "Many-to-Many Relationships": students take courses, courses have students.

use relmodel::prelude::*;

#[derive(Model, Debug)]
#[many_to_many(courses: Course, through = Enrollment)]
struct Student {
    id: Id<Student>,
    name: String,
}

#[derive(Model, Debug)]
#[many_to_many(students: Student, through = Enrollment)]
struct Course {
    id: Id<Course>,
    title: String,
    description: Option<String>,
}

// The association table is a model, too.
#[derive(Model, Debug)]
struct Enrollment {
    #[key]
    #[belongs_to(Student)]
    #[cascade]
    student_id: Id<Student>,
    #[key]
    #[belongs_to(Course)]
    #[cascade]
    course_id: Id<Course>,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![Student].create(&db)?;

    // Create students.
    let alice = NewStudent { name: "Alice Johnson" }.insert(&db)?;
    let bob = NewStudent { name: "Bob Williams" }.insert(&db)?;

    // Create courses.
    let flask = NewCourse { title: "Flask Development" }
        .description("Learn web development with Flask")
        .insert(&db)?;
    let python = NewCourse { title: "Advanced Python" }
        .description("Mastering Python programming")
        .insert(&db)?;

    // Enroll students in courses.
    alice.courses().add_all(&db, [&flask, &python])?;
    bob.courses().add(&db, &flask)?;

    // Query all courses for a student.
    println!("Alice's courses:");
    for course in alice.courses().order_by(|c| c.id).load(&db)? {
        println!("- {}", course.title);
    }

    // Query all students in a course.
    println!("\nStudents in Flask Development:");
    for student in flask.students().order_by(|s| s.id).load(&db)? {
        println!("- {}", student.name);
    }

    // Remove a student from a course. The course stays, the link goes.
    alice.courses().remove(&db, &python)?;
    Ok(())
}
