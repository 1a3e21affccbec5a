//! Plans, cycles, outcomes, targets and placements.
