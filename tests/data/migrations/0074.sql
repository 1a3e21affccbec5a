INSERT INTO cover_link (school_id, class_id, day, token_hash, made_at) SELECT school_id, id, '2026-11-20', x'01', 1795420800 FROM class LIMIT 1;
INSERT INTO cover_note (link_id, how, words, by_whom, noted_at) SELECT id, 'tricky', 'A loud lunch', 'Mr Noon', 1795420900 FROM cover_link;
