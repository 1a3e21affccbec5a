// What is given in a day, and the note on each session: counted in taps, and kept while the network is gone.

import assert from "node:assert/strict";
import { VIEWS } from "./visitor.mjs";

const [WIDE, , PHONE] = VIEWS;

/** Three sessions of the assistant on Wednesdays, one of a teacher; a plan whose line they are, and a past. */
const GIVEN = `
  INSERT INTO provision (id, school_id, name) VALUES (1, 1, 'Precision teaching'), (2, 1, 'Lego group'), (3, 1, 'Speech sound practice');
  INSERT INTO placement (cycle_id, provision_id, position, rate_role, minutes, times_a_week, weeks, entered_at) VALUES (1, 1, 1, 'ta', 10, 5, 10, 0), (1, 3, 2, 'ta', 15, 2, 10, 0);
  INSERT INTO support_group (id, school_id, entered_at, entered_by) VALUES (1, 1, 0, 1), (2, 1, 0, 1), (3, 1, 0, 1);
  INSERT INTO support_group_terms (group_id, name, provision_id, entered_at) VALUES (1, 'Precision teaching', 1, 0), (2, 'Lego on Wednesday', 2, 0), (3, 'Precision, afternoon', 1, 0);
  INSERT INTO support_group_member (group_id, pupil_id, from_on, entered_at) VALUES (1, 1, '2026-11-02', 0), (1, 2, '2026-11-02', 0), (2, 1, '2026-11-02', 0), (2, 2, '2026-11-02', 0), (3, 1, '2026-11-02', 0);
  INSERT INTO support_group_adult (group_id, staff_id, from_on, entered_at) VALUES (1, 4, '2026-11-02', 0), (2, 4, '2026-11-02', 0), (3, 4, '2026-11-02', 0);
  INSERT INTO support_group_time (group_id, weekday, begins, minutes, place, from_on, entered_at) VALUES
    (1, 1, 540, 10, 'Library', '2026-11-02', 0), (1, 3, 540, 10, 'Library', '2026-11-02', 0), (2, 3, 630, 30, 'Nest', '2026-11-02', 0), (3, 3, 810, 10, '', '2026-11-02', 0);
  INSERT INTO session_record (id, group_id, held_on, begins, minutes, words, key, entered_at, entered_by) VALUES
    (1, 1, '2026-11-09', 540, 10, 'Read eight of ten cards', 'a', 1794400000, 4), (2, 1, '2026-11-11', 540, 10, '', 'b', 1794400000, 4), (3, 1, '2026-11-16', 540, 10, '', 'c', 1794820000, 4);
  INSERT INTO session_note (record_id, pupil_id, lost, how) VALUES (1, 1, NULL, 'got_it'), (1, 2, NULL, 'nearly'), (2, 1, 'adult_absent', NULL), (2, 2, 'adult_absent', NULL), (3, 1, NULL, 'nearly'), (3, 2, 'pupil_absent', NULL);`;

