// Reviews one after the other, by keyboard: how many keys and pages each takes is counted.

import assert from "node:assert/strict";
import { VIEWS } from "./visitor.mjs";

const [WIDE, WITHOUT_SCRIPT, PHONE] = VIEWS;

/** Two more pupils of 4A whose review is late; the first has been reviewed once. */
const LATE = `
  INSERT INTO pupil (id, school_id, forename, surname, born_on, created_at) VALUES (11, 1, 'Cal', 'Dow', '2018-01-01', 0), (12, 1, 'Dev', 'Eli', '2018-01-01', 0);
  INSERT INTO enrolment (pupil_id, from_on, entered_at) VALUES (11, '2025-09-01', 0), (12, '2025-09-01', 0);
  INSERT INTO class_membership (pupil_id, class_id, nc_year, from_on) VALUES (11, 1, '4', '2026-09-01'), (12, 1, '4', '2026-09-01');
  INSERT INTO sen_status (pupil_id, code, from_on, entered_at) VALUES (11, 'K', '2025-09-01', 0), (12, 'K', '2026-09-01', 0);
  INSERT INTO plan (id, pupil_id, kind, opened_on, lead_id, created_at) VALUES (11, 11, 'sen_support', '2025-09-10', 2, 0), (12, 12, 'sen_support', '2026-09-10', 2, 0);
  INSERT INTO cycle (id, plan_id, number, started_on, review_on) VALUES (10, 11, 1, '2025-09-10', '2026-07-08'), (11, 11, 2, '2026-07-08', '2026-11-10'), (12, 12, 1, '2026-09-10', '2026-11-11');
  INSERT INTO outcome (id, plan_id, position, wording, area, entered_at) VALUES (11, 11, 1, 'Cal reads what his class reads', 'cognition', 0), (12, 12, 1, 'Dev tells what happened', 'communication', 0);
  INSERT INTO target (id, cycle_id, outcome_id, position, wording, measure, unit, direction, baseline, predicted, challenge, carried, entered_at, replaces_id) VALUES
    (10, 10, 11, 1, 'Reads twenty tricky words', 'Words read from the cards', 'words', 'higher', 400, 1200, 1600, 0, 0, NULL),
    (11, 11, 11, 1, 'Reads twenty tricky words', 'Words read from the cards', 'words', 'higher', 900, 1200, 1600, 1, 0, 10),
    (12, 11, 11, 2, 'Spells the words of the week', 'Words right out of ten', 'words', 'higher', 300, 600, NULL, 0, 0, NULL),
    (13, 12, 12, 1, 'Tells four parts of a story', 'Parts told', 'parts', 'higher', 100, 400, NULL, 0, 0, NULL);
  INSERT INTO target_strategy (target_id, position, way, words) VALUES (11, 0, 'do', 'Five cards a day');
  INSERT INTO review (id, cycle_id, held_on, pupil_view, parent_declined, summary, decision, decision_reason, entered_at) VALUES (10, 10, '2026-07-08', 'I like the cards', 1, 'Five minutes a day work.', 'continue', 'On the way', 0);
  INSERT INTO target_result (review_id, target_id, actual, progress, note) VALUES (10, 10, 900, 'partly', 'Needs five minutes daily');
  INSERT INTO conversation (id, pupil_id, plan_id, lead_id, offered_at, answer_by_on) VALUES (11, 11, 11, 2, 1794300000, '2026-11-20');
  INSERT INTO adult (id, school_id, title, forename, surname, created_at) VALUES (11, 1, 'Mrs', 'Ann', 'Dow', 0), (12, 1, 'Mr', 'Tom', 'Dow', 0);
  INSERT INTO invitation (id, conversation_id, adult_id, invited_at) VALUES (11, 11, 11, 0), (12, 11, 12, 0);
  INSERT INTO parent_view (invitation_id, hard, going_well, how, given_at, entered_by) VALUES (11, 'Homework takes two hours', '', 'link', 1794400000, NULL), (12, '', 'Reads signs in the street', 'phone', 1794400100, 7);
  INSERT INTO pupil_view (pupil_id, given_on, how, written_by, with_whom, feeling, working, not_working, entered_at, entered_by) VALUES (11, '2026-11-12', 'drawing', 'scribe', 'Miss Bell', 'ok', 'I can do the hard ones', 'It is loud', 1794400000, 4);
  INSERT INTO attendance (pupil_id, year, reported_on, possible, attended) VALUES (11, 2026, '2026-11-13', 100, 93);
  INSERT INTO suspension (pupil_id, kind, from_on, sessions, reason, parents_told_on, entered_at) VALUES (11, 'suspension', '2026-10-07', 3, 'DB', '2026-10-07', 0);
  INSERT INTO provision (id, school_id, name) VALUES (11, 1, 'Precision teaching');
  INSERT INTO placement (cycle_id, provision_id, position, rate_role, minutes, times_a_week, weeks, entered_at) VALUES (11, 11, 1, 'ta', 10, 5, 10, 0);`;

