// A meeting while it goes on: written down in front of a parent, through a lost network and a killed tab, read back and finished.

import assert from "node:assert/strict";

const OFFER = { "slot-0-day": "2026-11-19", "slot-0-time": "15:30", place: "Room 3" };

/** What the parents in the room must not see: other people, other pupils, and where the staff's pages are. */
const PRIVATE = ["Khan, Bilal", "Mr Khan", "Elm Road", "Voss", "/pupils", "data-search", "SLCN", "£"];

async function live(flow) {
  const { world, open, view } = flow;
  const teacher = await open();
  await teacher.signIn("teacher");
  await teacher.go("/plans/1/conversations/new");
  await teacher.fill(OFFER);
  await teacher.press("Offer these times");
  for (const [adult, message] of [[1, "She sleeps badly"], [2, "My new address is Elm Road"]]) {
    await teacher.go(`/conversations/1/answers/${adult}`);
    await teacher.fill({ answer: adult === 1 ? "1" : "cannot", message });
    await teacher.press(/^Save/);
  }
  await world.clock("2026-11-19T15:30:00");
  await teacher.go("/conversations/1", 200, "/sign-in");
  await teacher.signIn("teacher");
  await teacher.go("/conversations/1");
  await teacher.follow("Hold the meeting");
  await teacher.look("meeting, who is here", { never: ["Elm Road", "Voss"] });
  await teacher.page.getByLabel("Mrs Khan").check();
  await teacher.press("Begin");
  await teacher.reads("She sleeps badly");
  await teacher.look("meeting, live", { never: PRIVATE });
  await talk(flow, teacher);
  if (view.script) await interrupted(flow, teacher);
  else await teacher.press("Save draft");
  await teacher.reads(/Saved at/);
  await finish(flow, teacher);
}

async function talk(_, teacher) {
  await teacher.fill({
    going_well: "Happier in the mornings",
    worries: "Homework takes two hours",
    "action-0-what": "Read together for five minutes",
    "action-1-what": "A quiet place at lunch",
    "action-1-who": "staff-4",
    "action-1-by": "2026-12-04",
    next_on: "2027-03-18",
  });
}

/** The network is lost, and comes back; then the tab is killed. Every word is still there. */
async function interrupted(_, teacher) {
  const { page, context } = teacher;
  await page.getByText("Saved at").waitFor();
  await context.setOffline(true);
  await teacher.fill({ focus: "Being understood" });
  await page.getByText("there is no connection").waitFor();
  await teacher.look("meeting, live, without a network", { never: PRIVATE });
  assert.equal(await teacher.value("focus"), "Being understood");
  await context.setOffline(false);
  await page.getByText("Saved at").waitFor();
  const killed = page.waitForEvent("crash");
  await page.goto("chrome://crash").catch(() => {});
  await killed;
  await teacher.newPage();
  await teacher.go("/conversations/1/live");
  assert.equal(await teacher.value("focus"), "Being understood");
  assert.equal(await teacher.value("action-1-what"), "A quiet place at lunch");
  assert.equal(await teacher.value("worries"), "Homework takes two hours");
}

async function finish(_, teacher) {
  await teacher.press("Read it back");
  await teacher.reads("You, at home, from now on");
  await teacher.reads(/Miss Bell, by Friday 4 December 2026/);
  await teacher.look("meeting, read back", { never: PRIVATE });
  await teacher.press("Finish", 422);
  await teacher.reads("Choose what Mrs Khan says to what was agreed");
  await teacher.look("meeting, read back, nothing said", { never: PRIVATE });
  await teacher.fill({ "agree-1": "in_part", "words-1": "Not on Fridays" });
  await teacher.press("Finish");
  assert.equal(new URL(teacher.page.url()).pathname, "/conversations/1/record");
  await teacher.fill({ "took-2": "apologies" });
  await teacher.look("record the meeting, after the live view");
  await teacher.press("Save the record");
  await teacher.reads("Held on Thursday 19 November 2026");
  await teacher.reads("“Not on Fridays”");
  await teacher.look("meeting, held live");
}

export const flows = [{ name: "a meeting live", walk: live }];
