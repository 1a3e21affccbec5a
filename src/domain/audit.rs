//! What somebody did, and to what, as the audit holds it: names of fields, never their contents.
//!
//! An entry is never changed nor deleted, so no code ever leaves these sets: what nobody does any longer must still be read.

use super::{annual_review, ids::PupilId, plan::PlanKind, rules};

coded! {
    /// What was done.
    Deed {
        /// A question was answered.
        Answered = "answered", "Answered about";
        /// Somebody else is to do something.
        Asked = "asked", "Asked for";
        /// Somebody wants something sent.
        AskedFor = "asked for", "Asked for";
        /// A time was agreed.
        Booked = "booked", "Agreed a time for";
        /// It will not be.
        Cancelled = "cancelled", "Called off";
        /// It is otherwise now.
        Changed = "changed", "Changed";
        /// A copy was made.
        Copied = "copied", "Copied";
        /// It was never so.
        Corrected = "corrected", "Corrected";
        /// It was not there before.
        Created = "created", "Entered";
        /// Somebody made up their mind.
        Decided = "decided", "Decided about";
        /// Nobody comes in by it any longer.
        Disabled = "disabled", "Closed";
        /// Nothing of it is left to do.
        Done = "done", "Finished";
        /// It is over.
        Ended = "ended", "Ended";
        /// Somebody may do more.
        Gave = "gave", "Gave";
        /// It does not leave for now.
        Held = "held", "Held back";
        /// Files were brought in.
        Imported = "imported", "Imported files into";
        /// Somebody got a link to choose a password.
        Invited = "invited", "Invited";
        /// Somebody is no longer here.
        Left = "left", "Recorded the leaving of";
        /// Parents have times to choose from.
        Offered = "offered", "Offered";
        /// Everybody in the school may see it.
        Published = "published", "Published";
        /// Not now.
        PutOff = "put off", "Put off";
        /// Somebody says that they know what it says.
        Read = "read", "Read";
        /// What happened was written down.
        Recorded = "recorded", "Recorded";
        /// It was tried whether a copy can be used.
        Rehearsed = "rehearsed", "Rehearsed the restoring of";
        /// It leaves after all.
        Released = "released", "Let go";
        /// It goes once more.
        Repeated = "repeated", "Sent again";
        /// It begins anew.
        Reset = "reset", "Opened anew";
        /// Somebody is back.
        Returned = "returned", "Recorded the return of";
        /// A mail server has it.
        Sent = "sent", "Sent";
        /// It is in use from now on.
        SetUp = "set up", "Set up";
        /// Somebody came in.
        SignedIn = "signed in", "Signed in";
        /// Somebody went out.
        SignedOut = "signed out", "Signed out";
        /// Somebody may do less.
        TookBack = "took back", "Took back";
        /// It was tried whether it works.
        Tested = "tested", "Tried";
        /// The right code was given.
        Typed = "typed", "Typed in";
        /// It is as it was before.
        Undone = "undone", "Undid";
        /// It does not work a second time.
        Used = "used", "Used";
        /// It was shown.
        Viewed = "viewed", "Looked at";
        /// It does not count any longer.
        Withdrew = "withdrew", "Withdrew";
    }
}

