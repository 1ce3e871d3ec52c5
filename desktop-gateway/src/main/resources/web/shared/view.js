// What the pages share: templates, words and icons for states, times, theme.
export { html, svg, render, nothing } from '/vendor/lit-html/lit-html.js';
export { repeat } from '/vendor/lit-html/directives/repeat.js';
export { live } from '/vendor/lit-html/directives/live.js';
import { html, noChange } from '/vendor/lit-html/lit-html.js';

const AGENT_STATES = {
  READY: ['good', '●', 'Ready'],
  BUSY: ['busy', '◆', 'Busy'],
  WORK_NOT_READY: ['warn', '✎', 'Wrap-up'],
  NOT_READY: ['', '❚❚', 'Not ready'],
  PENDING_NOT_READY: ['busy', '◇', 'Break pending'],
  LOGOUT: ['', '○', 'Logged out'],
  UNKNOWN: ['bad', '?', 'Unknown'],
};
const CALL_STATES = {
  IDLE: ['', '–', 'No call'],
  TALKING: ['busy', '☎', 'Talking'],
  CONSULT: ['busy', '⇄', 'Consult'],
  CONFERENCE_OWNER: ['busy', '☍', 'Conference'],
  CONFERENCE_PASSIVE: ['busy', '☍', 'In conference'],
  PREVIEW: ['warn', '◔', 'Preview'],
  DIALLING: ['busy', '☏', 'Dialling'],
  CALLBACK: ['warn', '↺', 'Callback'],
  WRAPUP: ['warn', '✎', 'Wrap-up'],
  UNKNOWN: ['bad', '?', 'Unknown'],
};

export const agentState = (state) => chip(...(AGENT_STATES[state] ?? ['bad', '?', state]));
export const callState = (state, held) =>
  held ? chip('warn', '❚❚', 'On hold') : chip(...(CALL_STATES[state] ?? ['bad', '?', state]));
export const agentWord = (state) => AGENT_STATES[state]?.[2] ?? state;
export const callWord = (state) => CALL_STATES[state]?.[2] ?? state;
export const tone = (state) => AGENT_STATES[state]?.[0] ?? 'bad';

/** Icon and word, so that colour is never the only sign. */
export function chip(kind, icon, word) {
  return html`<span class="chip ${kind}"><span aria-hidden="true">${icon}</span>${word}</span>`;
}

/** 4:07, or 1:02:33. */
export function span(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (n) => String(n).padStart(2, '0');
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** 412 ms, or 1.62 s. */
export function brief(ms) {
  if (ms === undefined || !Number.isFinite(ms)) return '–';
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`;
}

// Made once: each takes as long to make as a table row.
const TIME = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });
const NUMBER = new Intl.NumberFormat('en-GB');

const DAY_AND_TIME = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

export const clock = (at) => TIME.format(at);
/** The time of day, and the day as well if it is more than one ago. */
export const moment = (at, now) => (now - at < 86_400_000 ? clock(at) : DAY_AND_TIME.format(at));
export const number = (n) => (n === undefined ? '–' : NUMBER.format(n));
export const percent = (part, whole) => (whole > 0 ? `${((100 * part) / whole).toFixed(2)} %` : '–');

export const logo = html`<svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linejoin="round"><path d="M12 2.5 20.5 6v6c0 5-3.5 8.2-8.5 9.5C7 20.2 3.500 17 3.500 12V6z"/><path d="M8 9h8l-8 6.500h8" stroke-linecap="round"/></svg>`;

/** Renders at most once a frame, however often something changed. */
export function onFrame(paint) {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      paint();
    });
  };
}

/** Waits a moment for what comes along with it: a gateway tells of all its zones at the same beat. */
export function together(ms, then) {
  let waiting;
  return () => {
    waiting ??= setTimeout(() => {
      waiting = undefined;
      then();
    }, ms);
  };
}

/**
 * A part of a page that is made anew only when something that it shows has changed; otherwise what
 * is there stays as it is.
 */
export function unlessSame() {
  let last;
  return (key, make) => {
    const now = JSON.stringify(key);
    if (now === last) return noChange;
    last = now;
    return make();
  };
}

export const theme = {
  get: () => document.documentElement.dataset.theme,
  toggle() {
    const dark = matchMedia('(prefers-color-scheme: dark)').matches;
    const now = this.get() ?? (dark ? 'dark' : 'light');
    document.documentElement.dataset.theme = now === 'dark' ? 'light' : 'dark';
    localStorage.setItem('zonekeeper.theme', document.documentElement.dataset.theme);
  },
  restore() {
    const kept = localStorage.getItem('zonekeeper.theme');
    if (kept === 'dark' || kept === 'light') document.documentElement.dataset.theme = kept;
  },
};

/** Address of a gateway's endpoint, on the server that the page came from. */
export const endpoint = (path) => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${path}`;
