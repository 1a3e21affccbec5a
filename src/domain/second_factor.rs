//! The second step of signing in: codes that an authenticator app shows (RFC 6238: six digits, half a minute each), and recovery codes
//! for the day on which the phone is lost.

use totp_rs::{Builder, Secret, Totp};

use super::{access::rights::Rights, people::Role, time::Moment};

/// Days for which a device that somebody trusts is not asked for a code again.
pub const KNOWN_DEVICE_DAYS: i64 = 30;

/// How many recovery codes somebody is given.
pub const RECOVERY_CODES: usize = 10;

/// Bytes of a new secret: 160 bits, as RFC 4226 recommends.
pub const SECRET_BYTES: usize = 20;

/// The letters of recovery codes: none that is taken for another.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// What comes after the right password.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Next {
    /// Nothing: they are in.
    In,
    /// A code.
    Code,
    /// Setting up the second step, without which this role does not get in.
    SetUp,
}

/// What comes after the right password, for somebody who has set the second step up or not, at a device that is known or not, in a role
/// that needs it or not.
#[must_use]
pub fn after_password(is_set_up: bool, device_is_known: bool, is_required: bool) -> Next {
    match (is_set_up, device_is_known, is_required) {
        (true, true, _) | (false, _, false) => Next::In,
        (true, false, _) => Next::Code,
        (false, _, true) => Next::SetUp,
    }
}

/// Whether somebody sees or changes so much that a password alone is too little (DfE cyber security standard: senior leaders and whoever
/// handles sensitive data): by their role, or by a right that reaches beyond the pupils they work with.
#[must_use]
pub fn is_expected_of(role: Role, rights: Rights) -> bool {
    matches!(role, Role::Senco | Role::Head | Role::Admin) || rights.reach_beyond_own_pupils(role)
}

fn totp(secret: &[u8], account: &str) -> Option<Totp> {
    let builder = Builder::new().with_secret(secret.to_vec()).with_issuer(Some("Thrice"));
    builder.with_account_name(account.replace(':', "")).build().ok()
}

fn seconds(now: Moment) -> u64 {
    u64::try_from(now.unix()).unwrap_or(0)
}

/// The half minute, counted from 1970, whose code was typed: this one, or the one before or after, since clocks differ. Each may be used
/// once: the caller keeps the newest and takes none that is not newer.
#[must_use]
pub fn step_of(secret: &[u8], typed: &str, now: Moment) -> Option<i64> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let step = totp(secret, "")?.check(&digits, seconds(now))?;
    i64::try_from(step).ok()
}

/// The code that an app with this secret shows now.
#[must_use]
pub fn code_at(secret: &[u8], now: Moment) -> String {
    totp(secret, "").map(|totp| totp.generate(seconds(now)).to_string()).unwrap_or_default()
}

/// What the picture says that an app scans. The account is the person's address.
#[must_use]
pub fn address(secret: &[u8], account: &str) -> Option<String> {
    totp(secret, account)?.to_url().ok()
}

/// A secret as it is typed into an app: base 32.
#[must_use]
pub fn written(secret: &[u8]) -> String {
    Secret::from(secret.to_vec()).to_base32()
}

/// A secret as it was written. `None` if it is none, or too short to be one.
#[must_use]
pub fn read(text: &str) -> Option<Vec<u8>> {
    let secret = Secret::try_from_base32(text.trim()).ok()?;
    Some(secret.as_bytes().to_vec()).filter(|bytes| bytes.len() == SECRET_BYTES)
}

/// In groups of four, so that it can be read and typed.
#[must_use]
pub fn grouped(text: &str, between: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(between)
}

/// A recovery code of 16 random bytes: 16 letters, 80 bits, in groups of four.
#[must_use]
pub fn recovery_code(random: [u8; 16]) -> String {
    let letters: String = random.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect();
    grouped(&letters, "-")
}

/// A recovery code as it is compared: whatever was typed between its letters does not matter.
#[must_use]
pub fn bare(typed: &str) -> String {
    typed.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B: the secret, and the last six of the eight digits at two times.
    const RFC: &[u8] = b"12345678901234567890";

    #[test]
    fn codes_are_those_of_the_standard() {
        assert_eq!(code_at(RFC, Moment::from_unix(59)), "287082");
        assert_eq!(code_at(RFC, Moment::from_unix(1_111_111_109)), "081804");
        assert_eq!(step_of(RFC, "081 804", Moment::from_unix(1_111_111_109)), Some(1_111_111_109 / 30));
    }

    #[test]
    fn a_clock_may_be_half_a_minute_off_and_no_more() {
        let now = Moment::from_unix(1_794_992_400);
        for (off, found) in [(-60, false), (-30, true), (0, true), (30, true), (60, false)] {
            let code = code_at(RFC, now.plus_seconds(off));
            assert_eq!(step_of(RFC, &code, now).is_some(), found, "{off} seconds");
        }
        assert_eq!(step_of(RFC, "", now), None);
        assert_eq!(step_of(RFC, "12345", now), None);
        assert_eq!(step_of(b"short", "123456", now), None);
    }

    #[test]
    fn a_secret_is_read_as_it_is_written() {
        assert_eq!(read(&written(RFC)).as_deref(), Some(RFC));
        assert_eq!(read("GEZDGNBV"), None, "too short");
        assert_eq!(read("not base 32!"), None);
        let address = address(RFC, "priya@oak.example.org").unwrap();
        assert!(address.starts_with("otpauth://totp/Thrice:priya"), "{address}");
    }

    #[test]
    fn a_recovery_code_is_known_however_it_is_typed() {
        let code = recovery_code([0, 31, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 255]);
        assert_eq!(code, "a9bc-defg-hijk-mnp9");
        assert_eq!(bare(&code), bare(" A9BC DEFG hijk\u{2013}mnp9\n"));
    }

    #[test]
    fn nobody_gets_in_past_a_second_step_that_is_set_up_or_required() {
        assert_eq!(after_password(false, false, false), Next::In);
        assert_eq!(after_password(false, true, true), Next::SetUp, "a device is known for a second step only");
        assert_eq!(after_password(true, false, false), Next::Code);
        assert_eq!(after_password(true, true, true), Next::In);
    }
}
