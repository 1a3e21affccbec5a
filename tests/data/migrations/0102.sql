UPDATE task SET until_on = '2026-11-26' WHERE id = (SELECT min(id) FROM task);
