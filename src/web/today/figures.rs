//! What governors see: counts, none of them small enough to point at a child.

use maud::{Markup, html};

use crate::{
    domain::{
        calendar::{AcademicYear, Season},
        standing::{Light, State as CellState},
    },
    web::{
        App,
        error::Result,
        rounds::{Line, lines},
        session::Person,
        ui::{layout, summary_list::summary_list},
    },
};

pub(super) async fn page(app: &App, person: &Person) -> Result<Markup> {
    let (all, season) = lines(app, person).await?;
    let year = AcademicYear::containing(app.clock.now().today());
    let count = |wanted: &dyn Fn(&Line) -> bool| suppressed(all.iter().filter(|l| wanted(l)).count());
    let held = |season: Season| count(&|l: &Line| matches!(l.1.cells[season.index()].state, CellState::Done { .. }));
    let body = html! {
        h1 { "Reviews in " (year) }
        p.lead { "How far the school has come with the three reviews a year. Numbers from 1 to 4 are not shown, so that no child can be made out." }
        (summary_list(&[
            ("Pupils with a right to reviews", html! { (suppressed(all.len())) }),
            ("On track", html! { (count(&|l| l.1.light == Light::OnTrack)) }),
            ("Due soon", html! { (count(&|l| l.1.light == Light::AtRisk)) }),
            ("Late", html! { (count(&|l| l.1.light == Light::Late)) }),
            ("Autumn reviews held", html! { (held(Season::Autumn)) }),
            ("Spring reviews held", html! { (held(Season::Spring)) }),
            ("Summer reviews held", html! { (held(Season::Summer)) }),
        ]))
        p.muted { "It is the " (season.words()) " term." }
    };
    Ok(layout::page(&layout::chrome(app, person).await?, "Reviews", body))
}

/// A count that cannot point at a child.
fn suppressed(count: usize) -> String {
    if (1..5).contains(&count) { "fewer than 5".to_owned() } else { count.to_string() }
}
