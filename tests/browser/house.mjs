// The people of the school: inviting, changing, leaving.

import assert from "node:assert/strict";

async function staff({ world, open }) {
  await world.sql(`INSERT INTO staff (school_id, title, forename, surname, email, role, from_on) VALUES
    (1, 'Ms', 'Nell', 'Byrne', 'nell@oakfield.example.org', 'teacher', '2026-09-01'),
    (1, '', 'Wilhelmina-Anastasia', 'Featherstonehaugh-Cholmondeley', 'wilhelmina.featherstonehaugh-cholmondeley@oakfield.example.org', 'ta', '2026-09-01')`);
  const senco = await open();
  await senco.signIn("senco");
  await senco.go("/settings");
  await senco.follow("People");
  await senco.reads("2 people have no account yet");
  await senco.look("people");
  await senco.page.locator('input[name="staff"]').last().uncheck();
  await senco.press("Invite everybody who is ticked");
  await senco.reads("1 invitation is on its way.");
  await senco.look("people, invited");
  await senco.follow("Add a member of staff");
  await senco.look("add a member of staff");
  await senco.press("Add this person", 422);
  await senco.wrong("add a member of staff, wrong", { forename: /first name/, surname: /last name/, email: /like name@/, role: /Choose what they are/ });
  await senco.fill({ forename: "Ada", surname: "Ng", email: "ada@oakfield.example.org", role: "ta", classes: "4A" });
  await senco.press("Add this person");
  await senco.reads("Ada Ng");
  assert.equal((await world.mail()).filter((m) => m.to === "ada@oakfield.example.org").length, 1);
  await senco.go("/people");
  await senco.reads("accepted by the mail server");
  await senco.follow("Omar Shah");
  await senco.look("one of the staff");
  await senco.follow("Change the role");
  await senco.look("change a role");
  await senco.fill({ role: "office" });
  await senco.press("Change the role", 422);
  await senco.wrong("change a role, wrong", { to: /Choose who takes over/ });
  await senco.fill({ to: "3" });
  await senco.press("Change the role");
  await senco.reads("School office since Wednesday 18 November 2026");
  await senco.follow("End their access");
  await senco.look("end an access");
  await senco.press("End their access now");
  await senco.reads("Access ended (1)");
  await senco.look("people, one gone");
  await senco.go("/people/2");
  await senco.look("one who has left");
  await senco.press("Let them in again");
  await senco.reads("1 invitation is on its way.");
}

export const flows = [{ name: "the people of the school", walk: staff }];
