import { html, nothing, render, chip, span, clock, logo, onFrame, theme, endpoint, agentState } from '/shared/view.js';
import { personAt } from '/shared/log-on.js';
import { AgentClient } from '/client/index.js';
import { callback, callbackForm } from '/desktop/callback.js';
import { contactData, contactPanel } from '/desktop/contact-data.js';
import { sounds } from '/desktop/sounds.js';
import { secondParty, secondPartyKeys, secondPartyPanel } from '/desktop/second-party.js';
import { callCard } from '/desktop/call-card.js';
import { card, hasCard } from '/desktop/preview.js';
import { result } from '/desktop/result.js';
import { scriptPanel, watchScripts } from '/desktop/script.js';
import { KeyMap } from '/desktop/key-map.js';
import { timeZoneOf } from '/desktop/local-time.js';
import { keysPanel } from '/desktop/keys-panel.js';

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
const data = contactData(desktop, () => changed());
watchScripts(() => changed());
const arranging = callbackForm(desktop, () => changed());
const others = secondParty(desktop, () => changed());
/** The agent is asked whether the contact is really never to be called again. */
let confirming = false;

/** What the agent wrote and chose for the call in hand; kept over an outage and a reload. */
let notes = draft.get() ?? { call: undefined, text: '', code: undefined };
let message = '';
let said = '';
let assertive = '';
const asking = new Set();
let timersTold = new Set();

const BREAKS = ['Lunch', 'Coffee', 'Training', 'Meeting'];
/** The code of a call whose contact is dialled again: what was written about it goes on. */
const REDIALLED = 'Redialled';
/** What each key does, and which of the gateway's permissions it takes. */
const ACTIONS = {
  ready: [() => ask('ready', () => desktop.ready()), 'ready'],
  break: [() => ask('not ready', () => desktop.notReady('Break')), 'notReady'],
  hold: [() => (desktop.state.held ? ask('unhold', () => desktop.unhold()) : ask('hold', () => desktop.hold())), 'hold', 'unhold'],
  dial: [() => ask('dial', () => desktop.dialPreview()), 'previewDial'],
  reject: [() => ask('reject', () => desktop.cancelPreview('REJECT')), 'previewReject'],
  connect: [() => ask('connect', () => desktop.connectManualCall()), 'manualConnect'],
  redial: [() => ask('dial again', () => desktop.redial(desktop.state.dialled?.number)), 'redial'],
  release: [() => ask('release', () => desktop.release()), 'release'],
  second: [() => document.querySelector('#second input, #second button:enabled')?.focus()],
  handOver: [() => secondKeys().handOver()],
  allThree: [() => secondKeys().allThree()],
  leave: [() => secondKeys().leave()],
  recording: [() => toggleRecording(), 'record'],
  codes: [() => document.querySelector('#codes input')?.focus()],
  notes: [() => document.querySelector('#notes')?.focus()],
};
const keyMap = new KeyMap(localStorage);
const keyOf = (action) => keyMap.of(action);
const keys = keysPanel(keyMap, () => changed());
const secondKeys = () => secondPartyKeys({ state: desktop.state, may, act: ask, desktop });
const act = (action) => ACTIONS[action][0];

