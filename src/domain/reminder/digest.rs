//! One mail a day at most for a member of staff: everything they need to know, by counts, with no child in it.
//!
//! It goes on the first school day of a week if there is anything to say, and on another school day if there is anything new. A day that
//! was missed needs no digest of its own: the next one says what is still so, and where the week's first was missed the next stands in.

use chrono::{Datelike, Days, NaiveDate};

use super::{HandedOver, Matter, MeetingFacts, Moment, Picture, PlanFacts, Planned, StaffFacts, Standing, timing};
use crate::domain::{
    annual_review,
    calendar::AcademicYear,
    carriage::Carriage,
    compliance::late_by_owner,
    concern,
    conversation::AnswerKind,
    ids::StaffId,
    missing::Missing,
    notice::{HeldBack, NoticeKind, Recipient},
    people::Role,
    rules,
    standing::{self, Cell, State},
};

coded! {
    /// A section of a digest.
    Section {
        /// Reviews whose date has passed.
        Overdue = "overdue", "late";
        /// Meetings that are over and not recorded.
        RecordIt = "record_it", "to record";
        /// Parents who have answered since the last digest, whatever they said.
        Answers = "answers", "answers";
        /// Decisions about concerns that this person raised, since the last digest.
        ConcernAnswers = "concern_answers", "answered concerns";
        /// Concerns that the SENCO has to decide about.
        Concerns = "concerns", "concerns to decide";
        /// Teachers' views for reviews of this window.
        TeacherInput = "teacher_input", "need your view";
        /// Plans that this person leads from now on.
        NowYours = "now_yours", "handed to you";
        /// Plans that they led and others lead now.
        NowWithOthers = "now_with_others", "handed on";
        /// Reviews due this week.
        ThisWeek = "this_week", "this week";
        /// Meetings that this person leads on the next school day.
        Meetings = "meetings", "to meet";
        /// Reviews that are due after this week, with no meeting booked.
        Ahead = "ahead", "due soon";
        /// Pupils without a plan, plans without a target, EHC plans without the authority's decision, what part-time timetables need.
        Missing = "missing", "to complete";
        /// Steps of EHC plans' annual reviews that are late, or the school's and due within a fortnight.
        AnnualReview = "annual_review", "steps of annual reviews";
        /// Plans that this person leads of whose provision much was not given.
        SessionsLost = "sessions_lost", "with sessions lost";
        /// Parents who have not answered.
        ToChase = "to_chase", "to chase";
    }
}

/// What one digest says: for each section how many, and the day that matters. No names.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Digest {
    /// Sections that are not empty, in order: which, how many, and the day by which or since which, if one matters.
    pub sections: Vec<(Section, u32, Option<NaiveDate>)>,
    /// It is the first school day of the week: "This week: …".
    pub weekly: bool,
    /// For the head, weekly: how many reviews are late with whom, the most first. Names of staff, never of a child.
    pub late_by_owner: Vec<(String, u32)>,
}

/// One thing a digest counts: for whom it became news, and the day that matters.
struct Item {
    section: Section,
    /// The first day it is news; `None` for what is said weekly only.
    news_on: Option<NaiveDate>,
    day: Option<NaiveDate>,
    /// It is counted beside others, and by itself no reason to write.
    by_the_way: bool,
}

impl Item {
    fn new(section: Section, news_on: Option<NaiveDate>, day: Option<NaiveDate>) -> Self {
        Self { section, news_on, day, by_the_way: false }
    }
}

