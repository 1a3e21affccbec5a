// Everyone's own page: a concern and its answer, what a teacher has read, the head's week, the office's tasks, figures and the report.

const CONCERN = {
  seen: "Loses the thread when there are two steps",
  tried: "A picture card for each step",
  tried_for: "Four weeks, every morning",
  happened: "Better with the card, not without",
  told: "yes",
  told_on: "2026-11-12",
  told_how: "At the gate; they see it at home",
};

/** From the teacher to the SENCO and back. */
async function concern({ open }) {
  const teacher = await open();
  await teacher.signIn("other.teacher");
  await teacher.follow("Raise a concern");
  await teacher.look("raise a concern, about whom");
  await teacher.press("Go on", 422);
  await teacher.wrong("about whom, wrong", { pupil: /Choose whom/ });
  await teacher.fill({ pupil: await teacher.page.locator("#pupil option").nth(1).getAttribute("value") });
  await teacher.press("Go on");
  await teacher.look("raise a concern");
  await teacher.press("Send to the SENCO", 422);
  await teacher.wrong("raise a concern, wrong", { seen: /what you see/, tried: /has been tried/, happened: /happened/, told: /Choose/ });
  await teacher.fill(CONCERN);
  await teacher.press("Send to the SENCO");
  await teacher.reads("Sent to the SENCO");
  await teacher.look("concern, sent");
  const path = new URL(teacher.page.url()).pathname;
  await teacher.go("/my-pupils");
  await teacher.reads("Waits for an answer");
  await teacher.look("my pupils, a concern waits");
  const senco = await open();
  await senco.signIn("senco");
  await senco.reads("Concerns to decide (1)");
  await senco.follow("Decide");
  await senco.look("concern, to decide");
  await senco.press("Save the decision", 422);
  await senco.wrong("concern, decided wrong", { outcome: /Choose/, words: /Write down/ });
  await senco.fill({ outcome: "strategies", words: "Go on with the cards", look_again_on: "2026-12-07" });
  await senco.press("Save the decision");
  await senco.look("concern, decided");
  await senco.follow("Back to the concerns");
  await senco.look("concerns");
  await senco.follow("Ben O");
  await senco.follow("Concerns", senco.page.locator("main nav"));
  await senco.look("concerns about a pupil");
  await teacher.go("/my-pupils");
  await teacher.reads("Go on with the cards");
  await teacher.look("my pupils, the answer");
  const stranger = await open();
  await stranger.signIn("teacher");
  await stranger.go(path, 404);
}

/** A plan is read, a task ticked off, the class sheet printed; the SENCO sees who has not read. */
async function reads({ world, open }) {
  await world.sql(`
    INSERT INTO conversation (id, pupil_id, plan_id, lead_id, offered_at, answer_by_on) VALUES (1, 1, 1, 2, 1794992400, '2026-11-25');
    INSERT INTO slot (conversation_id, position, starts_at, minutes, mode) VALUES (1, 1, 1795707000, 30, 'school');
    INSERT INTO task (school_id, key, kind, for_role, pupil_id, adult_id, conversation_id, detail, due_on, created_at)
      VALUES (1, 'a', 'other_times', 'teacher', 1, 1, 1, 'Mondays after four would suit.', '2026-11-20', 0);`);
  const senco = await open();
  await senco.signIn("senco");
  await senco.follow("Reports");
  await senco.follow("Who has read the plans");
  await senco.reads("Mr Shah (1)");
  await senco.look("who has read the plans");
  const teacher = await open();
  await teacher.signIn("teacher");
  await teacher.look("my pupils, to read");
  await teacher.press("I’ve read it");
  await teacher.reads("You read it on Wednesday 18 November");
  await teacher.page.getByText("Tick it off").click();
  await teacher.press("Mark as done", 422);
  await teacher.look("my pupils, ticked off wrong");
  await teacher.fill({ note: "Offered Monday at 16:15" });
  await teacher.press("Mark as done");
  await teacher.look("my pupils, read");
  await teacher.follow("Class sheet to print");
  await teacher.look("class sheet", { never: ["Khan", "SEN support"] });
  await teacher.page.emulateMedia({ media: "print" });
  await teacher.picture("class sheet on paper");
  await senco.go("/plans/1");
  await senco.reads("Not yet: Miss Bell");
  await senco.look("plan, who has read it");
}

