// What the school publishes: the inclusion strategy and what it offers families, written, looked at, and read by somebody who is not signed in.

const PROVISION = `
  INSERT INTO provision (id, school_id, name) VALUES (71, 1, 'Reading together');
  INSERT INTO placement (cycle_id, provision_id, position, rate_role, minutes, times_a_week, weeks, resources_pence, entered_at)
    SELECT min(id), 71, 9, 'ta', 20, 3, 12, 0, 0 FROM cycle;
  UPDATE school SET sendiass = 'Family Voice, 01234 567890', local_offer = 'https://offer.example.org' WHERE id = 1;`;

async function onPaper(visitor, name) {
  if (!process.env.PICTURES) return;
  await visitor.page.emulateMedia({ media: "print" });
  await visitor.picture(`${name}, on paper`);
  await visitor.page.emulateMedia({ media: "screen" });
}

async function strategy({ world, open }) {
  await world.sql(PROVISION);
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/inclusion-strategy");
  await senco.look("inclusion strategy, none yet");
  await senco.press("Begin a draft");
  await senco.unfold();
  await senco.look("inclusion strategy, an empty draft");
  await senco.press("Approve it", 422);
  await senco.wrong("inclusion strategy, approved too soon", { approve: /nothing is written yet/, approved_by: /who approved it/, approved_on: /as a date/ });
  await senco.follow("Write what it says");
  await senco.fill({ years: "9", review_on: "2028-01-01", grant: "much" });
  await senco.press("Save what it says", 422);
  await senco.wrong("inclusion strategy, texts wrong", { years: /from 1 to 5/, review_on: /within twelve months/, grant: /pounds and pence/ });
  await senco.fill({ years: "3", review_on: "2027-09-01", grant: "14000", intent: "Every child takes part in every lesson.", barriers: "Noise in the hall.", outcomes: "More children stay for clubs." });
  await senco.press("Save what it says");
  await senco.follow("Add an activity");
  await senco.press("Save the activity", 422);
  await senco.wrong("inclusion strategy, activity wrong", { principle: /Choose the principle/, what: /what is done/, budget: /The budget/ });
  await senco.fill({ principle: "teaching", what: "Every teacher plans one change for each class", budget: "15000", pupils: "3", lead: "Phase leader", from_on: "2026-09-07", until_on: "2027-07-16" });
  await senco.press("Save the activity");
  await senco.unfold();
  await senco.follow(/^Make it one/);
  await senco.fill({ principle: "early_support", pupils: "40" });
  await senco.press("Save the activity");
  await senco.reads("Thrice counts 1 pupil,");
  await senco.press(/^Take these over/);
  await senco.unfold();
  await senco.press("Put these numbers into the barriers");
  await senco.reads("By status on Wednesday 18 November 2026");
  await senco.unfold();
  await senco.look("inclusion strategy, a draft");
  await senco.fill({ approved_by: "Governing board", approved_on: "2026-11-10" });
  await senco.press("Approve it");
  await senco.look("inclusion strategy, approved");
  await senco.press("Publish this version");
  await senco.unfold();
  await senco.look("inclusion strategy, published");
  await onPaper(senco, "inclusion strategy");
  await senco.follow("All versions");
  await senco.follow("The switch of the open page");
  await senco.look("the switch of an open page");
  await senco.fill({ open: "yes" });
  await senco.press("Set the switch");
  await senco.look("an open page, open");
  await senco.go("/inclusion-strategy/principles");
  await senco.fill({ file: 'title = "Ours"\n[[principle]]\ncode = "a"' });
  await senco.press("Use this file", 422);
  await senco.wrong("principles, wrong", { file: /Line 2/ });
  const anybody = await open();
  await anybody.go("/open/1/inclusion-strategy");
  await anybody.reads("fewer than 5 pupils");
  await anybody.look("inclusion strategy, the open page", { never: ["Khan", "Amira"] });
  await onPaper(anybody, "inclusion strategy, the open page");
}

async function offer({ world, open }) {
  await world.sql(PROVISION);
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/information-report");
  await senco.press("Publish it", 422);
  await senco.wrong("what the school offers, nothing to publish", { publish: /nothing to publish/ });
  await senco.look("what the school offers");
  await senco.follow("How we look at progress together");
  await senco.look("what the school offers, a part");
  await senco.fill({ words: "We set targets with you.\nEvery term we look at them together." });
  await senco.press("Save this part");
  await senco.follow("What you show of the catalogue");
  await senco.look("what the school offers, the catalogue");
  await senco.follow("Reading together");
  await senco.press("Show it to families", 422);
  await senco.wrong("what the school offers, a provision wrong", { area: /Choose the area/, words: /what it is/ });
  await senco.fill({ area: "cognition", words: "Four children read a book together with an adult." });
  await senco.press("Show it to families");
  await senco.go("/information-report/preview");
  await senco.reads("Four children read a book");
  await senco.look("what the school offers, before it is published");
  await senco.go("/information-report");
  await senco.press("Publish it");
  await senco.look("what the school offers, published");
  await senco.go("/open-pages/information_report");
  await senco.fill({ open: "yes" });
  await senco.press("Set the switch");
  const anybody = await open();
  await anybody.go("/open/1/information-report");
  await anybody.reads("Family Voice");
  await anybody.look("what the school offers, the open page", { never: ["Khan", "Amira"] });
  await onPaper(anybody, "what the school offers");
}

export const flows = [
  { name: "the inclusion strategy, published", walk: strategy },
  { name: "what the school offers families", walk: offer },
];
