// What law and governors ask for: an incident recorded on the day and told to the parents, inclusion bases, complaints, plans without names.

/** The teacher records what happened, corrects it and prints the letter; the head tells the other parent and reads the figures. */
async function incident({ open }) {
  const teacher = await open();
  await teacher.signIn("teacher");
  await teacher.go("/pupils/1");
  await teacher.follow("Record of force, restraint or seclusion");
  await teacher.look("incidents, none");
  await teacher.follow("Record an incident");
  await teacher.look("incident, form");
  await teacher.press("Save the record", 422);
  await teacher.wrong("incident, wrong", { kinds: /what was used/, began: /time of day/, minutes: /whole minutes/, place: /where it was/, needs: /which needs/, why: /why it was used/, injuries: /there were none/, support: /afterwards/ });
  await teacher.fill({ kinds: "force", began: "08:40", minutes: "4", place: "Hall", staff: "Mr Shah", needs: "Speech and language", why: "Another child would have been hurt", triggers: "The fire bell", tried: "Moving the others away", degree: "A guiding hold by one adult", injuries: "None", support: "A quiet hour" });
  await teacher.press("Save the record");
  await teacher.reads("Parents not told yet: due today");
  await teacher.look("incident", { never: ["Voss"] });
  await teacher.follow("Correct the record");
  await teacher.fill({ minutes: "5" });
  await teacher.press("Save the correction", 422);
  await teacher.wrong("incident, corrected without why", { corrects: /Say why/ });
  await teacher.fill({ corrects: "The clock was read wrongly" });
  await teacher.press("Save the correction");
  await teacher.unfold();
  await teacher.look("incident, corrected");
  await teacher.follow("Letter to Mrs Khan");
  await teacher.look("incident, letter", { never: ["Bilal"] });
  await teacher.go("/pupils/1/incidents/1/tellings");
  await teacher.press("Save", 422);
  await teacher.wrong("incident, telling, wrong", { way: /how they were told/, words: /what they were told/ });
  await teacher.page.locator('[name="who"][value="2"]').uncheck();
  await teacher.fill({ way: "by_hand", words: "The letter of today" });
  await teacher.look("incident, telling");
  await teacher.press("Save");
  await teacher.reads("Still to be told in writing: Mr Khan.");
  const head = await open();
  await head.signIn("head");
  await head.reads("Parents to tell of force, restraint or seclusion (1)");
  await head.look("today, parents to tell");
  await head.follow(/^Tell them/);
  await head.follow("Record that parents were told");
  await head.fill({ way: "post", words: "The same letter" });
  await head.press("Save");
  await head.reads("Told on the same day");
  await head.look("incident, told");
  await head.go("/reports/incidents");
  await head.reads("1 incident with 1 pupil");
  await head.look("figures of incidents");
  const governor = await open();
  await governor.signIn("governor");
  await governor.follow("Force, restraint, seclusion");
  await governor.look("figures of incidents, governor");
}

/** The SENCO enters a base, a pupil joins for the whole week, and the plan to return is looked at. */
async function bases({ open }) {
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/bases");
  await senco.press("Save the base", 422);
  await senco.wrong("bases, wrong", { name: /what the base is called/, kind: /which of the two/, lead: /teacher who runs it/, places: /whole number/ });
  await senco.fill({ name: "The Nest", kind: "support", lead: "2", places: "8" });
  await senco.press("Save the base");
  await senco.look("bases");
  await senco.go("/pupils/1/record");
  await senco.follow(/^Membership of bases/);
  await senco.press("Save", 422);
  await senco.wrong("membership of a base, wrong", { base: /Choose which base/, hours: /hours a week/, why: /Say why/, return_plan: /returns to class/, look_on: /looked at next/ });
  await senco.fill({ base: "1", hours: "32:30", why: "Language in a small group", return_plan: "Maths in class from January", look_on: "2026-12-01" });
  await senco.press("Save");
  await senco.reads("the whole week");
  await senco.look("membership of a base");
  await senco.follow(/^It was looked at/);
  await senco.press("Save", 422);
  await senco.wrong("plan to return, wrong", { words: /what was found/, look_on: /looked at next/ });
  await senco.fill({ words: "Two lessons work", look_on: "2027-01-20" });
  await senco.press("Save");
  await senco.go("/bases/1");
  await senco.look("a base");
  await senco.go("/pupils/1/bases");
  await senco.follow(/^End it/);
  await senco.press("End the membership", 422);
  await senco.wrong("end of a membership, wrong", { why: /how it ended/ });
  await senco.fill({ why: "Back in class" });
  await senco.press("End the membership");
  await senco.look("membership of a base, ended");
}

/** The head logs a complaint and its answer. */
async function complaints({ open }) {
  const head = await open();
  await head.signIn("head");
  await head.go("/reports");
  await head.follow("Complaints");
  await head.press("Save the complaint", 422);
  await head.wrong("complaints, wrong", { complainant: /who complains/, about: /is about/ });
  await head.fill({ received_on: "2026-11-06", complainant: "Sana Khan", pupil: "1", about: "The plan came late" });
  await head.press("Save the complaint");
  await head.look("a complaint");
  await head.press("Save the answer", 422);
  await head.wrong("a complaint, wrong", { outcome: /what came of it/, words: /what was answered/ });
  await head.fill({ outcome: "in_part", words: "A week earlier from now on" });
  await head.press("Save the answer");
  await head.reads("Answered in time");
  await head.go("/complaints");
  await head.look("complaints");
}

/** The SENCO draws plans, reads them and publishes; a governor reads them; they are withdrawn. */
async function samples({ open }) {
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/plan-samples");
  await senco.look("plans without names, to choose");
  await senco.fill({ most: "99" });
  await senco.press("Draw the plans", 422);
  await senco.wrong("plans without names, wrong", { most: /from 1 to 10/ });
  await senco.fill({ most: "5" });
  await senco.press("Draw the plans");
  await senco.look("plans without names, to read");
  await senco.press("Publish for governors", 422);
  await senco.wrong("plans without names, not read", { read: /Read every line/ });
  await senco.fill({ read: "yes" });
  await senco.press("Publish for governors");
  await senco.look("plans without names, published");
  const governor = await open();
  await governor.signIn("governor");
  await governor.follow("Plans without names");
  await governor.follow(/^Wednesday 18 November/);
  await governor.look("plans without names, governor", { never: ["Amira", "Khan", "Shah"] });
  await senco.follow("Withdraw it");
  await senco.press("Withdraw them", 422);
  await senco.wrong("plans without names, withdrawn without why", { why: /why/ });
  await senco.fill({ why: "Read again first" });
  await senco.press("Withdraw them");
  await senco.reads("Withdrawn");
}

export const flows = [
  { name: "incident of force", walk: incident },
  { name: "inclusion bases", walk: bases },
  { name: "complaints", walk: complaints },
  { name: "plans without names", walk: samples },
];
