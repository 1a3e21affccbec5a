UPDATE suspension SET reason_2 = 'VA', reason_3 = 'DM' WHERE id = (SELECT max(id) FROM suspension WHERE reason NOT IN ('VA', 'DM'));
INSERT INTO advice_document (advice_id, document_id, entered_at, entered_by) SELECT min(a.id), (SELECT min(id) FROM document), 1793610000, 1 FROM advice a;
