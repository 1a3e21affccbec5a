//! Passwords: Argon2id, at most two at a time, so that hashing cannot be made to take the whole machine.

use std::sync::LazyLock;

use anyhow::{Context, anyhow};
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use tokio::{sync::Semaphore, task::spawn_blocking};

static AT_ONCE: Semaphore = Semaphore::const_new(2);

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
pub(in crate::web) async fn hash(password: String) -> anyhow::Result<String> {
    let _turn = AT_ONCE.acquire().await.context("the hashing queue is closed")?;
    spawn_blocking(move || hash_now(&password)).await?
}

/// Whether this is the password. Without a hash the answer is no, after the same work.
pub(in crate::web) async fn is_right(password: String, hash: Option<String>) -> anyhow::Result<bool> {
    let _turn = AT_ONCE.acquire().await.context("the hashing queue is closed")?;
    spawn_blocking(move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODY.clone());
        Ok(argon()?.verify_password(password.as_bytes(), hash.as_str()).is_ok() && known)
    })
    .await?
}

/// What is wrong with a password somebody wants to have; `None` if it will do. Eight characters or more, and none of those that
/// everybody tries first, alone or with digits and signs after them.
pub(in crate::web) fn problem(password: &str, also_known: &[&str]) -> Option<&'static str> {
    const COMMON: &[&str] = &[
        "password",
        "passwort",
        "qwertyui",
        "qwerty",
        "letmein",
        "welcome",
        "iloveyou",
        "sunshine",
        "princess",
        "football",
        "liverpool",
        "arsenal",
        "chelsea",
        "monkey",
        "dragon",
        "charlie",
        "abcdefgh",
        "abc",
        "admin",
        "administrator",
        "school",
        "teacher",
        "headteacher",
        "senco",
        "changeme",
        "superman",
        "batman",
        "pokemon",
        "baseball",
        "trustno",
        "thrice",
        "oakfield",
        "p@ssw0rd",
        "passw0rd",
    ];
    if password.chars().count() < 8 {
        return Some("Choose a password of at least 8 characters. Three words make a good one");
    }
    let lower = password.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphabetic());
    let first = lower.chars().next();
    let same = lower.chars().all(|c| Some(c) == first);
    let in_row = "01234567890123456789".contains(lower.as_str()) || "98765432109876543210".contains(lower.as_str());
    let known = also_known.iter().any(|w| !w.trim().is_empty() && lower == w.trim().to_lowercase());
    (same || in_row || bare.is_empty() || known || COMMON.contains(&bare) || COMMON.contains(&lower.as_str()))
        .then_some("That password is one that many people try first. Choose another: three words make a good one")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_and_common_passwords_are_refused() {
        for bad in
            ["", "short", "password", "Password1!", "12345678", "aaaaaaaa", "Welcome2026", "11112222", "priya@oak.org"]
        {
            assert!(problem(bad, &["priya@oak.org"]).is_some(), "{bad}");
        }
        for good in ["correct horse battery", "marmalade bus 7", "täglich Brot", "xK9#qq7!"] {
            assert_eq!(problem(good, &["priya@oak.org"]), None, "{good}");
        }
    }

    #[tokio::test]
    async fn only_the_right_password_is_right() {
        let kept = hash("three small words".into()).await.unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(is_right("three small words".into(), Some(kept.clone())).await.unwrap());
        assert!(!is_right("three small word".into(), Some(kept)).await.unwrap());
        assert!(!is_right("nobody has this password".into(), None).await.unwrap());
    }
}
