//! The chart of all libraries: a row for each workload, a dot for each library.

use std::path::Path;

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use protocol::{Place, WORKLOADS, Workload};

use crate::build::{BASE, OURS};
use crate::data::Results;
use crate::render::shown;
use crate::{Result, count};

const WIDTH: u32 = 960;
const ROW: u32 = 26;
const HEAD: u32 = 64;
const NAMES: i32 = 400;
const RIGHT: i32 = 930;
/// The ends of the scale, which is logarithmic. What is beyond stands at the end, with its number.
const LEAST: f64 = 0.5;
const MOST: f64 = 32.0;

const OTHERS: [RGBColor; 6] = [
    RGBColor(31, 119, 180),
    RGBColor(44, 160, 44),
    RGBColor(148, 103, 189),
    RGBColor(140, 86, 75),
    RGBColor(255, 127, 14),
    RGBColor(127, 127, 127),
];
const RED: RGBColor = RGBColor(214, 39, 40);
const INK: RGBColor = RGBColor(40, 40, 40);
const LINE: RGBColor = RGBColor(222, 222, 222);

/// Draws the instructions of all libraries as ratios to rusqlite's.
pub fn speed(results: &Results, file: &Path) -> Result<()> {
    let rows: Vec<&Workload> = WORKLOADS
        .iter()
        .filter(|workload| count::ratio(results, Place::Memory, workload, OURS).is_some())
        .collect();
    let libraries: Vec<String> = results
        .libraries()
        .into_iter()
        .filter(|name| name != BASE)
        .collect();
    let height = HEAD + ROW * rows.len() as u32 + 30;
    let root = SVGBackend::new(file, (WIDTH, height)).into_drawing_area();
    root.fill(&WHITE)?;
    scale(&root, height as i32 - 26)?;
    legend(&root, &libraries)?;
    for (number, workload) in rows.iter().enumerate() {
        let y = (HEAD + ROW * number as u32 + ROW / 2) as i32;
        let name = TextStyle::from(("sans-serif", 16))
            .color(&INK)
            .pos(Pos::new(HPos::Right, VPos::Center));
        root.draw(&Text::new(workload.title, (NAMES - 14, y), name))?;
        root.draw(&PathElement::new([(NAMES, y), (RIGHT, y)], LINE))?;
        // relmodel comes last, so that it lies on top.
        for (place, library) in libraries.iter().enumerate().rev() {
            if let Some(ratio) = count::ratio(results, Place::Memory, workload, library) {
                dot(&root, y, ratio, place)?;
            }
        }
    }
    Ok(root.present()?)
}

type Area<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;

fn dot(root: &Area<'_>, y: i32, ratio: f64, place: usize) -> Result<()> {
    let size = if place == 0 { 6 } else { 4 };
    let (x, color) = (x(ratio), color(place));
    root.draw(&Circle::new((x, y), size, color.filled()))?;
    if ratio > MOST {
        let style = TextStyle::from(("sans-serif", 14))
            .color(&color)
            .pos(Pos::new(HPos::Right, VPos::Center));
        root.draw(&Text::new(shown(ratio), (x - 7, y), style))?;
    }
    Ok(())
}

fn color(place: usize) -> RGBColor {
    match place {
        0 => RED,
        other => OTHERS[(other - 1) % OTHERS.len()],
    }
}

/// Where a ratio stands.
fn x(ratio: f64) -> i32 {
    let part = (ratio.clamp(LEAST, MOST) / LEAST).ln() / (MOST / LEAST).ln();
    NAMES + (f64::from(RIGHT - NAMES) * part) as i32
}

fn scale(root: &Area<'_>, bottom: i32) -> Result<()> {
    let style = TextStyle::from(("sans-serif", 15))
        .color(&INK)
        .pos(Pos::new(HPos::Center, VPos::Top));
    for ratio in [0.5, 0.7, 1.0, 1.5, 2.0, 4.0, 8.0, 16.0, 32.0] {
        let ink = if ratio == 1.0 { INK } else { LINE };
        root.draw(&PathElement::new(
            [(x(ratio), HEAD as i32), (x(ratio), bottom)],
            ink,
        ))?;
        root.draw(&Text::new(
            ratio.to_string(),
            (x(ratio), bottom + 5),
            style.clone(),
        ))?;
    }
    Ok(())
}

fn legend(root: &Area<'_>, libraries: &[String]) -> Result<()> {
    let style = TextStyle::from(("sans-serif", 18)).color(&INK);
    let title = "Instructions, as a ratio to rusqlite by hand (1.0); further left is better";
    root.draw(&Text::new(title, (14, 12), style))?;
    let mut left = NAMES;
    for (place, name) in libraries.iter().enumerate() {
        root.draw(&Circle::new(
            (left, 46),
            if place == 0 { 6 } else { 4 },
            color(place).filled(),
        ))?;
        let style = TextStyle::from(("sans-serif", 16))
            .color(&INK)
            .pos(Pos::new(HPos::Left, VPos::Center));
        root.draw(&Text::new(name.clone(), (left + 10, 46), style))?;
        left += 34 + 7 * name.len() as i32;
    }
    Ok(())
}
