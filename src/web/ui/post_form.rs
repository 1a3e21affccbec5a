//! The form that is sent with POST, and the token that each of them carries: one that somebody else made has none and is refused.

use std::{fmt::Display, future::Future};

use maud::{Markup, html};

/// The name of the token's field, and of the query's part where a form brings files.
pub const FIELD: &str = "csrf";

tokio::task_local! {
    /// The token of the forms of this answer.
    static TOKEN: String;
}

/// Makes an answer whose forms carry this token.
pub async fn with_token<F: Future>(token: String, answer: F) -> F::Output {
    TOKEN.scope(token, answer).await
}

/// A form that is sent with POST, before it has its fields. What is wrong with them the answer says, not the browser.
#[derive(Debug)]
#[must_use]
pub struct PostForm {
    action: String,
    class: Option<&'static str>,
    id: Option<&'static str>,
    searches: Option<&'static str>,
    brings_files: bool,
}

/// A form that is sent to an address.
pub fn post_form(action: impl Display) -> PostForm {
    PostForm { action: action.to_string(), class: None, id: None, searches: None, brings_files: false }
}

impl PostForm {
    /// How it looks.
    pub fn class(self, class: &'static str) -> Self {
        Self { class: Some(class), ..self }
    }

    /// Its name on the page, to which an error may lead that belongs to no field.
    pub fn id(self, id: &'static str) -> Self {
        Self { id: Some(id), ..self }
    }

    /// It looks for something, and is called so.
    pub fn searches(self, label: &'static str) -> Self {
        Self { searches: Some(label), ..self }
    }

    /// It brings files. What it sends is not read before its handler, so that its token goes with the address as well.
    pub fn brings_files(self) -> Self {
        Self { brings_files: true, ..self }
    }

    /// The form with its fields and buttons.
    #[must_use]
    pub fn of(self, fields: Markup) -> Markup {
        let token = TOKEN.try_with(Clone::clone).ok();
        let mark = if self.action.contains('?') { '&' } else { '?' };
        let action = match &token {
            Some(token) if self.brings_files => format!("{}{mark}{FIELD}={token}", self.action),
            _ => self.action,
        };
        html! {
            form id=[self.id] class=[self.class] method="post" action=(action)
                enctype=[self.brings_files.then_some("multipart/form-data")] tabindex=[self.id.map(|_| "-1")]
                role=[self.searches.map(|_| "search")] aria-label=[self.searches] novalidate {
                @if let Some(token) = token { input type="hidden" name=(FIELD) value=(token); }
                (fields)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn shown(form: PostForm) -> String {
        with_token("t0k".to_owned(), async { form.of(html! { p { "x" } }).into_string() }).await
    }

    #[tokio::test]
    async fn every_form_carries_the_token_of_its_answer() {
        let form = shown(post_form("/b").class("a")).await;
        let tag = r#"<form class="a" method="post" action="/b" novalidate>"#;
        assert_eq!(form, format!(r#"{tag}<input type="hidden" name="csrf" value="t0k"><p>x</p></form>"#));
        assert!(!post_form("/b").of(html! {}).into_string().contains("csrf"), "nobody is signed in");
    }

    #[tokio::test]
    async fn a_form_with_files_has_it_in_its_address_too() {
        let of = |to| shown(post_form(to).brings_files());
        assert!(of("/a?b=1").await.contains(r#" action="/a?b=1&amp;csrf=t0k" enctype="multipart/form-data""#));
        assert!(of("/a").await.contains(r#" action="/a?csrf=t0k""#));
    }
}
