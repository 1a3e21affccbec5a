//! JPEG: segments, each with a marker and a length, and between them the points of the picture.

use super::{PhotoProblem, fits, u16_at};

const START: [u8; 2] = [0xFF, 0xD8];
const END: u8 = 0xD9;
/// The points follow.
const SCAN: u8 = 0xDA;

/// The segments that draw the picture, from the start to the end; what a camera appends behind the end is left out as well.
pub(super) fn clean(bytes: &[u8]) -> Result<Vec<u8>, PhotoProblem> {
    let (mut out, mut at, mut has_frame) = (START.to_vec(), START.len(), false);
    let way_up = orientation(bytes);
    if let Some(turned) = way_up.filter(|turned| *turned != 1) {
        out.extend(only_orientation(turned));
    }
    loop {
        let marker = marker(bytes, &mut at)?;
        if marker == END {
            out.extend([0xFF, END]);
            return if has_frame { Ok(out) } else { Err(PhotoProblem::Damaged) };
        }
        let body = body(bytes, at)?;
        at += body.len() + 2;
        match marker {
            // Quantisation, Huffman tables, and how often the points begin anew.
            0xDB | 0xC4 | 0xDD => put(&mut out, marker, body),
            0xC0..=0xC2 if !has_frame => {
                let side = |at| u16_at(body, at).map(u32::from).ok_or(PhotoProblem::Damaged);
                fits([side(1)?, side(3)?])?;
                has_frame = true;
                put(&mut out, marker, body);
            }
            SCAN if has_frame => {
                put(&mut out, marker, body);
                let points = points(bytes, at)?;
                out.extend_from_slice(points);
                at += points.len();
            }
            // How colours are meant: twelve bytes of Adobe's.
            0xEE if body.starts_with(b"Adobe") => put(&mut out, marker, body.get(..12).ok_or(PhotoProblem::Damaged)?),
            // Everything else that programs write beside the picture, and comments.
            0xE0..=0xEF | 0xFE => {}
            _ => return Err(PhotoProblem::Unknown),
        }
    }
}

/// The next marker; `at` is moved behind it. It may be filled up with 0xFF.
fn marker(bytes: &[u8], at: &mut usize) -> Result<u8, PhotoProblem> {
    if bytes.get(*at) != Some(&0xFF) {
        return Err(PhotoProblem::Damaged);
    }
    while bytes.get(*at) == Some(&0xFF) {
        *at += 1;
    }
    let marker = bytes.get(*at).copied().filter(|marker| *marker != 0).ok_or(PhotoProblem::Damaged)?;
    *at += 1;
    Ok(marker)
}

/// A segment behind its length.
fn body(bytes: &[u8], at: usize) -> Result<&[u8], PhotoProblem> {
    let length = usize::from(u16_at(bytes, at).ok_or(PhotoProblem::Damaged)?);
    let end = at.checked_add(length).ok_or(PhotoProblem::Damaged)?;
    bytes.get(at + 2..end).ok_or(PhotoProblem::Damaged)
}

fn put(out: &mut Vec<u8>, marker: u8, body: &[u8]) {
    // A body came out of a length of two bytes, so it fits into one.
    let length = u16::try_from(body.len() + 2).unwrap_or(u16::MAX);
    out.extend([0xFF, marker]);
    out.extend(length.to_be_bytes());
    out.extend_from_slice(body);
}

/// The points up to the next marker. 0xFF is followed by 0 where it is one of them, and by 0xD0 to 0xD7 where they begin anew.
fn points(bytes: &[u8], from: usize) -> Result<&[u8], PhotoProblem> {
    let rest = bytes.get(from..).ok_or(PhotoProblem::Damaged)?;
    let ends = |two: &[u8]| two[0] == 0xFF && !matches!(two[1], 0 | 0xD0..=0xD7);
    let end = rest.windows(2).position(ends).ok_or(PhotoProblem::Damaged)?;
    Ok(&rest[..end])
}

/// Which way up the picture is meant, of what the camera wrote (Exif 2.32, tag 0x0112): 1 to 8.
fn orientation(bytes: &[u8]) -> Option<u8> {
    let mut at = START.len();
    loop {
        let marker = marker(bytes, &mut at).ok()?;
        if marker == SCAN || marker == END {
            return None;
        }
        let body = body(bytes, at).ok()?;
        at += body.len() + 2;
        if let Some(tiff) = body.strip_prefix(b"Exif\0\0").filter(|_| marker == 0xE1) {
            return of_tiff(tiff);
        }
    }
}

fn of_tiff(tiff: &[u8]) -> Option<u8> {
    let is_little = match tiff.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let number = |at: usize, many: usize| -> Option<usize> {
        let bytes = tiff.get(at..at.checked_add(many)?)?;
        let add = |sum: usize, byte: &u8| sum << 8 | usize::from(*byte);
        Some(if is_little { bytes.iter().rev().fold(0, add) } else { bytes.iter().fold(0, add) })
    };
    let first = number(4, 4)?;
    let entries = (0..number(first, 2)?).map(|n| first + 2 + 12 * n);
    let entry = entries.take_while(|at| at + 12 <= tiff.len()).find(|at| number(*at, 2) == Some(0x0112))?;
    u8::try_from(number(entry + 8, 2)?).ok().filter(|turned| (1..=8).contains(turned))
}

/// A segment that says which way up the picture is meant, and nothing else.
fn only_orientation(turned: u8) -> Vec<u8> {
    let mut body = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    body.extend([turned, 0, 0, 0, 0, 0, 0]);
    let mut out = Vec::new();
    put(&mut out, 0xE1, &body);
    out
}
