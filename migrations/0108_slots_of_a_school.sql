-- The times of a school by when they begin: what is still to come is found without a look at years of meetings that are over. A row of each time,
-- and one more of each that was agreed on once; whether the meeting still stands, and at which time, is asked of its own rows. Triggers keep
-- it, whichever statement wrote. No references: it says nothing that the times themselves do not.
CREATE TABLE school_slot (
    school_id INTEGER NOT NULL,
    booked INTEGER NOT NULL CONSTRAINT school_slot_booked CHECK (booked IN (0, 1)),  -- 1: agreed on once
    starts_at INTEGER NOT NULL,
    slot_id INTEGER NOT NULL,
    PRIMARY KEY (school_id, booked, starts_at, slot_id)
) STRICT, WITHOUT ROWID;

-- A time with its school, as it stands in the table above.
CREATE VIEW slot_of_school AS SELECT p.school_id, s.starts_at, s.id AS slot_id
  FROM slot s JOIN conversation c ON c.id = s.conversation_id JOIN pupil p ON p.id = c.pupil_id;
INSERT INTO school_slot (school_id, booked, starts_at, slot_id) SELECT school_id, 0, starts_at, slot_id FROM slot_of_school;
INSERT INTO school_slot (school_id, booked, starts_at, slot_id) SELECT school_id, 1, starts_at, slot_id FROM slot_of_school
  WHERE slot_id IN (SELECT slot_id FROM booking);

CREATE TRIGGER slot_insert_of_school AFTER INSERT ON slot BEGIN
    INSERT INTO school_slot (school_id, booked, starts_at, slot_id) SELECT school_id, 0, starts_at, slot_id FROM slot_of_school WHERE slot_id = new.id;
END;
-- Neither a time nor a booking is taken away or becomes another's; if one ever is, this follows.
CREATE TRIGGER slot_update_of_school AFTER UPDATE OF starts_at ON slot BEGIN
    UPDATE school_slot SET starts_at = new.starts_at WHERE starts_at = old.starts_at AND slot_id = new.id
      AND school_id = (SELECT school_id FROM slot_of_school WHERE slot_id = new.id) AND booked IN (0, 1);
END;
CREATE TRIGGER slot_delete_of_school AFTER DELETE ON slot BEGIN
    DELETE FROM school_slot WHERE starts_at = old.starts_at AND slot_id = old.id AND booked IN (0, 1)
      AND school_id = (SELECT p.school_id FROM conversation c JOIN pupil p ON p.id = c.pupil_id WHERE c.id = old.conversation_id);
END;
CREATE TRIGGER booking_insert_of_school AFTER INSERT ON booking BEGIN
    INSERT INTO school_slot (school_id, booked, starts_at, slot_id) SELECT school_id, 1, starts_at, slot_id FROM slot_of_school WHERE slot_id = new.slot_id
      ON CONFLICT DO NOTHING;
END;