/** The assistant notes what they gave: how many taps it takes is counted and printed. */
async function taps({ world, view, open }) {
  await world.sql(GIVEN);
  const ta = await open();
  await ta.signIn("ta");
  await ta.follow("Sessions");
  await ta.reads("Sessions today");
  await ta.look("sessions today");
  let taps = 0;
  const tap = async (what) => {
    await what.click();
    taps += 1;
  };
  const first = ta.page.locator(".day-session").first();
  await tap(first.locator("summary").first());
  await ta.look("a session being noted");
  await tap(first.locator(".press", { hasText: "Nearly" }));
  await ta.leave(() => tap(first.getByRole("button", { name: /^Save/ })));
  assert.equal(taps, 3, "three taps and it is saved");
  console.log(`note on a session (${view.name}): ${taps} taps, the last of them saves`);
  await ta.reads("Nearly");
  await ta.look("a session is noted");
  // What did not happen: one press says why, for all.
  const second = ta.page.locator(".day-session").nth(1);
  await second.locator("summary").first().click();
  await second.locator("summary", { hasText: "It did not happen" }).click();
  await ta.look("why a session did not happen");
  await ta.leave(() => second.getByRole("button", { name: "Room or trip" }).click());
  await ta.reads("Did not happen: room or trip");
  // A correction, with an exception.
  await ta.follow("Change");
  await ta.look("a note changed");
  await ta.fill({ minutes: "many" });
  await ta.press("Save", 422);
  await ta.wrong("a note, wrong", { minutes: /whole number/ });
  await ta.fill({ minutes: "10", "p-2": "pupil_absent", words: "Eight of ten cards" });
  await ta.press("Save");
  await ta.reads("Eight of ten cards");
  await ta.follow("A session at another time");
  await ta.look("a session at another time");
  await ta.press("Go on to the note", 422);
  await ta.wrong("a session at another time, wrong", { group: /what was given/, at: /when it began/ });
  await ta.go("/sessions?day=2026-11-21");
  await ta.look("no sessions at the weekend");
}

/** The network is gone for an hour: nothing is lost, nothing is sent twice, and no name stands on the device. */
async function offline({ world, open }) {
  await world.sql(GIVEN);
  const ta = await open();
  await ta.signIn("ta");
  await ta.go("/sessions");
  await ta.context.setOffline(true);
  const note = async (n, words) => {
    const card = ta.page.locator(".day-session").nth(n);
    await card.locator("summary").first().click();
    await card.locator(".press", { hasText: words }).click();
    await card.getByRole("button", { name: /^Save/ }).click();
    await card.getByText("it waits for the network").waitFor();
  };
  await note(0, "Got it");
  await ta.reads("1 note waits for the network");
  await note(1, "Not yet");
  await ta.reads("2 notes wait for the network");
  await ta.look("two notes wait for the network");
  const kept = await ta.page.evaluate(() => JSON.stringify(localStorage));
  for (const name of ["Amira", "Ben", "Khan", "Ode", "Precision", "Lego"]) assert.ok(!kept.includes(name), `the device keeps ${name}: ${kept}`);
  // Whoever signs out is asked first, and may stay.
  let asked = "";
  ta.page.once("dialog", (dialog) => {
    asked = dialog.message();
    return dialog.dismiss();
  });
  await ta.page.getByRole("button", { name: "Sign out" }).click();
  assert.match(asked, /2 notes on sessions have not reached Thrice/);
  await world.clock("2026-11-18T10:00:00");
  await ta.context.setOffline(false);
  // In an hour somebody is signed out: the page says so, and keeps what it has.
  await ta.page.getByText("You are signed out").waitFor();
  await ta.look("two notes wait for a sign-in");
  await ta.signIn("ta");
  await ta.reads("Notes on sessions wait on this device");
  await ta.look("notes wait, said on another page");
  await ta.follow("Open the sessions to send them");
  for (const n of [0, 1]) await ta.page.locator(".day-session").nth(n).getByText("Saved.").waitFor();
  await ta.page.waitForFunction(() => !localStorage.getItem("thrice-notes"));
  await ta.look("what had waited is saved");
  // The answer to a third note is lost on its way: it is sent again, and kept once.
  let lost = 0;
  await ta.page.route("**/sessions/3/**", async (route) => {
    if (route.request().method() !== "POST" || lost) return route.continue();
    lost += 1;
    await route.fetch();
    return route.abort("connectionreset");
  });
  const third = ta.page.locator(".day-session").nth(2);
  await third.locator("summary").first().click();
  await third.locator(".press", { hasText: "Nearly" }).click();
  await third.getByRole("button", { name: /^Save/ }).click();
  await third.getByText("it waits for the network").waitFor();
  assert.equal(lost, 1);
  await ta.page.evaluate(() => window.dispatchEvent(new Event("online")));
  await third.getByText("Saved.").waitFor();
  await ta.go("/sessions");
  await ta.reads("Got it");
  await ta.reads("Not yet");
  const page = await ta.page.content();
  assert.ok(!page.includes("wait for the network."), "nothing waits");
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/groups/3");
  assert.equal(await senco.page.locator("td:has(.tag)").count(), 1, "the note whose answer was lost is kept once");
  console.log("an hour without a network: 2 notes kept without a name, each sent once; 1 answer lost, its note kept once");
}

