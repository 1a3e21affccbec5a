// A pupil's record, page by page: what the SENCO enters there, and what others see of it.

/** SEN status, needs and attendance. */
async function record({ open }) {
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/pupils/1");
  await senco.follow("Record");
  await senco.look("record");
  await senco.follow("Change the SEN status");
  await senco.press("Show what follows", 422);
  await senco.wrong("status, wrong", { code: /Choose/, reason: /why/, told: /Say whether/ });
  await senco.fill({ code: "E", reason: "The authority issued a plan", told: "no", not_told: "The letter goes out tomorrow" });
  await senco.press("Show what follows");
  await senco.reads("stays open until a review ends it");
  await senco.look("status, what follows");
  await senco.press("Go back and change it");
  await senco.press("Show what follows");
  await senco.press("Save the change");
  await senco.reads("Not yet");
  await senco.follow("Record that they were told");
  await senco.look("parents told");
  await senco.press("Save", 422);
  await senco.wrong("parents told, wrong", { told_how: /how/ });
  await senco.fill({ told_how: "By phone, Mr Shah" });
  await senco.press("Save");
  await senco.reads("By phone, Mr Shah");
  await senco.follow("Add a need");
  await senco.look("need");
  await senco.press("Add the need", 422);
  await senco.wrong("need, wrong", { code: /Choose/, evidence: /found/, said_by: /who/ });
  await senco.fill({ code: "ASD", evidence: "Assessed over two visits", said_by: "Community paediatrician" });
  await senco.press("Add the need");
  await senco.press(/^Move up/);
  await senco.reads("Primary: Autistic");
  await senco.follow(/^Add evidence for Autistic/);
  await senco.look("evidence");
  await senco.fill({ evidence: "Joins in with a visual timetable", said_by: "Mr Shah" });
  await senco.press("Add the evidence");
  await senco.follow(/^End this need.*Speech/);
  await senco.look("need ends");
  await senco.fill({ why: "Now explained by autism" });
  await senco.press("End the need");
  await senco.follow("Enter attendance");
  await senco.look("attendance");
  await senco.fill({ possible: "110", attended: "lots" });
  await senco.press("Save attendance", 422);
  await senco.wrong("attendance, wrong", { attended: /whole number/ });
  await senco.fill({ attended: "99" });
  await senco.press("Save attendance");
  await senco.reads("Persistent absence");
  await senco.follow("Enter a place or top-up funding");
  await senco.look("census");
  await senco.press("Save", 422);
  await senco.wrong("census, wrong", { indicator: /Choose/ });
  await senco.fill({ indicator: "top_up" });
  await senco.press("Save");
  await senco.reads("Top-up funding is received");
  await senco.follow(/^End it.*Top-up/);
  await senco.look("census ends");
  await senco.press("End it");
  await senco.look("record, changed");
}

/** Professionals with their reports, and suspensions. */
async function others({ world, open }) {
  await world.sql(`INSERT INTO document (id, pupil_id, title, kind, bytes, sha256, dated_on, entered_at) VALUES (81, 1, 'Report of Dr Lee', 'pdf', 8, x'00', '2026-11-10', 0), (82, 1, 'Annex with the pictures', 'pdf', 8, x'00', '2026-11-10', 0)`);
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/pupils/1/record");
  await senco.follow("Record that advice is asked");
  await senco.look("advice asked");
  await senco.press("Save", 422);
  await senco.wrong("advice asked, wrong", { profession: /profession/, about: /ask/ });
  await senco.fill({ profession: "Educational psychologist", name: "Dr Lee", about: "How she learns best", asked_on: "2026-10-01" });
  await senco.press("Save");
  await senco.look("advice, no report yet");
  await senco.press("Save the report", 422);
  await senco.wrong("report, wrong", { summary: /short/ });
  await senco.fill({ summary: "Short steps, and time to answer", document: "81" });
  await senco.press("Save the report");
  await senco.fill({ target: "1" });
  await senco.press("Save");
  await senco.reads("Model the sentence back");
  await senco.press("File it here", 422);
  await senco.wrong("report, no document chosen", { document: /Choose the document/ });
  await senco.fill({ document: "82" });
  await senco.press("File it here");
  await senco.reads("Annex with the pictures");
  await senco.look("advice, became a strategy");
  await senco.go("/pupils/1/documents");
  await senco.reads("Report of: Educational psychologist");
  await senco.look("documents, filed for a report");
  await senco.go("/pupils/1/record");
  await senco.follow("Record a suspension");
  await senco.look("suspension");
  await senco.press("Save", 422);
  await senco.wrong("suspension, wrong", { sessions: /Half days/, reason: /Choose/ });
  await senco.fill({ sessions: "3", reason: "DB", reason_2: "DB" });
  await senco.press("Save", 422);
  await senco.wrong("suspension, twice the same", { reason_2: /above already/ });
  await senco.fill({ reason_2: "VA", reason_3: "DM" });
  await senco.press("Save");
  await senco.reads("1½ days of at most 45");
  await senco.look("record, with suspension and advice");
  await senco.follow(/^Withdraw/);
  await senco.look("withdraw a suspension");
  await senco.fill({ why: "Entered by mistake" });
  await senco.press("Withdraw it");
  await senco.reads("Withdrawn");
  const teacher = await open();
  await teacher.signIn("teacher");
  await teacher.go("/pupils/1/advice/1");
  await teacher.press("I have read this report");
  await teacher.reads("Mr Shah");
}

