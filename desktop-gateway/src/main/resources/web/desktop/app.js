import { html, nothing, render, repeat, live, chip, span, clock, logo, onFrame, theme, endpoint, agentState, callState, callWord } from '/shared/view.js';
import { personAt } from '/shared/log-on.js';
import { AgentClient } from '/client/index.js';

theme.restore();
const app = document.getElementById('app');
const person = await personAt(app, 'agent', () => changed());
app.textContent = '';
const kept = (name) => ({
  get: () => JSON.parse(sessionStorage.getItem(name) ?? 'null') ?? undefined,
  set: (value) => (value === undefined ? sessionStorage.removeItem(name) : sessionStorage.setItem(name, JSON.stringify(value))),
});
const desktop = new AgentClient({ url: endpoint('/v1/agent'), token: person.token, store: kept(person.key('zonekeeper.session')) });
const draft = kept(person.key('zonekeeper.draft'));
const changed = onFrame(() => render(page(desktop.state, desktop.now()), app));

/** What the agent wrote and chose for the call in hand; kept over an outage and a reload. */
let notes = draft.get() ?? { call: undefined, text: '', code: undefined };
let message = '';
let said = '';
let assertive = '';
const asking = new Set();
let timersTold = new Set();

const BREAKS = ['Lunch', 'Coffee', 'Training', 'Meeting'];
const SHORTCUTS = [
  ['KeyR', 'R', 'Ready', () => ask('ready', () => desktop.ready()), 'ready'],
  ['KeyB', 'B', 'Break', () => ask('not ready', () => desktop.notReady('Break')), 'notReady'],
  ['KeyH', 'H', 'Hold or unhold', () => (desktop.state.held ? ask('unhold', () => desktop.unhold()) : ask('hold', () => desktop.hold())), 'hold'],
  ['KeyX', 'X', 'End the call', () => ask('release', () => desktop.release()), 'release'],
  ['KeyP', 'P', 'Pause the recording', () => toggleRecording(), 'record'],
  ['KeyC', 'C', 'Go to the codes', () => document.querySelector('#codes input')?.focus()],
  ['KeyN', 'N', 'Go to the notes', () => document.querySelector('#notes')?.focus()],
];

desktop.on('state', (state) => {
  if (state.call && state.call !== notes.call) write({ call: state.call, text: '', code: undefined });
  changed();
});
desktop.on('connection', ({ state }) => {
  if (state === 'lost') assertive = 'The connection to the gateway is lost. It comes back by itself.';
  if (state === 'open') assertive = '';
  changed();
});
desktop.on('POMNotAvailable', () => (assertive = 'No commands for the moment. You can go on talking; what you write is kept.'));
desktop.on('POMAvailable', () => (assertive = 'Commands work again.'));
desktop.on('AGTCallNotify', ({ contact }) => (assertive = `A call for you, contact ${contact ?? 'not known'}.`));
desktop.on('AGTCallConnected', () => (said = 'You are connected.'));
desktop.on('AGTCallDisconnected', ({ endedBy }) => (said = `The call was ended by ${(endedBy ?? '').toLowerCase()}.`));
desktop.on('AGTAutoReleaseLine', () => {
  timersTold = new Set();
  said = 'Wrap-up: choose a code.';
  setTimeout(() => document.querySelector('#codes input')?.focus(), 50);
});
desktop.on('AGTContactWrappedUp', ({ completionCode }) => {
  said = `Completed: ${completionCode}`;
  write({ call: undefined, text: '', code: undefined });
});
desktop.on('sessionEnded', ({ text }) => (message = text));
document.addEventListener('keydown', (event) => {
  if (!event.altKey || !event.shiftKey) return;
  const found = SHORTCUTS.find(([code]) => code === event.code);
  if (found && desktop.state.loggedOn && (!found[4] || may(found[4]) || (found[4] === 'hold' && may('unhold')))) {
    event.preventDefault();
    found[3]();
  }
});
setInterval(tick, 500);
globalThis.zonekeeper = { desktop };
desktop.connect().then(changed, (e) => {
  message = e.message;
  changed();
});
changed();