coded! {
    /// To what it was done.
    Subject {
        /// The way in for a member of staff.
        Account = "account", "an account";
        /// Where an adult can be reached.
        Adult = "adult", "how to reach a parent or carer";
        /// What a professional advises.
        Advice = "advice", "advice";
        /// That a parent would like to meet without the other.
        ApartWish = "apart_wish", "a meeting without the other parent";
        /// What must be done differently for a pupil.
        Adjustment = "adjustment", "an adjustment";
        /// An EHC plan's annual review.
        AnnualReview = "annual_review", "an annual review";
        /// The form of an authority.
        EvidenceForm = "evidence_form", "the form of an authority";
        /// What a pupil's record says for an authority.
        Evidence = "evidence", "the evidence for an authority";
        /// That a pupil is a member of an inclusion base.
        BaseMembership = "base_membership", "a membership of an inclusion base";
        /// What somebody complains of.
        Complaint = "complaint", "a complaint";
        /// Force, restraint or seclusion.
        Incident = "incident", "an incident of force, restraint or seclusion";
        /// An inclusion base.
        InclusionBase = "inclusion_base", "an inclusion base";
        /// Plans without names, for governors.
        PlanSample = "plan_sample", "a sample of plans without names";
        /// A personal budget within an EHC plan.
        PersonalBudget = "personal_budget", "a personal budget";
        /// A survey of families or pupils.
        Survey = "survey", "a survey";
        /// An answer to a survey that came on paper.
        SurveyAnswer = "survey_answer", "an answer to a survey";
        /// What a parent says is not happening.
        Shortfall = "shortfall", "what a parent says is not happening";
        /// A layer of the school's ladder of support.
        Layer = "layer", "a layer of support";
        /// A plan that others keep.
        LinkedPlan = "linked_plan", "a plan kept elsewhere";
        /// A report as it was kept on a day.
        ReportSnapshot = "report_snapshot", "a kept report";
        /// That a pupil is on a layer.
        PupilLayer = "pupil_layer", "a pupil’s layer of support";
        /// Cover for a class on a day.
        Cover = "cover", "a cover sheet";
        /// A provision of the catalogue.
        Provision = "provision", "the catalogue of provision";
        /// That a pupil waits for a place.
        ProvisionWaiting = "provision_waiting", "a place on a waiting list";
        /// What a kind of plan asks.
        Template = "template", "a template of plans";
        /// What the authority is to pay for a pupil, and what came.
        Funding = "funding", "a pupil’s funding";
        /// What an authority's band brings.
        FundingBand = "funding_band", "a funding band";
        /// What the school as a whole receives.
        FundingStream = "funding_stream", "a funding stream of the school";
        /// What a source expects of progress on a measure.
        Benchmark = "benchmark", "what is expected on a measure";
        /// Who pays for a line of provision.
        Payer = "payer", "who pays for a line of provision";
        /// What a class hands on about a pupil.
        HandoverNote = "handover_note", "what is handed on";
        /// Everything agreed at a pupil's meetings.
        Agreed = "agreed", "what was agreed";
        /// One thing agreed.
        AgreedAction = "agreed_action", "something that was agreed";
        /// What was found out about a pupil on a day.
        Assessment = "assessment", "an assessment";
        /// All that was found out about a pupil.
        Assessments = "assessments", "the assessments";
        /// How often a pupil is in school.
        Attendance = "attendance", "the attendance";
        /// This itself.
        Audit = "audit", "the audit";
        /// A target that every writer of plans may take.
        BankEntry = "bank_entry", "a target in the bank";
        /// What the census asks of a pupil.
        CensusIndicator = "census_indicator", "what the census asks";
        /// What a teacher takes into the classroom.
        ClassSheet = "class sheet", "the class sheet";
        /// What somebody noticed.
        Concern = "concern", "a concern";
        /// All that staff noticed about a pupil.
        Concerns = "concerns", "the concerns";
        /// An adult of a pupil.
        Contact = "contact", "a parent or carer";
        /// All adults of a pupil.
        Contacts = "contacts", "the parents and carers";
        /// A meeting with parents.
        Conversation = "conversation", "a meeting";
        /// The address at which somebody reads their meetings elsewhere.
        CalendarFeed = "calendar_feed", "a private calendar";
        /// When somebody can meet parents.
        FreeTime = "free_time", "times kept free for meetings";
        /// What is said on the day of a meeting.
        DayMessage = "day_message", "a word on the day of a meeting";
        /// Everything that is kept.
        Database = "database", "the database";
        /// One file about a pupil.
        Document = "document", "a document";
        /// All files about a pupil.
        Documents = "documents", "the documents";
        /// Where a pupil was before, and the file from there.
        EarlierSetting = "earlier_setting", "an earlier setting";
        /// A term in which no review is owed.
        Exemption = "exemption", "an exemption";
        /// What the school publishes.
        Figures = "figures", "the figures";
        /// What files would change, or have changed.
        Import = "import", "an import";
        /// A request for a teacher's view.
        InputRequest = "input_request", "a request for a teacher’s view";
        /// Who is no longer here.
        Leavers = "leavers", "the leavers";
        /// What a school judges itself by.
        Framework = "framework", "a framework for self-evaluation";
        /// A message on paper.
        Letter = "letter", "a letter";
        /// The way of messages.
        Mail = "mail", "the mail";
        /// What the columns of a file are.
        Mapping = "mapping", "what the columns of a file are";
        /// All meetings about a pupil.
        Meetings = "meetings", "the meetings";
        /// A pupil's own card of targets.
        MyTargets = "my_targets", "the pupil’s card of targets";
        /// An area of need.
        Need = "need", "a need";
        /// What is seen in class, for all who write needs down.
        NeedStatement = "need_statement", "a need statement";
        /// A message.
        Notice = "notice", "a message";
        /// What a pupil says.
        OwnWords = "own words", "the pupil’s own words";
        /// Which half days a pupil is in school.
        PartTime = "part_time_timetable", "a part-time timetable";
        /// What somebody signs in with.
        Password = "password", "a password";
        /// A plan.
        Plan = "plan", "a plan";
        /// A version of a plan: drafted, agreed, answered to.
        PlanVersion = "plan_version", "a version of a plan";
        /// What is printed for a review.
        PrintPack = "print pack", "a sheet printed for a review";
        /// What everybody who works with a pupil should know first.
        Profile = "profile", "the one-page profile";
        /// A symbol or a photo, by choice.
        ProfilePicture = "profile_picture", "the picture on the one-page profile";
        /// How targets have gone.
        Progress = "progress", "the progress";
        /// A pupil, as a whole.
        Pupil = "pupil", "the pupil";
        /// What a school asks of a pupil beside all that has a place.
        PupilField = "pupil_field", "the school’s own fields";
        /// What an hour costs.
        Rate = "rate", "what an hour costs";
        /// What a parent types to read on in another browser.
        ReadingCode = "reading code", "a code to read what was agreed";
        /// Status, needs, attendance and more on one page.
        Record = "record", "the record";
        /// What stands in for the second step.
        RecoveryCode = "recovery code", "a recovery code";
        /// A page of counts that leads to pupils.
        Report = "report", "a report";
        /// What an adult may not.
        Restriction = "restriction", "a restriction";
        /// A review.
        Review = "review", "a review";
        /// A parent's wish to meet about a plan.
        ReviewRequest = "review request", "a parent’s request to review a plan";
        /// What somebody may do beside their role.
        Right = "right", "a right";
        /// As what somebody works here.
        Role = "role", "a role";
        /// A setting with a number.
        Rule = "rule", "a rule";
        /// The mark that sends people to the safeguarding lead.
        Safeguarding = "safeguarding", "the safeguarding marker";
        /// The school itself.
        School = "school", "the school";
        /// What scores of the school are on.
        ScoredMeasure = "scored_measure", "a scored measure";
        /// What is asked after the password.
        SecondFactor = "second factor", "the second step of signing in";
        /// What a school holds of itself.
        SelfEvaluation = "self_evaluation", "the self-evaluation";
        /// The status in the census.
        SenStatus = "sen_status", "the SEN status";
        /// Somebody from another service, at a meeting.
        Service = "service", "another service at a meeting";
        /// What came of something that was to be given.
        SessionNote = "session_note", "a note on a session";
        /// One browser in which somebody is signed in.
        Session = "session", "a session";
        /// A step towards a school that is ready.
        SetUp = "set-up", "a step of setting up";
        /// Somebody who works here.
        Staff = "staff", "a member of staff";
        /// What was agreed, as parents read it.
        Summary = "summary", "the summary of a meeting";
        /// Who gives what to whom, and when.
        SupportGroup = "support_group", "a support group";
        /// How long a week somebody has for giving support.
        SupportHours = "support_hours", "the hours for support";
        /// When in the week a pupil is given what.
        SupportWeek = "support_week", "the support week";
        /// A suspension.
        Suspension = "suspension", "a suspension";
        /// A plan's targets.
        Targets = "targets", "the targets";
        /// Something that somebody has to do.
        Task = "task", "a task";
        /// What a teacher says before a review.
        TeacherInput = "teacher_input", "a teacher’s view";
        /// When school is open.
        Terms = "terms", "the term dates";
        /// Everything that happened.
        Timeline = "timeline", "the time line";
        /// What a parent or a pupil thinks.
        Views = "views", "the views of a parent or pupil";
        /// How the school spends what it has for inclusion.
        InclusionStrategy = "inclusion_strategy", "the inclusion strategy";
        /// What the school offers, as families read it.
        InformationReport = "information_report", "the SEN information report";
        /// Whether anybody may open a page of the school.
        OpenPage = "open_page", "an open page";
        /// The principles of inclusion.
        Principles = "principles", "the principles of inclusion";
        /// How a pupil is, in five measures.
        Wellbeing = "wellbeing", "the wellbeing";
        /// When a round of reviews is held.
        Window = "window", "when a round is held";
        /// The words in which families are written to.
        Wording = "wording", "the wording of texts for families";
    }
}

