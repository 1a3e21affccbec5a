//! What the school says about itself, as a form: the settings and the setting up both ask for it.

use maud::{Markup, html};

use crate::{
    domain::people::EmailAddress,
    store::schools,
    web::{
        form::{
            fields::{Field, FormErrors, text_input},
            typed::Typed,
        },
        ui::safe_url::SafeUrl,
    },
};

/// The card as typed, with what is wrong with it.
pub(in crate::web) fn read(typed: &Typed, errors: &mut FormErrors) -> schools::SchoolCard {
    let part = |name: &str| typed.get(name).to_owned();
    if part("name").is_empty() {
        errors.add("name", "Enter the school’s name");
    }
    if !part("email").is_empty() && EmailAddress::parse(&part("email")).is_err() {
        errors.add("email", "The school’s address must look like office@example.org");
    }
    if !part("video_link").is_empty() && SafeUrl::web(&part("video_link")).is_none() {
        errors
            .add("video_link", "The link for video calls must be a web address, like https://meet.example.org/school");
    }
    schools::SchoolCard {
        name: part("name"),
        phone: part("phone"),
        email: part("email"),
        address: part("address"),
        local_authority: part("local_authority"),
        sendiass: part("sendiass"),
        local_offer: part("local_offer"),
        entrance: part("entrance"),
        video_link: part("video_link"),
    }
}

/// The names of its fields, as they are sent and as people call them.
const FIELDS: [(&str, &str); 9] = [
    ("name", "Name"),
    ("phone", "Phone"),
    ("email", "Mailbox that parents reply to"),
    ("address", "Address"),
    ("local_authority", "Local authority"),
    ("sendiass", "SENDIASS: advice for families"),
    ("local_offer", "Local Offer: where it is published"),
    ("entrance", "Entrance for visitors"),
    ("video_link", "Link for video calls"),
];

/// The card as a form holds it.
pub(in crate::web) fn held(card: &schools::SchoolCard) -> Typed {
    let schools::SchoolCard { name, phone, email, address, local_authority, sendiass, local_offer, .. } = card.clone();
    let (entrance, video_link) = (card.entrance.clone(), card.video_link.clone());
    let values = [name, phone, email, address, local_authority, sendiass, local_offer, entrance, video_link];
    Typed(FIELDS.iter().zip(values).map(|((field, _), value)| ((*field).to_owned(), value)).collect())
}

/// How people call a field of the card, and that two texts of it cannot be put together.
pub(in crate::web) fn called(name: &str) -> Option<(String, bool)> {
    FIELDS.iter().find(|(field, _)| *field == name).map(|(_, label)| ((*label).to_owned(), false))
}

/// The fields of the card: as typed, or as known where nothing was.
pub(in crate::web) fn fields(card: &schools::SchoolCard, typed: &Typed, errors: &FormErrors) -> Markup {
    let sent = typed.0.iter().any(|(name, _)| name == "name");
    let line = |name: &'static str, label, hint, known: &str, kind, fill| {
        let value = if sent { typed.get(name) } else { known };
        text_input(&Field { name, label, hint, value, errors }, kind, fill)
    };
    let one_line = "Its name, phone and web address. Messages say “Free and impartial advice for families” before it.";
    html! {
        (line("name", "Name", "", &card.name, "text", "organization"))
        (line("phone", "Phone", "", &card.phone, "tel", "tel"))
        (line("email", "Mailbox that parents reply to", "Somebody must read it.", &card.email, "email", "email"))
        (line("address", "Address", "", &card.address, "text", "street-address"))
        (line("local_authority", "Local authority", "", &card.local_authority, "text", "off"))
        (line("sendiass", "SENDIASS: advice for families", one_line, &card.sendiass, "text", "off"))
        (line("entrance", "Entrance for visitors", "As parents read it, for example: main entrance in Oak Lane, step-free", &card.entrance, "text", "off"))
        (line("video_link", "Link for video calls", "The school’s own. It stands in invitations to a video call.", &card.video_link, "url", "off"))
        (line("local_offer", "Local Offer: where it is published", "The web address.", &card.local_offer, "text", "off"))
    }
}
