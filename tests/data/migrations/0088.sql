INSERT INTO inclusion_strategy (id, school_id, number, begun_at) SELECT 8101, min(id), 1, 0 FROM school;
INSERT INTO inclusion_strategy_text (strategy_id, year, years, review_on, grant_pence, intent, barriers, outcomes, further, entered_at) VALUES (8101, 2026, 3, '2027-09-01', 1400000, 'All take part', 'Noise', 'More take part', '', 0);
INSERT INTO inclusion_activity (strategy_id, principle, what, pupils, pupil_group, budget_pence, actual_pence, funding, from_on, until_on, led_by, entered_at) VALUES (8101, 'teaching', 'Reading together', 12, 'Years 3 and 4', 500000, NULL, 'inclusive_mainstream', '2026-09-07', '2027-07-16', 'SENCO', 0);
INSERT INTO inclusion_strategy_approval (strategy_id, approved_by, approved_on, principles, entered_at) VALUES (8101, 'Governing board', '2026-11-10', '', 0);
INSERT INTO inclusion_strategy_publication (strategy_id, published_at) VALUES (8101, 0);
INSERT INTO inclusion_strategy_review (strategy_id, reviewed_on, words, next_on, entered_at) VALUES (8101, '2027-09-01', 'Goes on', '2028-09-01', 0);
INSERT INTO principle_file (school_id, content, entered_at) SELECT min(id), 'title = "Ours"', 0 FROM school;
INSERT INTO open_page_switch (school_id, page, is_open, set_at) SELECT min(id), 'inclusion_strategy', 1, 0 FROM school;
INSERT INTO open_page_elsewhere (school_id, page, place, said_at) SELECT min(id), 'information_report', 'Our own site', 0 FROM school;
