INSERT INTO postal_address (id, adult_id, lines, postcode, entered_at, entered_by) VALUES (97, 1, 'Flat 2
14 Oak Road', 'LS1 4AB', 1793610000, 1);
