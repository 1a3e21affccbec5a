INSERT INTO backup_failure (tried_at, reason) VALUES (1795420800, 'the disk is full');
INSERT INTO rehearsal (made_at, made_by, file, rows_found, fault) VALUES (1795420800, NULL, '/var/backups/thrice-2026-11-23T080000Z.sqlite', 1200, NULL);
