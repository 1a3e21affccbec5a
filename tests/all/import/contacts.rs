//! Parents and carers, two households, and people about whom a court has decided.

use super::*;

const CONTACTS: &str = "Pupil UPN,Priority,Title,Contact Forename,Contact Surname,Relationship,Parental Responsibility,Email,Mobile,Court Order\n\
    P207000016049,1,Mrs,Ada,Okafor,Mother,Yes,ada@home.example,07700 900001,\n\
    P207000016049,2,Mr,Ben,Okafor,Father,Yes,ben@away.example,07700 900002,\n\
    B801200005001,1,Ms,Eve,Singh,Mother,Yes,eve@home.example,07700 900003,\n";

async fn with_contacts() -> School {
    let school = School::new().await;
    school.brings(TWO).await;
    assert_eq!(tally(&school.brings(CONTACTS).await, "guardians"), [3, 0, 0, 0, 0]);
    school
}

const LIVING: &str = "Pupil UPN,Contact Forename,Contact Surname,Relationship,Email,House Number,Street,Town,Post Code,Pupil Address\n\
    P207000016049,Ada,Okafor,Mother,ada@home.example,14,Oak Road,Leeds,LS1 4AB,\"9 Elm Row, Leeds\"\n\
    P207000016049,Ben,Okafor,Father,ben@away.example,,,,,\"9 Elm Row, Leeds\"\n";

#[tokio::test]
async fn addresses_come_with_the_contacts_and_the_last_one_counts() {
    let school = with_contacts().await;
    assert_eq!(
        tally(&school.brings(LIVING).await, "guardians"),
        [0, 1, 1, 0, 0],
        "the pupil's own address is nobody else's"
    );
    let newest = "SELECT count(*) FROM postal_address p JOIN adult a ON a.id = p.adult_id
        WHERE a.forename = 'Ada' AND p.id = (SELECT max(id) FROM postal_address) AND p.lines || ' / ' || p.postcode = ";
    let in_force = |address: &str| sqlx::AssertSqlSafe(format!("{newest}'{address}'")).0.leak() as &'static str;
    assert_eq!(school.count(in_force("14 Oak Road\nLeeds / LS1 4AB")).await, 1);
    assert_eq!(tally(&school.brings(LIVING).await, "guardians"), [0, 0, 2, 0, 0], "the same again changes nothing");
    let silent = LIVING.replace("14,Oak Road,Leeds,LS1 4AB", ",,,");
    assert_eq!(tally(&school.brings(&silent).await, "guardians"), [0, 0, 2, 0, 0], "an empty cell says nothing");
    let postcode = LIVING.replace("14,Oak Road,Leeds,LS1 4AB", ",,,LS1 4AB");
    assert_eq!(
        tally(&school.brings(&postcode).await, "guardians"),
        [0, 0, 2, 0, 0],
        "nobody lives at a postcode alone"
    );
    let moved = LIVING.replace("14,Oak Road", "The Old Mill,Canal Side");
    assert_eq!(tally(&school.brings(&moved).await, "guardians"), [0, 1, 1, 0, 0]);
    assert_eq!(school.count(in_force("The Old Mill\nCanal Side\nLeeds / LS1 4AB")).await, 1);
    assert_eq!(school.count("SELECT count(*) FROM postal_address").await, 2, "where she lived before is kept");
    let wrong = LIVING.replace("LS1 4AB", "somewhere in Leeds");
    let report = school.brings(&wrong).await;
    assert_eq!(tally(&report, "guardians"), [0, 0, 2, 0, 0]);
    assert!(problems(&report)[0].1.contains("left as it was"), "{report}");
    let sibling = format!("{moved}B801200005001,Ada,Okafor,Carer,ada@home.example,3,Elm Row,Leeds,LS1 4AC,\n");
    let report = school.brings(&sibling).await;
    assert!(problems(&report)[0].1.contains("another e-mail address, telephone or postal address"), "{report}");
    assert_eq!(school.count("SELECT count(*) FROM postal_address").await, 2);
}