/** Counts keys and pages. */
function counter(visitor) {
  const count = { keys: 0, pages: 0 };
  visitor.page.on("load", () => (count.pages += 1));
  return Object.assign(count, {
    async press(...keys) {
      for (const key of keys) await visitor.page.keyboard.press(key);
      count.keys += keys.length;
    },
    async leaving(key) {
      count.keys += 1;
      await visitor.leave(() => visitor.page.keyboard.press(key));
    },
  });
}

/** The queue by keyboard: nothing has changed, then three exceptions. */
async function byKeys({ world, open }) {
  await world.sql(LATE);
  const senco = await open();
  await senco.signIn("senco");
  await senco.look("today with late reviews");
  await senco.follow("Record reviews in a row");
  await senco.reads("Review 1 of 3");
  await senco.look("review in a queue");
  await senco.press("Save & next", 422);
  await senco.wrong("review in a queue, wrong", { "target-0-actual": /enter what it reads now/, decision: /Choose/ });
  // The keyboard stands at what is wrong, and the keys go on from there.
  await senco.page.keyboard.press("d");
  assert.equal(await senco.page.evaluate(() => document.activeElement.dataset.block), "decision");
  await senco.go("/reviews/queue", 200, "/plans/11/review/new");

  const count = counter(senco);
  await count.press("4", "d", "1");
  await count.leaving("Control+Enter");
  await senco.reads("Review 2 of 3");
  await senco.reads("The review before is saved.");
  console.log(`       a review in which nothing has changed: ${count.keys} keys, ${count.pages} page`);
  assert.ok(count.keys <= 4, `${count.keys} keys`);
  assert.equal(count.pages, 1);
  assert.match(await world.rows(), /no_change/);

  // An exception: the target's own reading and outcome go before what was said of all.
  await count.press("j", "m");
  await senco.page.keyboard.type("3");
  assert.equal(await senco.value("target-0-actual"), "3", "a digit in a field is a digit");
  await count.press("Escape", "3", "n");
  await senco.page.keyboard.type("4 parts once, with j and k");
  assert.equal(await senco.value("target-0-note"), "4 parts once, with j and k");
  assert.ok(await senco.page.locator("#target-0-progress [value=partly]").isChecked());
  await count.press("Escape", "?");
  assert.ok(await senco.page.locator("details.keys").evaluate((e) => e.open));
  await senco.look("review, the list of keys");
  await senco.page.locator("h1").click();
  await senco.page.evaluate(() => document.activeElement.blur());
  await senco.page.keyboard.press("1");
  assert.equal(await senco.page.locator("[name=same_for_all]:checked").inputValue(), "", "outside the form a digit does nothing");
  await senco.follow(/^Skip$/);
  await senco.reads("Review 3 of 3");
  await senco.follow(/^Skip$/);
  await senco.reads("1 of 3 reviews are recorded.");
  await senco.look("queue, gone through");
}

/** Thirty more pupils of 4A whose review is late, with two targets each. */
const THIRTY = `
  INSERT INTO pupil (id, school_id, forename, surname, born_on, created_at) WITH RECURSIVE n (i) AS (SELECT 101 UNION ALL SELECT i + 1 FROM n WHERE i < 130) SELECT i, 1, 'Pupil', 'No' || i, '2018-01-01', 0 FROM n;
  INSERT INTO enrolment (pupil_id, from_on, entered_at) SELECT id, '2025-09-01', 0 FROM pupil WHERE id > 100;
  INSERT INTO class_membership (pupil_id, class_id, nc_year, from_on) SELECT id, 1, '4', '2026-09-01' FROM pupil WHERE id > 100;
  INSERT INTO sen_status (pupil_id, code, from_on, entered_at) SELECT id, 'K', '2026-09-01', 0 FROM pupil WHERE id > 100;
  INSERT INTO plan (id, pupil_id, kind, opened_on, lead_id, created_at) SELECT id, id, 'sen_support', '2026-09-10', 2, 0 FROM pupil WHERE id > 100;
  INSERT INTO cycle (id, plan_id, number, started_on, review_on) SELECT id, id, 1, '2026-09-10', '2026-11-10' FROM plan WHERE id > 100;
  INSERT INTO outcome (id, plan_id, position, wording, area, entered_at) SELECT id, id, 1, 'Reads what the class reads', 'cognition', 0 FROM plan WHERE id > 100;
  INSERT INTO target (cycle_id, outcome_id, position, wording, measure, unit, direction, baseline, predicted, entered_at)
    SELECT c.id, c.id, k.value, 'Target ' || k.value, 'Words read', 'words', 'higher', 400, 1200, 0 FROM cycle c, json_each('[1,2]') k WHERE c.id > 100;`;

