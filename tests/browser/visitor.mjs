// Somebody at a browser: goes to pages, fills in forms, presses buttons, and has every page looked at on the way.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { audit } from "./audit.mjs";

export const PICTURES = new URL("../../target/browser/", import.meta.url).pathname;
mkdirSync(PICTURES, { recursive: true });

/** The four ways every flow is walked. */
export const VIEWS = [
  { name: "1280 px", width: 1280, height: 900, script: true },
  { name: "1280 px without script", width: 1280, height: 900, script: false },
  { name: "320 px", width: 320, height: 640, script: true },
  { name: "320 px without script", width: 320, height: 640, script: false },
];

export class Visitor {
  /** A fresh browser profile on a school's pages. `options` are Playwright's for a context. */
  static async open(browser, world, view, options = {}) {
    const { width, height } = view;
    const context = await browser.newContext({ baseURL: world.url, viewport: { width, height }, locale: "en-GB", ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    const visitor = new Visitor(context, page, world, view);
    visitor.devtools = await context.newCDPSession(page);
    if (!view.script) await visitor.script(false);
    return visitor;
  }

  constructor(context, page, world, view) {
    Object.assign(this, { context, world, view, status: 0, problems: [] });
    this.watch(page);
  }

  /** Another tab in place of one that was killed. */
  async newPage() {
    this.watch(await this.context.newPage());
    this.page.setDefaultTimeout(30_000);
    this.devtools = await this.context.newCDPSession(this.page);
  }

  watch(page) {
    this.page = page;
    page.on("response", (answer) => {
      if (answer.request().isNavigationRequest()) this.status = answer.status();
      else if (answer.status() >= 400) this.problem(answer.url(), `answered ${answer.status()}`);
    });
    page.on("pageerror", (error) => this.problem(page.url(), `script error: ${error.message}`));
    page.on("console", (message) => {
      if (message.text().includes("Content Security Policy")) this.problem(page.url(), message.text());
    });
  }

  /** Switches the page's own scripts on or off. They stay on for the tools: axe needs timers. */
  script(on) {
    return this.devtools.send("Emulation.setScriptExecutionDisabled", { value: !on });
  }

  problem(where, what) {
    this.problems.push(`${where} (${this.view.name}): ${what}`);
  }

  /** Opens a path and expects this status, and to end there. */
  async go(path, status = 200, end = path) {
    await this.page.goto(path);
    assert.equal(this.status, status, `${path} (${this.view.name}) answered ${this.status}`);
    assert.equal(new URL(this.page.url()).pathname, end.split("?")[0], `${path} (${this.view.name}) led elsewhere`);
  }

  /** Does what leads to another page, and waits for that page. */
  async leave(act, status = 200) {
    await Promise.all([this.page.waitForEvent("load"), act()]);
    if (this.status === status) return;
    const errors = await this.page.locator(".error-summary").allInnerTexts();
    assert.fail(`${this.page.url()} (${this.view.name}) answered ${this.status}, not ${status}. ${errors}`);
  }

  /** Presses a button by its words. */
  press(words, status = 200, within = this.page) {
    return this.leave(() => within.getByRole("button", { name: words }).first().click(), status);
  }

  /** Follows a link by its words. */
  follow(words, within = this.page) {
    return this.leave(() => within.getByRole("link", { name: words }).first().click());
  }

  /** Fetches the file behind a link, and expects it to begin so. */
  async fetches(words, begins) {
    const [download] = await Promise.all([this.page.waitForEvent("download"), this.page.getByRole("link", { name: words }).click()]);
    let begun = "";
    for await (const chunk of await download.createReadStream()) {
      begun = chunk.toString("latin1").slice(0, begins.length);
      break;
    }
    assert.equal(begun, begins, `${words} is such a file`);
  }

  /** Fills fields by the name they are sent under; for a choice, the value to choose. */
  async fill(fields, within = this.page) {
    for (const [name, value] of Object.entries(fields)) {
      const field = within.locator(`[name="${name}"]:not([type="hidden"])`);
      const kind = await field.first().evaluate((e) => e.type);
      if (kind === "radio" || kind === "checkbox") await within.locator(`[name="${name}"][value="${value}"]`).check();
      else if (kind === "select-one") await field.selectOption(value);
      else await field.fill(value);
    }
  }

  /** Opens what is folded, as a reader does. */
  async unfold() {
    const folded = this.page.locator("main details:not([open]) > summary");
    while (await folded.count()) await folded.first().click();
  }

  /** Is signed in and stands on the first page. The forms for it are walked where they are the matter. */
  async signIn(who) {
    const cookies = (await this.world.session(who)).split("; ").map((pair) => pair.split("="));
    await this.context.addCookies(cookies.map(([name, value]) => ({ name, value, url: this.world.url.replace("http:", "https:"), secure: true, httpOnly: true, sameSite: "Lax" })));
    await this.page.goto("/");
    assert.equal(this.status, 200, `${who} is not let in`);
  }

  /** Signs in through the forms. */
  async signInByForm(who) {
    await this.go("/sign-in");
    await this.fill({ email: `${who}@oakfield.example.org`, password: "three small words" });
    await this.press("Sign in");
    await this.secondStep();
  }

  /** Types the code from the phone, where one is asked for. */
  async secondStep() {
    if (new URL(this.page.url()).pathname !== "/sign-in/code") return;
    await this.fill({ code: await this.world.code() });
    await this.press("Sign in");
  }

  /** Looks the page over: see audit.mjs. `never` are words that must not stand on it. */
  async look(name, { never = [] } = {}) {
    await audit(this, name);
    const text = await this.page.locator("html").innerHTML();
    for (const word of never) if (text.includes(word)) this.problem(name, `says “${word}”`);
    if (process.env.PICTURES) await this.picture(name);
  }

  /** The errors of a form as they should be: a summary that leads to each field, each field with the same words beside it. */
  async wrong(name, fields) {
    for (const [field, words] of Object.entries(fields)) {
      const summary = this.page.locator(`.error-summary a[href="#${field}"]`);
      assert.match(await summary.innerText(), words, `${name}: summary of ${field}`);
      assert.match(await this.page.locator(`#${field}-error`).innerText(), words, `${name}: beside ${field}`);
    }
    assert.match(await this.page.title(), /^Error: /, `${name}: title`);
    await this.look(name);
  }

  /** What a field holds. */
  value(name) {
    return this.page.locator(`[name="${name}"]:not([type="hidden"])`).inputValue();
  }

  /** That a text stands on the page. */
  async reads(words) {
    const text = await this.page.locator("body").innerText();
    assert.ok(words instanceof RegExp ? words.test(text) : text.includes(words), `${this.page.url()} does not read ${words}:\n${text}`);
  }

  picture(name) {
    const file = `${name} ${this.view.name}`.replace(/[^\w]+/g, "-");
    return this.page.screenshot({ path: `${PICTURES}${file}.png`, fullPage: true });
  }

  close() {
    return this.context.close();
  }
}
