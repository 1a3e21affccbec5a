//! The picture on a one-page profile, by choice: a symbol of ours, a photo, or nothing. A photo of a child is used only where somebody has
//! agreed to it, and it is on record who and when.

use chrono::NaiveDate;

use super::document::Kind;

coded! {
    /// What a pupil may choose for themselves. Each has a drawing of ours.
    Symbol {
        /// In the sky by day.
        Sun = "sun", "Sun";
        /// In the sky by night.
        Moon = "moon", "Moon";
        /// With leaves.
        Tree = "tree", "Tree";
        /// With petals.
        Flower = "flower", "Flower";
        /// In the water.
        Fish = "fish", "Fish";
        /// Its face.
        Cat = "cat", "Cat";
        /// With a sail.
        Boat = "boat", "Boat";
        /// On its way.
        Rocket = "rocket", "Rocket";
        /// To kick.
        Ball = "ball", "Ball";
        /// Notes.
        Music = "music", "Music";
        /// In the wind.
        Kite = "kite", "Kite";
        /// With two wheels.
        Bicycle = "bicycle", "Bicycle";
    }
}

coded! {
    /// Who has agreed that a photo be used.
    AgreedBy {
        /// The pupil alone.
        Pupil = "pupil", "The pupil";
        /// A parent or carer alone.
        Parent = "parent", "A parent or carer";
        /// Both of them.
        Both = "both", "The pupil and a parent or carer";
    }
}

/// What stands on the profile.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Picture {
    /// A drawing of ours.
    Symbol(Symbol),
    /// A file, with who agreed to its use and when.
    Photo(Kind, AgreedBy, NaiveDate),
}
