// What support costs and what it brings: prices of other shapes, the provision map, the SEN register, the evidence for an authority,
// and what authorities pay.

import assert from "node:assert/strict";

const GIVEN = `
  INSERT INTO provision (id, school_id, name) VALUES (90, 1, 'Talking partners'), (91, 1, 'Sloping desk');
  UPDATE cycle SET number = 2, started_on = '2026-07-08' WHERE id = 1;
  INSERT INTO cycle (id, plan_id, number, started_on, review_on) VALUES (21, 1, 1, '2025-09-10', '2026-07-08');
  INSERT INTO target (id, cycle_id, outcome_id, position, wording, measure, unit, direction, baseline, predicted, entered_at) VALUES
    (21, 21, 1, 1, 'Says sentences of four words', 'Sentences', 'sentences', 'higher', 200, 800, 0);
  INSERT INTO review (id, cycle_id, held_on, decision, decision_reason, pupil_view, pupil_view_how, entered_at) VALUES
    (21, 21, '2026-07-08', 'change', 'Pictures in place of words', 'I like the cards', 'talk', 0);
  INSERT INTO target_result (review_id, target_id, actual, progress) VALUES (21, 21, 300, 'partly');
  INSERT INTO placement (cycle_id, provision_id, position, rate_role, minutes, times_a_week, weeks, group_size, resources_pence, bought_by, bought_years, entered_at) VALUES
    (1, 90, 1, 'ta', 20, 3, 12, 4, 0, 'once', 1, 0), (1, 91, 2, '', 0, 0, 12, 1, 90000, 'years', 3, 0);
  INSERT INTO census_indicator (pupil_id, code, from_on, entered_at) VALUES (1, 'top_up', '2026-11-02', 0);`;

async function costs({ world, open }) {
  await world.sql(GIVEN);
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/settings/rates");
  await senco.fill({ role: "Grade 3", amount: "653.60", per: "weekly_hour", from_on: "2027-04-01" });
  await senco.press("Add the rate", 422);
  await senco.wrong("a rate for a weekly hour, wrong", { weeks: /weeks of the year/ });
  await senco.fill({ weeks: "45.5", on_costs: "30.3" });
  await senco.press("Add the rate");
  await senco.reads("÷ 45.5 weeks");
  await senco.look("rates of other shapes");
  await senco.go("/provision-map");
  await senco.reads("of provision planned");
  await senco.look("provision map", { never: ["Khan"] });
  await senco.follow("Talking partners");
  await senco.reads("Amira");
  await senco.look("provision map, one provision");
  await senco.fetches("Download as a spreadsheet", "PK");
  await senco.go("/provision-map?area=zzz", 422);
  await senco.wrong("provision map, asked for nothing that there is", { area: /leaves nothing out/ });
  await senco.go("/sen-register");
  await senco.reads("Top-up funding is received");
  await senco.look("SEN register");
  await senco.follow(/^Next census day/);
  await senco.reads("January 2027");
  await senco.go("/sen-register?on=soon", 422);
  await senco.wrong("SEN register, on no day", { on: /a day that there is/ });
}

async function evidence({ world, open }) {
  await world.sql(GIVEN);
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/pupils/1/evidence");
  await senco.reads("What is asked, and where it is answered");
  await senco.look("evidence for an authority");
  if (await senco.page.getByRole("link", { name: "Download as PDF" }).count()) await senco.fetches("Download as PDF", "%PDF-");
  await senco.go("/evidence-forms");
  await senco.look("forms of authorities");
  await senco.fill({ file: 'name = "Oakshire"\n[[criteria]]\nkey = "1"\nwords = "Two cycles"\nevidence = ["gossip"]\n' });
  await senco.press("Bring it in", 422);
  await senco.wrong("a form, wrong", { file: /Line 5/ });
  await senco.fill({ file: 'name = "Oakshire"\n[[criteria]]\nkey = "1"\nwords = "Two cycles"\nevidence = ["cycles", "advice"]\n' });
  await senco.press("Bring it in");
  await senco.reads("Oakshire");
  await senco.go("/pupils/1/evidence?form=1");
  await senco.reads("Not in the record: Advice of professionals");
}

