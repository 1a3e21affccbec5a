-- The school in which every door is tried. What is Amira's has the number 1 and what is Ben's the number 2, in every table that a path names,
-- so that a path about Amira becomes one about Ben. Words that begin with "zq" stand nowhere but in Ben's record and about his parents:
-- each says by its own beginning what it is. Amira's second meeting, which has been held, is number 3.

UPDATE pupil SET forename = 'Zqnameone', surname = 'Zqnametwo' WHERE id = 2;
UPDATE sen_status SET code = 'K', reason = 'zqneed reason' WHERE pupil_id = 2;
INSERT INTO need (id, pupil_id, code, rank, evidence, from_on) VALUES (2, 2, 'SEMH', 1, 'zqneed evidence', '2026-09-01'), (3, 1, 'ASD', 2, '', '2026-09-01');
UPDATE adult SET forename = 'Zqadultone', surname = 'Zqadulttwo', email = 'zqcontact@family.example.org', phone = '07700 zqmeet',
  language = 'Zqmeetish', interpreter_language = 'Zqmeetish', access_needs = 'zqmeet large print' WHERE id = 4;
INSERT INTO postal_address (adult_id, lines, postcode, entered_at) VALUES (4, 'zqstreet one', 'zqstreet', 0), (1, '1 poppyfield', '', 0), (2, '2 cloverdale', '', 0);
INSERT INTO restriction (id, guardianship_id, kind, note, source, entered_at) VALUES (2, 4, 'other', 'zqorder of the court', 'import', 0);
INSERT INTO restriction_decision (restriction_id, outcome, note, decided_at, decided_by) VALUES (2, 'may_contact', 'zqorder decided', 0, 1);
INSERT INTO restriction (id, guardianship_id, kind, note, source, entered_at) VALUES (3, 2, 'other', 'Ask before writing', 'import', 0);
INSERT INTO restriction_decision (restriction_id, outcome, note, decided_at, decided_by) VALUES (3, 'may_contact', 'Asked', 0, 1);

INSERT INTO plan (id, pupil_id, kind, opened_on, lead_id, created_at, created_by) VALUES (2, 2, 'sen_support', '2026-09-10', 3, 0, 1);
INSERT INTO cycle (id, plan_id, number, started_on, review_on) VALUES (2, 2, 1, '2026-09-10', '2026-11-10'), (3, 2, 2, '2026-11-10', '2026-12-04');
INSERT INTO outcome (id, plan_id, position, wording, area, entered_at, entered_by) VALUES (2, 2, 1, 'zqplan outcome', 'semh', 0, 1);
INSERT INTO target (id, cycle_id, outcome_id, position, wording, measure, unit, direction, baseline, predicted, at_home, entered_at, entered_by)
  SELECT id, id, 2, 1, 'zqplan target', 'zqplan measure', 'zqplans', 'higher', 0, 400, 'zqplan home', 0, 1
  FROM cycle WHERE plan_id = 2;
INSERT INTO target_strategy (target_id, position, way, words, by_whom)
  SELECT t.id, n.value, iif(n.value = 0, 'do', 'avoid'), iif(n.value = 0, 'zqplan strategy', 'zqplan avoid'), iif(n.value = 0, 'zqplan doer', '')
  FROM target t, json_each('[0,1]') n WHERE t.wording = 'zqplan target';
INSERT INTO provision (id, school_id, name) VALUES (1, 1, 'Small group');
INSERT INTO placement (id, cycle_id, provision_id, position, rate_role, minutes, times_a_week, weeks, resources_pence, entered_at, entered_by)
  VALUES (2, 3, 1, 1, 'ta', 20, 3, 12, 98765, 0, 1);
INSERT INTO review (id, cycle_id, held_on, pupil_view, pupil_view_how, parent_view, parent_view_how, summary, decision, entered_at, entered_by)
  VALUES (2, 2, '2026-11-10', 'zqreview pupil', 'zqreview drawn', 'zqreview parent', 'zqreview said', 'zqreview summary', 'continue', 0, 3);
INSERT INTO target_result (review_id, target_id, actual, progress, note) VALUES (2, 2, 100, 'partly', 'zqreview note');

INSERT INTO conversation (id, pupil_id, plan_id, lead_id, also_present, offered_at, offered_by, answer_by_on) VALUES
  (1, 1, 1, 2, '', 1794992400, 1, '2026-11-25'),
  (2, 2, 2, 3, 'zqmeet guest', 1794128400, 1, '2026-11-25'),
  (3, 1, 1, 2, '', 1794128400, 1, '2026-11-08');
