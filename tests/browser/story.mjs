// One review from the plan to the next date: the SENCO makes and changes a plan, offers a meeting, the parents answer behind their links,
// the meeting and the review are recorded, and the next date follows.

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
  "target-0-strategy": "Pre-teach the words of the day",
  "provision-0-name": "Precision teaching",
  "provision-0-role": "ta",
  "provision-0-minutes": "10",
  "provision-0-times": "5",
  "provision-0-weeks": "10",
};
/** What no parent's page may say about the child of this story. */
const CHILD = ["Amira", "SLCN", "Speech", "SEN support", "SENCO"];

async function signIn({ open }) {
  const senco = await open();
  await senco.go("/", 200, "/sign-in");
  await senco.look("sign in");
  await senco.fill({ email: "senco@oakfield.example.org", password: "not the password" });
  await senco.press("Sign in", 422);
  await senco.wrong("sign in, wrong", { email: /not right/ });
  assert.equal(await senco.value("email"), "senco@oakfield.example.org");
  if (senco.view.script) assert.ok(await senco.page.locator(".error-summary").evaluate((e) => e === document.activeElement));
  await senco.signIn("senco");
  await senco.reads("Good morning, Priya");
  await senco.look("today");
  await senco.follow("Review round");
  await senco.look("round board");
  await senco.fill({ sort: "name", status: "overdue" });
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
  await senco.reads("98% is at most");
  await senco.look("pupil");
}

async function makePlan({ open }) {
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/pupils/2");
  await senco.look("pupil without SEN");
  await senco.follow("Start a plan");
  await senco.look("new plan");
  await senco.fill({ ...PLAN, "target-0-predicted": "many", review_on: "2026-12-05" });
  await senco.press("Save the plan", 422);
  await senco.wrong("new plan, wrong", { "target-0-predicted": /number/, review_on: /Saturday 5 December 2026/ });
  for (const [name, value] of Object.entries({ ...TARGET, "target-0-predicted": "many" })) assert.equal(await senco.value(name), value);
  await senco.press("Add another target");
  await senco.look("new plan, a row added");
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
  await second.fill({ "target-0-strategy": "Wait for ten seconds" });
  await second.press("Save the plan");
  await first.fill({ "target-0-strategy": "Use the picture cards" });
  await first.press("Save the plan", 409);
  await first.reads("Wait for ten seconds");
  assert.equal(await first.value("target-0-strategy"), "Use the picture cards");
  await first.look("plan, somebody else saved");
}

const OFFER = { "slot-0-day": "2026-11-26", "slot-0-time": "15:30", "slot-1-day": "2026-11-27", "slot-1-time": "09:15", place: "Room 3" };

async function meet(flow) {
  const senco = await flow.open();
  await offer(flow, senco);
  await answers(flow);
  await outlook(flow, senco);
  await record(flow, senco);
}

async function offer({ world }, senco) {
  await senco.signIn("senco");
  await senco.go("/plans/1");
  await senco.follow("Offer a meeting");
  await senco.look("offer a meeting");
  await senco.fill({ ...OFFER, "slot-0-day": "2026-11-17" });
  await senco.press("Offer these times", 422);
  await senco.wrong("offer a meeting, wrong", { "slot-0-day": /has passed/ });
  assert.equal(await senco.value("place"), "Room 3");
  await senco.fill(OFFER);
  await senco.press("Offer these times");
  await senco.look("meeting, offered");
  await senco.go("/messages");
  await senco.look("messages, invitations waiting");
  await world.mail();
}

