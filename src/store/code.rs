//! Codes as rows hold them. One that this program does not know is an error everywhere: to guess would invite a family to the wrong place.

use crate::domain::{
    code::Coded,
    restriction::{Effect, Effects},
};

/// The value with this code.
///
/// # Errors
/// When this program knows no such code: a newer one has written the row.
pub(super) fn read<T: Coded>(text: &str) -> anyhow::Result<T> {
    T::of_code(text).ok_or_else(|| anyhow::anyhow!("an unknown code of {}: {text:?}", T::NAME))
}

/// The value with this code, where a row holds one.
///
/// # Errors
/// When this program knows no such code.
pub(super) fn maybe<T: Coded>(text: Option<&str>) -> anyhow::Result<Option<T>> {
    text.map(read).transpose()
}

/// What a decision about a restriction does, as its row holds it: barring is an effect like the others.
///
/// # Errors
/// When this program knows no such effect.
pub(super) fn effects(outcome: &str, codes: &[String]) -> anyhow::Result<Effects> {
    let mut effects = codes.iter().map(|text| read::<Effect>(text)).collect::<anyhow::Result<Effects>>()?;
    if outcome == "barred" {
        effects.insert(Effect::NoContact);
    }
    Ok(effects)
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::domain::{conversation::Mode, task::TaskKind};

    #[test]
    fn a_code_that_nobody_knows_is_an_error_and_never_a_guess() {
        assert_eq!(read::<Mode>("phone").unwrap(), Mode::Phone);
        let why = read::<Mode>("by_owl").unwrap_err().to_string();
        assert_eq!(why, "an unknown code of Mode: \"by_owl\"");
        assert!(read::<TaskKind>("phone").is_err(), "a code of another set is none of this one");
    }
}
