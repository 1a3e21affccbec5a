//! The seal at the end of a backup: one line with the SHA-256 of everything before it. SQLite does not mind what lies behind its last
//! page, so a backup stays a database that any tool can open; and SQLite's own checks see only about one flipped bit in four, and see
//! nothing wrong with a copy that ended before its first table, so they cannot be what a backup is judged by.

use std::{
    fs::{File, OpenOptions},
    io::{Read, Write},
    path::Path,
};

use anyhow::{Context, bail};
use sha2::{Digest, Sha256};

const FRONT: &[u8] = b"thrice-backup-1 sha256 ";
/// Bytes of a seal: the front, 64 hexadecimal digits and a line end.
const LENGTH: usize = FRONT.len() + 64 + 1;
const BLOCK: usize = 1 << 16;

/// Seals a finished copy. Its bytes and the seal are on the disk when this returns.
///
/// # Errors
/// When it cannot be read or written.
pub(super) fn set(path: &Path) -> anyhow::Result<u64> {
    let mut file = OpenOptions::new().read(true).write(true).open(path)?;
    let mut hash = Sha256::new();
    let mut block = vec![0; BLOCK];
    loop {
        let many = file.read(&mut block)?;
        if many == 0 {
            break;
        }
        hash.update(&block[..many]);
    }
    hash.update(FRONT);
    file.write_all(&line(hash))?;
    file.sync_all()?;
    Ok(file.metadata()?.len())
}

/// Copies the database out of a backup into `to`, and compares the seal with the bytes that were copied.
///
/// # Errors
/// A plain sentence when there is no seal or it does not fit, or a file cannot be read or written.
pub(super) fn break_open(path: &Path, to: &mut File) -> anyhow::Result<()> {
    let mut file = File::open(path).with_context(|| format!("could not open {}", path.display()))?;
    let length = file.metadata()?.len();
    if length == 0 {
        bail!("{} is empty", path.display());
    }
    let Some(mut left) = length.checked_sub(LENGTH as u64) else { bail!(unsealed(path)) };
    let mut hash = Sha256::new();
    let mut block = vec![0; BLOCK];
    while left > 0 {
        let most = BLOCK.min(usize::try_from(left)?);
        file.read_exact(&mut block[..most])?;
        hash.update(&block[..most]);
        to.write_all(&block[..most])?;
        left -= most as u64;
    }
    let mut seal = Vec::with_capacity(LENGTH);
    file.read_to_end(&mut seal)?;
    if !seal.starts_with(FRONT) {
        bail!(unsealed(path));
    }
    hash.update(FRONT);
    if seal != line(hash) {
        bail!("{} is damaged: its contents are not those it was sealed with", path.display());
    }
    Ok(())
}

fn unsealed(path: &Path) -> String {
    format!("{} is no backup that Thrice made, or its end is missing or damaged", path.display())
}

fn line(hash: Sha256) -> Vec<u8> {
    let digits: String = hash.finalize().iter().map(|b| format!("{b:02x}")).collect();
    [FRONT, digits.as_bytes(), b"\n"].concat()
}
