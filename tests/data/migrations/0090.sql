INSERT INTO funding_band (id, school_id, authority, name, pence_a_year, from_on, source, entered_at, withdrawn_at) VALUES
  (1, 1, 'Oakshire', 'Band 3', 400000, '2026-04-01', 'Letter of March', 1795420800, 1795420900);
INSERT INTO funding_band (id, school_id, authority, name, pence_a_year, from_on, entered_at, entered_by, replaces_id) VALUES
  (2, 1, 'Oakshire', 'Band 3', 410000, '2026-04-01', 1795420900, 1, 1);
INSERT INTO funding_entry (id, pupil_id, kind, authority, band, from_on, entered_at, entered_by) VALUES
  (1, 1, 'expected', 'Oakshire', 'Band 3', '2026-09-01', 1795420800, 1);
INSERT INTO funding_entry (id, pupil_id, kind, pence, from_on, until_on, received_on, backdated, note, entered_at, entered_by) VALUES
  (2, 1, 'received', 136667, '2026-09-01', '2026-12-31', '2027-01-11', 1, 'BACS 7781', 1795420800, 1);
INSERT INTO funding_stream (id, school_id, funding, pence, from_on, until_on, note, entered_at, entered_by) VALUES
  (1, 1, 'inclusive_mainstream', 1400000, '2026-04-01', '2027-03-31', 'Grant letter', 1795420800, 1);
