//! The overview of an account.

use maud::{Markup, html};

use super::AccountPage;
use crate::{
    domain::{
        access::meets_parents,
        time::{ClockTime, Day, Moment},
    },
    web::{frame::session::Person, ui::post_form::post_form},
};

/// What was done a moment ago.
pub(super) fn said(done: &str) -> Option<&'static str> {
    Some(match done {
        "password" => "Your password is changed. You are signed in here only.",
        "ended" => "Signed out there.",
        "removed" => "The second step is taken away.",
        _ => return None,
    })
}

pub(super) fn page(person: &Person, shown: &AccountPage, done: Option<&str>) -> Markup {
    html! {
        @if let Some(words) = done { div.banner.banner-good role="status" { p { strong { (words) } } } }
        h1 { "Your account" }
        p.lead { (person.name.full()) ", " (person.viewer.role.words()) }
        @if person.viewer.rights.each().next().is_some() {
            p { "Beside your role you may:" }
            ul { @for right in person.viewer.rights.each() { li { (right.words()) } } }
        }
        @if let Some(email) = &person.email { p { "You sign in with " strong { (email.as_str()) } "." } }
        @if meets_parents(person.viewer.role) {
            h2 { "Meetings with parents" }
            ul {
                li { a href="/times" { "Free times for meetings" } }
                li { a href="/times/calendar" { "Your meetings in your own calendar" } }
            }
        }
        h2 { "Password" }
        p { a href="/account/password" { "Change your password" } }
        (second_step(shown))
        (sessions(shown))
    }
}

fn second_step(shown: &AccountPage) -> Markup {
    html! {
        h2 { "Second step" }
        @match &shown.factor {
            Some(factor) => {
                p { "Since " (Day(factor.set_up.local().date())) " a code from your phone is asked for as well as your password." }
                p { @match factor.codes_left {
                    0 => { strong { "No recovery code is left. " } "Make new ones before you need them." },
                    1 => { strong { "One recovery code is left. " } "Make new ones before you need them." },
                    n => { (n) " recovery codes are left." },
                } }
                ul {
                    li { a href="/account/recovery-codes" { "Make new recovery codes" } }
                    li { a href="/account/second-step" { "Set it up anew, for a new phone" } }
                    @if !shown.is_required { li { a href="/account/second-step/removal" { "Take the second step away" } } }
                }
            }
            None => {
                p { "Your password is all that protects what you see here. A code from your phone makes it much harder to get in as you." }
                p { a href="/account/second-step" { "Set up the second step" } }
            }
        }
    }
}

fn sessions(shown: &AccountPage) -> Markup {
    let at = |moment: Moment| {
        let local = moment.local();
        html! { (Day(local.date())) " at " (ClockTime(local.time())) }
    };
    html! {
        h2 { "Where you are signed in" }
        ul.sessions {
            @for one in &shown.sessions {
                li {
                    p {
                        strong { @if one.device.is_empty() { "A browser" } @else { (one.device) } }
                        @if one.is_this { " (here)" }
                        br;
                        span.muted { "Signed in on " (at(one.began)) "; last used on " (at(one.seen)) "." }
                    }
                    @if !one.is_this {
                        (post_form("/account/sessions").of(html! {
                            input type="hidden" name="mark" value=(one.mark);
                            button.second type="submit" { "Sign out there" span.hidden { ": " (one.device) ", " (at(one.began)) } }
                        }))
                    }
                }
            }
        }
        @if shown.sessions.len() > 1 {
            (post_form("/account/sessions").of(html! {
                input type="hidden" name="which" value="others";
                button.second type="submit" { "Sign out everywhere else" }
            }))
        }
        p.muted { "A device that you do not know? Sign out there and change your password." }
    }
}
