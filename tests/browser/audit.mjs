// What is asked of every page in every state: axe finds nothing against WCAG 2.2 AA, nothing scrolls sideways, one main heading, a title.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const RULES = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  rules: { "target-size": { enabled: true } },
  resultTypes: ["violations"],
  preload: false, // no sound or film, and no rule that reads style sheets
};

/**
 * How many pages and states were looked at, how many of them were the same as one before, and on how many words stood out in a way that had
 * not been measured; for the closing line.
 */
export const made = { audits: 0, again: 0, measured: 0 };

/** The pages that were found to be without fault: their markup and how they were shown. */
const sound = new Set();

/** The page as axe would see it, but for hidden fields, which hold keys that differ from one school to the next. */
async function seen(page) {
  const [markup, shown] = await page.evaluate(() => {
    const media = ["print", "(prefers-color-scheme: dark)", "(forced-colors: active)", "(prefers-contrast: more)"];
    return [document.documentElement.outerHTML, [innerWidth, devicePixelRatio, ...media.map((m) => matchMedia(m).matches)].join()];
  });
  return createHash("sha256").update(shown + markup.replace(/<input\b[^>]*type="hidden"[^>]*>/g, "")).digest("hex");
}

/** The ways in which words were found to stand out enough. Measuring them is half of what axe costs, and the same few come again everywhere. */
const readable = new Set();

/**
 * Every way in which words stand out on the page: their colour, size and weight, and what lies behind them, out to the first that is opaque.
 * What is moved out of its place may lie over anything, so that it is measured on every page anew.
 */
async function contrasts(page, address) {
  return page.evaluate((address) => {
    const behind = new Map(); // an element's own, and that of all around it
    const ground = (element) => {
      if (!element) return "";
      if (!behind.has(element)) {
        const style = getComputedStyle(element);
        const own = `${style.backgroundColor} ${style.backgroundImage} ${style.opacity} ${style.filter} ${style.mixBlendMode}`;
        const opaque = /^rgb\(/.test(style.backgroundColor) && style.backgroundImage === "none" && style.opacity === "1";
        const moved = style.position === "static" || style.position === "relative" && style.inset === "auto" ? "" : ` ${address}`;
        behind.set(element, own + moved + (opaque && !moved ? "" : ` / ${ground(element.parentElement)}`));
      }
      return behind.get(element);
    };
    const speaks = (element) => /^(input|select|textarea|button)$/.test(element.localName) || [...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    const ways = [...document.body.querySelectorAll("*")].filter(speaks).map((element) => {
      const style = getComputedStyle(element);
      return `${style.color} ${style.fontSize} ${style.fontWeight} ${style.textShadow} ${element.disabled === true} on ${ground(element)}`;
    });
    return [...new Set(ways)];
  }, address);
}

/** Looks at the page as it is now and tells the visitor what is wrong with it. What is the same to the letter is looked at once. */
export async function audit(visitor, name) {
  const { page, view } = visitor;
  made.audits += 1;
  const before = visitor.problems.length;
  const sight = await seen(page);
  if (sound.has(sight)) {
    made.again += 1;
    return;
  }
  if (!view.script) await visitor.script(true);
  const ways = await contrasts(page, sight);
  const rules = { ...RULES.rules, "color-contrast": { enabled: ways.some((way) => !readable.has(way)) } };
  made.measured += rules["color-contrast"].enabled ? 1 : 0;
  await page.evaluate(AXE);
  const violations = await page.evaluate(async (rules) => {
    const { violations } = await window.axe.run(document, rules);
    return violations.map((v) => ({ id: v.id, help: v.help, nodes: v.nodes.map((n) => `${n.target.join(" ")} – ${n.failureSummary}`) }));
  }, { ...RULES, rules });
  const shape = await page.evaluate(() => ({
    over: document.scrollingElement.scrollWidth - window.innerWidth,
    widest: [...document.querySelectorAll("main *, header *")].filter((e) => e.getBoundingClientRect().right > window.innerWidth + 1)
      .map((e) => `${e.localName}.${e.className}`).slice(0, 5),
    headings: document.querySelectorAll("h1").length,
    title: document.title,
  }));
  if (!view.script) await visitor.script(false);
  for (const { id, help, nodes } of violations) {
    for (const node of nodes.slice(0, 4)) visitor.problem(name, `axe ${id}: ${help}\n    ${node.replaceAll("\n", "\n    ")}`);
  }
  if (shape.over > 0) visitor.problem(name, `scrolls sideways by ${shape.over} px: ${shape.widest.join(", ")}`);
  if (shape.headings !== 1) visitor.problem(name, `${shape.headings} main headings`);
  if (!shape.title) visitor.problem(name, "no title");
  if (visitor.problems.length > before) await visitor.picture(`flaw ${name}`);
  else {
    sound.add(sight);
    for (const way of ways) readable.add(way);
  }
}
