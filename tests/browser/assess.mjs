// What is found out about a pupil: wellbeing with faces, said by the pupil and by an adult.

import assert from "node:assert/strict";

/** Two terms of one pupil: the pupil in both, an adult in the first. */
const BEFORE = `INSERT INTO wellbeing (pupil_id, said_on, source, rater_id, confidence, resilience, peers, adults, motivation, entered_at, entered_by) VALUES
  (1, '2026-02-03', 'pupil', NULL, 2, 4, 3, 3, 3, 0, 2), (1, '2026-02-03', 'adult', 2, 2, 3, 3, 4, 3, 0, 2), (1, '2025-10-10', 'pupil', NULL, 1, 3, 3, 5, 3, 0, 2);`;

/** A child chooses faces at the assistant's device; the assistant writes down what adults see; the teacher reads what has changed. */
async function wellbeing({ world, open }) {
  await world.sql(BEFORE);
  const ta = await open();
  await ta.signIn("ta");
  await ta.go("/classes/1/wellbeing");
  await ta.look("wellbeing of a class");
  await ta.follow(/^Amira/);
  await ta.look("wellbeing, none this term");
  await ta.follow("Amira fills it in");
  const secrets = ["Speech, language", "£", "My pupils", "Confidence"];
  await ta.look("wellbeing, the pupil's page", { never: secrets });
  await ta.press("I am done", 422);
  await ta.wrong("wellbeing, the pupil's page, wrong", { confidence: /Choose a face/, motivation: /Choose a face/ });
  await ta.fill({ confidence: "4", resilience: "2", peers: "none", adults: "5", motivation: "3" });
  await ta.press("I am done");
  await ta.look("wellbeing, thanks", { never: secrets });
  await ta.follow(/go on$/);
  await ta.reads("Confidence rose from 2 to 4 since Spring 2026");
  await ta.follow("Write down what you see");
  await ta.look("wellbeing, an adult's form");
  await ta.fill({ confidence: "3", said_on: "2030-01-01" });
  await ta.press("Save what was seen", 422);
  await ta.wrong("wellbeing, an adult's form, wrong", { resilience: /choose a step/, said_on: /still to come/ });
  await ta.fill({ resilience: "1", peers: "3", adults: "4", motivation: "none", said_on: "2026-11-17" });
  await ta.press("Save what was seen");
  const teacher = await open();
  await teacher.signIn("teacher");
  await teacher.go("/pupils/1");
  await teacher.reads("last filled in on Wednesday 18 November 2026");
  await teacher.follow("Wellbeing");
  await teacher.look("wellbeing");
  await teacher.unfold();
  await teacher.look("wellbeing, with its figures");
  assert.equal(await teacher.page.locator("figure.chart svg").count(), 5);
  await teacher.go("/plans/1/review/new");
  await teacher.page.locator("details.wellbeing-told > summary").click();
  await teacher.reads("Resilience fell from 4 to 2 since Spring 2026");
  await teacher.look("review, with wellbeing");
}

/** The SENCO writes down what scores are on; the teacher enters them; a measure that is changed leaves old scores as they were. */
async function scores({ open }) {
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/settings");
  await senco.follow("Scored measures");
  await senco.look("scored measures, none");
  await senco.follow("Add a measure");
  await senco.look("scored measures, form");
  await senco.fill({ name: "Reading test", lowest: "160", highest: "40", "cut-0-at": "85" });
  await senco.press("Save the measure", 422);
  await senco.wrong("scored measures, form, wrong", { highest: /must be over/, direction: /which way/, "cut-0-words": /what such a score means/ });
  await senco.fill({ lowest: "40", highest: "160", direction: "higher", "cut-0-words": "below average", "cut-1-side": "from", "cut-1-at": "116", "cut-1-words": "above average" });
  await senco.press("Save the measure");
  await senco.reads("The measure is in the list");
  await senco.look("scored measures");
  const teacher = await open();
  await teacher.signIn("teacher");
  await teacher.go("/plans/1");
  await teacher.follow("Assessments and scores");
  await teacher.look("assessments, none");
  await teacher.follow("Add an assessment");
  await teacher.look("assessment, form");
  await teacher.fill({ score: "200", shows: "Guesses from the first letter", assessor: "" });
  await teacher.press("Save the assessment", 422);
  await teacher.wrong("assessment, form, wrong", { measure: /what the score is on/, assessor: /who assessed/ });
  await teacher.fill({ measure: "1", assessor: "Mr Shah" });
  await teacher.press("Save the assessment", 422);
  await teacher.wrong("assessment, form, out of range", { score: /40 to 160: 200 cannot be/ });
  await teacher.fill({ score: "81", assessed_on: "2026-03-02" });
  await teacher.press("Save the assessment");
  for (const [score, assessed_on] of [["88", "2026-06-15"], ["86", "2026-11-10"]]) {
    await teacher.follow("Add an assessment");
    await teacher.fill({ measure: "1", score, assessed_on });
    await teacher.press("Save the assessment");
  }
  await teacher.follow("Add an assessment");
  await teacher.fill({ judgement: "Reads with expression when the text is known", assessed_on: "2026-10-01" });
  await teacher.press("Save the assessment");
  await teacher.reads("From 81 to 86 over 3 scores: better.");
  await teacher.look("assessments, with a chart");
  await teacher.follow(/^Put right.*15 June/);
  await teacher.fill({ score: "89" });
  await teacher.press("Put it right");
  await teacher.press(/^Take back.*1 October/);
  await teacher.unfold();
  await teacher.look("assessments, put right");
  await senco.follow(/^Change Reading test/);
  await senco.fill({ "cut-0-at": "80", "cut-0-words": "low" });
  await senco.press("Save the measure");
  await senco.reads("keep what they meant");
  await senco.press(/^Take it out/);
  await senco.go("/pupils/1/assessments");
  await senco.unfold();
  await senco.reads("below average");
}

export const flows = [
  { name: "assess: wellbeing", walk: wellbeing },
  { name: "assess: scores", walk: scores },
];
