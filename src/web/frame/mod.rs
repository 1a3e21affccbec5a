//! What every page stands in: who is signed in, what may be asked, and the frame around what is shown.

pub mod csrf;
pub mod error;
pub mod gate;
pub mod session;

pub(super) mod again;
pub(super) mod assets;
pub(super) mod layout;
pub(super) mod machinery;
