// How the pages do by keyboard alone, on paper, in the dark and in forced colours; and that the audit has eyes at all.

import assert from "node:assert/strict";
import { TO_DO } from "./people.mjs";
import { VIEWS } from "./visitor.mjs";

/** Figures of two terms: the older one stays off the paper. */
const FIGURES = `
  INSERT INTO publication (id, school_id, year, season, published_at, published_by) VALUES (1, 1, 2025, 'summer', 1784000000, 1), (2, 1, 2026, 'autumn', 1794900000, 1);
  INSERT INTO publication_line (publication_id, line, as_of_on, threshold, counts)
    SELECT id, line, '2026-07-10', 5, counts FROM publication, (SELECT 'status' AS line, '[21,9,0]' AS counts UNION ALL SELECT 'area', '[12,9,8,1,0]'
      UNION ALL SELECT 'reviews', '[15,6,7,2]' UNION ALL SELECT 'parents', '[21,9]');`;

const [WIDE, , PHONE, PHONE_WITHOUT_SCRIPT] = VIEWS;

/** The audit itself: a page with flaws is found out, so that silence elsewhere means something. */
async function control({ open, world }) {
  const visitor = await open();
  await visitor.page.route("**/flawed", (route) => route.fulfill({ contentType: "text/html", body: FLAWED }));
  await visitor.page.goto(`${world.url}/flawed`);
  await visitor.look("flawed", { never: ["Amira"] });
  const said = visitor.problems.splice(0).join("\n");
  for (const flaw of ["axe color-contrast", "axe target-size", "axe label", "axe html-has-lang", "scrolls sideways", "2 main headings", "no title", "says “Amira”"]) {
    assert.ok(said.includes(flaw), `the audit does not see: ${flaw}\n${said}`);
  }
}

const FLAWED = `<!doctype html><h1>One</h1><h1>Amira</h1><p style="color:#999;background:#fff">Pale</p><input>
  <p><a href="/a" style="font-size:9px">a</a><a href="/b" style="font-size:9px">b</a></p><div style="width:3000px">wide</div>`;

/** What the keyboard is on, and whether that can be seen. */
const focus = (page) =>
  page.evaluate(() => {
    const e = document.activeElement;
    const { outlineStyle, outlineWidth } = getComputedStyle(e);
    const box = e.getBoundingClientRect();
    const words = (e.labels?.[0] ?? e).innerText.trim();
    const shown = outlineStyle !== "none" && parseFloat(outlineWidth) >= 3 && box.bottom > 0 && box.top < innerHeight && box.right > 0;
    return { words, shown, left: e === document.body };
  });

/** Signs in and reaches the board with nothing but Tab and Enter. */
async function keyboard({ world, open }) {
  const senco = await open();
  const { page } = senco;
  const tab = async (words) => {
    await page.keyboard.press("Tab");
    const now = await focus(page);
    assert.match(now.words, words);
    if (!now.shown) senco.problem(page.url(), `the focus on “${now.words}” cannot be seen`);
  };
  await senco.go("/sign-in");
  await tab(/^Skip to the content$/);
  await page.keyboard.press("Enter");
  await tab(/^E-mail address$/);
  await page.keyboard.type("senco@oakfield.example.org");
  await tab(/^Password$/);
  await page.keyboard.type("wrong");
  await tab(/^Show$/);
  await tab(/^Sign in$/);
  await senco.leave(() => page.keyboard.press("Enter"), 422);
  assert.match((await focus(page)).words, /There is a problem/, "the keyboard starts at the summary of errors");
  await tab(/not right/);
  await page.keyboard.press("Enter");
  assert.match((await focus(page)).words, /E-mail address/, "an error leads to its field");
  await tab(/^Password$/);
  await page.keyboard.type("three small words");
  await senco.leave(() => page.keyboard.press("Enter"));
  await tab(/Skip/);
  await tab(/^Code$/);
  await page.keyboard.type(await world.code());
  await senco.leave(() => page.keyboard.press("Enter"));
  await tab(/Skip/);
  await tab(/Thrice/);
  for (let n = 0; n < 20 && !/^Review round$/.test((await focus(page)).words); n += 1) await tab(/^/);
  await senco.leave(() => page.keyboard.press("Enter"));
  await page.keyboard.press("/");
  await senco.go("/pupils");
  await page.keyboard.press("/");
  assert.match((await focus(page)).words, /Name or class/, "a slash leads to the search");
  for (;;) {
    await page.keyboard.press("Tab");
    const now = await focus(page);
    if (now.left) break;
    if (!now.shown) senco.problem(page.url(), `the focus on “${now.words}” cannot be seen`);
  }
}

