//! Addresses that come from data. Pages escape what people typed, which does not stop `javascript:` in a link: an address that somebody
//! typed, or that a request brought, stands in a page or a redirect only as one of these.

use std::fmt;

/// An address that leads to a page of this site, or to a web page elsewhere, and runs nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SafeUrl(String);

impl SafeUrl {
    /// A path of this site, with its query. Nothing that a browser takes for another site: `//elsewhere`, `/\elsewhere`.
    #[must_use]
    pub fn path(text: &str) -> Option<Self> {
        let is_path = text.starts_with('/') && !text.starts_with("//") && is_plain(text);
        is_path.then(|| Self(text.to_owned()))
    }

    /// The address of a web page anywhere, with its host.
    #[must_use]
    pub fn web(text: &str) -> Option<Self> {
        let text = text.trim();
        let rest = ["https://", "http://"].iter().find_map(|scheme| {
            text.get(..scheme.len()).filter(|begin| begin.eq_ignore_ascii_case(scheme)).map(|_| &text[scheme.len()..])
        })?;
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        (is_plain(text) && host.contains('.') && !host.contains('@')).then(|| Self(text.to_owned()))
    }

    /// A telephone number, to be rung with one press. `None` where there is more in it than a number, such as an extension in words.
    #[must_use]
    pub fn phone(text: &str) -> Option<Self> {
        let text = text.trim();
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let is_number = text.chars().all(|c| c.is_ascii_digit() || "+ -()".contains(c)) && digits.len() >= 5;
        let plus = if text.starts_with('+') { "+" } else { "" };
        is_number.then(|| Self(format!("tel:{plus}{digits}")))
    }

    /// The first page of this site.
    #[must_use]
    pub fn first_page() -> Self {
        Self("/".to_owned())
    }

    /// The address as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Printed letters only, and no backslash, which browsers take for a slash.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
}

impl fmt::Display for SafeUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_site_are_paths() {
        for good in ["/", "/round?season=autumn", "/pupils/1#facts"] {
            assert_eq!(SafeUrl::path(good).unwrap().as_str(), good);
        }
        for bad in
            ["", "//evil.org", "https://evil.org", "/\\evil.org", "/a\r\nb", "/\tevil", "javascript:alert(1)", "/ö"]
        {
            assert_eq!(SafeUrl::path(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn only_a_number_is_rung() {
        for (typed, rung) in [(" 020 7946 0100", "tel:02079460100"), ("+44 (20) 7946-0100", "tel:+442079460100")] {
            assert_eq!(SafeUrl::phone(typed).unwrap().as_str(), rung);
        }
        for bad in ["", "999", "020 7946 0100 ext. 3", "javascript:alert(1234567)", "the office"] {
            assert_eq!(SafeUrl::phone(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn only_web_pages_with_a_host_are_web_pages() {
        for good in ["https://localoffer.example.org", " HTTP://a.example.org/b?c=d#e"] {
            assert_eq!(SafeUrl::web(good).unwrap().as_str(), good.trim());
        }
        for bad in [
            "javascript:alert(1)//https://a.org",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "https://",
            "https://localhost",
            "https://bank.org@evil.org",
            "//evil.org",
            "www.example.org",
            "https://a.org/\u{202e}gpj",
        ] {
            assert_eq!(SafeUrl::web(bad), None, "{bad:?}");
        }
    }
}
