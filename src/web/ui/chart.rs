//! How a target has gone, drawn: what was read as a line with discs, what was expected with dashes and squares, the challenge as
//! triangles. Shape and dash say what colour says, and the same figures stand in a table.

use maud::{Markup, html};

use super::table::table;
use crate::domain::{
    target::Score,
    time::LongDay,
    trend::{Line, Point},
};

/// The drawing's size, and the room around it for figures.
const SIZE: (i64, i64) = (360, 150);
const EDGE: (i64, i64) = (44, 22);

/// One target's chart, its sentence and its table. `id` is a word that no other chart of the page has.
#[must_use]
pub fn target_chart(id: &str, line: &Line) -> Markup {
    let plot = Plot::of(line);
    let title = format!("chart-{id}");
    html! {
        figure.chart {
            svg viewBox=(format!("0 0 {} {}", SIZE.0, SIZE.1)) role="img" aria-labelledby=(title) {
                title id=(title) { (line.wording) ". " (line.sentence()) }
                (plot.frame())
                (plot.expected())
                (plot.challenge())
                (plot.actual())
            }
            figcaption { strong { (line.wording) } " " (line.sentence()) }
            details {
                summary { "The figures" span.hidden { " of " (line.wording) } }
                (figures(line))
            }
        }
    }
}

/// What the marks stand for.
#[must_use]
pub fn chart_key() -> Markup {
    html! {
        ul.chart-key {
            li {
                svg viewBox="0 0 34 12" width="34" height="12" aria-hidden="true" {
                    path.chart-actual d="M1 6h32" {} circle.chart-actual-mark cx="17" cy="6" r="4" {}
                }
                " what was read"
            }
            li {
                svg viewBox="0 0 34 12" width="34" height="12" aria-hidden="true" {
                    path.chart-expected d="M1 6h32" {} rect.chart-expected-mark x="13" y="2" width="8" height="8" {}
                }
                " what was expected"
            }
            li { svg viewBox="0 0 34 12" width="34" height="12" aria-hidden="true" { path.chart-challenge d="M17 1l5 9h-10z" {} } " challenge" }
        }
    }
}

fn figures(line: &Line) -> Markup {
    let score = |s: Option<Score>| s.map_or_else(|| "–".to_owned(), |s| s.to_string());
    let rows: Vec<Vec<Markup>> = line
        .points
        .iter()
        .map(|p| {
            vec![
                html! { (LongDay(p.on)) },
                html! { (p.aim.baseline) },
                html! { (p.aim.predicted) },
                html! { (score(p.aim.challenge)) },
                html! { (score(p.actual)) },
                html! { (p.progress.map_or("Still to be reviewed", |w| w.words())) },
            ]
        })
        .collect();
    let unit =
        if line.unit.is_empty() { "At each review".to_owned() } else { format!("At each review, in {}", line.unit) };
    table(&unit, &["Review", "Started at", "Expected", "Challenge", "Read", "Outcome"], &rows, "")
}

/// Places of the figures: whole pixels, so that no rounding shows.
struct Plot<'a> {
    line: &'a Line,
    least: i64,
    span: i64,
}

impl<'a> Plot<'a> {
    fn of(line: &'a Line) -> Self {
        let (least, most) = line.range();
        Self { line, least: least.0, span: (most.0 - least.0).max(1) }
    }

    /// The start is at 0, the first review at 1 …
    fn x(&self, step: usize) -> i64 {
        let steps = i64::try_from(self.line.points.len()).unwrap_or(1).max(1);
        EDGE.0 + (SIZE.0 - EDGE.0 * 2) * i64::try_from(step).unwrap_or(0) / steps
    }

    fn y(&self, score: Score) -> i64 {
        SIZE.1 - EDGE.1 - (SIZE.1 - EDGE.1 * 2) * (score.0 - self.least) / self.span
    }

    fn start(&self) -> Option<Score> {
        self.line.points.first().map(|p| p.aim.baseline)
    }

    /// Points that have this figure, with the start before them.
    fn marks(&self, figure: fn(&Point) -> Option<Score>) -> Vec<(i64, i64, Score)> {
        let points = self.line.points.iter().enumerate();
        points.filter_map(|(n, p)| figure(p).map(|s| (self.x(n + 1), self.y(s), s))).collect()
    }

    fn path(&self, marks: &[(i64, i64, Score)]) -> String {
        let start = self.start().map(|s| format!("M{} {}", self.x(0), self.y(s))).unwrap_or_default();
        marks.iter().fold(start, |path, (x, y, _)| format!("{path}L{x} {y}"))
    }

    fn frame(&self) -> Markup {
        let floor = SIZE.1 - EDGE.1 + 8;
        html! {
            path.chart-frame d=(format!("M{} {floor}H{}", EDGE.0 - 12, SIZE.0 - 12)) {}
            @if let Some(start) = self.start() {
                text.chart-figure x=(self.x(0) - 10) y=(self.y(start) + 5) text-anchor="end" { (start) }
            }
        }
    }

    fn expected(&self) -> Markup {
        let marks = self.marks(|p| Some(p.aim.predicted));
        html! {
            path.chart-expected d=(self.path(&marks)) {}
            @for (x, y, _) in &marks { rect.chart-expected-mark x=(x - 4) y=(y - 4) width="8" height="8" {} }
        }
    }

    fn challenge(&self) -> Markup {
        html! {
            @for (x, y, _) in self.marks(|p| p.aim.challenge) { path.chart-challenge d=(format!("M{x} {}l5 9h-10z", y - 6)) {} }
        }
    }

    fn actual(&self) -> Markup {
        let marks = self.marks(|p| p.actual);
        html! {
            path.chart-actual d=(self.path(&marks)) {}
            @for (n, (x, y, score)) in marks.iter().enumerate() {
                @let rises = marks.get(n + 1).is_some_and(|(_, next, _)| next < y);
                circle.chart-actual-mark cx=(x) cy=(y) r="5" {}
                // Beside a line that goes up from here the figure would be struck through.
                @if rises { text.chart-figure x=(x - 6) y=(y - 9) text-anchor="end" { (score) } }
                @else { text.chart-figure x=(x + 9) y=(y - 7) { (score) } }
            }
        }
    }
}
