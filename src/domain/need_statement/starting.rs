//! The starting set: our own wording, each something that whoever stands in the room could see or count.

use super::Area;

/// Code, area and wording. A code is never given to another statement: schools have written what became of it.
pub const STARTING: &[(&str, Area, &str)] = &[
    ("c01", Area::Communication, "Follows one instruction at a time, and loses the second of two."),
    (
        "c02",
        Area::Communication,
        "Speaks in single words or short phrases where others of the same age speak in sentences.",
    ),
    ("c03", Area::Communication, "Is hard to understand for people who do not know them."),
    ("c04", Area::Communication, "Needs about ten seconds before answering a question."),
    ("c05", Area::Communication, "Takes what is said word for word, and misses jokes and hints."),
    ("c06", Area::Communication, "Seldom begins to talk with other children, and watches them play."),
    ("c07", Area::Communication, "Tells what happened out of order, so that listeners have to ask."),
    ("c08", Area::Communication, "Finds a change of the day’s plan hard, unless it was shown beforehand."),
    ("l01", Area::Cognition, "Reads single words slowly and loses the meaning of the sentence."),
    ("l02", Area::Cognition, "Spells by sound, and does not remember the spelling from week to week."),
    ("l03", Area::Cognition, "Knows what to write, and gets far less of it on paper than they can say."),
    ("l04", Area::Cognition, "Counts on fingers or objects where others know number facts by heart."),
    ("l05", Area::Cognition, "Forgets today what was secure yesterday, and needs it practised every day."),
    ("l06", Area::Cognition, "Needs a task shown and broken into steps before beginning it."),
    ("l07", Area::Cognition, "Works for about five minutes without an adult beside them."),
    ("l08", Area::Cognition, "Does better with pictures and objects than with words alone."),
    ("s01", Area::Semh, "Leaves the room or hides when work looks too hard."),
    ("s02", Area::Semh, "Is upset for longer than ten minutes after something small has gone wrong."),
    ("s03", Area::Semh, "Says “I cannot” before trying, and tears up or rubs out work."),
    ("s04", Area::Semh, "Stays near one adult, and seldom joins in with others at playtime."),
    ("s05", Area::Semh, "Calls out and moves about more than others of the same age."),
    ("s06", Area::Semh, "Falls out with others in most games without an adult."),
    ("s07", Area::Semh, "Is often late or away on Mondays, and settles slowly in the morning."),
    ("s08", Area::Semh, "Cannot say what they feel, and shows it by what they do."),
    ("p01", Area::SensoryPhysical, "Covers their ears or leaves when it is loud, as at lunch or in assembly."),
    ("p02", Area::SensoryPhysical, "Does not turn round when spoken to from behind."),
    ("p03", Area::SensoryPhysical, "Moves close to the board, and reads large print more easily."),
    ("p04", Area::SensoryPhysical, "Tires when writing, and presses very hard or very lightly."),
    ("p05", Area::SensoryPhysical, "Trips and bumps into things more often than others of the same age."),
    ("p06", Area::SensoryPhysical, "Needs help with buttons, cutlery or scissors that others manage alone."),
    ("p07", Area::SensoryPhysical, "Seeks out movement or pressure, and works better after it."),
    ("o01", Area::Other, "Misses so much school that gaps in what was taught can be named."),
];
