//! How each kind of message reaches a parent: by mail, as a letter, by a call, or not at all and why. One rule for all of them, so that
//! whoever wants paper gets paper, whoever has no mailbox is told all the same, and nobody is told twice.

use super::{
    adult_needs::{Format, Way},
    notice::NoticeKind,
};

/// School days that a letter needs until it is read: what is nearer than that is said on the phone.
pub const POST_DAYS: i64 = 3;

/// What a parent's mailbox does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mailbox {
    /// Mail may be sent there.
    Works,
    /// A mail server has refused it for good: somebody is asked to put it right.
    Refuses,
    /// None is known.
    Unknown,
}

/// How somebody can be reached, and how they want to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reach {
    /// The form in which they want what is sent.
    pub format: Format,
    /// What their mailbox does.
    pub mailbox: Mailbox,
    /// A telephone number is known.
    pub phone: bool,
}

/// How an agreed time came about, for the adult who is to be told of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Agreed {
    /// They chose it on their own page a moment ago.
    OnTheirPage,
    /// They said so to somebody, who wrote it down.
    WithSomebody,
    /// Without them: another parent chose it, or the school moved it.
    Otherwise,
}

/// How one message goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Carriage {
    /// By e-mail.
    Mail,
    /// By e-mail, and in the form they asked for by post.
    MailAndLetter,
    /// By post: a letter for the office to print.
    Letter,
    /// Somebody rings.
    Call,
    /// Not at all, for this reason.
    Nothing(&'static str),
}

impl Carriage {
    /// Whether a letter is printed.
    #[must_use]
    pub fn has_letter(self) -> bool {
        matches!(self, Self::Letter | Self::MailAndLetter)
    }

    /// Whether a mail is written.
    #[must_use]
    pub fn has_mail(self) -> bool {
        matches!(self, Self::Mail | Self::MailAndLetter)
    }

    /// How it goes, in words, where it is not by mail alone.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Mail | Self::Nothing(_) => "",
            Self::MailAndLetter => "by e-mail and by letter",
            Self::Letter => "by letter: a task to print it",
            Self::Call => "by phone: a task to ring",
        }
    }
}

impl Reach {
    /// How this person is reached as a rule. Where a mailbox has failed the school writes a letter while it asks for another.
    fn way(self) -> Way {
        match Way::of(self.format, self.mailbox == Mailbox::Works, self.phone) {
            Way::Phone if self.mailbox == Mailbox::Refuses && self.format != Format::Spoken => Way::Letter,
            way => way,
        }
    }
}

/// How a message of this kind reaches a parent. `near` says that a letter about the meeting would come too late.
#[must_use]
pub fn carriage(kind: NoticeKind, reach: Reach, agreed: Agreed, near: bool) -> Carriage {
    use NoticeKind::{
        Answered, Before, Booked, Cancelled, Changed, Eve, Feedback, Invite, InviteReminder, PhoneTask, PleasePhone,
        RunningLate, Summary,
    };
    match (kind, reach.way()) {
        (PhoneTask, _) => Carriage::Call,
        (_, Way::Mail) => Carriage::Mail,
        (Feedback, Way::MailAndLetter) => Carriage::Mail,
        (Feedback, _) => Carriage::Nothing("it is one question on a screen, and not asked on paper"),
        (Answered | Eve | RunningLate | PleasePhone, Way::MailAndLetter) => Carriage::Mail,
        // An answer is for whoever asked, and not for a sheet of paper on the way.
        (Answered, _) => Carriage::Call,
        // It is said on the day itself: whoever has no mailbox is rung.
        (RunningLate | PleasePhone, _) if reach.phone => Carriage::Call,
        (RunningLate | PleasePhone, _) => {
            Carriage::Nothing("a letter would come too late, and no phone number is known")
        }
        (Eve, _) => Carriage::Nothing("a letter would come too late, and nobody is rung only to be reminded"),
        // The letter to an invitation is printed when it is offered, and names every time that is.
        (Invite | Before, Way::MailAndLetter) => Carriage::Mail,
        (Booked | Changed, Way::MailAndLetter) if agreed == Agreed::OnTheirPage => Carriage::Mail,
        (InviteReminder | Booked | Changed | Cancelled | Summary, Way::MailAndLetter) => Carriage::MailAndLetter,
        (Booked | Changed, Way::Letter) if agreed == Agreed::OnTheirPage => {
            Carriage::Nothing("they chose the time themselves, and their page says so")
        }
        (Booked | Changed | Cancelled, Way::Letter) if near && reach.phone => Carriage::Call,
        (Invite | InviteReminder | Booked | Changed | Cancelled | Before | Summary, Way::Letter) => Carriage::Letter,
        (Invite, Way::Phone) => Carriage::Call,
        (InviteReminder, Way::Phone) => Carriage::Nothing("somebody rings them as it is"),
        (Booked | Changed, Way::Phone) if agreed != Agreed::Otherwise => {
            Carriage::Nothing("they agreed to the time themselves")
        }
        (Booked | Changed | Cancelled, Way::Phone) => Carriage::Call,
        (Before, Way::Phone) => Carriage::Nothing("nobody is rung only to be reminded"),
        // The record is theirs to keep (Code of Practice 6.71): it is written whatever they like to be told by voice.
        (Summary, Way::Phone) if reach.mailbox == Mailbox::Works => Carriage::Mail,
        (Summary, Way::Phone) => Carriage::Letter,
        // To staff, or an answer to what somebody just asked for by mail.
        _ => Carriage::Mail,
    }
}

