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
  await senco.look("record, changed");
}

export const flows = [{ name: "the record", walk: record }];