/** The SENCO arranges what is given, and sees what came of it. */
async function groups({ world, open }) {
  await world.sql(GIVEN);
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/plans/1");
  await senco.reads("2 of 7 sessions, 1 lost: 1 adult absent");
  await senco.look("a plan with what was given");
  await senco.follow(/^Set its times/);
  await senco.look("a group for a line of a plan");
  await senco.fill({ name: "", "time-0-weekday": "3", "time-0-begins": "" });
  await senco.press("Save the group", 422);
  await senco.wrong("a group, wrong", { name: /what the group is called/, "time-0-begins": /when it begins/ });
  await senco.fill({ name: "Amira’s speech", "adult-0-staff": "4", "time-0-begins": "09:05", "time-0-place": "Nest", "time-1-begins": "14:00" });
  await senco.press("More pupils");
  await senco.press("Save the group");
  await senco.reads("Saved, and worth a look");
  await senco.reads("also wanted by “Precision teaching”: Wednesday 9:00am");
  await senco.look("a group with clashes");
  await senco.go("/groups");
  await senco.look("groups");
  await senco.go("/groups/1");
  await senco.look("a group with what came of it");
  await senco.follow("Change the group");
  await senco.look("a group being changed");
  await world.sql("INSERT INTO rate (school_id, role, pence_per_hour, from_on) VALUES (1, 'Grade 3', 2000, '2026-09-01')");
  await senco.go("/groups/hours");
  await senco.fill({ "h-4": "all day", "r-47726164652033": "lots" });
  await senco.press("Save the hours", 422);
  await senco.wrong("hours for support, wrong", { "h-4": /from 0 to 50/, "r-47726164652033": /from 0 to 999/ });
  await senco.fill({ "h-4": "1", "r-47726164652033": "32.5" });
  await senco.press("Save the hours");
  await senco.reads("over");
  await senco.look("hours for support");
  await senco.go("/sessions");
  await senco.look("everybody’s sessions");
  await senco.follow("An adult is away");
  await senco.fill({ adult: "4" });
  await senco.press("Show their sessions");
  await senco.look("an adult is away");
  await senco.page.locator("[name=lost]").evaluateAll((all) => all.forEach((one) => (one.checked = false)));
  await senco.press("Mark them as lost", 422);
  await senco.wrong("an adult is away, wrong", { lost: /Tick/ });
  await senco.page.locator("[name=lost]").first().check();
  await senco.press("Mark them as lost");
  await senco.reads("Did not happen: adult absent");
  await senco.go("/pupils/1/week");
  await senco.reads("Support week");
  await senco.look("support week");
  await senco.go("/plans/1/review/new");
  await senco.reads("Read eight of ten cards");
  await senco.look("a review with what was given");
  await senco.go("/groups/2/end");
  await senco.fill({ ended_on: "" });
  await senco.press("End the group", 422);
  await senco.wrong("the end of a group, wrong", { ended_on: /last day/ });
  await senco.fill({ ended_on: "2026-11-18", reason: "All targets met" });
  await senco.press("End the group");
  await senco.reads("Ended on Wednesday 18 November 2026");
  await senco.look("a group that has ended");
}

export const flows = [
  { name: "a session is noted in three taps", walk: taps, views: VIEWS },
  { name: "sessions are noted while the network is gone", walk: offline, views: [WIDE, PHONE] },
  { name: "groups and their sessions, by the SENCO", walk: groups },
];
