// The school judges itself: a statement is rated by two, evidence and an action are added, a framework of one's own is brought in, and the
// pack for another school is printed.

import assert from "node:assert/strict";

const OWN = `key = "our-own"
title = "Our own framework"
[[scale]]
key = "yes"
words = "Yes"
[[scale]]
key = "no"
words = "No"
[[section]]
key = "a"
title = "Leadership"
[[section.group]]
key = "visits"
title = "Visits"
[[section.group.statement]]
key = "a1"
words = "Governors visit each term."
`;

async function judged({ world, open }) {
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/reports");
  await senco.follow("Self-evaluation");
  await senco.look("self-evaluation, all frameworks");
  await senco.follow("SEND in our school");
  await senco.look("self-evaluation, a framework not rated yet");
  await senco.follow(/^Rate.*Every pupil with special educational needs/);
  await senco.press("Save the rating", 422);
  await senco.wrong("statement, wrong", { step: /Choose a step/ });
  await senco.fill({ step: "some", reason: "Reading is tested, spelling is not" });
  await senco.press("Save the rating");
  await senco.fill({ step: "no", rater: "second", second_rater: "Elm Grove School" });
  await senco.press("Save the rating");
  await senco.reads("One step apart");
  await senco.fill({ evidence: "Amira’s test results", link: "oakfield" });
  await senco.press("Add the evidence", 422);
  await senco.wrong("evidence, wrong", { evidence: /pupil’s name/, link: /whole address/ });
  await senco.fill({ evidence: "The autumn’s test results", link: "https://oakfield.example.org/tests" });
  await senco.press("Add the evidence");
  await senco.fill({ comment: "Better than last year" });
  await senco.press("Add the comment");
  await senco.press("Add the action", 422);
  await senco.wrong("action, wrong", { action: /what is to be done/, owner: /who does it/, due_on: /date/ });
  await senco.fill({ action: "Test spelling, too", owner: "2", due_on: "2026-11-20" });
  await senco.press("Add the action");
  await senco.look("statement, rated by two");
  await senco.follow(/^The pupils behind it/);
  await senco.look("the pupils behind a figure");
  await senco.go("/self-evaluation/frameworks/send-in-our-school");
  await senco.look("self-evaluation, a framework with a rating");
  await senco.follow("Peer-review pack");
  await senco.look("peer-review pack", { never: ["Amira"] });
  await senco.page.emulateMedia({ media: "print" });
  for (const gone of ["nav", "button", "input"]) {
    assert.equal(await senco.page.locator(gone).filter({ visible: true }).count(), 0, `${gone} on paper`);
  }
  if (process.env.PICTURES) await senco.picture("peer-review pack, on paper");
  await senco.page.emulateMedia({ media: "screen" });
  const teacher = await open();
  await teacher.signIn("teacher");
  await teacher.reads("Yours from the self-evaluation");
  await teacher.look("my pupils, with an action of the self-evaluation");
  await teacher.follow(/^Say what came of it.*Test spelling/);
  await teacher.fill({ done_on: "2026-12-24" });
  await teacher.press("It is done", 422);
  await teacher.wrong("action, done on a day to come", { done_on: /still to come/ });
  await teacher.fill({ done_on: "2026-11-18", note: "All of year 4" });
  await teacher.press("It is done");
  const governor = await open();
  await governor.signIn("governor");
  await governor.follow("Self-evaluation");
  await governor.follow("SEND in our school");
  await governor.follow(/^Read on.*Every pupil with special educational needs/);
  await governor.reads("All of year 4");
  await governor.look("statement, as a governor reads it", { never: ["Amira"] });
}

async function brought({ open }) {
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/self-evaluation/new");
  await senco.unfold();
  await senco.look("bring in a framework");
  await senco.fill({ pasted: OWN.replace('"Yes"', '""').replace('"visits"', '"a"') });
  await senco.press("Bring it in", 422);
  await senco.reads("Line 5: “words” is empty.");
  await senco.reads(/Line 13: The key “a” was given away/);
  await senco.wrong("a framework with two mistakes", { pasted: /2 mistakes/ });
  await senco.fill({ pasted: OWN });
  await senco.press("Bring it in");
  await senco.reads("Version 1 of the school’s own");
  await senco.look("a framework of one's own, in three levels");
  await senco.follow(/^About the whole group/);
  await senco.look("about a group");
}

/** Families and pupils are asked without a name; what they said is shown once it is over, and what the school did goes home. */
async function surveyed({ world, open }) {
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/surveys");
  await senco.press("Begin", 422);
  await senco.wrong("surveys, wrong", { whom: /Choose who is asked/, closes_on: /last day/ });
  await senco.fill({ whom: "pupils", closes_on: "2026-12-02" });
  await senco.press("Begin");
  await senco.look("a survey of pupils, just begun");
  await senco.fill({ sheets: "2" });
  await senco.press("Make the sheets");
  await senco.look("sheets of a survey", { never: ["Amira"] });
  const code = await senco.page.locator("article.letter a").first().getAttribute("href");
  const child = await open();
  await child.go(new URL(code).pathname);
  await child.look("a survey, as a pupil answers it", { never: ["Amira", "SEN"] });
  await child.fill({ heard: "partly" });
  await child.press("Send my answers");
  await child.reads("We have your answers");
  await senco.go("/surveys");
  await senco.fill({ whom: "families", closes_on: "2026-12-02" });
  await senco.press("Begin");
  await senco.unfold();
  await senco.look("a survey of families, who gets what");
  await senco.press(/^Ask \d+ parents/);
  const mother = await open();
  await mother.go(await world.link("sana@family.example.org", "s"));
  await mother.look("a survey, as a parent answers it", { never: ["Amira", "SEN"] });
  await mother.press("Send my answers", 422);
  await mother.wrong("a survey, nothing answered", { heard: /at least one question/ });
  await mother.fill({ heard: "yes", told: "partly", words: "Phone us back" });
  await mother.press("Send my answers");
  await mother.look("a survey, answered", { never: ["Amira", "Phone us back"] });
  await senco.follow("Type in an answer that came on paper");
  for (let n = 0; n < 4; n += 1) {
    await senco.fill({ heard: "yes", told: "no" });
    await senco.press("Save this answer");
  }
  await senco.look("an answer on paper");
  await world.clock("2026-12-03T09:00:00");
  await senco.signIn("senco");
  await senco.go("/surveys/2");
  await senco.reads("100% of 5");
  await senco.look("what families said");
  await senco.fill({ words: "We phone back on the same day." });
  await senco.press("Save");
  await senco.press(/^Tell \d+ parents/);
  await mother.go(await world.link("sana@family.example.org", "s"));
  await mother.look("what the school did about it, as a parent reads it", { never: ["Amira"] });
  await senco.go("/self-evaluation/frameworks/what-families-expect");
  await senco.reads("Families, November 2026: 100% of 5 agree");
}

export const flows = [
  { name: "self-evaluation", walk: judged },
  { name: "a survey", walk: surveyed },
  { name: "a framework of one's own", walk: brought },
];
