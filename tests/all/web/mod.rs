//! HTTP through the real router and the real sign-in; one file a resource.

mod conversations;
mod invitations;
mod messages;
mod plans;
mod pupils;
mod reviews;
mod rounds;
mod sign_in;
mod tasks;
