//! The frame of every page: title, skip link, bar, banners, main, foot.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use maud::{Markup, html};

use super::{
    document::{document, document_in, found_document, mark},
    page::{Nav, Page},
    saved,
};
use crate::{
    domain::{
        access::{Thing, Verb},
        count::counted,
        language::Language,
        people::Role,
    },
    texts::Words,
    web::{App, frame::session::Person, ui::post_form::post_form},
};

/// How long an open page may be kept, in seconds: a page that is shut is gone everywhere within five minutes.
const OPEN_IS_KEPT: &str = "public, max-age=300";

/// What the frame of a staff page shows.
#[derive(Clone, Debug)]
pub(super) struct Chrome {
    /// The school's name.
    pub(super) school: String,
    /// Who is signed in.
    pub(super) person: Person,
    /// A demo: the banner says so.
    pub(super) demo: bool,
    /// The worker has not been heard of for a while: nothing is being sent.
    pub(super) stalled: bool,
    /// Why mail does not leave, if it does not.
    pub(super) mail_trouble: Option<String>,
    /// The disk takes nothing: looks are kept in memory, and saving fails.
    pub(super) disk_full: bool,
    /// How many messages could not be put into bytes.
    pub(super) unwritten: i64,
    /// Why the last backup failed, for those who may do something about it.
    pub(super) backup_failed: Option<String>,
}

/// A page for staff who are signed in.
#[must_use]
pub(super) fn page(chrome: &Chrome, page: &Page) -> Markup {
    let inner = html! {
        header.bar {
            div.bar-inner {
                a.brand href="/" { (mark()) span { "Thrice" } }
                span.school { (chrome.school) }
                @if page.here != Some(Nav::FindPupil) { (find(&chrome.person)) }
                (post_form("/sign-out").class("sign-out").of(html! {
                    a.who href="/account" data-who=(chrome.person.viewer.staff) { (chrome.person.name.formal()) }
                    button.quiet type="submit" { "Sign out" }
                }))
            }
            (nav(&chrome.person, page.here))
        }
        @if chrome.demo { (demo_banner()) }
        @if chrome.stalled {
            div.banner.banner-late role="status" {
                p {
                    strong { "Messages are not being sent. " }
                    "Thrice has not looked for due messages for more than five minutes. "
                    "Tell the person who looks after it; nothing is lost."
                }
            }
        } @else if let Some(why) = &chrome.mail_trouble {
            div.banner.banner-late role="status" {
                p { strong { "Messages are not being sent: " } (why) ". Tell the person who looks after Thrice; nothing is lost." }
            }
        }
        @if chrome.unwritten > 0 {
            div.banner.banner-late role="status" {
                p {
                    strong { (counted(chrome.unwritten, "message", "messages")) " could not be written. " }
                    "The office has a task to phone instead. Tell the person who looks after Thrice."
                }
            }
        }
        @if chrome.disk_full {
            div.banner.banner-late role="status" {
                p {
                    strong { "Thrice cannot write to its disk. " }
                    "You can read everything, but nothing can be saved. Tell the person who looks after Thrice: most often the disk is full."
                }
            }
        }
        @if let Some(why) = &chrome.backup_failed {
            div.banner.banner-late role="status" {
                p { strong { "The last backup failed: " } (why) ". It is tried again every hour. " a href="/settings/backups" { "Look at the backups" } }
            }
        }
        main #main tabindex="-1" { (saved::banner()) (page.body) }
        footer.foot { p { "Assess, plan, do, review: with parents, three times a year." } }
    };
    document(&page.called(Some(&chrome.school)), "staff", &inner)
}

/// A page for people who are not signed in: one narrow column and no navigation.
pub(in crate::web) fn plain_page(app: &App, page: Page) -> Response {
    let brand = html! { (mark()) span { "Thrice" } };
    narrow(app, None, &brand, page)
}

/// A page for a parent, in their language: the school speaks, and the program that it uses stays out of sight. `switch` leads to the same page
/// in other languages.
pub(in crate::web) fn parent_page(app: &App, school: &str, words: &Words, switch: &Markup, page: Page) -> Response {
    let (language, error) = (words.language(), words.say("error"));
    let inner = html! {
        header.bar.no-print { div.bar-inner { span.brand { bdi { (school) } } } }
        @if app.demo.is_some() { div lang="en-GB" dir="ltr" { (demo_banner()) } }
        main.narrow.easy-read[language == Language::EasyRead] #main tabindex="-1" {
            (switch)
            @if words.is_draft() { p.hint { (words.say("not-checked")) } }
            (page.body)
        }
    };
    let title = page.called_in(Some(school), &error);
    (page.status, document_in(words, &title, "plain", page.is_wrong(), &inner)).into_response()
}