INSERT INTO slot (id, conversation_id, position, starts_at, minutes, mode, place) VALUES
  (1, 1, 1, 1796311800, 30, 'school', ''), (2, 2, 1, 1794324600, 30, 'school', 'zqmeet room'), (3, 3, 1, 1794324600, 30, 'school', ''),
  (4, 1, 2, 1796398200, 30, 'phone', '');
INSERT INTO booking (conversation_id, sequence, slot_id, booked_at) VALUES (2, 1, 2, 1794128400), (3, 1, 3, 1794128400);
INSERT INTO invitation (id, conversation_id, adult_id, invited_at) VALUES (1, 1, 1, 1794992400), (2, 2, 4, 1794128400), (3, 3, 1, 1794128400), (4, 1, 2, 1794992400);
INSERT INTO answer (invitation_id, kind, slot_id, message, interpreter_language, access_needs, answered_at) VALUES
  (2, 'accept', 2, 'zqmeet message', 'Zqmeetish', 'zqmeet ramp', 1794128400),
  (4, 'other_time', NULL, 'A word of the father alone', '', '', 1794992400);
INSERT INTO conversation_record (conversation_id, held_on, mode, interpreter, going_well, worries, agreed, agreement, agreement_words, entered_at, entered_by) VALUES
  (2, '2026-11-10', 'school', 'zqtalk interpreter', 'zqtalk well', 'zqtalk worries', 'zqtalk agreed', 'agree', 'zqtalk words', 1794324600, 3),
  (3, '2026-11-10', 'school', '', 'Sings', 'Mornings', 'Mrs Khan reads with her', 'agree', 'Yes', 1794324600, 2);
INSERT INTO conversation_attendance (conversation_id, adult_id, how) VALUES (2, 4, 'attended'), (3, 1, 'attended');
INSERT INTO feedback (invitation_id, useful, comment, given_at) VALUES (2, 'yes', 'zqtalk comment', 1794324600);
INSERT INTO task (id, school_id, key, kind, for_role, pupil_id, adult_id, conversation_id, detail, due_on, created_at) VALUES
  (1, 1, 'one', 'print_letter', 'office', 1, 1, 1, 'Please print the letter', '2026-11-18', 0),
  (2, 1, 'two', 'phone_parent', 'office', 2, 4, 2, 'zqcontact wants a call', '2026-11-18', 0),
  (5, 1, 'five', 'other_times', 'teacher', 1, 1, 1, 'Asks for another time', '2026-11-18', 0),
  (6, 1, 'six', 'fix_address', 'office', 1, 1, 1, 'The address does not work', '2026-11-18', 0),
  (7, 1, 'seven', 'book_interpreter', 'office', 1, 1, 1, 'Interpreter: Urdu', '2026-11-18', 0);
INSERT INTO concern (id, pupil_id, noticed_on, seen, tried, tried_for, happened, not_told_why, raised_at, raised_by) VALUES
  (1, 1, '2026-11-01', 'Loses the thread', 'A picture card', '', 'Better', 'Not reached yet', 0, 2),
  (2, 2, '2026-11-01', 'zqconcern seen', 'zqconcern tried', '', 'zqconcern happened', 'zqconcern not told', 0, 3);
INSERT INTO concern_decision (concern_id, outcome, words, decided_at, decided_by) VALUES (2, 'no', 'zqconcern answer', 0, 1);

-- Somebody who has left, somebody who has not been invited, and somebody whose work nobody needs to take over.
INSERT INTO staff (id, school_id, title, forename, surname, email, role, from_on, until_on) VALUES
  (20, 1, 'Ms', 'Nell', 'Gone', 'nell@oakfield.example.org', 'ta', '2025-09-01', '2026-11-01'),
  (21, 1, 'Ms', 'Nina', 'New', 'nina@oakfield.example.org', 'ta', '2026-11-01', NULL),
  (22, 1, 'Ms', 'Gail', 'Free', 'gail@oakfield.example.org', 'governor', '2025-09-01', NULL);

INSERT INTO import (id, school_id, made_at, made_by, files, counts) VALUES
  (1, 1, 1794992400, 1, 1, '[["pupils",{"new":1,"changed":0,"unchanged":0,"leaving":0,"refused":0}]]');

INSERT INTO exemption (id, pupil_id, year, season, reason, entered_at, entered_by) VALUES
  (1, 1, 2026, 'summer', 'Her family moves in May', 0, 1), (2, 2, 2026, 'summer', 'zqreview not needed', 0, 1);

-- Professionals, suspensions and documents; a pupil who has left; the head reads the safeguarding marker.
INSERT INTO advice (id, pupil_id, profession, service, about, asked_on, entered_at, entered_by) VALUES
  (1, 1, 'Psychologist', '', 'Reading', '2026-10-01', 0, 1), (2, 2, 'zqneed psychologist', 'zqneed service', 'zqneed asked', '2026-10-01', 0, 1),
  (3, 1, 'Therapist', '', 'Speech', '2026-10-01', 0, 1);
