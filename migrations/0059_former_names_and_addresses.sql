-- How an adult was called and reached before: whatever changes it, by hand, by import or by its undoing. Somebody who is kept away is known
-- by what they had, too: an address that is put right, or a telephone that is new, does not open the old one to them under another name.
CREATE TABLE adult_former (
    id INTEGER PRIMARY KEY,
    adult_id INTEGER NOT NULL REFERENCES adult (id),
    forename TEXT NOT NULL,
    surname TEXT NOT NULL,
    email TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX adult_former_once ON adult_former (adult_id, forename, surname, email, phone);

CREATE TRIGGER adult_was_otherwise AFTER UPDATE OF forename, surname, email, phone ON adult
WHEN (old.forename, old.surname, coalesce(old.email, ''), old.phone) <> (new.forename, new.surname, coalesce(new.email, ''), new.phone)
BEGIN
    INSERT INTO adult_former (adult_id, forename, surname, email, phone)
    VALUES (old.id, old.forename, old.surname, coalesce(old.email, ''), old.phone) ON CONFLICT DO NOTHING;
END;