desktop.on('state', (state) => {
  const again = state.dialled?.redialOf !== undefined && state.dialled.redialOf === notes.call;
  data.follow(state);
  others.follow(state);
  arranging.follow(state);
  if (!state.call) confirming = false;
  if (state.call && state.call !== notes.call) write({ call: state.call, text: again ? notes.text : '', code: undefined });
  changed();
});
desktop.on('connection', ({ state }) => {
  if (state === 'lost') assertive = 'The connection to the gateway is lost. It comes back by itself.';
  if (state === 'open') assertive = '';
  changed();
});
desktop.on('POMNotAvailable', () => {
  assertive = 'No commands for the moment. You can go on talking; what you write is kept.';
  sounds.play('outage');
});
desktop.on('POMAvailable', () => {
  assertive = 'Commands work again.';
  sounds.play('back');
});
desktop.on('AGTCallNotify', ({ contact, contactType }) => {
  timersTold = new Set();
  assertive = `${contactType ? 'A contact to look at' : 'A call for you'}, contact ${contact ?? 'not known'}.`;
});
desktop.on('AGTCustomerDetailsChanged', () => data.load());
desktop.on('resumed', () => data.load());
desktop.on('AGTContactDialled', ({ number }) => (said = `Dialling ${number}.`));
desktop.on('AGTDialFailed', ({ reason }) => (said = `Nobody was reached: ${reason.replaceAll('_', ' ').toLowerCase()}.`));
desktop.on('AGTPreviewWithdrawn', ({ text }) => {
  said = text;
  message = `The contact is gone: ${text}.`;
});
desktop.on('AGTConsultPending', ({ from }) => (said = `${from} waits for your advice.`));
desktop.on('AGTConsultNotify', ({ from, blindTransfer }) => (assertive = blindTransfer ? `${from} hands a call to you.` : `${from} asks for your advice.`));
desktop.on('AGTConsultConnected', ({ owner, second, number }) => (said = `You talk with ${owner === desktop.state.agent ? (second ?? number) : owner}.`));
desktop.on('AGTConsultDialFailed', ({ reason }) => {
  said = 'The second party was not reached; you have the customer back.';
  message = `The second party was not reached: ${reason.replaceAll('_', ' ').toLowerCase()}.`;
});
for (const over of ['AGTConsultEnded', 'AGTConsultCancelled', 'AGTConferenceEnded']) desktop.on(over, ({ text }) => (said = `The second party is gone: ${text}.`));
for (const failed of ['AGTTransferFailed', 'AGTConferenceFailed']) desktop.on(failed, ({ text }) => (message = `Nothing has changed: ${text}. Try again.`));
desktop.on('AGTConferenceNotify', () => (said = 'All three talk.'));
desktop.on('AGTTransferNotify', ({ to, number }) => (said = to === desktop.state.agent ? 'The call is yours.' : `The call is with ${to ?? number}.`));
desktop.on('AGTBlendedToInbound', () => (said = 'You are on inbound work.'));
desktop.on('AGTBlendedToOutbound', ({ text }) => (said = `You are back on outbound work: ${text}.`));
desktop.on('AGTCallConnected', () => (said = 'You are connected.'));
desktop.on('AGTCallDisconnected', ({ endedBy }) => (said = `The call was ended by ${(endedBy ?? '').toLowerCase()}.`));
desktop.on('AGTAutoReleaseLine', () => {
  timersTold = new Set();
  said = 'Wrap-up: choose a code.';
  setTimeout(() => document.querySelector('#codes input')?.focus(), 50);
});
desktop.on('AGTContactWrappedUp', ({ completionCode }) => {
  said = `Completed: ${completionCode}`;
  if (completionCode !== REDIALLED) write({ call: undefined, text: '', code: undefined });
});
desktop.on('sessionEnded', ({ text }) => (message = text));
document.addEventListener('keydown', (event) => {
  const action = desktop.state.loggedOn ? keyMap.actionOf(event) : undefined;
  if (!action) return;
  const [command, ...permissions] = ACTIONS[action];
  if (permissions.length === 0 || permissions.some(may)) {
    event.preventDefault();
    command();
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
  const { wrapup, preview } = desktop.state;
  const waits = wrapup ?? preview;
  const left = waits && waits.deadline - desktop.now();
  for (const at of [30, 10, 5]) {
    if (left !== undefined && left <= at * 1000 && left > 0 && !timersTold.has(at)) {
      timersTold.add(at);
      if (at === 10) sounds.play('soon');
      said = `${at} seconds of ${wrapup ? 'wrap-up' : 'preview'} left`;
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

/** What the gateway said last; in an outage its form stays, with what was entered, and waits. */
const offered = (what) => desktop.state.capabilities?.[what] === true;

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
    <button class="quiet small" aria-pressed=${sounds.on ? 'true' : 'false'} @click=${() => { sounds.toggle(); changed(); }}>Sounds</button>
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
    const { agent, extension, zone, force, asked } = event.target.elements;
    ask('log on', () => desktop.logOn({ agent: agent.value, extension: extension.value, zone: zone.value, ...(force.checked && { force: true }), ...(asked.checked && { nailup: 'ASKED' }) }));
  };
  return html`<div class="log-on stack"><h1>Log on</h1>
    ${message ? html`<p class="banner bad" role="alert">${message}</p>` : nothing}
    <form class="panel" @submit=${submit}><div class="body stack">
      <label class="field">Agent<input name="agent" required autocomplete="username" maxlength="128" value=${person.known?.agent ?? ''} ?readonly=${person.known !== undefined}></label>
      <div class="two"><label class="field">Extension<input name="extension" required maxlength="128"></label>
      <label class="field">Zone<select name="zone">${zones.map((zone) => html`<option>${zone}</option>`)}</select></label></div>
      <label class="row"><input type="checkbox" name="force"> End my other session <span class="muted">if I am logged on elsewhere</span></label>
      <label class="row"><input type="checkbox" name="asked"> Ring my line only when I ask</label>
      <button class="primary" ?disabled=${desktop.connection !== 'open' || asking.has('log on')}>${desktop.connection === 'open' ? 'Log on' : 'Connecting …'}</button>
    </div></form></div>`;
}

function working(state, now) {
  return html`<div class="stack">
    <div class="notices">
      ${state.zoneAvailable ? nothing : html`<div class="banner warn" role="status"><strong>No commands since ${clock(state.outageBeganAt ?? now)}.</strong><span>You can go on talking. Notes and code are kept here, and sent when you press the button again.</span></div>`}
      ${desktop.connection === 'open' ? nothing : html`<div class="banner bad"><strong>Connection lost.</strong><span>It comes back by itself; nothing is lost for ten seconds or more.</span></div>`}
      ${state.reloginRequired ? html`<div class="banner bad"><strong>Log on again.</strong><span>The end of your call never came; only a forced log-on helps.</span><button @click=${() => ask('log on', () => desktop.logOn({ agent: state.agent, extension: state.extension, zone: state.zone, force: true }))}>Log on again</button></div>` : nothing}
      ${message ? html`<p class="banner bad" role="alert">${message}</p>` : nothing}
    </div>
    <div class="work">
      <div class="stack">${availability(state)}${contact(state, now)}${callBack(state, now)}</div>
      <div class="stack">${hasCard(state) ? contactCard(state, now) : call(state, now)}${secondPartyPanel({ data: others, state, may, offered, asking, why: notPossible(state), act: ask, keyOf, desktop })}</div>
      ${wrapUp(state, now)}
      ${scriptPanel({ url: data.known.script })}
    </div>
    ${keys()}
  </div>`;
}

function availability(state) {
  return html`<section class="panel" aria-labelledby="state-title"><header><h2 id="state-title">Your state</h2></header><div class="body stack">
    <button class="primary large" ?disabled=${!may('ready') || asking.has('ready')} @click=${act('ready')}>● Ready</button>
    <div class="two">${BREAKS.map((reason) => html`<button ?disabled=${!may('notReady')} aria-pressed=${state.agentState === 'NOT_READY' && state.reasonCode === reason ? 'true' : 'false'} @click=${() => ask('not ready', () => desktop.notReady(reason))}>${reason}</button>`)}</div>
    ${nailUp()}
    ${keyedNumber()}
    ${blending(state)}
    ${state.agentState === 'PENDING_NOT_READY' ? html`<p class="muted">Your break begins after this call.</p>` : nothing}
  </div></section>`;
}

/** After a log-on that let nothing ring. */
function nailUp() {
  if (!may('nailup')) return nothing;
  return html`<button id="nail-up" ?disabled=${asking.has('connect my line')} @click=${() => ask('connect my line', () => desktop.nailUp())}>⌁ Connect my line</button>`;
}

/** Somebody who stands on no list, for the job's campaign. */
function keyedNumber() {
  if (!offered('originate')) return nothing;
  const submit = (event) => {
    event.preventDefault();
    ask('dial the number', () => desktop.originate(event.target.elements.number.value));
  };
  return html`<form id="keyed" class="row" @submit=${submit}><label class="field grow">Dial a number<input name="number" type="tel" autocomplete="off" required pattern="[+]?[0-9]{2,20}"></label>
    <button ?disabled=${!may('originate') || asking.has('dial the number')}>Dial</button></form>`;
}

const ON_THE_WAY = ['PENDING_INBOUND', 'PENDING_MANUAL_INBOUND'];

/** Between the calls that the centre makes and those that people make to it. */
function blending(state) {
  const way = ON_THE_WAY.includes(state.jobState);
  const there = state.jobState === 'INBOUND';
  if (!way && !there && !may('blendToInbound')) return nothing;
  return html`${way ? html`<p class="muted" role="status">You go to inbound work when your call and your break are over.</p>` : there ? html`<p role="status">You are on inbound work: no calls come from here.</p>` : nothing}
    ${way || there
      ? html`<button id="to-outbound" ?disabled=${!may('blendToOutbound') || asking.has('to outbound work')} @click=${() => ask('to outbound work', () => desktop.blendToOutbound())}>${way ? 'Stay on outbound work' : 'Back to outbound work'}</button>`
      : html`<button id="to-inbound" ?disabled=${asking.has('to inbound work')} @click=${() => ask('to inbound work', () => desktop.blendToInbound())}>To inbound work</button>`}`;
}

function contact(state, now) {
  return contactPanel({
    data, state, now, asking, confirming,
    possible: may('updateRecord'),
    confirm: (yes) => {
      confirming = yes;
      changed();
    },
    set: (key, value) => ask(`change ${key}`, () => desktop.setCustomerDetail(key, value)),
    doNotCall: () => ask('do not call', async () => {
      await desktop.addToDoNotCall();
      said = 'The contact is not called any more.';
      await data.load();
      confirming = false;
    }),
  });
}

function saveNote() {
  const { call, text } = notes;
  return ask('save the note', async () => {
    await desktop.addAgentNote(text.trim());
    if (notes.call === call && notes.text === text) write({ ...notes, text: '' });
    await data.load();
  });
}

function call(state, now) {
  return callCard({
    state, now, may, offered, asking, keyOf,
    why: notPossible(state),
    hold: act('hold'),
    recording: toggleRecording,
    release: act('release'),
    digits: (digits) => ask('send the tones', () => desktop.sendDigits(digits)),
  });
}

function contactCard(state, now) {
  return card({
    state, now, may, asking, keyOf,
    why: notPossible(state),
    dial: (number) => ask('dial', () => desktop.dialPreview(number)),
    reject: act('reject'),
    cancel: () => ask('finish without a call', () => desktop.cancelPreview('CANCEL')),
    connect: act('connect'),
    release: act('release'),
  });
}

function callBack(state, now) {
  return callback({ form: arranging, contactZone: timeZoneOf([...data.known.details, ...data.known.attributes]), state, now, may, offered, asking, why: notPossible(state), create: (wish) => ask('call back', () => desktop.createCallback(wish)) });
}

function notPossible(state) {
  return state.zoneAvailable ? 'not possible now' : 'not possible while the zone has no Agent Manager';
}

function wrapUp(state, now) {
  return result({
    state, now, may, asking, keyOf, notes, write, saveNote,
    finish: () => ask('wrap up', () => desktop.wrapUp(notes.code)),
    more: () => ask('more time', () => desktop.extendWrapUp()),
    redial: (number) => ask('dial again', () => desktop.redial(number)),
  });
}

document.addEventListener('keydown', (event) => {
  const codes = desktop.state.wrapup?.codes;
  const inCodes = event.target.closest?.('#codes');
  if (codes && inCodes && /^[1-9]$/.test(event.key) && codes[event.key - 1]) write({ ...notes, code: codes[event.key - 1] });
});