/** The head's week and the report; the SENCO publishes figures; a governor sees them and nothing else. */
async function reports({ world, open }) {
  await world.sql(`
    WITH RECURSIVE n (i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 119)
      INSERT INTO pupil (id, school_id, forename, surname, born_on, created_at) SELECT i, 1, 'Pip' || i, 'Quill', '2017-01-01', 0 FROM n;
    INSERT INTO enrolment (pupil_id, from_on, entered_at) SELECT id, '2025-09-01', 0 FROM pupil WHERE id >= 100;
    INSERT INTO class_membership (pupil_id, class_id, nc_year, from_on) SELECT id, 2, '5', '2026-09-01' FROM pupil WHERE id >= 100;
    INSERT INTO sen_status (pupil_id, code, from_on, entered_at) SELECT id, CASE WHEN id < 112 THEN 'K' ELSE 'E' END, '2026-09-01', 0 FROM pupil WHERE id >= 100;
    INSERT INTO need (pupil_id, code, rank, from_on) SELECT id, CASE WHEN id = 100 THEN 'HI' ELSE 'MLD' END, 1, '2026-09-01' FROM pupil WHERE id >= 100;
    INSERT INTO plan (id, pupil_id, kind, opened_on, lead_id, created_at) SELECT id, id, 'sen_support', '2026-09-10', 3, 0 FROM pupil WHERE id >= 100;
    INSERT INTO cycle (id, plan_id, number, started_on, review_on) SELECT id, id, 1, '2026-09-10', '2026-12-16' FROM plan WHERE id >= 100;
    INSERT INTO review (cycle_id, held_on, decision, entered_at) SELECT id, CASE WHEN id < 115 THEN '2026-12-10' ELSE '2027-01-08' END, 'continue', 0 FROM cycle WHERE id BETWEEN 100 AND 116;
    INSERT INTO cycle (id, plan_id, number, started_on, review_on) SELECT id + 100, id, 2, '2027-01-08', '2027-03-20' FROM plan WHERE id BETWEEN 100 AND 116;
    INSERT INTO outcome (id, plan_id, position, wording, area, entered_at) SELECT id, id, 1, 'Reads', 'cognition', 0 FROM plan WHERE id BETWEEN 100 AND 114;
    INSERT INTO target (id, cycle_id, outcome_id, position, wording, measure, unit, direction, baseline, predicted, entered_at)
      SELECT 1000 + 2 * c.id + v.value, c.id, c.id, v.value, 'Reads words', 'Words', 'words', 'higher', 0, 400, 0 FROM cycle c, json_each('[0,1]') v WHERE c.id BETWEEN 100 AND 114;
    INSERT INTO target_result (review_id, target_id, actual, progress)
      SELECT r.id, t.id, 400, iif(t.id % 2 = 0, 'met', 'partly') FROM target t JOIN review r ON r.cycle_id = t.cycle_id WHERE t.id >= 1000;`);
  await world.clock("2027-01-11T09:00:00");
  const head = await open();
  await head.signIn("head");
  await head.follow("Reports");
  await head.reads("Ms Lowe");
  await head.look("this week");
  await head.follow("See why");
  await head.reads("Pip117");
  await head.look("reviews on time, of one lead");
  await head.follow("Reviews on time");
  await head.fill({ by: "area", round: "autumn" });
  await head.press("Apply");
  await head.reads("15 of 21 reviews that were due were held on time");
  await head.look("reviews on time, by area");
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/reports/figures");
  await senco.look("figures, to publish");
  await senco.follow("Look at the autumn term 2026/27");
  await senco.reads("15 of 21 reviews that were due were held on time");
  await senco.reads("15 of 30 targets that were reviewed were met or exceeded");
  await senco.look("figures, looked at");
  await senco.press("Publish the figures");
  await senco.look("figures, published");
  await senco.go("/reports/list");
  await senco.look("all reports, nothing kept");
  await senco.go("/reports/of/reviews?by=zzz", 422);
  await senco.look("a report, gathered by nothing");
  await senco.fill({ by: "class" });
  await senco.press("Apply");
  await senco.reads("On time: 15, Late: 2, Not held: 3");
  await senco.look("a report with its bars", { never: ["Amira", "Pip"] });
  await senco.press("Keep it as it stands");
  await senco.reads("Kept on Monday 11 January 2027 by Mrs Anand");
  await senco.look("a report that was kept", { never: ["Amira", "Pip"] });
  for (const kind of ["staffing", "effect", "targets", "satisfaction"]) {
    await senco.go(`/reports/of/${kind}`);
    await senco.look(`the report on ${kind}`);
  }
  await senco.go("/reports/list");
  await senco.look("all reports, one kept");
  const governor = await open();
  await governor.signIn("governor");
  await governor.reads("fewer than 5");
  await governor.look("figures of the term for governors", { never: ["Amira", "Pip", "Lowe"] });
  for (const path of ["/reports", "/reports/reviews", "/readings"]) await governor.go(path, 403);
}

/** An address is put right, an interpreter booked, and the letters go out together. */
async function office({ world, open }) {
  await world.sql(`
    INSERT INTO task (school_id, key, kind, for_role, pupil_id, adult_id, detail, due_on, created_at) VALUES
      (1, 'a', 'fix_address', 'office', 1, 1, 'The e-mail address does not work. Please ask for the right one.', '2026-11-16', 0),
      (1, 'b', 'book_interpreter', 'office', 1, 1, 'Interpreter: Urdu', '2026-11-20', 0),
      (1, 'c', 'print_letter', 'office', 1, 1, 'Please print the letter and send it on paper.', '2026-11-18', 0),
      (1, 'd', 'print_letter', 'office', 1, 2, 'Please print the letter and send it on paper.', '2026-11-19', 0);`);
  const office = await open();
  await office.signIn("office");
  await office.reads("2 school days late");
  await office.look("office, by kind");
  await office.fill({ email: "nowhere" });
  await office.press("Save and mark as done", 422);
  await office.reads("The address must look like");
  await office.look("office, a wrong address");
  await office.fill({ email: "sana@new.example.org" });
  await office.press("Save and mark as done");
  await office.press("Save the booking", 422);
  await office.look("office, an interpreter wrong");
  await office.fill({ who: "Language Line", on: "2026-11-26" });
  await office.press("Save the booking");
  await office.follow("Print all 2 letters");
  await office.look("letters", { never: ["Amira", "SEN "] });
  await office.press("Mark these letters as posted");
  await office.reads("There is nothing to do.");
  await office.look("office, nothing to do");
}

export const flows = [
  { name: "a concern and its answer", walk: concern },
  { name: "who has read what", walk: reads },
  { name: "the office does things right there", walk: office },
  { name: "reports and figures", walk: reports },
];
