//! What a zip archive says is in it, read off its table of contents: nothing is unpacked by looking. What it says may be untrue.

/// One entry of an archive's table of contents.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Entry<'a> {
    /// The path inside the archive.
    pub name: &'a [u8],
    /// How many bytes it says to become.
    pub unpacked: u32,
}

/// What an archive begins with.
pub const BEGINS: &[u8] = b"PK\x03\x04";

/// The table of contents at the end of an archive (PKWARE APPNOTE 4.3.12, 4.3.16); `None` where it cannot be read.
#[must_use]
pub fn contents(bytes: &[u8]) -> Option<Vec<Entry<'_>>> {
    let end = bytes.windows(4).rposition(|w| w == b"PK\x05\x06")?;
    let (count, mut at) = (u16_at(bytes, end + 10)?, usize::try_from(u32_at(bytes, end + 16)?).ok()?);
    let mut found = Vec::new();
    for _ in 0..count {
        if bytes.get(at..at + 4)? != b"PK\x01\x02" {
            return None;
        }
        let [name, extra, comment] = [28, 30, 32].map(|offset| u16_at(bytes, at + offset).map(usize::from));
        let (name, rest) = (name?, extra? + comment?);
        found.push(Entry { name: bytes.get(at + 46..at + 46 + name)?, unpacked: u32_at(bytes, at + 24)? });
        at += 46 + name + rest;
    }
    Some(found)
}

/// How many bytes all entries together say to become.
#[must_use]
pub fn unpacked(entries: &[Entry<'_>]) -> u64 {
    entries.iter().fold(0, |sum, entry| sum.saturating_add(u64::from(entry.unpacked)))
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// An archive that holds nothing but a table of contents, for tests of those who read one.
#[cfg(test)]
pub(crate) fn of_contents(entries: &[(&str, u32)]) -> Vec<u8> {
    let mut bytes = BEGINS.to_vec();
    let start = u32::try_from(bytes.len()).unwrap();
    for (name, unpacked) in entries {
        bytes.extend(b"PK\x01\x02");
        bytes.extend([0; 20]);
        bytes.extend(unpacked.to_le_bytes());
        bytes.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        bytes.extend([0; 16]);
        bytes.extend(name.as_bytes());
    }
    bytes.extend(b"PK\x05\x06");
    bytes.extend([0; 6]);
    bytes.extend(u16::try_from(entries.len()).unwrap().to_le_bytes());
    bytes.extend([0; 4]);
    bytes.extend(start.to_le_bytes());
    bytes.extend([0; 2]);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_contents_is_read_and_a_torn_one_is_none() {
        let bytes = of_contents(&[("xl/workbook.xml", 10), ("xl/styles.xml", u32::MAX)]);
        let found = contents(&bytes).unwrap();
        assert_eq!(found[0], Entry { name: b"xl/workbook.xml", unpacked: 10 });
        assert_eq!(unpacked(&found), 10 + u64::from(u32::MAX));
        for end in 0..bytes.len() - 2 {
            assert_eq!(contents(&bytes[..end]), None, "{end}");
        }
        assert_eq!(contents(b"PK\x03\x04...."), None);
    }
}
