INSERT INTO second_factor (id, staff_id, secret, set_up_at, last_step) VALUES (1, 1, x'3132333435363738393031323334353637383930', 1795000000, 59833333);
INSERT INTO recovery_code (code_hash, factor_id, made_at, used_at) VALUES (x'01', 1, 1795000000, NULL), (x'02', 1, 1795000000, 1795000100);
INSERT INTO known_device (token_hash, factor_id, created_at, expires_at) VALUES (x'03', 1, 1795000000, 1797592000);
INSERT INTO sign_in_step (token_hash, staff_id, next, created_at, expires_at) VALUES (x'04', 1, '/round', 1795000000, 1795000600);
