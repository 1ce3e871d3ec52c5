// Both pages in headless Chromium, and a stopwatch in each.
//   node watch-pages.mjs BASE ZONE AGENT MODULES CHROMIUM
// MODULES is a directory with playwright-core in it. One word a line on standard input: "measure", and then "end", which
// is answered with a line of JSON for each page. A line "ready" comes first, when both pages show what they should.
// The input's end ends it.
//
// An event is on the screen when the first frame after the one in whose making the page's DOM came to show it begins.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const BETWEEN_KEYS_MS = 400;
const LATEST_MS = 5_000;
const [base, zone, agent, modules, executablePath] = process.argv.slice(2);
const { chromium } = createRequire(`${modules}/`)('playwright-core');
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--enable-precise-memory-info'] });

async function open(path) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 960 } });
  await context.addInitScript(() => {
    globalThis.longTasks = [];
    new PerformanceObserver((list) => list.getEntries().forEach(({ startTime, duration }) => longTasks.push([Math.round(performance.timeOrigin + startTime), Math.round(duration)]))).observe({ type: 'longtask' });
  });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  page.on('pageerror', (error) => {
    console.error(error.stack);
    process.exit(1);
  });
  await page.goto(base + path);
  return { page, devtools: await context.newCDPSession(page) };
}

const STATES = { READY: 'Ready', BUSY: 'Busy', WORK_NOT_READY: 'Wrap-up', NOT_READY: 'Not ready', PENDING_NOT_READY: 'Break pending' };

/** Notes when each agent's change came to be on the screen; `look` says what the DOM shows now. */
function stopwatch(root, look, states) {
  const last = new Map();
  globalThis.shown = [];
  globalThis.watched = () => [...look(states).keys()];
  new MutationObserver(() => {
    const fresh = [...look(states)].filter(([key, since]) => last.get(key) !== since);
    if (fresh.length === 0) return;
    fresh.forEach(([key, since]) => last.set(key, since));
    requestAnimationFrame(() => {
      const now = Date.now();
      fresh.forEach(([key, since]) => shown.push([key, since, now]));
    });
  }).observe(document.querySelector(root), { subtree: true, childList: true, characterData: true, attributes: true });
}

/** Rows whose words are those of the state that the page knows: what is drawn counts, not what has arrived. */
function rows(states) {
  return new Map([...document.querySelectorAll('#agents tbody tr:not(.filler)')].flatMap(({ cells }) => {
    const [name, zone] = [cells[1].textContent, cells[2].textContent];
    const known = globalThis.zonekeeper.store.zones.get(zone)?.agents.get(name);
    return known && cells[3].textContent.includes(states[known.agentState]) ? [[`${zone} ${name}`, known.stateSince]] : [];
  }));
}

/** The agent's own state, as the page's header has it. */
function header(states) {
  const { agentState, stateSince, zone, agent } = globalThis.zonekeeper.desktop.state;
  const there = stateSince && document.querySelector('header .chip')?.textContent.includes(states[agentState]);
  return new Map(there ? [[`${zone} ${agent}`, stateSince]] : []);
}

/** In the page by the browser's tools: its own policy lets no such script in. */
const watch = ({ page }, root, look) => page.evaluate(`(${stopwatch})(${JSON.stringify(root)}, ${look}, ${JSON.stringify(STATES)})`);

async function openDashboard() {
  const tab = await open('dashboard/?supervisor=bench');
  await tab.page.waitForSelector('#agents tbody tr:not(.filler)');
  await tab.page.waitForFunction(() => globalThis.zonekeeper.store.zones.size > 0);
  await tab.page.locator('#agents').evaluate((section) => section.scrollIntoView());
  await watch(tab, '#agents', rows);
  return tab;
}

async function openDesktop() {
  const tab = await open('desktop/');
  const { page } = tab;
  await page.fill('[name=agent]', agent);
  await page.fill('[name=extension]', '9999');
  await page.selectOption('[name=zone]', zone);
  await page.click('button.primary:enabled');
  await page.waitForSelector('text=Your state');
  await watch(tab, '#app', header);
  return tab;
}

/** An agent in a hurry: on a break and back again and again; a call that comes is ended and wrapped up. */
async function work({ page }) {
  const on = await page.evaluate(() => {
    const { agentState, callState } = globalThis.zonekeeper.desktop.state;
    return { agentState, callState };
  });
  if (on.callState === 'WRAPUP') {
    await page.keyboard.press('Alt+Shift+C');
    await page.keyboard.press('1');
    await page.keyboard.press('Enter');
  } else if (on.callState === 'TALKING') await page.keyboard.press('Alt+Shift+X');
  else await page.keyboard.press(on.agentState === 'READY' ? 'Alt+Shift+B' : 'Alt+Shift+R');
}

/** Bytes of the page's objects that are in use, and nodes of its document, after a collection. */
async function memory({ devtools }) {
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  const { nodes } = await devtools.send('Memory.getDOMCounters');
  return { heap: usedSize, nodes };
}

const dashboard = await openDashboard();
const desktop = await openDesktop();
const tabs = { dashboard, desktop };
const before = {};
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
let working;
let measuring = false;

const commands = {
  async measure() {
    for (const [name, tab] of Object.entries(tabs)) before[name] = await memory(tab);
    for (const { page } of Object.values(tabs)) await page.evaluate(() => (longTasks.length = shown.length = 0));
    measuring = true;
    working = (async () => {
      for (; measuring; await pause(BETWEEN_KEYS_MS)) await work(desktop);
    })();
  },
  async end() {
    measuring = false;
    await working;
    // What is in the journal by now has this long to be shown.
    await pause(LATEST_MS);
    for (const [name, tab] of Object.entries(tabs)) {
      const seen = await tab.page.evaluate(() => ({ watched: watched(), shown, longTasks }));
      console.log(JSON.stringify({ page: name, ...seen, before: before[name], after: await memory(tab) }));
    }
  },
};

console.log('ready');
for await (const line of createInterface({ input: process.stdin })) {
  await commands[line]();
  console.log(`${line} done`);
}
await browser.close();
process.exit(0);
