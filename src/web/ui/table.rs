//! Tables with a caption and row headers. On a phone each row becomes a card; `data-label` carries its column's heading there, beside the one box
//! that holds whatever the cell does.

use maud::{Markup, html};

/// A table. The first cell of each row is its header; an empty list shows `empty` instead of a table.
#[must_use]
pub fn table(caption: &str, heads: &[&str], rows: &[Vec<Markup>], empty: &str) -> Markup {
    if rows.is_empty() {
        return html! { p.empty { (empty) } };
    }
    html! {
        table.cards {
            caption { (caption) }
            thead { tr { @for head in heads { th scope="col" { (head) } } } }
            tbody {
                @for row in rows {
                    tr {
                        @for (n, cell) in row.iter().enumerate() {
                            @let label = heads.get(n).copied().unwrap_or_default();
                            @if n == 0 { th scope="row" { (cell) } } @else { td data-label=(label) { div { (cell) } } }
                        }
                    }
                }
            }
        }
    }
}
