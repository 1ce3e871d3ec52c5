// People log on in a real browser at a gateway with an issuer.
//   node log-on.mjs BASE ISSUER SCREENSHOTS   prints what it asks of the issuer: ISSUER short, long, final, renews
import { strict as assert } from 'node:assert';
import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';

const [base, issuer, shots] = process.argv.slice(2);
const axeSource = await readFile(new URL('./node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
const faults = [];
const TOKEN = /eyJ[\w-]+\.[\w-]+/;

const ask = (what) => console.log(`ISSUER ${what}`);

/** A page of a browser of its own, which is watched for tokens where none may be. */
async function open(path) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.on('console', (message) => {
    if (TOKEN.test(message.text())) faults.push(`a token in the console: ${message.text()}`);
    // The gateway's refusals are answers that the browser reports by itself.
    if (message.type() === 'error' && !message.location().url.startsWith(issuer) && !/WebSocket|status of (400|401|403)/.test(message.text())) faults.push(`${path}: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`${path}: ${error.stack}`));
  page.on('request', (request) => {
    if (![base, issuer].some((known) => request.url().startsWith(known))) faults.push(`fetched from elsewhere: ${request.url()}`);
    if (TOKEN.test(request.url())) faults.push(`a token in an address: ${request.url()}`);
  });
  await page.goto(base + path);
  return page;
}

async function choose(page, account) {
  await page.waitForURL(`${issuer}**`);
  await page.click(`button:has-text("${account}")`);
  await page.waitForURL(`${base}**`);
}

async function accessible(page, state) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }));
  for (const violation of found.violations) faults.push(`axe, ${state}: ${violation.id}: ${violation.nodes.slice(0, 3).map((node) => node.failureSummary).join('; ')}`);
}

/** Neither the address nor what the browser keeps has a token, a code or a verifier. */
async function nothingLeft(page) {
  assert.match(page.url(), /\/(desktop|dashboard)\/$/, 'the answer is off the address');
  const kept = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }, document.cookie, document.documentElement.outerHTML, performance.getEntries().map((e) => e.name)]));
  assert.doesNotMatch(kept, TOKEN, 'no token is kept');
  assert.doesNotMatch(kept, /verifier/, 'nothing of the log-on is kept');
}

async function live(page) {
  await page.waitForSelector('header >> text=Live');
}

async function supervisorLogsOn() {
  const page = await open('dashboard/');
  await choose(page, 'ada');
  await live(page);
  await page.waitForSelector('header >> text=ada');
  assert.equal(await page.locator('article[aria-label="Zone north"]').count(), 1);
  assert.equal(await page.locator('article[aria-label="Zone west"]').count(), 0, 'only the zones of the token');
  assert.equal(await page.locator('.insecure').count(), 0);
  await nothingLeft(page);
  await accessible(page, 'dashboard, logged on');
  await page.screenshot({ path: `${shots}/log-on-dashboard.png` });
  await page.goBack();
  assert(!page.url().includes('code='), 'nor has the history the code');
  await page.context().close();
}

/** Twice the life of a token, on one connection. */
async function renewal() {
  ask('short');
  const page = await open('dashboard/');
  await choose(page, 'ada');
  await live(page);
  const seen = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const { client } = globalThis.zonekeeper.store;
        const seen = { renewed: 0, connections: [] };
        client.on('connection', ({ state }) => seen.connections.push(state));
        client.on('RenewTokenRESP', ({ result }) => result === 0 && ++seen.renewed === 2 && resolve(seen));
      }),
  );
  assert.deepEqual(seen.connections, [], 'renewed without a new connection');
  await nothingLeft(page);
  await page.context().close();
  ask('long');
}

/** An issuer that renews no more: the page says so, and a new log-on takes the session up. */
async function expiry() {
  const page = await open('desktop/');
  ask('short');
  await choose(page, 'mia');
  await page.waitForSelector('[name=agent]');
  assert.equal(await page.inputValue('[name=agent]'), 'mia');
  assert(await page.locator('[name=agent]').evaluate((field) => field.readOnly), 'an agent is only who the token says');
  await accessible(page, 'desktop, log on as an agent');
  await page.fill('[name=extension]', '4017');
  await page.click('button.primary');
  await page.waitForSelector('text=Your state');
  ask('final');
  await page.waitForSelector('text=/Your log-on (ends at|has ended)/');
  await page.screenshot({ path: `${shots}/log-on-ends.png` });
  await accessible(page, 'desktop, log-on ends');
  await page.waitForSelector('text=Your log-on has ended');
  await page.waitForSelector('text=Connection lost');
  ask('renews');
  ask('long');
  await page.click('button:has-text("Log on again")');
  await choose(page, 'mia');
  await page.waitForSelector('text=Your state');
  await page.waitForFunction(() => globalThis.zonekeeper.desktop.connection === 'open');
  assert.equal(await page.locator('text=Connection lost').count(), 0);
  assert.equal(await page.evaluate(() => globalThis.zonekeeper.desktop.state.extension), '4017', 'the session goes on');
  await nothingLeftButTheSession(page);
  await page.context().close();
}

/** The agent's session is kept over a reload, by its own secret. */
async function nothingLeftButTheSession(page) {
  const kept = await page.evaluate(() => Object.keys(sessionStorage));
  assert.deepEqual(kept.filter((key) => !/^zonekeeper\.(session|draft) mia$/.test(key)), []);
  await nothingLeft(page);
}

async function wrongAccount() {
  const page = await open('dashboard/');
  await choose(page, 'mia');
  await page.waitForSelector('[role=alert] >> text=You are logged on as mia, who is no supervisor');
  await page.waitForSelector('text=Go to the agent’s page');
  await accessible(page, 'wrong account');
  await page.screenshot({ path: `${shots}/log-on-wrong-account.png` });
  await page.click('button:has-text("Log on as somebody else")');
  await page.waitForURL(/prompt=login/);
  await choose(page, 'ada');
  await live(page);
  await page.click('button:has-text("Switch account")');
  await page.waitForURL(/prompt=login/);
  await page.click('button:has-text("nobody")');
  await page.waitForSelector('[role=alert] >> text=The issuer says: Nobody was chosen');
  await nothingLeft(page);
  await page.context().close();
}

/** An answer that nobody asked for logs nobody on; somebody may have made the link up. */
async function foreignAnswer() {
  const page = await open('dashboard/?code=stolen&state=made-up');
  await page.waitForSelector('[role=alert] >> text=That was no answer to a log-on of this page');
  await nothingLeft(page);
  await page.click('button:has-text("Try again")');
  await choose(page, 'ada');
  await live(page);
  await page.context().close();
}

/** Nobody's script is asked for, and nobody but the gateway and its issuer. */
async function policy() {
  const { headers } = await fetch(`${base}dashboard/`).then((response) => ({ headers: response.headers }));
  const connect = /connect-src ([^;]*)/.exec(headers.get('content-security-policy'))[1];
  assert.equal(connect, `'self' ${issuer.replace(/\/$/, '')}`);
}

try {
  for (const act of [policy, supervisorLogsOn, wrongAccount, foreignAnswer, renewal, expiry]) {
    await act();
    console.log(`${act.name} went well`);
  }
} catch (e) {
  faults.push(e.stack);
} finally {
  await browser.close();
}
faults.forEach((fault) => console.log(`FAULT ${fault}`));
process.exit(faults.length > 0 ? 1 : 0);
