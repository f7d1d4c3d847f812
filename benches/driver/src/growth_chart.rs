//! The chart of how costs grow: three panels for rows and three for columns.

use std::path::Path;

use plotters::coord::Shift;
use plotters::prelude::*;
use protocol::{COLUMNS, PARENTS, Place, Workload};

use crate::Result;
use crate::build::{BASE, OURS};
use crate::data::{Measure, Results};

const SIZE: (u32, u32) = (960, 560);
const LINES: [(&str, RGBColor); 2] = [
    (BASE, RGBColor(110, 110, 110)),
    (OURS, RGBColor(214, 39, 40)),
];

/// One of the six panels.
struct Panel {
    title: &'static str,
    workloads: &'static [Workload],
    measure: Measure,
    /// From how many on the scale is chosen.
    many: f64,
}

/// Draws instructions, time and memory for each owner and for each value.
pub fn draw(results: &Results, file: &Path) -> Result<()> {
    let root = SVGBackend::new(file, SIZE).into_drawing_area();
    root.fill(&WHITE)?;
    let panels = [
        panel(
            "instructions for each owner with 3 rows",
            PARENTS,
            Measure::Instructions,
        ),
        panel("nanoseconds for each owner", PARENTS, Measure::Time),
        panel("bytes at the peak for each owner", PARENTS, Measure::Memory),
        panel(
            "instructions for each value of a row",
            COLUMNS,
            Measure::Instructions,
        ),
        panel("nanoseconds for each value", COLUMNS, Measure::Time),
        panel("bytes at the peak for each value", COLUMNS, Measure::Memory),
    ];
    for (area, panel) in root.split_evenly((2, 3)).iter().zip(&panels) {
        panel.draw(results, area)?;
    }
    Ok(root.present()?)
}

fn panel(title: &'static str, workloads: &'static [Workload], measure: Measure) -> Panel {
    Panel {
        title,
        workloads,
        measure,
        many: if workloads[0].data.wide > 0 {
            5.0
        } else {
            1000.0
        },
    }
}

impl Panel {
    fn draw(&self, results: &Results, area: &DrawingArea<SVGBackend<'_>, Shift>) -> Result<()> {
        let lines = LINES.map(|(library, color)| (library, color, self.points(results, library)));
        let all = || lines.iter().flat_map(|(.., points)| points);
        // Of a few rows what is always needed is most of it: the scale is for more of them.
        let many = all().filter(|point| point.0 >= self.many);
        let most = many.map(|point| point.1).fold(0.0, f64::max) * 1.5;
        let (from, to) = all().fold((f64::MAX, 1.0_f64), |(from, to), point| {
            (from.min(point.0), to.max(point.0))
        });
        if from > to {
            return Ok(());
        }
        let mut chart = ChartBuilder::on(area)
            .caption(self.title, ("sans-serif", 16))
            .margin(10)
            .x_label_area_size(34)
            .y_label_area_size(58)
            .build_cartesian_2d((from..to).log_scale(), 0.0..most)?;
        let x = if self.workloads[0].data.wide > 0 {
            "columns"
        } else {
            "owners"
        };
        chart
            .configure_mesh()
            .light_line_style(WHITE)
            .x_desc(x)
            .x_labels(7)
            .y_labels(6)
            .x_label_formatter(&|number| thousands(*number))
            .y_label_formatter(&|number| thousands(*number))
            .label_style(("sans-serif", 13))
            .draw()?;
        for (library, color, mut points) in lines {
            points.retain(|point| point.1 <= most);
            let dots = points
                .iter()
                .map(|point| Circle::new(*point, 3, color.filled()));
            chart.draw_series(dots)?;
            chart
                .draw_series(LineSeries::new(points, color.stroke_width(2)))?
                .label(library)
                .legend(move |(x, y)| Circle::new((x + 8, y), 4, color.filled()));
        }
        chart
            .configure_series_labels()
            .position(SeriesLabelPosition::LowerRight)
            .label_font(("sans-serif", 13))
            .draw()?;
        Ok(())
    }

    /// How much of it there is, and what each costs.
    fn points(&self, results: &Results, library: &str) -> Vec<(f64, f64)> {
        let number = |workload: &Workload| {
            let numbers = results.get(self.measure, Place::File, workload, library)?;
            // Of times the second is the median.
            let number = if self.measure == Measure::Time {
                numbers.get(1)
            } else {
                numbers.first()
            };
            let x = columns(workload).unwrap_or(workload.data.users as f64);
            Some((x, number? / count(workload)))
        };
        self.workloads.iter().filter_map(number).collect()
    }
}

/// How many owners, or values, a workload has.
pub fn count(workload: &Workload) -> f64 {
    match columns(workload) {
        Some(columns) => columns * workload.data.wide as f64,
        None => workload.data.users as f64,
    }
}

fn columns(workload: &Workload) -> Option<f64> {
    workload.name.strip_prefix("columns_")?.parse().ok()
}

fn thousands(number: f64) -> String {
    match number {
        1e6.. => format!("{} M", number / 1e6),
        1e3.. => format!("{} k", number / 1e3),
        _ => format!("{number}"),
    }
}