pub(super) fn notices(picture: &Picture, now: Moment, until: NaiveDate) -> Vec<Planned> {
    let today = now.today();
    let days = today.iter_days().take_while(|d| *d <= until).filter(|d| picture.calendar.is_school_day(*d));
    let days: Vec<NaiveDate> = days.filter(|d| timing::closing(*d) > now).collect();
    let Some(first) = days.first().copied() else { return Vec::new() };
    let mut last: Vec<Option<NaiveDate>> = picture.staff.iter().map(|p| last_digest(picture, p.id, first)).collect();
    let (mut out, mut looked) = (Vec::new(), first);
    for day in days {
        let cells = cells_on(picture, day);
        for (person, last) in picture.staff.iter().zip(&mut last) {
            let said = looked.iter_days().take_while(|d| *d < day).filter(|d| is_live(picture, person.id, *d)).last();
            *last = (*last).max(said);
            let planned = for_person(picture, person, &cells, (*last, day), now);
            *last = (*last).max(planned.as_ref().map(|p| p.due_on));
            out.extend(planned);
        }
        looked = day;
    }
    out
}

/// Each plan with its cells as they will stand on a day, if nothing else happens until then.
fn cells_on(picture: &Picture, day: NaiveDate) -> Vec<(&PlanFacts, [Cell; 3])> {
    let soon = picture.rules.get(rules::DUE_SOON);
    let stand = |plan: &PlanFacts| {
        let year = AcademicYear::containing(day);
        if plan.year.year == year {
            return standing::standing(&picture.calendar, &plan.year, soon, day).cells;
        }
        let next = standing::Facts { year, exemptions: Vec::new(), ..plan.year.clone() };
        standing::standing(&picture.calendar, &next, soon, day).cells
    };
    picture.plans.iter().map(|p| (p, stand(p))).collect()
}

fn key(person: StaffId, day: NaiveDate) -> String {
    format!("{}/s{person}/{day}", NoticeKind::Digest.as_code())
}

/// The day of the last digest before `day`, looked for as far back as anything could be news.
fn last_digest(picture: &Picture, person: StaffId, day: NaiveDate) -> Option<NaiveDate> {
    day.iter_days().rev().skip(1).take(30).find(|d| is_live(picture, person, *d))
}

/// Whether a person's digest of a day was said, and counts.
fn is_live(picture: &Picture, person: StaffId, day: NaiveDate) -> bool {
    picture.said.get(&key(person, day)).is_some_and(|said| said.live)
}

fn for_person(
    picture: &Picture,
    person: &StaffFacts,
    cells: &[(&PlanFacts, [Cell; 3])],
    (last, day): (Option<NaiveDate>, NaiveDate),
    now: Moment,
) -> Option<Planned> {
    let key = key(person.id, day);
    if picture.said.contains_key(&key) {
        return None;
    }
    let mut items: Vec<Item> =
        cells.iter().flat_map(|(plan, cells)| plan_items(picture, person, plan, cells, day)).collect();
    items.extend(picture.meetings.iter().flat_map(|m| meeting_items(picture, person, m, (last, day))));
    items.extend(picture.concerns.iter().flat_map(|c| concern_items(picture, person, c, (last, day))));
    items.extend(picture.handovers.iter().flat_map(|h| handover_items(picture, person, h, (last, day))));
    items.extend(annual_items(picture, person, day));
    let lost = picture.sessions_lost.iter().filter(|lead| answers_for(picture, person, Some(**lead)));
    items.extend(lost.map(|_| Item::new(Section::SessionsLost, None, None)));
    if items.iter().all(|item| item.by_the_way) {
        return None;
    }
    let news = items.iter().any(|i| i.news_on.is_some_and(|n| n <= day && last.is_none_or(|l| l < n)));
    let had_one = last.is_some_and(|l| first_of_week(day) <= l) || is_settled_this_week(picture, person.id, day);
    let weekly = picture.calendar.is_first_of_week(day) || !(had_one || news);
    let late_by_owner = if weekly && person.role == Role::Head { owners(picture, cells) } else { Vec::new() };
    // Said beside what the head is told anyway: by itself a late review comes to the head on its rung of the ladder, not before.
    if !(weekly || news) {
        return None;
    }
    if had_one {
        items.retain(|i| i.news_on.is_some());
    }
    let not_before = timing::opening(day);
    let standing = match &person.address {
        Err(why) => Standing::Held(why.clone()),
        Ok(_) if picture.held.contains(&key) => Standing::Held(HeldBack::HeldByPerson),
        Ok(_) if now >= not_before => Standing::Due,
        Ok(_) => Standing::Later,
    };
    Some(Planned {
        key,
        kind: NoticeKind::Digest,
        to: Recipient::Staff(person.id),
        due_on: day,
        not_before,
        moved: None,
        way: Carriage::Mail,
        matter: Matter::Digest(Digest { sections: counted(&items), weekly, late_by_owner }),
        standing,
    })
}

