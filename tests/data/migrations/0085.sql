INSERT INTO evidence_form (school_id, body, entered_at) SELECT min(id), 'name = "Oakshire"', 0 FROM school;
