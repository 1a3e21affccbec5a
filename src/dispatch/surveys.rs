//! The messages of a survey: that families are asked, once more where they have not answered, and what the school did about it. A person
//! sends them, when they like; they leave as soon as the school day allows.

use super::{Post, write};
use crate::{
    domain::{
        carriage::Carriage,
        notice::{NoticeKind, Recipient},
        reminder::{Matter, Planned, Standing, SurveyNews, leaves},
    },
    mail,
    store::{
        Tx, calendar,
        surveys::{self, Survey, ToAsk},
    },
};

/// Whether this is for somebody, as they stand to the survey.
#[must_use]
pub fn survey_concerns(news: SurveyNews, one: &ToAsk) -> bool {
    match news {
        SurveyNews::Asked => one.asked.is_none(),
        SurveyNews::Again => one.asked == Some(false),
        SurveyNews::Acted => one.asked.is_some(),
    }
}

/// Writes one message to each of these who can be written to and whom it concerns; whoever has had it gets no second one. Returns how many
/// were written.
///
/// # Errors
/// When the database refuses, or a message cannot be written.
pub async fn survey(
    tx: &mut Tx,
    post: &Post,
    survey: &Survey,
    all: &[ToAsk],
    news: SurveyNews,
) -> anyhow::Result<usize> {
    let school = tx.school()?;
    let (due_on, not_before) = leaves(&calendar::load(tx.conn(), school).await?, tx.now);
    let (kind, mut written) = (if news == SurveyNews::Acted { NoticeKind::SurveyBack } else { NoticeKind::Survey }, 0);
    for one in all.iter().filter(|one| survey_concerns(news, one)) {
        let Ok(address) = one.address.clone() else { continue };
        let again = if news == SurveyNews::Again { "/again" } else { "" };
        let planned = Planned {
            key: format!("{}/{}{again}/a{}", kind.as_code(), survey.id, one.adult),
            kind,
            to: Recipient::Adult(one.adult),
            due_on,
            not_before,
            moved: None,
            way: Carriage::Mail,
            matter: Matter::Survey { pupil: one.pupil, news, closes_on: survey.closes_on },
            standing: Standing::Due,
        };
        let token = surveys::ask(tx, survey.id, Some((one.adult, one.pupil))).await?;
        let link = format!("{}/s/{token}", post.public_url);
        written += usize::from(write(tx, post, &planned, address, &mail::Hosts::default(), &link).await?);
    }
    Ok(written)
}
