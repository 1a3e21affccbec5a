// A school that is new: from the link that the first start prints to the end of setting up.

import assert from "node:assert/strict";
import { newWorld } from "./world.mjs";

async function firstStart({ open, view }) {
  const world = await newWorld("bare");
  const senco = await open({ baseURL: world.url });
  const link = await world.firstLink();
  await senco.go(link, 200, `${link}/school`);
  await senco.look("set-up, the school");
  await senco.press("Save and go on", 422);
  await senco.wrong("set-up, the school, wrong", { name: /Enter the school/ });
  await senco.fill({ name: "Elmhurst Primary", phone: "020 7946 0200", email: "office@elmhurst.example.org", address: "2 Elm Lane" });
  await senco.press("Save and go on");
  await senco.look("set-up, you");
  await senco.press("Save and go on", 422);
  await senco.wrong("set-up, you, wrong", { forename: /first name/, surname: /last name/, email: /like name@/, role: /what you are/, password: /at least 8/ });
  await senco.fill({ title: "Mrs", forename: "Priya", surname: "Anand", email: "priya@elmhurst.example.org", role: "senco", password: "three small words" });
  await senco.press("Save and go on");
  await senco.fill({ code: await world.code(await senco.page.locator('[name="secret"]').inputValue()) });
  await senco.press("Set it up");
  await senco.follow("I have kept them: go on");
  await senco.reads("2 of 6 done");
  await senco.look("set-up, the list");

  await senco.go("/");
  await senco.look("today, setting up");
  await senco.follow("Go on setting up");
  await senco.follow("E-mail");
  await senco.press("Send me a test message");
  await senco.reads("The mail server has taken the message");
  await senco.look("mail, accepted");
  await senco.follow("Back to setting up");
  await senco.follow("Terms and closures");
  await senco.fill({
    "autumn-starts": "2026-09-02", "autumn-ends": "2026-12-18", "spring-starts": "2027-01-05", "spring-ends": "2027-03-25",
    "summer-starts": "2027-04-12", "summer-ends": "2027-07-21",
  });
  await senco.press("Save terms and closures");
  await senco.follow("Back to setting up");
  await senco.reads("4 of 6 done");
  await senco.press("Not now");
  await senco.reads("Put off");
  await senco.look("set-up, put off");
  await senco.follow("The others’ accounts");
  await senco.look("people, a new school");
  await senco.follow("Add a member of staff");
  await senco.fill({ forename: "Ken", surname: "Ito", email: "ken@elmhurst.example.org", role: "teacher" });
  await senco.press("Add this person");
  assert.ok((await world.mail()).some((m) => m.to === "ken@elmhurst.example.org"), `an invitation (${view.name})`);
  await senco.go("/set-up");
  await senco.reads("That is all.");
  await senco.look("set-up, done");
  await senco.go(link, 404);
  await senco.look("set-up, link used up");
}

export const flows = [{ name: "the first start", walk: firstStart }];
