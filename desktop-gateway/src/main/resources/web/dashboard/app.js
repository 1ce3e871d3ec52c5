import { html, svg, nothing, render, repeat, live, chip, span, brief, clock, moment, number, percent, logo, onFrame, unlessSame, theme, endpoint } from '/shared/view.js';
import { personAt } from '/shared/log-on.js';
import { Store } from '/dashboard/store.js';
import { AlarmLog } from '/dashboard/alarm-log.js';
import { alarms, redundancy, whyNotDialling } from '/dashboard/judgements.js';
import { timeline, failover, WINDOWS } from '/dashboard/timeline.js';
import { outageHistory } from '/dashboard/outage-history.js';
import { chart, openTables } from '/dashboard/charts.js';
import { AgentsTable } from '/dashboard/agents-table.js';
import { CallbacksTable } from '/dashboard/callbacks-table.js';
import { Form } from '/dashboard/forms.js';

theme.restore();
const app = document.getElementById('app');
const person = await personAt(app, 'supervisor', () => store.changed());
const supervisor = person.known?.name ?? new URLSearchParams(location.search).get('supervisor') ?? 'supervisor';
const named = person.known ? '' : `?supervisor=${encodeURIComponent(supervisor)}`;
const store = new Store({ url: endpoint(`/v1/supervisor${named}`), token: person.token }, onFrame(paint));
const table = new AgentsTable(() => store.changed(), (call) => tellStory(call));
const form = new Form(store);
const callbacks = new CallbacksTable(store, form);
app.textContent = '';
const alarmLog = new AlarmLog();
let told = '';
const sizeOf = { READY: 0, BUSY: 1, WORK_NOT_READY: 2, NOT_READY: 3, PENDING_NOT_READY: 1 };
/**
 * Parts that are made anew once a second, one after the other: nobody reads faster. What is pressed, and who has a zone,
 * shows at once.
 */
const inTurn = { zones: unlessSame(), timeline: unlessSame(), jobs: unlessSame(), charts: unlessSame(), alarms: unlessSame(), feed: unlessSame() };
const PARTS = Object.keys(inTurn);
const SECOND = 1000;
let windowMs = WINDOWS[0][1];
let chosen;
let feedFilter = '';
let presses = 0;

setInterval(() => store.changed(), SECOND / 4);
store.open().catch((e) => {
  app.textContent = `The gateway refused the connection: ${e.message}`;
});
globalThis.zonekeeper = { store };

function paint() {
  const now = store.now();
  const zones = [...store.zones.values()];
  render(page(zones, now), app);
  form.update();
}

function page(zones, now) {
  const down = zones.filter((zone) => !zone.available && zone.owner);
  const owners = zones.map((z) => [z.name, z.owner, z.available, z.phase, z.goingDown]);
  return html`<a class="skip" href="#zones">Skip to the zones</a>
  ${store.client.greeting?.insecureDevelopment ? html`<div class="insecure">⚠ Insecure development: this gateway asks nobody for a token.</div>` : nothing}
  <header class="bar">
    <a class="brand" href="/">${logo} Zonekeeper <small>Supervisor</small></a>
    <nav class="nav" aria-label="Sections"><a href="#zones">Zones</a><a href="#failovers">Failovers</a><a href="#jobs">Jobs</a><a href="#agents">Agents</a><a href="#callbacks">Callbacks</a><a href="#feed">Events</a></nav>
    <span class="grow"></span>
    ${store.connection === 'open' ? chip('good', '●', 'Live') : chip('bad', '○', store.connection === 'lost' ? 'Connection lost, coming back' : 'Connecting')}
    <span class="muted">${clock(now)}</span><span>${supervisor}</span>${person.switchButton()}
    <button class="quiet small" @click=${() => { theme.toggle(); store.changed(); }}>Light / dark</button>
  </header>
  <main>
    <h1 class="hidden-visually">Supervisor's dashboard</h1>
    ${person.banner()}
    <div role="alert">${down.length > 0 ? html`<div class="banner bad"><strong>${down.map((z) => z.name).join(', ')}</strong><span>no Agent Manager since ${clock(down[0].outageBeganAt ?? now)}. Conversations go on; commands are refused; nothing is dialled.</span></div>` : nothing}</div>
    <section id="zones" aria-label="Zones" class="zones">${inTurn.zones([turn('zones', now), owners], () => html`${repeat(zones, (zone) => zone.name, (zone) => zoneCard(zone, now))}`)}</section>
    <div class="grid-main">
      <div class="stack">
        ${inTurn.timeline([turn('timeline', now), windowMs, chosen, owners, zones.map((z) => [z.changes.size, z.counters.ownersSince])], () => failovers(zones, now))}
        ${inTurn.charts([turn('charts', now), zones.length, [...openTables]], () => charts(zones))}
      </div>
      <div class="stack">${inTurn.alarms([turn('alarms', now), owners, presses], () => alarmPanel(zones, now))}${outbox()}${inTurn.feed([turn('feed', now), feedFilter, store.feedPaused], () => feed())}</div>
    </div>
    <div class="stack below">
      ${inTurn.jobs([turn('jobs', now), owners, zones.map((z) => [...z.jobs.values()].map((job) => [job.id, job.status]))], () => jobs(zones, now))}
      <section class="panel" id="agents" aria-labelledby="agents-title">${table.view(zones, now, (selected) => agentActions(selected))}</section>
      <section class="panel" id="callbacks" aria-labelledby="callbacks-title">${callbacks.view()}</section>
    </div>
  </main>`;
}

