//! The document around every page, and the page that knows nothing but a fault.

use maud::{DOCTYPE, Markup, html};

use super::assets;
use crate::texts::Words;

/// A page that knows nothing: for faults.
#[must_use]
pub(super) fn bare_page(title: &str, body: &Markup) -> Markup {
    let inner = html! {
        header.bar.no-print { div.bar-inner { a.brand href="/" { (mark()) span { "Thrice" } } } }
        main.narrow #main tabindex="-1" { (body) }
    };
    document(title, "plain", &inner)
}

pub(super) fn document(title: &str, kind: &str, inner: &Markup) -> Markup {
    whole((title, kind), ("en-GB", None, "Skip to the content"), false, inner)
}

/// The same in a parent's language.
pub(super) fn document_in(words: &Words, title: &str, kind: &str, inner: &Markup) -> Markup {
    let language = words.language();
    let dir = language.is_rtl().then_some(language.dir());
    whole((title, kind), (language.tag(), dir, &words.say("skip")), false, inner)
}

/// The same for a page that search engines may show.
pub(super) fn found_document(title: &str, kind: &str, inner: &Markup) -> Markup {
    whole((title, kind), ("en-GB", None, "Skip to the content"), true, inner)
}

/// `language` and `dir` say how it is read, `skip` leads to what it is about.
fn whole(
    (title, kind): (&str, &str),
    (language, dir, skip): (&str, Option<&str>, &str),
    is_found: bool,
    inner: &Markup,
) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(language) dir=[dir] {
            head {
                meta charset="utf-8";
                title { (title) }
                meta name="viewport" content="width=device-width, initial-scale=1";
                @if !is_found { meta name="robots" content="noindex"; }
                meta name="theme-color" content="#123F3C";
                link rel="icon" href=(assets::url("icon.svg"));
                link rel="stylesheet" href=(assets::url("fonts.css"));
                link rel="stylesheet" href=(assets::url("app.css"));
                script src=(assets::url("app.js")) defer {}
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
