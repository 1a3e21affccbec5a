-- Who was what, and since when: staff.role is what somebody is now, and each change of it leaves a row here.
CREATE TABLE role_change (
    id INTEGER PRIMARY KEY,
    staff_id INTEGER NOT NULL REFERENCES staff (id),
    was TEXT NOT NULL,
    became TEXT NOT NULL,
    from_on TEXT NOT NULL,
    changed_at INTEGER NOT NULL,
    changed_by INTEGER REFERENCES staff (id),
    CONSTRAINT role_change_is_one CHECK (was <> became)
) STRICT;
CREATE INDEX role_change_by_staff ON role_change (staff_id, id);