/** The number of the part's turn. */
const turn = (part, now) => Math.floor(now / SECOND + PARTS.indexOf(part) / PARTS.length);

function zoneCard(zone, now) {
  const counts = [0, 0, 0, 0];
  for (const agent of zone.agents.values()) counts[sizeOf[agent.agentState] ?? 3]++;
  const all = Math.max(1, zone.agents.size);
  const age = zone.counters.heartbeatAt ? now - zone.counters.heartbeatAt : undefined;
  const last = [...zone.changes.values()].filter((c) => c.kind === 'TAKEN_OVER').sort((a, b) => b.at - a.at)[0];
  let x = 0;
  const bar = ['good', 'busy', 'warn', 'idle'].map((kind, i) => {
    const width = (100 * counts[i]) / all;
    const rect = svg`<rect class="fill-${kind}" x=${x} width=${width} height="8"></rect>`;
    x += width;
    return rect;
  });
  return html`<article class="panel zone ${!zone.available && zone.owner ? 'out' : ''}" aria-label="Zone ${zone.name}">
    <div class="row"><span class="name grow">${zone.name}</span>${zone.available ? chip('good', '●', zone.phase === 'HANDING_OVER' ? 'Handing over' : 'Available') : zone.owner ? chip('bad', '✕', 'Not available') : chip('', '○', 'No owner yet')}</div>
    <svg viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label="${counts[0]} ready, ${counts[1]} busy, ${counts[2]} in wrap-up, ${counts[3]} not ready"><rect class="fill-track" width="100" height="8"></rect>${bar}</svg>
    <div class="row muted small"><span>${counts[0]} ready</span><span>${counts[1]} busy</span><span>${counts[2]} wrap-up</span><span>${counts[3]} not ready</span></div>
    <dl><dt>Owner</dt><dd><strong>${zone.owner ?? '–'}</strong> <span class="muted">epoch ${zone.epoch ?? 0}</span></dd>
      <dt>Standby</dt><dd>${standby(zone)}</dd>
      <dt>Calls</dt><dd>${number(zone.counters.talking ?? 0)} talking, ${number(zone.counters.dialling ?? 0)} dialling, ${number(zone.counters.waiting ?? 0)} waiting</dd>
      <dt>Attempts a minute</dt><dd>${number(zone.counters.attemptsPerMinute ?? 0)}</dd>
      <dt>Last heartbeat</dt><dd>${age === undefined ? '–' : `${brief(Math.max(0, age))} ago`}</dd>
      <dt>Last failover</dt><dd>${last ? `${brief((last.availableAt ?? now) - last.outageBeganAt)} at ${moment(last.at, now)}` : 'none seen'}</dd></dl>
    <div class="row"><button class="small" aria-label="Start a job in ${zone.name}" @click=${() => form.startJob(zone.name)}>Start a job …</button><span class="grow"></span>
      ${zone.goingDown ? html`${chip('warn', '▼', 'Taken down')} <button class="small" aria-label="Bring up ${zone.name}" @click=${() => store.send(`Bring ${zone.name} up`, 'SUPZoneUp', { zone: zone.name })}>Bring up</button>` : html`<button class="small danger" aria-label="Take down ${zone.name}" @click=${() => form.takeDown(zone.name, [...store.zones.keys()])}>Take down …</button>`}</div>
  </article>`;
}

