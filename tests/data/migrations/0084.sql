INSERT INTO profile_picture (id, pupil_id, symbol, entered_at, entered_by, ended_at, ended_by) VALUES (1, 1, 'rocket', 1795420800, 1, 1795420900, 1);
INSERT INTO profile_picture (id, pupil_id, photo, bytes, sha256, agreed_by, agreed_on, entered_at, entered_by) VALUES (2, 1, 'png', 2, x'00', 'both', '2026-11-20', 1795420900, 1);
INSERT INTO profile_photo (picture_id, content) VALUES (2, x'0102');
