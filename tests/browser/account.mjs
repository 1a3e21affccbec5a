// Getting in and keeping others out: the second step, a forgotten password, and one's own account.

import assert from "node:assert/strict";

const PASSWORD = "three small words";

/** The secret that a page lets an authenticator app scan. */
const secret = (visitor) => visitor.page.locator('[name="secret"]').inputValue();

async function secondStep({ world, open }) {
  await world.sql("DELETE FROM second_factor WHERE staff_id = 5");
  const head = await open();
  await head.go("/tasks", 200, "/sign-in");
  await head.fill({ email: "head@oakfield.example.org", password: PASSWORD });
  await head.press("Sign in");
  assert.match(head.page.url(), /\/sign-in\/second-step$/);
  await head.look("set up the second step");
  await head.fill({ code: "000000" });
  await head.press("Set it up", 422);
  await head.wrong("set up the second step, wrong", { code: /not the code that the app shows/ });
  await head.fill({ code: await world.code(await secret(head)) });
  await head.press("Set it up");
  await head.look("recovery codes");
  const code = await head.page.locator(".recovery code").first().innerText();
  await head.follow("I have kept them: go on");
  assert.match(head.page.url(), /\/tasks$/);
  await head.press("Sign out");
  await head.go("/sign-in");
  await head.fill({ email: "head@oakfield.example.org", password: PASSWORD });
  await head.press("Sign in");
  await head.look("type the code");
  await head.fill({ code: "000000" });
  await head.press("Sign in", 422);
  await head.wrong("type the code, wrong", { code: /not right/ });
  await head.fill({ code, trust: "yes" });
  await head.press("Sign in");
  await head.press("Sign out");
  await head.go("/sign-in");
  await head.fill({ email: "head@oakfield.example.org", password: PASSWORD });
  await head.press("Sign in");
  assert.equal(new URL(head.page.url()).pathname, "/", "this computer is trusted");
  assert.ok((await world.mail()).some((m) => m.to === "head@oakfield.example.org"), "told by mail");
}

async function forgotten({ world, open }) {
  const teacher = await open();
  await teacher.go("/sign-in");
  await teacher.look("sign in");
  await teacher.follow("No password yet, or forgotten?");
  await teacher.look("forgotten password");
  await teacher.press("Send the link", 422);
  await teacher.wrong("forgotten password, wrong", { email: /like name@/ });
  await teacher.fill({ email: "teacher@oakfield.example.org" });
  await teacher.press("Send the link");
  await teacher.look("forgotten password, sent");
  const raw = (await world.mail()).find((m) => m.to === "teacher@oakfield.example.org").raw;
  const link = raw.replaceAll("=\r\n", "").match(/https:\/\/meet\.example\.org(\/password\/[\w-]+)/)[1];
  await teacher.go(link);
  await teacher.fill({ password: "four small words here" });
  await teacher.press("Save password");
  assert.match(teacher.page.url(), /\/my-pupils$/);
}

async function account({ world, open }) {
  const tablet = await open();
  await tablet.signInByForm("teacher");
  const teacher = await open();
  await teacher.signInByForm("teacher");
  await teacher.follow("Mr Shah");
  await teacher.reads("Where you are signed in");
  await teacher.look("your account");
  await teacher.press(/Sign out there/);
  await teacher.reads("Signed out there.");
  await tablet.go("/my-pupils", 200, "/sign-in");
  await teacher.follow("Change your password");
  await teacher.look("change your password");
  await teacher.fill({ current: "guess", password: "short" });
  await teacher.press("Change the password", 422);
  await teacher.wrong("change your password, wrong", { current: /not the password/, password: /8 characters/ });
  await teacher.fill({ current: PASSWORD, password: "four small words here" });
  await teacher.press("Change the password");
  await teacher.reads("Your password is changed.");
  await teacher.follow("Set up the second step");
  await teacher.look("second step, of one's own");
  await teacher.fill({ code: await world.code(await secret(teacher)), current: "four small words here" });
  await teacher.press("Set it up");
  await teacher.look("recovery codes, of one's own");
  await teacher.follow("I have kept them: go on");
  await teacher.reads("10 recovery codes are left.");
  await teacher.look("your account, with a second step");
  await teacher.follow("Make new recovery codes");
  await teacher.look("new recovery codes");
  await teacher.go("/account");
  await teacher.follow("Take the second step away");
  await teacher.look("take the second step away");
  await teacher.fill({ current: "four small words here" });
  await teacher.press("Take it away");
  await teacher.reads("The second step is taken away.");
}

export const flows = [
  { name: "account: the second step", walk: secondStep },
  { name: "account: a forgotten password", walk: forgotten },
  { name: "account: one's own", walk: account },
];