/** A round of thirty in which nothing has changed: keys and pages are counted for each, and for all of them. */
async function thirty({ world, open }) {
  await world.sql(THIRTY);
  const senco = await open();
  await senco.signIn("senco");
  await senco.page.goto("/reviews/queue?class=4A");
  const count = counter(senco);
  const started = performance.now();
  for (let n = 1; n <= 30; n += 1) {
    await senco.reads(`Review ${n} of`);
    const [keys, pages] = [count.keys, count.pages];
    await count.press("4", "d", "1");
    await count.leaving("Control+Enter");
    assert.ok(count.keys - keys <= 4, `review ${n}: ${count.keys - keys} keys`);
    assert.ok(count.pages - pages <= 1, `review ${n}: ${count.pages - pages} pages`);
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`       30 reviews in which nothing has changed: ${count.keys} keys, ${count.pages} pages, ${seconds} s`);
  assert.equal((await world.rows()).match(/no_change/g)?.length, 60, "two targets of each of thirty");
}

/** Teachers are asked from the board, one answers, and it stands beside the review; then the sheets are printed. */
async function input({ world, open }) {
  await world.sql(LATE);
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/round?ticked=all");
  await senco.press("Ask teachers for input");
  await senco.look("ask teachers for input");
  await senco.fill({ by: "2026-11-22" });
  await senco.press(/^Ask \d+ teacher/, 422);
  await senco.wrong("ask teachers, wrong", { by: /The school is closed/ });
  await senco.fill({ by: "2026-11-25" });
  await senco.press(/^Ask \d+ teacher/);
  await senco.reads("Nobody sees it yet.");
  await senco.look("teachers asked");
  await senco.press("Take all of it back");
  await senco.look("teachers, taken back");
  const teacher = await open();
  await teacher.signIn("teacher");
  await teacher.go("/my-pupils");
  await teacher.follow("Say how it goes with Cal D.");
  await teacher.press("Send", 422);
  await teacher.wrong("a teacher’s view, nothing said", { helped: /Say how at least one target goes/ });
  await teacher.fill({ "target-0-going": "mostly", "target-0-note": "With a partner", helped: "Cards at the start" });
  await teacher.press("Send");
  await teacher.reads("Thank you.");
  await teacher.look("a teacher’s view, given");
  await senco.go("/plans/11/review/new");
  await senco.reads("Most of the time. With a partner");
  await senco.reads("Cards at the start");
  await senco.look("review with a teacher’s view");
  await senco.go("/round?ticked=all");
  await senco.press("Print pack");
  await senco.reads("each plan begins on a page of its own");
  await senco.look("print pack");
}

/** Without script the same form, by mouse. */
async function byForm({ world, open }) {
  await world.sql(LATE);
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/plans/11/review/new");
  for (const words of ["Partly met", "Needs five minutes daily", "I like the cards", "Last time: did not want to take part.", "50 times in all"]) await senco.reads(words);
  for (const words of ["3½ days missed (the 98% line: at most 1 day) since the last review", "1, 1½ days, since the last review", "Suspended since the last review"]) await senco.reads(words);
  await senco.look("review, last time beside now");
  await senco.press("Take over what the pupil said");
  assert.match(await senco.value("pupil_view"), /What is working: I can do the hard ones/);
  await senco.press("Take over what Mrs Dow said");
  assert.equal(await senco.value("parent_view"), "Mrs Dow: Homework takes two hours");
  await senco.look("review, words taken over");
  await senco.fill({ pupil_view: "" });
  await senco.fill({ same_for_all: "met", decision: "step_down" });
  await senco.press("Save the review", 422);
  await senco.wrong("review, met without its measure", { "target-0-actual": /said by its measure/, decision_reason: /why/ });
  await senco.fill({ "target-0-actual": "14", "target-1-actual": "5", "target-1-progress": "partly", pupil_declined: "yes", decision_reason: "Reads by himself now" });
  await senco.press("Save the review");
  await senco.reads("The review is saved.");
  await senco.go("/plans/11");
  await senco.reads("Step down support");
  await senco.look("plan with two reviews");
  await senco.follow("A parent asked for a review");
  await senco.fill({ asked_on: "" });
  await senco.press("Save the request", 422);
  await senco.wrong("a parent asked, wrong", { asked_on: /Enter the day/ });
  await senco.fill({ asked_on: "2026-11-18", words: "Homework takes two hours" });
  await senco.press("Save the request");
  await senco.follow("See how the targets have gone");
  await senco.reads("From 4 to 14 words over 2 reviews.");
  await senco.look("progress of a pupil");
}

