UPDATE reading_code SET used_at = proven_at;
UPDATE draft SET browser_hash = x'00' WHERE adult_id IS NOT NULL;
