//! The EHC plan's annual review: computed dates with unit and source.
