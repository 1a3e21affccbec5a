// One annual review of an EHC plan from the first request to the authority's decision: who is asked, the meeting with what parents read of it
// behind their code, the report, the decision, and what follows where the plan ceases.

import assert from "node:assert/strict";

/** An EHC plan that the authority decided on last on 15 January: to be met by 17 December. */
const EHC = `
  UPDATE plan SET kind = 'ehc_delivery', ehc_anchor_on = '2026-01-15' WHERE id = 1;
  UPDATE sen_status SET code = 'E' WHERE pupil_id = 1 AND until_on IS NULL;`;
const STEPS = "/plans/1/annual-review";
/** What the link alone may not tell. */
const KEPT = ["Amira", "EHC", "annual", "authority", "appeal", "Thrice"];

async function annualReview({ world, open }) {
  await world.sql(EHC);
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/round");
  await senco.reads("Annual review in 1 day: Ask for advice and views");
  await senco.look("round board, with an annual review");
  await senco.go("/reports");
  await senco.look("the week, with an annual review");
  await senco.go("/plans/1");
  await senco.look("plan, with its annual review");
  await senco.go("/plans/1/conversations/new");
  await senco.reads("who else is asked to come");
  await senco.fill({ "slot-0-day": "2026-12-18", "slot-0-time": "09:15", place: "Room 3" });
  await senco.press("Offer these times", 422);
  await senco.wrong("offer an annual review, wrong", { "slot-0-day": /is after Thursday 17 December 2026/ });
  assert.equal(await senco.value("minutes"), "90");
  await senco.fill({ "slot-0-day": "2026-12-10" });
  await senco.press("Offer these times");
  await senco.reads("EHC plan: annual review");
  await senco.look("meeting, an annual review");
  const meeting = new URL(senco.page.url()).pathname;
  await parent({ world, open });
  await senco.go(STEPS);
  await senco.reads("SEN officer");
  await world.clock("2026-12-10T11:00:00");
  await senco.signIn("senco");
  await senco.go(`${meeting}/record`);
  await senco.fill({ "took-1": "attended", "took-2": "apologies" });
  await senco.fill({ "agree-1": "agree" });
  await senco.press("Save the record");
  await senco.go(STEPS);
  await senco.reads("Held on Thursday 10 December 2026");
  await senco.reads("Came, Thu 10 Dec");
  await senco.look("annual review, held");
  await senco.page.locator("summary", { hasText: "Write the report" }).click();
  await senco.fill({ recommendation: "cease", sent_to: "Everybody invited", sent_on: "2026-12-10" });
  await senco.press("Save the report");
  await world.clock("2026-12-18T09:00:00");
  await senco.signIn("senco");
  await senco.go(STEPS);
  await senco.page.locator("summary", { hasText: "Enter the decision" }).click();
  await senco.fill({ decision: "cease", decided_on: "2026-12-18" });
  await senco.press("Save the decision");
  await senco.reads("stays in force until the time for an appeal is over");
  await senco.look("annual review, the plan ceases");
  await world.clock("2027-02-18T09:00:00");
  await senco.signIn("senco");
  await senco.go("/");
  await senco.reads("enter the SEN status from then on");
  await senco.look("today, a plan that ceases");
  await senco.go("/pupils/1/status/new?from=2027-02-18");
  assert.equal(await senco.value("from_on"), "2027-02-18");
}

/** A parent, in front of the code and behind it. */
async function parent({ world, open }) {
  await world.mail();
  const mother = await open();
  await mother.go(await world.link("sana@family.example.org"));
  await mother.reads("There is more to read about this meeting");
  await mother.look("parent, an annual review, the link alone", { never: KEPT });
  await mother.press("Send me a code");
  await mother.look("parent, an annual review, the code asked for", { never: KEPT });
  await mother.fill({ code: await world.readingCode("sana@family.example.org") });
  await mother.press("Read it");
  await mother.reads("This meeting is the annual review of the EHC plan");
  await mother.reads("by Thursday 26 November 2026");
  await mother.look("parent, an annual review, behind the code", { never: ["SENCO", "Thrice"] });
}

export const flows = [{ name: "an annual review from request to decision", walk: annualReview }];
