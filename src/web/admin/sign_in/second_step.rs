//! What the pages of the second step share: scanning the secret, typing the first code, and the recovery codes, which are shown once.

use maud::{Markup, html};
use serde::Deserialize;

use crate::{
    dispatch,
    domain::{
        audit::{Deed, Entry, Subject},
        ids::StaffId,
        notice::AccountNews,
        second_factor::{address, grouped, step_of, written},
        time::Moment,
    },
    store::{Tx, people::second_factors},
    web::{
        App,
        form::fields::{Field, FormErrors, text_input},
        ui::{qr::qr, safe_url::SafeUrl},
    },
};

/// What is typed while the second step is set up. The secret is the one that the page showed: it is nobody's until its first code is
/// right, and so it is kept nowhere before.
#[derive(Deserialize, Default)]
pub(in crate::web) struct SecondStepFields {
    #[serde(default)]
    pub(in crate::web) secret: String,
    #[serde(default)]
    pub(in crate::web) code: String,
    /// The password, where somebody is signed in already.
    #[serde(default)]
    pub(in crate::web) current: String,
}

/// The half minute of the first code, or what is wrong with it.
pub(in crate::web) fn first_code(secret: &[u8], typed: &str, now: Moment, errors: &mut FormErrors) -> Option<i64> {
    let step = step_of(secret, typed, now);
    if step.is_none() {
        errors.add(
            "code",
            "That is not the code that the app shows now. Check that the phone's clock is right, and type the newest code",
        );
    }
    step
}

/// Sets it up, tells the person by mail, and returns their recovery codes.
pub(in crate::web) async fn set_up(
    app: &App,
    tx: &mut Tx,
    staff: StaffId,
    secret: &[u8],
    step: i64,
) -> anyhow::Result<Vec<String>> {
    let codes = second_factors::set_up(tx, staff, secret, step).await?;
    tx.audit(Entry::new(Deed::SetUp, Subject::SecondFactor).id(staff.0)).await?;
    let now = tx.now;
    dispatch::account_news(tx, &app.post, staff, AccountNews::SecondFactorSetUp, now).await?;
    Ok(codes)
}

/// The picture, the secret as text, and the field for the first code.
pub(in crate::web) fn fields(secret: &[u8], email: &str, errors: &FormErrors) -> Markup {
    let code = Field {
        name: "code",
        label: "The six digits that the app shows",
        hint: "They change every half minute.",
        value: "",
        errors,
    };
    html! {
        ol {
            li { p { "Open an authenticator app on your phone: Microsoft Authenticator, Google Authenticator, or one that you use already." } }
            li {
                p { "Let it scan this picture." }
                @if let Some(address) = address(secret, email) { (qr(&address, "The secret, for an authenticator app to scan")) }
                p { "Or type this into the app by hand:" }
                p { code.secret { (grouped(&written(secret), " ")) } }
            }
            li { p { "Type the code that it then shows." } }
        }
        input type="hidden" name="secret" value=(written(secret));
        (text_input(&code, "text", "one-time-code"))
    }
}

/// The recovery codes, and where to go on to.
pub(in crate::web) fn codes(codes: &[String], next: &SafeUrl) -> Markup {
    html! {
        h1 { "Keep these recovery codes" }
        p.lead { "If your phone is lost, each of them gets you in once. They are not shown again." }
        ul.recovery { @for one in codes { li { code { (one) } } } }
        p { "Print this page or write them down, and keep them where you keep keys: not on the phone, and not beside the computer." }
        p.actions.no-print { a.button href=(next) { "I have kept them: go on" } }
    }
}
