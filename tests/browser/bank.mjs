// Targets from the school's bank, counted in presses; and the one-page profile of a pupil, on a phone and on paper.

import assert from "node:assert/strict";

/** Three other pupils of the other class, whose plans share three targets, reviewed. */
const SHARED = `
  INSERT INTO pupil (id, school_id, forename, surname, born_on, created_at) VALUES (11, 1, 'Ela', 'Stone', '2018-01-01', 0), (12, 1, 'Finn', 'Moor', '2018-01-01', 0), (13, 1, 'Gwen', 'Hill', '2018-01-01', 0);
  INSERT INTO enrolment (pupil_id, from_on, entered_at) VALUES (11, '2025-09-01', 0), (12, '2025-09-01', 0), (13, '2025-09-01', 0);
  INSERT INTO plan (id, pupil_id, kind, opened_on, lead_id, created_at) VALUES (11, 11, 'sen_support', '2026-01-10', 3, 0), (12, 12, 'sen_support', '2026-01-10', 3, 0), (13, 13, 'sen_support', '2026-01-10', 3, 0);
  INSERT INTO cycle (id, plan_id, number, started_on, review_on) SELECT id, id, 1, '2026-01-10', '2026-03-20' FROM plan WHERE id > 10;
  INSERT INTO outcome (id, plan_id, position, wording, area, entered_at) SELECT id, id, 1, 'Is understood', 'communication', 0 FROM plan WHERE id > 10;
  INSERT INTO target (id, cycle_id, outcome_id, position, wording, measure, unit, direction, baseline, predicted, entered_at)
    SELECT c.id * 10 + n.value ->> 0, c.id, c.id, n.value ->> 0, n.value ->> 1, n.value ->> 2, n.value ->> 3, 'higher', 0, 200, 0
    FROM cycle c, json_each('[[1, "Asks two questions in circle time", "Questions asked", "questions"], [2, "Follows an instruction of two steps", "Instructions in ten", ""], [3, "Tells what happened in order", "Parts told of five", "parts"]]') n WHERE c.id > 10;
  INSERT INTO target_strategy (target_id, position, way, words) SELECT id, 0, 'do', iif(id % 10 = 1, 'Wait ten seconds for an answer', 'One step at a time, with a picture') FROM target WHERE cycle_id > 10 AND id % 10 < 3;
  INSERT INTO review (id, cycle_id, held_on, decision, entered_at) SELECT id, id, '2026-03-20', 'continue', 0 FROM cycle WHERE id > 10;
  INSERT INTO target_result (review_id, target_id, actual, progress) SELECT t.cycle_id, t.id, 200, iif(t.id % 10 = 1 OR t.cycle_id = 11, 'met', 'partly') FROM target t WHERE t.cycle_id > 10;`;

/** A plan gets three targets of the bank: how many presses and fields it takes is counted and printed. */
async function bank({ world, view, open }) {
  await world.sql(SHARED);
  const teacher = await open();
  await teacher.signIn("teacher");
  await teacher.go("/plans/1/edit");
  await teacher.fill({ "target-0-wording": "Says sentences of six words" });
  let acts = 0;
  const rows = [];
  for (const wording of ["Asks two questions", "Follows an instruction", "Tells what happened"]) {
    await teacher.press("Choose from the target bank");
    if (!rows.length) await teacher.look("bank, for a plan");
    await teacher.press(new RegExp(`^Put it into the plan.*${wording}`));
    const row = new URL(teacher.page.url()).searchParams.get("added");
    rows.push(row);
    assert.ok(await teacher.page.locator(`#${row}`).evaluate((e) => e === document.activeElement), `${row} has the focus (${view.name})`);
    await teacher.fill({ [`${row}-baseline`]: "1", [`${row}-predicted`]: "4" });
    acts += 4;
  }
  await teacher.look("plan, with three targets of the bank");
  assert.equal(await teacher.value("target-0-wording"), "Says sentences of six words", "what was typed before is still there");
  await teacher.press("Save the plan");
  acts += 1;
  assert.ok(acts < 25);
  console.log(`three targets from the bank (${view.name}): ${acts} interactions with saving`);
  await teacher.reads("Tells what happened in order");
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/bank");
  await senco.reads("3 of 3 met");
  await senco.look("bank", { never: ["Ela", "Finn", "Gwen"] });
  await senco.fill({ words: "no such words", area: "cognition" });
  await senco.press("Search");
  await senco.reads("No target has these words");
  await senco.look("bank, nothing found");
  await senco.go("/bank?area=zzz", 422);
  await senco.wrong("bank, asked for nothing that there is", { area: /area of need/ });
  await senco.go("/bank");
  await senco.follow("Add a target by hand");
  await senco.look("bank, a target by hand");
  await senco.fill({ wording: "Plays with Ben" });
  await senco.press("Save the target", 422);
  await senco.wrong("bank, a target by hand, wrong", { wording: /pupil’s name/, area: /Choose/, measure: /measured/ });
  await senco.fill({ wording: "Joins a game", area: "semh", measure: "Times in five playtimes", strategy: "Practise the words first" });
  await senco.press("Save the target");
  await senco.reads("The target is in the bank");
  await senco.follow(/^Change.*Joins a game/);
  await senco.fill({ wording: "Joins a game at playtime" });
  await senco.press("Save the target");
  await senco.press(/^Take it out.*Joins a game at playtime/);
  await senco.reads("out of the bank");
  await senco.go("/plans/11");
  await senco.press(/^Put it into the target bank.*Tells what happened/);
  await senco.reads("put in by hand");
  await senco.look("bank, with entries by hand");
}

