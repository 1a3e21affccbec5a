-- An import is done in slices, each one act, so that others can save in between: how far it is.
ALTER TABLE import ADD COLUMN pieces INTEGER NOT NULL DEFAULT 0;   -- all of it
ALTER TABLE import ADD COLUMN done INTEGER NOT NULL DEFAULT 0;     -- fewer than that: it goes on, or was cut off
ALTER TABLE import ADD COLUMN went_on_at INTEGER NOT NULL DEFAULT 0;
