//! Styles, script, icon and typeface, compiled in. Their addresses carry a fingerprint of their content, so that browsers may keep
//! them for a year and never show an old one. What can be made smaller is compressed once, when the program starts.

use std::{
    fmt::Write as _,
    io::{self, Write as _},
    sync::LazyLock,
};

use axum::{
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};

/// File name and bytes of the typeface, where npm has brought it.
const FONTS: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/fonts.rs"));

/// The alphabets each font file covers, so that a browser fetches only what a page needs.
const RANGES: &[(&str, &str)] = &[
    (
        "latin-ext",
        "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,\
         U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF",
    ),
    (
        "latin",
        "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,\
         U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD",
    ),
];

const FONT: &str = "font/woff2";

struct Asset {
    name: &'static str,
    address: String,
    kind: &'static str,
    bytes: Vec<u8>,
    /// The same in gzip; `None` for what is compressed as it is.
    gzip: Option<Vec<u8>>,
}

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    let asset = |name: &'static str, kind, bytes: &[u8]| Asset {
        name,
        address: format!("/assets/{}-{name}", fingerprint(bytes)),
        kind,
        bytes: bytes.to_vec(),
        gzip: (kind != FONT).then(|| gzip(bytes).ok()).flatten(),
    };
    let mut all = vec![
        asset("app.css", "text/css; charset=utf-8", include_bytes!("app.css")),
        asset("app.js", "text/javascript; charset=utf-8", include_bytes!("app.js")),
        asset("autosave.js", "text/javascript; charset=utf-8", include_bytes!("autosave.js")),
        asset("meeting.js", "text/javascript; charset=utf-8", include_bytes!("meeting.js")),
        asset("review.js", "text/javascript; charset=utf-8", include_bytes!("review.js")),
        asset("sessions.js", "text/javascript; charset=utf-8", include_bytes!("sessions.js")),
        asset("icon.svg", "image/svg+xml", include_bytes!("icon.svg")),
    ];
    let mut faces = String::new();
    for (name, bytes) in FONTS {
        let font = asset(name, FONT, bytes);
        let range = RANGES.iter().find(|(part, _)| name.contains(part)).map_or("U+0000-FFFF", |(_, range)| range);
        let _ = writeln!(
            faces,
            "@font-face{{font-family:\"Atkinson Hyperlegible Next\";font-weight:200 800;font-display:swap;\
             src:url(\"{}\") format(\"woff2\");unicode-range:{range}}}",
            font.address
        );
        all.push(font);
    }
    all.push(asset("fonts.css", "text/css; charset=utf-8", faces.as_bytes()));
    all
});

/// The icon as an address that asks for nothing.
pub(super) static ICON_IN_PLACE: LazyLock<String> = LazyLock::new(|| {
    let plain = |c: char| c.is_ascii_alphanumeric() || " =/:.-".contains(c);
    let icon = include_str!("icon.svg").trim().replace('"', "'").chars().fold(String::new(), |mut all, c| {
        let _ = if plain(c) { write!(all, "{c}") } else { write!(all, "%{:02X}", u32::from(c)) };
        all
    });
    format!("data:image/svg+xml,{icon}")
});

/// The address of a compiled-in file.
#[must_use]
pub(in crate::web) fn url(name: &str) -> &'static str {
    ASSETS.iter().find(|a| a.name == name).map_or("/assets/none", |a| &a.address)
}

fn fingerprint(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(6).map(|b| format!("{b:02x}")).collect()
}

fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(bytes)?;
    packed.finish()
}

/// A compiled-in file by the last part of its address, kept by browsers for a year; `None` where there is none of that name.
pub(super) fn serve(file: &str, asked: &HeaderMap) -> Option<Response> {
    let found = ASSETS.iter().find(|a| a.address.strip_prefix("/assets/") == Some(file))?;
    let kept = [(header::CONTENT_TYPE, found.kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    let gzip = found.gzip.as_deref().filter(|_| takes_gzip(asked));
    Some(match gzip {
        Some(packed) => {
            let packed_so = [(header::CONTENT_ENCODING, "gzip"), (header::VARY, "accept-encoding")];
            (kept, packed_so, packed).into_response()
        }
        None => (kept, [(header::VARY, "accept-encoding")], found.bytes.as_slice()).into_response(),
    })
}

/// Whether a browser says that it takes gzip. One that says so with a condition gets the file as it is.
fn takes_gzip(asked: &HeaderMap) -> bool {
    let named = asked.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    named.flat_map(|value| value.split(',')).any(|one| one.trim().eq_ignore_ascii_case("gzip"))
}
