-- A school's own wording of the fixed texts that families read. A change is a new row, and the newest of a line stands; one without words puts
-- the line back that comes with the program.
CREATE TABLE own_text (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    language TEXT NOT NULL CONSTRAINT own_text_language CHECK (language IN
        ('en', 'en-easy', 'ur', 'pa', 'pl', 'bn', 'so', 'ar', 'gu', 'pt', 'ro', 'uk')),
    message TEXT NOT NULL CONSTRAINT own_text_message CHECK (message <> ''),
    pattern TEXT NOT NULL,
    written_at INTEGER NOT NULL,
    written_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX own_text_by_line ON own_text (school_id, language, message);

-- Who speaks a language and has read its texts: until somebody has, families are told that the translation is unchecked. The newest row of a
-- language stands; one without a speaker takes it back.
CREATE TABLE language_check (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES school (id),
    language TEXT NOT NULL CONSTRAINT language_check_language CHECK (language IN
        ('ur', 'pa', 'pl', 'bn', 'so', 'ar', 'gu', 'pt', 'ro', 'uk')),
    speaker TEXT NOT NULL,
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX language_check_by_school ON language_check (school_id, language);