/** Who would take the zone over now, and how much of its state is missing there, in changelog records. */
function standby(zone) {
  const [kind, who, how] = redundancy(zone);
  return html`${kind ? chip(kind, kind === 'good' ? '✓' : '!', who) : html`<span class="muted">${who}</span>`} <span class="muted">${how}</span>`;
}

function failovers(zones, now) {
  const all = zones.flatMap((zone) => [...zone.changes.values()].filter((c) => c.kind !== 'OPENED').map((change) => ({ zone, change })));
  const latest = all.filter(({ change }) => change.kind === 'TAKEN_OVER').sort((a, b) => b.change.at - a.change.at)[0];
  const shown = (chosen && all.find((e) => e.zone.name === chosen.zone && e.change.epoch === chosen.epoch)) ?? latest;
  return html`<section class="panel" id="failovers" aria-labelledby="failovers-title">
    <header><h2 id="failovers-title">Owners and failovers</h2>
      <span class="muted">${latest ? html`the last one at ${moment(latest.change.at, now)}` : 'no outage seen'}</span>
      <span class="grow"></span><span class="key band">outage</span>
      ${WINDOWS.map(([words, ms]) => html`<button class="small" aria-pressed=${windowMs === ms ? 'true' : 'false'} @click=${() => { windowMs = ms; store.changed(); }}>${words}</button>`)}</header>
    <div class="body">${timeline(zones, { now, windowMs, chosen: shown && { zone: shown.zone.name, epoch: shown.change.epoch }, choose: (c) => { chosen = c; store.changed(); } })}</div>
    ${shown ? failover(shown.zone, shown.change, now) : nothing}
    ${outageHistory(zones, now)}
  </section>`;
}

function charts(zones) {
  const merged = new Map();
  for (const zone of zones) {
    for (const s of zone.samples) {
      const second = s.at;
      const sum = merged.get(second) ?? { at: second, attempts: 0, answers: 0, wait: 0, nuisance: 0, answered: 0, talking: 0, ready: 0, zones: 0 };
      for (const name of ['attempts', 'answers', 'nuisance', 'answered', 'talking', 'ready']) sum[name] += s[name];
      sum.wait = Math.max(sum.wait, s.wait);
      sum.zones++;
      merged.set(second, sum);
    }
  }
  const full = Math.max(0, ...[...merged.values()].map((s) => s.zones));
  const samples = [...merged.values()].filter((s) => s.zones === full).sort((a, b) => a.at - b.at);
  const outages = zones.flatMap((zone) => [...zone.changes.values()].filter((c) => c.kind === 'TAKEN_OVER').map((c) => ({ from: c.outageBeganAt, to: c.availableAt })).concat(zone.available || !zone.outageBeganAt ? [] : { from: zone.outageBeganAt }));
  const caps = zones.flatMap((zone) => [...zone.jobs.values()].map((job) => job.settings.nuisanceCapPercent ?? 3));
  const common = { samples, outages, changed: () => store.changed() };
  return html`<section class="panel" aria-labelledby="charts-title"><header><h2 id="charts-title">Last five minutes</h2><span class="key band">outage</span></header><div class="body charts">
    ${chart({ ...common, title: 'Dialling', unit: 'a minute', aName: 'attempts', a: (s) => s.attempts, bName: 'answers', b: (s) => s.answers })}
    ${chart({ ...common, title: 'Agents', unit: '', aName: 'talking', a: (s) => s.talking, bName: 'ready', b: (s) => s.ready })}
    ${chart({ ...common, title: 'Wait for an agent, p95', unit: 'ms', aName: 'wait', a: (s) => s.wait })}
    ${chart({ ...common, title: 'Nuisance', unit: '%', aName: 'rate', a: (s) => (s.answered > 0 ? (100 * s.nuisance) / s.answered : 0), cap: caps.length > 0 ? Math.min(...caps) : undefined })}
  </div></section>`;
}

function jobs(zones, now) {
  const all = zones.flatMap((zone) => [...zone.jobs.values()].map((job) => ({ job, zone })));
  return html`<section class="panel" id="jobs" aria-labelledby="jobs-title"><header><h2 id="jobs-title">Jobs</h2><span class="muted">${all.length}</span></header>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="jobs-title"><table><thead><tr><th scope="col">Job</th><th scope="col">Does it dial?</th>${['Agents', 'Attempts/min', 'Hit rate', 'Wait p50, p95', 'Waiting', 'Wrap-up', 'Nuisance'].map((n) => html`<th scope="col" class="num">${n}</th>`)}<th scope="col"><span class="hidden-visually">Actions</span></th></tr></thead>
    <tbody>${repeat(all, ({ job }) => `${job.zone} ${job.id}`, ({ job, zone }) => jobRow(job, zone, now))}</tbody></table>
    ${all.length === 0 ? html`<p class="empty">No job runs.</p>` : nothing}</div></section>`;
}

