//! The frame of every page: title, skip link, bar, banners, main, foot.

use maud::{Markup, html};

use super::document::{document, mark};
use crate::{
    domain::{
        access::{Thing, Verb},
        people::Role,
    },
    web::{App, frame::session::Person},
};

/// What the frame of a staff page shows.
#[derive(Clone, Debug)]
pub(in crate::web) struct Chrome {
    /// The school's name.
    pub(in crate::web) school: String,
    /// Who is signed in.
    pub(in crate::web) person: Person,
    /// A demo: the banner says so.
    pub(in crate::web) demo: bool,
    /// The worker has not been heard of for a while: nothing is being sent.
    pub(in crate::web) stalled: bool,
    /// Why mail does not leave, if it does not.
    pub(in crate::web) mail_trouble: Option<String>,
    /// Why the last backup failed, for those who may do something about it.
    pub(in crate::web) backup_failed: Option<String>,
}

/// A page for staff who are signed in. `body` brings its own `h1`.
#[must_use]
pub(in crate::web) fn page(chrome: &Chrome, title: &str, body: Markup) -> Markup {
    let inner = html! {
        header.bar {
            div.bar-inner {
                a.brand href="/" { (mark()) span { "Thrice" } }
                span.school { (chrome.school) }
                (find(&chrome.person, title))
                form.sign-out method="post" action="/sign-out" {
                    a.who href="/account" { (chrome.person.name.formal()) }
                    button.quiet type="submit" { "Sign out" }
                }
            }
            (nav(&chrome.person, title))
        }
        @if chrome.demo { (demo_banner()) }
        @if chrome.stalled {
            div.banner.banner-late role="status" {
                p { strong { "Messages are not being sent. " } "Thrice has not looked for due messages for more than five minutes. Tell the person who looks after it; nothing is lost." }
            }
        } @else if let Some(why) = &chrome.mail_trouble {
            div.banner.banner-late role="status" {
                p { strong { "Messages are not being sent: " } (why) ". Tell the person who looks after Thrice; nothing is lost." }
            }
        }
        @if let Some(why) = &chrome.backup_failed {
            div.banner.banner-late role="status" {
                p { strong { "The last backup failed: " } (why) ". It is tried again every hour. " a href="/settings/backups" { "Look at the backups" } }
            }
        }
        main #main tabindex="-1" { (body) }
        footer.foot { p { "Assess, plan, do, review: with parents, three times a year." } }
    };
    document(&format!("{title} – {}", chrome.school), "staff", &inner)
}

/// A page for people who are not signed in: one narrow column and no navigation.
#[must_use]
pub(in crate::web) fn plain_page(app: &App, title: &str, body: Markup) -> Markup {
    let brand = html! { span.brand { (mark()) span { "Thrice" } } };
    narrow(app, title, &brand, &body)
}

/// A page for a parent: the school speaks, and the program that it uses stays out of sight.
#[must_use]
pub(in crate::web) fn parent_page(app: &App, school: &str, title: &str, body: Markup) -> Markup {
    narrow(app, &format!("{title} – {school}"), &html! { span.brand { (school) } }, &body)
}

/// A page that staff and parents look at together: no navigation and no name of the program; nothing leads to another pupil.
#[must_use]
pub(in crate::web) fn together_page(app: &App, school: &str, title: &str, body: Markup) -> Markup {
    let inner = html! {
        header.bar.no-print { div.bar-inner { span.brand { (school) } } }
        @if app.demo.is_some() { (demo_banner()) }
        main.together #main tabindex="-1" { (body) }
    };
    document(&format!("{title} – {school}"), "plain", &inner)
}

fn narrow(app: &App, title: &str, brand: &Markup, body: &Markup) -> Markup {
    let inner = html! {
        header.bar.no-print { div.bar-inner { (brand) } }
        @if app.demo.is_some() { (demo_banner()) }
        main.narrow #main tabindex="-1" { (body) }
    };
    document(title, "plain", &inner)
}

/// The field to find a pupil, on every page but the one that has its own. Sent as a form, so that no name stands in an address.
fn find(person: &Person, title: &str) -> Markup {
    html! {
        @if finds(person.viewer.role) && title != "Find a pupil" {
            form.find.no-print method="post" action="/pupils" role="search" aria-label="Find a pupil" {
                input type="search" name="q" aria-label="Find a pupil by name or class" placeholder="Find a pupil  /" autocomplete="off" data-search;
                button.quiet type="submit" { "Find" }
            }
        }
    }
}

/// Whether somebody in this role may look for pupils at all.
fn finds(role: Role) -> bool {
    !matches!(role, Role::Governor | Role::Admin)
}

fn nav(person: &Person, title: &str) -> Markup {
    let role = person.viewer.role;
    let see = |thing| person.may(thing, Verb::See);
    let links = [
        ("/", "Today", see(Thing::Board)),
        ("/round", "Review round", see(Thing::Board)),
        ("/my-pupils", "My pupils", person.viewer.has_own_pupils()),
        ("/pupils", "Find a pupil", finds(role)),
        ("/concerns", "Concerns", see(Thing::Concern)),
        ("/reports", "Reports", see(Thing::Board)),
        ("/messages", "Messages", see(Thing::Messages)),
        ("/tasks", "Tasks", see(Thing::Tasks)),
        ("/restrictions", "Restrictions", see(Thing::Restrictions) && role == Role::Senco),
        ("/import", "Import", see(Thing::Imports) && !see(Thing::Settings)),
        ("/settings", "Settings", see(Thing::Settings)),
    ];
    // A page is named as its link is, but for the round, which has its term before that.
    let here = |words: &str| title.to_lowercase().ends_with(&words.to_lowercase());
    html! {
        nav.main-nav aria-label="Main" {
            ul {
                @for (href, words, _) in links.iter().filter(|l| l.2) {
                    li { a href=(href) aria-current=[here(words).then_some("page")] { (words) } }
                }
            }
        }
    }
}

fn demo_banner() -> Markup {
    html! {
        aside.banner.banner-demo aria-label="Demo" {
            p { strong { "Demo. " } "Oakfield Primary is made up, and no message leaves this computer. " a href="/demo/mail" { "Read the messages" } " · " a href="/demo/sign-in" { "Be somebody else" } }
        }
    }
}
