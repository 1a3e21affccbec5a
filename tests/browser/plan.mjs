// The SENCO signs in, looks round, makes a plan, changes it, and meets somebody else who changes it at the same time.

import assert from "node:assert/strict";

const TARGET = {
  "target-0-wording": "Reads twenty tricky words",
  "target-0-measure": "Words read from the cards",
  "target-0-unit": "words",
  "target-0-baseline": "9",
  "target-0-predicted": "14",
};
const PLAN = {
  "outcome-0-wording": "Ben reads what his class reads",
  "outcome-0-area": "cognition",
  ...TARGET,
  "target-0-challenge": "20",
  "target-0-strategy_0": "Pre-teach the words of the day",
  "provision-0-name": "Precision teaching",
  "provision-0-role": "ta",
  "provision-0-minutes": "10",
  "provision-0-times": "5",
  "provision-0-weeks": "10",
};

async function signIn({ open }) {
  const senco = await open();
  await senco.go("/", 200, "/sign-in");
  await senco.look("sign in");
  await senco.fill({ email: "senco@oakfield.example.org", password: "not the password" });
  await senco.press("Sign in", 422);
  await senco.wrong("sign in, wrong", { email: /not right/ });
  assert.equal(await senco.value("email"), "senco@oakfield.example.org");
  if (senco.view.script) assert.ok(await senco.page.locator(".error-summary").evaluate((e) => e === document.activeElement));
  await senco.signInByForm("senco");
  await senco.reads("Good morning, Priya");
  await senco.look("today");
  await senco.follow("Review round");
  await senco.look("round board");
  await senco.page.locator("summary", { hasText: "Filter and order" }).click();
  await senco.fill({ status: "overdue" });
  await senco.press("Apply");
  assert.match(senco.page.url(), /status=overdue/);
  await senco.look("round board, filtered");
  await senco.follow("Find a pupil");
  await senco.look("pupil search");
  await senco.fill({ q: "nobody at all" });
  await senco.press("Find");
  await senco.look("pupil search, nobody");
  await senco.fill({ q: "amria" });
  await senco.press("Find");
  await senco.follow("Amira Khan");
  await senco.reads("To reach 98% by July");
  await senco.look("pupil");
}

/** Forty-eight more pupils, each with a plan of their own. */
const FORTY_EIGHT = `
  INSERT INTO pupil (id, school_id, forename, surname, born_on, created_at) WITH RECURSIVE n (i) AS (SELECT 101 UNION ALL SELECT i + 1 FROM n WHERE i < 148) SELECT i, 1, 'Pupil', 'Longer-Name' || i, '2018-01-01', 0 FROM n;
  INSERT INTO enrolment (pupil_id, from_on, entered_at) SELECT id, '2025-09-01', 0 FROM pupil WHERE id > 100;
  INSERT INTO class_membership (pupil_id, class_id, nc_year, from_on) SELECT id, 1, '4', '2026-09-01' FROM pupil WHERE id > 100;
  INSERT INTO sen_status (pupil_id, code, from_on, entered_at) SELECT id, 'K', '2026-09-01', 0 FROM pupil WHERE id > 100;
  INSERT INTO plan (id, pupil_id, kind, opened_on, lead_id, created_at) SELECT id, id, 'sen_support', '2026-09-10', 2, 0 FROM pupil WHERE id > 100;
  INSERT INTO cycle (id, plan_id, number, started_on, review_on) SELECT id, id, 1, '2026-09-10', iif(id % 3, '2026-12-11', '2026-11-10') FROM plan WHERE id > 100;
  INSERT INTO outcome (id, plan_id, position, wording, area, entered_at) SELECT id, id, 1, 'Reads what the class reads', 'cognition', 0 FROM plan WHERE id > 100;
  INSERT INTO target (cycle_id, outcome_id, position, wording, measure, unit, direction, baseline, predicted, entered_at)
    SELECT c.id, c.id, 1, 'Target', 'Words read', 'words', 'higher', 400, 1200, 0 FROM cycle c WHERE c.id > 100;`;

