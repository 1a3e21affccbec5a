-- How long a browser may read behind the code is counted from when it last did.
ALTER TABLE reading_code ADD COLUMN used_at INTEGER;

-- A parent's draft is shown again to the browser that wrote it, or behind the code: never to whoever holds the link alone.
ALTER TABLE draft ADD COLUMN browser_hash BLOB;