/** On paper: no navigation, no buttons, no addresses, and all of the content. */
async function paper({ world, open }) {
  await world.sql(TO_DO + FIGURES);
  await world.sql(`INSERT INTO postal_address (adult_id, lines, postcode, entered_at)
    VALUES (2, 'Flat 2' || char(10) || 'The Old Mill House' || char(10) || '114 Upper Station Road' || char(10) || 'Headingley' || char(10) || 'Leeds', 'LS1 4AB', 0)`);
  const senco = await open();
  await senco.signIn("senco");
  const sheets = [
    ["/round", "printed board", 1, ["Amira K", "Autumn", "Mr Shah"]],
    ["/plans/1", "printed plan", 1, ["Amira Khan", "Says sentences of five words or more", "Model the sentence back"]],
    ["/pupils/1", "printed pupil", 2, ["Amira Khan", "Speech"]],
    ["/tasks/2/letter", "printed letter", 1, ["Dear Mr Khan", "114 Upper Station Road", "LS1 4AB", "1 Oak Lane", "Yours sincerely"]],
    ["/reports/figures", "printed figures for governors", 2, ["Autumn term 2026/27", "All pupils with a right to reviews"]],
    ["/self-evaluation/frameworks/send-in-our-school/pack", "printed peer-review pack", 9, ["Asked by law", "Families help to shape"]],
    ["/self-evaluation/frameworks/send-in-our-school", "printed self-evaluation", 16, ["Statements by the school’s rating", "Families help to shape"]],
  ];
  for (const [path, name, most, words] of sheets) {
    await senco.go(path);
    await senco.page.emulateMedia({ media: "print" }); // does not outlive the page it was said to
    for (const word of words) await senco.reads(word);
    for (const gone of ["header", "nav", "footer", "button", "input", "select", "textarea", ".skip", ".no-print"]) {
      const left = await senco.page.locator(gone).filter({ visible: true }).count();
      if (left) senco.problem(name, `${left} × ${gone} on paper`);
    }
    const addresses = await senco.page.evaluate(() =>
      [...document.querySelectorAll("a")].filter((a) => /url|attr/.test(getComputedStyle(a, "::after").content)).length);
    assert.equal(addresses, 0, `${name}: addresses on paper`);
    // A4 inside its margins, as 96 dots an inch: what is wider is cut off.
    await senco.page.setViewportSize({ width: 680, height: 962 });
    const over = await senco.page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
    if (over > 0) senco.problem(name, `${over} px wider than the sheet`);
    // The longest address stays within a window of 35 mm, and nothing else comes near it.
    const tall = await senco.page.evaluate(() => (document.querySelector(".window")?.getBoundingClientRect().height ?? 0) * 25.4 / 96);
    if (tall > 36) senco.problem(name, `an address of ${tall} mm`);
    const pdf = await senco.page.pdf({ format: "A4", preferCSSPageSize: true });
    const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
    if (pages > most) senco.problem(name, `${pages} sheets instead of ${most}`);
    if (process.env.PICTURES) await senco.picture(name);
  }
}

/** Seven more pupils of 4A, each with three targets and what helps: eight on the class sheet. */
const EIGHT = `
  INSERT INTO pupil (id, school_id, forename, surname, born_on, created_at) WITH RECURSIVE n (i) AS (SELECT 101 UNION ALL SELECT i + 1 FROM n WHERE i < 107) SELECT i, 1, 'Pupil' || i, 'Longer-Name', '2018-01-01', 0 FROM n;
  INSERT INTO enrolment (pupil_id, from_on, entered_at) SELECT id, '2025-09-01', 0 FROM pupil WHERE id > 100;
  INSERT INTO class_membership (pupil_id, class_id, nc_year, from_on) SELECT id, 1, '4', '2026-09-01' FROM pupil WHERE id > 100;
  INSERT INTO sen_status (pupil_id, code, from_on, entered_at) SELECT id, 'K', '2026-09-01', 0 FROM pupil WHERE id > 100;
  INSERT INTO plan (id, pupil_id, kind, opened_on, lead_id, created_at) SELECT id, id, 'sen_support', '2026-09-10', 2, 0 FROM pupil WHERE id > 100;
  INSERT INTO cycle (id, plan_id, number, started_on, review_on) SELECT id, id, 1, '2026-09-10', '2026-12-11' FROM plan WHERE id > 100;
  INSERT INTO outcome (id, plan_id, position, wording, area, entered_at) SELECT id, id, 1, 'Reads what the class reads', 'cognition', 0 FROM plan WHERE id > 100;
  INSERT INTO target (cycle_id, outcome_id, position, wording, measure, unit, direction, baseline, predicted, entered_at)
    SELECT c.id, c.id, n.i, 'Reads twenty tricky words from the cards without help', 'Words read', 'words', 'higher', 400, 1200, 0
    FROM cycle c, (SELECT 1 AS i UNION SELECT 2 UNION SELECT 3) n WHERE c.id > 100;
  INSERT INTO target_strategy (target_id, position, way, words) SELECT id, 0, 'do', 'Pre-teach the words of the day, then ask for one of them at the start of the lesson' FROM target WHERE cycle_id > 100;
  INSERT INTO target_strategy (target_id, position, way, words) SELECT id, 1, 'avoid', 'Reading aloud without having practised' FROM target WHERE cycle_id > 100;`;

