//! The facts that a standing is worked out from.
