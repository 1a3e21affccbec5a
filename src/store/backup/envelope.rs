//! The envelope around a backup that is encrypted to a key: the age format (age-encryption.org/v1), which other tools open as well. The
//! server knows only the public half of the key, so that whoever takes the server or the disk with the backups reads none of them.

use std::{
    fmt,
    fs::File,
    io::{self, BufReader, BufWriter, Read, Write},
    path::Path,
    str::FromStr,
};

use age::{DecryptError, Decryptor, Encryptor, secrecy::ExposeSecret, x25519};
use anyhow::{Context, anyhow, bail, ensure};
use sha2::{Digest, Sha256};

/// How every file in this format begins.
const FRONT: &[u8] = b"age-encryption.org/v1\n";
/// The most that a file with identities may be, in bytes: it holds a line for each.
const MOST: u64 = 64 * 1024;

/// The public half of a key: backups are encrypted to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recipient(x25519::Recipient);

impl FromStr for Recipient {
    type Err = anyhow::Error;

    /// Reads "age1…". What was given is not repeated: it may be the secret half by mistake.
    fn from_str(text: &str) -> anyhow::Result<Self> {
        if text.get(..15).is_some_and(|front| front.eq_ignore_ascii_case("age-secret-key-")) {
            bail!(
                "this is the secret half of a key, which must not lie on this machine: it takes the public half, age1…"
            );
        }
        let parsed = text.parse().map(Self);
        parsed.map_err(|_| anyhow!("it must be a public key such as age1…, as thrice backup-key prints it"))
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Recipient {
    /// Its beginning and its end, enough to tell two apart.
    #[must_use]
    pub fn shortened(&self) -> String {
        let all = self.to_string();
        match (all.get(..12), all.get(all.len().saturating_sub(6)..)) {
            (Some(front), Some(end)) => format!("{front}…{end}"),
            _ => all,
        }
    }
}

/// The secret half of keys, from a file that somebody keeps.
pub struct Identities {
    named: String,
    keys: Vec<x25519::Identity>,
}

impl fmt::Debug for Identities {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identities").field("named", &self.named).finish_non_exhaustive()
    }
}

impl Identities {
    /// Reads what `thrice backup-key` or `age-keygen` wrote.
    ///
    /// # Errors
    /// When it cannot be read or holds no such key.
    pub fn read(file: &Path) -> anyhow::Result<Self> {
        let named = file.display().to_string();
        let mut text = String::new();
        let opened = File::open(file).with_context(|| format!("could not open {named}"))?;
        opened.take(MOST).read_to_string(&mut text).with_context(|| format!("{named} is no file with a key"))?;
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let keys: Result<Vec<x25519::Identity>, _> = lines.map(str::parse).collect();
        let keys = keys.map_err(|_| anyhow!("{named} is no file with a key: one line must be AGE-SECRET-KEY-1…"))?;
        ensure!(!keys.is_empty(), "{named} holds no key: one line must be AGE-SECRET-KEY-1…");
        Ok(Self { named, keys })
    }

    fn public(&self) -> String {
        let all: Vec<String> = self.keys.iter().map(|key| Recipient(key.to_public()).shortened()).collect();
        all.join(", ")
    }
}

/// A new key: its public half, and the text of the file that keeps its secret half.
#[must_use]
pub fn new_key(made: chrono::NaiveDate) -> (Recipient, String) {
    let key = x25519::Identity::generate();
    let recipient = Recipient(key.to_public());
    let text = format!("# created: {made}\n# public key: {recipient}\n{}\n", key.to_string().expose_secret());
    (recipient, text)
}

/// Writes what `from` holds, encrypted, and brings it to the disk.
///
/// # Errors
/// When something cannot be read or written.
pub(super) fn close(from: &mut impl Read, to: &File, recipient: &Recipient) -> anyhow::Result<Written> {
    let mut counted = Counted { inner: BufWriter::new(to), bytes: 0, hash: Sha256::new() };
    let keys = std::iter::once(&recipient.0 as &dyn age::Recipient);
    let mut writer = Encryptor::with_recipients(keys)?.wrap_output(&mut counted)?;
    io::copy(from, &mut writer)?;
    writer.finish()?;
    counted.flush()?;
    to.sync_all()?;
    Ok(Written { bytes: counted.bytes, hash: counted.hash.finalize().to_vec() })
}

/// What was written, to compare with what lies on the disk: without the secret half nobody here can open it.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) bytes: u64,
    hash: Vec<u8>,
}

impl Written {
    /// Reads a file once more and compares.
    ///
    /// # Errors
    /// When it cannot be read or is another.
    pub(super) fn compare(&self, file: &Path) -> anyhow::Result<()> {
        let mut found = Counted { inner: io::sink(), bytes: 0, hash: Sha256::new() };
        io::copy(&mut File::open(file)?, &mut found)?;
        let same = found.bytes == self.bytes && found.hash.finalize().to_vec() == self.hash;
        ensure!(same, "{} is not what was written: is the disk well?", file.display());
        Ok(())
    }
}

struct Counted<W> {
    inner: W,
    bytes: u64,
    hash: Sha256,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        let many = self.inner.write(buf)?;
        self.hash.update(&buf[..many]);
        self.bytes += many as u64;
        Ok(many)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Whether a file is in an envelope, by its beginning or by its name: so a damaged one is not taken for something else.
///
/// # Errors
/// When it cannot be read.
pub(super) fn is_closed(file: &Path) -> anyhow::Result<bool> {
    let opened = File::open(file).with_context(|| format!("could not open {}", file.display()))?;
    let mut front = Vec::with_capacity(FRONT.len());
    opened.take(FRONT.len() as u64).read_to_end(&mut front)?;
    Ok(!front.is_empty() && (front == FRONT || file.extension().is_some_and(|e| e == "age")))
}

/// Takes what is in the envelope `from` out into `to`.
///
/// # Errors
/// A plain sentence: no key was given, it does not fit, or the file is damaged or not whole.
pub(super) fn open(from: &Path, keys: Option<&Identities>, to: &mut File) -> anyhow::Result<()> {
    let keys = keys.context("it is encrypted: name the file with its key with --identity FILE")?;
    let reader = BufReader::new(File::open(from)?);
    let opened = Decryptor::new_buffered(reader)
        .and_then(|envelope| envelope.decrypt(keys.keys.iter().map(|key| key as &dyn age::Identity)));
    let mut opened = opened.map_err(|error| refusal(error, keys))?;
    let mut writer = BufWriter::new(&*to);
    match io::copy(&mut opened, &mut writer) {
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof) => {
            bail!("it is damaged, or its end is missing")
        }
        copied => copied?,
    };
    writer.flush()?;
    Ok(())
}

fn refusal(error: DecryptError, keys: &Identities) -> anyhow::Error {
    match error {
        DecryptError::NoMatchingKeys | DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed => anyhow!(
            "the key in {} ({}) does not open it. It takes the key that backup.recipient named on the day it was made",
            keys.named,
            keys.public()
        ),
        DecryptError::Io(error) if error.kind() != io::ErrorKind::UnexpectedEof => error.into(),
        _ => anyhow!("it is no encrypted backup, or its beginning is damaged"),
    }
}
