INSERT INTO my_target (target_id, wording, helps, drawing, entered_at, entered_by) SELECT min(id), 'I read long words', 'My cards', 'book', 1795420800, 1 FROM target;