/** A profile is written by the assistant, read by the teacher, confirmed in the next term, and stands on one side of A4. */
async function profile({ world, open }) {
  const ta = await open();
  await ta.signIn("ta");
  await ta.follow(/^Write a one-page profile/);
  await ta.look("profile, empty");
  await ta.press("Save the profile", 422);
  await ta.wrong("profile, wrong", { liked: /at least one/, written_by: /whose/, how: /gathered/ });
  const full = (words) => `${words}. `.repeat(60).slice(0, 490);
  await ta.fill({ liked: full("She makes us laugh"), matters: full("My sister and my cat"), support: full("Show me first, then let me try"), please_do: full("Say my name"), please_dont: full("Hurry me") });
  await ta.fill({ written_by: "scribe", how: "talk", with_whom: "Miss Bell" });
  await ta.press("Save the profile");
  await ta.reads("It holds until the end of term");
  await ta.look("profile");
  await ta.page.emulateMedia({ media: "print" });
  const pdf = await ta.page.pdf({ format: "A4", preferCSSPageSize: true });
  await ta.page.emulateMedia({ media: "screen" });
  assert.equal(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length, 1, "the longest profile stands on one side of A4");
  await world.clock("2027-01-06T09:00:00");
  const teacher = await open();
  await teacher.signIn("teacher");
  await teacher.reads("To confirm");
  await teacher.unfold();
  await teacher.look("my pupils, a profile to confirm");
  const senco = await open();
  await senco.signIn("senco");
  await senco.unfold();
  await senco.reads("1 one-page profile to confirm");
  await senco.look("today, a profile to confirm");
  await teacher.press(/^Still right/);
  await teacher.go("/pupils/1/profile");
  await teacher.reads("Still right on Wednesday 6 January 2027");
  await teacher.follow("Change it");
  await teacher.fill({ please_dont: "Hurry me, please" });
  await teacher.press("Save the profile");
  await teacher.unfold();
  await teacher.look("profile, with what was before");
}

/** The pupil's own card, on the desk and on paper. */
async function card({ open }) {
  const ta = await open();
  await ta.signIn("ta");
  await ta.go("/pupils/1");
  await ta.follow(/my targets/);
  await ta.look("my targets, in the plan's words");
  await ta.follow(/^Write it in Amira/);
  await ta.look("my targets, form");
  await ta.fill({ "t-1-wording": "x".repeat(141) });
  await ta.press("Save the card", 422);
  await ta.wrong("my targets, wrong", { "t-1-wording": /room for 140/ });
  await ta.fill({ "t-1-wording": "I say long sentences", "t-1-helps": "Time to think", "t-1-drawing": "speech" });
  await ta.press("Save the card");
  await ta.reads("I say long sentences");
  await ta.look("my targets", { never: ["Speech, language", "£"] });
  await ta.page.emulateMedia({ media: "print" });
  const pdf = await ta.page.pdf({ format: "A4", preferCSSPageSize: true });
  assert.equal(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length, 1);
  if (process.env.PICTURES) await ta.picture("my targets, on paper");
}

export const flows = [
  { name: "targets of the bank", walk: bank },
  { name: "one-page profile", walk: profile },
  { name: "my targets", walk: card },
];
