//! Who may open every child to somebody. Whoever has no such access themselves, as the administrator has none, cannot give it alone: one who
//! has it agrees first, wherever there is one. So nobody reads the records by giving a role to a second mailbox of their own.

use super::{
    access::{Relation, Thing, Verb, Viewer, rights::Rights},
    ids::{SchoolId, StaffId},
    people::Role,
};

/// Whether somebody in this role and with these rights sees pupils with whom they do not work.
#[must_use]
pub fn opens_every_child(role: Role, rights: Rights) -> bool {
    let anybody = Viewer { rights, ..Viewer::new(StaffId(0), SchoolId(0), role) };
    anybody.may(Relation::None, Thing::Pupil, Verb::See)
}

/// Whether somebody in this role agrees or refuses.
#[must_use]
pub fn decides(role: Role) -> bool {
    matches!(role, Role::Senco | Role::Head)
}

/// Whether what is given waits for somebody to agree: where it opens every child, whoever gives it has no such access, and one is there
/// who has it.
#[must_use]
pub fn waits(opens: bool, giver: Option<(Role, Rights)>, one_decides: bool) -> bool {
    let gives_their_own = giver.is_none_or(|(role, rights)| opens_every_child(role, rights));
    opens && !gives_their_own && one_decides
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::access::rights::Right;

    #[test]
    fn whoever_sees_no_child_cannot_open_them_alone() {
        let none = Rights::default();
        let every: Rights = std::iter::once(Right::EveryPupil).collect();
        for (role, rights, opens) in [
            (Role::Senco, none, true),
            (Role::Head, none, true),
            (Role::Office, none, true),
            (Role::Teacher, none, false),
            (Role::Teacher, every, true),
            (Role::TeachingAssistant, none, false),
            (Role::Governor, none, false),
            (Role::Admin, none, false),
            (Role::Admin, every, false),
        ] {
            assert_eq!(opens_every_child(role, rights), opens, "{role:?}");
        }
        let admin = Some((Role::Admin, none));
        assert!(waits(true, admin, true));
        assert!(!waits(true, admin, false), "nobody is there who could agree");
        assert!(!waits(false, admin, true), "it opens nothing");
        assert!(!waits(true, Some((Role::Senco, none)), true), "she gives what she has");
        assert!(!waits(true, None, true), "the command line of the server");
    }
}