function tick() {
  const left = desktop.state.wrapup && desktop.state.wrapup.deadline - desktop.now();
  for (const at of [30, 10, 5]) {
    if (left !== undefined && left <= at * 1000 && left > 0 && !timersTold.has(at)) {
      timersTold.add(at);
      said = `${at} seconds of wrap-up left`;
    }
  }
  changed();
}

function write(next) {
  notes = next;
  draft.set(next.call ? next : undefined);
  changed();
}

/** What the gateway says may be asked for; before it says so, what the states allow. */
function may(what) {
  const { capabilities, agentState: state, callState: call, zoneAvailable, wrapup, held, nailup } = desktop.state;
  if (!zoneAvailable || desktop.connection !== 'open') return false;
  if (capabilities) return capabilities[what] === true;
  const talking = call === 'TALKING';
  return { ready: state === 'NOT_READY', notReady: state !== 'NOT_READY', hold: talking && !held, unhold: talking && held === true, release: talking, record: talking, disposition: wrapup !== undefined && nailup !== '' }[what] ?? false;
}

async function ask(what, command) {
  asking.add(what);
  message = '';
  changed();
  try {
    await command();
  } catch (e) {
    message = `${what}: ${e.message}`;
  }
  asking.delete(what);
  changed();
}

function toggleRecording() {
  const { recordingPaused } = desktop.state;
  return recordingPaused ? ask('resume the recording', () => desktop.resumeRecording()) : ask('pause the recording', () => desktop.pauseRecording('CARD_DATA'));
}

function page(state, now) {
  return html`<a class="skip" href="#call">Skip to the call</a>
  ${desktop.greeting?.insecureDevelopment ? html`<div class="insecure">⚠ Insecure development: this gateway asks nobody for a token.</div>` : nothing}
  <header class="bar">
    <a class="brand" href="/">${logo} Zonekeeper <small>Agent</small></a>
    ${state.loggedOn ? html`${agentState(state.agentState)} ${state.reasonCode ? html`<span class="muted">${state.reasonCode}</span>` : nothing}
      <span class="muted num">${state.stateSince ? span(now - state.stateSince) : ''}</span>` : nothing}
    <span class="grow"></span>
    ${state.loggedOn ? html`${state.job ? chip('', '▤', state.job) : chip('', '▤', 'no job')} ${state.nailup === 'NAILED_UP' ? chip('good', '⌁', 'Line up') : chip('warn', '⌁', state.nailup === 'PENDING_NAILUP' ? 'Line comes up' : 'No line')}
      <span><strong>${state.agent}</strong> <span class="muted">${state.zone}${state.extension ? `, ext. ${state.extension}` : ''}</span></span>` : nothing}
    <span class="muted num">${clock(now)}</span>
    <button class="quiet small" @click=${() => { theme.toggle(); changed(); }}>Light / dark</button>
    ${state.loggedOn ? nothing : person.switchButton()}
    ${state.loggedOn ? html`<button class="small" ?disabled=${!state.zoneAvailable} @click=${() => ask('log off', () => desktop.logOff())}>${state.logoffPending ? 'Log-off pending' : 'Log off'}</button>` : nothing}
  </header>
  <main>
    <div class="hidden-visually" aria-live="polite">${said}</div><div class="hidden-visually" aria-live="assertive">${assertive}</div>
    ${person.banner()}
    ${state.loggedOn ? working(state, now) : logOn()}
  </main>`;
}

