//! Passwords: which will do, and their hashes (Argon2id, a few at a time: `web::gate`).

use std::sync::LazyLock;

use anyhow::anyhow;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use zxcvbn::zxcvbn;

use crate::web::frame::{
    error::Result,
    gate::{Turn, hashed_aside},
};

/// What an unknown address is compared with, so that it costs and takes as much as a known one.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash_now("nobody has this password").unwrap_or_default());

/// 19 MiB, two passes, one lane: OWASP's first choice.
fn argon() -> anyhow::Result<Argon2<'static>> {
    let params = Params::new(19_456, 2, 1, None).map_err(|e| anyhow!("Argon2's parameters: {e}"))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hash_now(password: &str) -> anyhow::Result<String> {
    let hash = argon()?.hash_password(password.as_bytes()).map_err(|e| anyhow!("could not hash a password: {e}"))?;
    Ok(hash.to_string())
}

/// The hash of a password, with a salt of its own.
pub(in crate::web) async fn hash(turn: Turn, password: String) -> Result<String> {
    Ok(hashed_aside(move || {
        let _turn = turn; // it ends with the work, even where whoever asked has gone away
        hash_now(&password)
    })
    .await??)
}

/// Whether this is the password. Without a hash the answer is no, after the same work.
pub(in crate::web) async fn is_right(turn: Turn, password: String, hash: Option<String>) -> Result<bool> {
    Ok(hashed_aside(move || {
        let _turn = turn; // it ends with the work, even where whoever asked has gone away
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODY.clone());
        anyhow::Ok(argon()?.verify_password(password.as_bytes(), hash.as_str()).is_ok() && known)
    })
    .await??)
}

/// What stands beside a field in which a password is chosen.
pub(in crate::web) const HINT: &str = "At least 8 characters. Three words make a good one.";
/// How many guesses a password must be good for, as a power of ten, and its letters and digits alone: a sign at its end deceives nobody.
const GUESSES: (f64, f64) = (7.0, 5.5);

/// What is wrong with a password somebody wants to have; `None` if it will do. Eight characters or more; none that is guessed early, as
/// those are that have leaked elsewhere, with whatever people do to them; and not little more than what everybody knows of its owner,
/// which is `own`: name, address, school.
pub(in crate::web) fn problem(password: &str, own: &[&str]) -> Option<&'static str> {
    if password.chars().count() < 8 {
        return Some("Choose a password of at least 8 characters. Three words make a good one");
    }
    if tells_of(password, own) {
        return Some(
            "That password is little more than your name, your address or your school. Choose another: three words make a good one",
        );
    }
    let guesses = |text: &str| zxcvbn(text, own).guesses_log10();
    let bare: String = password.chars().filter(|c| c.is_alphanumeric()).collect();
    (guesses(password) < GUESSES.0 || guesses(&bare) < GUESSES.1)
        .then_some("That password is one that many people try first. Choose another: three words make a good one")
}

/// Whether fewer than five letters are left without the words that everybody knows.
fn tells_of(password: &str, own: &[&str]) -> bool {
    let lower = password.to_lowercase();
    let own: Vec<String> = own.iter().map(|known| known.trim().to_lowercase()).collect();
    let parts = own.iter().flat_map(|known| known.split(|c: char| !c.is_alphanumeric()));
    let mut words: Vec<&str> = parts.filter(|word| word.chars().count() >= 3).collect();
    words.extend(own.iter().map(String::as_str).filter(|known| !known.is_empty()));
    // The longest first: the "oak" of an address must not leave the "field" of Oakfield behind.
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let rest = words.iter().fold(lower.clone(), |rest, word| rest.replace(word, " "));
    rest != lower && rest.chars().filter(|c| c.is_alphabetic()).count() < 5
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{domain::ids::StaffId, web::frame::gate::Gate};

    const OWN: [&str; 4] = ["priya@oak.example.org", "Priya", "Anand", "Oakfield Primary School"];

    #[test]
    fn short_and_common_passwords_are_refused() {
        let early = [
            "password",
            "Password1!",
            "12345678",
            "aaaaaaaa",
            "Welcome2026",
            "Welcome2026!",
            "11112222",
            "qwertyuiop12",
        ];
        let leaked =
            ["Liverpool99", "Sunshine!2024", "Teacher123!", "hunter2hunter2", "iloveyou!", "p@ssw0rd", "Summer2026!"];
        for bad in ["", "short"].into_iter().chain(early).chain(leaked) {
            assert!(problem(bad, &OWN).is_some(), "{bad}");
        }
        let long = "a sentence that goes on and on ".repeat(9);
        for good in ["correct horse battery", "marmalade bus 7", "täglich Brot", "xK9#qq7!", "bluebell tractor", &long]
        {
            assert_eq!(problem(good, &OWN), None, "{good}");
        }
    }

    #[test]
    fn what_everybody_knows_of_its_owner_is_no_password() {
        for bad in [
            "priya@oak.example.org",
            "Oakfield2026",
            "Oakfield-2026!",
            "oakfield primary",
            "PriyaAnand1",
            "anandpriya",
            "oak-school-1",
        ] {
            assert!(problem(bad, &OWN).is_some(), "{bad}");
        }
        assert_eq!(problem("oakfield lantern teapot", &OWN), None, "one word among others does no harm");
        assert_eq!(problem("marmalade bus 7", &["", " "]), None);
    }

    #[tokio::test]
    async fn only_the_right_password_is_right() {
        let gate = Gate::default();
        let turn = || async { gate.turn_of(StaffId(1)).await.unwrap() };
        let kept = hash(turn().await, "three small words".into()).await.unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(is_right(turn().await, "three small words".into(), Some(kept.clone())).await.unwrap());
        assert!(!is_right(turn().await, "three small word".into(), Some(kept)).await.unwrap());
        assert!(!is_right(turn().await, "nobody has this password".into(), None).await.unwrap());
    }
}
