// Both pages in a real browser at a real system, which a test starts, kills parts of and starts again.
//   node system.mjs SCREENSHOTS GATEWAY ...   prints what it asks of the test: STAGE kill-owner, STAGE kill-last-owner,
//   STAGE start, STAGE kill-gateway. Gateways are host:port; people reach them under one address, as behind any
//   balancer: the first that answers.
import { strict as assert } from 'node:assert';
import { connect, createServer } from 'node:net';
import { chromium } from 'playwright-core';

const [shots, ...gateways] = process.argv.slice(2);
const AGENT = 'agent-east-1';
const PATIENCE = 120_000;
const stage = (command) => console.log(`STAGE ${command}`);
const faults = [];

const balancer = createServer((client) => {
  const to = ([first, ...others]) => {
    const [host, port] = first.split(':');
    let up = false;
    const gateway = connect(Number(port), host, () => {
      up = true;
      client.pipe(gateway).pipe(client);
    });
    gateway.on('error', () => {});
    gateway.on('close', () => (up || client.destroyed || others.length === 0 ? client.destroy() : to(others)));
    client.on('close', () => gateway.destroy());
  };
  client.on('error', () => {});
  to(gateways);
});
await new Promise((resolve) => balancer.listen(0, '127.0.0.1', resolve));
const base = `http://127.0.0.1:${balancer.address().port}/`;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });

async function open(path, account) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 960 } });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  page.on('pageerror', (error) => faults.push(`${path}: ${error.stack}`));
  await page.goto(base + path);
  await page.click(`button:has-text("${account}")`);
  await page.waitForURL(`${base}**`);
  return page;
}

/** Marks what comes from now on, so that a notice that is over within a moment is seen, too. */
const listen = (page, types) =>
  page.evaluate((wanted) => {
    globalThis.heard = {};
    const client = globalThis.zonekeeper.desktop ?? globalThis.zonekeeper.store.client;
    for (const type of wanted) client.on(type, () => (heard[type] = (heard[type] ?? 0) + 1));
  }, types);
const hears = (page, type, times = 1) => page.waitForFunction(([wanted, least]) => (globalThis.heard[wanted] ?? 0) >= least, [type, times]);
const shot = (page, name) => page.screenshot({ path: `${shots}/${name}.png` });
const done = (what) => console.log(`${what} went well`);

const dashboard = await open('dashboard/', 'supervisor');
const desktop = await open('desktop/', AGENT);

async function logOn() {
  await dashboard.waitForSelector('article[aria-label="Zone east"] .chip.good');
  await desktop.fill('[name=extension]', '4711');
  await desktop.selectOption('[name=zone]', 'east');
  await desktop.click('button.primary:enabled');
  await desktop.waitForSelector('text=Your state');
  await listen(desktop, ['POMNotAvailable', 'POMAvailable', 'resumed', 'GetAgentStatus']);
  await listen(dashboard, ['SUPZoneNotAvailable', 'SUPZoneAvailable']);
  await desktop.keyboard.press('Alt+Shift+R');
}

/** The customer is handed over to somebody outside, and is to be called back. */
async function transferAndCallback() {
  await desktop.waitForSelector('.call.talking');
  await desktop.waitForSelector('#destination button.primary:enabled');
  await desktop.fill('#destination input', '+442079460000');
  await desktop.click('text=Ask first');
  await desktop.waitForSelector('#second >> text=You talk with');
  await shot(desktop, 'desktop-consult');
  await desktop.click('#second button:has-text("Hand over"):enabled');
  await desktop.waitForSelector('#codes');
  await desktop.click('#callback button:enabled');
  await desktop.waitForSelector('text=Arranged:');
  await shot(desktop, 'desktop-wrap-up');
  await dashboard.waitForSelector(`#callbacks >> text=${AGENT}`);
  await desktop.click('#codes label >> nth=0');
  await desktop.click('button:text-is("Finish"):enabled');
  await desktop.waitForSelector('.call.talking');
}