function logOn() {
  const zones = desktop.greeting?.zones ?? [];
  const submit = (event) => {
    event.preventDefault();
    const { agent, extension, zone, force } = event.target.elements;
    ask('log on', () => desktop.logOn({ agent: agent.value, extension: extension.value, zone: zone.value, ...(force.checked && { force: true }) }));
  };
  return html`<div class="log-on stack"><h1>Log on</h1>
    ${message ? html`<p class="banner bad" role="alert">${message}</p>` : nothing}
    <form class="panel" @submit=${submit}><div class="body stack">
      <label class="field">Agent<input name="agent" required autocomplete="username" maxlength="128" value=${person.known?.agent ?? ''} ?readonly=${person.known !== undefined}></label>
      <div class="two"><label class="field">Extension<input name="extension" required maxlength="128"></label>
      <label class="field">Zone<select name="zone">${zones.map((zone) => html`<option>${zone}</option>`)}</select></label></div>
      <label class="row"><input type="checkbox" name="force"> End my other session <span class="muted">if I am logged on elsewhere</span></label>
      <button class="primary" ?disabled=${desktop.connection !== 'open' || asking.has('log on')}>${desktop.connection === 'open' ? 'Log on' : 'Connecting …'}</button>
    </div></form></div>`;
}

function working(state, now) {
  return html`<div class="stack">
    ${state.zoneAvailable ? nothing : html`<div class="banner warn" role="status"><strong>No commands since ${clock(state.outageBeganAt ?? now)}.</strong><span>You can go on talking. Notes and code are kept here, and sent when you press the button again.</span></div>`}
    ${desktop.connection === 'open' ? nothing : html`<div class="banner bad"><strong>Connection lost.</strong><span>It comes back by itself; nothing is lost for ten seconds or more.</span></div>`}
    ${state.reloginRequired ? html`<div class="banner bad"><strong>Log on again.</strong><span>The end of your call never came; only a forced log-on helps.</span><button @click=${() => ask('log on', () => desktop.logOn({ agent: state.agent, extension: state.extension, zone: state.zone, force: true }))}>Log on again</button></div>` : nothing}
    ${message ? html`<p class="banner bad" role="alert">${message}</p>` : nothing}
    <div class="work">
      <div class="stack">${availability(state)}${contact(state)}</div>
      ${call(state, now)}
      ${wrapUp(state, now)}
    </div>
    ${script(state)}
  </div>`;
}

function availability(state) {
  return html`<section class="panel" aria-labelledby="state-title"><header><h2 id="state-title">Your state</h2></header><div class="body stack">
    <button class="primary large" ?disabled=${!may('ready') || asking.has('ready')} @click=${SHORTCUTS[0][3]}>● Ready</button>
    <div class="two">${BREAKS.map((reason) => html`<button ?disabled=${!may('notReady')} aria-pressed=${state.agentState === 'NOT_READY' && state.reasonCode === reason ? 'true' : 'false'} @click=${() => ask('not ready', () => desktop.notReady(reason))}>${reason}</button>`)}</div>
    ${state.agentState === 'PENDING_NOT_READY' ? html`<p class="muted">Your break begins after this call.</p>` : nothing}
  </div></section>`;
}

function contact(state) {
  return html`<section class="panel" aria-labelledby="contact-title"><header><h2 id="contact-title">Contact</h2></header><div class="body">
    ${state.call ? html`<dl class="pairs"><dt>Contact</dt><dd>${state.contact ?? 'not known here'}</dd><dt>Campaign</dt><dd>${state.campaign ?? '–'}</dd><dt>Job</dt><dd>${state.callJob ?? state.job ?? '–'}</dd><dt>Call</dt><dd class="mono">${state.call}</dd></dl>` : html`<p class="muted">The contact shows here with the next call.</p>`}
  </div></section>`;
}