const UNDECIDED: &str = "SELECT count(*) FROM restriction r WHERE NOT EXISTS
    (SELECT 1 FROM restriction_decision d WHERE d.restriction_id = r.id)";

#[tokio::test]
async fn a_court_order_blocks_until_somebody_has_decided_and_no_import_lifts_it() {
    let school = with_contacts().await;
    let ordered = CONTACTS.replace("07700 900002,", "07700 900002,No contact with the child");
    assert_eq!(tally(&school.brings(&ordered).await, "guardians"), [0, 1, 2, 0, 0]);
    assert_eq!(school.count(UNDECIDED).await, 1);
    assert_eq!(
        school.count("SELECT count(*) FROM task WHERE kind = 'check_restriction' AND for_role = 'senco'").await,
        1
    );
    assert_eq!(tally(&school.brings(&ordered).await, "guardians"), [0, 0, 3, 0, 0]);
    assert_eq!(school.count(UNDECIDED).await, 1, "the same words again are the same restriction");

    assert_eq!(
        tally(&school.brings(CONTACTS).await, "guardians"),
        [0, 0, 3, 0, 0],
        "the order is no longer in the file"
    );
    assert_eq!(school.count(UNDECIDED).await, 1, "but it stands until a person says otherwise");

    let without_him: String =
        CONTACTS.lines().filter(|l| !l.contains("Ben")).fold(String::new(), |all, l| all + l + "\n");
    assert_eq!(tally(&school.brings(&without_him).await, "guardians"), [0, 0, 2, 0, 0], "nor does leaving him out");
    assert_eq!(school.count("SELECT count(*) FROM guardianship WHERE until_on IS NULL").await, 3);

    let varied = ordered.replace("No contact with the child", "Prohibited steps order of 3 May");
    school.brings(&varied).await;
    assert_eq!(school.count(UNDECIDED).await, 2, "another order is another restriction");
}

#[tokio::test]
async fn a_restricted_adult_does_not_come_back_under_another_name() {
    let school = with_contacts().await;
    school.brings(&CONTACTS.replace("07700 900002,", "07700 900002,Yes")).await;
    let spelt = CONTACTS.replace("Mr,Ben,Okafor,Father", "Mr,Benjamin,Okoro,Step-father");
    school.brings(&spelt).await;
    assert_eq!(school.count("SELECT count(*) FROM adult").await, 3, "the same mailbox is the same man");
    assert_eq!(school.count("SELECT count(*) FROM adult WHERE forename = 'Benjamin'").await, 1);

    let another = CONTACTS.replace(
        "2,Mr,Ben,Okafor,Father,Yes,ben@away.example,07700 900002",
        "2,Mr,B,Adeyemi,Uncle,No,new@away.example,07700 900099",
    );
    let report = school.brings(&another).await;
    assert_eq!(tally(&report, "guardians"), [1, 0, 2, 0, 0]);
    assert_eq!(school.count(UNDECIDED).await, 2, "who is new where he is missing is looked at first");

    let shared = CONTACTS.replace("ada@home.example", "ben@away.example");
    school.brings(&shared).await;
    let on_her = "SELECT count(*) FROM restriction r JOIN guardianship g ON g.id = r.guardianship_id
        JOIN adult a ON a.id = g.adult_id WHERE a.forename = 'Ada'";
    assert_eq!(school.count(on_her).await, 1, "mail to her would arrive in his mailbox");
}