function jobRow(job, zone, now) {
  const c = job.counters;
  const s = job.settings;
  const own = [...zone.agents.values()].filter((agent) => agent.job === job.id).length;
  const [kind, word, why] = whyNotDialling(job, zone, now);
  const paused = job.status === 'PAUSED';
  const send = (words, type) => store.send(`${words} ${job.id}`, type, { zone: job.zone, job: job.id });
  return html`<tr class="tall"><td><strong>${job.id}</strong><br><span class="muted">${job.zone}, ${s.pacing ? s.pacing.toLowerCase() : '–'}${s.maxDialRatio ? ` ≤ ${s.maxDialRatio}` : ''}</span></td>
    <td class="wrap">${chip(kind, kind === 'good' ? '✓' : '!', word)} ${paused ? chip('warn', '❚❚', 'Paused') : job.status === 'STOPPING' ? chip('warn', '◼', 'Stopping') : nothing}<br>${why}</td>
    <td class="num">${own}<span class="muted"> / ${s.maxAgents === 9999 ? '∞' : (s.maxAgents ?? '–')}</span></td>
    <td class="num">${number(c.attemptsPerMinute ?? 0)}</td><td class="num">${percent(c.answered ?? 0, c.attempted ?? 0)}</td>
    <td class="num">${brief(c.waitP50Ms)}<br><span class="muted">${brief(c.waitP95Ms)}</span></td><td class="num">${number(c.waiting ?? 0)}</td><td class="num">${brief(c.wrapUpMedianMs)}</td>
    <td class="num">${percent(c.nuisance ?? 0, c.answered ?? 0)}<br><span class="muted">${c.nuisanceByFailover ?? 0} by failover</span></td>
    <td class="actions"><button class="small" aria-label="Change ${job.id}" @click=${() => form.changeJob(job)}>Change …</button> ${paused ? html`<button class="small" @click=${() => send('Resume', 'SUPResumeJob')}>Resume</button>` : html`<button class="small" @click=${() => send('Pause', 'SUPPauseJob')}>Pause</button>`} <button class="small danger" @click=${() => send('Stop', 'SUPStopJob')}>Stop</button></td></tr>`;
}

function agentActions(selected) {
  const zones = new Set(selected.map((agent) => agent.zone));
  const jobs = zones.size === 1 ? [...store.zone([...zones][0]).jobs.values()] : [];
  const why = selected.length === 0 ? 'Select agents to move them' : zones.size > 1 ? 'Select agents of one zone only' : jobs.length === 0 ? 'The zone has no job' : '';
  const ofOneZone = zones.size !== 1;
  const each = (words, type, more = {}) => selected.forEach(({ zone, agent }) => store.send(`${words} ${agent}`, type, { zone, agent, ...more }));
  return html`<span class="muted">${why}</span><button class="small" ?disabled=${why !== ''} @click=${() => form.moveAgents(selected, jobs)}>Move ${selected.length || ''} …</button>
    <button class="small" ?disabled=${ofOneZone} @click=${() => each('Release', 'SUPReleaseAgent')}>Release</button>
    <button class="small" ?disabled=${ofOneZone} @click=${() => each('To inbound work:', 'SUPBlendAgent', { to: 'INBOUND' })}>To inbound</button>
    <button class="small" ?disabled=${ofOneZone} @click=${() => each('Back to outbound work:', 'SUPBlendAgent', { to: 'OUTBOUND' })}>To outbound</button>
    <button class="small danger" ?disabled=${ofOneZone} @click=${() => form.logOffAgents(selected)}>Log off …</button>`;
}

