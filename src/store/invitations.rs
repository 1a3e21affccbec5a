//! Invitations, links and answers.
