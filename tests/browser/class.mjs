// What a class and its school keep beside the plans: adjustments, layers of support, a cover sheet, the catalogue, templates, what is handed
// on, a plan copied, and the agreed plan on a parent's page.

import assert from "node:assert/strict";

const SEVERAL = `
  INSERT INTO profile (pupil_id, liked, support, please_do, please_dont, how, written_by, entered_at) VALUES
    (1, 'My jokes', 'Two minutes in the book corner', 'Say my name first', 'Hurry me', 'talk', 'pupil', 1794900000);
  INSERT INTO handover_note (pupil_id, year, words, entered_at, entered_by) VALUES (1, 2025, 'Sits best at the front', 1784000000, 3);`;

async function onePage(visitor, name) {
  await visitor.page.emulateMedia({ media: "print" });
  const pdf = await visitor.page.pdf({ format: "A4", preferCSSPageSize: true });
  if (process.env.PICTURES) await visitor.picture(`${name}, on paper`);
  await visitor.page.emulateMedia({ media: "screen" });
  assert.equal(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length, 1, `${name} stands on one side of A4`);
}

async function around({ world, view, open }) {
  await world.sql(SEVERAL);
  const teacher = await open();
  await teacher.signIn("teacher");
  // The targets are where a teacher arrives: the press that signs in is the one tap.
  assert.equal(new URL(teacher.page.url()).pathname, "/my-pupils");
  assert.ok(await teacher.page.locator(".plan-card").first().isVisible());
  console.log(`from signing in to the targets (${view.name}): 1 tap, “Sign in”`);
  await teacher.go("/pupils/1/adjustments");
  await teacher.press("Save", 422);
  await teacher.wrong("adjustments, wrong", { kind: /which of the two/, words: /done differently/ });
  await teacher.fill({ kind: "adjustment", words: "Large print, 24 point", source: "Teacher of the visually impaired" });
  await teacher.press("Save");
  await teacher.reads("Large print, 24 point");
  await teacher.look("adjustments");
  await teacher.go("/pupils/1/linked-plans");
  await teacher.press("Save", 422);
  await teacher.wrong("plans kept elsewhere, wrong", { kind: /which plan/, place: /where the plan lies/ });
  await teacher.fill({ kind: "healthcare", place: "Medical room, red folder", holder: "the school nurse", review_on: "2026-11-20" });
  await teacher.press("Save");
  await teacher.reads("Medical room, red folder");
  await teacher.look("plans kept elsewhere");
  await teacher.follow(/^It was looked at/);
  await teacher.look("a plan kept elsewhere, looked at");
  await teacher.press("Save", 422);
  await teacher.wrong("a plan kept elsewhere, wrong", { review_on: /looked at again/ });
  await teacher.fill({ review_on: "2027-11-02" });
  await teacher.press("Save");
  await teacher.go("/my-pupils");
  await teacher.reads("Individual healthcare plan:");
  await teacher.reads("Must:");
  await teacher.reads("From last year’s class");
  await teacher.unfold();
  await teacher.look("my pupils, with what must be done");
  await teacher.go("/cover");
  await teacher.look("cover sheet, which class");
  await teacher.fill({ class: "4A" });
  await teacher.leave(() => teacher.page.getByRole("button", { name: "Show the sheet" }).click());
  await teacher.press("Add a link for a note by phone");
  await teacher.reads("Say my name first");
  await teacher.look("cover sheet", { never: ["Khan", "Speech, language"] });
  await onePage(teacher, "cover sheet");
  const link = (await teacher.page.content()).match(/\/c\/[0-9a-f]{64}/)[0];
  const cover = await open();
  await cover.go(link);
  await cover.press("Leave the note", 422);
  await cover.wrong("cover note, wrong", { how: /Choose how it was/ });
  await cover.fill({ how: "tricky", words: "A loud lunch", by: "Mr Noon" });
  await cover.press("Leave the note");
  await cover.reads("Your note is with whoever works with the class");
  await cover.look("cover note, left", { never: ["A loud lunch", "Amira"] });
  await teacher.go("/my-pupils");
  await teacher.reads("A loud lunch");
  await teacher.go("/handover");
  await teacher.fill({ "note-1": "Ask her for the joke of the day" });
  await teacher.press("Save");
  await teacher.reads("Saved.");
  await teacher.look("handed on");
}

