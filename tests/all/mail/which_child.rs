//! A parent of two children can tell which one a message, a page or a calendar entry is about, and no name stands before the code.

use axum::http::StatusCode;

use super::office::Office;
use crate::support::Session;

const MOTHER: &str = "sana@family.example.org";

/// Ben of Year 5 is the mother's, too.
const TWO_CHILDREN: &str =
    "INSERT INTO guardianship (pupil_id, adult_id, relationship, priority, responsibility, from_on)
    VALUES (2, 1, 'Mother', 2, 'yes', '2025-09-01')";

impl Office {
    /// The text of the newest message to the mother, on one line, with its subject.
    async fn last_to_her(&mut self) -> String {
        self.queue().await;
        self.send().await;
        let (_, read) = self.sent().into_iter().rfind(|(to, _)| to == MOTHER).unwrap();
        let text = read.text.split_whitespace().collect::<Vec<_>>().join(" ");
        format!("{}: {text} {}", read.header("Subject"), read.calendar.replace("\r\n ", ""))
    }

    /// Her browser, once it has typed the code.
    async fn her_browser(&mut self, path: &str) -> Session {
        let mut browser = self.app.stranger();
        browser.keep(&browser.post(&format!("{path}/code"), &[]).await);
        let words = self.last_to_her().await;
        let code = &words.split_once("Your code is ").unwrap().1[..6];
        let typed = browser.post(&format!("{path}/code/typed"), &[("code", code)]).await;
        assert_eq!(typed.location.as_deref(), Some(path), "{}", typed.body);
        browser
    }
}

fn path(words: &str) -> String {
    let token: String = words.split_once("/i/").unwrap().1.chars().take_while(char::is_ascii_hexdigit).collect();
    format!("/i/{token}")
}

#[tokio::test]
async fn a_parent_of_two_reads_which_child_it_is_about_and_the_name_behind_the_code_alone() {
    let mut office = Office::new().await;
    office.sql(TWO_CHILDREN).await;
    let invited = office.last_to_her().await;
    assert!(invited.contains("talk with us (Year 4): Dear Mrs Khan This is about your child in Year 4."), "{invited}");
    let there = path(&invited);
    let stranger = office.app.stranger();
    for page in ["", "/views", "/ask"] {
        let body = stranger.get(&format!("{there}{page}")).await.body;
        assert!(body.contains("your child in Year 4") && !body.contains("Amira"), "{page}: {body}");
    }
    stranger.post(&there, &[("answer", "1")]).await;
    let booked = office.last_to_her().await;
    assert!(booked.contains("9:15am (Year 4): Dear Mrs Khan This is about your child in Year 4."), "{booked}");
    for entry in [booked, stranger.get(&format!("{there}/calendar.ics")).await.body] {
        assert!(entry.contains("SUMMARY:Meeting at Oakfield Primary School (Year 4)"), "{entry}");
        assert!(entry.contains("DESCRIPTION:About your child in Year 4. To change") && !entry.contains("Amira"));
    }
    let mother = office.her_browser(&there).await;
    let open = mother.get(&there).await.body;
    assert!(open.contains("<p class=\"about\">About Amira</p>") && !open.contains("Khan, "), "{open}");
    assert!(mother.get(&format!("{there}/views")).await.body.contains("About Amira"));
    assert!(!stranger.get(&there).await.body.contains("Amira"), "in her own browser alone");
}

#[tokio::test]
async fn those_of_one_year_group_are_told_apart_by_the_time_and_the_code_shows_the_name() {
    let mut office = Office::new().await;
    office.sql(TWO_CHILDREN).await;
    office.sql("UPDATE class_membership SET nc_year = '4'").await;
    let invited = office.last_to_her().await;
    assert!(
        invited.contains("one of your children in Year 4: the one for whom we have Thursday 26 November, 9:15am."),
        "{invited}"
    );
    let there = path(&invited);
    let body = office.app.stranger().get(&there).await.body;
    assert!(body.contains("Which child is this about?") && !body.contains("Amira"), "{body}");
    assert!(
        office.her_browser(&there).await.get(&there).await.body.contains("About Amira"),
        "before she has told anything"
    );
}

#[tokio::test]
async fn whoever_has_one_child_here_or_may_hear_of_one_alone_is_told_nothing_of_it() {
    let mut office = Office::new().await;
    let alone = office.last_to_her().await;
    assert!(!alone.contains("This is about") && !alone.contains("Year 4"), "{alone}");

    let mut office = Office::new().await;
    office.sql(TWO_CHILDREN).await;
    office
        .sql("INSERT INTO restriction (guardianship_id, kind, note, source, entered_at) SELECT id, 'other', '', 'person', 0 FROM guardianship WHERE pupil_id = 2 AND adult_id = 1")
        .await;
    assert!(!office.last_to_her().await.contains("This is about"), "nothing is sent about the other child");
}

#[tokio::test]
async fn a_school_that_tells_no_year_groups_tells_none() {
    let mut office = Office::new().await;
    office.sql(TWO_CHILDREN).await;
    office.sql("INSERT INTO school_setting (school_id, name, value, from_on, set_at) VALUES (1, 'parent.child_by_year_group', '0', '2026-09-01', 0)").await;
    let words = office.last_to_her().await;
    assert!(words.contains("This is about one of your children: the one") && !words.contains("Year 4"), "{words}");
}

#[tokio::test]
async fn a_letter_says_which_child_who_will_be_there_and_what_there_is_near_by() {
    let office = Office::new().await;
    office.sql(TWO_CHILDREN).await;
    office
        .sql("UPDATE conversation SET also_present = 'Mrs Marsh'; UPDATE adult SET format = 'paper' WHERE id = 1")
        .await;
    office
        .sql("INSERT INTO task (school_id, key, kind, for_role, pupil_id, adult_id, conversation_id, due_on, created_at) VALUES (1, 'l', 'print_letter', 'office', 1, 1, 1, '2026-11-18', 0)")
        .await;
    let letter = office.app.sign_in("office").await.get("/tasks/letters").await;
    assert_eq!(letter.status, StatusCode::OK);
    for words in [
        "This is about your child in Year 4.",
        "You will meet Mr Shah; also there: Mrs Marsh.",
        "30 minutes, at school",
        "You can bring somebody with you.",
        "The Local Offer for families in our area: https://localoffer.example.org",
    ] {
        assert!(letter.body.contains(words), "{words}: {}", letter.body);
    }
    assert!(!letter.body.contains("Amira"));
}
