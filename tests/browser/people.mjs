// Everybody else: the teacher on a phone, the office, the head, a governor, the administrator, and what only they see.

import assert from "node:assert/strict";

async function teacher({ open }) {
  const teacher = await open();
  await teacher.signIn("teacher");
  assert.match(teacher.page.url(), /\/my-pupils$/);
  await teacher.reads("Says sentences of five words or more");
  await teacher.reads("Model the sentence back, then wait");
  await teacher.look("my pupils");
  await teacher.follow("Amira K", teacher.page.locator("h2"));
  await teacher.look("pupil, as the teacher");
  for (const path of ["/pupils/2", "/plans/99", "/conversations/1", "/nowhere"]) await teacher.go(path, 404);
  await teacher.look("not found");
  for (const path of ["/round", "/messages", "/tasks", "/settings"]) await teacher.go(path, 403);
  await teacher.look("for somebody else");
  await teacher.go("/my-pupils");
  const link = teacher.page.url();
  await teacher.press("Sign out");
  await teacher.look("signed out");
  await teacher.go("/my-pupils", 200, "/sign-in");
  await teacher.fill({ email: "teacher@oakfield.example.org", password: "three small words" });
  await teacher.press("Sign in");
  assert.equal(teacher.page.url(), link, "signing in leads back to the page that was asked for");
}

/** The mother did not answer, the father's address is refused, somebody is barred, and a court order came with an import. */
export const TO_DO = `
  INSERT INTO task (school_id, key, kind, for_role, pupil_id, adult_id, detail, due_on, created_at) VALUES
    (1, 'a', 'phone_parent', 'office', 1, 1, 'Two messages and no answer.', '2026-11-16', 0),
    (1, 'b', 'print_letter', 'office', 1, 2, 'The mail server refuses the address. Please print the letter.', '2026-11-19', 0),
    (1, 'c', 'phone_parent', 'office', 1, 3, 'To somebody barred.', '2026-11-20', 0);
  INSERT INTO restriction (guardianship_id, kind, note, source, entered_at) VALUES (4, 'court_order', 'Order of 3 May', 'import', 0);`;

async function office({ world, open }) {
  await world.sql(TO_DO);
  const office = await open();
  await office.signIn("office");
  await office.reads("07700 900001");
  const shown = await office.page.locator("main").innerText();
  assert.ok(!shown.includes("To somebody barred"), "what is to be said to somebody barred is nobody's task any more");
  await office.look("tasks of the office");
  await office.press("Mark as done", 422);
  await office.reads("There is a problem");
  await office.look("tasks of the office, wrong");
  await office.fill({ note: "Comes on Tuesday" }, office.page.locator("li").filter({ hasText: "Two messages" }).last());
  await office.press("Mark as done");
  await office.follow("Open the letter");
  await office.reads("Dear Mr Khan");
  await office.look("letter", { never: ["Amira", "SEN "] });
  const letter = new URL(office.page.url()).pathname;
  await office.follow("enter an address");
  await office.fill({ postal: "1\n2\n3\n4\n5\n6", postcode: "LS1 4AB" });
  await office.press("Save", 422);
  await office.wrong("address of a contact, wrong", { postal: /at most five lines/ });
  await office.fill({ postal: "Flat 2\n14 Oak Road\nHeadingley\nLeeds" });
  await office.press("Save");
  await office.reads("Flat 2, 14 Oak Road, Headingley, Leeds, LS1 4AB");
  await office.look("pupil, as the office, with an address");
  await office.go(letter);
  await office.reads(/Mr Bilal Khan\s+Flat 2\s+14 Oak Road\s+Headingley\s+Leeds\s+LS1 4AB/);
  await office.look("letter with an address", { never: ["Amira", "SEN ", "No postal address"] });
}