/// What a newer letter or call about a meeting makes needless: letters that have not been posted, of these kinds.
#[must_use]
pub fn overtaken_by(kind: NoticeKind) -> &'static [NoticeKind] {
    use NoticeKind::{Before, Booked, Cancelled, Changed, Invite, InviteReminder, Summary};
    match kind {
        InviteReminder => &[Invite],
        Booked | Changed | Cancelled | Summary => &[Invite, InviteReminder, Booked, Changed, Before],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MEETING: [NoticeKind; 8] = [
        NoticeKind::Invite,
        NoticeKind::InviteReminder,
        NoticeKind::Booked,
        NoticeKind::Changed,
        NoticeKind::Cancelled,
        NoticeKind::Before,
        NoticeKind::Summary,
        NoticeKind::Feedback,
    ];

    fn reach(format: Format, mailbox: Mailbox, phone: bool) -> Reach {
        Reach { format, mailbox, phone }
    }

    fn all(of: Reach, agreed: Agreed, near: bool) -> Vec<Carriage> {
        MEETING.iter().map(|kind| carriage(*kind, of, agreed, near)).collect()
    }

    #[test]
    fn who_wants_paper_gets_paper_and_one_question_is_not_asked() {
        use Carriage::{Call, Letter, Nothing};
        let paper = reach(Format::Paper, Mailbox::Works, true);
        let (one_question, rest) =
            all(paper, Agreed::Otherwise, false).split_last().map(|(l, r)| (*l, r.to_vec())).unwrap();
        assert!(matches!(one_question, Nothing(_)) && rest.iter().all(|c| *c == Letter), "{rest:?}");
        assert_eq!(all(paper, Agreed::Otherwise, true)[2..6], [Call, Call, Call, Letter], "the post is too slow");
        let unheard = reach(Format::Paper, Mailbox::Unknown, false);
        assert_eq!(all(unheard, Agreed::Otherwise, true)[2..5], [Letter; 3], "better late than never");
        assert!(matches!(carriage(NoticeKind::Booked, paper, Agreed::OnTheirPage, false), Nothing(_)), "a receipt");
        assert_eq!(carriage(NoticeKind::Booked, paper, Agreed::WithSomebody, false), Letter, "to keep");
    }

    #[test]
    fn mail_stays_mail_and_a_failed_mailbox_is_a_letter() {
        for format in [Format::AsItComes, Format::Bsl] {
            assert!(
                all(reach(format, Mailbox::Works, true), Agreed::Otherwise, true).iter().all(|c| *c == Carriage::Mail)
            );
        }
        let failed = reach(Format::AsItComes, Mailbox::Refuses, true);
        assert_eq!(all(failed, Agreed::Otherwise, false)[..7], [Carriage::Letter; 7]);
    }

    #[test]
    fn large_print_comes_besides() {
        use Carriage::{Mail, MailAndLetter as Both};
        let large = reach(Format::LargePrint, Mailbox::Works, true);
        assert_eq!(all(large, Agreed::Otherwise, false), [Mail, Both, Both, Both, Both, Mail, Both, Mail]);
    }

    #[test]
    fn who_is_rung_is_rung_about_news_alone_and_has_the_record_in_writing() {
        let rung = reach(Format::AsItComes, Mailbox::Unknown, true);
        let told = all(rung, Agreed::Otherwise, false);
        assert_eq!((told[0], &told[2..5]), (Carriage::Call, &[Carriage::Call; 3][..]));
        assert!([told[1], told[5], told[7]].iter().all(|c| matches!(c, Carriage::Nothing(_))));
        assert_eq!(told[6], Carriage::Letter);
        assert_eq!(
            carriage(NoticeKind::Summary, reach(Format::Spoken, Mailbox::Works, true), Agreed::Otherwise, false),
            Carriage::Mail
        );
        assert!(matches!(carriage(NoticeKind::Booked, rung, Agreed::WithSomebody, false), Carriage::Nothing(_)));
    }

    #[test]
    fn nobody_is_lost() {
        for format in Format::ALL {
            for mailbox in [Mailbox::Works, Mailbox::Refuses, Mailbox::Unknown] {
                for (phone, near) in [(true, true), (true, false), (false, true), (false, false)] {
                    for kind in [NoticeKind::Invite, NoticeKind::Changed, NoticeKind::Cancelled, NoticeKind::Summary] {
                        let way = carriage(kind, reach(*format, mailbox, phone), Agreed::Otherwise, near);
                        assert!(!matches!(way, Carriage::Nothing(_)), "{kind:?} {format:?} {mailbox:?}");
                        assert!(!way.has_mail() || mailbox == Mailbox::Works, "{kind:?} {format:?} {mailbox:?}");
                        assert!(way != Carriage::Call || phone, "{kind:?} {format:?} {mailbox:?}");
                    }
                }
            }
        }
    }
}
