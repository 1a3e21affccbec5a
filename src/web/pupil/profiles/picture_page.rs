//! How the picture of a profile looks, and the page on which it is chosen.

use maud::{Markup, html};

use crate::{
    domain::{
        people::Name,
        profile_picture::{AgreedBy, Picture, Symbol},
        time::LongDay,
    },
    store::{profile_pictures::HeldPicture, pupils::head::Head},
    web::{
        form::{
            fields::{Field, FormErrors, date_input, drawn_radios, error_summary, file_input, radios, second_button},
            typed::Typed,
        },
        frame::page::Page,
        ui::{button::button, post_form::post_form, symbol::symbol},
    },
};

const TITLE: &str = "A picture on the profile";

/// The picture as it stands beside the name; nothing where none was chosen.
pub(super) fn shown(head: &Head, held: Option<&HeldPicture>) -> Markup {
    html! {
        @if let Some(held) = held {
            @match held.picture {
                Picture::Symbol(one) => (symbol(one)),
                Picture::Photo(..) => {
                    img.one-page-photo src=(format!("/pupils/{}/profile/photo/{}", head.id, held.id)) alt=(format!("Photo of {}", head.name.full()));
                },
            }
        }
    }
}

/// "Photo: a parent or carer agreed on Monday 2 November 2026. Put here by Miss Bell on Tuesday 3 November 2026."
fn said(held: &HeldPicture) -> String {
    let what = match held.picture {
        Picture::Symbol(one) => format!("Symbol: {}.", one.words().to_lowercase()),
        Picture::Photo(_, by, on) => format!("Photo: {} agreed on {}.", by.words().to_lowercase(), LongDay(on)),
    };
    let by = held.by.as_ref().map(Name::formal).map(|name| format!(" by {name}")).unwrap_or_default();
    format!("{what} Put here{by} on {}.", LongDay(held.entered.today()))
}

/// Who put it there, and the way to choose another.
pub(super) fn about(head: &Head, held: Option<&HeldPicture>, writes: bool) -> Markup {
    html! {
        @if let Some(held) = held { p.muted.no-print { (said(held)) } }
        @if writes {
            p.no-print {
                a href=(format!("/pupils/{}/profile/picture", head.id)) {
                    @if held.is_some() { "Change or take away the picture" } @else { "Put a symbol or a photo on it" }
                }
            }
        }
    }
}

/// The page of choice. `typed` is what was sent with one of its forms.
pub(super) fn choice(head: &Head, held: Option<&HeldPicture>, typed: &Typed, errors: &FormErrors) -> Page {
    let own = format!("/pupils/{}/profile", head.id);
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let symbols: Vec<_> =
        Symbol::ALL.iter().map(|one| (one.as_code(), html! { (symbol(*one)) span { (one.words()) } })).collect();
    let who: Vec<_> = AgreedBy::ALL.iter().map(|by| (by.as_code(), by.words())).collect();
    let body = html! {
        p.no-print { a href=(own) { "Back to the profile" } }
        (error_summary(errors))
        h1 { (TITLE) }
        p.lead { "For " (head.name.full()) ", who chooses. A profile without a picture is as good." }
        @if let Some(held) = held {
            div.panel {
                (shown(head, Some(held)))
                p { (said(held)) }
                (post_form(format!("{own}/picture/removal")).of(second_button("Take the picture away")))
            }
        }
        h2 { "A symbol" }
        (post_form(format!("{own}/symbol")).class("panel").of(html! {
            (drawn_radios(&field("symbol", "Which one", ""), &symbols))
            (button("Put the symbol on the profile"))
        }))
        h2 { "A photo" }
        (post_form(format!("{own}/photo")).class("panel").brings_files().of(html! {
            p {
                "Only where somebody has agreed, and may take that back. Where and when it was taken is removed before it is kept. "
                "Once it is taken away here, it is deleted."
            }
            (file_input(&field("file", "File", "A JPEG or PNG picture, at most 10 MB."), ".jpg,.jpeg,.png", false))
            (radios(&field("agreed_by", "Who has agreed that this photo be used on the profile?", ""), &who))
            (date_input(&field("agreed_on", "Agreed on", "")))
            (button("Put the photo on the profile"))
        }))
    };
    Page::new(TITLE, body).wrong(errors)
}
