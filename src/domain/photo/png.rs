//! PNG: chunks, each with a length, a name, and a sum by which a reader checks it.

use super::{PhotoProblem, fits, u32_at};

const START: &[u8] = b"\x89PNG\r\n\x1a\n";
/// Length, name and sum.
const AROUND: usize = 12;

/// The chunks that draw the picture, in their order, up to the end; what stands behind the end is left out as well.
pub(super) fn clean(bytes: &[u8]) -> Result<Vec<u8>, PhotoProblem> {
    let (mut out, mut at, mut points) = (START.to_vec(), START.len(), 0_usize);
    loop {
        let length = u32_at(bytes, at).and_then(|n| usize::try_from(n).ok()).ok_or(PhotoProblem::Damaged)?;
        let end = at.checked_add(AROUND).and_then(|n| n.checked_add(length)).ok_or(PhotoProblem::Damaged)?;
        let whole = bytes.get(at..end).ok_or(PhotoProblem::Damaged)?;
        let (name, body) = (&whole[4..8], &whole[8..8 + length]);
        match name {
            b"IHDR" if out.len() == START.len() => {
                let side = |at| u32_at(body, at).filter(|_| length == 13).ok_or(PhotoProblem::Damaged);
                fits([side(0)?, side(4)?])?;
                out.extend_from_slice(whole);
            }
            _ if out.len() == START.len() => return Err(PhotoProblem::Damaged),
            b"IDAT" => {
                points += length;
                out.extend_from_slice(whole);
            }
            b"PLTE" if length <= 768 => out.extend_from_slice(whole),
            b"tRNS" if length <= 256 => out.extend_from_slice(whole),
            b"sRGB" if length == 1 => out.extend_from_slice(whole),
            b"gAMA" if length == 4 => out.extend_from_slice(whole),
            b"IEND" if points > 0 && length == 0 => {
                out.extend_from_slice(whole);
                return Ok(out);
            }
            b"IEND" => return Err(PhotoProblem::Damaged),
            // A name that begins with a small letter is that of a chunk without which the picture is whole (section 5.4).
            [first, ..] if first.is_ascii_lowercase() => {}
            _ => return Err(PhotoProblem::Unknown),
        }
        at = end;
    }
}
