//! Terms and closures as people paste them: a block of rows each, with headings or without, as a spreadsheet has them, or the words of a
//! letter or web page.

use super::{File, Parsed, Problem, letter, read, unknown::Answers};

/// The headings of rows that bring none: terms with and without a half term, closures.
const TERMS: &str = "Term,Starts,Half term starts,Half term ends,Ends";
const SHORT_TERMS: &str = "Term,Starts,Ends";
const CLOSURES: &str = "Date,Kind,Note";

/// Reads blocks of rows with an empty line between them. A problem bears the row itself in place of a file and a line, since whoever has
/// pasted rows has no numbers to look for.
#[must_use]
pub fn year(text: &str) -> Parsed {
    let rows = rows(text);
    let is_table = rows.problems.is_empty() && !(rows.terms.is_empty() && rows.closures.is_empty());
    let letter = if is_table { Parsed::default() } else { letter::read(text) };
    match letter.terms.len() > rows.terms.len() {
        true => checked(letter),
        false => rows,
    }
}

/// Terms of a letter that cannot stand beside each other are told, as those of a table are.
fn checked(mut letter: Parsed) -> Parsed {
    super::year::check_terms(&mut letter);
    letter
}

fn rows(text: &str) -> Parsed {
    let text = text.replace("\r\n", "\n");
    let mut blocks: Vec<String> = Vec::new();
    let mut open = false;
    for line in text.lines() {
        match (line.trim().is_empty(), open) {
            (true, _) => open = false,
            (false, true) => blocks.last_mut().into_iter().for_each(|b| b.push_str(&format!("{line}\n"))),
            (false, false) => {
                blocks.push(format!("{line}\n"));
                open = true;
            }
        }
    }
    let headed: Vec<String> = blocks.iter().map(|block| headed(block)).collect();
    let named = |(n, block): (usize, &String)| File::new(n.to_string(), block.clone().into_bytes());
    let mut parsed = read::files(&headed.iter().enumerate().map(named).collect::<Vec<_>>(), &Answers::default());
    for problem in &mut parsed.problems {
        let block = problem.file.parse::<usize>().ok().and_then(|n| headed.get(n)).map_or("", String::as_str);
        let row = block.lines().nth(usize::try_from(problem.line).unwrap_or(0).max(1) - 1).unwrap_or_default();
        (problem.file, problem.line) = (format!("“{}”", row.split_whitespace().collect::<Vec<_>>().join(" ")), 0);
    }
    if blocks.is_empty() {
        let message = "there is nothing to read".to_owned();
        parsed.problems.push(Problem::file("", message));
    }
    parsed
}

/// A block with headings: its own if it has any, else those that fit its first row.
fn headed(block: &str) -> String {
    let known = |text: &str| {
        let file = File::new("", text.as_bytes().to_vec());
        read::files(&[file], &Answers::default()).problems.iter().all(|p| p.line > 0)
    };
    if known(block) {
        return block.to_owned();
    }
    let first = block.lines().next().unwrap_or_default();
    let separator = [',', ';', '\t'].into_iter().max_by_key(|s| first.matches(*s).count()).unwrap_or(',');
    let begins_with_day = first.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let heading = match (begins_with_day, first.matches(separator).count()) {
        (true, _) => CLOSURES,
        (false, 0..=2) => SHORT_TERMS,
        (false, _) => TERMS,
    };
    let fitting: Vec<&str> = heading.split(',').take(first.matches(separator).count() + 1).collect();
    format!("{}\n{block}", fitting.join(&separator.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_with_their_headings_or_without() {
        let with =
            "Term,Starts,Half term starts,Half term ends,Ends\nAutumn,02/09/2026,26/10/2026,30/10/2026,18/12/2026\n";
        let without = "Autumn\t02/09/2026\t26/10/2026\t30/10/2026\t18/12/2026\n";
        for text in [with, without] {
            let read = year(text);
            assert_eq!((read.terms.len(), read.problems.len()), (1, 0), "{text}: {:?}", read.problems);
        }
        let short = year("Autumn,02/09/2026,18/12/2026");
        assert_eq!((short.terms.len(), short.problems.len()), (1, 0), "{:?}", short.problems);
    }

    #[test]
    fn an_empty_line_parts_terms_from_closures() {
        let read = year("Autumn;02/09/2026;18/12/2026\r\n\r\n\r\n01/09/2026;INSET;Training\n27/11/2026;INSET\n");
        assert_eq!((read.terms.len(), read.closures.len(), read.problems.len()), (1, 2, 0), "{:?}", read.problems);
        assert_eq!(read.closures[0].value.2, "Training");
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        assert_eq!(year(" \n").problems[0].message, "there is nothing to read");
        assert!(year("Autumn,02/09/2026,someday").problems[0].message.contains("someday"));
        let letter =
            year("Term dates 2026/27\nAutumn: Wednesday 2 September to Friday 18 December\nSummer fair: 3 July\n");
        assert_eq!((letter.terms.len(), letter.problems.len()), (1, 1), "{:?}", letter.problems);
        assert!(year("We break up before Christmas.").terms.is_empty());
        let spoken = year("Autumn,02/09/2026,18/12/2026\nSpring 5 January to 24 March\n");
        let problem = &spoken.problems[0];
        assert_eq!((problem.file.as_str(), problem.line), ("“Spring 5 January to 24 March”", 0), "{problem:?}");
        assert_eq!(problem.message, "a date is missing");
    }
}