function alarmPanel(zones, now) {
  const all = alarms(zones, now, (key, value, kind) => alarmLog.threshold(key, value, kind));
  const news = alarmLog.update(all, now);
  if (news.length > 0) told = news.map(({ title, text }) => `${title}: ${text}`).join('. ');
  const open = all.filter(({ key }) => !alarmLog.acknowledged(key));
  return html`<section class="panel" id="alarms" aria-labelledby="alarms-title"><header><h2 id="alarms-title" class="grow">Alarms</h2>${open.length === 0 ? chip('good', '✓', 'Nothing open') : chip('bad', '!', `${open.length} open`)}</header>
    <p class="hidden-visually" role="status">${told}</p>
    ${all.length === 0 ? html`<p class="empty">All quiet.</p>` : html`<ul class="alarms">${repeat(all.slice(0, 12), (a) => a.key, (a) => html`<li>
      <div class="grow">${chip(a.kind, a.kind === 'bad' ? '✕' : '!', a.kind === 'bad' ? 'Critical' : 'Warning')} <strong>${a.title}</strong><small>${a.text}${a.at ? `, for ${span(now - a.at)}` : ''}${alarmLog.times(a.key) > 1 ? `, back for the ${ordinal(alarmLog.times(a.key))} time` : ''}</small></div>
      ${acknowledgement(a)}</li>`)}</ul>${all.length > 12 ? html`<p class="empty">and ${all.length - 12} more</p>` : nothing}`}</section>`;
}

function acknowledgement({ key, title }) {
  const by = alarmLog.acknowledged(key);
  if (by) return html`<span class="muted">✓ ${by.by}<br>${clock(by.at)}</span>`;
  return html`<button class="small quiet" aria-label="Acknowledge ${title}" @click=${() => { alarmLog.acknowledge(key, supervisor, store.now()); presses++; store.changed(); }}>Acknowledge</button>`;
}

const ordinal = (n) => `${n}${n % 100 > 10 && n % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')}`;

function outbox() {
  return html`<section class="panel" aria-labelledby="outbox-title"><header><h2 id="outbox-title" class="grow">Your commands</h2></header>
    ${store.outbox.length === 0 ? html`<p class="empty">Nothing sent yet.</p>` : html`<ul class="alarms" aria-live="polite">${repeat(store.outbox.slice(0, 8), (e) => e.id, (entry) => {
      const available = store.zone(entry.fields.zone).available;
      return html`<li><div class="grow">${entry.state === 'done' ? chip('good', '✓', 'Done') : entry.state === 'pending' ? chip('busy', '…', 'Pending') : chip('bad', '✕', 'Refused')} <strong>${entry.label}</strong><small>${clock(entry.at)}${entry.text ? ` · ${entry.text}` : ''}</small></div>
        ${entry.state === 'refused' ? html`<button class="small" ?disabled=${!available} @click=${() => store.resend(entry)}>Send again</button>` : nothing}</li>`;
    })}</ul>`}</section>`;
}

/** What of the events is in sight while they go by, two rows each, and what is there when they stand. */
const FLOWING_LINES = 20;
const MOST_LINES = 200;

/** What the page has seen of a call. */
function tellStory(call) {
  feedFilter = call;
  store.changed();
  document.getElementById('feed').scrollIntoView();
  document.querySelector('#feed input').focus({ preventScroll: true });
}

function feed() {
  const wanted = feedFilter.toLowerCase();
  const flows = !wanted && !store.feedPaused;
  const lines = (wanted ? store.lines.filter((l) => JSON.stringify(l).toLowerCase().includes(wanted)) : store.lines).slice(0, flows ? FLOWING_LINES : MOST_LINES);
  return html`<section class="panel" id="feed" aria-labelledby="feed-title"><header><h2 id="feed-title" class="grow">Events</h2>
    <input type="search" aria-label="Filter events" placeholder="Zone, agent, call, type" .value=${live(feedFilter)} @input=${(e) => { feedFilter = e.target.value; store.changed(); }}>
    <button class="small" aria-pressed=${store.feedPaused ? 'true' : 'false'} @click=${() => { store.feedPaused = !store.feedPaused; store.changed(); }}>${store.feedPaused ? 'Go on' : 'Pause'}</button></header>
    <div class="scroll feed" tabindex="0" role="region" aria-labelledby="feed-title"><ul class=${flows ? 'lines flow' : 'lines'}>${lines.map((l) => html`<li><span class="muted">${clock(l.at)}</span><span>${l.zone}</span><span><strong>${words(l.event)}</strong> <span class="muted">${details(l)}</span></span></li>`)}</ul>
    ${lines.length === 0 ? html`<p class="empty">No event matches.</p>` : nothing}</div></section>`;
}

const words = (type) => type.replace(/([a-z])([A-Z])/g, (_, a, b) => `${a} ${b.toLowerCase()}`);

function details(line) {
  const { zone, sequence, at, event, ...rest } = line;
  return Object.values(rest).join(' · ');
}
