//! Targets: measure, baseline, predicted, challenge, actual.
