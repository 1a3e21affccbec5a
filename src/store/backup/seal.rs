//! The seal at the end of a backup: one line with the SHA-256 of everything before it. SQLite does not mind what lies behind its last
//! page, so a backup stays a database that any tool can open; and SQLite's own checks see only about one flipped bit in four, and see
//! nothing wrong with a copy that ended before its first table, so they cannot be what a backup is judged by.

use std::{
    fs::{File, OpenOptions},
    io::{Read, Write},
    path::Path,
};

use anyhow::{Context, ensure};
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

/// Copies the database out of a backup into `to`, and compares the seal with the bytes that were copied; what is wrong is said of the
/// file it came from.
///
/// # Errors
/// A plain sentence when there is no seal or it does not fit, or a file cannot be read or written.
pub(super) fn break_open(path: &Path, origin: &Path, to: &mut File) -> anyhow::Result<()> {
    let mut file = File::open(path).with_context(|| format!("could not open {}", path.display()))?;
    let length = file.metadata()?.len();
    unseal(&mut file, length, to).with_context(|| format!("{} cannot be used", origin.display()))
}

/// Reads a finished backup once more, and compares its seal with what is read.
///
/// # Errors
/// As [`break_open`].
pub(super) fn verify(path: &Path) -> anyhow::Result<()> {
    let mut file = File::open(path).with_context(|| format!("could not open {}", path.display()))?;
    let length = file.metadata()?.len();
    unseal(&mut file, length, &mut std::io::sink()).with_context(|| format!("{} cannot be used", path.display()))
}

fn unseal(from: &mut impl Read, length: u64, to: &mut impl Write) -> anyhow::Result<()> {
    const UNSEALED: &str = "it is no backup that Thrice made, or its end is missing or damaged";
    ensure!(length > 0, "it is empty");
    let mut left = length.checked_sub(LENGTH as u64).context(UNSEALED)?;
    let mut hash = Sha256::new();
    let mut block = vec![0; BLOCK];
    while left > 0 {
        let most = BLOCK.min(usize::try_from(left)?);
        from.read_exact(&mut block[..most])?;
        hash.update(&block[..most]);
        to.write_all(&block[..most])?;
        left -= most as u64;
    }
    let mut seal = Vec::with_capacity(LENGTH);
    from.read_to_end(&mut seal)?;
    ensure!(seal.starts_with(FRONT), UNSEALED);
    hash.update(FRONT);
    ensure!(seal == line(hash), "it is damaged: its contents are not those it was sealed with");
    Ok(())
}

fn line(hash: Sha256) -> Vec<u8> {
    let digits: String = hash.finalize().iter().map(|b| format!("{b:02x}")).collect();
    [FRONT, digits.as_bytes(), b"\n"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(bytes: &[u8]) -> anyhow::Result<Vec<u8>> {
        let mut out = Vec::new();
        unseal(&mut &*bytes, bytes.len() as u64, &mut out).map(|()| out)
    }

    #[test]
    fn every_flipped_bit_and_every_cut_is_seen() {
        let contents: Vec<u8> = (0..1200_u32).map(|n| (n * 31 % 251) as u8).collect();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("copy");
        std::fs::write(&file, &contents).unwrap();
        set(&file).unwrap();
        let mut sealed = std::fs::read(&file).unwrap();
        assert_eq!(opened(&sealed).unwrap(), contents);
        let mut flips = 0;
        for at in 0..sealed.len() {
            for bit in 0..8 {
                sealed[at] ^= 1 << bit;
                assert!(opened(&sealed).is_err(), "bit {bit} of byte {at}");
                sealed[at] ^= 1 << bit;
                flips += 1;
            }
            assert!(opened(&sealed[..at]).is_err(), "cut at {at}");
        }
        assert!(flips > 10_000);
        sealed.push(b'\n');
        assert!(opened(&sealed).is_err(), "something behind the end");
    }
}
