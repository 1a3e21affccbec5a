INSERT INTO document_reader (document_id, staff_id, named_at, named_by) SELECT min(d.id), min(s.id), 0, min(s.id) FROM document d, staff s;
