//! A page before it is an answer: what stands on it, what it is called, where it is, and what is wrong with what was sent. Pure functions
//! make it; `App::answer` and the layout turn it into a response.

use axum::http::StatusCode;
use maud::{Markup, html};

/// The entries of the main navigation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::web) enum Nav {
    /// What is due today.
    Today,
    /// The board of a term's reviews.
    Round,
    /// The pupils whom the reader teaches or supports.
    MyPupils,
    /// What the reader gives today.
    Sessions,
    /// Every pupil whom the reader sees.
    FindPupil,
    /// The concerns that were raised.
    Concerns,
    /// The week's report.
    Reports,
    /// What was sent and what waits.
    Messages,
    /// What is to be done by hand.
    Tasks,
    /// The restrictions of adults.
    Restrictions,
    /// Bringing records in.
    Import,
    /// The school's settings.
    Settings,
}

/// A page: without more, no entry of the navigation, nothing wrong, and [`StatusCode::OK`].
#[derive(Debug)]
pub(in crate::web) struct Page {
    pub(super) title: String,
    pub(super) body: Markup,
    pub(super) here: Option<Nav>,
    pub(super) status: StatusCode,
    is_wrong: bool,
}

impl Page {
    /// A page with its title, which names neither the school nor an error. `body` brings its own `h1`.
    pub(in crate::web) fn new(title: impl Into<String>, body: Markup) -> Self {
        Self { title: title.into(), body, here: None, status: StatusCode::OK, is_wrong: false }
    }

    /// The entry of the main navigation that leads here.
    pub(in crate::web) fn at(self, here: Nav) -> Self {
        Self { here: Some(here), ..self }
    }

    /// Another title, where its heading says more than what it is.
    pub(in crate::web) fn titled(self, title: &str) -> Self {
        Self { title: title.to_owned(), ..self }
    }

    /// Says something above everything else.
    pub(in crate::web) fn under(self, news: &Markup) -> Self {
        Self { body: html! { (news) (self.body) }, ..self }
    }

    /// What is wrong with what was sent; if anything is, the title says so first, and the status is
    /// [`StatusCode::UNPROCESSABLE_ENTITY`].
    pub(in crate::web) fn wrong<'a, Errors>(self, errors: &'a Errors) -> Self
    where
        &'a Errors: IntoIterator,
    {
        match errors.into_iter().next() {
            Some(_) => self.refused(StatusCode::UNPROCESSABLE_ENTITY),
            None => self,
        }
    }

    /// What was sent is refused for another reason than its fields: the title says so first.
    pub(in crate::web) fn refused(self, status: StatusCode) -> Self {
        Self { status, is_wrong: true, ..self }
    }

    /// Another status, of which the title says nothing.
    pub(in crate::web) fn status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// Whether something is wrong with what was sent.
    pub(super) fn is_wrong(&self) -> bool {
        self.is_wrong
    }

    /// What the browser calls it, which is what a screen reader says first: that something is wrong goes before everything else.
    pub(super) fn called(&self, school: Option<&str>) -> String {
        self.called_in(school, "Error:")
    }

    /// The same, where that something is wrong is said in another language.
    pub(super) fn called_in(&self, school: Option<&str>, wrong: &str) -> String {
        let error = if self.is_wrong { format!("{wrong} ") } else { String::new() };
        let school = school.map(|school| format!(" – {school}")).unwrap_or_default();
        format!("{error}{}{school}", self.title)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> Page {
        Page::new("Tasks", html! { p { "x" } })
    }

    #[test]
    fn a_page_says_first_that_something_is_wrong_and_last_whose_it_is() {
        assert_eq!(page().called(None), "Tasks");
        assert_eq!(page().called(Some("Oakfield")), "Tasks – Oakfield");
        assert_eq!(page().wrong(&["Enter a note"]).called(Some("Oakfield")), "Error: Tasks – Oakfield");
    }

    #[test]
    fn what_is_wrong_decides_the_status_unless_another_is_given() {
        let none: [&str; 0] = [];
        assert_eq!(page().wrong(&none).status, StatusCode::OK);
        assert_eq!(page().wrong(&["Enter a note"]).status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(page().wrong(&["Enter a note"]).status(StatusCode::CONFLICT).status, StatusCode::CONFLICT);
        let refused = page().refused(StatusCode::CONFLICT);
        assert_eq!((refused.status, refused.called(None).as_str()), (StatusCode::CONFLICT, "Error: Tasks"));
    }
}
