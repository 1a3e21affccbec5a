UPDATE school_version SET next_look_at = 1795420800 WHERE school_id = 1;
