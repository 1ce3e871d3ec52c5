// Arranging a callback with the contact in hand, and what was arranged.
import { html, svg, nothing, repeat, chip, clock } from '/shared/view.js';
import { instantOf, localTime, nextHour, within } from '/desktop/local-time.js';

const TYPES = [
  ['STRICT_AGENT', 'Me, and nobody else'],
  ['PREFERRED_AGENT', 'Me, or a colleague if I am not there'],
  ['CAMPAIGN', 'Anybody of this job'],
  ['STANDARD', 'Anybody who has the skills'],
];
const DAY = 24 * 60;
const WIDTH = 240;

const zones = () => Intl.supportedValuesOf?.('timeZone') ?? [];
const here = () => Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC';
const shown = (at, timeZone) => new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);

/**
 * Keeps what is in the form for the call in hand, to say what it means, and the job's calling hours; the fields are the form's own.
 * @param {import('/client/index.js').AgentClient} desktop
 * @param {() => void} changed
 */
export function callbackForm(desktop, changed) {
  let call;
  let began = 0;
  let entered = {};
  let hours;
  let askedFor;

  async function load() {
    const wanted = call;
    try {
      const { callingHoursFrom: from, callingHoursTo: to } = await desktop.callbackTypes();
      if (wanted === call) hours = { from, to };
      changed();
    } catch {
      // The hours are a help; the zone decides, and says them when it refuses.
      if (wanted === call) askedFor = undefined;
    }
  }

  return {
    get call() {
      return call;
    },
    get entered() {
      return entered;
    },
    /** When people may be called for the job; undefined: not known. */
    get hours() {
      return hours;
    },
    /** What the form begins with: the next full hour there. */
    begins: (timeZone) => nextHour(began, timeZone) ?? nextHour(began, here()),
    take({ at, zone }) {
      entered = { at: at.value, zone: zone.value };
      changed();
    },
    follow(state) {
      if (state.call !== call) {
        call = state.call;
        began = desktop.now();
        entered = {};
        hours = undefined;
        askedFor = undefined;
      }
      if (call === undefined || call === askedFor || state.capabilities?.createCallback !== true || desktop.connection !== 'open') return;
      askedFor = call;
      load();
    },
  };
}

/**
 * The form. Its times are the contact's own; whether people may be called then, the zone decides.
 * @param {{ form: ReturnType<typeof callbackForm>, state: object, now: number, contactZone?: string, may: (capability: string) => boolean,
 *   offered: (capability: string) => boolean, asking: Set<string>, why: string, create: (wish: object) => void }} page
 */
export function callback(page) {
  const { state, offered } = page;
  const { arranged, callbackPending } = state;
  return html`<section class="panel" aria-labelledby="callback-title"><header><h2 id="callback-title">Call back</h2></header><div class="body stack">
    ${arranged ? html`<p role="status">Arranged: ${arranged.localTime.replace('T', ' ')}, ${arranged.timeZone}.</p>` : nothing}
    ${callbackPending ? html`<p role="status">Contact ${callbackPending.contact} is to be called back since ${clock(callbackPending.dueAt)}; it comes when you are free.</p>` : nothing}
    ${offered('createCallback') ? entry(page) : html`<p class="muted">A callback can be arranged while you have a contact in hand.</p>`}
  </div></section>`;
}

/** What was entered stays over an outage, and goes with the call. */
function entry({ form, state, now, contactZone, may, asking, why, create }) {
  const { arranged } = state;
  const firstZone = contactZone ?? here();
  const { zone = firstZone, at = form.begins(firstZone) } = form.entered;
  const submit = (event) => {
    event.preventDefault();
    const fields = event.target.elements;
    create({ callbackType: fields.type.value, localTime: fields.at.value, timeZone: fields.zone.value });
  };
  return html`${repeat([form.call], (call) => call, () => html`<form class="stack" id="callback" @submit=${submit} @input=${(e) => form.take(e.currentTarget.elements)}>
    <label class="field">Who<select name="type">${TYPES.map(([type, words]) => html`<option value=${type}>${words}</option>`)}</select></label>
    <label class="field">When, where the contact is<input name="at" type="datetime-local" required value=${form.begins(firstZone)} aria-describedby="callback-hours callback-times"></label>
    ${hoursOf(form.hours, at)}
    <label class="field">Time zone<input name="zone" list="time-zones" required maxlength="128" value=${firstZone}></label>
    ${times(at, zone, now)}<datalist id="time-zones">${zones().map((each) => html`<option>${each}</option>`)}</datalist>
    <button title=${may('createCallback') ? '' : why} ?disabled=${!may('createCallback') || asking.has('call back')}>${arranged ? 'Arrange another time' : 'Arrange'}</button></form>`)}`;
}

/** The contact's time beside the agent's, who has to be at a desk then. */
function times(at, zone, now) {
  const instant = instantOf(at, zone);
  if (instant === undefined) return html`<p class="muted" role="note" id="callback-times">${localTime(now, zone) ? 'No such time there.' : 'A time zone such as Europe/Vienna.'}</p>`;
  return html`<div role="note" id="callback-times"><dl class="pairs"><dt>There</dt><dd><strong>${shown(instant, zone)}</strong> <span class="muted">now ${localTime(now, zone).slice(-5)}</span></dd>
    <dt>Here</dt><dd><strong>${shown(instant, here())}</strong> <span class="muted">now ${localTime(now, here()).slice(-5)}</span></dd></dl></div>`;
}

/** The day there, with the hours shaded at which nobody may be called; the zone has the last word. */
function hoursOf(hours, at) {
  const day = within(hours, at);
  if (!day) return html`<p class="hidden-visually" id="callback-hours"></p>`;
  const x = (minute) => (minute / DAY) * WIDTH;
  const shut = (from, to) => svg`<rect class="shut" x=${x(from)} y="0" width=${x(to - from)} height="18"></rect><rect fill="url(#shut)" x=${x(from)} y="0" width=${x(to - from)} height="18"></rect>`;
  return html`<div class="stack hours" id="callback-hours">
    <svg viewBox="0 0 ${WIDTH} 34" role="img" aria-label="People there may be called from ${hours.from} to ${hours.to}">
      <defs><pattern id="shut" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line class="hatch" x1="0" x2="0" y1="0" y2="6"></line></pattern></defs>
      <rect class="open" width=${WIDTH} height="18" rx="4"></rect>${shut(0, day.opens)}${shut(day.closes, DAY)}
      ${[0, 6, 12, 18, 24].map((hour) => svg`<text x=${x(hour * 60)} y="31" text-anchor=${hour === 0 ? 'start' : hour === 24 ? 'end' : 'middle'}>${hour}</text>`)}
      ${day.at === undefined ? nothing : svg`<rect class=${day.allowed ? 'chosen' : 'chosen not'} x=${Math.max(0, x(day.at) - 1.5)} y="-2" width="3" height="22" rx="1.5"></rect>`}
    </svg>
    ${day.allowed === false ? html`<p>${chip('bad', '⊘', 'Outside')} People there may be called from ${hours.from} to ${hours.to}.</p>` : html`<p class="muted">People there may be called from ${hours.from} to ${hours.to}.</p>`}
  </div>`;
}