/** The board of forty-eight: twenty rows under its head on a laptop, and a phone that need not scroll for ever. */
async function board({ world, open }) {
  await world.sql(FORTY_EIGHT);
  const senco = await open();
  await senco.signIn("senco");
  await senco.page.setViewportSize(senco.view.width > 640 ? { width: 1280, height: 800 } : { width: 390, height: 844 });
  await senco.go("/round");
  const seen = await senco.page.evaluate(() => {
    const rows = [...document.querySelectorAll("table.board tbody tr")].map((row) => row.getBoundingClientRect());
    const bar = document.querySelector(".bulk");
    const end = bar && getComputedStyle(bar).position === "sticky" ? bar.getBoundingClientRect().top : innerHeight;
    const targets = [...document.querySelectorAll("table.board tbody :is(a, input)")].map((e) => e.getBoundingClientRect().height);
    return {
      rows: rows.filter((row) => row.top >= 0 && row.bottom <= innerHeight).length,
      free: rows.filter((row) => row.top >= 0 && row.bottom <= end).length,
      least: Math.min(...targets),
      height: document.documentElement.scrollHeight,
      row: rows[0].height,
      top: rows[0].top,
    };
  });
  console.log(`       board of 50 at ${senco.view.width} px: ${seen.rows} rows at once (${seen.free} clear of the actions), ${seen.height} px in all, rows of ${seen.row} px from ${seen.top} px, targets of ${seen.least} px`);
  assert.ok(seen.least >= 23.9, `a target of ${seen.least} px`);
  if (senco.view.width > 640) assert.ok(seen.rows >= 20, `${seen.rows} rows`);
  else assert.ok(seen.height < 6000, `${seen.height} px`);
  if (senco.view.width <= 640) await senco.page.locator("nav.jumps a").last().click();
  await senco.look("board of fifty");
  await senco.press("Roomy rows");
  await senco.look("board of fifty, roomy");
  await senco.go("/round?sort=class");
  assert.equal(await senco.page.locator("table.board.compact").count(), 0, "the choice is kept");
}

/** The year of fifty on a phone: short, and every day still in its one form. */
async function yearOfFifty({ world, open }) {
  await world.sql(FORTY_EIGHT);
  const senco = await open();
  await senco.signIn("senco");
  if (senco.view.width <= 640) await senco.page.setViewportSize({ width: 390, height: 844 });
  await senco.go("/year");
  const height = await senco.page.evaluate(() => document.documentElement.scrollHeight);
  console.log(`       year of fifty at ${senco.view.width} px: ${height} px`);
  if (senco.view.width <= 640) assert.ok(height < 6000, `${height} px`);
  await senco.look("year of fifty");
  await senco.page.locator("details.year-part summary").last().click();
  await senco.page.locator("details.year-part").last().locator("input[type=date]").last().fill("2027-02-13");
  await senco.press("Check the changes", 422);
  await senco.reads("Saturday 13 February 2027");
  assert.ok(await senco.page.locator("details.year-part").last().evaluate((e) => e.open), "the part with the error is open");
  await senco.look("year of fifty, wrong");
}

async function makePlan({ open }) {
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/pupils/2");
  await senco.look("pupil without SEN");
  await senco.follow("Start a plan");
  await senco.look("new plan");
  const height = await senco.page.evaluate(() => document.documentElement.scrollHeight);
  console.log(`       new plan at ${senco.view.width} px: ${height} px`);
  assert.ok(height < (senco.view.width > 640 ? 3000 : 4200), `a new plan of ${height} px`);
  await senco.unfold();
  await senco.fill({ ...PLAN, "target-0-predicted": "many", review_on: "2026-12-05" });
  await senco.press("Save the plan", 422);
  await senco.wrong("new plan, wrong", { "target-0-predicted": /number/, review_on: /Saturday 5 December 2026/ });
  for (const [name, value] of Object.entries({ ...TARGET, "target-0-predicted": "many" })) assert.equal(await senco.value(name), value);
  for (const [words, place] of [["Add another target", "target-1"], ["Add another outcome", "outcome-1"], ["Add another provision", "provision-1"]]) {
    await senco.press(words);
    const seen = await senco.page.evaluate((id) => ({ at: document.activeElement.id, top: document.getElementById(id).getBoundingClientRect().top, height: innerHeight }), place);
    assert.equal(seen.at, place, `${words}: the keyboard is at ${seen.at}`);
    assert.ok(seen.top >= 0 && seen.top < seen.height, `${words}: the new row is ${seen.top} px from the top`);
  }
  await senco.look("new plan, rows added");
  assert.equal(await senco.value("target-0-wording"), TARGET["target-0-wording"]);
  await senco.fill({ review_on: "2026-12-11", "target-0-predicted": "14" });
  await senco.press("Save the plan");
  await senco.reads("Reads twenty tricky words");
  await senco.reads("£");
  await senco.look("plan");
  await senco.follow("Change the plan");
  await senco.look("change plan");
  await senco.fill({ "target-0-wording": "Reads thirty tricky words" });
  await senco.press("Save the plan");
  await senco.reads("Saved.");
  await senco.reads("Reads thirty tricky words");
  await senco.look("plan, saved");
}

