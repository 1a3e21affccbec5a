//! Tokens that open something, and the little that is kept of them: enough to know one again, and nothing that opens anything, so that a
//! stolen copy of the database is of no use.

use rand::{Rng, rng};
use sha2::{Digest, Sha256};

/// 256 random bits, as 64 hexadecimal digits.
#[must_use]
pub fn token() -> String {
    rng().random::<[u8; 32]>().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What is kept of a token, or of anything else that is only ever compared: its SHA-256.
#[must_use]
pub fn hashed(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_tokens_are_the_same_and_each_is_64_digits() {
        let (one, other) = (token(), token());
        assert_ne!(one, other);
        for token in [one, other] {
            assert_eq!(token.len(), 64);
            assert!(token.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)), "{token}");
        }
    }

    #[test]
    fn what_is_kept_is_the_sha_256() {
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let kept: String = hashed("abc").iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(kept, abc);
        assert_ne!(hashed("abc"), hashed("abd"));
    }
}