INSERT INTO advice_report (advice_id, received_on, summary, entered_at, entered_by) VALUES
  (1, '2026-11-02', 'Short steps', 0, 1), (2, '2026-11-02', 'zqneed report', 0, 1);
INSERT INTO suspension (id, pupil_id, kind, from_on, sessions, reason, parents_told_on, note, entered_at, entered_by) VALUES
  (1, 1, 'suspension', '2026-10-05', 2, 'DB', '2026-10-05', '', 0, 1), (2, 2, 'suspension', '2026-10-05', 2, 'DB', '2026-10-05', 'zqneed suspended', 0, 1);
INSERT INTO document (id, pupil_id, title, kind, bytes, sha256, dated_on, entered_at, entered_by) VALUES
  (1, 1, 'Report', 'pdf', 8, x'86edbaa24831badfa0a8b04bb410141e2ee4182b6d0014493fe262a7a331c20b', '2026-10-20', 0, 1),
  (2, 2, 'zqneed title', 'pdf', 15, x'07d685f539408b4371eaf82adf631e4102470b68834d166762ba455d04f83d5c', '2026-10-20', 0, 1);
INSERT INTO document_content (document_id, content) VALUES (1, CAST('%PDF-1.7' AS BLOB)), (2, CAST('%PDF-1.7 zqneed' AS BLOB));
INSERT INTO document (id, pupil_id, title, kind, bytes, sha256, dated_on, sort, circle, entered_at, entered_by) VALUES
  (3, 1, 'Court report', 'pdf', 8, x'86edbaa24831badfa0a8b04bb410141e2ee4182b6d0014493fe262a7a331c20b', '2026-10-20', 'court', 'named', 0, 1);
INSERT INTO document_content (document_id, content) VALUES (3, CAST('%PDF-1.7' AS BLOB));
INSERT INTO document_reader (document_id, staff_id, named_at, named_by) VALUES (3, 1, 0, 1);
UPDATE adult SET written_language = 'Zqcontactish', hours = 'zqcontact after four' WHERE id = 4;
INSERT INTO pupil (id, school_id, forename, surname, born_on, created_at) VALUES (3, 1, 'Lee', 'Left', '2016-01-01', 0);
INSERT INTO enrolment (pupil_id, from_on, until_on, entered_at) VALUES (3, '2025-09-01', '2026-10-01', 0);
INSERT INTO safeguarding_reader (staff_id, named_at, named_by) VALUES (5, 0, 1);
INSERT INTO census_indicator (id, pupil_id, code, from_on, entered_at) VALUES (1, 1, 'top_up', '2026-09-01', 0), (2, 2, 'top_up', '2026-09-01', 0);
INSERT INTO need_evidence (need_id, wording, said_by, found_on, entered_at) VALUES (2, 'zqneed wording', 'zqneed source', '2026-10-20', 0);
-- What was agreed, what people said beforehand and afterwards, and a record that can still be undone: number 5.
INSERT INTO agreed_action (id, conversation_id, position, wording, doer, staff_id) VALUES (1, 3, 1, 'A quiet place at lunch', 'staff', 4), (2, 2, 1, 'zqtalk action', 'staff', 3);
INSERT INTO conversation_correction (conversation_id, words, entered_at, entered_by) VALUES (2, 'zqtalk correction', 1794324600, 3);
INSERT INTO summary_answer (invitation_id, answer, words, answered_at) VALUES (2, 'nearly', 'zqtalk right', 1794324600);
INSERT INTO agreement (conversation_id, adult_id, agreement, words, entered_at, entered_by) VALUES (2, 4, 'in_part', 'zqtalk in part', 1794324600, 3);
INSERT INTO conversation_other (conversation_id, name, role) VALUES (2, 'zqtalk advocate', 'advocate');
INSERT INTO service_asked (id, conversation_id, name, service, how, asked_on, ground, entered_at) VALUES (1, 1, 'Dr Lee', 'CAMHS', 'phone', '2026-11-16', 'Mother agreed', 0), (2, 2, 'zqtalk doctor', 'zqtalk service', 'phone', '2026-11-16', 'zqtalk ground', 0);
INSERT INTO parent_view (invitation_id, hard, how, given_at, entered_by) VALUES (2, 'zqtalk hard', 'phone', 0, 3), (4, 'A word of the father alone', 'phone', 0, 2);
INSERT INTO pupil_view (pupil_id, given_on, how, written_by, with_whom, working, entered_at, entered_by) VALUES (2, '2026-11-10', 'talk', 'scribe', 'zqreview asked', 'zqreview works', 0, 3);
INSERT INTO conversation (id, pupil_id, plan_id, lead_id, offered_at, offered_by, answer_by_on) VALUES (5, 1, 1, 2, 1794128400, 1, '2026-11-08');
INSERT INTO invitation (id, conversation_id, adult_id, invited_at) VALUES (5, 5, 1, 1794128400);
INSERT INTO conversation_record (conversation_id, held_on, mode, agreement, entered_at, entered_by) VALUES (5, '2026-11-18', 'school', 'agree', 1794992400, 2);
INSERT INTO conversation_attendance (conversation_id, adult_id, how) VALUES (5, 1, 'attended');
-- What teachers said before a review, and who was asked.
INSERT INTO input_request (id, cycle_id, staff_id, by_on, asked_at, asked_by) VALUES (1, 1, 2, '2026-11-25', 1794992400, 1);
INSERT INTO teacher_input (id, cycle_id, staff_id, helped, not_helped, to_raise, given_at) VALUES (1, 3, 2, 'zqreview helped', 'zqreview not helped', 'zqreview to raise', 1794128400);
INSERT INTO teacher_input_target (input_id, target_id, going, note) VALUES (1, 3, 'mostly', 'zqreview seen');
-- What an administrator gave, and waits.
INSERT INTO access_request (id, staff_id, right_code, reason, asked_at, asked_by)
  SELECT 1, 3, 'every_pupil', 'Leads a phase', 1794992400, id FROM staff WHERE role = 'admin';
