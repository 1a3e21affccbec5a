//! What the audit says, in words. Codes that are new here are still readable as they are.

/// "Looked at the record", "Changed the plan".
pub(super) fn said(verb: &str, thing: &str) -> String {
    let did = match verb {
        "viewed" => "Looked at",
        "created" => "Entered",
        "changed" => "Changed",
        "corrected" => "Corrected",
        "ended" => "Ended",
        "decided" => "Decided about",
        "withdrew" => "Withdrew",
        "done" => "Finished",
        "left" => "Recorded the leaving of",
        "returned" => "Recorded the return of",
        "asked" => "Asked",
        "read" => "Read the report in",
        other => return format!("{}: {}", capital(other), of(thing)),
    };
    format!("{did} {}", of(thing))
}

fn of(thing: &str) -> String {
    let words = match thing {
        "pupil" => "the pupil’s first page",
        "record" => "the record",
        "meetings" => "the meetings",
        "documents" => "the documents",
        "document" => "a document",
        "timeline" => "the time line",
        "audit" => "the audit",
        "plan" => "a plan",
        "review" => "a review",
        "conversation" => "a meeting",
        "service" => "another service to a meeting",
        "restriction" => "a restriction",
        "contact" => "a parent or carer",
        "sen_status" => "the SEN status",
        "need" => "a need",
        "attendance" => "the attendance",
        "advice" => "advice",
        "suspension" => "a suspension",
        "concern" => "a concern",
        "print pack" => "a sheet printed for a review",
        "teacher_input" => "a teacher’s view",
        "input_request" => "a request for a teacher’s view",
        "task" => "a task",
        "letter" => "a letter",
        "safeguarding" => "the safeguarding marker",
        "rate" => "what an hour costs",
        other => return other.replace('_', " "),
    };
    words.to_owned()
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::said;

    #[test]
    fn entries_read_as_sentences_and_new_ones_stay_readable() {
        assert_eq!(said("viewed", "record"), "Looked at the record");
        assert_eq!(said("withdrew", "document"), "Withdrew a document");
        assert_eq!(said("merged", "school_year"), "Merged: school year");
    }
}