/// How many reviews are late with whom. Who no longer works here has no name any more: those are counted together.
fn owners(picture: &Picture, cells: &[(&PlanFacts, [Cell; 3])]) -> Vec<(String, u32)> {
    let mut all: Vec<(String, u32)> = Vec::new();
    for (lead, late) in late_by_owner(cells.iter().map(|(plan, cells)| (plan.lead, cells))) {
        let owner = picture.staff.iter().find(|s| Some(s.id) == lead && s.address != Err(HeldBack::StaffLeft));
        let nobody = if lead.is_some() { "Somebody who has left" } else { "No plan yet" };
        let name = owner.map_or(nobody, |s| s.name.as_str());
        match all.iter_mut().find(|(known, _)| known == name) {
            Some((_, count)) => *count += late,
            None => all.push((name.to_owned(), late)),
        }
    }
    all
}

fn first_of_week(day: NaiveDate) -> NaiveDate {
    day - Days::new(u64::from(day.weekday().num_days_from_monday()))
}

/// Whether a digest earlier in this week was said, or is held by a person, who did not mean the next day's to go instead.
fn is_settled_this_week(picture: &Picture, person: StaffId, day: NaiveDate) -> bool {
    let mut before = first_of_week(day).iter_days().take_while(|d| *d < day).map(|d| key(person, d));
    before.any(|key| picture.said.contains_key(&key) || picture.held.contains(&key))
}

/// Whether a person answers for what somebody leads: they do themselves, or the SENCO where they no longer work here, or nobody does.
fn answers_for(picture: &Picture, person: &StaffFacts, lead: Option<StaffId>) -> bool {
    let works_here = |s: &StaffFacts| Some(s.id) == lead && s.address != Err(HeldBack::StaffLeft);
    Some(person.id) == lead || (person.role == Role::Senco && !picture.staff.iter().any(works_here))
}

fn counted(items: &[Item]) -> Vec<(Section, u32, Option<NaiveDate>)> {
    let of = |section: Section| {
        let mine: Vec<&Item> = items.iter().filter(|i| i.section == section).collect();
        let count = u32::try_from(mine.len()).unwrap_or(u32::MAX);
        (count > 0).then(|| (section, count, mine.iter().filter_map(|i| i.day).min()))
    };
    Section::ALL.iter().filter_map(|s| of(*s)).collect()
}

