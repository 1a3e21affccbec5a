//! What somebody sits at: in words that they recognise, out of what their browser says of itself; and for how long it is remembered that
//! somebody has signed in there.

/// Days for which a device is remembered after somebody signed in there: as long as browsers keep a cookie.
pub const REMEMBERED_DAYS: i64 = 400;

/// Devices of one person that are remembered at most; then the one forgotten first is that at which they signed in longest ago.
pub const MOST_DEVICES: i64 = 30;

/// Browsers by what they say; whoever pretends to be another comes before it.
const BROWSERS: &[(&str, &str)] = &[
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

/// Systems by what their browsers say.
const SYSTEMS: &[(&str, &str)] = &[
    ("CrOS", "a Chromebook"),
    ("Windows", "Windows"),
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "Android"),
    ("Macintosh", "a Mac"),
    ("Linux", "Linux"),
];

/// "Firefox on Windows"; what is not known is left out.
#[must_use]
pub fn words(user_agent: &str) -> String {
    let find = |known: &[(&str, &'static str)]| known.iter().find(|(mark, _)| user_agent.contains(mark)).map(|k| k.1);
    let browser = find(BROWSERS).unwrap_or("A browser");
    find(SYSTEMS).map_or_else(|| browser.to_owned(), |system| format!("{browser} on {system}"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_browser_is_called_what_people_call_it() {
        for (said, words) in [
            ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox on Windows"),
            (
                "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36 Edg/142.0",
                "Edge on Windows",
            ),
            (
                "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/142.0 Safari/537.36",
                "Chrome on a Chromebook",
            ),
            (
                "Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Safari/604.1",
                "Safari on an iPad",
            ),
            ("curl/8.0", "A browser"),
            ("", "A browser"),
        ] {
            assert_eq!(super::words(said), words);
        }
    }
}
