INSERT INTO information_text (school_id, section, words, entered_at) SELECT min(id), 'kinds', 'Many needs', 0 FROM school;
INSERT INTO information_provision (school_id, provision_id, area, words, entered_at) SELECT school_id, min(id), 'cognition', 'We read together', 0 FROM provision;
INSERT INTO information_publication (school_id, content, published_at) SELECT min(id), '{}', 0 FROM school;
