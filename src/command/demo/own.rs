//! What the demo's school asks for itself, where some of its pupils were before, and the symbols that some have chosen.

use super::{
    children::Child,
    frame::{Frame, moment},
    people::Staff,
};
use crate::{
    domain::{
        earlier_setting::{EarlierSetting, SettingKind},
        profile_picture::Symbol,
        pupil_field::{Audience, FieldKind, PupilField},
    },
    store::{Actor, Tx, earlier_settings, profile_pictures, pupil_fields},
};

/// How pupils come to school.
const WAYS: [&str; 4] = ["On foot", "Bus", "By car", "Taxi that the authority pays"];

/// Where some of them were before.
const BEFORE: [&str; 3] = ["Hazel Lane Infant School", "Riverside Primary School", "St Bride’s Primary School"];

/// Every second pupil with a plan; the file of the last that came from elsewhere is still waited for.
pub(super) async fn make(tx: &mut Tx, frame: &Frame, staff: Staff, children: &[Child]) -> anyhow::Result<()> {
    let (now, actor) = (tx.now, tx.actor);
    (tx.now, tx.actor) = (moment(frame.since, 16, 30), Actor::Staff(staff.senco));
    let [travels, book] = [travels(), book()];
    let (travels_id, book_id) = (pupil_fields::add(tx, &travels).await?, pupil_fields::add(tx, &book).await?);
    tx.now = moment(frame.day(-12), 16, 10);
    let known: Vec<&Child> = children.iter().filter(|child| child.plan.is_some() && !child.leaves).step_by(2).collect();
    for (n, child) in known.iter().enumerate() {
        pupil_fields::fill(tx, child.pupil, (travels_id, &travels), None, Some(WAYS[n % WAYS.len()])).await?;
        if n % 3 == 0 {
            pupil_fields::fill(tx, child.pupil, (book_id, &book), None, Some("yes")).await?;
            profile_pictures::choose(tx, child.pupil, Symbol::ALL[n % Symbol::ALL.len()]).await?;
        }
    }
    for (n, (name, child)) in BEFORE.iter().zip(&known).enumerate() {
        let asked = if n + 1 == BEFORE.len() { frame.day(-24) } else { child.since.min(frame.day(-40)) };
        let came = (n + 1 < BEFORE.len()).then(|| frame.calendar.plus_school_days(asked, 9));
        let one = EarlierSetting {
            kind: SettingKind::School,
            name: (*name).to_owned(),
            from: None,
            until: child.since.min(asked).pred_opt().unwrap_or(asked),
            why_left: if n == 0 { "Infant school ends with Year 2".to_owned() } else { "The family moved".to_owned() },
            asked_on: Some(asked),
            came_on: came,
        };
        earlier_settings::enter(tx, child.pupil, &one).await?;
    }
    (tx.now, tx.actor) = (now, actor);
    Ok(())
}

fn travels() -> PupilField {
    PupilField {
        name: "Travels by".to_owned(),
        help: "On most days".to_owned(),
        kind: FieldKind::Choice,
        audience: Audience::Pupil,
        unit: String::new(),
        lowest: None,
        highest: None,
        choices: WAYS.map(str::to_owned).to_vec(),
    }
}

fn book() -> PupilField {
    PupilField {
        name: "Home-school book".to_owned(),
        help: "Whether one goes to and fro each day".to_owned(),
        kind: FieldKind::YesNo,
        audience: Audience::Record,
        choices: Vec::new(),
        ..travels()
    }
}