/// A page of a school's for somebody who works there and is not signed in.
pub(in crate::web) fn school_page(app: &App, school: &str, page: Page) -> Response {
    narrow(app, Some(school), &html! { (school) }, page)
}

/// A page that staff and parents look at together: no navigation and no name of the program; nothing leads to another pupil.
pub(in crate::web) fn together_page(app: &App, school: &str, page: Page) -> Response {
    let inner = html! {
        header.bar.no-print { div.bar-inner { span.brand { (school) } } }
        @if app.demo.is_some() { (demo_banner()) }
        main.together #main tabindex="-1" { (page.body) }
    };
    (page.status, document(&page.called(Some(school)), "plain", &inner)).into_response()
}

/// A page that anybody opens without signing in. It holds nothing of whoever looks, so that it may be kept for a while on its way, and
/// search engines may find it.
pub(in crate::web) fn open_page(app: &App, school: &str, page: &Page) -> Response {
    let inner = html! {
        header.bar.no-print { div.bar-inner { span.brand { (school) } } }
        @if app.demo.is_some() { (demo_banner()) }
        main #main tabindex="-1" { (page.body) }
    };
    let kept = [(header::CACHE_CONTROL, OPEN_IS_KEPT)];
    (page.status, kept, found_document(&page.called(Some(school)), "plain", &inner)).into_response()
}

fn narrow(app: &App, school: Option<&str>, brand: &Markup, page: Page) -> Response {
    let inner = html! {
        header.bar.no-print { div.bar-inner { span.brand { (brand) } } }
        @if app.demo.is_some() { (demo_banner()) }
        main.narrow #main tabindex="-1" { (page.body) }
    };
    (page.status, document(&page.called(school), "plain", &inner)).into_response()
}

/// The field to find a pupil, on every page but the one that has its own. Sent as a form, so that no name stands in an address.
fn find(person: &Person) -> Markup {
    html! {
        @if finds(person.viewer.role) {
            (post_form("/pupils").class("find no-print").searches("Find a pupil").of(html! {
                input type="search" name="q" aria-label="Find a pupil by name or class" placeholder="Find a pupil  /" autocomplete="off" data-search;
                button.quiet type="submit" { "Find" }
            }))
        }
    }
}

/// Whether somebody in this role may look for pupils at all.
fn finds(role: Role) -> bool {
    !matches!(role, Role::Governor | Role::Admin)
}

fn nav(person: &Person, here: Option<Nav>) -> Markup {
    let role = person.viewer.role;
    let see = |thing| person.may(thing, Verb::See);
    let links = [
        (Nav::Today, "/", "Today", see(Thing::Board)),
        (Nav::Round, "/round", "Review round", see(Thing::Board)),
        (Nav::MyPupils, "/my-pupils", "My pupils", person.viewer.has_own_pupils()),
        (Nav::Sessions, "/sessions", "Sessions", person.viewer.has_own_pupils() || see(Thing::Board)),
        (Nav::FindPupil, "/pupils", "Find a pupil", finds(role)),
        (Nav::Concerns, "/concerns", "Concerns", see(Thing::Concern)),
        (Nav::Reports, "/reports", "Reports", see(Thing::Board)),
        (Nav::Messages, "/messages", "Messages", see(Thing::Messages)),
        (Nav::Tasks, "/tasks", "Tasks", see(Thing::Tasks)),
        (Nav::Restrictions, "/restrictions", "Restrictions", see(Thing::Restrictions) && role == Role::Senco),
        (Nav::Import, "/import", "Import", see(Thing::Imports) && !see(Thing::Settings)),
        (Nav::Settings, "/settings", "Settings", see(Thing::Settings)),
    ];
    html! {
        nav.main-nav aria-label="Main" {
            ul {
                @for (entry, href, words, _) in links.iter().filter(|l| l.3) {
                    li { a href=(href) aria-current=[(here == Some(*entry)).then_some("page")] { (words) } }
                }
            }
        }
    }
}

fn demo_banner() -> Markup {
    html! {
        aside.banner.banner-demo aria-label="Demo" {
            p {
                strong { "Demo. " }
                "Oakfield Primary is made up, and no message leaves this computer. "
                a href="/demo/mail" { "Read the messages" }
                " · "
                a href="/demo/sign-in" { "Be somebody else" }
            }
        }
    }
}
