//! Text from outside made safe for a header or a line: lettre panics on a line break in a name, and a control that turns the reading
//! direction can make an address look like another.

/// The longest name or phrase that is let through, in characters.
const LONGEST: usize = 200;

/// One line of text: no control or direction-turning characters, white space as single spaces, at most 200 characters.
pub(super) fn line(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if is_unsafe(c) { ' ' } else { c }).collect();
    let joined = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    joined.chars().take(LONGEST).collect()
}

fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}')
        || ('\u{2028}'..='\u{202e}').contains(&c)
        || ('\u{2060}'..='\u{2069}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn what_could_break_a_header_or_turn_a_name_round_is_gone() {
        assert_eq!(line("Mum\r\nBcc: x@y.org"), "Mum Bcc: x@y.org");
        assert_eq!(line("a\0b\u{202e}gro.live\u{2066}"), "a b gro.live");
        assert_eq!(line("  Zoë \t O’Neill "), "Zoë O’Neill");
        assert_eq!(line(&"x".repeat(500)).len(), 200);
    }
}
