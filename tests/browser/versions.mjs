// A plan from draft to agreement, and from there to its next version: what the rules say of it, what parents and the pupil say, what changed.

import assert from "node:assert/strict";

async function agreeing({ open }) {
  const teacher = await open();
  await teacher.signIn("teacher");
  await teacher.go("/plans/1");
  await teacher.reads("Not agreed yet");
  await teacher.reads("How well it is written");
  await teacher.look("plan, not agreed yet");
  await teacher.go("/plans/1/agreement");
  await teacher.look("agree a plan");
  await teacher.press("Agree version 1", 422);
  await teacher.wrong("agree a plan, wrong", { "answer-1": /Choose what Sana Khan, Mother says/ });
  await teacher.fill({ "answer-1": "agree", "how-1": "meeting", "words-1": "She tells us about it every day" });
  await teacher.fill({ "answer-2": "not_reached", "answer-pupil": "in_part", "how-pupil": "in_person", "words-pupil": "Not every day" });
  await teacher.press("Agree version 1");
  await teacher.reads("Version 1, in force since");
  await teacher.go("/plans/1/edit");
  await teacher.reads("Version 1 is agreed and never changes");
  await teacher.fill({ "target-0-predicted": "13" });
  await teacher.press("Save the plan");
  await teacher.reads("Draft of version 2");
  await teacher.reads("Target 1 now aims at 13");
  await teacher.look("plan, with a draft of its next version");
  const assistant = await open();
  await assistant.signIn("ta");
  await assistant.go("/plans/1");
  assert.ok(!(await assistant.page.content()).includes("Target 1 now aims at 13"));
  await teacher.go("/plans/1/agreement");
  await teacher.reads("What is new since the version in force");
  await teacher.fill({ "answer-1": "agree", "how-1": "phone", "answer-2": "agree", "how-2": "phone" });
  await teacher.fill({ "answer-pupil": "agree", "how-pupil": "in_person" });
  await teacher.press("Agree version 2");
  await teacher.reads("Version 2, in force since");
  await teacher.go("/plans/1/versions");
  await teacher.reads("She tells us about it every day");
  await teacher.look("versions of a plan");
  await assistant.go("/plans/1");
  await assistant.reads("Target 1 now aims at 13");
}

export const flows = [{ name: "a plan agreed, changed and agreed again", walk: agreeing }];
