// A parent's pages in their language: left to right and right to left, at 320 px and with letters twice as large; the language is changed in
// the middle of an answer, which goes along; and the SENCO words a text the school's own way.

import assert from "node:assert/strict";
import { VIEWS } from "./visitor.mjs";

const OFFER = { "slot-0-day": "2026-11-26", "slot-0-time": "15:30", "slot-1-day": "2026-11-27", "slot-1-time": "09:15", place: "Room 3" };
const [WIDE, , PHONE, PHONE_WITHOUT_SCRIPT] = VIEWS;
const CHILD = ["Amira", "SLCN", "SENCO"];

/** Letters twice as large, as a reader sets them in the browser. */
const large = (parent) => parent.page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%", "important"));

async function invited({ world, open }) {
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/plans/1");
  await senco.follow("Offer a meeting");
  await senco.fill(OFFER);
  await senco.press("Offer these times");
  return { senco, link: await world.link("sana@family.example.org") };
}

async function read(flow) {
  const { link } = await invited(flow);
  const parent = await flow.open();
  for (const language of ["en", "ur", "pl", "bn", "en-easy"]) {
    for (const path of ["", "/needs", "/views", "/ask"]) {
      await parent.go(`${link}${path}?lang=${language}`);
      await parent.look(`parent, ${language}${path.replace("/", " ")}`, { never: CHILD });
      if (parent.view.width > 320) continue;
      await large(parent);
      await parent.look(`parent, ${language}${path.replace("/", " ")}, large letters`);
    }
  }
  await parent.go(`${link}/views?lang=ur`);
  await parent.context.setOffline(true);
  await parent.fill({ hard: "ہوم ورک" });
  await parent.page.getByText("انٹرنیٹ کا رابطہ نہیں ہے").waitFor();
  await parent.look("parent, views without a network, ur");
  await parent.context.setOffline(false);
  await parent.page.getByText("بجے محفوظ ہوا").waitFor();
  await parent.go("/i/nothing?lang=ur", 404);
  await parent.look("no such link, ur");
  await parent.go("/i/nothing/here?lang=ur", 404);
  await parent.look("no page behind a link, ur");
}

/** The chosen time and the words go along; Enter sends the answer, whatever stands above it. */
async function change(flow) {
  const { link } = await invited(flow);
  const parent = await flow.open();
  await parent.go(link);
  await parent.page.getByLabel(/Friday 27 November 2026, 9:15am/).check();
  await parent.unfold();
  await parent.fill({ interpreter: "polski", message: "Ona kocha bębny" });
  await parent.press("Polski");
  await parent.look("parent, changed to Polish");
  assert.equal(await parent.page.getAttribute("html", "lang"), "pl");
  assert.equal(await parent.value("message"), "Ona kocha bębny");
  assert.ok(await parent.page.getByLabel(/27.*listopada.*2026/).isChecked(), "the chosen time stays");
  await parent.unfold();
  await parent.press("اردو");
  assert.equal(await parent.page.getAttribute("html", "dir"), "rtl");
  await parent.look("parent, changed to Urdu");
  await parent.unfold();
  await parent.leave(() => parent.page.locator('[name="interpreter"]').press("Enter"));
  await parent.reads("آپ کا جواب ہمیں مل گیا ہے");
  await parent.look("parent, booked in Urdu", { never: CHILD });
}

async function word({ open }) {
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/settings/languages");
  await senco.look("languages");
  await senco.follow("Urdu");
  await senco.look("languages, one");
  await senco.press("Save", 422);
  await senco.wrong("languages, one, wrong", { speaker: /Enter who speaks/ });
  await senco.fill({ speaker: "Mrs Iqbal, governor" });
  await senco.press("Save");
  await senco.reads("Looked over");
  await senco.follow("The invitation and its reminder");
  await senco.look("languages, texts");
  await senco.fill({ "invite-kept": "وقت", "invite-button": "وقت لیں" });
  await senco.press("Save these texts", 422);
  await senco.wrong("languages, texts, wrong", { "invite-kept": /\$length \} is missing/ });
  await senco.fill({ "invite-kept": "" });
  await senco.press("Save these texts");
  await senco.look("languages, texts saved");
}

export const flows = [
  { name: "parents' pages in their languages", walk: read, views: [WIDE, PHONE] },
  { name: "the language is changed in the middle of an answer", walk: change, views: [WIDE, PHONE_WITHOUT_SCRIPT] },
  { name: "a school words its texts", walk: word },
];
