INSERT INTO import_mapping (school_id, name, headings, kind, columns, saved_at, saved_by) VALUES (1, 'Our export', 'geburtstag
name', 'pupils', '[["name","full_name"],["geburtstag","born"]]', 1795420800, NULL);
