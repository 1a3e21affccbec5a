//! Bars of one whole each, in segments. Every segment has its own height beside its colour, and every bar is said in words, so that the drawing
//! is no more than a help for the eye: whoever hears the page hears the words.

use maud::{Markup, html};

use crate::documents::{BarOf, BarsOf};

/// The drawing's height.
const HIGH: u64 = 20;
/// The height of each segment, the first leading. Whatever comes after them is as high as the last.
const HEIGHTS: [u64; 6] = [20, 14, 20, 10, 6, 20];

/// Bars with their key.
#[must_use]
pub fn bars(of: &BarsOf) -> Markup {
    html! {
        figure.bars {
            figcaption { (of.caption) }
            ul.chart-key {
                @for (n, name) in of.segments.iter().enumerate() {
                    li { svg viewBox="0 0 22 20" width="22" height="20" aria-hidden="true" { (segment(n, 0, 1000)) } " " (name) }
                }
            }
            ul.bars-rows { @for one in &of.rows { (bar(one)) } }
        }
    }
}

fn bar(one: &BarOf) -> Markup {
    let whole: u64 = one.segments.iter().map(|n| u64::from(*n)).sum();
    let mut from = 0;
    let drawn: Vec<Markup> = one
        .segments
        .iter()
        .enumerate()
        .filter(|(_, n)| **n > 0)
        .map(|(place, n)| {
            let width = u64::from(*n);
            let drawn = segment(place, from * 1000 / whole.max(1), width * 1000 / whole.max(1));
            from += width;
            drawn
        })
        .collect();
    html! {
        li {
            strong { (one.name) } @if !one.said.is_empty() { " " span.muted { (one.said) } }
            svg aria-hidden="true" focusable="false" { @for one in &drawn { (one) } }
        }
    }
}

/// A segment from so many thousandths of the width on, so many wide.
fn segment(place: usize, from: u64, width: u64) -> Markup {
    let place = place.min(HEIGHTS.len() - 1);
    let high = HEIGHTS[place];
    let percent = |permille: u64| format!("{}.{}%", permille / 10, permille % 10);
    html! { rect class=(format!("bar-{place}")) x=(percent(from)) y=((HIGH - high) / 2) width=(percent(width)) height=(high) {} }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_follow_each_other_and_a_bar_of_nothing_is_empty() {
        let of = |segments: &[u32]| {
            let one = BarOf { name: "4A".to_owned(), segments: segments.to_vec(), said: "as words".to_owned() };
            bar(&one).into_string()
        };
        let drawn = of(&[1, 0, 3]);
        assert!(drawn.contains("class=\"bar-0\" x=\"0.0%\" y=\"0\" width=\"25.0%\""), "{drawn}");
        assert!(drawn.contains("class=\"bar-2\" x=\"25.0%\" y=\"0\" width=\"75.0%\""), "{drawn}");
        assert!(!drawn.contains("bar-1") && drawn.contains("as words"));
        assert!(!of(&[0, 0]).contains("<rect") && !of(&[u32::MAX, u32::MAX]).contains("NaN"));
    }
}
