INSERT INTO school (id, name, phone, email, created_at) VALUES (1, 'Oakfield Primary', '01632 960001', 'office@oak.example.org', 1788220800);
INSERT INTO staff (id, school_id, title, forename, surname, email, role, from_on) VALUES
    (1, 1, 'Mrs', 'Priya', 'Anand', 'priya@oak.example.org', 'senco', '2020-09-01'),
    (2, 1, '', 'Ben', 'Okoro', 'ben@oak.example.org', 'teacher', '2024-09-01');
INSERT INTO school_setting (school_id, name, value, from_on, set_at, set_by) VALUES (1, 'window.school_days', '20', '2026-09-01', 1788220800, 1);
INSERT INTO term (school_id, year, season, starts_on, half_term_starts_on, half_term_ends_on, ends_on) VALUES
    (1, 2026, 'autumn', '2026-09-02', '2026-10-26', '2026-10-30', '2026-12-18'),
    (1, 2026, 'spring', '2027-01-04', '2027-02-15', '2027-02-19', '2027-03-25'),
    (1, 2026, 'summer', '2027-04-12', '2027-05-31', '2027-06-04', '2027-07-21');
INSERT INTO closure (school_id, closed_on, kind, note) VALUES (1, '2026-09-02', 'inset', 'Reading');
INSERT INTO bank_holiday (held_on, name) VALUES ('2026-12-25', 'Christmas Day');
INSERT INTO review_window (school_id, year, season, opens_on, closes_on, set_at, set_by) VALUES (1, 2026, 'autumn', '2026-11-16', '2026-12-11', 1788220800, 1);
INSERT INTO class (id, school_id, name) VALUES (1, 1, '3 Beech');
INSERT INTO class_staff (class_id, staff_id, from_on) VALUES (1, 2, '2026-09-01');
INSERT INTO account (staff_id, password_hash, changed_at) VALUES (1, '$argon2id$sample', 1788220800);
INSERT INTO session (token_hash, staff_id, created_at, seen_at, expires_at) VALUES (x'01', 1, 1788220800, 1788220900, 1788264000);
INSERT INTO password_link (token_hash, staff_id, created_at, expires_at, used_at) VALUES (x'02', 1, 1788220800, 1788307200, 1788220810);
INSERT INTO sign_in_attempt (email_hash, tried_at, succeeded) VALUES (x'03', 1788220800, 1);
