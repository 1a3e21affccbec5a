//! A small chart of one or two lines over time: the first solid with discs, the second dashed with hollow squares, so that neither grey nor
//! forced colours take anything away. What is missing is a gap. The same figures stand in a table beside it.

use maud::{Markup, html};

/// The drawing's size, and the room around it for figures.
const SIZE: (i64, i64) = (360, 150);
const EDGE: (i64, i64) = (44, 22);

/// How far right a point is, in thousandths of the width; how high, in the unit of the chart; what is written beside it.
pub(in crate::web) type Mark = (i64, i64, String);

/// What is drawn.
#[derive(Debug)]
pub(in crate::web) struct LineChart<'a> {
    /// A word that no other chart of the page has.
    pub(in crate::web) id: &'a str,
    /// What it is of.
    pub(in crate::web) title: &'a str,
    /// What it shows, in a sentence.
    pub(in crate::web) sentence: &'a str,
    /// The lowest and the highest value, each with its figure.
    pub(in crate::web) range: ((i64, String), (i64, String)),
    /// What is written under its left and its right end.
    pub(in crate::web) ends: (String, String),
    /// The points of each line from left to right; nothing where a point is missing.
    pub(in crate::web) lines: &'a [Vec<Option<Mark>>],
}

/// The marks and the line of each kind.
const KINDS: [(&str, &str); 2] = [("chart-actual", "chart-actual-mark"), ("chart-expected", "chart-expected-mark")];

/// The chart, its sentence and its figures.
#[must_use]
pub(in crate::web) fn line_chart(chart: &LineChart<'_>, figures: &Markup) -> Markup {
    let (title, desc) = (format!("chart-{}", chart.id), format!("chart-{}-said", chart.id));
    html! {
        figure.chart {
            svg viewBox=(format!("0 0 {} {}", SIZE.0, SIZE.1)) role="img" aria-labelledby=(title) aria-describedby=(desc) {
                title id=(title) { (chart.title) }
                desc id=(desc) { (chart.sentence) }
                (frame(chart))
                // The hollow squares lie under the discs, so that both are seen where they meet.
                @for (n, marks) in chart.lines.iter().enumerate().rev() { (line(chart, n, marks)) }
            }
            figcaption { strong { (chart.title) } ". " (chart.sentence) }
            details {
                summary { "The figures" span.hidden { " of " (chart.title) } }
                (figures)
            }
        }
    }
}

fn x(permille: i64) -> i64 {
    EDGE.0 + (SIZE.0 - EDGE.0 * 2) * permille / 1000
}

fn y(chart: &LineChart<'_>, value: i64) -> i64 {
    let ((least, _), (most, _)) = chart.range;
    SIZE.1 - EDGE.1 - (SIZE.1 - EDGE.1 * 2) * (value - least) / (most - least).max(1)
}

fn frame(chart: &LineChart<'_>) -> Markup {
    let (low, high) = &chart.range;
    html! {
        @for (value, figure) in [low, high] {
            @let at = y(chart, *value);
            path.chart-frame d=(format!("M{} {at}H{}", EDGE.0 - 12, SIZE.0 - 12)) {}
            text.chart-figure x=(EDGE.0 - 18) y=(at + 5) text-anchor="end" { (figure) }
        }
        text.chart-figure x=(EDGE.0 - 12) y=(SIZE.1 - 2) { (chart.ends.0) }
        text.chart-figure x=(SIZE.0 - 12) y=(SIZE.1 - 2) text-anchor="end" { (chart.ends.1) }
    }
}

fn line(chart: &LineChart<'_>, n: usize, marks: &[Option<Mark>]) -> Markup {
    let (line, mark) = KINDS[n.min(1)];
    let last = marks.iter().flatten().next_back();
    html! {
        path class=(line) d=(path(chart, marks)) {}
        @for (at, value, _) in marks.iter().flatten() {
            @let (at, high) = (x(*at), y(chart, *value));
            @if n == 0 { circle class=(mark) cx=(at) cy=(high) r="5" {} }
            @else { rect class=(mark) x=(at - 7) y=(high - 7) width="14" height="14" {} }
        }
        @if let Some((at, value, figure)) = last { text.chart-figure x=(x(*at) + 12) y=(y(chart, *value) + 5) { (figure) } }
    }
}

/// From point to point; over a gap it leads nowhere.
fn path(chart: &LineChart<'_>, marks: &[Option<Mark>]) -> String {
    let mut path = String::new();
    let mut pen = 'M';
    for mark in marks {
        match mark {
            Some((at, value, _)) => {
                path.push_str(&format!("{pen}{} {}", x(*at), y(chart, *value)));
                pen = 'L';
            }
            None => pen = 'M',
        }
    }
    path
}

/// What the two kinds of line stand for.
#[must_use]
pub(in crate::web) fn line_key(solid: &str, dashed: &str) -> Markup {
    html! {
        ul.chart-key {
            li {
                svg viewBox="0 0 34 16" width="34" height="16" aria-hidden="true" {
                    path.chart-actual d="M1 8h32" {} circle.chart-actual-mark cx="17" cy="8" r="5" {}
                }
                " " (solid)
            }
            li {
                svg viewBox="0 0 34 16" width="34" height="16" aria-hidden="true" {
                    path.chart-expected d="M1 8h32" {} rect.chart-expected-mark x="10" y="1" width="14" height="14" {}
                }
                " " (dashed)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart<'a>(lines: &'a [Vec<Option<Mark>>]) -> LineChart<'a> {
        let range = ((1, "1".to_owned()), (5, "5".to_owned()));
        LineChart { id: "a", title: "A <b>", sentence: "It rose", range, ends: (String::new(), String::new()), lines }
    }

    #[test]
    fn a_gap_breaks_the_line() {
        let mark = |at: i64, value: i64| Some((at, value, value.to_string()));
        let lines = [vec![mark(0, 1), mark(250, 3), None, mark(750, 5), mark(1000, 5)]];
        assert_eq!(path(&chart(&lines), &lines[0]), "M44 128L112 75M248 22L316 22");
    }

    #[test]
    fn it_is_named_and_said_in_words() {
        let lines = [vec![], vec![Some((500, 2, "2".to_owned()))]];
        let drawn = line_chart(&chart(&lines), &html! { p { "the table" } }).into_string();
        for said in
            ["<title id=\"chart-a\">A &lt;b&gt;</title>", "<desc id=\"chart-a-said\">It rose", "the table", "<rect"]
        {
            assert!(drawn.contains(said), "{said}: {drawn}");
        }
        assert!(!drawn.contains("NaN"));
    }
}
