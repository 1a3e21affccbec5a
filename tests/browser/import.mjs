// Importing by the pages: choosing files or pasting, every difference, bringing it in, undoing it.

const PUPILS = `Forename,Surname,DOB,Year,Reg,SEN Status,SEN Need Ranking 1,UPN
Amira,Khan,04/03/2018,4,4B,E,ASD,
Ben,Ode,06/05/2017,99,5A,N,,
Wren,Singh,05/05/2018,4,4B,K,SLCN,B801200005001
محمد,عبد الرحمن بن عبد العزيز الأنصاري,05/05/2018,4,4B,N,,
Not,Aday,31/02/2018,4,4B,N,,
`;
const CLASS = Array.from({ length: 30 }, (_, n) => `Pupil ${n},Longname-Hyphenated-Featherstonehaugh,0${1 + (n % 9)}/0${1 + (n % 8)}/2018,4,4C,N,,`).join("\n");

/** Puts files into the form, under their names. */
async function choose(visitor, files) {
  const list = Object.entries(files).map(([name, text]) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) }));
  await visitor.page.locator('input[type="file"]').setInputFiles(list);
}

async function files({ open }) {
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/settings");
  await senco.follow("Import from another system");
  await senco.look("import");
  await senco.press("Look what would change", 422);
  await senco.wrong("import, wrong", { files: /Choose at least one file/ });
  await choose(senco, { "pupils.csv": PUPILS + CLASS });
  await senco.press("Look what would change");
  await senco.reads("SEN status: SEN support → EHC plan");
  await senco.reads("pupils.csv, line 2");
  await senco.look("differences");
  await senco.press("Bring in exactly this");
  await senco.reads("Undo this import");
  await senco.look("an import");
  await senco.go("/import");
  await senco.look("import, with one made");
  await senco.follow("Wednesday 18 November");
  await senco.press("Undo this import");
  await senco.reads("Undone on Wednesday 18 November 2026");
  await senco.look("an import, undone");
}

/** A workbook that Thrice itself has written is read; half of it is not. */
async function workbook({ open }) {
  const senco = await open();
  await senco.signIn("senco");
  const file = await (await senco.page.request.get("/sen-register.xlsx")).body();
  const mimeType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  const send = (name, buffer) => senco.page.locator('input[type="file"]').setInputFiles([{ name, mimeType, buffer }]);
  await senco.go("/import");
  await senco.reads("Excel (.xlsx)");
  await senco.fill({ pasted: "Kept\tas typed" });
  await send("half.xlsx", file.subarray(0, file.length / 2));
  await senco.press("Look what would change", 422);
  await senco.wrong("import, half a workbook", { files: /half\.xlsx: this is a workbook or a zip that is not whole/ });
  await senco.fill({ pasted: "" });
  await send("sen-register.xlsx", file);
  await senco.press("Look what would change");
  await senco.reads("5 of 17 read");
  await senco.reads("there is no date of birth");
  await senco.look("differences, of a workbook");
}

/** Words that are not known are asked about once; a heading that stands twice is asked about first. */
async function words({ open }) {
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/import");
  await choose(senco, { "pupils.csv": "Forename,Surname,DOB,Year,Reg,SEN Status,UPN\nWren,Singh,05/05/2018,4,4B,Monitoring,B801200005001\n" });
  await senco.press("Look what would change");
  await senco.reads("SEN status: “Monitoring”");
  await senco.reads("Wren Singh · born 5 May 2018");
  await senco.look("differences, a word that is not known");
  await senco.fill({ "meaning-0": "N" });
  await senco.press("Save what they mean");
  await senco.look("differences, the word explained");
  await senco.go("/import");
  await choose(senco, { "contacts.csv": "UPN,Forename,Surname,Forename,Surname,Relationship\nB801200005001,Wren,Singh,Jas,Bell,Mother\n" });
  await senco.press("Look what would change");
  await senco.reads("stands twice, over different values");
  await senco.look("columns, a heading twice");
}

/** What somebody entered by hand is marked, and kept unless it is ticked. */
async function byHand({ world, open }) {
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/import");
  await choose(senco, { "pupils.csv": "Forename,Surname,DOB,Year,Reg,SEN Status,UPN\nWren,Singh,05/05/2018,4,4B,N,B801200005001\n" });
  await senco.press("Look what would change");
  await senco.press("Bring in exactly this");
  await world.sql("UPDATE pupil SET forename = 'Wrenna' WHERE upn = 'B801200005001';");
  await senco.go("/import");
  await choose(senco, { "pupils.csv": "Forename,Surname,DOB,Year,Reg,SEN Status,UPN\nWren,Singh,05/05/2018,4,4A,N,B801200005001\n" });
  await senco.press("Look what would change");
  await senco.reads("Entered by hand, and kept (1)");
  await senco.look("differences, entered by hand");
  await senco.page.locator("#take-0").check();
  await senco.press("Bring in exactly this");
  await senco.reads("Undo this import");
}

async function cells({ world, open }) {
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/import");
  await senco.fill({ pasted: PUPILS.replaceAll(",", "\t") });
  await senco.press("Look what would change");
  await senco.reads("Pasted cells");
  await senco.go("/import");
  await senco.look("import, with files waiting");
  await senco.follow("Look at the differences");
  await senco.press("Bring in exactly this");
  await world.sql("UPDATE class_membership SET nc_year = '3' WHERE pupil_id = 1 AND until_on IS NULL;");
  await senco.press("Undo this import", 409);
  await senco.reads("Amira Khan: the class was changed since.");
  await senco.look("an import that people have built on");
}

async function columns({ open }) {
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/import");
  await choose(senco, { "unknown.csv": "Kind;Vorname;Geburtstag;Stufe\nSingh;Wren;05/05/2018;4\n" });
  await senco.press("Look what would change");
  await senco.reads("What is in this file?");
  await senco.look("which kind of file");
  await senco.follow("Pupils");
  await senco.fill({ "column-0": "surname", "column-1": "surname" });
  await senco.press("Look what would change", 422);
  await senco.wrong("columns, wrong", { "column-1": /is chosen for another column already/ });
  await senco.fill({ "column-1": "forename", "column-2": "born", "column-3": "year", name: "Our export" });
  await senco.press("Look what would change");
  await senco.reads("Wren Singh");
  await senco.follow("Say what the columns are");
  await senco.look("columns");
}

async function backups({ open }) {
  const admin = await open();
  await admin.signIn("admin");
  await admin.go("/settings");
  await admin.follow("Backups");
  await admin.look("backups, none yet");
  await admin.press("Make a backup now");
  await admin.press("Rehearse with the newest");
  await admin.reads("by Mr Ito");
  await admin.look("backups");
}

export const flows = [
  { name: "import a workbook", walk: workbook },
  { name: "import words", walk: words },
  { name: "import by hand", walk: byHand },
  { name: "backups", walk: backups },
  { name: "import columns", walk: columns },
  { name: "import files", walk: files },
  { name: "import pasted cells", walk: cells },
];
