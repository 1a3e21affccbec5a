//! Who looks at a parent's page, as far as their browser tells: what it keeps of earlier visits, and the language it asked for. A language is
//! asked for by the address or by the form that is open (which then changes nothing and is shown again as it was filled in), and kept in a
//! cookie: a word, and nothing of whoever reads.

use std::convert::Infallible;

use axum::{
    extract::FromRequestParts,
    http::{Method, request::Parts},
    response::{IntoResponse, Response},
};
use axum_extra::extract::CookieJar;

use super::languages::{LANGUAGE, Switch, switch};
use crate::{
    domain::{language::Language, wording::Wording},
    texts::Words,
    web::{
        App,
        form::typed::Typed,
        frame::{
            layout,
            page::Page,
            session::{self, Kind},
        },
    },
};

/// A browser at a parent's link.
#[derive(Clone, Debug)]
pub(in crate::web) struct Visitor {
    /// Its cookies.
    pub(in crate::web) jar: CookieJar,
    /// The language asked for now.
    asked: Option<Language>,
    /// The language kept from before.
    kept: Option<Language>,
    /// The page to look at in another language; empty where it is the one that was opened.
    here: String,
}

impl FromRequestParts<App> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let jar = CookieJar::from_headers(&parts.headers);
        let kept = session::token(app, &jar, Kind::Language).as_deref().and_then(Language::from_code);
        let pairs = parts.uri.query().unwrap_or_default().split('&');
        let asked = pairs.filter_map(|pair| pair.split_once('=')).find(|(name, _)| *name == LANGUAGE);
        let asked = asked.and_then(|(_, code)| Language::from_code(code));
        let path = parts.uri.path();
        // What a form was sent to may be no page: the link itself always is one.
        let here = match parts.method {
            Method::POST => path.split('/').take(3).collect::<Vec<_>>().join("/"),
            _ => String::new(),
        };
        Ok(Self { jar, asked, kept, here })
    }
}

impl Visitor {
    /// The same at an address that leads nowhere: nothing on its page tells one such address from another.
    pub(super) fn nowhere(&self) -> Self {
        Self { here: String::new(), ..self.clone() }
    }

    /// The language it reads.
    pub(in crate::web) fn language(&self) -> Language {
        self.asked.or(self.kept).unwrap_or(Language::English)
    }

    /// The same, where the form that is open asks for another language; whether it does.
    pub(in crate::web) fn asked_by(&mut self, typed: &Typed) -> bool {
        let asked = Language::from_code(typed.get(LANGUAGE));
        self.asked = asked.or(self.asked);
        asked.is_some()
    }

    /// The school's words for it.
    pub(in crate::web) fn words(&self, wording: &Wording) -> Words {
        Words::of(wording, self.language())
    }

    /// A page in its language, with the way to the others. `form` is the form whose contents go along there.
    pub(in crate::web) fn page(
        &self,
        app: &App,
        (school, words): (&str, &Words),
        form: Option<&str>,
        page: Page,
    ) -> Response {
        let switch = switch(words, &Switch { here: &self.here, form });
        let answer = layout::parent_page(app, school, words, &switch, page);
        match self.asked.filter(|asked| self.kept != Some(*asked)) {
            Some(language) => {
                let cookie = session::cookie(app, Kind::Language, language.as_code().to_owned());
                (CookieJar::new().add(cookie), answer).into_response()
            }
            None => answer,
        }
    }
}