-- What was sent: to Amira's mother what was agreed, and to Ben's.
INSERT INTO notice (id, school_id, key, matter, kind, recipient_kind, adult_id, pupil_id, conversation_id, due_on, queued_at, address, subject, state, not_before_at, settled_at) VALUES
  (1, 1, 'summary/c3/a1', 'summary/c3/a1', 'summary', 'adult', 1, 1, 3, '2026-11-10', 1794324600, 'sana@family.example.org', 'What we agreed', 'accepted', 1794324600, 1794324600),
  (2, 1, 'summary/c2/a4', 'summary/c2/a4', 'summary', 'adult', 4, 2, 2, '2026-11-10', 1794324600, 'zqcontact@family.example.org', 'What we agreed', 'accepted', 1794324600, 1794324600);
-- Part-time timetables: of why, and of what parents said, teachers read nothing.
INSERT INTO part_time_timetable (id, pupil_id, entered_at, entered_by) VALUES (1, 1, 1794128400, 1), (2, 2, 1794128400, 1);
INSERT INTO part_time_terms (timetable_id, from_on, until_on, reason, full_week, entered_at) VALUES
  (1, '2026-11-02', '2026-11-27', 'After an operation', 1950, 1794128400), (2, '2026-11-02', '2026-11-27', 'zqorder timetable', 1950, 1794128400);
INSERT INTO part_time_week (id, timetable_id, from_on, entered_at) VALUES (1, 1, '2026-11-02', 1794128400), (2, 2, '2026-11-02', 1794128400);
INSERT INTO part_time_day (week_id, weekday, part, begins, ends) VALUES (1, 1, 'morning', 540, 720), (2, 1, 'morning', 540, 720);
INSERT INTO part_time_agreement (timetable_id, adult_id, answer, answered_on, entered_at) VALUES (1, 1, 'writing', '2026-10-30', 1794128400), (2, 4, 'refused', '2026-10-30', 1794128400);
INSERT INTO part_time_told (timetable_id, told_on, how, entered_at) VALUES (1, '2026-11-02', 'By its form', 1794128400), (2, '2026-11-02', 'zqorder told', 1794128400);
INSERT INTO part_time_review (id, timetable_id, planned_on, entered_at) VALUES (1, 1, '2026-11-20', 1794128400), (2, 2, '2026-11-20', 1794128400);
INSERT INTO part_time_review (id, timetable_id, planned_on, held_on, decision, note, entered_at, recorded_at) VALUES (3, 2, '2026-11-10', '2026-11-10', 'continue', 'zqorder said', 1794128400, 1794324600);
-- What is given: to Amira by the assistant, to Ben by his own teacher, each on Wednesdays at nine.
INSERT INTO provision (id, school_id, name) VALUES (2, 1, 'Clay work');
INSERT INTO support_group (id, school_id, entered_at, entered_by) VALUES (1, 1, 1794128400, 1), (2, 1, 1794128400, 1);
INSERT INTO support_group_terms (group_id, name, provision_id, entered_at) VALUES (1, 'Readers', 1, 1794128400), (2, 'zqplan readers', 2, 1794128400);
INSERT INTO support_group_member (group_id, pupil_id, from_on, entered_at) VALUES (1, 1, '2026-09-10', 1794128400), (2, 2, '2026-09-10', 1794128400);
INSERT INTO support_group_adult (group_id, staff_id, from_on, entered_at) VALUES (1, 4, '2026-09-10', 1794128400), (2, 3, '2026-09-10', 1794128400);
INSERT INTO support_group_time (group_id, weekday, begins, minutes, place, from_on, entered_at) VALUES
  (1, 3, 540, 20, 'Library', '2026-09-10', 1794128400), (2, 3, 540, 20, 'zqplan corner', '2026-09-10', 1794128400);