/** Two letters about a meeting that is to come, one that is called off, one that was held, and a second invitation. */
const LETTERS = `
  INSERT INTO postal_address (adult_id, lines, postcode, entered_at) VALUES (1, 'Flat 2' || char(10) || '14 Oak Road' || char(10) || 'Leeds', 'LS1 4AB', 0);
  UPDATE adult SET format = 'paper' WHERE id = 1;
  UPDATE adult SET format = 'large_print' WHERE id = 2;
  INSERT INTO conversation (id, pupil_id, plan_id, lead_id, offered_at, offered_by, answer_by_on) VALUES
    (71, 1, 1, 2, 1794992400, 1, '2026-11-20'), (72, 1, 1, 2, 1794128400, 1, '2026-11-08'), (73, 1, 1, 2, 1794992400, 1, '2026-11-20');
  INSERT INTO slot (id, conversation_id, position, starts_at, minutes, mode, place) VALUES
    (71, 71, 1, 1795535100, 30, 'school', 'Room 4'), (72, 72, 1, 1794324600, 30, 'school', ''), (73, 73, 1, 1795535100, 30, 'phone', '');
  INSERT INTO booking (conversation_id, sequence, slot_id, booked_at) VALUES (71, 0, 71, 1794992400), (72, 0, 72, 1794128400);
  INSERT INTO invitation (conversation_id, adult_id, invited_at) VALUES (71, 1, 0), (71, 2, 0), (72, 1, 0), (73, 1, 0);
  INSERT INTO conversation_record (conversation_id, held_on, mode, interpreter, going_well, worries, agreed, agreement, agreement_words, entered_at, entered_by) VALUES
    (72, '2026-11-10', 'school', '', 'Sings in the choir', 'Mornings', 'Mrs Khan reads with her', 'agree', 'Yes', 1794324600, 2);
  INSERT INTO conversation_attendance (conversation_id, adult_id, how) VALUES (72, 1, 'attended');
  INSERT INTO task (school_id, key, kind, for_role, pupil_id, adult_id, conversation_id, detail, due_on, created_at, message) VALUES
    (1, 'la', 'print_letter', 'office', 1, 1, 71, 'Change of time.', '2026-11-18', 0, 'changed'),
    (1, 'lb', 'print_letter', 'office', 1, 2, 71, 'Before the meeting.', '2026-11-18', 0, 'before'),
    (1, 'lc', 'print_letter', 'senco', 1, 1, 72, 'What we agreed.', '2026-11-18', 0, 'summary'),
    (1, 'ld', 'print_letter', 'office', 1, 1, 73, 'Reminder to answer.', '2026-11-18', 0, 'invite_reminder'),
    (1, 'le', 'phone_parent', 'office', 1, 1, 73, 'Please tell them by phone: the meeting is called off.', '2026-11-18', 0, 'cancelled');`;

/** Two addresses that do not work, answered on one page. */
async function addresses({ world, open }) {
  await world.sql(`
    INSERT INTO dead_address (email, reply, marked_at) VALUES ('sana@family.example.org', 'it came back after the mail server had taken it', 1794992400),
      ('bilal@family.example.org', 'recipient: 550 5.1.1 no such user', 1794992400);
    INSERT INTO task (id, school_id, key, kind, for_role, pupil_id, adult_id, detail, due_on, created_at) VALUES
      (501, 1, 'fa', 'fix_address', 'office', 1, 1, 'The e-mail address does not work.', '2026-11-18', 0),
      (502, 1, 'fb', 'fix_address', 'office', 1, 2, 'The e-mail address does not work.', '2026-11-18', 0);`);
  const office = await open();
  await office.signIn("office");
  await office.go("/tasks");
  await office.follow("Answer all 2 on one page");
  await office.look("addresses that do not work");
  await office.fill({ "email-501": "nobody", "paper-502": "yes" });
  await office.press("Save what is entered", 422);
  await office.wrong("addresses that do not work, wrong", { "email-501": /must look like/ });
  await office.fill({ "email-501": "sana@new.example.org" });
  await office.press("Save what is entered");
  await office.reads("Every address is answered.");
  await office.look("addresses, all answered");
}

async function letters({ world, open }) {
  await world.sql(LETTERS);
  const office = await open();
  await office.signIn("office");
  await office.go("/tasks/letters");
  await office.reads("3 letters to print");
  await office.look("letters of every kind, as the office", { never: ["Sings in the choir", "Amira", "SEN "] });
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/tasks/letters");
  await senco.reads(/What we agreed[\s\S]*Sings in the choir/);
  await senco.look("letters of every kind", { never: ["SEN "] });
  await senco.page.emulateMedia({ media: "print" });
  await senco.page.setViewportSize({ width: 680, height: 962 });
  // An A4 sheet inside its margins is 1009 px high. Only large print needs a second one.
  const sheets = await senco.page.evaluate(() => [...document.querySelectorAll(".letter")].map((letter) => Math.ceil(letter.scrollHeight / 1009)));
  assert.deepEqual(sheets, [1, 2, 1, 1]);
  if (process.env.PICTURES) await senco.picture("printed letters of every kind");
}

async function lookers({ world, open }) {
  await world.sql(TO_DO);
  const head = await open();
  await head.signIn("head");
  await head.look("today, as the head");
  await head.go("/tasks");
  await head.look("tasks, as the head");
  await head.go("/settings");
  await head.look("settings, as the head");
  const governor = await open();
  await governor.signIn("governor");
  await governor.look("figures for governors", { never: ["Amira", "Ben"] });
}

