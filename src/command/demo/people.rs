//! Who is at Oakfield: the sample files, brought in by the import that any school uses, twice. A year ago, so that there is a year to look
//! back on; and again this term, with this term's attendance, a pupil who has joined, one who has left, and an order of a court that
//! nobody has looked at yet.

use crate::{
    command::import,
    domain::{
        access::rights::Right,
        ids::{SchoolId, StaffId},
        people::{Name, Role},
        restriction::{Effect, Effects},
        time::Moment,
    },
    exchange::File,
    store::{
        Actor, Store, demo,
        people::{accounts, rights},
        restrictions::{self, Decided},
    },
};

const FILES: [(&str, &[u8]); 5] = [
    ("staff.csv", include_bytes!("../../exchange/data/oakfield/staff.csv")),
    ("term_dates.csv", include_bytes!("../../exchange/data/oakfield/term_dates.csv")),
    ("closures.csv", include_bytes!("../../exchange/data/oakfield/closures.csv")),
    ("pupils.csv", include_bytes!("../../exchange/data/oakfield/pupils.csv")),
    ("contacts.csv", include_bytes!("../../exchange/data/oakfield/contacts.csv")),
];

/// On SEN support; not on last year's files.
const JOINER: &[u8] = b"M882200722135";
/// On SEN support, and called Zack Jones; not on this term's files.
const LEAVER: &[u8] = b"H882200721170";
/// The first of this pupil's contacts has an order that is new on this term's files.
const NEW_ORDER: &[u8] = b"Z882200725076,2";

/// Whether this is the pupil who is not on this term's files.
pub(super) fn leaves(name: &Name) -> bool {
    name.full() == "Zack Jones"
}

/// Brings in the files as they were a year ago.
pub(super) async fn a_year_ago(store: &Store, school: SchoolId, then: Moment) -> anyhow::Result<()> {
    let edited = |name: &str, bytes: &[u8]| {
        let lines = lines(bytes).filter(|line| !line.starts_with(JOINER));
        // Attendance of another year is none of this one: the last column is not there yet.
        lines.map(|line| if name == "pupils.csv" { without_last(line) } else { line }.to_vec()).collect()
    };
    bring_in(store, school, then, FILES.map(|(name, bytes)| (name, edited(name, bytes))).into()).await
}

/// Brings in the files as they are now.
pub(super) async fn this_term(store: &Store, school: SchoolId, now: Moment) -> anyhow::Result<()> {
    let admitted = now.today().format("%d/%m/%Y").to_string();
    let edited = |name: &str, bytes: &[u8]| {
        let lines = lines(bytes).filter(|line| !line.starts_with(LEAVER)).enumerate();
        lines.map(|(n, line)| [line, &more(name, n, line, &admitted)].concat()).collect()
    };
    let pupils_and_contacts = FILES.into_iter().skip(3);
    bring_in(store, school, now, pupils_and_contacts.map(|(name, bytes)| (name, edited(name, bytes))).collect()).await
}

/// What a line says more than it did a year ago.
fn more(file: &str, n: usize, line: &[u8], admitted: &str) -> Vec<u8> {
    let more = match file {
        "pupils.csv" if n == 0 => ",Admission Date",
        "pupils.csv" if line.starts_with(JOINER) => &format!(",{admitted}"),
        "pupils.csv" => ",",
        _ if line.starts_with(NEW_ORDER) => "Court order: contact only as agreed",
        _ => "",
    };
    more.as_bytes().to_vec()
}

fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split(|b| *b == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line)).filter(|line| !line.is_empty())
}

fn without_last(line: &[u8]) -> &[u8] {
    line.iter().rposition(|b| *b == b',').map_or(line, |end| &line[..end])
}

async fn bring_in(
    store: &Store,
    school: SchoolId,
    now: Moment,
    files: Vec<(&str, Vec<Vec<u8>>)>,
) -> anyhow::Result<()> {
    let files: Vec<File> = files.into_iter().map(|(name, lines)| File::new(name, lines.join(&b'\n'))).collect();
    import::bring_in(store, school, now, files, |_| ()).await?;
    Ok(())
}

/// The staff who act in the demo's story.
#[derive(Clone, Copy, Debug)]
pub(super) struct Staff {
    pub(super) senco: StaffId,
    pub(super) office: StaffId,
}

/// What stands for the passwords of a made-up staff: no password has it for a hash, and people are chosen with one click.
const NO_PASSWORD: &str = "none";

/// Opens everybody's account, as if all but the governor had chosen a password, and decides about last year's restrictions.
pub(super) async fn welcome(store: &Store, school: SchoolId, then: Moment) -> anyhow::Result<Staff> {
    let mut tx = store.begin(Actor::Command, school, then).await?;
    let everybody = accounts::everybody(tx.conn(), school, then).await?;
    for (id, .., code) in &everybody {
        if code == Role::Governor.as_code() {
            accounts::ensure(&mut tx, *id).await?;
        } else {
            accounts::set_password(&mut tx, *id, NO_PASSWORD).await?;
        }
    }
    let of = |role: Role| {
        let found = everybody.iter().find(|(.., code)| code == role.as_code()).map(|(id, ..)| *id);
        found.ok_or_else(|| anyhow::anyhow!("the sample files have no {}", role.words()))
    };
    let mentor = everybody.iter().rev().find(|(.., code)| code == Role::TeachingAssistant.as_code());
    if let Some((mentor, ..)) = mentor {
        let rights = [Right::Reviews].into_iter().collect();
        rights::set(&mut tx, *mentor, rights, "Learning mentor: knows these families best", None).await?;
    }
    let staff = Staff { senco: of(Role::Senco)?, office: of(Role::Office)? };
    tx.actor = Actor::Staff(staff.senco);
    let decided = Decided {
        effects: Effects::from([Effect::NoContact]),
        until: None,
        seen: "The order in the pupil's file".to_owned(),
        note: "It allows no contact".to_owned(),
    };
    for listed in restrictions::of_school(tx.conn(), school).await? {
        restrictions::decide(&mut tx, &listed, &decided).await?;
    }
    demo::some_want_paper(&mut tx).await?;
    tx.commit().await?;
    Ok(staff)
}