function call(state, now) {
  const talking = state.callState !== 'IDLE' && state.callState !== 'WRAPUP';
  const why = !state.zoneAvailable ? 'not possible while the zone has no Agent Manager' : 'not possible now';
  const button = (words, key, capability, command, kind = '') => html`<button class=${kind} title=${may(capability) ? `Alt+Shift+${key}` : why} ?disabled=${!may(capability) || asking.has(words.toLowerCase())} @click=${command}>${words} <kbd>${key}</kbd></button>`;
  return html`<section class="panel call ${state.callState.toLowerCase()}" id="call" aria-labelledby="call-title"><header><h2 id="call-title" class="grow">Call</h2>${callState(state.callState, state.held)}</header>
    <div class="body stack">
      <p class="phase">${state.held ? 'Customer on hold' : state.call && !state.connectedAt && talking ? 'Connecting' : callWord(state.callState)}</p>
      <p class="timer" aria-hidden="true">${state.connectedAt && state.callState !== 'IDLE' ? span((state.disconnectedAt ?? now) - state.connectedAt) : '0:00'}</p>
      ${state.recordingPaused ? html`<p class="banner warn">❚❚ <strong>Recording paused</strong> (${state.recordingPaused.toLowerCase().replace('_', ' ')}): nothing that is said now is kept.</p>` : nothing}
      ${state.endedBy ? html`<p class="muted">Ended by ${state.endedBy.toLowerCase()}</p>` : nothing}
      <div class="row controls">
        ${state.held ? button('Unhold', 'H', 'unhold', SHORTCUTS[2][3], 'primary') : button('Hold', 'H', 'hold', SHORTCUTS[2][3])}
        ${button(state.recordingPaused ? 'Resume recording' : 'Pause recording', 'P', 'record', toggleRecording)}
        <span class="grow"></span>
        ${button('End call', 'X', 'release', SHORTCUTS[3][3], 'danger')}
      </div>
    </div></section>`;
}

function wrapUp(state, now) {
  const codes = state.wrapup?.codes ?? [];
  const left = state.wrapup && state.wrapup.deadline - now;
  const submit = (event) => {
    event.preventDefault();
    if (notes.code) ask('wrap up', () => desktop.wrapUp(notes.code));
  };
  return html`<section class="panel" aria-labelledby="codes-title"><header><h2 id="codes-title" class="grow">Result</h2>
      ${state.wrapup ? html`<span class="chip ${left < 10_000 ? 'bad' : 'warn'}">✎ ${span(left)} left</span>` : nothing}</header>
    <form class="body stack" @submit=${submit}>
      ${state.wrapup ? html`<fieldset id="codes"><legend class="hidden-visually">Completion code</legend>${repeat(codes, (c) => c, (code, i) => html`<label class="code"><input type="radio" name="code" .checked=${live(notes.code === code)} @change=${() => write({ ...notes, code })}> <span class="grow">${code.replaceAll('_', ' ')}</span>${i < 9 ? html`<kbd>${i + 1}</kbd>` : nothing}</label>`)}</fieldset>
        <p class="muted">Without a choice: ${state.wrapup.defaultCode.replaceAll('_', ' ')}</p>
        <div class="row"><button class="primary" ?disabled=${!notes.code || !may('disposition') || asking.has('wrap up')}>Finish</button>
        <button type="button" ?disabled=${state.wrapup.extensionsLeft === 0 || !may('disposition')} @click=${() => ask('more time', () => desktop.extendWrapUp())}>More time (${state.wrapup.extensionsLeft} left)</button></div>`
      : html`<p class="muted">The job's codes show here when the call has ended.</p>`}
      <label class="field">Notes<textarea id="notes" maxlength="4000" .value=${live(notes.text)} ?disabled=${!state.call} @input=${(e) => write({ ...notes, text: e.target.value })}></textarea><small>kept on this page until the call is completed</small></label>
    </form></section>`;
}

function script(state) {
  return html`<section class="panel" aria-labelledby="keys-title"><header><h2 id="keys-title">Keys</h2></header><div class="body row">
    ${SHORTCUTS.map(([, key, words]) => html`<span class="muted"><kbd>Alt</kbd> <kbd>Shift</kbd> <kbd>${key}</kbd> ${words}</span>`)}</div></section>`;
}

document.addEventListener('keydown', (event) => {
  const codes = desktop.state.wrapup?.codes;
  const inCodes = event.target.closest?.('#codes');
  if (codes && inCodes && /^[1-9]$/.test(event.key) && codes[event.key - 1]) write({ ...notes, code: codes[event.key - 1] });
});
