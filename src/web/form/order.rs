//! The order of a list, changed by buttons: one place at a time, in a form that brings the order which its reader saw.

use std::fmt::Display;

use maud::{Markup, html};

use super::typed::Typed;
use crate::web::ui::post_form::post_form;

/// The form that moves one row. `order` has the numbers of all rows, parted by commas; the row is the `n`th `of` so many, from 0.
pub(in crate::web) fn mover(
    action: impl Display,
    order: &str,
    (id, name): (i64, &str),
    (n, of): (usize, usize),
) -> Markup {
    html! {
        (post_form(action).class("movers no-print").of(html! {
            input type="hidden" name="order" value=(order);
            @if n > 0 { button.second type="submit" name="up" value=(id) { "Move up" span.hidden { ": " (name) } } }
            @if n + 1 < of { button.second type="submit" name="down" value=(id) { "Move down" span.hidden { ": " (name) } } }
        }))
    }
}

/// The order that somebody saw, and the one that they want. Nothing where it was not said which row to move, or where it cannot go there.
pub(in crate::web) fn moved(typed: &Typed) -> Option<(Vec<i64>, Vec<i64>)> {
    let seen: Vec<i64> = typed.get("order").split(',').filter_map(|id| id.parse().ok()).collect();
    let place = |field: &str| typed.get(field).parse().ok().and_then(|id: i64| seen.iter().position(|one| *one == id));
    let upper = match (place("up"), place("down")) {
        (Some(n), _) => n.checked_sub(1)?,
        (None, n) => n.filter(|n| n + 1 < seen.len())?,
    };
    let mut order = seen.clone();
    order.swap(upper, upper + 1);
    Some((seen, order))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_moves_one_place_and_never_out_of_the_list() {
        for (field, id, order) in [
            ("up", "3", Some(vec![1, 3, 2])),
            ("down", "1", Some(vec![2, 1, 3])),
            ("up", "1", None),
            ("down", "3", None),
            ("up", "9", None),
            ("up", "", None),
        ] {
            let typed = Typed(vec![("order".to_owned(), "1,2,3".to_owned()), (field.to_owned(), id.to_owned())]);
            assert_eq!(moved(&typed), order.map(|order| (vec![1, 2, 3], order)), "{field} {id}");
        }
    }

    #[test]
    fn the_first_goes_down_only_and_the_last_up_only() {
        let shown = |n| mover("/there", "1,2", (n, "<a>"), (usize::try_from(n).unwrap() - 1, 2)).into_string();
        assert!(!shown(1).contains("Move up") && shown(1).contains("Move down") && shown(1).contains("&lt;a&gt;"));
        assert!(shown(2).contains("Move up") && !shown(2).contains("Move down"));
    }
}
