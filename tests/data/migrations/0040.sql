INSERT INTO school_version (school_id, version) SELECT 0, 1 UNION ALL SELECT id, 1 FROM school;
