//! Easy read: the same page in shorter sentences and larger letters, with a drawing beside each of the main things. In other languages the
//! words stand alone.

use maud::Markup;

use crate::{
    domain::language::Language,
    texts::Words,
    web::ui::picture::{Picture, pictured},
};

/// Words, with their drawing where easy read is read.
pub(super) fn drawn(words: &Words, one: Picture, said: Markup) -> Markup {
    match words.language() {
        Language::EasyRead => pictured(one, &said),
        _ => said,
    }
}
