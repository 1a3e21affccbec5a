//! Every setting: one constant each, in the order of the page where they are set.

use super::Setting;

/// Defines a constant for each setting, and the list of them all.
macro_rules! settings {
    ($($name:ident = $code:literal, $default:literal, $bounds:expr, $reason:literal;)+) => {
        $(
            #[doc = $reason]
            pub const $name: Setting = Setting { name: $code, default: $default, bounds: $bounds, reason: $reason };
        )+

        /// The settings of the reminder ladder, the windows and the count, each with its default.
        pub const SETTINGS: &[Setting] = &[$($name,)+];
    };
}

settings! {
    SEN_SUPPORT_A_YEAR = "reviews_a_year.sen_support", 3, (1, 6),
        "Reviews a year for SEN support. The Code of Practice (6.65) says at least three.";
    EHC_DELIVERY_A_YEAR = "reviews_a_year.ehc_delivery", 3, (1, 6),
        "Reviews a year for an EHC delivery plan; the annual review may be one of them.";
    PASTORAL_A_YEAR = "reviews_a_year.pastoral", 3, (0, 12),
        "Reviews a year for a pastoral support plan.";
    BEHAVIOUR_A_YEAR = "reviews_a_year.behaviour", 3, (0, 12),
        "Reviews a year for a behaviour support plan.";
    ATTENDANCE_A_YEAR = "reviews_a_year.attendance", 3, (0, 12),
        "Reviews a year for an attendance plan.";
    PART_TIME_TIMETABLE_A_YEAR = "reviews_a_year.part_time_timetable", 3, (0, 12),
        "Reviews a year for a part-time timetable.";
    RISK_ASSESSMENT_A_YEAR = "reviews_a_year.risk_assessment", 3, (1, 12),
        "Reviews a year for a risk assessment.";
    PROPOSED_ISP_A_YEAR = "reviews_a_year.proposed_isp", 3, (1, 6),
        "Reviews a year for a proposed individual support plan. The proposals' twelve months are an outer limit, not law.";
    WINDOW = "window.school_days", 20, (5, 60),
        "School days at the end of each term in which its reviews are held.";
    REVIEWS_A_DAY = "year_plan.reviews_a_day", 2, (1, 20),
        "Reviews that one person leads on one day, at most, when the year is planned.";
    DUE_SOON = "due_soon.school_days", 20, (1, 60),
        "School days before a review is due from which it shows as due soon.";
    INVITE_AHEAD = "invite.school_days_ahead", 10, (1, 40),
        "School days' notice a meeting should be offered with.";
    MEETING_ASKED = "meeting_asked.school_days", 5, (1, 20),
        "School days in which a parent who asks for a meeting is offered one. No law sets it: it is the school’s own promise.";
    NOT_HAPPENING = "not_happening.school_days", 5, (1, 20),
        "School days in which a parent is answered who says that something in the plan is not happening. No law sets it: it is the school’s own \
         promise.";
    INVITE_WITHOUT_RESPONSIBILITY = "invite.without_responsibility", 0, (0, 1),
        "Adults without parental responsibility are invited to meetings unless somebody leaves them out. Either way a person decides.";
    SECOND_HOUSEHOLD = "booking.second_household", 0, (0, 1),
        "Where one parent has chosen a time, another who was asked too may choose another of the offered times for a meeting of their own.";
    SIBLING_GAP = "booking.sibling_gap_minutes", 5, (0, 60),
        "Minutes between the meetings about two children of one family, to walk from one teacher to the next: a time that leaves them is shown first.";
    CHILD_BY_YEAR_GROUP = "parent.child_by_year_group", 1, (0, 1),
        "Parents with more than one child here read which one a message is about: “your child in Year 5”. No message names a child either way.";
    INVITE_REMINDER = "invite_reminder.school_days_after", 4, (1, 20),
        "School days after the invitation when an adult who has not answered is written to once more.";
    PHONE_TASK = "phone_task.school_days_after", 7, (2, 40),
        "School days after the invitation when the office is asked to phone instead.";
    BEFORE_WITHOUT_VIEWS = "before.school_days_without_views", 5, (1, 20),
        "School days before the meeting to ask a parent who has not sent their views.";
    BEFORE_WITH_VIEWS = "before.school_days_with_views", 1, (0, 20),
        "School days before the meeting to remind a parent who has.";
    RECORD_IT = "record_it.school_days_after", 1, (0, 20),
        "School days after a meeting when its lead is asked to record it.";
    FEEDBACK = "feedback.school_days_after", 2, (1, 20),
        "School days after a meeting when the one question is asked.";
    TEACHER_VIEWS = "teacher_input.school_days_before", 10, (1, 40),
        "School days before the window closes when teachers are asked for their view.";
    REVIEW_AHEAD = "review_ahead.school_days", 10, (1, 40),
        "School days before a review is due when its owner is told, unless a meeting is booked.";
    OVERDUE_SENCO = "overdue.senco_after_school_days", 5, (1, 60),
        "School days late when the SENCO is told as well as the owner.";
    OVERDUE_HEAD = "overdue.head_after_school_days", 10, (1, 60),
        "School days late when the head is told too.";
    MAILS_A_MEETING = "parent.mails_a_meeting", 3, (1, 10),
        "Mails that Thrice sends to one parent about one meeting of its own accord.";
    FIGURES_THRESHOLD = "figures.threshold", 5, (3, 10),
        "Numbers of pupils below this one are not shown to governors, nor anything that gives them away.";
    ADVICE_AHEAD = "annual_review.advice_days", 28, (28, 84),
        "Calendar days before an annual review’s meeting by which advice is asked for: four weeks, or the authority’s own lead time.";
    LAST_YEAR = "annual_review.last_year", 0, (0, 13),
        "The last year group of this school, where its pupils move on sooner or later than after Year 6: 2 in an infant school, 8 in a middle \
         school. 0 where it is Year 6, or where nobody moves before Year 11.";
    COMPLAINT_DAYS = "complaint.school_days", 20, (1, 60),
        "School days in which a complaint is answered. No law sets it: it is the time limit of the school’s own procedure.";
    PART_TIME_TIMETABLE_WEEKS = "part_time_timetable.most_weeks", 6, (1, 12),
        "Weeks that a part-time timetable lasts at most. It is for a short while, and reviewed before its last day.";
    ATTENDANCE_FALL = "early_review.attendance_points", 3, (1, 20),
        "Percentage points by which attendance falls since it was last reported for an early review to be proposed.";
    FUNDING_THRESHOLD = "funding.threshold_pounds", 6000, (0, 30000),
        "Pounds of additional support for one pupil in a year that the school funds itself, before top-up. It is a threshold of what the school \
         funds: never a pupil’s own money, and no condition for any request.";
    FUNDING_FROM_APRIL = "funding.year_from_april", 1, (0, 1),
        "Funding is counted in years from 1 April, as maintained schools keep their accounts. Academies count from 1 September: No.";
    SECOND_FACTOR = "second_factor.required", 1, (0, 1),
        "SENCO, headteacher and administrator need a code from their phone as well as their password. Everybody else may choose to.";
}
