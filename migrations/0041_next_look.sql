-- When the scheduler looks at a school next: 0, and at once, after every act; else the instant before which nothing can become due.
ALTER TABLE school_version ADD COLUMN next_look_at INTEGER NOT NULL DEFAULT 0;
CREATE INDEX school_version_next_look ON school_version (next_look_at);

-- A school is looked at from its first minute on.
INSERT INTO school_version (school_id, version) SELECT id, 1 FROM school WHERE true ON CONFLICT (school_id) DO NOTHING;
CREATE TRIGGER school_begins AFTER INSERT ON school
BEGIN
    INSERT INTO school_version (school_id, version) VALUES (new.id, 1) ON CONFLICT (school_id) DO NOTHING;
END;
