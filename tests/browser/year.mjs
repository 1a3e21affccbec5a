// The SENCO plans the year: days are proposed, changed, looked at with what they do to the messages, and saved.

import assert from "node:assert/strict";

/** More pupils with plans, two of one family, and an INSET day in the round. */
const SCHOOL = `
  INSERT INTO closure (school_id, closed_on, kind, note) VALUES (1, '2027-03-12', 'inset', 'Staff training');
  INSERT INTO pupil (id, school_id, forename, surname, born_on, created_at) VALUES
    (20, 1, 'Callum', 'Drew', '2018-01-01', 0), (21, 1, 'Wolfeschlegelsteinhausen', 'Featherstonehaugh-Cholmondeley', '2018-01-01', 0), (22, 1, 'Ela', 'Drew', '2019-01-01', 0);
  INSERT INTO enrolment (pupil_id, from_on, entered_at) SELECT id, '2025-09-01', 0 FROM pupil WHERE id >= 20;
  INSERT INTO class_membership (pupil_id, class_id, nc_year, from_on) SELECT id, 1, '4', '2026-09-01' FROM pupil WHERE id >= 20;
  INSERT INTO sen_status (pupil_id, code, from_on, entered_at) SELECT id, 'K', '2026-09-01', 0 FROM pupil WHERE id >= 20;
  INSERT INTO plan (id, pupil_id, kind, opened_on, lead_id, created_at) SELECT id, id, 'sen_support', '2026-09-10', 2, 0 FROM pupil WHERE id IN (20, 21);
  INSERT INTO cycle (plan_id, number, started_on, review_on) SELECT id, 1, '2026-09-10', '2026-12-09' FROM plan WHERE id >= 20;`;

async function plan({ world, open }) {
  await world.sql(SCHOOL);
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/round");
  await senco.follow("Plan the year");
  assert.equal(await senco.value("on-1-autumn"), "2026-12-04");
  await senco.look("year");
  await senco.fill({ cap: "1" });
  await senco.press("Propose days");
  await senco.reads("6 dates proposed");
  await senco.look("year, proposed");
  const spring = await senco.value("on-20-spring");
  assert.match(spring, /^2027-0[23]-/);
  await senco.page.getByRole("checkbox", { name: "Tick Callum D., spring" }).check();
  await senco.fill({ move_to: "2027-03-12" });
  await senco.press("Move the ticked reviews", 422);
  await senco.wrong("year, moved to an INSET day", { "on-20-spring": /INSET day \(Staff training\)/ });
  await senco.fill({ move_to: "2027-03-11" });
  await senco.press("Move the ticked reviews");
  assert.equal(await senco.value("on-20-spring"), "2027-03-11");
  await senco.fill({ shift_round: "summer", shift_by: "-1" });
  await senco.press("Move the round");
  await senco.press("Check the changes");
  await senco.reads("Before it is saved: 6 dates");
  await senco.reads("Digest");
  await senco.look("year, before it is saved");
  await senco.press("Go on changing");
  assert.equal(await senco.value("on-20-spring"), "2027-03-11");
  await senco.press("Check the changes");
  await senco.press("Save 6 dates");
  await senco.reads("Saved: 6 dates changed.");
  await senco.look("year, saved");
  await senco.follow("Start plans together");
  await senco.look("start plans together");
  await senco.page.getByRole("checkbox").uncheck();
  await senco.press("Start a plan for everybody who is ticked", 422);
  await senco.wrong("start plans together, wrong", { pupils: /Tick at least one/ });
  await senco.page.getByRole("checkbox").check();
  await senco.press("Start a plan for everybody who is ticked");
  await senco.reads("1 plan started.");
  await senco.go("/round");
  await senco.reads("by Thu 11 Mar");
}

/** The board is sorted and narrowed, parents are invited together and that is taken back, and a term is not needed. */
async function board({ world, open }) {
  await world.sql(SCHOOL);
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/round");
  if (senco.view.width > 640) {
    await senco.follow(/^Class(?! sheets)/);
    assert.match(senco.page.url(), /sort=class/);
    await senco.follow(/^Class(?! sheets)/);
    assert.match(senco.page.url(), /sort=-class/);
    assert.equal(await senco.page.locator('th[aria-sort="descending"]').count(), 1);
    if (senco.view.script) {
      await senco.page.keyboard.press("/");
      assert.equal(await senco.page.evaluate(() => document.activeElement.name), "q");
    }
    await senco.leave(async () => {
      await senco.page.locator(".find input[type=search]").fill("callum");
      await senco.page.locator(".find input[type=search]").press("Enter");
    });
    assert.match(senco.page.url(), /\/pupils\/20$/);
  }
  await senco.go("/round");
  await senco.page.locator("summary", { hasText: "Filter and order" }).click();
  await senco.fill({ lead: "2" });
  await senco.press("Apply");
  await senco.follow("tick all");
  await senco.look("round board, ticked");
  await senco.press("Set the review date");
  assert.equal(await senco.page.locator('[name="pick"]:checked').count(), 3);
  await senco.go("/round?ticked=all");
  await senco.press("Invite parents");
  await senco.reads("nobody can be invited");
  await senco.fill({ place: "The SEN room" });
  await senco.press("Look at the invitations", 422);
  await senco.wrong("invite parents, wrong", { place: /Leave out “SEN”/ });
  await senco.fill({ place: "Room 3" });
  await senco.press("Look at the invitations");
  await senco.reads("Before it is done: 1 meeting");
  await senco.look("invite parents, before it is done");
  await senco.press("Offer 1 meeting");
  await senco.reads("Nothing has been sent yet.");
  await senco.look("parents invited");
  await senco.press("Take all of it back");
  await senco.reads("Taken back.");
  await senco.look("parents invited, taken back");
  await senco.go("/pupils/20");
  await senco.follow("Reviews that are not needed");
  await senco.press("Mark as not needed", 422);
  await senco.wrong("not needed, wrong", { term: /Choose the term/, reason: /Write down why/ });
  await senco.fill({ term: "2026-spring", reason: "In hospital until Easter" });
  await senco.press("Mark as not needed");
  await senco.look("not needed");
  await senco.press("Take it back");
  await senco.reads("Taken back by Mrs Anand");
}

/** A pupil changes class in the middle of the year. */
async function classes({ open }) {
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/classes");
  await senco.look("classes");
  await senco.go("/classes/move?from=4A");
  await senco.look("move pupils");
  await senco.press("Show what follows", 422);
  await senco.wrong("move pupils, wrong", { to: /class they move to/ });
  await senco.fill({ to: "5A" });
  await senco.press("Show what follows");
  await senco.reads("Plans that go to other teachers (1)");
  await senco.look("move pupils, what follows");
  await senco.press("Move them");
  await senco.look("classes, after a move");
}

export const flows = [
  { name: "plan the year", walk: plan },
  { name: "work on the board", walk: board },
  { name: "move pupils to another class", walk: classes },
];
