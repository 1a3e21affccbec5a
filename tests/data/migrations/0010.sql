INSERT INTO concern (id, pupil_id, noticed_on, seen, tried, tried_for, happened, parents_told_on, parents_told_how, raised_at, raised_by)
    VALUES (1, 1, '2026-10-05', 'Loses the thread when there are two steps', 'A picture card for each step', 'Four weeks', 'Better with the card', '2026-11-02', 'At the gate', 1793610000, 1);
INSERT INTO concern (id, pupil_id, noticed_on, seen, tried, tried_for, happened, not_told_why, raised_at, raised_by)
    VALUES (2, 1, '2026-11-05', 'Very tired on Mondays', 'Nothing yet', '', 'The same', 'They are away this week', 1793696400, 1);
INSERT INTO concern_decision (concern_id, outcome, words, look_again_on, decided_at, decided_by)
    VALUES (1, 'strategies', 'Go on with the cards', '2026-12-07', 1793782800, 1);
