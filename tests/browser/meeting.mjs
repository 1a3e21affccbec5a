// One meeting from the offer to the next review: the parents answer behind their links, the meeting and the review are recorded, and the
// next date follows.

import assert from "node:assert/strict";

const OFFER = { "slot-0-day": "2026-11-26", "slot-0-time": "15:30", "slot-1-day": "2026-11-27", "slot-1-time": "09:15", place: "Room 3" };

/** What no parent's page may say about the child of this story. */
const CHILD = ["Amira", "SLCN", "Speech", "SEN support", "SENCO"];
/** Behind the code the child has their name. */
const NAMED = CHILD.slice(1);

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
  await senco.page.getByText("What goes together").click();
  await senco.leave(() => senco.page.getByRole("button", { name: /^Hold back 2 ?: Reminder to answer/ }).click());
  await senco.look("messages, two held together");
  await senco.leave(() => senco.page.getByRole("button", { name: /^Let 2 go ?: Reminder to answer/ }).click());
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
  await mother.look("parent, invited", { never: [...CHILD, "Thrice"] });
  await mother.page.getByLabel(/Thursday 26 November 2026, 3:30pm/).click(); // the first tap
  await mother.press("Send my answer"); // and the second
  await mother.reads("We have your answer");
  await mother.look("parent, booked", { never: CHILD });
  await mother.follow("Tell us what you need");
  await mother.look("parent, what they need", { never: CHILD });
  await mother.fill({ language: "Urdu", interpreter: "Urdu", format: "large_print", suits: "after", hours: "Not before three" });
  await mother.press("Save");
  await mother.reads("You have told us something");
  const told = [...CHILD, "Not before three", "Urdu"];
  await mother.look("parent, needs told", { never: told });
  await mother.go(`${hers}/apart`);
  await mother.look("parent, meeting apart", { never: told });
  await mother.press("I would like to meet without the other parent");
  await mother.reads("We will offer you a time of your own.");
  await mother.look("parent, meeting apart, said", { never: told });
  await mother.go(hers);
  await mother.look("parent, answered, before the code", { never: told });
  await mother.press("Send me a code");
  await mother.look("parent, code before the meeting", { never: told });
  await mother.fill({ code: "12" });
  await mother.press("See what you told us", 422);
  await mother.wrong("parent, code before the meeting, wrong", { code: /That is not the code/ });
  await mother.fill({ code: await world.readingCode("sana@family.example.org") });
  await mother.press("See what you told us");
  await mother.reads("You told us that you will come");
  await mother.reads("About Amira");
  await mother.look("parent, behind the code", { never: NAMED });
  await mother.follow("What you need: see it or change it");
  await mother.reads("This is what you told us");
  await mother.look("parent, needs behind the code", { never: CHILD });
  await mother.go(`${hers}/apart`);
  await mother.reads("You asked us on Wednesday 18 November 2026");
  await mother.look("parent, meeting apart, behind the code", { never: CHILD });
  await mother.press("I would rather meet together");
  // A mail scanner follows the link and all that leads on, posts nothing, and lets scripts run for a minute.
  const scanner = await open();
  await scanner.page.clock.install();
  const kept = await world.rows();
  for (const end of ["", "/needs", "/apart", "/views", "/ask", "/code", "/summary"]) {
    await scanner.page.goto(hers + end);
    await scanner.page.clock.runFor(60_000);
    const seen = await scanner.page.content();
    for (const words of told) assert.ok(!seen.includes(words), `${end} shows a scanner “${words}”`);
  }
  assert.equal(await world.rows(), kept, "a scanner changed something");
  const father = await open();
  const his = await world.link("bilal@family.example.org");
  await father.go(his);
  await father.look("parent, time taken by the other", { never: CHILD });
  await father.fill({ answer: "other_time", when: "straight after school", preferences: "Fridays at noon" });
  await father.page.getByText("An interpreter, something you need").click();
  await father.fill({ interpreter: "Polish", access: "A room without stairs", brings: "yes" });
  await father.press("Send my answer");
  await father.reads("We have your answer");
  assert.equal(await father.value("interpreter"), "", "the link alone shows nothing that was written");
  await father.look("parent, another time", { never: [...CHILD, "Fridays at noon", "A room without stairs"] });
  for (const answer of ["phone", "cannot"]) {
    await father.fill({ answer });
    await father.press("Send my answer");
    await father.reads("We have your answer");
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
  const first = (where) => senco.page.locator(`${where} tbody a`, { hasText: "Sana Khan" }).first();
  await senco.leave(() => first("#ahead").click());
  await senco.reads("What it will say");
  await senco.look("a message to come");
  await senco.press("Hold it back");
  await senco.reads("Mrs Anand held it back.");
  await senco.look("a message to come, held");
  await senco.press("Let it go");
  await senco.reads("Mrs Anand let it go.");
  await senco.page.getByText("Send it on another day").click();
  await senco.fill({ on: "2026-11-21" });
  await senco.press("Send it on this day", 422);
  await senco.wrong("a message to come, another day", { on: /no school day/ });
  await senco.page.getByText("Add where to come or what to bring").click();
  await senco.fill({ come: "The side gate", bring: "A photo of Amira" });
  await senco.press("Put it into the message", 422);
  await senco.wrong("a message to come, added to it, wrong", { bring: /Leave out “Amira”/ });
  await senco.fill({ bring: "The blue book" });
  await senco.press("Put it into the message");
  await senco.reads("added to it: Where to come: The side gate");
  await senco.look("a message to come, added to it");
  await senco.go("/messages");
  const booked = senco.page.locator("#log tbody tr", { hasText: "Sana Khan" }).filter({ hasText: "Booking" });
  await senco.leave(() => booked.locator("a[href^='/messages/']").first().click());
  await senco.look("a message that was sent");
  await senco.press("Send it again");
  await senco.reads("This is a copy of an earlier message");
  await senco.look("a message, sent again");
  await world.sql(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 120)
    INSERT INTO notice (school_id, key, kind, recipient_kind, adult_id, pupil_id, due_on, queued_at, address, state, not_before_at)
    SELECT 1, 'past/' || i, 'booked', 'adult', 1, 1, '2026-11-10', 1794300000 + 60 * i, 'sana@family.example.org', 'accepted', 0 FROM n`);
  const size = senco.page.viewportSize();
  await senco.page.setViewportSize({ width: 390, height: 844 });
  await senco.go("/messages");
  const tall = await senco.page.evaluate(() => document.scrollingElement.scrollHeight);
  assert.ok(tall < 6000, `the messages of a phone are ${tall} px long`);
  await senco.page.setViewportSize(size);
  await world.sql(`INSERT INTO dead_address (email, reply, marked_at) VALUES ('bilal@family.example.org', 'recipient: 550 5.1.1 no such user', 0)`);
  await senco.go("/messages");
  await senco.reads("Addresses that were refused");
  await senco.look("messages, an address refused");
  await senco.press("Write to them again");
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
  await senco.fill({ held_on: "2026-11-26", "took-1": "attended", going_well: "Happier in the mornings", "agree-1": "agree" });
  for (const name of ["took-2"]) if (await senco.page.locator(`[name="${name}"]`).count()) await senco.fill({ [name]: "apologies" });
  await senco.press("Save the record");
  await senco.reads("Held on Thursday 26 November 2026");
  await senco.look("meeting, held");
  await senco.page.getByText("Write down that somebody of another service was asked").click();
  await senco.press("Write it down", 422);
  await senco.wrong("meeting, another service, wrong", { service: /or enter the service/, service_how: /Choose how you asked/, service_on: /today or before/ });
  await senco.fill({ service_name: "Dr Lee", service: "CAMHS", service_how: "phone", service_on: "2026-11-20", service_ground: "Mother agreed on the phone" });
  await senco.press("Write it down");
  await senco.fill({ part: "report" });
  await senco.press(/^Save$/);
  await senco.look("meeting, with another service");
  await senco.go("/conversations/1/paper");
  await senco.reads("Dr Lee, CAMHS: sent a report");
  await senco.look("what was agreed, on paper", { never: CHILD });
  await senco.go("/plans/1/review/new");
  await senco.look("record the review");
  await senco.fill({ "target-0-actual": "lots", pupil_view: "I like the cards" });
  await senco.press("Save the review", 422);
  await senco.wrong("record the review, wrong", { "target-0-actual": /number/, decision: /Choose/ });
  assert.equal(await senco.value("pupil_view"), "I like the cards");
  await senco.fill({ "target-0-actual": "13", "target-0-carry": "yes", decision: "continue", summary: "The cards help", next_on: "2027-03-19" });
  await senco.press("Save the review", 422);
  await senco.wrong("record the review, met and going on", { "target-0-aim": /Enter the new aim/ });
  await senco.fill({ "target-0-aim": "20" });
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
  const there = new URL(mother.page.url()).pathname;
  await mother.go(`${there}/feedback`);
  await mother.look("parent, asked how it was", { never: CHILD });
  await mother.press(/^Yes.*I was listened to/);
  await mother.reads("We have your answer");
  await mother.look("parent, one tap later", { never: CHILD });
  await mother.page.getByText("Say it in your own words").click();
  await mother.fill({ comment: "It helped us." });
  await mother.press(/^Send$/);
  await mother.look("parent, thanked", { never: CHILD });
  await mother.follow("Back");
  await mother.look("parent, afterwards", { never: CHILD });
  await mother.press("Ask for a paper copy");
  await mother.look("parent, paper copy", { never: CHILD });
}

/** Parents who say it by phone; a time that moves; a meeting that is called off; what was agreed, on paper. */
async function byPhone({ world, open }) {
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/plans/1/conversations/new");
  await senco.fill(OFFER);
  await senco.press("Offer these times");
  await senco.go("/conversations/1/answers/1");
  await senco.look("write down an answer");
  await senco.press(/^Save|^Write/, 422);
  await senco.look("write down an answer, wrong");
  await senco.fill({ answer: "2", message: "Comes with her sister" });
  await senco.press(/^Save|^Write/);
  await senco.reads("Booked: Friday 27 November 2026, 9:15am");
  await senco.page.locator("summary", { hasText: "Change the time" }).click();
  await senco.press("Book this time", 422);
  await senco.look("change the time, wrong");
  await senco.fill({ slot: "1" });
  await senco.press("Book this time");
  await senco.reads("Booked: Thursday 26 November 2026, 3:30pm");
  await senco.go("/plans/1/conversations/new");
  await senco.fill({ ...OFFER, "slot-1-day": "", "slot-1-time": "" });
  await senco.press("Offer these times", 422);
  await senco.wrong("offer a meeting, taken", { "slot-0-time": /taken by another meeting then .* Nearest free times/ });
  await senco.go("/conversations/1");
  await senco.look("meeting, on another day than the review");
  await senco.page.locator("summary", { hasText: "Cancel the meeting" }).click();
  await senco.press("Cancel the meeting", 422);
  await senco.wrong("call off, wrong", { reason: /./ });
  await senco.fill({ reason: "Snow" });
  await senco.press("Cancel the meeting");
  await senco.reads("Cancelled on");
  await senco.look("meeting, called off");
  const mother = await open();
  await mother.go(await world.link("sana@family.example.org"));
  await mother.reads("This meeting has been cancelled");
  await mother.look("parent, called off", { never: CHILD });
  await mother.follow("Ask for a meeting");
  await mother.look("parent, asks for a meeting", { never: CHILD });
  await mother.fill({ words: "We would like to talk about homework" });
  await mother.press("Ask for a meeting");
  await mother.reads("We have your request");
  await mother.look("parent, has asked", { never: CHILD });
  await senco.go("/pupils/1/meetings");
  await senco.look("meetings of a pupil");
}

export const flows = [
  { name: "offer, answers, record, review", walk: meet },
  { name: "answers by phone, another time, called off", walk: byPhone },
];
