-- The picture on a pupil's one-page profile, by choice: a symbol of ours, or a photo to whose use somebody has agreed. Another one ends it.
CREATE TABLE profile_picture (
    id INTEGER PRIMARY KEY,
    pupil_id INTEGER NOT NULL REFERENCES pupil (id),
    symbol TEXT CONSTRAINT profile_picture_symbol CHECK (symbol IN ('sun', 'moon', 'tree', 'flower', 'fish', 'cat', 'boat', 'rocket', 'ball',
        'music', 'kite', 'bicycle')),
    photo TEXT CONSTRAINT profile_picture_photo CHECK (photo IN ('jpg', 'png')),
    bytes INTEGER,                               -- of the photo, as it is kept
    sha256 BLOB,
    agreed_by TEXT CONSTRAINT profile_picture_agreed_by CHECK (agreed_by IN ('pupil', 'parent', 'both')),
    agreed_on TEXT,
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    ended_at INTEGER,
    ended_by INTEGER REFERENCES staff (id),
    CONSTRAINT profile_picture_either CHECK ((symbol IS NULL) <> (photo IS NULL)),
    CONSTRAINT profile_picture_agreed CHECK ((photo IS NULL) = (agreed_by IS NULL) AND (photo IS NULL) = (agreed_on IS NULL)),
    CONSTRAINT profile_picture_measured CHECK ((photo IS NULL) = (bytes IS NULL) AND (photo IS NULL) = (sha256 IS NULL))
) STRICT;
CREATE INDEX profile_picture_by_pupil ON profile_picture (pupil_id, id);
CREATE UNIQUE INDEX profile_picture_open ON profile_picture (pupil_id) WHERE ended_at IS NULL;

-- The photo itself, only while it is used: it is taken away with its picture, since nobody has agreed that it be kept.
CREATE TABLE profile_photo (
    picture_id INTEGER PRIMARY KEY REFERENCES profile_picture (id),
    content BLOB NOT NULL
) STRICT;
