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
  await teacher.press("Begin", 422);
  await teacher.wrong("meeting, nobody is here", { with: /Tick who is in the room/ });
  await teacher.page.getByLabel("Sana Khan").check();
  await teacher.press("Begin");
  await teacher.reads("She sleeps badly");
  await teacher.look("meeting, live", { never: PRIVATE });
  await talk(flow, teacher);
  if (view.script) await interrupted(flow, teacher);
  else await teacher.press("Save draft");
  await teacher.reads(/Saved at/);
  await finish(flow, teacher);
  await undone(flow, teacher);
  await atHome(flow);
  await corrected(flow, teacher);
}

async function talk(_, teacher) {
  await teacher.fill({
    going_well: "Happier in the mornings",
    worries: "Homework takes two hours",
    "action-0-what": "Read together for five minutes",
    "action-0-who": "home",
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
  await teacher.fill({ "action-1-who": "" });
  await teacher.press("Read it back", 422);
  await teacher.wrong("meeting, live, without a who", { "action-1-who": /Line 2: choose who does it/ });
  await teacher.fill({ "action-1-who": "staff-4" });
  await teacher.press("Read it back");
  await teacher.reads("You, at home, from now on");
  await teacher.reads(/Miss Bell, by Friday 4 December 2026/);
  await teacher.look("meeting, read back", { never: PRIVATE });
  await teacher.press("Finish", 422);
  await teacher.reads("Choose what Mrs Khan says to what was agreed");
  await teacher.look("meeting, read back, nothing said", { never: PRIVATE });
  await teacher.fill({ "agree-1": "in_part", "words-1": "Not on Fridays" });
  await teacher.press("Finish");
  assert.equal(new URL(teacher.page.url()).pathname, "/conversations/1");
  await teacher.reads("Record its review");
  await teacher.reads("Held on Thursday 19 November 2026");
  await teacher.reads("“Not on Fridays”");
  await teacher.look("meeting, held live");
}

/** Within ten minutes it is undone, and goes on as a draft. */
async function undone(_, teacher) {
  await teacher.reads("Until then it can be undone");
  await teacher.press("Undo");
  assert.equal(new URL(teacher.page.url()).pathname, "/conversations/1/record");
  assert.equal(await teacher.value("action-1-what"), "A quiet place at lunch");
  assert.equal(await teacher.value("words-1"), "Not on Fridays");
  await teacher.look("record the meeting, undone");
  await teacher.press("Save the record");
}

/** The mother reads at home what was agreed, and says that it is nearly right. */
async function atHome({ world, open }) {
  await world.clock("2026-11-20T09:00:00");
  await world.mail();
  const mother = await open();
  await mother.go(await world.link("sana@family.example.org"));
  const never = ["Amira", "Mr Khan", "SLCN", "Thrice"];
  await mother.look("parent, summary, before the code", { never: [...never, "A quiet place"] });
  await mother.press("Send me a code");
  await mother.reads("Type the code we sent you");
  await mother.look("parent, code", { never });
  await mother.fill({ code: "12" });
  await mother.press("Read what we agreed", 422);
  await mother.wrong("parent, code, wrong", { code: /That is not the code/ });
  await mother.fill({ code: await world.readingCode("sana@family.example.org") });
  await mother.press("Read what we agreed");
  await mother.reads("What we agreed on Thursday 19 November 2026");
  // Behind the code the child is named: a parent of two must know which one this is about.
  const afterCode = never.filter((word) => word !== "Amira");
  await mother.look("parent, summary", { never: afterCode });
  await mother.press("Tell us", 422);
  await mother.wrong("parent, summary, wrong", { right: /Choose yes, nearly or no/ });
  await mother.fill({ right: "nearly", right_words: "Ten minutes, not five" });
  await mother.press("Tell us");
  await mother.reads("“Ten minutes, not five”");
  await mother.look("parent, summary, answered", { never: afterCode });
}

async function corrected(_, teacher) {
  await teacher.go("/conversations/1", 200, "/sign-in");
  await teacher.signIn("teacher");
  await teacher.go("/conversations/1");
  await teacher.reads("Is it right? Nearly");
  await teacher.page.getByText("Add a correction").click();
  await teacher.press("Add the correction", 422);
  await teacher.wrong("meeting, correction, wrong", { correction: /Enter what the record should say/ });
  await teacher.fill({ correction: "Ten minutes, not five" });
  await teacher.press("Add the correction");
  await teacher.look("meeting, corrected");
  await teacher.go("/conversations/1/paper");
  await teacher.look("what was agreed, on paper, for each", { never: ["Amira"] });
}

/** What parents and pupils say beforehand: kept as it is written, sent, written down by the office, and the pupil's own words. */
async function voices({ world, open, view }) {
  const teacher = await open();
  await teacher.signIn("teacher");
  await teacher.go("/plans/1/conversations/new");
  await teacher.fill(OFFER);
  await teacher.press("Offer these times");
  await world.mail();
  const mother = await open();
  const never = ["Amira", "SLCN", "Thrice"];
  await mother.go(await world.link("sana@family.example.org"));
  await mother.follow("Tell us your views before we meet");
  await mother.look("parent, views", { never });
  await mother.press("Send to the school", 422);
  await mother.wrong("parent, views, wrong", { going_well: /at least one/ });
  await mother.fill({ hard: "Homework takes two hours" });
  if (view.script) await mother.page.getByText("Saved at").waitFor();
  else await mother.press("Save draft");
  await mother.go(new URL(mother.page.url()).pathname);
  assert.equal(await mother.value("hard"), "Homework takes two hours", "kept as she writes");
  await mother.press("Send to the school");
  await mother.look("parent, views, sent", { never });
  const office = await open();
  await office.signIn("office");
  await office.go("/conversations/1/answers/2");
  await office.follow(/^Write down their views/);
  await office.look("office, a parent's views");
  await office.press("Save their views", 422);
  await office.wrong("office, a parent's views, wrong", { going_well: /at least one/, how: /Choose how/ });
  await office.fill({ would_help: "A list for the evening", how: "phone" });
  await office.press("Save their views");
  await teacher.go("/conversations/1");
  await teacher.reads("written down by Mrs Marsh");
  await teacher.look("meeting, views beforehand");
  await teacher.go("/pupils/1");
  await teacher.follow("Own words");
  await teacher.look("pupil, own words, none yet");
  await teacher.press("Save their words", 422);
  await teacher.wrong("pupil, own words, wrong", { how: /Choose how/, written_by: /Choose who/, working: /Enter something/ });
  await teacher.fill({ how: "drawing", written_by: "scribe", with_whom: "Miss Bell", feeling: "ok", working: "I like the cards" });
  await teacher.press("Save their words");
  await teacher.fill({ how: "declined" });
  await teacher.press("Save their words");
  await teacher.reads("Did not want to take part.");
  await teacher.look("pupil, own words");
  await teacher.go("/conversations/1/live?with=1");
  await teacher.reads("Homework takes two hours");
  await teacher.look("meeting, live, with views");
}

export const flows = [
  { name: "a meeting live", walk: live },
  { name: "views before a meeting", walk: voices },
];
