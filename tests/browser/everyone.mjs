// Everyone's own page: a concern and its answer, what a teacher has read, the head's week, the office's tasks, figures and the report.

const CONCERN = {
  seen: "Loses the thread when there are two steps",
  tried: "A picture card for each step",
  tried_for: "Four weeks, every morning",
  happened: "Better with the card, not without",
  told: "yes",
  told_on: "2026-11-12",
  told_how: "At the gate; they see it at home",
};

/** From the teacher to the SENCO and back. */
async function concern({ open }) {
  const teacher = await open();
  await teacher.signIn("other.teacher");
  await teacher.follow("Raise a concern");
  await teacher.look("raise a concern, about whom");
  await teacher.press("Go on");
  await teacher.look("raise a concern");
  await teacher.press("Send to the SENCO", 422);
  await teacher.wrong("raise a concern, wrong", { seen: /what you see/, tried: /has been tried/, happened: /happened/, told: /Choose/ });
  await teacher.fill(CONCERN);
  await teacher.press("Send to the SENCO");
  await teacher.reads("Sent to the SENCO");
  await teacher.look("concern, sent");
  const path = new URL(teacher.page.url()).pathname;
  await teacher.go("/my-pupils");
  await teacher.reads("Waits for an answer");
  await teacher.look("my pupils, a concern waits");
  const senco = await open();
  await senco.signIn("senco");
  await senco.reads("Concerns to decide (1)");
  await senco.follow("Decide");
  await senco.look("concern, to decide");
  await senco.press("Save the decision", 422);
  await senco.wrong("concern, decided wrong", { outcome: /Choose/, words: /Write down/ });
  await senco.fill({ outcome: "strategies", words: "Go on with the cards", look_again_on: "2026-12-07" });
  await senco.press("Save the decision");
  await senco.look("concern, decided");
  await senco.follow("Back to the concerns");
  await senco.look("concerns");
  await senco.follow("Ben O");
  await senco.follow("Concerns", senco.page.locator("main"));
  await senco.look("concerns about a pupil");
  await teacher.go("/my-pupils");
  await teacher.reads("Go on with the cards");
  await teacher.look("my pupils, the answer");
  const stranger = await open();
  await stranger.signIn("teacher");
  await stranger.go(path, 404);
}

export const flows = [{ name: "a concern and its answer", walk: concern }];
