INSERT INTO sen_status_correction (sen_status_id, code, reason, corrected_at, corrected_by) SELECT id, 'N', '', 1788220900, 1 FROM sen_status WHERE until_on IS NULL;
INSERT INTO need_evidence (need_id, wording, said_by, found_on, entered_at, entered_by) SELECT id, 'Two-word sentences', 'Speech therapist', '2026-09-20', 1788220900, 1 FROM need;
