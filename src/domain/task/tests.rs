use chrono::NaiveDate;

use super::*;
use crate::domain::{
    adult_needs::{Format, Needs, Suits, Way},
    conversation::{AnswerKind, NewAnswer},
    ids::SlotId,
    time::Moment,
};

const ABOUT: About = About { conversation: ConversationId(7), pupil: PupilId(3), adult: AdultId(5) };

fn now() -> Moment {
    Moment::from_unix(1_794_000_000)
}

fn needs(format: Format, interpreter: &str, written: &str) -> Needs {
    Needs {
        language: String::new(),
        written_language: written.to_owned(),
        interpreter: interpreter.to_owned(),
        format,
        access_needs: String::new(),
        hours: String::new(),
        suits: Suits::default(),
        asked_on: None,
    }
}

fn says(kind: AnswerKind, language: &str, access: &str) -> NewAnswer {
    NewAnswer {
        kind,
        slot: (kind == AnswerKind::Accept).then_some(SlotId(2)),
        preferences: "after 4pm".to_owned(),
        message: String::new(),
        interpreter_language: language.to_owned(),
        access_needs: access.to_owned(),
        brings_someone: false,
    }
}

fn follows(said: &NewAnswer, lead: Role, before: Option<(&str, &str)>) -> Vec<(TaskKind, Role)> {
    let needs = needs(Format::AsItComes, &said.interpreter_language, "");
    let answered = Answered { about: ABOUT, lead: Some(lead), said, before, needs: &needs };
    after_answer(&answered, now()).into_iter().map(|task| (task.kind, task.role)).collect()
}

#[test]
fn each_answer_leaves_its_own_task_with_whoever_leads_the_meeting() {
    use TaskKind::{OfferAgain, OtherTimes, PhoneParent, WrongPerson};
    for (kind, lead, left) in [
        (AnswerKind::Accept, Role::Teacher, vec![]),
        (AnswerKind::OtherTime, Role::Teacher, vec![(OtherTimes, Role::Teacher)]),
        (AnswerKind::OtherTime, Role::Senco, vec![(OtherTimes, Role::Senco)]),
        (AnswerKind::OtherTime, Role::Head, vec![(OtherTimes, Role::Teacher)]),
        (AnswerKind::Phone, Role::Teacher, vec![(PhoneParent, Role::Teacher)]),
        (AnswerKind::Cannot, Role::Senco, vec![(OfferAgain, Role::Senco)]),
        (AnswerKind::WrongPerson, Role::Senco, vec![(WrongPerson, Role::Office)]),
    ] {
        assert_eq!(follows(&says(kind, "", ""), lead, None), left, "{kind:?}, led by {lead:?}");
    }
}

#[test]
fn what_somebody_needs_is_asked_of_the_office_once_and_again_only_where_it_has_changed() {
    use TaskKind::{AccessNeeds, BookInterpreter};
    let said = says(AnswerKind::Accept, "Urdu", "A ramp");
    let (books, arranges) = ((BookInterpreter, Role::Office), (AccessNeeds, Role::Office));
    assert_eq!(follows(&said, Role::Teacher, None), [books, arranges]);
    assert_eq!(follows(&said, Role::Teacher, Some(("Urdu", "A ramp"))), []);
    assert_eq!(follows(&said, Role::Teacher, Some(("Punjabi", "A ramp"))), [books]);
    assert_eq!(follows(&said, Role::Teacher, Some(("Urdu", ""))), [arranges]);
}

#[test]
fn of_the_wrong_person_nothing_else_is_taken() {
    let said = says(AnswerKind::WrongPerson, "Urdu", "A ramp");
    assert_eq!(follows(&said, Role::Senco, None), [(TaskKind::WrongPerson, Role::Office)]);
}

#[test]
fn an_interpreter_for_one_time_is_one_task_whoever_finds_the_need_first() {
    let (said, needs) = (says(AnswerKind::Accept, "Urdu", ""), needs(Format::AsItComes, "Urdu", ""));
    let answered = Answered { about: ABOUT, lead: None, said: &said, before: None, needs: &needs };
    let by_answer: Vec<Task> = after_answer(&answered, now());
    let by_booking = interpreter(ABOUT, &needs, SlotId(2), now().today()).unwrap();
    assert_eq!(by_answer, [by_booking]);
}

#[test]
fn an_invitation_asks_for_a_call_a_letter_or_a_reader_as_somebody_needs() {
    use TaskKind::{AccessNeeds, PhoneParent, PrintLetter};
    let today = NaiveDate::from_ymd_opt(2026, 11, 6).unwrap();
    for (way, format, reads, asked) in [
        (Way::Mail, Format::AsItComes, "", vec![]),
        (Way::Phone, Format::Spoken, "", vec![PhoneParent]),
        (Way::Letter, Format::Paper, "", vec![PrintLetter]),
        (Way::MailAndLetter, Format::Braille, "Polish", vec![PrintLetter, AccessNeeds]),
        (Way::Mail, Format::AsItComes, "English", vec![]),
    ] {
        let tasks = for_invitation(ABOUT, &needs(format, "", reads), way, today);
        assert_eq!(tasks.iter().map(|task| task.kind).collect::<Vec<_>>(), asked, "{way:?} {format:?} {reads}");
        assert!(tasks.iter().all(|task| task.role == Role::Office && !task.detail.is_empty()));
    }
}

#[test]
fn what_somebody_wrote_down_is_the_sencos_and_what_came_by_link_is_its_leads() {
    let due_on = NaiveDate::from_ymd_opt(2026, 12, 4).unwrap();
    let request =
        Request { id: 9, pupil: PupilId(3), by: None, owner: Some(Role::Teacher), words: "", days: 10, due_on };
    assert_eq!(meeting_asked(&request).role, Role::Senco);
    let by_link = Request { by: Some((AdultId(5), ConversationId(7))), words: "Swimming", ..request };
    let task = meeting_asked(&by_link);
    assert_eq!((task.role, task.key.as_str()), (Role::Teacher, "meeting_asked/9"));
    let detail = "Asks to meet about the plan. “Swimming” Offer a time within 10 school days of asking.";
    assert_eq!(task.detail, detail);
}
