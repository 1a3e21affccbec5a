INSERT INTO backup (made_at, file, bytes) VALUES (1795420800, '/var/backups/thrice-2026-11-23T080000Z.sqlite', 540760);
