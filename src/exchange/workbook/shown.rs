//! How a cell's format shows its number. What nobody sees in the sheet is not read: a third of 1,000 pounds is 333.33.

use calamine::ExcelDateTime;

/// What a format makes of a number (ECMA-376 part 1, 18.8.31).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Shown {
    /// As it is.
    Plain,
    /// With so many decimals.
    Decimals(usize),
    /// In per cent. No digit of it is left out: 89.999 must not become 90.
    Percent,
    /// Filled up with noughts to so many digits: "007".
    Noughts(usize),
    /// A day by month and year alone.
    Month,
}

/// Pence are never lost, whatever a sheet shows.
const LEAST_DECIMALS: usize = 2;
/// The digits that a spreadsheet keeps of a number.
const DIGITS: usize = 15;

impl Shown {
    /// What a format says. Of several for positive, negative and nothing, the first counts.
    pub(super) fn of(format: &str) -> Self {
        let code = bare(format);
        let has = |letters: &[char]| code.contains(letters);
        let decimals = code
            .split_once('.')
            .map_or(0, |(_, rest)| rest.chars().take_while(|c| matches!(c, '0' | '#' | '?')).count());
        match () {
            () if code == "general" || has(&['@', 'e', '/']) && !has(&['y']) => Self::Plain,
            () if has(&['y']) && has(&['m']) && !has(&['d', 'h', 's']) => Self::Month,
            () if has(&['y', 'm', 'd', 'h', 's']) => Self::Plain,
            () if has(&['%']) => Self::Percent,
            // A comma at the end shows thousands.
            () if code.trim_end_matches(' ').ends_with(',') => Self::Plain,
            () if code.len() > 1 && code.bytes().all(|b| b == b'0') => Self::Noughts(code.len()),
            () if has(&['0', '#']) => Self::Decimals(decimals),
            () => Self::Plain,
        }
    }

    /// A number as the sheet shows it, without marks of money and thousands.
    pub(super) fn number(self, value: f64) -> String {
        match self {
            Self::Plain | Self::Month => plain(value),
            Self::Decimals(n) => rounded(&plain(value), n.max(LEAST_DECIMALS)),
            Self::Percent => format!("{}%", plain(value * 100.0)),
            Self::Noughts(n) if value >= 0.0 && value.fract() == 0.0 => format!("{value:0n$}"),
            Self::Noughts(_) => plain(value),
        }
    }

    /// A day as ISO writes it, with the time where there is one; a month that is shown as one; a time of day; a length of time.
    pub(super) fn moment(self, at: &ExcelDateTime) -> String {
        let value = at.as_f64();
        if at.is_duration() || value < 0.0 {
            return if value < 0.0 { plain(value) } else { length(value) };
        }
        let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
        let time = match second {
            0 => format!("{hour:02}:{minute:02}"),
            _ => format!("{hour:02}:{minute:02}:{second:02}"),
        };
        match (self, time.as_str()) {
            _ if value < 1.0 => time,
            (Self::Month, "00:00") if day == 1 => format!("{year:04}-{month:02}"),
            (_, "00:00") => format!("{year:04}-{month:02}-{day:02}"),
            _ => format!("{year:04}-{month:02}-{day:02} {time}"),
        }
    }
}

/// The first part of a format in small letters, without words, colours, languages, and what only keeps room.
fn bare(format: &str) -> String {
    let (mut out, mut chars) = (String::new(), format.chars());
    while let Some(c) = chars.next() {
        match c {
            ';' => break,
            '"' => _ = chars.find(|c| *c == '"'),
            '[' => _ = chars.find(|c| *c == ']'),
            '\\' | '_' | '*' => _ = chars.next(),
            _ => out.extend(c.to_lowercase()),
        }
    }
    out.trim().to_owned()
}

/// A number with the digits that a spreadsheet keeps: 0.1 + 0.2 is 0.3.
fn plain(value: f64) -> String {
    let kept: f64 = format!("{value:.*e}", DIGITS - 1).parse().unwrap_or(value);
    match kept.abs() {
        0.0 => "0".to_owned(),
        size if (1e-9..1e21).contains(&size) => kept.to_string(),
        _ => format!("{kept:E}"),
    }
}

/// A number in digits with at most so many decimals, a half rounded away from nothing as spreadsheets do.
fn rounded(digits: &str, most: usize) -> String {
    let Some((whole, part)) = digits.split_once('.').filter(|(_, part)| part.len() > most) else {
        return digits.to_owned();
    };
    let negative = whole.starts_with('-');
    let up = part.as_bytes()[most] >= b'5';
    let Ok(all) = format!("{}{}", whole.trim_start_matches('-'), &part[..most]).parse::<u128>() else {
        return digits.to_owned();
    };
    let all = format!("{:0width$}", all + u128::from(up), width = most + 1);
    let (whole, part) = all.split_at(all.len() - most);
    let part = part.trim_end_matches('0');
    let dot = if part.is_empty() { "" } else { "." };
    let sign = if negative && !(whole.trim_matches('0').is_empty() && part.is_empty()) { "-" } else { "" };
    format!("{sign}{whole}{dot}{part}")
}

