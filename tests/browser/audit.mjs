// What is asked of every page in every state: axe finds nothing against WCAG 2.2 AA, nothing scrolls sideways, one main heading, a title.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const RULES = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  rules: { "target-size": { enabled: true } },
  resultTypes: ["violations"],
};

/** How many audits were made, for the closing line. */
export const made = { audits: 0 };

/** Looks at the page as it is now and tells the visitor what is wrong with it. */
export async function audit(visitor, name) {
  const { page, view } = visitor;
  made.audits += 1;
  const before = visitor.problems.length;
  if (!view.script) await visitor.script(true);
  await page.evaluate(AXE);
  const violations = await page.evaluate(async (rules) => {
    const { violations } = await window.axe.run(document, rules);
    return violations.map((v) => ({ id: v.id, help: v.help, nodes: v.nodes.map((n) => `${n.target.join(" ")} – ${n.failureSummary}`) }));
  }, RULES);
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
}