/// One deed, with what it was done to.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// What was done.
    pub deed: Deed,
    /// To what.
    pub subject: Subject,
    /// Its number, if it has one.
    pub id: Option<i64>,
    /// Whose record it belongs to.
    pub pupil: Option<PupilId>,
    /// More, without contents.
    pub detail: &'a str,
}

impl<'a> Entry<'a> {
    /// A deed of which no more is to be said.
    #[must_use]
    pub fn new(deed: Deed, subject: Subject) -> Self {
        Self { deed, subject, id: None, pupil: None, detail: "" }
    }

    /// The same, of the one with this number.
    #[must_use]
    pub fn id(self, id: i64) -> Self {
        Self { id: Some(id), ..self }
    }

    /// The same, in this pupil's record.
    #[must_use]
    pub fn pupil(self, pupil: PupilId) -> Self {
        Self { pupil: Some(pupil), ..self }
    }

    /// The same, with more about it.
    #[must_use]
    pub fn detail(self, detail: &'a str) -> Self {
        Self { detail, ..self }
    }
}

/// "Looked at the record", "Changed a plan".
#[must_use]
pub fn said(deed: Deed, subject: Subject) -> String {
    match (deed, subject) {
        (Deed::SignedIn | Deed::SignedOut, Subject::Session) => deed.words().to_owned(),
        _ => format!("{} {}", deed.words(), subject.words()),
    }
}

