INSERT INTO review_correction (review_id, field, words, entered_at, entered_by) SELECT id, 'summary', 'The cards help, and so does sitting in front', 1795694400, 1 FROM review;
