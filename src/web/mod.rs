//! The pages: one folder a resource, with its routes, handlers, form and page together. One order in every handler: read the request,
//! load as this person, decide (pure), write in one transaction, answer.

pub mod error;
pub mod session;
pub mod ui;

mod assets;
mod conversations;
mod demo;
mod health;
mod invitations;
mod messages;
mod my_pupils;
mod plans;
mod pupils;
mod restrictions;
mod reviews;
mod rounds;
mod settings;
mod sign_in;
mod tasks;
mod today;

use std::sync::Arc;

use axum::Router;

use crate::{clock::Clock, dispatch::Post, store::Store};

/// What every handler may need.
#[derive(Clone, Debug)]
pub struct App(pub Arc<Parts>);

/// The parts of a running Thrice.
#[derive(Debug)]
pub struct Parts {
    /// The database.
    pub store: Store,
    /// The time.
    pub clock: Clock,
    /// How messages are written: who from, and where links lead.
    pub post: Post,
    /// The demo: one-click sign-in, a banner, and a page that shows the mail folder.
    pub demo: Option<std::path::PathBuf>,
}

impl std::ops::Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// Every route of the product.
#[must_use]
pub fn router(app: App) -> Router {
    let resources = [
        assets::routes(),
        conversations::routes(),
        demo::routes(),
        health::routes(),
        invitations::routes(),
        messages::routes(),
        my_pupils::routes(),
        plans::routes(),
        pupils::routes(),
        restrictions::routes(),
        reviews::routes(),
        rounds::routes(),
        settings::routes(),
        sign_in::routes(),
        tasks::routes(),
        today::routes(),
    ];
    resources.into_iter().fold(Router::new(), Router::merge).with_state(app)
}
