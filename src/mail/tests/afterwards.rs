//! What parents are written after a meeting.

use super::{NoticeKind, assert_text};

#[test]
fn what_follows_a_meeting() {
    assert_text(
        NoticeKind::Summary,
        "What we agreed on Thursday 26 November",
        "
Dear Mrs Khan

Thank you for talking with us. What we agreed, and who does what by
when, is ready for you to read.

Read it here:
https://meet.oakfield.example.org/i/abc

If something is missing or not as you remember it, reply to this e-mail.
Ask us if you would like it on paper.

Would you like to talk with us again? Ask for a meeting whenever you
like: https://meet.oakfield.example.org/i/abc/ask
",
    );
    assert_text(
        NoticeKind::Feedback,
        "How was our meeting? One tap is enough",
        "
Dear Mrs Khan

Thank you for meeting us. Please tell us how it was: open the page and
tap one answer.

Tell us here:
https://meet.oakfield.example.org/i/abc/feedback

You need not answer.

Would you like to talk with us again? Ask for a meeting whenever you
like: https://meet.oakfield.example.org/i/abc/ask
",
    );
    assert_text(
        NoticeKind::Answered,
        "We have answered what you told us",
        "
Dear Mrs Khan

You told us that something we agreed is not happening. We have looked
into it, and our answer is ready for you to read.

Read it here:
https://meet.oakfield.example.org/i/abc/not-happening

If it is not put right, tell us again, reply to this e-mail or ask for a
meeting.

Would you like to talk with us again? Ask for a meeting whenever you
like: https://meet.oakfield.example.org/i/abc/ask
",
    );
}
