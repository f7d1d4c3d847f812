//! The chart of relmodel's numbers by models, as SVG.

use std::error::Error;

use plotters::coord::Shift;
use plotters::prelude::*;

use crate::library::Library;
use crate::measure::{Measured, median};

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
/// Its title, and what it shows.
type Panel<'a> = (&'a str, &'a dyn Fn(&Measured) -> f64);

const INK: RGBColor = RGBColor(60, 60, 60);
const LINE: RGBColor = RGBColor(31, 119, 180);
const HAND: RGBColor = RGBColor(200, 90, 20);

/// Draws three charts side by side. A straight line says that each model costs the same.
pub fn draw(measured: &[Measured], path: &str) -> Result<(), Box<dyn Error>> {
    let area = SVGBackend::new(path, (960, 320)).into_drawing_area();
    area.fill(&WHITE)?;
    let areas = area.split_evenly((1, 3));
    let panels: [Panel<'_>; 3] = [
        ("own crate, debug: CPU seconds", &|each| {
            median(&each.build, |took| took.cpu_seconds)
        }),
        ("peak memory of rustc: MB", &|each| {
            median(&each.build, |took| took.peak_megabytes)
        }),
        ("LLVM IR: thousand lines", &|each| {
            each.functions.lines as f64 / 1e3
        }),
    ];
    for (area, (title, of)) in areas.iter().zip(panels) {
        panel(area, title, measured, of)?;
    }
    area.present()?;
    Ok(())
}

fn panel(
    area: &Area<'_>,
    title: &str,
    measured: &[Measured],
    of: &dyn Fn(&Measured) -> f64,
) -> Result<(), Box<dyn Error>> {
    let points = |library: Library| -> Vec<(f64, f64)> {
        let mut points: Vec<(f64, f64)> = measured
            .iter()
            .filter(|each| each.program.library == library)
            .map(|each| (each.program.models as f64, of(each)))
            .collect();
        points.sort_by(|(a, _), (b, _)| a.total_cmp(b));
        points
    };
    let (ours, hand) = (points(Library::Relmodel), points(Library::Rusqlite));
    let right = ours.iter().map(|point| point.0).fold(10.0, f64::max);
    let top = ours.iter().map(|point| point.1).fold(1.0, f64::max);
    let mut chart = ChartBuilder::on(area)
        .caption(title, ("sans-serif", 15, &INK))
        .margin(12)
        .x_label_area_size(36)
        .y_label_area_size(46)
        .build_cartesian_2d(0.0..right * 1.05, 0.0..top * 1.1)?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(INK.mix(0.15))
        .axis_style(INK)
        .x_labels(5)
        .y_labels(6)
        .x_label_formatter(&|x| format!("{x:.0}"))
        .y_label_formatter(&|y| format!("{y:.0}"))
        .x_desc("models")
        .label_style(("sans-serif", 12, &INK))
        .draw()?;
    chart.draw_series(LineSeries::new(ours.iter().copied(), LINE.stroke_width(2)))?;
    chart.draw_series(
        ours.iter()
            .map(|point| Circle::new(*point, 3, LINE.filled())),
    )?;
    chart.draw_series(hand.iter().map(|point| {
        EmptyElement::at(*point)
            + Circle::new((0, 0), 3, HAND.filled())
            + Text::new(
                "rusqlite by hand",
                (8, 2),
                ("sans-serif", 11).into_font().color(&HAND),
            )
    }))?;
    Ok(())
}
