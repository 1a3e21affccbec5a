//! The messages of a survey. Nothing in them says why a family is asked.

use anyhow::Context;
use chrono::NaiveDate;

use super::{super::safe, Facts, dear};
use crate::{
    domain::{reminder::SurveyNews, time::Day},
    mail::letter::Letter,
};

/// The text.
pub(super) fn letter(facts: &Facts<'_>, news: SurveyNews, closes_on: NaiveDate) -> anyhow::Result<Letter> {
    let (school, link) = (safe::line(&facts.school.name), facts.link.context("a survey needs a link")?);
    let letter = match news {
        SurveyNews::Asked => Letter::new(format!("{school}: five short questions about us"))
            .text(dear(facts.name))
            .text(format!("How well does {school} work with you and your child? We ask five short questions. It takes two minutes."))
            .text("Nobody is told who said what: your name is not kept with your answers.")
            .action(&format!("Please answer by {}:", Day(closes_on)), "Answer five questions", link),
        SurveyNews::Again => Letter::new(format!("{school}: would you still answer five short questions?"))
            .text(dear(facts.name))
            .text("We asked you five short questions about us. There is still time, and it takes two minutes.")
            .text("Nobody is told who said what: your name is not kept with your answers.")
            .action(&format!("Please answer by {}:", Day(closes_on)), "Answer five questions", link),
        SurveyNews::Acted => Letter::new(format!("{school}: what we did about your answers"))
            .text(dear(facts.name))
            .text("We asked families how well we work with them. Thank you for what you told us. We have written down what we did about it.")
            .action("Read it here:", "Read what we did", link),
    };
    let letter = letter.text(match news {
        SurveyNews::Asked | SurveyNews::Again => {
            "You need not answer. If you would rather answer on paper, reply and tell us."
        }
        SurveyNews::Acted => "If you would like to talk about it, reply to this e-mail.",
    });
    Ok(letter.lines([school, safe::line(&facts.school.address)]))
}