#[tokio::test]
async fn an_adult_with_two_children_is_one_adult_and_two_rows_that_disagree_do_not_fight() {
    let school = with_contacts().await;
    let sibling = format!("{CONTACTS}B801200005001,2,Mrs,Ada,Okafor,Carer,No,ada@home.example,07700 900077,\n");
    let report = school.brings(&sibling).await;
    assert_eq!(tally(&report, "guardians"), [1, 0, 3, 0, 0]);
    assert!(problems(&report)[0].1.contains("also stands on line"), "{report}");
    assert_eq!(school.count("SELECT count(*) FROM adult").await, 3);
    assert_eq!(tally(&school.brings(&sibling).await, "guardians"), [0, 0, 4, 0, 0]);
    let moved = sibling.replace("ada@home.example", "ada@new.example").replace("07700 900077", "07700 900001");
    assert_eq!(tally(&school.brings(&moved).await, "guardians"), [0, 2, 2, 0, 0]);
    assert_eq!(school.count("SELECT count(*) FROM adult WHERE email = 'ada@new.example'").await, 1);
    assert_eq!(tally(&school.brings(&moved).await, "guardians"), [0, 0, 4, 0, 0]);
}

#[tokio::test]
async fn a_contact_whom_the_list_leaves_out_ends_but_a_refused_row_ends_nobody() {
    let school = with_contacts().await;
    let refused = CONTACTS.replace("P207000016049,2,Mr,Ben,Okafor", "P207000016049,2,Mr,,");
    assert_eq!(tally(&school.brings(&refused).await, "guardians"), [0, 0, 2, 0, 1]);
    let without: String = CONTACTS.lines().filter(|l| !l.contains("Ben")).fold(String::new(), |all, l| all + l + "\n");
    assert_eq!(tally(&school.brings(&without).await, "guardians"), [0, 0, 2, 1, 0]);
    assert_eq!(tally(&school.brings(CONTACTS).await, "guardians"), [1, 0, 2, 0, 0]);
    assert_eq!(school.count("SELECT count(*) FROM adult").await, 3, "he comes back as himself");
    let of_one_child: String = CONTACTS.lines().take(3).fold(String::new(), |all, l| all + l + "\n");
    assert_eq!(
        tally(&school.brings(&of_one_child).await, "guardians"),
        [0, 0, 2, 0, 0],
        "the other child is not spoken of"
    );
}

#[tokio::test]
async fn two_parents_may_share_a_mailbox_and_a_twin_may_share_a_name() {
    let school = with_contacts().await;
    let shared = CONTACTS.replace("ben@away.example", "ada@home.example");
    assert_eq!(tally(&school.brings(&shared).await, "guardians"), [0, 1, 2, 0, 0]);
    let only_him: String = shared.lines().filter(|l| !l.contains("Ada")).fold(String::new(), |all, l| all + l + "\n");
    assert_eq!(tally(&school.brings(&only_him).await, "guardians"), [0, 0, 2, 1, 0], "she is not made him");
    let twice = format!("{CONTACTS}B801200005001,2,Mr,Eve,Singh,Father,Yes,eve@home.example,07700 900009,\n");
    assert_eq!(tally(&school.brings(&twice).await, "guardians"), [2, 1, 1, 0, 0]);
    assert_eq!(tally(&school.brings(&twice).await, "guardians"), [0, 0, 4, 0, 0]);
}

#[tokio::test]
async fn a_contact_of_nobody_we_know_is_refused_with_the_line() {
    let school = School::new().await;
    school.brings(TWO).await;
    let report = school
        .brings(
            "Pupil UPN,Pupil Surname,Pupil Forename,Contact Name,Relationship,Email\n\
             Z882200018001,,,Ada Bell,Mother,a@home.example\n\
             P207000016049,Bell,Max,Ada Bell,Mother,a@home.example\n\
             ,Okafor,Temi,Ada Okafor,Mother,ada@home.example\n\
             ,Nobody,Here,Ada Bell,Mother,a@home.example\n",
        )
        .await;
    assert_eq!(tally(&report, "guardians"), [1, 0, 0, 0, 3]);
    assert_eq!(problems(&report).iter().map(|p| p.0).collect::<Vec<_>>(), [2, 3, 5]);
}
