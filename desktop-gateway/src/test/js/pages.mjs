// An agent's and a supervisor's day in a real browser, at a gateway whose zones a test plays.
//   node pages.mjs BASE SCREENSHOTS   prints what it asks of the zones: STAGE kill ZONE, STAGE takeover ZONE
import { strict as assert } from 'node:assert';
import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';

const [base, shots] = process.argv.slice(2);
const axeSource = await readFile(new URL('./node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
const faults = [];

const stage = (command) => console.log(`STAGE ${command}`);

async function open(path, scheme, width = 1280) {
  const context = await browser.newContext({ colorScheme: scheme, viewport: { width, height: 860 } });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on('console', (message) => message.type() === 'error' && faults.push(`${path}: ${message.text()}`));
  page.on('pageerror', (error) => faults.push(`${path}: ${error.stack}`));
  page.on('request', (request) => request.url().startsWith(base) || request.url().startsWith('data:') || faults.push(`fetched from elsewhere: ${request.url()}`));
  await page.goto(base + path);
  return page;
}

/** No violation of WCAG 2.2 AA. Evaluated outside of the page's own policy, which lets no such script in. */
async function accessible(page, state) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }));
  for (const violation of found.violations) {
    faults.push(`axe, ${state}: ${violation.id}: ${violation.help}: ${violation.nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary}`).join('; ')}`);
  }
}

async function logOn(page, agent, zone) {
  await page.fill('[name=agent]', agent);
  await page.fill('[name=extension]', '4017');
  await page.selectOption('[name=zone]', zone);
  await page.click('button.primary');
  await page.waitForSelector('text=Your state');
}

async function agentsDay(scheme) {
  const page = await open('desktop/', scheme);
  await page.waitForSelector('text=Log on');
  await accessible(page, `log on, ${scheme}`);
  await logOn(page, `mia-${scheme}`, 'south');
  await accessible(page, `idle, ${scheme}`);
  await page.keyboard.press('Alt+Shift+R');
  await page.waitForSelector('.call.talking', { timeout: 30_000 });
  await page.fill('#notes', 'Wants the brochure');
  await accessible(page, `talk, ${scheme}`);
  await page.screenshot({ path: `${shots}/agent-talk-${scheme}.png` });

  await page.reload();
  await page.waitForSelector('.call.talking');
  assert.equal(await page.inputValue('#notes'), 'Wants the brochure', 'notes survive a reload');

  stage('kill south');
  await page.waitForSelector('text=No commands since');
  assert(await page.locator('button:has-text("End call")').isDisabled(), 'no commands in an outage');
  await accessible(page, `outage, ${scheme}`);
  await page.screenshot({ path: `${shots}/agent-outage-${scheme}.png` });
  stage('takeover south');
  await page.waitForSelector('text=No commands since', { state: 'detached' });
  assert.equal(await page.inputValue('#notes'), 'Wants the brochure', 'notes survive an outage');

  await page.keyboard.press('Alt+Shift+X');
  await page.waitForSelector('#codes');
  await accessible(page, `wrap-up, ${scheme}`);
  await page.screenshot({ path: `${shots}/agent-wrap-up-${scheme}.png` });
  await page.waitForFunction(() => document.activeElement?.closest('#codes'));
  await page.keyboard.press('1');
  await page.click('text=Finish');
  await page.waitForSelector('#codes', { state: 'detached' });
  await page.click('text=Log off');
  await page.waitForSelector('h1:has-text("Log on")');
  await page.context().close();
}

async function supervisorsDay(scheme) {
  const page = await open('dashboard/?supervisor=ada', scheme);
  await page.waitForSelector('article[aria-label="Zone north"] >> text=Available');
  await page.waitForSelector('text=north-0001');
  await accessible(page, `dashboard, ${scheme}`);

  stage('kill north');
  await page.waitForSelector('article[aria-label="Zone north"] >> text=Not available');
  await page.waitForSelector('[role=alert] >> text=north');
  await accessible(page, `dashboard in an outage, ${scheme}`);
  await page.click('[aria-label="Change north-loans"]');
  await page.fill('dialog [name=priority]', scheme === 'light' ? '8' : '9');
  await page.click('#send');
  await page.waitForSelector('#refusal >> text=ZONE_NOT_AVAILABLE');
  await accessible(page, `refused form, ${scheme}`);
  await page.screenshot({ path: `${shots}/dashboard-refused-${scheme}.png` });
  stage('takeover north');
  await page.waitForSelector('dialog >> text=The zone works');
  assert.equal(await page.inputValue('dialog [name=priority]'), scheme === 'light' ? '8' : '9', 'the form keeps what was entered');
  await page.click('#send');
  await page.waitForSelector('dialog[open]', { state: 'detached' });
  await page.waitForSelector('text=Done');
  await page.waitForSelector('.failover >> text=Commands refused');
  await page.evaluate(() => globalThis.scrollTo(0, 0));
  await page.screenshot({ path: `${shots}/dashboard-${scheme}.png` });
  await page.screenshot({ path: `${shots}/dashboard-whole-${scheme}.png`, fullPage: true });
  await page.context().close();
}

/** A name with markup in it is a name. */
async function hostileNames() {
  const name = '<img/src=x/onerror=alert(1)>';
  const page = await open('desktop/', 'light');
  await page.waitForSelector('text=Log on');
  await logOn(page, name, 'west');
  assert.equal(await page.locator('header strong').innerText(), name);
  const dashboard = await open('dashboard/', 'dark', 900);
  await dashboard.fill('[aria-label="Filter agents"]', name);
  await dashboard.waitForSelector('text=1 shown');
  assert.equal(await dashboard.locator('img').count(), 0);
  await accessible(dashboard, 'tablet');
  await dashboard.screenshot({ path: `${shots}/dashboard-tablet.png` });
  await dashboard.context().close();
  await page.context().close();
}

async function styleGuide() {
  for (const scheme of ['light', 'dark']) {
    const page = await open('style-guide/', scheme);
    await accessible(page, `style guide, ${scheme}`);
    await page.screenshot({ path: `${shots}/style-guide-${scheme}.png`, fullPage: true });
    await page.context().close();
  }
}

try {
  await styleGuide();
  for (const scheme of ['light', 'dark']) {
    await supervisorsDay(scheme);
    await agentsDay(scheme);
  }
  await hostileNames();
} catch (e) {
  faults.push(e.stack);
} finally {
  await browser.close();
}
faults.forEach((fault) => console.log(`FAULT ${fault}`));
process.exit(faults.length > 0 ? 1 : 0);
