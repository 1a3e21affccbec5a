INSERT INTO rate (school_id, role, pence_per_hour, per, weeks, on_costs, from_on, source) SELECT min(id), 'Grade 3', 65360, 'weekly_hour', 380, 0, '2026-09-01', 'The authority' FROM school;
INSERT INTO placement (cycle_id, provision_id, position, rate_role, minutes, times_a_week, weeks, resources_pence, bought_by, bought_years, entered_at)
  SELECT (SELECT min(id) FROM cycle), (SELECT min(id) FROM provision), 81, '', 0, 0, 12, 90000, 'years', 3, 0;
