//! The questions of a plan's template in its form, and what is answered. An answer is known by its question, not by its place, so that it
//! stays with it whatever the template asks.

use crate::{
    domain::{
        plan::Answer,
        template::{Question, Template},
    },
    store::plans::PlanView,
    web::form::typed::Typed,
};

/// The field in which a question is answered.
pub(super) fn answer_field(question: &str) -> String {
    format!("answer-{}", Question::code(question))
}

/// The hidden field that says which question that was, for when the template that asked it is no longer followed.
pub(super) fn question_field(question: &str) -> String {
    format!("question-{}", Question::code(question))
}

/// The questions of a form: those of the template, then those that were answered before, or in this form before another kind was chosen.
pub(super) fn asked(template: &Template, answered: &[Answer], typed: &Typed) -> Vec<Question> {
    let mut all = template.questions.clone();
    let of_form = typed.0.iter().filter(|(name, _)| name.starts_with("question-")).map(|(_, words)| words);
    for words in answered.iter().map(|one| &one.question).chain(of_form) {
        let is_new = !all.iter().any(|one| Question::code(&one.words) == Question::code(words));
        if is_new && !words.trim().is_empty() && !typed.get(&answer_field(words)).trim().is_empty() {
            all.push(Question { words: words.clone(), help: String::new() });
        }
    }
    all
}

/// What is answered, in the order of the form.
pub(super) fn read(template: &Template, old: Option<&PlanView>, typed: &Typed) -> Vec<Answer> {
    let answered = old.map_or(&[][..], |plan| &plan.content.terms.answers);
    let one = |question: Question| {
        let words = typed.get(&answer_field(&question.words)).trim().to_owned();
        (!words.is_empty()).then_some(Answer { question: question.words, words })
    };
    asked(template, answered, typed).into_iter().filter_map(one).collect()
}