/// Hours and minutes: "26:30".
fn length(days: f64) -> String {
    let minutes = (days * 24.0 * 60.0).round();
    format!("{:.0}:{:02.0}", (minutes / 60.0).floor(), minutes % 60.0)
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType;

    use super::*;

    #[test]
    fn a_format_is_told_by_what_it_shows() {
        for (format, shown) in [
            ("General", Shown::Plain),
            ("@", Shown::Plain),
            ("0", Shown::Decimals(0)),
            ("0.00", Shown::Decimals(2)),
            ("#,##0.000", Shown::Decimals(3)),
            ("£#,##0.00;[Red]-£#,##0.00", Shown::Decimals(2)),
            ("[$£-809]#,##0.00", Shown::Decimals(2)),
            ("_-£* #,##0.00_-;-£* #,##0.00_-;_-£* \"-\"??_-;_-@_-", Shown::Decimals(2)),
            ("0.00\" per day\"", Shown::Decimals(2)),
            ("#,##0,", Shown::Plain),
            ("0%", Shown::Percent),
            ("0.0%", Shown::Percent),
            ("0.00E+00", Shown::Plain),
            ("# ?/?", Shown::Plain),
            ("000", Shown::Noughts(3)),
            ("mmm-yy", Shown::Month),
            ("mmmm yyyy", Shown::Month),
            ("yyyy/mm", Shown::Month),
            ("dd/mm/yyyy", Shown::Plain),
            ("h:mm", Shown::Plain),
        ] {
            assert_eq!(Shown::of(format), shown, "{format}");
        }
    }

    #[test]
    fn a_number_is_as_the_sheet_shows_it() {
        for (shown, value, words) in [
            (Shown::Plain, 1200.0, "1200"),
            (Shown::Plain, 0.1 + 0.2, "0.3"),
            (Shown::Plain, -0.0, "0"),
            (Shown::Plain, 7_700_900_101.0, "7700900101"),
            (Shown::Plain, 1e300, "1E300"),
            (Shown::Decimals(2), 1000.0 / 3.0, "333.33"),
            (Shown::Decimals(2), 1.005, "1.01"),
            (Shown::Decimals(2), -2.675, "-2.68"),
            (Shown::Decimals(2), -0.001, "0"),
            (Shown::Decimals(2), 99.999, "100"),
            (Shown::Decimals(2), 0.05, "0.05"),
            (Shown::Decimals(2), 1530.0, "1530"),
            (Shown::Decimals(0), 400.5, "400.5"),
            (Shown::Percent, 0.92, "92%"),
            (Shown::Percent, 0.953, "95.3%"),
            (Shown::Percent, 0.89999, "89.999%"),
            (Shown::Noughts(3), 7.0, "007"),
            (Shown::Noughts(3), 7.5, "7.5"),
        ] {
            assert_eq!(shown.number(value), words, "{shown:?} {value}");
        }
    }

    #[test]
    fn a_day_is_iso_in_both_systems_of_days() {
        let day = |value, is_1904| ExcelDateTime::new(value, ExcelDateTimeType::DateTime, is_1904);
        for (shown, at, words) in [
            (Shown::Plain, day(46_266.0, false), "2026-09-01"),
            (Shown::Plain, day(44_804.0, true), "2026-09-01"),
            (Shown::Plain, day(46_266.0 + 14.5 / 24.0, false), "2026-09-01 14:30"),
            (Shown::Plain, day(46_266.0 + 30.0 / 86_400.0, false), "2026-09-01 00:00:30"),
            (Shown::Plain, day(0.395_833_333_333_333_3, false), "09:30"),
            (Shown::Plain, day(1.0, false), "1900-01-01"),
            (Shown::Plain, day(59.0, false), "1900-02-28"),
            (Shown::Plain, day(61.0, false), "1900-03-01"),
            (Shown::Month, day(46_266.0, false), "2026-09"),
            (Shown::Month, day(46_267.0, false), "2026-09-02"),
            (Shown::Plain, day(-3.0, false), "-3"),
            (Shown::Plain, ExcelDateTime::new(1.0625, ExcelDateTimeType::TimeDelta, false), "25:30"),
        ] {
            assert_eq!(shown.moment(&at), words, "{at:?}");
        }
    }
}
