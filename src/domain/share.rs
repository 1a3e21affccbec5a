//! A share in whole per cent, as a report shows it. Attendance has digits of its own, cut off and never rounded, because it is judged at
//! fixed lines ([`attendance`](super::attendance)).

/// `part` of `whole` in whole per cent, rounded half up: 8 of 13 is 62. Yet 100 is said only where it is all of them, and 0 only where it
/// is none, because people read these two as "all" and "none". Nothing where there is no whole; a part beyond it counts as all.
#[must_use]
pub fn percent(part: u32, whole: u32) -> Option<u32> {
    let (part, whole) = (u64::from(part.min(whole)), u64::from(whole));
    let rounded = (part * 200 + whole).checked_div(whole * 2)?;
    let shown = match part {
        0 => 0,
        all if all == whole => 100,
        _ => rounded.clamp(1, 99),
    };
    u32::try_from(shown).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::percent;

    #[test]
    fn it_is_rounded_half_up_and_only_all_is_a_hundred() {
        for (part, whole, shown) in [
            (8, 13, Some(62)),
            (1, 3, Some(33)),
            (2, 3, Some(67)),
            (1, 8, Some(13)),
            (1, 200, Some(1)),
            (1, 1000, Some(1)),
            (999, 1000, Some(99)),
            (0, 7, Some(0)),
            (7, 7, Some(100)),
            (9, 7, Some(100)),
            (0, 0, None),
        ] {
            assert_eq!(percent(part, whole), shown, "{part} of {whole}");
        }
    }

    proptest! {
        #[test]
        fn none_is_nought_all_is_a_hundred_and_what_lies_between_is_near_the_truth(part: u32, whole in 1..=u32::MAX) {
            let part = part % (whole / 2 + 1) * 2;
            let part = part.min(whole);
            let shown = percent(part, whole).unwrap();
            prop_assert_eq!(shown == 0, part == 0);
            prop_assert_eq!(shown == 100, part == whole);
            let off = (i128::from(shown) * i128::from(whole) - i128::from(part) * 100).abs();
            prop_assert!(off <= i128::from(whole), "{part} of {whole} shown as {shown}: off by more than one");
            prop_assert!(off * 2 <= i128::from(whole) || shown == 1 || shown == 99, "not the nearest, and not at an end");
        }

        #[test]
        fn more_of_the_same_whole_never_shows_less(whole in 1..5_000u32, a in 0..5_000u32, b in 0..5_000u32) {
            prop_assert!(percent(a.min(b), whole) <= percent(a.max(b), whole));
        }
    }
}
