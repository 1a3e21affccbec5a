//! Reading our own messages back: for the demo's page of mails, for a printable letter, and for tests.

/// What a person sees of a message.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Read {
    /// Headers as written, unfolded, in order.
    pub headers: Vec<(String, String)>,
    /// The plain text.
    pub text: String,
    /// The HTML twin.
    pub html: String,
    /// The calendar entry, or empty.
    pub calendar: String,
}

impl Read {
    /// The first header of this name, or nothing. Names are compared without case.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value)
    }
}

/// Takes a message that Thrice wrote apart again.
#[must_use]
pub fn read(raw: &[u8]) -> Read {
    let whole = String::from_utf8_lossy(raw).replace("\r\n", "\n");
    let (headers, _) = split(&whole);
    let mut found = Read { headers, ..Read::default() };
    for part in parts(&whole) {
        let (headers, body) = split(&part);
        let value =
            |name: &str| headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map_or("", |(_, v)| v.as_str());
        let body =
            if value("Content-Transfer-Encoding") == "quoted-printable" { unquoted(body) } else { body.to_owned() };
        match value("Content-Type") {
            kind if kind.starts_with("text/plain") => found.text = body,
            kind if kind.starts_with("text/html") => found.html = body,
            kind if kind.starts_with("text/calendar") => found.calendar = body,
            _ => {}
        }
    }
    found
}

/// What stands between lines that are boundaries: those that a header has named, not whatever line of a text begins with two dashes.
fn parts(whole: &str) -> Vec<String> {
    let named = whole.split("boundary=\"").skip(1).filter_map(|rest| Some(format!("--{}", rest.split_once('"')?.0)));
    let boundaries: Vec<String> = named.collect();
    let ends = |line: &str| boundaries.iter().any(|one| line == one || line.strip_prefix(one.as_str()) == Some("--"));
    let mut parts = vec![String::new()];
    for line in whole.split('\n') {
        match parts.last_mut() {
            Some(part) if !ends(line) => {
                part.push_str(line);
                part.push('\n');
            }
            _ => parts.push(String::new()),
        }
    }
    parts.split_off(1)
}

fn split(text: &str) -> (Vec<(String, String)>, &str) {
    let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
    let head = head.replace("\n ", " ").replace("\n\t", " ");
    let headers = head.lines().filter_map(|l| l.split_once(": ")).map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
    (headers, body)
}

/// Quoted-printable undone (RFC 2045 6.7).
fn unquoted(text: &str) -> String {
    let joined = text.replace("=\n", "");
    let mut bytes = Vec::with_capacity(joined.len());
    let mut rest = joined.as_bytes();
    while let [first, tail @ ..] = rest {
        let pair = tail.get(..2).and_then(|p| std::str::from_utf8(p).ok());
        match (first, pair.and_then(|p| u8::from_str_radix(p, 16).ok())) {
            (b'=', Some(byte)) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).replace("\r\n", "\n")
}