/// What one plan says to one person on a day: late (to its owner, after 5 school days to the SENCO, after 10 to the head), due this week or
/// soon, missing, or in need of a teacher's view. The SENCO and the head read of all that is late, as on the board; what is late for less
/// than that is no news to them yet, nor to the head a reason to write.
fn plan_items(
    picture: &Picture,
    person: &StaffFacts,
    plan: &PlanFacts,
    cells: &[Cell; 3],
    day: NaiveDate,
) -> Vec<Item> {
    let calendar = &picture.calendar;
    let owns = answers_for(picture, person, plan.lead);
    let (sees_all, teaches) = (matches!(person.role, Role::Senco | Role::Head), plan.teachers.contains(&person.id));
    if !(owns || sees_all || teaches) {
        return Vec::new();
    }
    let late_after = match person.role {
        _ if owns => Some(1),
        Role::Senco => Some(picture.rules.get(rules::OVERDUE_SENCO)),
        Role::Head => Some(picture.rules.get(rules::OVERDUE_HEAD)),
        _ => None,
    };
    let sunday = first_of_week(day) + Days::new(6);
    let mut items = Vec::new();
    // The meeting that a review comes of may be over while nobody has written it down: that comes next, and is asked for by itself.
    let is_met =
        picture.meetings.iter().any(|meeting| Some(meeting.plan) == plan.plan && waits_for_its_review(meeting, day));
    for cell in cells {
        match (cell.state.clone(), late_after) {
            (State::Overdue(late), Some(after)) => items.push(Item {
                by_the_way: late < after && person.role != Role::Senco,
                ..Item::new(Section::Overdue, Some(calendar.plus_school_days(cell.due_on, after)), Some(cell.due_on))
            }),
            (State::DueSoon(_) | State::Planned | State::Booked(_), _) => {
                let booked = if let State::Booked(on) = cell.state { Some(on) } else { None };
                let due = booked.unwrap_or(cell.due_on);
                let ahead = calendar.plus_school_days(due, -picture.rules.get(rules::REVIEW_AHEAD));
                if (owns || sees_all) && day <= due && due <= sunday {
                    items.push(Item::new(Section::ThisWeek, None, Some(due)));
                } else if owns && booked.is_none() && !is_met && sunday < due && ahead <= day {
                    items.push(Item::new(Section::Ahead, Some(ahead), Some(due)));
                }
            }
            _ => {}
        }
    }
    // A part-time timetable is the SENCO's to see to, whoever leads the plan.
    let to_complete = |what: &Missing| person.role == Role::Senco || owns && !what.is_of_timetable();
    if plan.missing.iter().any(to_complete) {
        items.push(Item::new(Section::Missing, None, None));
    }
    if teaches && !is_met {
        let wanted = plan.inputs.wanted(person.id, calendar, &picture.rules, (cells, &plan.year.rhythm), day);
        items.extend(wanted.map(|one| Item::new(Section::TeacherInput, Some(one.since), Some(one.by))));
    }
    items
}

/// Days after a meeting in which its review is thought to be under way: it is written down next.
const REVIEW_FOLLOWS: i64 = 14;

/// Whether parents were met of late, or were to be, and the review that comes of it is not recorded yet.
fn waits_for_its_review(meeting: &MeetingFacts, day: NaiveDate) -> bool {
    let since = meeting.bookings.last().map(|booked| (day - booked.slot.starts.today()).num_days());
    let of_late = since.is_some_and(|days| (0..=REVIEW_FOLLOWS).contains(&days));
    let may_have_met = meeting.cancelled.is_none() && meeting.recorded.is_none_or(|record| record.met);
    of_late && may_have_met && meeting.review_recorded.is_none()
}

/// The steps of annual reviews that somebody has to do something about on a day. They tell of the authority and of the record: they are said
/// to the SENCO alone, whoever leads the plan.
fn annual_items(picture: &Picture, person: &StaffFacts, day: NaiveDate) -> Vec<Item> {
    if person.role != Role::Senco {
        return Vec::new();
    }
    let wanted = picture.annual.iter().flat_map(|facts| annual_review::wanted(facts, day));
    wanted.map(|due| Item::new(Section::AnnualReview, Some(due.wanted_from()), Some(due.by))).collect()
}

/// What one concern says on a day: to the SENCO that it waits for a decision, to whoever raised it that there is an answer.
fn concern_items(
    picture: &Picture,
    person: &StaffFacts,
    concern: &concern::Facts,
    (last, day): (Option<NaiveDate>, NaiveDate),
) -> Vec<Item> {
    let mut items = Vec::new();
    let since = match concern::Standing::on(concern.decided.map(|(_, again)| again), day) {
        concern::Standing::Waiting => {
            Some((concern.raised_on, picture.calendar.plus_school_days(concern.raised_on, 1)))
        }
        concern::Standing::LookAgain(on) => Some((on, on)),
        _ => None,
    };
    if let Some((since, news_on)) = since.filter(|_| person.role == Role::Senco) {
        items.push(Item::new(Section::Concerns, Some(news_on), Some(since)));
    }
    let answered = concern.decided.map(|(on, _)| on).filter(|_| person.id == concern.raised_by);
    let is_news = |on: &NaiveDate| *on < day && (day - *on).num_days() <= concern::ANSWER_IS_NEWS;
    if let Some(on) = answered.filter(|on| is_news(on) && last.is_none_or(|l| l <= *on)) {
        let news_on = Some(picture.calendar.plus_school_days(on, 1));
        items.push(Item::new(Section::ConcernAnswers, news_on, None));
    }
    items
}