/** Others take the zone over within a moment: the pages say so, and everything goes on. */
async function ownerDies() {
  await desktop.fill('#notes', 'Asked about the rates');
  stage('kill-owner');
  await hears(desktop, 'POMNotAvailable');
  await hears(desktop, 'POMAvailable');
  await hears(desktop, 'GetAgentStatus');
  await hears(dashboard, 'SUPZoneAvailable');
  await dashboard.waitForSelector('.failover >> text=/am-. → am-./');
  assert.equal(await desktop.inputValue('#notes'), 'Asked about the rates', 'notes survive a takeover');
  await dashboard.evaluate(() => globalThis.scrollTo(0, 0));
  await shot(dashboard, 'dashboard-failover');
  await holdAndBack();
}

async function holdAndBack() {
  await desktop.waitForSelector('#call button:has-text("Hold"):enabled');
  await desktop.keyboard.press('Alt+Shift+H');
  await desktop.waitForSelector('text=Customer on hold');
  await desktop.waitForSelector('#call button:has-text("Unhold"):enabled');
  await desktop.keyboard.press('Alt+Shift+H');
  await desktop.waitForSelector('text=Customer on hold', { state: 'detached' });
}

/** Nobody is left to take over, until the test starts an Agent Manager again. */
async function nobodyIsLeft() {
  stage('kill-last-owner');
  await desktop.waitForSelector('text=No commands since');
  assert(await desktop.locator('button:has-text("End call")').isDisabled(), 'no commands in an outage');
  await dashboard.waitForSelector('article[aria-label="Zone east"] >> text=Not available');
  await dashboard.click('[aria-label="Change loans"]');
  await dashboard.fill('dialog [name=priority]', '8');
  await dashboard.click('#send');
  await dashboard.waitForSelector('#refusal >> text=ZONE_NOT_AVAILABLE');
  await desktop.fill('#notes', 'Asked about the rates, twice');
  await shot(dashboard, 'dashboard-refused');
  await shot(desktop, 'desktop-outage');
  stage('start');
  await dashboard.waitForSelector('dialog >> text=The zone works');
  assert.equal(await dashboard.inputValue('dialog [name=priority]'), '8', 'the form keeps what was entered');
  await dashboard.click('#send');
  await dashboard.waitForSelector('dialog[open]', { state: 'detached' });
  await dashboard.waitForSelector('li:has-text("priority 5 → 8") >> text=Done');
  await desktop.waitForSelector('text=No commands since', { state: 'detached' });
  assert.equal(await desktop.inputValue('#notes'), 'Asked about the rates, twice', 'notes survive an outage');
  await holdAndBack();
}

/** The gateway of both pages dies: they go on at the other one, in the same call, and nobody logs on anew. */
async function gatewayDies() {
  const call = () => desktop.evaluate(() => globalThis.zonekeeper.desktop.state.call);
  const before = await call();
  stage('kill-gateway');
  await hears(desktop, 'resumed');
  await desktop.waitForFunction(() => globalThis.zonekeeper.desktop.connection === 'open');
  await dashboard.waitForSelector('header >> text=Live');
  await dashboard.fill('[aria-label="Filter agents"]', AGENT);
  await dashboard.waitForSelector('#agents >> text=/^1 shown$/');
  assert.equal(await call(), before, 'in the same call');
  await holdAndBack();
}

async function logOff() {
  await desktop.keyboard.press('Alt+Shift+X');
  await desktop.waitForSelector('#codes');
  await desktop.click('#codes label >> nth=0');
  await desktop.click('text=Log off');
  await desktop.waitForSelector('text=Log-off pending');
  await desktop.click('button:text-is("Finish"):enabled');
  await desktop.waitForSelector('h1:has-text("Log on")');
  await dashboard.waitForSelector('#agents >> text=/^0 shown$/');
}

try {
  for (const act of [logOn, transferAndCallback, ownerDies, nobodyIsLeft, gatewayDies, logOff]) {
    await act();
    done(act.name);
  }
} catch (e) {
  faults.push(e.stack);
  await shot(dashboard, 'dashboard-at-the-fault').catch(() => {});
  await shot(desktop, 'desktop-at-the-fault').catch(() => {});
} finally {
  await browser.close();
  balancer.close();
}
faults.forEach((fault) => console.log(`FAULT ${fault}`));
process.exit(faults.length > 0 ? 1 : 0);