/// What an entry adds, as people say it: codes of plans, steps and settings by their words, other codes without their underlines.
#[must_use]
pub fn detail_words(detail: &str) -> String {
    let plan = PlanKind::from_code(detail).map(PlanKind::words);
    let step = || annual_review::Step::from_code(detail).map(annual_review::Step::words);
    let setting = || {
        rules::find(detail).map(|setting| setting.reason.split_once(". ").map_or(setting.reason, |(first, _)| first))
    };
    let known = plan.or_else(step).or_else(setting);
    known.map_or_else(|| detail.replace('_', " "), |words| words.trim_end_matches('.').to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Deed, Subject, detail_words, said};

    /// Every code that a version of this program has written.
    const DEEDS: &str = "answered, asked, asked for, booked, cancelled, changed, copied, corrected, created, decided, disabled, done, ended, \
        gave, held, imported, invited, left, offered, published, put off, read, recorded, rehearsed, released, repeated, \
        reset, returned, sent, set up, signed in, signed out, tested, took back, typed, undone, used, viewed, withdrew";

    const SUBJECTS: &str = "account, adjustment, adult, advice, agreed, agreed_action, annual_review, apart_wish, assessment, assessments, \
        attendance, audit, bank_entry, base_membership, benchmark, calendar_feed, census_indicator, class sheet, complaint, \
        concern, concerns, contact, contacts, conversation, cover, database, day_message, document, documents, \
        earlier_setting, evidence, evidence_form, exemption, figures, framework, free_time, funding, funding_band, \
        funding_stream, handover_note, import, incident, inclusion_base, inclusion_strategy, information_report, \
        input_request, layer, leavers, letter, linked_plan, mail, mapping, meetings, my_targets, need, need_statement, notice, \
        open_page, own words, part_time_timetable, password, payer, personal_budget, plan, plan_sample, plan_version, \
        principles, print pack, profile, profile_picture, progress, provision, provision_waiting, pupil, pupil_field, \
        pupil_layer, rate, reading code, record, recovery code, report, report_snapshot, restriction, review, review request, \
        right, role, rule, safeguarding, school, scored_measure, second factor, self_evaluation, sen_status, service, session, \
        session_note, set-up, shortfall, staff, summary, support_group, support_hours, support_week, survey, survey_answer, \
        suspension, targets, task, teacher_input, template, terms, timeline, views, wellbeing, window, wording";

    #[test]
    fn what_an_entry_adds_is_said_in_words() {
        for (detail, words) in [
            ("sen_support", "SEN support plan"),
            ("finalise", "The authority sends the final plan"),
            ("may_contact", "may contact"),
            ("class, SEN status", "class, SEN status"),
        ] {
            assert_eq!(detail_words(detail), words);
        }
        assert!(detail_words("window.school_days").starts_with("School days at the end of each term"));
    }

    #[test]
    fn what_was_ever_written_is_still_read() {
        for code in DEEDS.split(", ") {
            assert_eq!(Deed::from_code(code).map(Deed::as_code), Some(code));
        }
        for code in SUBJECTS.split(", ") {
            assert_eq!(Subject::from_code(code).map(Subject::as_code), Some(code));
        }
        let known = (DEEDS.split(", ").count(), SUBJECTS.split(", ").count());
        assert_eq!((Deed::ALL.len(), Subject::ALL.len()), known, "a new code belongs into the lists above");
    }

    #[test]
    fn entries_read_as_sentences() {
        assert_eq!(said(Deed::Viewed, Subject::Record), "Looked at the record");
        assert_eq!(said(Deed::Withdrew, Subject::Document), "Withdrew a document");
        assert_eq!(said(Deed::SignedIn, Subject::Session), "Signed in");
        assert_eq!(said(Deed::Ended, Subject::Session), "Ended a session");
    }
}