/** The mother takes a time in two taps; the father says everything else that can be said, one after the other. */
async function answers({ world, open }) {
  const mother = await open();
  const hers = await world.link("sana@family.example.org");
  const before = await world.rows();
  await mother.go(hers);
  await mother.go(hers);
  assert.equal(await world.rows(), before, "opening the link changed something");
  await mother.look("parent, invited", { never: CHILD });
  await mother.page.getByLabel(/Thursday 26 November 2026, 3:30pm/).click(); // the first tap
  await mother.press("Send my answer"); // and the second
  await mother.reads("You told us that you will come");
  await mother.look("parent, booked", { never: CHILD });
  const father = await open();
  const his = await world.link("bilal@family.example.org");
  await father.go(his);
  await father.look("parent, time taken by the other", { never: CHILD });
  await father.fill({ answer: "other_time", when: "straight after school", preferences: "Tuesdays after 4" });
  await father.page.getByText("An interpreter, something you need").click();
  await father.fill({ interpreter: "Polish", access: "A room without stairs", brings: "yes" });
  await father.press("Send my answer");
  await father.reads("You asked for another time");
  assert.equal(await father.value("interpreter"), "Polish");
  await father.look("parent, another time", { never: CHILD });
  for (const [answer, said] of [["phone", "You asked for a phone call"], ["cannot", "You told us that you cannot come"]]) {
    await father.fill({ answer });
    await father.press("Send my answer");
    await father.reads(said);
    await father.look(`parent, ${answer}`, { never: CHILD });
  }
  await father.fill({ answer: "wrong_person" });
  await father.press("Send my answer");
  await father.look("parent, not the person we meant", { never: CHILD });
  await father.go(his, 404);
  await father.look("parent, link ended", { never: CHILD });
}

async function outlook({ world }, senco) {
  await world.mail();
  await senco.go("/messages");
  await senco.look("messages");
  await senco.press(/^Hold/);
  await senco.reads(/Held/);
  await senco.look("messages, one held");
  await senco.press(/^Release/);
  await senco.reads(/Goes/);
  await senco.go("/conversations/1");
  await senco.reads("Booked: Thursday 26 November 2026");
  await senco.look("meeting, booked");
  await senco.go("/");
  await senco.look("today, with tasks");
  await senco.go("/tasks");
  await senco.look("tasks of the SENCO");
}

async function record({ world, open }, senco) {
  await world.clock("2026-11-27T09:00:00");
  await world.mail(); // the scheduler lives: no banner
  await senco.go("/conversations/1", 200, "/sign-in");
  await senco.signIn("senco");
  await senco.go("/conversations/1");
  await senco.follow("Record the meeting");
  await senco.look("record the meeting");
  await senco.fill({ agreed: "Read together for five minutes a day" });
  await senco.press("Save the record", 422);
  await senco.look("record the meeting, wrong");
  assert.equal(await senco.value("agreed"), "Read together for five minutes a day");
  await senco.fill({ held_on: "2026-11-26", "took-1": "attended", going_well: "Happier in the mornings", agreement: "agree" });
  for (const name of ["took-2"]) if (await senco.page.locator(`[name="${name}"]`).count()) await senco.fill({ [name]: "apologies" });
  await senco.press("Save the record");
  await senco.reads("Held on Thursday 26 November 2026");
  await senco.look("meeting, held");
  await senco.go("/plans/1/review/new");
  await senco.look("record the review");
  await senco.fill({ "target-0-actual": "lots", pupil_view: "I like the cards" });
  await senco.press("Save the review", 422);
  await senco.wrong("record the review, wrong", { "target-0-actual": /number/, decision: /Choose/ });
  assert.equal(await senco.value("pupil_view"), "I like the cards");
  await senco.fill({ "target-0-actual": "13", decision: "continue", summary: "The cards help", next_on: "2027-03-19" });
  await senco.press("Save the review");
  await senco.reads("The review is saved.");
  await senco.reads("Friday 19 March 2027");
  await senco.look("pupil, reviewed");
  await senco.go("/plans/1");
  await senco.look("plan, reviewed");
  await senco.go("/plans/1/review/new");
  await senco.look("record the second review");
  await world.mail();
  await world.clock("2026-12-01T09:00:00");
  await world.mail();
  const mother = await open();
  await mother.go(await world.link("sana@family.example.org"));
  await mother.look("parent, afterwards", { never: CHILD });
  await mother.fill({ useful: "yes", comment: "It helped us." });
  await mother.press(/^Send/);
  await mother.look("parent, thanked", { never: CHILD });
  await mother.press("Ask for a paper copy");
  await mother.look("parent, paper copy", { never: CHILD });
}

export const flows = [
  { name: "sign in, today, board, search", walk: signIn },
  { name: "make and change a plan", walk: makePlan },
  { name: "two people write at once", walk: twoWriters },
  { name: "offer, answers, record, review", walk: meet },
];
