//! Reading them: keys, filters, orders, and every kind of relation under every strategy.

use relmodel::prelude::*;
use relmodel_tests::statements;

use super::models::*;
use super::world;
use crate::strategies::{ALL, by};

#[test]
fn rows_are_found_filtered_and_ordered() {
    let w = world();
    for order in &w.orders {
        assert_eq!(Order::find(order.id).load(&w.db).unwrap(), *order);
        assert_eq!(order.reload(&w.db).unwrap(), *order);
    }
    for label in &w.labels {
        assert_eq!(r#struct::find(&*label.value).load(&w.db).unwrap(), *label);
    }
    let link = Link::find((w.orders[0].id, "a")).load(&w.db).unwrap();
    assert_eq!(link.note, "it's");

    let found = Order::filter(|o| o.other.eq(7).and(o.comma.contains("'")))
        .filter(|o| o.size.is_null().or(o.size.ge(1)))
        .order_by(|o| (o.r#where.desc(), o.size, o.comma))
        .load(&w.db)
        .unwrap();
    assert_eq!(found, [w.orders[2].clone(), w.orders[0].clone()]);
    let found = t0::filter(|t| t.rowid.eq("not a number").and(t.t0.starts_with("f")))
        .filter(|t| {
            t.oid
                .gt(1.0)
                .and(t._rowid_.is_null())
                .and(t.k.in_([1, 3, 9]))
        })
        .order_by(|t| (t.rowid, t.value, t.c0.desc()))
        .load(&w.db)
        .unwrap();
    assert_eq!(found, [w.lines[2].clone(), w.lines[0].clone()]);
    assert_eq!(Badge::filter(|b| b.space).count(&w.db).unwrap(), 1);
    assert!(!Badge::filter(|b| b.blank.eq("lead")).exists(&w.db).unwrap());
    let page = t0::all().order_by(|t| t.c0).limit(1).offset(1);
    assert_eq!(page.load(&w.db).unwrap(), w.lines[1..2]);
}

#[test]
fn relations_are_asked_for_in_filters() {
    let w = world();
    let count =
        |condition: fn(OrderFields) -> Expr<bool>| Order::filter(condition).count(&w.db).unwrap();
    assert_eq!(count(|o| o.r#async.any(|t| t.rowid.contains("number"))), 2);
    assert_eq!(
        count(|o| o.r#async.any(|t| t.t1.any(|l| l.value.eq("'\"")))),
        2
    );
    assert_eq!(count(|o| o.r#type.is(|b| b.blank.eq("gold"))), 1);
    assert_eq!(count(|o| o.r#type.is_none()), 2);
    assert_eq!(count(|o| o.r#match.any(|l| l.value.eq("a"))), 1);
    assert_eq!(count(|o| o.r#dyn.none(|l| l.r#type.eq(3))), 1);
    assert_eq!(
        count(|o| o.r#in.is(|p| p.r#yield.any(|c| c.other.eq(8)))),
        1
    );
    let lines = t0::filter(|t| t.r#final.is(|o| o.r#match.any(|l| l.value.eq("a"))));
    assert_eq!(lines.count(&w.db).unwrap(), 3);
}

#[test]
fn every_kind_of_relation_is_loaded_under_every_strategy() {
    let w = world();
    let [first, second, third] = &w.orders[..] else {
        unreachable!()
    };
    let labels = |places: &[usize]| -> Vec<r#struct> {
        places
            .iter()
            .map(|place| w.labels[*place].clone())
            .collect()
    };
    for how in ALL {
        let loaded = Order::all()
            .order_by(|o| o.id)
            .with(|o| by(how, o.r#async).order_by(|t| (t.rowid, t.c0)))
            .with(|o| by(how, o.r#type))
            .with(|o| by(how, o.r#match).order_by(|l| l.value))
            .with(|o| by(how, o.r#dyn).order_by(|l| l.value))
            .with(|o| by(how, o.r#yield))
            .with(|o| by(how, o.r#in))
            .load(&w.db)
            .unwrap();
        let there = [
            (
                first.clone(),
                w.lines[..3].to_vec(),
                Some(w.badges[0].clone()),
                labels(&[0, 1]),
                labels(&[0, 1]),
                vec![second.clone()],
                None,
            ),
            (
                second.clone(),
                w.lines[3..].to_vec(),
                None,
                labels(&[0]),
                labels(&[0]),
                vec![],
                Some(first.clone()),
            ),
            (third.clone(), vec![], None, vec![], vec![], vec![], None),
        ];
        assert_eq!(loaded, there, "{how:?}");
    }
}

#[test]
fn relations_are_loaded_below_each_other_under_every_strategy() {
    let w = world();
    let [first, second, _] = &w.orders[..] else {
        unreachable!()
    };
    for outer in ALL {
        for inner in ALL {
            let labels = r#struct::all()
                .order_by(|l| l.value)
                .with(|l| {
                    by(outer, l.r#dyn)
                        .order_by(|o| o.id)
                        .with(|o| by(inner, o.r#async).order_by(|t| t.k.desc()))
                        .with(|o| by(inner, o.r#type))
                })
                .load(&w.db)
                .unwrap();
            let mut lines = w.lines[..3].to_vec();
            lines.reverse();
            let one = (first.clone(), lines, Some(w.badges[0].clone()));
            let two = (second.clone(), w.lines[3..].to_vec(), None);
            let there = [
                (w.labels[0].clone(), vec![one.clone(), two]),
                (w.labels[2].clone(), vec![]),
                (w.labels[1].clone(), vec![one]),
            ];
            assert_eq!(labels, there, "{outer:?} {inner:?}");

            let badges = Badge::all()
                .with(|b| {
                    by(outer, b.owner)
                        .with(|o| by(inner, o.r#in))
                        .with(|o| by(inner, o.r#async).with(|t| t.t1.order_by(|l| l.value)))
                })
                .load(&w.db)
                .unwrap();
            let (badge, (owner, parent, lines)) = &badges[0];
            assert_eq!((badge, owner, parent), (&w.badges[0], first, &None));
            let labels: Vec<usize> = lines.iter().map(|(_, labels)| labels.len()).collect();
            assert_eq!(labels, [2, 0, 0]);
        }
    }
}

#[test]
fn a_limit_of_each_owner_and_a_limit_of_owners_count_rows() {
    let w = world();
    for how in ALL {
        let loaded = Order::all()
            .order_by(|o| o.r#where)
            .limit(2)
            .with(|o| by(how, o.r#type))
            .with(|o| by(how, o.r#async).order_by(|t| t.rowid).limit(2).offset(1))
            .with(|o| by(how, o.r#dyn).order_by(|l| l.value.desc()).limit(1))
            .with(|o| by(how, o.r#in))
            .load(&w.db)
            .unwrap();
        let there = [
            (
                w.orders[0].clone(),
                Some(w.badges[0].clone()),
                w.lines[1..3].to_vec(),
                vec![w.labels[1].clone()],
                None,
            ),
            (
                w.orders[1].clone(),
                None,
                vec![],
                vec![w.labels[0].clone()],
                Some(w.orders[0].clone()),
            ),
        ];
        assert_eq!(loaded, there, "{how:?}");
    }
}

#[test]
fn names_are_doubled_where_they_have_quotes_and_left_alone_where_not() {
    let w = world();
    let (_, seen) = statements(&w.db, || {
        Order::all()
            .with(|o| o.r#type)
            .with(|o| o.r#async)
            .load(&w.db)
            .unwrap()
    });
    assert_eq!(
        seen,
        [
            concat!(
                r#"SELECT t0."select", t0."it's ""quoted""; -- /*", t0."größe", t0."GRÖßE", t0."main.order.by", t0."a,b) c(", "#,
                "t1.\"`1st` [owner]\", t1.\"2B\", t1.\" \", t1.\"`1st` [owner]\", t1.\"\t\n\\\" ",
                r#"FROM "order ""by"" 'x'; DROP TABLE `y`; -- [z] /* %s ?1 $a :b @c " AS t0 "#,
                "LEFT JOIN \"名前 😀 e\u{301} \u{202e}\" AS t1 ON t1.\"`1st` [owner]\" = t0.\"select\"",
            ),
            concat!(
                r#"SELECT t0.rowid, t1."c0", t1."t0", t1."k", t1."value", t1."slot", t1."rowid", t1."oid", t1."_rowid_" "#,
                r#"FROM rarray(?1) AS t0 CROSS JOIN "t0" AS t1 ON t1."slot" = t0.value"#,
            ),
        ]
    );
}
