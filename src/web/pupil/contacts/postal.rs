//! Where post reaches somebody: the fields in which it is typed, and where it did before.

use maud::{Markup, html};

use crate::{
    domain::{postal::PostalAddress, time::LongDay},
    store::postal::Before,
    web::form::{
        fields::{Field, FormErrors, text_input, textarea},
        typed::Typed,
    },
};

/// The address as it was typed; empty where it is wrong, which the errors say.
pub(super) fn read(typed: &Typed, errors: &mut FormErrors) -> PostalAddress {
    PostalAddress::parse(typed.get("postal"), typed.get("postcode")).unwrap_or_else(|why| {
        errors.add("postal", why);
        PostalAddress::default()
    })
}

/// Puts an address into a form.
pub(super) fn put(typed: &mut Typed, address: &PostalAddress) {
    typed.set("postal", address.text());
    typed.set("postcode", address.postcode());
}

/// The fields of an address, as it stands on an envelope.
pub(super) fn fields(typed: &Typed, errors: &FormErrors) -> Markup {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    html! {
        (textarea(&field("postal", "Postal address", "As on an envelope, one line each. Letters go there."), 4))
        (text_input(&field("postcode", "Postcode", ""), "text", "off"))
    }
}

/// Where post reached them before.
pub(super) fn history(before: &[Before]) -> Markup {
    let known: Vec<&Before> = before.iter().filter(|one| !one.address.is_empty()).collect();
    html! {
        @if !known.is_empty() {
            details {
                summary { "Addresses before (" (known.len()) ")" }
                ul { @for one in known {
                    li {
                        bdi { (one.address) } ", entered " (LongDay(one.at.today()))
                        @if let Some(by) = &one.by { " by " (by.formal()) }
                    }
                } }
            }
        }
    }
}