async function inspected({ world, open }) {
  await world.sql(GIVEN);
  const head = await open();
  await head.signIn("senco");
  await head.go("/inspection");
  await head.reads("with SEN. The last cycle");
  await head.look("case sample");
  await head.page.getByLabel(/^With top-up funding/).check();
  await head.fill({ draw: "1" });
  await head.leave(() => head.page.getByRole("button", { name: "Find the cases" }).click());
  await head.reads("Drawn by chance");
  await head.look("case sample, drawn");
  await head.go("/inspection?draw=many", 422);
  await head.wrong("case sample, wrong", { draw: /from 1 to 20/ });
}

async function funding({ world, open }) {
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/settings/funding-bands");
  await senco.fill({ authority: "Oakshire", name: "Band 3", amount: "much", from_on: "2026-04-01" });
  await senco.press("Add the band", 422);
  await senco.wrong("a band, wrong", { amount: /pounds and pence/ });
  await senco.fill({ amount: "4000" });
  await senco.press("Add the band");
  await senco.reads("Oakshire: Band 3");
  await senco.fill({ threshold: "6500", threshold_from: "2027-04-01" });
  await senco.press("Set the threshold");
  await senco.look("funding bands and the threshold");
  await senco.go("/pupils/1/funding/new");
  await senco.fill({ kind: "expected", band: "1", from_on: "2026-04-01", until_on: "2026-03-01" });
  await senco.press("Save", 422);
  await senco.wrong("funding, wrong", { until_on: /before it begins/ });
  await senco.fill({ until_on: "" });
  await senco.press("Save");
  await senco.reads("nothing stands on the authority’s schedule");
  await senco.follow("Enter funding");
  await senco.fill({ kind: "received", amount: "1500", from_on: "2026-04-01", until_on: "2026-08-31", received_on: "2026-11-02", backdated: "yes" });
  await senco.look("what is entered of funding");
  await senco.press("Save");
  await senco.look("a pupil’s funding");
  await senco.follow(/^Put right.*Received/);
  await senco.fill({ amount: "1530" });
  await senco.press("Save");
  await senco.reads("£1,530.00");
  await senco.go("/funding/streams");
  await senco.fill({ funding: "notional_sen", amount: "73000", from_on: "2026-04-01", until_on: "2026-03-01" });
  await senco.press("Save", 422);
  await senco.wrong("a stream, wrong", { until_on: /before it begins/ });
  await senco.fill({ until_on: "2027-03-31" });
  await senco.press("Save");
  await senco.look("what the school receives");
  await senco.go("/funding");
  await senco.reads("Amira");
  await senco.look("the school’s funding");
  await senco.page.emulateMedia({ media: "print" });
  const folded = await senco.page.locator("details.working").first().evaluate((one) => one.offsetHeight - one.querySelector("summary").offsetHeight);
  assert.ok(folded < 8, `a sum that nobody opened takes ${folded} px of paper`);
  await senco.page.emulateMedia({ media: "screen" });
  await senco.fetches("Download as a spreadsheet", "PK");
  await senco.go("/funding?year=soon", 422);
  await senco.wrong("the school’s funding, of no year", { year: /leaves nothing out/ });
}

/** Money within an EHC plan: agreed with a parent, spent, and looked at together. */
async function personalBudget({ world, open }) {
  await world.sql("UPDATE sen_status SET code = 'E' WHERE pupil_id = 1 AND until_on IS NULL");
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/pupils/1");
  await senco.follow("Personal budgets");
  await senco.press("Save the budget", 422);
  await senco.wrong("personal budgets, wrong", { purpose: /which provision/, amount: /amount/, way: /how it is paid/, with: /the parent/ });
  await senco.fill({ purpose: "Music therapy, an hour a week", amount: "1200", way: "direct", from_on: "2026-09-01", until_on: "2027-07-31", agreed_on: "2026-07-10", with: "1" });
  await senco.press("Save the budget");
  await senco.fill({ spent_on: "2026-10-01", amount: "45", what: "September" });
  await senco.press("Save the spending");
  await senco.reads("£45.00 of £1,200.00 is spent");
  await senco.fill({ looked_on: "2026-11-17", with: "1", decision: "goes_on", words: "He sings at home" });
  await senco.press("Save the look");
  await senco.unfold();
  await senco.look("a personal budget");
  await senco.follow("Back to the personal budgets");
  await senco.look("personal budgets");
}