/** The SENCO prints a class's sheet: eight pupils with three targets each on one side of A4, and a button that prints. */
async function classSheet({ world, open }) {
  await world.sql(EIGHT);
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/round");
  await senco.follow("Class sheets");
  await senco.look("class sheets");
  await senco.follow("4A");
  await senco.reads("Pupil107 L.");
  await senco.look("class sheet of eight", { never: ["Longer-Name", "SEN support"] });
  assert.equal(await senco.page.getByRole("button", { name: "Print" }).count(), senco.view.script ? 1 : 0);
  if (await senco.page.getByRole("link", { name: "Download as PDF" }).count()) await senco.fetches("Download as PDF", "%PDF-");
  await senco.page.emulateMedia({ media: "print" });
  // A4 across inside its margins, as 96 dots an inch.
  await senco.page.setViewportSize({ width: 1062, height: 733 });
  const high = await senco.page.evaluate(() => document.querySelector(".sheet").getBoundingClientRect().height);
  console.log(`       class sheet of eight: ${high} of 733 px`);
  if (process.env.PICTURES) await senco.picture("class sheet of eight on paper");
  const pdf = await senco.page.pdf({ format: "A4", preferCSSPageSize: true });
  const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
  assert.equal(pages, 1, `the class sheet of eight takes ${pages} sides`);
}

/** Forced colours keep every state readable; who asks for less motion gets none. */
async function preferences({ open }) {
  const senco = await open({ forcedColors: "active", reducedMotion: "reduce", contrast: "more" });
  await senco.signIn("senco");
  for (const path of ["/", "/round", "/pupils/1", "/plans/1/edit", "/messages"]) {
    await senco.go(path);
    assert.ok(await senco.page.evaluate(() => matchMedia("(forced-colors: active)").matches));
    await senco.look(`forced colours ${path}`);
    const moving = await senco.page.evaluate(() =>
      [...document.querySelectorAll("*")].filter((e) => parseFloat(getComputedStyle(e).transitionDuration) > 0).length);
    if (moving) senco.problem(path, `${moving} elements move although less motion was asked for`);
  }
  await senco.go("/round");
  const bare = await senco.page.evaluate(() => [...document.querySelectorAll("td .cell, .tag")].filter((e) => !e.innerText.trim()).length);
  assert.equal(bare, 0, "every state has its word");
}

/** In the dark every colour is another one: axe measures them again. */
async function dark({ world, open }) {
  await world.sql(TO_DO);
  const stranger = await open({ colorScheme: "dark" });
  await stranger.go("/sign-in");
  await stranger.press("Sign in", 422);
  await stranger.look("dark, sign in, wrong");
  const senco = await open({ colorScheme: "dark" });
  await senco.signIn("senco");
  for (const path of ["/", "/round", "/pupils/1", "/plans/1", "/plans/1/edit", "/plans/1/review/new", "/messages", "/tasks", "/restrictions", "/settings"]) {
    await senco.go(path);
    await senco.look(`dark ${path}`);
  }
}

/** A word of 36 letters breaks, wherever somebody has typed it: no page scrolls sideways. */
async function longWord({ world, open }) {
  const word = "Rindfleischetikettierungsueberwachung".slice(0, 36);
  await world.sql(TO_DO);
  await world.sql(`UPDATE pupil SET forename = '${word}', surname = '${word}'; UPDATE adult SET forename = '${word}', surname = '${word}';
    UPDATE school SET name = '${word}'; UPDATE outcome SET wording = '${word}'; UPDATE task SET detail = '${word}';
    UPDATE target SET wording = '${word}', measure = '${word}', unit = '${word}', at_home = '${word}'; UPDATE target_strategy SET words = '${word}', by_whom = '${word}'`);
  const senco = await open();
  await senco.signIn("senco");
  for (const path of ["/", "/round", "/pupils/1", "/pupils/1/record", "/plans/1", "/plans/1/edit", "/plans/1/review/new", "/messages", "/tasks", "/restrictions", "/packs?plan=1"]) {
    await senco.go(path);
    const over = await senco.page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
    if (over > 0) senco.problem(path, `scrolls ${over} px sideways for one long word`);
  }
}

export const flows = [
  { name: "a long word", walk: longWord, views: [WIDE, PHONE] },
  { name: "the audit sees flaws", walk: control, views: [WIDE, PHONE_WITHOUT_SCRIPT] },
  { name: "by keyboard alone", walk: keyboard, views: [WIDE, PHONE] },
  { name: "on paper", walk: paper, views: [WIDE] },
  { name: "the class sheet of eight", walk: classSheet, views: [WIDE, PHONE, PHONE_WITHOUT_SCRIPT] },
  { name: "in the dark", walk: dark, views: [WIDE, PHONE] },
  { name: "forced colours, less motion", walk: preferences, views: [WIDE, PHONE] },
];
