// Booking as it is lived: a teacher keeps times free, the SENCO offers them in one press, parents answer with as few taps as there can be, and
// the day of the meeting comes.

import assert from "node:assert/strict";

/** What no parent's page may say about the child. */
const CHILD = ["Amira", "SLCN", "Speech", "SEN support", "SENCO"];

/** Counts what a parent presses, from the message to the answer. */
function tapping(visitor, world) {
  let taps = 0;
  return {
    open: async (to) => {
      taps += 1;
      await visitor.go(await world.link(to));
    },
    choose: async (words) => {
      taps += 1;
      await visitor.page.getByLabel(words).click();
    },
    send: async () => {
      taps += 1;
      await visitor.press("Send my answer");
      await visitor.reads("We have your answer");
    },
    taken: () => taps,
  };
}

async function book({ world, open }) {
  const teacher = await open();
  await teacher.signIn("senco");
  await teacher.go("/times?staff=2");
  await teacher.look("free times, none yet");
  await teacher.fill({ when: "2", from: "15:30", until: "15:00", place: "Room 3" });
  await teacher.press("Keep this time free", 422);
  await teacher.wrong("free times, wrong", { until: /not after the beginning/ });
  assert.equal(await teacher.value("place"), "Room 3");
  await teacher.fill({ until: "17:00" });
  await teacher.press("Keep this time free");
  await teacher.reads("Tuesdays, 3:30pm to 5:00pm");
  await teacher.fill({ closed_from: "2026-12-15" });
  await teacher.press("Keep these days clear");
  await teacher.look("free times");
  const senco = teacher;
  await senco.go("/plans/1/conversations/new");
  assert.equal(await senco.value("slot-0-day"), "2026-12-08", "proposed without typing");
  await senco.fill({ lead: "3" });
  await senco.press("Fill in free times of whoever leads it", 422);
  await senco.wrong("offer, nobody keeps time free", { lead: /has no free time/ });
  await senco.fill({ lead: "2" });
  await senco.press("Offer these times");
  await senco.look("offered from free times");
  await world.mail();

  // Opening and sending: the first time is chosen already.
  const mother = await open();
  const two = tapping(mother, world);
  await two.open("sana@family.example.org");
  await mother.look("parent, invited from free times", { never: CHILD });
  await two.send();
  assert.equal(two.taken(), 2, "to accept takes two taps");
  await senco.go("/conversations/1");
  await senco.page.getByText("Cancel the meeting").first().click();
  await senco.fill({ reason: "Snow" });
  await senco.press("Cancel the meeting");
  await senco.go("/plans/1/conversations/new?replaces=1");
  await senco.press("Offer these times");
  await world.mail();
  const again = await open();
  const three = tapping(again, world);
  await three.open("sana@family.example.org");
  await three.choose(/4:05pm/);
  await three.send();
  assert.equal(three.taken(), 3, "another of the times takes three");
}

async function onTheDay({ world, open }) {
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/plans/1/conversations/new");
  await senco.fill({ "slot-0-day": "2026-11-26", "slot-0-time": "15:30", place: "Room 3" });
  await senco.press("Offer these times");
  const parent = await open();
  const hers = await world.link("sana@family.example.org");
  await parent.go(hers);
  await parent.press("Send my answer");
  await world.clock("2026-11-26T15:10:00");
  await parent.go(hers);
  await parent.press("I am running late");
  await parent.reads("We have your message");
  await parent.look("parent, running late", { never: CHILD });
  const late = await open();
  await late.signIn("senco");
  await late.reads("The parents are running late");
  await late.go("/conversations/1");
  await late.reads("Mrs Khan is running late");
  await late.look("meeting, on its day");
  await late.press("Tell the parents that we are running late");
  await late.reads("The parents were told that we are running late");
  assert.ok((await world.mail()).some((m) => m.to === "sana@family.example.org" && m.raw.includes("running late")), "told by mail");
}

async function calendar({ open }) {
  const teacher = await open();
  await teacher.signIn("senco");
  await teacher.go("/times/calendar");
  await teacher.look("private calendar, none");
  await teacher.press("Make an address");
  await teacher.reads("shown only once");
  await teacher.look("private calendar, made");
  const address = await teacher.page.locator("main code").innerText();
  const file = await teacher.page.request.get(new URL(address).pathname);
  assert.match(await file.text(), /^BEGIN:VCALENDAR/);
  await teacher.go("/times/calendar");
  await teacher.look("private calendar, held");
  await teacher.press("End the address");
  assert.equal((await teacher.page.request.get(new URL(address).pathname)).status(), 404, "ended at once");
}

export const flows = [
  { name: "free times, two taps and three", walk: book },
  { name: "on the day of a meeting", walk: onTheDay },
  { name: "a private calendar", walk: calendar },
];