/** What a parent needs to take part, asked by the office. */
async function card({ open }) {
  const office = await open();
  await office.signIn("office");
  await office.go("/pupils/1");
  await office.look("pupil, as the office");
  await office.follow(/^Change/, office.page.locator("tr").filter({ hasText: "Mother" }));
  await office.look("a parent's card");
  await office.fill({ email: "nowhere" });
  await office.press("Save", 422);
  await office.wrong("a parent's card, wrong", { email: /must look like/ });
  await office.fill({ email: "sana@new.example.org", format: "large_print", hours: "After 4pm" });
  await office.press("Save");
  await office.reads("sana@new.example.org");
  await office.reads("Large print");
}

/** Documents, the time line, the audit, the marker, leaving and coming back. */
async function file({ open }) {
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/pupils/1");
  await senco.follow("Documents");
  await senco.look("documents, none");
  await senco.follow("Add a document");
  await senco.look("add a document");
  const chosen = senco.page.locator('[name="file"]');
  await chosen.setInputFiles({ name: "a page.html", mimeType: "text/html", buffer: Buffer.from("<h1>Active</h1>") });
  await senco.press("Add the document", 422);
  await senco.wrong("add a document, wrong", { file: /not a PDF/ });
  await chosen.setInputFiles({ name: "Report of May.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7 the report") });
  await senco.fill({ title: "", dated_on: "2026-05-12" });
  await senco.fill({ sort: "report", circle: "record" });
  await senco.press("Add the document");
  await senco.reads("Report of May");
  await senco.look("documents");
  const [download] = await Promise.all([senco.page.waitForEvent("download"), senco.page.getByRole("link", { name: "Report of May" }).first().click()]);
  if (download.suggestedFilename() !== "document-1.pdf") senco.problem("documents", `downloads ${download.suggestedFilename()}`);
  await senco.follow(/^Withdraw/);
  await senco.look("withdraw a document");
  await senco.fill({ why: "Another child's report" });
  await senco.press("Withdraw it");
  await senco.look("documents, withdrawn");
  await senco.follow("Timeline");
  await senco.reads("SEN support plan begun");
  await senco.look("time line");
  await senco.follow("Audit");
  await senco.reads("Looked at the documents");
  await senco.look("audit of a pupil");
  await senco.follow("Mrs Anand", senco.page.locator("main"));
  await senco.reads("Amira Khan");
  await senco.look("audit of a person");
  await senco.go("/settings/safeguarding");
  await senco.look("named readers");
  await senco.fill({ reader: "1" });
  await senco.press("Save the readers");
  await senco.go("/pupils/1");
  await senco.press("Set the marker");
  await senco.reads("Speak to the designated safeguarding lead");
  await senco.look("pupil, with the marker");
  await senco.follow("Record that Amira leaves");
  await senco.look("leaving");
  await senco.fill({ last_day: "2026-11-13", left_to: "Elm School" });
  await senco.press("Record the leaving");
  await senco.reads("was the last day");
  await senco.look("pupil, left");
  await senco.go("/leavers");
  await senco.look("leavers");
  await senco.go("/pupils/1/return");
  await senco.look("coming back");
  await senco.press("Record the return", 422);
  await senco.wrong("coming back, wrong", { class: /Choose/, nc_year: /year group/ });
  await senco.fill({ class: "1", nc_year: "4" });
  await senco.press("Record the return");
  await senco.reads("Class 4A");
}

/** Added by hand, a plan that is not written yet and is discarded, and a last day that is ahead. */
async function byHand({ open }) {
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/pupils");
  await senco.follow("Add a pupil");
  await senco.look("add a pupil");
  await senco.press("Add the pupil", 422);
  await senco.wrong("add a pupil, wrong", { forename: /Enter the name/, born_on: /Enter the date of birth/, sen: /Choose the SEN status/ });
  await senco.fill({ forename: "Wren", surname: "Singh", born_on: "2018-05-05", nc_year: "4", class: "4A", sen: "K" });
  await senco.press("Add the pupil");
  await senco.reads("Wren Singh");
  await senco.follow("Start a plan");
  await senco.press("Save the plan");
  await senco.reads("This plan is not written yet.");
  await senco.look("plan, not written yet");
  await senco.press("Discard this plan");
  await senco.follow("Record that Wren leaves");
  await senco.fill({ last_day: "2026-12-18", left_to: "Elm School" });
  await senco.press("Record the leaving");
  await senco.reads("will be the last day");
  await senco.look("pupil, leaving");
  await senco.follow("Change the last day");
  await senco.look("leaving, the day changed");
  await senco.page.getByLabel("They stay after all").check();
  await senco.press("Record the leaving");
  await senco.reads("Record that Wren leaves");
}