async function kept({ open }) {
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/layers");
  await senco.look("layers, none yet");
  await senco.press("Take these four");
  await senco.press("Add it", 422);
  await senco.wrong("layers, wrong", { name: /Enter the layer/ });
  await senco.look("layers");
  await senco.go("/pupils/1/layers");
  await senco.press("Save", 422);
  await senco.wrong("a pupil’s layers, wrong", { layer: /Choose a layer/ });
  await senco.fill({ layer: "2", why: "Reads below her age" });
  await senco.press("Save");
  await senco.look("a pupil’s layers");
  await senco.go("/round");
  await senco.reads("Targeted");
  await senco.go("/provisions");
  await senco.fill({ name: "Lego therapy" });
  await senco.press("Add it");
  await senco.unfold();
  await senco.fill({ purpose: "Plays with others by a rule", entry: "Alone at play on four days of five", places: "2", minutes: "30", times: "1" });
  await senco.leave(() => senco.page.getByRole("button", { name: "Save", exact: true }).click(), 422);
  await senco.wrong("provision, wrong", { minutes: /or none of the three/ });
  await senco.fill({ weeks: "8", group: "3" });
  await senco.leave(() => senco.page.getByRole("button", { name: "Save", exact: true }).click());
  await senco.reads("30 minutes, once a week for 8 weeks, in a group of 3");
  await senco.fill({ pupil: "1", why: "Alone at play on five days" });
  await senco.press("Put on the list");
  await senco.look("provision, with who waits");
  await senco.go("/provisions");
  await senco.look("catalogue of provision");
  await senco.go("/plans/1");
  await senco.reads("for a place in Lego therapy");
  await senco.look("plan, with the ring and a place waited for");
  await senco.go("/templates");
  await senco.look("templates");
  await senco.follow("Pastoral support plan");
  await senco.fill({ weeks: "50" });
  await senco.press("Save the next version", 422);
  await senco.wrong("template, wrong", { weeks: /from 1 to 39 weeks/ });
  await senco.fill({ weeks: "4", "outcomes-help": "What would a good week look like?", "ask-2-words": "What does a good day look like?" });
  await senco.press("Save the next version");
  await senco.go("/pupils/1/plans/new?kind=pastoral");
  await senco.reads("What would a good week look like?");
  await senco.reads("What does a good day look like?");
  await senco.go("/settings/need-statements");
  await senco.look("need statements");
  await senco.go("/pupils/1/needs/new");
  await senco.fill({ code: "SEMH", evidence: "Seen at lunch" });
  await senco.press("Choose from the need statements");
  await senco.look("need statements, to choose from");
  await senco.press(/^Choose this.*Leaves the room/);
  assert.match(await senco.value("evidence"), /^Seen at lunch\r?\nLeaves the room/);
  await senco.go("/plans/1/copy");
  await senco.press("Copy into a draft", 422);
  await senco.wrong("copy a plan, wrong", { pupil: /Choose for whom/ });
  await senco.fill({ pupil: "2" });
  await senco.press("Copy into a draft");
  assert.equal(await senco.value("outcome-0-wording"), "The pupil is understood by new people");
  await senco.look("plan copied into a draft");
}

/** Strategies as rows: one more is asked for without losing anything, with script and without. */
async function strategies({ open }) {
  const teacher = await open();
  await teacher.signIn("teacher");
  await teacher.go("/plans/1/edit");
  await teacher.unfold();
  await teacher.fill({ "target-0-by_0": "Ms Bates" });
  await teacher.leave(() => teacher.page.getByRole("button", { name: /^Add another thing that adults do/ }).click());
  await teacher.fill({ "target-0-by_1": "Mr Shah" });
  await teacher.press("Save the plan", 422);
  await teacher.wrong("plan, who does nothing", { "target-0-strategy_1": /enter what Mr Shah does/ });
  await teacher.fill({ "target-0-strategy_1": "Waits ten seconds" });
  await teacher.look("plan, strategies as rows");
  await teacher.press("Save the plan");
  await teacher.reads("Waits ten seconds (Mr Shah)");
}