INSERT INTO session_record (id, group_id, held_on, begins, minutes, words, key, entered_at, entered_by) VALUES
  (1, 1, '2026-11-11', 540, 20, 'Five new words', 'one', 1794395000, 4), (2, 2, '2026-11-11', 540, 20, 'zqplan noted', 'two', 1794395000, 3);
INSERT INTO session_note (record_id, pupil_id, how) VALUES (1, 1, 'nearly'), (2, 2, 'got_it');
-- A target of the bank that was put in by hand.
INSERT INTO bank_entry (id, school_id, wording, area, measure, direction, entered_at, entered_by) VALUES
  (1, 1, 'Tells a story in order', 'communication', 'Parts told', 'higher', 1794128400, 1);
-- One-page profiles, read by whoever works with the pupil.
INSERT INTO profile (id, pupil_id, liked, matters, how, written_by, entered_at, entered_by) VALUES
  (1, 1, 'My jokes', 'My sister', 'talk', 'scribe', 1794128400, 2), (2, 2, 'zqplan jokes', 'zqplan cat', 'talk', 'scribe', 1794128400, 3);
-- What their own cards say of their targets.
INSERT INTO my_target (target_id, wording, helps, drawing, entered_at, entered_by)
  SELECT t.id, iif(l.pupil_id = 1, 'I say more', 'zqplan card'), '', 'star', 1794128400, 3 FROM target t JOIN cycle c ON c.id = t.cycle_id JOIN plan l ON l.id = c.plan_id;
-- What must be done differently, the layers of support, and a cover of today's.
INSERT INTO linked_plan (id, pupil_id, kind, place, link, holder, from_on, review_on, entered_at, entered_by) VALUES
  (1, 1, 'healthcare', 'Medical room', '', '', '2026-11-02', '2027-11-02', 0, 1), (2, 2, 'other', 'zqplan folder', '', 'zqplan holder', '2026-11-02', '2027-11-02', 0, 3);
INSERT INTO adjustment (id, pupil_id, kind, words, source, from_on, entered_at, entered_by) VALUES
  (1, 1, 'adjustment', 'Large print', '', '2026-11-02', 0, 1), (2, 2, 'equipment', 'zqplan desk', 'zqplan source', '2026-11-02', 0, 3);
INSERT INTO layer (id, school_id, name, entered_at, entered_by) VALUES (1, 1, 'Targeted', 0, 1), (2, 1, 'zqplan layer', 0, 1);
INSERT INTO pupil_layer (id, pupil_id, layer_id, why, from_on, entered_at, entered_by) VALUES
  (1, 1, 1, 'Reads', '2026-11-02', 0, 1), (2, 2, 2, 'zqplan why', '2026-11-02', 0, 1);
INSERT INTO cover_link (id, school_id, class_id, day, token_hash, made_at, made_by) VALUES
  (1, 1, 1, '2026-11-18', x'3fa405a8301ace34d11cf44a816080b8f0e49a48fbd048b8aef1543a8c58bdb6', 0, 2);
-- A provision that nobody has yet, and Ben waits for a place in it.
INSERT INTO provision (id, school_id, name) VALUES (90, 1, 'Sound work');
INSERT INTO provision_waiting (id, provision_id, pupil_id, why, since_on, entered_at, entered_by) VALUES (1, 90, 2, 'zqplan why', '2026-11-10', 0, 1);
-- How they are, as they say it.
INSERT INTO wellbeing (id, pupil_id, said_on, source, confidence, with_whom, entered_at, entered_by) VALUES
  (1, 1, '2026-11-02', 'pupil', 3, 'Miss Bell', 1794128400, 2), (2, 2, '2026-11-02', 'pupil', 2, 'zqplan bench', 1794128400, 3);
-- What was found out about them.
INSERT INTO scored_measure (id, school_id, name, lowest, highest, direction, entered_at, entered_by) VALUES (1, 1, 'Reading test', 4000, 16000, 'higher', 1794128400, 1);
INSERT INTO assessment (id, pupil_id, assessed_on, measure_id, score, assessor, shows, entered_at, entered_by) VALUES
  (1, 1, '2026-11-02', 1, 9100, 'Mr Shah', 'Reads on', 1794128400, 2), (2, 2, '2026-11-02', 1, 8100, 'zqneed assessor', 'zqneed shows', 1794128400, 3);