async function settings({ world, open }) {
  await world.sql(TO_DO);
  const admin = await open();
  await admin.signIn("admin");
  await admin.look("settings");
  await admin.fill({ name: "", email: "nowhere" });
  await admin.press("Save the school", 422);
  await admin.wrong("settings, wrong", { name: /Enter the school/, email: /must look like/ });
  await admin.fill({ name: "Oakfield Primary School", email: "office@oakfield.example.org" });
  await admin.press("Save the school");
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/restrictions");
  await senco.look("restrictions");
  await senco.follow(/^Decide/);
  await senco.look("decide about a restriction");
  await senco.press("Save the decision", 422);
  await senco.wrong("restriction, wrong", { does: /Choose/, seen: /what you checked/, note: /Write down/ });
  await senco.fill({ does: "letter_or_phone", until_on: "2027-07-20", seen: "The order itself", note: "It allows letters" });
  await senco.press("Save the decision");
  await senco.reads("Every restriction has been checked");
  await senco.look("restrictions, decided");
}

/** What a parent told on the phone this morning. */
async function restriction({ open }) {
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/pupils/1");
  await senco.follow("Enter a restriction", senco.page.locator("tr").filter({ hasText: "Mother" }));
  await senco.look("enter a restriction");
  await senco.press("Save the restriction", 422);
  await senco.wrong("enter a restriction, wrong", { order: /Choose/, note: /Write down/, said_by: /who said/, said_on: /day/, seen: /what you checked/ });
  await senco.fill({ order: "non_molestation", note: "Order of this morning, seen by the office", said_by: "The family court", said_on: "2026-11-18", seen: "The order" });
  await senco.press("Save the restriction");
  await senco.reads("No contact");
  await senco.look("pupil, with a restriction");
  await senco.follow("Add a parent or carer");
  await senco.look("add a contact");
  await senco.press("Add them", 422);
  await senco.wrong("add a contact, wrong", { forename: /first name/, surname: /family name/, relationship: /who they are/ });
  await senco.fill({ title: "Mrs", forename: "Olu", surname: "Ode", relationship: "Grandmother" });
  await senco.press("Add them", 422);
  await senco.wrong("add a contact, known already", { same: /known already/ });
  await senco.fill({ same: "4" });
  await senco.press("Add them");
  await senco.follow("Change", senco.page.locator("tr").filter({ hasText: "Grandmother" }));
  await senco.look("a contact, added");
  await senco.follow("No longer a contact of this pupil");
  await senco.look("end a contact");
  await senco.press(/^End/, 422);
  await senco.wrong("end a contact, wrong", { why: /Write down/ });
  await senco.fill({ why: "Moved abroad, she told us" });
  await senco.press(/^End/);
  await senco.look("pupil, a contact ended");
}

/** Every setting that a school has of its own, and rates with a past. */
async function windowsAndRates({ open }) {
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/settings/windows");
  await senco.look("windows");
  await senco.fill({ "autumn-opens": "2026-12-11", "autumn-closes": "2026-11-30" });
  await senco.press(/^Save/, 422);
  await senco.wrong("windows, wrong", { "autumn-opens": /Autumn/ });
  await senco.fill({ "autumn-opens": "2026-11-30", "autumn-closes": "2026-12-11" });
  await senco.press(/^Save/);
  await senco.look("windows, saved");
  await senco.go("/settings/rates");
  await senco.look("rates");
  await senco.fill({ role: "Teaching assistant", amount: "lots", from_on: "2026-09-01" });
  await senco.press("Add the rate", 422);
  await senco.wrong("rates, wrong", { amount: /pounds and pence/, from_on: /gone by|already/ });
  await senco.fill({ amount: "19.20", from_on: "2027-04-01", source: "Pay scales of April 2027" });
  await senco.press("Add the rate");
  await senco.reads("£19.20");
  await senco.look("rates, saved");
}

/** A new password by a one-time link. */
async function password({ world, open }) {
  const senco = await open();
  const link = await world.passwordLink();
  await senco.go(link);
  await senco.look("choose a password");
  await senco.fill({ password: "short" });
  await senco.press("Save password", 422);
  await senco.wrong("choose a password, wrong", { password: /8 characters/ });
  await senco.fill({ password: "three other words" });
  await senco.press("Save password");
  await senco.page.getByText("I have not got my phone").click();
  await senco.look("type the code, without a phone");
  await senco.secondStep();
  await senco.reads("Good morning, Priya");
  await senco.go(link, 404);
  await senco.look("choose a password, link used up");
}

export const flows = [
  { name: "the teacher's pupils", walk: teacher },
  { name: "the office's tasks and letter", walk: office },
  { name: "addresses that do not work", walk: addresses },
  { name: "letters of every kind", walk: letters },
  { name: "head and governor look", walk: lookers },
  { name: "settings and restrictions", walk: settings },
  { name: "a restriction is entered", walk: restriction },
  { name: "windows and rates", walk: windowsAndRates },
  { name: "a new password", walk: password },
];