/** Several streams pay for one line; the authority's schedule comes from a file. */
async function payers({ world, open }) {
  await world.sql(GIVEN);
  await world.sql("INSERT INTO rate (school_id, role, pence_per_hour, from_on) VALUES (1, 'ta', 1720, '2026-01-01') ON CONFLICT DO NOTHING");
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/plans/1");
  await senco.follow(/^Who pays for Talking partners/);
  await senco.reads("Nobody is named");
  await senco.fill({ funding: "top_up", way: "share", share: "120" });
  await senco.press("Save", 422);
  await senco.wrong("who pays for a line, wrong", { share: /at most 100/ });
  await senco.fill({ share: "40" });
  await senco.press("Save");
  await senco.reads("40 per cent");
  await senco.look("who pays for a line");
  await senco.go("/provision-map?funding=top_up");
  await senco.reads("of it Top-up");
  await senco.go("/funding/schedule");
  await senco.look("a schedule, to be read");
  await senco.fill({ pasted: "Item,Price\nChalk,3" });
  await senco.press("Look what it has", 422);
  await senco.wrong("a schedule, none", { files: /none of a schedule/ });
  await senco.fill({ pasted: "UPN,Name,Date of birth,Month,Amount\n,Amira Khan,04/03/2018,September to December 2026,1530\n,Zed Nobody,01/01/2018,Sep 2026,100\n" });
  await senco.press("Look what it has");
  await senco.reads("1 row is taken");
  await senco.look("a schedule, looked at");
  await senco.press("Take over 1 row");
  await senco.reads("1 row was taken over");
}

/** What sources expect of a measure, and a pupil's progress beside it. */
async function benchmarks({ world, open }) {
  await world.sql(`INSERT INTO scored_measure (id, school_id, name, lowest, highest, direction, entered_at) VALUES (90, 1, 'Reading', 0, 10000, 'higher', 0);
    INSERT INTO assessment (pupil_id, assessed_on, measure_id, score, assessor, entered_at) VALUES
      (1, '2026-08-20', 90, 5000, 'Mr Shah', 0), (1, '2026-11-12', 90, 5800, 'Mr Shah', 0);`);
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/benchmarks");
  await senco.fill({ measure: "90", start_from: "40", start_until: "60", change: "10", weeks: "24" });
  await senco.press("Save", 422);
  await senco.wrong("benchmarks, wrong", { source: /Name the source/ });
  await senco.fill({ source: "The programme’s handbook" });
  await senco.press("Save");
  await senco.reads("10 better in 24 weeks");
  await senco.look("benchmarks", { never: ["Khan", "Amira"] });
  await senco.go("/pupils/1/assessments");
  await senco.reads("more than expected");
  await senco.look("assessments beside benchmarks");
}

/** A whole class on paper in one file, while one goes on. */
async function manySheets({ open }) {
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/packs/many");
  await senco.look("many sheets, none yet");
  if (!(await senco.page.getByRole("button", { name: "Make the file" }).count())) return;
  await senco.press("Make the file", 422);
  await senco.wrong("many sheets, nothing chosen", { class: /Choose a class/ });
  await senco.fill({ class: "all", content: "both" });
  await senco.press("Make the file");
  for (let n = 0; n < 100 && (await senco.page.getByRole("link", { name: "Look again" }).count()); n += 1) {
    await senco.page.waitForTimeout(200);
    await senco.follow("Look again");
  }
  await senco.reads("The file is ready");
  await senco.look("many sheets, ready");
  await senco.fetches("Fetch the file", "%PDF-");
}

export const flows = [
  { name: "a case sample for an inspection", walk: inspected },
  { name: "funding of pupils and of the school", walk: funding },
  { name: "prices, the provision map, the SEN register", walk: costs },
  { name: "evidence for an authority, and its form", walk: evidence },
  { name: "a personal budget", walk: personalBudget },
  { name: "who pays for a line, and a schedule from a file", walk: payers },
  { name: "progress beside benchmarks", walk: benchmarks },
  { name: "many sheets in one file", walk: manySheets },
];
