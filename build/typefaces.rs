//! The typefaces that documents are set in. The crate they come in has seventeen, for mathematics and the rest; a document here needs four,
//! and what it does not need would be a tenth of the program.

use std::{error::Error, fmt::Write as _, fs, path::Path};

/// What a file has in it that is wanted: body text upright and bold, then what has the letters that those lack.
const WANTED: &[&str] = &["LibertinusSerif-Regular", "LibertinusSerif-Bold", "NewCM10-Regular", "DejaVuSansMono"];

/// What a file has in it that is a cut of one of these which no document uses.
const UNUSED: &[&str] = &["Italic", "Oblique", "DejaVuSansMono-Bold"];

/// Writes the files, and `typefaces.rs`: the list of their bytes.
///
/// # Errors
/// When a file cannot be written, or the crate has not each of them once any more.
pub(crate) fn write(out: &Path) -> Result<(), Box<dyn Error>> {
    let mut list = String::from("&[");
    for name in WANTED {
        let mut found =
            typst_assets::fonts().filter(|file| has(file, name) && !UNUSED.iter().any(|cut| has(file, cut)));
        let (Some(file), None) = (found.next(), found.next()) else {
            return Err(format!("no typeface {name}, or two").into());
        };
        let path = out.join(name);
        fs::write(&path, file)?;
        write!(list, "include_bytes!({path:?}) as &[u8],")?;
    }
    list.push(']');
    Ok(fs::write(out.join("typefaces.rs"), list)?)
}

/// Typefaces carry their names as plain text.
fn has(file: &[u8], words: &str) -> bool {
    file.windows(words.len()).any(|bytes| bytes == words.as_bytes())
}