/** What a parent has agreed to is on their page behind the code, with what is new, and they say what they think of it. */
async function agreed({ world, open }) {
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/plans/1/conversations/new");
  await senco.fill({ "slot-0-day": "2026-11-26", "slot-0-time": "15:30", place: "Room 3" });
  await senco.press("Offer these times");
  await world.mail();
  const hers = await world.link("sana@family.example.org");
  await senco.go("/plans/1/edit");
  await senco.press("Add another provision");
  await senco.fill({ "provision-0-name": "Circle of friends", "provision-0-role": "ta", "provision-0-minutes": "20", "provision-0-times": "2", "provision-0-weeks": "3" });
  await senco.press("Save the plan");
  await senco.go("/plans/1/agreement");
  await senco.fill({ "answer-1": "not_reached", "answer-2": "not_reached", "answer-pupil": "agree", "how-pupil": "in_person" });
  await senco.press("Agree version 1");
  await world.clock("2026-11-27T09:00:00");
  await world.mail();
  await senco.go("/conversations/1", 200, "/sign-in");
  await senco.signIn("senco");
  await senco.go("/conversations/1/record");
  await senco.fill({ held_on: "2026-11-26", "took-1": "attended", "took-2": "apologies", going_well: "Happier in the mornings", "agree-1": "agree" });
  await senco.press("Save the record");
  await world.clock("2026-11-27T09:20:00");
  const mother = await open();
  await mother.go(hers);
  await mother.press("Send me a code");
  await mother.fill({ code: await world.readingCode("sana@family.example.org") });
  await mother.press("Read what we agreed");
  await mother.reads("The plan we agreed on");
  assert.ok(!(await mother.page.content()).includes("you told us: "), "nobody's silence is an answer");
  await mother.reads("Circle of friends: 20 minutes, twice a week for 3 weeks");
  await mother.look("parent, the agreed plan", { never: ["£", "SEN support", "SENCO"] });
  const tell = async (status = 200) => mother.leave(() => mother.page.locator('form[action$="/plan"] button').click(), status);
  await tell(422);
  await mother.wrong("parent, the agreed plan, wrong", { plan_answer: /one of the three answers/ });
  await mother.fill({ plan_answer: "in_part", plan_words: "Every day would be better" });
  await tell();
  await mother.reads("I agree with part of it");
  await mother.look("parent, the agreed plan, answered", { never: ["£", "SEN support"] });
  await senco.go("/plans/1/versions");
  await senco.reads("Every day would be better");
  await mother.follow(/^Tell us what is not happening/);
  await mother.press("Tell us", 422);
  await mother.wrong("parent, not happening, wrong", { line: /Choose what is not happening/ });
  await mother.fill({ line: "other", words: "Nobody rings us" });
  await mother.press("Tell us");
  await mother.reads("We answer you by Friday 4 December 2026");
  await mother.look("parent, told that it is not happening", { never: ["£", "SEN support", "SENCO"] });
  await senco.go("/");
  await senco.follow(/^Do it.*something is not happening/);
  await senco.press("Send the answer", 422);
  await senco.wrong("what a parent says is not happening, wrong", { finding: /Choose what you found/, words: /Write the answer/ });
  await senco.fill({ finding: "put_right", words: "Mr Shah rings you each Friday from this week on." });
  await senco.press("Send the answer");
  await senco.reads("Answered in time");
  await senco.look("what parents say is not happening");
  await mother.go(new URL(mother.page.url()).pathname);
  await mother.reads("Mr Shah rings you each Friday");
  await mother.look("parent, answered", { never: ["£", "SEN support", "SENCO"] });
}

export const flows = [
  { name: "what a class keeps beside the plans", walk: around },
  { name: "layers, catalogue, templates, a copy", walk: kept },
  { name: "strategies as rows", walk: strategies },
  { name: "the agreed plan on a parent's page", walk: agreed },
];