async function twoWriters({ open }) {
  const [first, second] = [await open(), await open()];
  await first.signIn("senco");
  await second.signIn("senco");
  await first.go("/plans/1/edit");
  await second.go("/plans/1/edit");
  await second.fill({ "target-0-strategy_0": "Wait for ten seconds" });
  await second.press("Save the plan");
  await first.fill({ "target-0-strategy_0": "Use the picture cards" });
  await first.press("Save the plan", 409);
  await first.reads("Wait for ten seconds");
  await first.reads("Use the picture cards");
  await first.look("plan, somebody else saved");
  await first.press("Save the plan", 422);
  await first.wrong("plan, nothing chosen", { "take-target-0-strategy_0": /choose which text stays/ });
  await first.fill({ "take-target-0-strategy_0": "both" });
  await first.press("Save the plan");
  await first.reads("Wait for ten seconds");
  await first.reads("Use the picture cards");
}

/** An EHC plan whose annual review was held on 3 November. */
const EHC = `
  UPDATE sen_status SET code = 'E' WHERE pupil_id = 2 AND until_on IS NULL;
  INSERT INTO plan (id, pupil_id, kind, opened_on, lead_id, ehc_anchor_on, created_at) VALUES (60, 2, 'ehc_delivery', '2026-09-10', 2, '2026-01-15', 0);
  INSERT INTO cycle (id, plan_id, number, started_on, review_on) VALUES (60, 60, 1, '2026-09-10', '2026-11-03'), (61, 60, 2, '2026-11-03', '2027-03-10');
  INSERT INTO outcome (id, plan_id, position, wording, area, entered_at) VALUES (60, 60, 1, 'Reads what the class reads', 'cognition', 0);
  INSERT INTO target (cycle_id, outcome_id, position, wording, measure, unit, direction, baseline, predicted, entered_at)
    VALUES (61, 60, 1, 'Reads tricky words', 'Words read', 'words', 'higher', 400, 1200, 0);
  INSERT INTO review (cycle_id, held_on, ehc_annual, summary, decision, entered_at, entered_by) VALUES (60, '2026-11-03', 1, 'Held', 'continue', 0, 1);`;

/** The annual review: its steps, who is asked, the report, the authority's decision, and the letter for what is overdue. */
async function annualReview({ world, open }) {
  await world.sql(EHC);
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/plans/60");
  await senco.follow("The annual review, step by step");
  await senco.reads("Held on Tuesday 3 November 2026");
  await senco.page.locator("summary", { hasText: "Add somebody" }).click();
  await senco.fill({ party: "health", name: "Dr Amin, community paediatrics" });
  await senco.press("Add them");
  await senco.look("annual review");
  await senco.page.locator("summary", { hasText: "Enter the decision" }).click();
  await senco.fill({ decision: "amend", decided_on: "2026-11-01" });
  await senco.press("Save the decision", 422);
  await senco.wrong("annual review, wrong", { decided_on: /before the meeting on Tuesday 3 November/ });
  await senco.fill({ decided_on: "2026-11-18" });
  await senco.press("Save the decision");
  await senco.reads("The plan is amended on Wednesday 18 November 2026");
  await senco.look("annual review, decided");
  await senco.go("/");
  await senco.look("today, with an annual review");
  await world.clock("2027-01-25T09:00:00");
  await senco.signIn("senco");
  await senco.go("/plans/60/annual-review/letter");
  await senco.reads("due by Wednesday 13 January 2027");
  await senco.look("letter to the authority");
}

export const flows = [
  { name: "an annual review", walk: annualReview },
  { name: "a board of fifty", walk: board },
  { name: "a year of fifty", walk: yearOfFifty },
  { name: "sign in, today, board, search", walk: signIn },
  { name: "make and change a plan", walk: makePlan },
  { name: "two people write at once", walk: twoWriters },
];