INSERT INTO evidence_form (id, school_id, body, entered_at) VALUES (1, 1, 'name = "Oakshire"
[[criteria]]
key = "1"
words = "Two cycles"
evidence = ["cycles"]
', 0);
-- What the school asks for itself: one field that the office sees, too, and one of the record.
INSERT INTO pupil_field (id, school_id, kind, position, entered_at, entered_by) VALUES (1, 1, 'line', 1, 0, 1), (2, 1, 'line', 2, 0, 1);
INSERT INTO pupil_field_wording (field_id, name, audience, entered_at, entered_by) VALUES (1, 'Locker', 'pupil', 0, 1), (2, 'Swims', 'record', 0, 1);
INSERT INTO pupil_field_value (pupil_id, field_id, value, entered_at, entered_by) VALUES
  (1, 1, 'Blue', 0, 1), (1, 2, 'A length', 0, 1), (2, 1, 'zqname locker', 0, 1), (2, 2, 'zqneed swims', 0, 1);
-- Where they were before, and what became of their files.
INSERT INTO earlier_setting (id, pupil_id, kind, name, until_on, why_left, entered_at, entered_by) VALUES
  (1, 1, 'school', 'Elm Primary', '2025-07-21', 'Moved house', 0, 1), (2, 2, 'school', 'zqneed primary', '2025-07-21', 'zqneed left', 0, 1);
-- Their photos on their profiles. What stands in them is no picture: it is only given out.
INSERT INTO profile_picture (id, pupil_id, photo, bytes, sha256, agreed_by, agreed_on, entered_at, entered_by) VALUES
  (1, 1, 'png', 5, x'f5e75d3712e032f9508f89570d9fb7882e4cd920bfcba4aca18d73fbf73709d0', 'parent', '2026-11-02', 0, 2),
  (2, 2, 'png', 12, x'a676bb92f0282a068bdc383c6d49673af559a58b86af890002725bc2289495ba', 'pupil', '2026-11-02', 0, 3);
INSERT INTO profile_photo (picture_id, content) VALUES (1, CAST('Amira' AS BLOB)), (2, CAST('zqplan photo' AS BLOB));
-- What the school holds of itself: no child is in it. The assistant took something on, and so did another teacher.
INSERT INTO self_evaluation_note (id, school_id, framework, place, wording, kind, words, entered_at, entered_by) VALUES
  (1, 1, 'send-in-our-school', '1a', 'Assessed', 'comment', 'In reading first', 1794128400, 1);
INSERT INTO self_evaluation_action (id, school_id, framework, place, wording, words, owner_id, due_on, entered_at, entered_by) VALUES
  (1, 1, 'send-in-our-school', '1a', 'Assessed', 'Test spelling, too', 4, '2026-12-01', 1794128400, 1),
  (2, 1, 'send-in-our-school', '1a', 'Assessed', 'Test numbers, too', 3, '2026-12-01', 1794128400, 1);
-- Force, restraint, seclusion: with Amira as her teacher recorded it, with Ben as the SENCO did.
INSERT INTO incident (id, pupil_id) VALUES (1, 1), (2, 2);
INSERT INTO incident_account (incident_id, kinds, happened_on, began, minutes, place, staff, needs, why, triggers, tried, degree, injuries, support, entered_at, entered_by) VALUES
  (1, 'force', '2026-11-18', '08:40', 3, 'Hall', 'Mr Shah', 'None', 'To keep her safe', 'A fall', 'Talking', 'One hand', 'None', 'A rest', 1794128400, 2),
  (2, 'force seclusion', '2026-11-17', '10:40', 5, 'zqforce room', 'zqforce staff', 'zqforce needs', 'zqforce why', 'zqforce trigger', 'zqforce tried', 'zqforce hold',
    'zqforce injury', 'zqforce rest', 1794128400, 1);
INSERT INTO incident_telling (incident_id, adult_id, told_on, way, words, entered_at, entered_by) VALUES (2, 4, '2026-11-17', 'by_hand', 'zqforce told', 1794128400, 1);
-- Inclusion bases: one with both pupils, one with nobody.
INSERT INTO inclusion_base (id, school_id, name, kind, lead_id, places, entered_at, entered_by) VALUES (1, 1, 'The Nest', 'support', 2, 8, 0, 1), (90, 1, 'Cove', 'specialist', 3, 6, 0, 1);
INSERT INTO base_membership (id, base_id, pupil_id, from_on, minutes, why, return_plan, look_on, entered_at, entered_by) VALUES
  (1, 1, 1, '2026-11-02', 300, 'Calm', 'Maths in class', '2026-12-01', 0, 1), (2, 1, 2, '2026-11-02', 300, 'zqneed calm', 'zqneed return', '2026-12-01', 0, 1);
-- Personal budgets, of which something is spent.
INSERT INTO personal_budget (id, pupil_id, purpose, pence, way, from_on, until_on, agreed_on, agreed_with, entered_at, entered_by) VALUES
  (1, 1, 'Music', 120000, 'direct', '2026-09-01', '2027-07-31', '2026-07-10', 1, 0, 1),
  (2, 2, 'zqforce music', 120000, 'direct', '2026-09-01', '2027-07-31', '2026-07-10', 4, 0, 1);
INSERT INTO personal_budget_spending (id, budget_id, spent_on, pence, what, entered_at, entered_by) VALUES
  (1, 1, '2026-10-01', 4500, 'September', 0, 1), (2, 2, '2026-10-01', 4500, 'zqforce spending', 0, 1);
INSERT INTO personal_budget_look (budget_id, looked_on, adult_id, decision, words, entered_at, entered_by) VALUES (2, '2026-11-02', 4, 'goes_on', 'zqforce look', 0, 1);
-- Surveys of families: one that is open, in which nobody may be told what was said, and one that is over.
INSERT INTO survey (id, school_id, whom, opened_on, closes_on, entered_at, entered_by) VALUES (1, 1, 'families', '2026-11-02', '2026-11-30', 0, 1),
  (2, 1, 'pupils', '2025-11-02', '2025-11-30', 0, 1), (3, 1, 'families', '2025-11-02', '2025-11-30', 0, 1), (4, 1, 'pupils', '2026-11-02', '2026-11-30', 0, 1);
INSERT INTO survey_asked (id, survey_id, adult_id, pupil_id, answered) VALUES (1, 1, 1, 1, 0), (2, 1, 4, 2, 1), (3, 2, NULL, NULL, 0);
INSERT INTO survey_answer (id, survey_id, heard, words) VALUES (77, 1, 'no', 'zqtalk survey');
-- What parents say is not happening, of a plan that is agreed.
INSERT INTO plan_version (id, plan_id, number, content, opened_at) VALUES
  (90, 1, 90, '{"outcomes":[],"targets":[],"lines":[{"id":1,"root":1,"provision":"Reading","role":"ta","minutes":20,"times_a_week":2,"weeks":3,"staff":1,"group_size":1,"share":"per_group","resources":0,"bought_for":"group","funding":"notional_sen","serves":[0],"reference":""}]}', 0);
INSERT INTO plan_version_agreed (version_id, agreed_on, entered_at) VALUES (90, '2026-11-10', 0);
INSERT INTO shortfall (id, plan_id, line, words, adult_id, how, told_on, due_on, entered_at) SELECT l.pupil_id, l.id, iif(l.pupil_id = 1, 'Reading', 'zqtalk line'),
  iif(l.pupil_id = 1, '', 'zqtalk words'), iif(l.pupil_id = 1, 1, 4), 'phone', '2026-11-10', '2026-11-17', 0 FROM plan l WHERE l.id = (SELECT min(x.id) FROM plan x WHERE x.pupil_id = l.pupil_id);
INSERT INTO shortfall_answer (shortfall_id, finding, words, entered_at, entered_by) VALUES (2, 'happening', 'zqtalk answer', 0, 1);
-- Complaints, and plans as governors read them.
INSERT INTO complaint (id, school_id, received_on, complainant, pupil_id, about, entered_at, entered_by) VALUES
  (1, 1, '2026-11-10', 'A parent', 1, 'The plan came late', 0, 1), (2, 1, '2026-11-10', 'zqforce complainant', 2, 'zqforce complaint', 0, 1);
INSERT INTO complaint_answer (complaint_id, answered_on, outcome, words, entered_at, entered_by) VALUES (2, '2026-11-12', 'upheld', 'zqforce answer', 0, 1);
INSERT INTO plan_sample (id, school_id, seed, published_at, published_by) VALUES (1, 1, 7, 1794128400, 1);
INSERT INTO plan_sample_sheet (sample_id, position, kind, parts) VALUES (1, 1, 'sen_support', '[["Communication and interaction: The pupil is understood", ["Target: says more"]]]');
-- An inclusion strategy that is published and open to everybody, one that is being written, and one that is approved.
INSERT INTO inclusion_strategy (id, school_id, number, begun_at) VALUES (1, 1, 1, 0), (2, 1, 2, 0), (3, 1, 3, 0);
INSERT INTO inclusion_strategy_text (strategy_id, year, years, review_on, grant_pence, intent, barriers, outcomes, further, entered_at)
  SELECT id, 2026, 1, '2027-09-01', 1400000, 'All take part', 'Noise', 'More take part', '', 0 FROM inclusion_strategy;
INSERT INTO inclusion_activity (id, strategy_id, principle, what, pupils, pupil_group, budget_pence, funding, led_by, provision_id, entered_at) VALUES
  (1, 1, 'teaching', 'Reading together', 12, '', 500000, 'inclusive_mainstream', '', NULL, 0),
  (2, 2, 'teaching', 'Small groups', 12, '', 500000, 'inclusive_mainstream', '', 1, 0), (3, 3, 'teaching', 'Clubs', 3, '', 0, 'other', '', NULL, 0);
INSERT INTO inclusion_strategy_approval (strategy_id, approved_by, approved_on, principles, entered_at) VALUES (1, 'Governors', '2026-11-10', '', 0), (3, 'Governors', '2026-11-10', '', 0);
INSERT INTO inclusion_strategy_publication (strategy_id, published_at) VALUES (1, 1794128400);
INSERT INTO open_page_switch (school_id, page, is_open, set_at) VALUES (1, 'inclusion_strategy', 1, 0);
-- What the school offers families: written, shown and published, and open to everybody.
INSERT INTO information_text (school_id, section, words, entered_at) VALUES (1, 'kinds', 'Many needs', 0);
INSERT INTO information_provision (school_id, provision_id, area, words, entered_at) VALUES (1, 1, 'cognition', 'We read together', 0);
INSERT INTO information_publication (id, school_id, content, published_at) VALUES (1, 1, '{"parts":[["kinds","Many needs"]],"reviews_a_year":3}', 1794128400);
INSERT INTO open_page_switch (school_id, page, is_open, set_at) VALUES (1, 'information_report', 1, 0);
-- What authorities pay for them, and for the school.
INSERT INTO funding_band (id, school_id, authority, name, pence_a_year, from_on, entered_at) VALUES (1, 1, 'Oakshire', 'Band 3', 400000, '2026-04-01', 0);
INSERT INTO funding_entry (id, pupil_id, kind, pence, from_on, until_on, note, entered_at, entered_by) VALUES
  (1, 1, 'scheduled', 100000, '2026-04-01', '2026-08-31', 'Schedule', 0, 1), (2, 2, 'scheduled', 98765, '2026-04-01', '2026-08-31', 'zqplan note', 0, 1);
INSERT INTO funding_stream (id, school_id, funding, pence, from_on, until_on, entered_at) VALUES (1, 1, 'pupil_premium', 500000, '2026-04-01', '2027-03-31', 0);
-- A report that was kept.
INSERT INTO report_snapshot (id, school_id, kind, gathered_by, year, as_of_on, body, taken_at, taken_by) VALUES
  (1, 1, 'targets', 'class', 2026, '2026-11-10', '{"lead":"4 of 6 targets were met.","tables":[{"caption":"Targets","heads":["Class","Met"],"rows":[{"cells":[{"kind":"words","holds":"4A"},{"kind":"count","holds":4}],"bar":[]}],"together":null,"segments":[],"in_minutes":false}],"notes":[]}', 1794128400, 1);
-- What the SENCO keeps free for meetings, the days without, and the calendar that the teacher reads elsewhere ("feed").
INSERT INTO free_time (id, staff_id, weekday, from_minute, until_minute, minutes, pause, mode, place, first_on, entered_at, entered_by) VALUES (1, 1, 3, 480, 510, 30, 0, 'school', 'Room 3', '2026-11-02', 0, 1);
INSERT INTO closed_day (id, staff_id, first_on, last_on, entered_at, entered_by) VALUES (1, 1, '2026-12-01', '2026-12-02', 0, 1);
INSERT INTO calendar_feed (id, staff_id, token_hash, made_at) VALUES (1, 2, x'c8bc2586cdd87cd6f970fc4262c4bbc49165811788825fbc1ba3366bfde45413', 0);
-- Who pays for a line of Amira's plan and of Ben's beside the plan's own stream.
INSERT INTO placement (id, cycle_id, provision_id, position, rate_role, minutes, times_a_week, weeks, resources_pence, entered_at, entered_by)
  VALUES (1, 1, 1, 1, 'ta', 20, 3, 12, 0, 0, 1);
INSERT INTO payer (id, placement_id, funding, share_bp, entered_at, entered_by) VALUES (1, 1, 'top_up', 4000, 0, 1), (2, 2, 'top_up', 4000, 0, 1);
-- What a source expects of progress on a measure, and the hours of a role of the school's own.
INSERT INTO benchmark (id, school_id, measure_id, start_from, start_until, change, weeks, source, entered_at) SELECT 1, 1, min(id), min(lowest), min(lowest), 100, 20, 'A study', 0 FROM scored_measure;
INSERT INTO role_hours (school_id, role, minutes, from_on, entered_at) VALUES (1, 'Grade 3', 1950, '2026-09-01', 0);