/// A plan that went from one lead to another, to both of them: from the next school day on, until it was said once.
fn handover_items(
    picture: &Picture,
    person: &StaffFacts,
    one: &HandedOver,
    (last, day): (Option<NaiveDate>, NaiveDate),
) -> Option<Item> {
    let section = match person.id {
        id if id == one.to => Section::NowYours,
        id if id == one.from => Section::NowWithOthers,
        _ => return None,
    };
    let news_on = picture.calendar.plus_school_days(one.on, 1);
    // Of what was said long ago the picture does not know any more: after a while it is no news, said or not.
    let is_fresh = (0..=concern::ANSWER_IS_NEWS).contains(&(day - news_on).num_days());
    let is_new = is_fresh && last.is_none_or(|last| last < news_on);
    is_new.then(|| Item::new(section, Some(news_on), None))
}

/// What one meeting says to its lead (record it, a parent has answered, nobody has) and to the office (to phone).
fn meeting_items(
    picture: &Picture,
    person: &StaffFacts,
    meeting: &MeetingFacts,
    (last, day): (Option<NaiveDate>, NaiveDate),
) -> Vec<Item> {
    let mut items = Vec::new();
    let open = meeting.cancelled.is_none() && meeting.recorded.is_none() && meeting.on_roll;
    if !open {
        return items;
    }
    let leads = answers_for(picture, person, Some(meeting.lead));
    if let Some(booking) = meeting.bookings.last().filter(|_| leads) {
        let after = picture.rules.get(rules::RECORD_IT).max(1);
        let record_on = picture.calendar.plus_school_days(booking.slot.starts.today(), after);
        if record_on <= day {
            items.push(Item::new(Section::RecordIt, Some(record_on), Some(booking.slot.starts.today())));
        }
        items.extend(near(picture, booking.slot.starts.today(), day));
    }
    let over = meeting.bookings.last().map(|b| &b.slot).or(meeting.slots.last()).map(|slot| slot.starts.today());
    if leads && over.is_some_and(|over| day <= over) {
        let answers = meeting.invited.iter().filter_map(|adult| adult.answer);
        let said = answers.filter(|(kind, _)| *kind != AnswerKind::WrongPerson).map(|(_, at)| at.today());
        let new = said.filter(|on| *on < day && last.is_none_or(|l| l <= *on));
        let next = |on| picture.calendar.plus_school_days(on, 1);
        items.extend(new.map(|on| Item::new(Section::Answers, Some(next(on)), None)));
    }
    if meeting.bookings.is_empty() && (leads || person.role == Role::Office) {
        items.extend(meeting.invited.iter().filter_map(|adult| {
            let key = |kind: NoticeKind| format!("{}/c{}/a{}", kind.as_code(), meeting.id, adult.contact.adult);
            let barred = adult.contact.address.as_ref().is_err_and(HeldBack::bars_every_way);
            let asked = picture.said.get(&key(NoticeKind::PhoneTask)).filter(|_| adult.answer.is_none() && !barred)?;
            Some(Item::new(Section::ToChase, Some(picture.calendar.plus_school_days(asked.on, 1)), None))
        }));
    }
    items
}

/// A meeting on the next school day, as it is said on the day before, and on its own where that digest was missed.
fn near(picture: &Picture, meets: NaiveDate, day: NaiveDate) -> Option<Item> {
    let eve = picture.calendar.plus_school_days(meets, -1);
    (eve <= day && day <= meets).then(|| Item::new(Section::Meetings, Some(eve), Some(meets)))
}