/** The tab is killed in the middle of a sentence: opened again, everything is there. */
async function killed({ world, open }) {
  await world.sql(LATE);
  const teacher = await open();
  await teacher.signIn("teacher");
  await teacher.go("/plans/11/review/new?queue=11.12", 200, "/plans/11/review/new");
  const words = { "target-0-actual": "10", "target-0-note": "On good days", pupil_view: "I like the cards, but", same_for_all: "partly" };
  await teacher.fill(words);
  if (teacher.view.script) {
    await teacher.page.getByText(/^Saved at/).waitFor();
    const { context } = teacher;
    await teacher.page.close({ runBeforeUnload: false });
    teacher.page = await context.newPage();
    teacher.page.on("response", (answer) => answer.request().isNavigationRequest() && (teacher.status = answer.status()));
  } else {
    await teacher.press("Save draft");
  }
  await teacher.go("/plans/11/review/new?queue=11.12", 200, "/plans/11/review/new");
  for (const name of ["target-0-actual", "target-0-note", "pupil_view"]) assert.equal(await teacher.value(name), words[name]);
  assert.ok(await teacher.page.locator("[name=same_for_all][value=partly]").isChecked());
  await teacher.look("review, opened again");
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/plans/11/review/new");
  await senco.reads("Mr Shah is writing this too");
  await senco.fill({ same_for_all: "no_change", decision: "continue", summary: "The cards go on" });
  await senco.press("Save the review");
  await teacher.fill({ decision: "change", summary: "Bigger words from now on" });
  await teacher.press("Save & next", 409);
  for (const text of ["The cards go on", "Bigger words from now on", "I like the cards, but"]) await teacher.reads(text);
  await teacher.look("review, recorded by somebody else meanwhile");
  await teacher.fill({ "take-summary": "both", "take-pupil_view": "mine" });
  await teacher.press("Save what is chosen");
  await teacher.reads("Saved.");
}

/** A part-time timetable beside SEN support, with somebody of another service. */
async function besides({ open }) {
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/pupils/1");
  await senco.follow("Start a part-time timetable");
  await senco.press("Add somebody of another service");
  await senco.look("new part-time timetable");
  await senco.fill({ review_on: "2026-12-01", "issue-anxiety": "yes", "agency-0-name": "Dr Lee", "agency-0-contact": "020 7946 0200" });
  await senco.press("Save the plan", 422);
  await senco.wrong("part-time timetable, wrong", { ends_on: /enter its last day/, "agency-0-agency": /Enter the service/ });
  await senco.fill({ ends_on: "2026-12-04", "agency-0-agency": "CAMHS" });
  await senco.press("Save the plan");
  await senco.reads("Friday 4 December 2026");
  await senco.look("part-time timetable");
  await senco.follow("Offer a meeting");
  await senco.reads("Ask these people yourself");
  await senco.look("offer a meeting with another service");
  await senco.go("/pupils/1");
  await senco.reads("it counts for itself");
  await senco.look("pupil with two kinds of plan");
  await senco.go("/");
  await senco.reads("Part-time timetable, ends Fri 4 Dec");
  await senco.look("today with another kind of plan");
}

/** The same thirty on one screen: a reading for each target, then Enter. */
async function grid({ world, open }) {
  await world.sql(THIRTY);
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/reviews/grid?class=4A");
  await senco.look("reviews on one screen");
  const count = counter(senco);
  const started = performance.now();
  for (let n = 1; n <= 30; n += 1) {
    // The browser puts the keyboard there by itself, once it has drawn the page.
    await senco.page.waitForFunction(() => document.activeElement?.name === "target-0-actual");
    await count.press("9", "Tab", "Tab", "9");
    await count.leaving("Enter");
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`       30 pupils with two targets each on one screen: ${count.keys} keys, ${seconds} s`);
  assert.ok(count.keys <= 150, `${count.keys} keys`);
  assert.equal((await world.rows()).match(/partly/g)?.length, 60, "two targets of each of thirty");
  await senco.reads("Saved.");
}

export const flows = [
  { name: "reviews in a row by keyboard", walk: byKeys, views: [WIDE, PHONE] },
  { name: "a review beside the last", walk: byForm },
  { name: "thirty reviews by keyboard", walk: thirty, views: [WIDE] },
  { name: "thirty reviews on one screen", walk: grid, views: [WIDE] },
  { name: "teachers are asked before a review", walk: input },
  { name: "a part-time timetable beside the plan", walk: besides },
  { name: "a killed tab, and two who write the same review", walk: killed, views: [WIDE, WITHOUT_SCRIPT] },
];
