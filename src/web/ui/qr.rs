//! A picture that a phone scans, drawn as one path: it prints, scales, and needs neither script nor a picture file.

use maud::{Markup, html};
use qrcodegen::{QrCode, QrCodeEcc};

/// The quiet border that scanners need, in modules.
const BORDER: i32 = 4;

/// The picture of a text; `label` is what it is to somebody who does not see it. Nothing where the text is too long for any.
#[must_use]
pub fn qr(text: &str, label: &str) -> Markup {
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else { return html! {} };
    let (size, mut path) = (code.size(), String::new());
    for (x, y) in (0..size).flat_map(|y| (0..size).map(move |x| (x, y))).filter(|(x, y)| code.get_module(*x, *y)) {
        path.push_str(&format!("M{} {}h1v1h-1z", x + BORDER, y + BORDER));
    }
    let side = size + 2 * BORDER;
    html! {
        svg.qr role="img" aria-label=(label) viewBox=(format!("0 0 {side} {side}")) shape-rendering="crispEdges" {
            rect width="100%" height="100%" fill="#fff" {}
            path d=(path) fill="#000" {}
        }
    }
}
