// Walks through the pages in a real Chromium as the people who use them: every page and state through axe. What parents, teacher and SENCO
// do together is walked in four views (1280 and 320 px wide, with and without script), the rest in the two that differ most: wide with script,
// narrow without. VIEWS=all walks everything in four. tests/all/browser.rs starts this and serves the pages; `make test` is the way to run it.
// ONLY=pattern runs the flows whose name fits; PICTURES=1 keeps a picture of every page in target/browser.

import { launch } from "./chromium.mjs";
import { made } from "./audit.mjs";
import { VIEWS, Visitor } from "./visitor.mjs";
import { newWorld } from "./world.mjs";
import * as account from "./account.mjs";
import * as assess from "./assess.mjs";
import * as annual from "./annual.mjs";
import * as bank from "./bank.mjs";
import * as booking from "./booking.mjs";
import * as school from "./class.mjs";
import * as everyone from "./everyone.mjs";
import * as eyes from "./eyes.mjs";
import * as house from "./house.mjs";
import * as languages from "./languages.mjs";
import * as law from "./law.mjs";
import * as live from "./live.mjs";
import * as imports from "./import.mjs";
import * as meeting from "./meeting.mjs";
import * as money from "./money.mjs";
import * as partTime from "./part_time.mjs";
import * as people from "./people.mjs";
import * as selfEvaluation from "./self_evaluation.mjs";
import * as sessions from "./sessions.mjs";
import * as setup from "./setup.mjs";
import * as plan from "./plan.mjs";
import * as publish from "./publish.mjs";
import * as pupil from "./pupil.mjs";
import * as review from "./review.mjs";
import * as versions from "./versions.mjs";
import * as year from "./year.mjs";

/** Flows at once: two cores, and much of a flow is waiting. */
const AT_ONCE = 3;

/** Walked where a flow names no views of its own. */
const CORNERS = process.env.VIEWS === "all" ? VIEWS : [VIEWS[0], VIEWS[3]];

const flows = [
  ...account.flows,
  ...annual.flows,
  ...assess.flows,
  ...versions.flows,
  ...bank.flows,
  ...booking.flows,
  ...school.flows,
  ...everyone.flows,
  ...eyes.flows,
  ...house.flows,
  ...imports.flows,
  ...languages.flows,
  ...law.flows,
  ...live.flows,
  ...meeting.flows.map((flow) => ({ views: VIEWS, ...flow })),
  ...money.flows,
  ...partTime.flows,
  ...people.flows,
  ...plan.flows,
  ...publish.flows,
  ...pupil.flows,
  ...review.flows,
  ...selfEvaluation.flows,
  ...sessions.flows,
  ...setup.flows,
  ...year.flows,
].flatMap(({ name, walk, views = CORNERS }) =>
  views.map((view) => ({ name: `${name}, ${view.name}`, walk, view })),
);
const wanted = flows.filter((flow) => new RegExp(process.env.ONLY ?? "").test(flow.name));
const started = performance.now();
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;
const browser = await launch();
let failed = 0;

async function one({ name, walk, view }) {
  const since = performance.now();
  const world = await newWorld();
  const visitors = [];
  const open = async (options) => {
    const visitor = await Visitor.open(browser, world, view, options);
    visitors.push(visitor);
    return visitor;
  };
  let problems = [];
  try {
    await walk({ world, view, open });
  } catch (error) {
    problems.push(error.stack);
    for (const visitor of visitors) await visitor.picture(`stopped ${name}`).catch(() => {});
  }
  problems = [...visitors.flatMap((v) => v.problems), ...problems];
  await Promise.all(visitors.map((v) => v.close()));
  failed += problems.length ? 1 : 0;
  console.log(`${problems.length ? "FAILED" : "ok    "} ${name} (${seconds(since)})`);
  for (const problem of new Set(problems)) console.log(`  ${problem}`);
}

const queue = wanted.values();
await Promise.all(Array.from({ length: AT_ONCE }, async () => {
  for (const flow of queue) await one(flow);
}));
await browser.close();
console.log(`browser: ${wanted.length} flows, ${made.audits} pages and states through axe (${made.again} of them the same to the letter as one before, ${made.measured} with colours not yet measured), ${failed} failed, ${seconds(started)}`);
process.exit(failed ? 1 : 0);
