//! The document around every page, and the page that knows nothing but a fault.

use axum::{
    Extension,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use maud::{DOCTYPE, Markup, html};

use super::assets;
use crate::texts::Words;

/// On an answer that knows nothing of who asks, and speaks to staff: behind a parent's link another stands in its place.
#[derive(Clone, Copy)]
pub(in crate::web) struct ForStaff;

/// A page that knows nothing: for faults.
pub(super) fn bare(status: StatusCode, title: &str, body: &Markup) -> Response {
    let inner = html! {
        header.bar.no-print { div.bar-inner { a.brand href="/" { (mark()) span { "Thrice" } } } }
        main.narrow #main tabindex="-1" { (body) }
    };
    (status, Extension(ForStaff), document(title, "plain", &inner)).into_response()
}

pub(super) fn document(title: &str, kind: &str, inner: &Markup) -> Markup {
    whole((title, kind), ("en-GB", None, "Skip to the content"), &staff_head(), inner)
}

/// The same in a parent's language, for a phone on a slow network: it asks for nothing but its style, and for the script where something is
/// wrong, which leads the keyboard there. Its letters are the phone's own, which has those of every language.
pub(super) fn document_in(words: &Words, title: &str, kind: &str, is_wrong: bool, inner: &Markup) -> Markup {
    let language = words.language();
    let dir = language.is_rtl().then_some(language.dir());
    let head = html! {
        meta name="robots" content="noindex";
        link rel="icon" href=(assets::ICON_IN_PLACE.as_str());
        link rel="stylesheet" href=(assets::url("app.css"));
        @if is_wrong { (script()) }
    };
    whole((title, kind), (language.tag(), dir, &words.say("skip")), &head, inner)
}

fn script() -> Markup {
    html! { script src=(assets::url("app.js")) defer {} }
}

/// What most pages ask for beside themselves.
fn usual_head() -> Markup {
    html! {
        link rel="icon" href=(assets::url("icon.svg"));
        link rel="stylesheet" href=(assets::url("fonts.css"));
        link rel="stylesheet" href=(assets::url("app.css"));
        (script())
    }
}

fn staff_head() -> Markup {
    html! { meta name="robots" content="noindex"; (usual_head()) }
}

/// The same for a page that search engines may show.
pub(super) fn found_document(title: &str, kind: &str, inner: &Markup) -> Markup {
    whole((title, kind), ("en-GB", None, "Skip to the content"), &usual_head(), inner)
}

/// `language` and `dir` say how it is read, `skip` leads to what it is about, `head` is what it asks for beside itself.
fn whole(
    (title, kind): (&str, &str),
    (language, dir, skip): (&str, Option<&str>, &str),
    head: &Markup,
    inner: &Markup,
) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(language) dir=[dir] {
            head {
                meta charset="utf-8";
                title { (title) }
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="theme-color" content="#123F3C";
                (head)
            }
            body.(kind) {
                a.skip href="#main" { (skip) }
                (inner)
            }
        }
    }
}

/// Three arcs of a ring: the mark. Decorative, since the name stands beside it.
pub(super) fn mark() -> Markup {
    html! {
        svg.mark viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false" {
            g fill="none" stroke="currentColor" stroke-width="3.2" stroke-linecap="round" {
                path d="M12 3.5a8.5 8.5 0 0 1 7.6 4.7" {}
                path d="M20.3 13.6a8.5 8.5 0 0 1-7.1 6.8" {}
                path d="M8.6 19.8A8.5 8.5 0 0 1 7.5 4.8" {}
            }
        }
    }
}
