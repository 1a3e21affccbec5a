// A part-time timetable: its days and hours, what it needs, the way back to full time and the end.

/** Monday to Friday, mornings: as the fields of a week have it. */
const MORNINGS = Object.fromEntries(
  ["mon", "tue", "wed", "thu", "fri"].flatMap((day) => [[`${day}-part`, "morning"], [`${day}-begins`, "09:00"], [`${day}-ends`, "12:00"]]),
);

async function timetable({ open, world }) {
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/pupils/1");
  await senco.follow("Part-time timetables");
  await senco.look("part-time timetables, none");
  await senco.follow("New part-time timetable");
  await senco.look("part-time timetable, new form");
  await senco.press("Save", 422);
  await senco.wrong("part-time timetable, empty", { from_on: /first day/, until_on: /for a while only/, "mon-part": /at least one half day/, reason: /why/, review_on: /first review/ });
  await senco.fill({ from_on: "2026-11-09", until_on: "2026-12-18", ...MORNINGS, "wed-ends": "", reason: "Tired after a long absence: the day is built up again", review_on: "2026-11-17" });
  await senco.press("Save", 422);
  await senco.wrong("part-time timetable, a time is missing", { "wed-ends": /goes on Wednesday/ });
  await senco.fill({ "wed-ends": "12:30" });
  await senco.press("Save");
  await senco.reads("5 of 10 sessions, 15 hours 30 minutes a week");
  await senco.reads("To do (3)");
  await senco.look("part-time timetable with things to do");
  await senco.go("/");
  await senco.reads("Part-time timetable: no parent has agreed");
  await senco.look("today, a part-time timetable needs somebody");
  await senco.go("/round");
  await senco.look("round, a part-time timetable needs somebody");
  await senco.go("/pupils/1/part-time/1");
  await senco.page.getByText("Enter what a parent answered").click();
  await senco.press("Save the answer", 422);
  await senco.wrong("a parent's answer, wrong", { adult: /Choose who/, answer: /Choose what/ });
  await senco.fill({ adult: "1", answer: "meeting", answered_on: "2026-11-06" });
  await senco.press("Save the answer");
  await senco.reads("Agreed at a meeting");
  await senco.page.getByText("Enter that the authority was told").click();
  await senco.fill({ told_on: "2026-11-09", how: "By its own form" });
  await senco.press("Save");
  await senco.follow(/^Record it/);
  await senco.look("review of a part-time timetable");
  await senco.press("Record the review", 422);
  await senco.wrong("review of a part-time timetable, wrong", { decision: /Choose/ });
  await senco.fill({ decision: "increase", note: "She would like to stay for lunch", next_on: "2026-12-04" });
  await senco.press("Record the review");
  await senco.look("a step back to full time");
  await senco.fill({ step_on: "2026-11-23", "mon-part": "whole", "mon-ends": "15:15" });
  await senco.press("Add the step");
  await senco.reads("From Monday 23 November 2026: 6 of 10 sessions");
  await senco.look("part-time timetable with a step");
  await senco.follow("Change days, hours or reason");
  await senco.look("part-time timetable, changed");
  await senco.go("/pupils/1/part-time/new");
  await senco.fill({ from_on: "2026-12-18", until_on: "2027-01-29", ...MORNINGS, reason: "Again", review_on: "2027-01-15" });
  await senco.press("Save", 422);
  await senco.wrong("two part-time timetables at once", { from_on: /one part-time timetable at a time/ });
  const teacher = await open();
  await teacher.signIn("teacher");
  await teacher.go("/pupils/1");
  await teacher.follow("Days and hours");
  await teacher.reads("9:00am to 12:00pm");
  await teacher.look("part-time timetable, as the teacher");
  await world.clock("2026-12-21T09:00:00");
  const later = await open();
  await later.signIn("senco");
  await later.go("/");
  await later.reads("to be ended");
  await later.go("/pupils/1/part-time/1");
  await later.page.locator("#facts ~ p").getByRole("link", { name: "End it" }).click();
  await later.look("end of a part-time timetable");
  await later.press("End it", 422);
  await later.wrong("end of a part-time timetable, wrong", { kind: /Choose/ });
  await later.fill({ kind: "full_time" });
  await later.press("End it");
  await later.reads("Back to full time, Friday 18 December 2026");
  await later.look("part-time timetable, ended");
  await later.go("/pupils/1/timeline");
  await later.reads("Part-time timetable ended: back to full time");
  await later.look("time line with a part-time timetable");
}

export const flows = [{ name: "a part-time timetable from the first day to the last", walk: timetable }];
