//! A photo without anything that tells more than it shows. Cameras write into their files where and when a picture was taken, with which
//! machine and under whose name, and often a smaller copy of what was cut away. A photo of a child must not carry that, so a file is built
//! anew of the parts that draw the picture, and of nothing else: what is not known is left out, and what cannot be left out is refused.
//!
//! JPEG: ITU-T T.81 annex B; JFIF 1.02. PNG: W3C Portable Network Graphics (third edition) section 5.

mod jpeg;
mod png;

use super::document::{Kind, Refused};

/// The most points that a side may have: more is no photo for a sheet of paper, and may be made to fill a browser's memory.
pub const MOST_POINTS: u32 = 8_000;

/// Why a photo is not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PhotoProblem {
    /// Nothing in it, or too much.
    #[error("{0}")]
    File(Refused),
    /// Neither of the two.
    #[error("The file is no JPEG and no PNG picture: choose another")]
    NoPicture,
    /// It ends too early, or its parts do not follow each other as they should.
    #[error("The picture is damaged: open it, save it anew as JPEG or PNG, and choose that")]
    Damaged,
    /// It has parts of which it is not known what they tell.
    #[error(
        "The picture is of a kind that cannot be freed of what a camera writes into it: save it anew as JPEG or PNG, and choose that"
    )]
    Unknown,
    /// Too many points.
    #[error("The picture has more than {MOST_POINTS} points on a side: make it smaller")]
    TooLarge,
}

/// The same picture, with what it is, of the parts alone that draw it and the way up.
///
/// # Errors
/// Why it is not taken.
pub fn clean(bytes: &[u8]) -> Result<(Kind, Vec<u8>), PhotoProblem> {
    match Kind::of(bytes) {
        Ok(Kind::Jpg) => Ok((Kind::Jpg, jpeg::clean(bytes)?)),
        Ok(Kind::Png) => Ok((Kind::Png, png::clean(bytes)?)),
        Err(why @ (Refused::Empty | Refused::TooLarge)) => Err(PhotoProblem::File(why)),
        _ => Err(PhotoProblem::NoPicture),
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

fn fits(sides: [u32; 2]) -> Result<(), PhotoProblem> {
    match sides {
        [0, _] | [_, 0] => Err(PhotoProblem::Damaged),
        sides if sides.iter().any(|side| *side > MOST_POINTS) => Err(PhotoProblem::TooLarge),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