/** The school's own fields: made among the settings, filled in on the pupil's page, and taken out with what was filled in kept. */
async function ownFields({ open }) {
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/settings");
  await senco.follow("The school’s own pupil fields");
  await senco.look("own fields, none");
  await senco.follow("Add a field");
  await senco.look("own field, new");
  await senco.press("Save the field", 422);
  await senco.wrong("own field, wrong", { name: /what the school calls it/, kind: /Choose/, audience: /who sees/ });
  await senco.fill({ name: "Travels by", kind: "choice", choices: "Bus\nOn foot", audience: "pupil" });
  await senco.press("Save the field");
  await senco.reads("The field is in the list");
  await senco.follow("Add a field");
  await senco.fill({ name: "Shoe size", help: "For skates", kind: "number", unit: "cm", lowest: "10", highest: "30", audience: "record" });
  await senco.press("Save the field");
  await senco.press(/^Move up.*Shoe size/);
  await senco.look("own fields");
  await senco.follow(/^Change.*Shoe size/);
  await senco.look("own field, changed");
  await senco.press("Save the field");
  await senco.go("/pupils/1/fields");
  await senco.follow("Fill them in or change them");
  await senco.look("own fields, filling in");
  await senco.fill({ "field-2": "many", "field-1": "Bus" });
  await senco.press("Save", 422);
  await senco.wrong("own fields, filled in wrong", { "field-2": /must be a number/ });
  await senco.fill({ "field-2": "21.5" });
  await senco.press("Save");
  await senco.reads("21.5 cm");
  await senco.follow("Fill them in or change them");
  await senco.fill({ "field-2": "22" });
  await senco.press("Save");
  await senco.look("own fields of a pupil");
  await senco.go("/settings/pupil-fields");
  await senco.press(/^Take it out.*Shoe size/);
  await senco.go("/pupils/1");
  await senco.reads("Travels by");
  await senco.look("pupil with own fields");
}

/** Where a pupil was before, and the file from there. */
async function before({ open }) {
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/pupils/1/record");
  await senco.follow("Enter an earlier setting");
  await senco.look("earlier setting");
  await senco.press("Save", 422);
  await senco.wrong("earlier setting, wrong", { kind: /Choose/, name: /Enter its name/, until_on: /the last day there/ });
  await senco.fill({ kind: "school", name: "Elm Primary", until_on: "2026-09-30", why_left: "Moved house" });
  await senco.press("Save");
  await senco.reads("Not asked for");
  await senco.follow(/^Record what became of the file/);
  await senco.look("file from an earlier setting");
  await senco.fill({ happened_on: "2026-10-01" });
  await senco.press("Save");
  await senco.reads("It was to come by");
  await senco.look("record, a file is waited for");
  await senco.follow(/^Withdraw.*Elm/);
  await senco.look("earlier setting, withdrawn");
  await senco.press("Withdraw it");
  await senco.reads("No earlier setting is recorded");
}

/** A grey square, as a PNG. */
const SQUARE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNsaGj4DwAFhAKAjM1mJgAAAABJRU5ErkJggg==";

/** A symbol, then a photo, then nothing on the one-page profile. */
async function picture({ open }) {
  const ta = await open();
  await ta.signIn("ta");
  await ta.go("/pupils/1/profile/edit");
  await ta.fill({ liked: "My jokes", written_by: "pupil", how: "talk" });
  await ta.press("Save the profile");
  await ta.follow("Put a symbol or a photo on it");
  await ta.look("picture of a profile");
  await ta.press("Put the symbol on the profile", 422);
  await ta.wrong("symbol, wrong", { symbol: /Choose a symbol/ });
  await ta.fill({ symbol: "rocket" });
  await ta.press("Put the symbol on the profile");
  await ta.reads("Symbol: rocket");
  await ta.look("profile with a symbol");
  await ta.follow("Change or take away the picture");
  await ta.press("Put the photo on the profile", 422);
  await ta.wrong("photo, wrong", { file: /empty/, agreed_by: /who has agreed/, agreed_on: /agreed/ });
  await ta.page.getByLabel("File").setInputFiles({ name: "me.png", mimeType: "image/png", buffer: Buffer.from(SQUARE, "base64") });
  await ta.fill({ agreed_by: "both", agreed_on: "2026-11-16" });
  await ta.press("Put the photo on the profile");
  await ta.reads("Photo: the pupil and a parent or carer agreed on Monday 16 November 2026");
  await ta.page.waitForFunction(() => document.querySelector(".one-page-photo").naturalWidth === 1);
  await ta.look("profile with a photo");
  await ta.follow("Change or take away the picture");
  await ta.press("Take the picture away");
  await ta.reads("Put a symbol or a photo on it");
}

export const flows = [
  { name: "a picture on a profile", walk: picture },
  { name: "where a pupil was before", walk: before },
  { name: "the school's own fields", walk: ownFields },
  { name: "a pupil added by hand", walk: byHand },
  { name: "the record", walk: record },
  { name: "professionals and suspensions", walk: others },
  { name: "a parent's card", walk: card },
  { name: "a pupil's file", walk: file },
];
