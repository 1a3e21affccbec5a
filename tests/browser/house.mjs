// The people of the school: inviting, changing, leaving.

import assert from "node:assert/strict";

async function staff({ world, open }) {
  await world.sql(`INSERT INTO staff (school_id, title, forename, surname, email, role, from_on) VALUES
    (1, 'Ms', 'Nell', 'Byrne', 'nell@oakfield.example.org', 'teacher', '2026-09-01'),
    (1, '', 'Wilhelmina-Anastasia', 'Featherstonehaugh-Cholmondeley', 'wilhelmina.featherstonehaugh-cholmondeley@oakfield.example.org', 'ta', '2026-09-01')`);
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/settings");
  await senco.follow("People");
  await senco.reads("2 people have no account yet");
  await senco.look("people");
  await senco.page.locator('input[name="staff"]').last().uncheck();
  await senco.press("Invite everybody who is ticked");
  await senco.reads("1 invitation is on its way.");
  await senco.look("people, invited");
  await senco.follow("Add a member of staff");
  await senco.look("add a member of staff");
  await senco.press("Add this person", 422);
  await senco.wrong("add a member of staff, wrong", { forename: /first name/, surname: /last name/, email: /like name@/, role: /Choose what they are/ });
  await senco.fill({ forename: "Ada", surname: "Ng", email: "ada@oakfield.example.org", role: "ta", classes: "4A" });
  await senco.press("Add this person");
  await senco.reads("Ada Ng");
  assert.equal((await world.mail()).filter((m) => m.to === "ada@oakfield.example.org").length, 1);
  await senco.go("/people/5");
  await senco.follow("They have lost their phone");
  await senco.look("a lost phone");
  await senco.press("Take their second step away", 422);
  await senco.wrong("a lost phone, wrong", { sure: /Talk with them first/, current: /not the password/ });
  await senco.fill({ sure: "yes", current: "three small words" });
  await senco.press("Take their second step away");
  await senco.reads("they have been written to");
  await senco.go("/people");
  await senco.reads("accepted by the mail server");
  await senco.follow("Omar Shah");
  await senco.look("one of the staff");
  await senco.follow("What they may do beside it");
  await senco.look("rights beside a role");
  await senco.fill({ right: "every_pupil", until: "2026-11-02" });
  await senco.press("Save what they may do", 422);
  await senco.wrong("rights beside a role, wrong", { reason: /Say why/, until: /from today on/ });
  await senco.fill({ reason: "Leads Key Stage 2", until: "2026-12-18" });
  await senco.press("Save what they may do");
  await senco.reads("Since Wednesday 18 November 2026, until Friday 18 December 2026, given by Priya Anand: Leads Key Stage 2");
  await senco.look("one of the staff, with a right");
  await senco.follow("What they may do beside it");
  await senco.page.getByLabel("See every pupil").uncheck();
  await senco.press("Save what they may do");
  await senco.reads("Ended: see every pupil");
  await senco.follow("Change the role");
  await senco.look("change a role");
  await senco.fill({ role: "office" });
  await senco.press("Change the role", 422);
  await senco.wrong("change a role, wrong", { to: /Choose who takes over/ });
  await senco.fill({ to: "3" });
  await senco.press("Change the role");
  await senco.reads("School office since Wednesday 18 November 2026");
  await senco.follow("End their access");
  await senco.look("end an access");
  await senco.press("End their access now");
  await senco.reads("Access ended (1)");
  await senco.look("people, one gone");
  await senco.go("/people/2");
  await senco.look("one who has left");
  await senco.press("Let them in again");
  await senco.reads("1 invitation is on its way.");
}

async function year({ open }) {
  const admin = await open();
  await admin.signIn("admin");
  await admin.follow("Terms and closures");
  await admin.look("terms");
  await admin.fill({ "spring-starts": "2026-12-15", "closure-0-day": "2026-11-28" });
  await admin.press("Save terms and closures", 422);
  await admin.wrong("terms, wrong", { "spring-starts": /before the autumn term has ended on Friday 18 December 2026/, "closure-0-day": /weekend/ });
  await admin.fill({ "spring-starts": "2027-01-05", "closure-0-day": "2026-11-27", "closure-0-note": "Training" });
  await admin.press("Save terms and closures");
  await admin.reads("Saved.");
  await admin.look("terms, saved");
  await admin.follow("Terms and closures in 2027/28");
  await admin.page.getByText("From a file, or pasted").click();
  const file = (name, text) => admin.page.locator('input[name="files"]').setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
  await file("terms.pdf", "%PDF-1.7");
  await admin.press("Fill the form from the file", 422);
  await admin.wrong("terms, a wrong file", { files: /this is a PDF/ });
  await file("terms.csv", "Term,Starts,Ends\nAutumn,02/09/2027,16/12/2027\nSpring,never,31/03/2028\n");
  await admin.press("Fill the form from the file");
  await admin.reads("terms.csv, line 3");
  assert.equal(await admin.value("autumn-ends"), "2027-12-16");
  await admin.look("terms, from a file");
  await admin.page.getByText("From a file, or pasted").click();
  await admin.fill({ text: "Autumn,02/09/2027,17/12/2027\nSpring,never\n\n01/09/2027,INSET,Training" });
  await admin.press("Fill the form with these rows");
  await admin.reads("Not saved yet.");
  assert.equal(await admin.value("autumn-ends"), "2027-12-17");
  await admin.look("terms, pasted");
}

async function mail({ open }) {
  const admin = await open();
  await admin.signIn("admin");
  await admin.follow("E-mail");
  await admin.reads("No mail server is set");
  await admin.look("mail settings");
}

export const flows = [
  { name: "the people of the school", walk: staff },
  { name: "the terms of the school", walk: year },
  { name: "the mail of the school", walk: mail },
];
