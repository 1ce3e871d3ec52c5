// Arranging a callback with the contact in hand, and what was arranged.
import { html, nothing, clock } from '/shared/view.js';

const TYPES = [
  ['STRICT_AGENT', 'Me, and nobody else'],
  ['PREFERRED_AGENT', 'Me, or a colleague if I am not there'],
  ['CAMPAIGN', 'Anybody of this job'],
  ['STANDARD', 'Anybody who has the skills'],
];

const zones = () => Intl.supportedValuesOf?.('timeZone') ?? [];
const here = () => Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC';

/** What that time there is here, for an agent who has to be at a desk then; undefined where it is the same. */
export function hereAt(localTime, timeZone) {
  try {
    const wanted = Date.parse(`${localTime}Z`);
    const offset = (at) => {
      const part = Object.fromEntries(new Intl.DateTimeFormat('en-GB', { timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' }).formatToParts(at).map(({ type, value }) => [type, value]));
      return Date.parse(`${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}Z`) - at;
    };
    // Twice: the clocks may change between the two.
    const first = wanted - offset(wanted);
    const at = new Date(wanted - offset(first));
    return Number.isNaN(at.getTime()) || timeZone === here() ? undefined : at.toLocaleString('en-GB', { weekday: 'short', hour: '2-digit', minute: '2-digit' });
  } catch {
    // No such time zone: the gateway says so when it is asked.
    return undefined;
  }
}

/** The next full hour there, as the field for date and time has it. */
const nextHour = (now, timeZone) => {
  const part = Object.fromEntries(new Intl.DateTimeFormat('en-GB', { timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' }).formatToParts(now + 3_600_000).map(({ type, value }) => [type, value]));
  return `${part.year}-${part.month}-${part.day}T${part.hour}:00`;
};

/**
 * The form. Its times are the contact's own; whether people may be called then, the zone says.
 * @param {{ state: object, now: number, may: (capability: string) => boolean, offered: (capability: string) => boolean,
 *   asking: Set<string>, why: string, create: (wish: object) => void }} page
 */
export function callback({ state, now, may, offered, asking, why, create }) {
  // What was entered stays over an outage.
  const possible = offered('createCallback');
  const { arranged, callbackPending } = state;
  const submit = (event) => {
    event.preventDefault();
    const { type, at, zone } = event.target.elements;
    create({ callbackType: type.value, localTime: at.value, timeZone: zone.value });
  };
  // What is entered is the form's own; only what it means here is shown beside it.
  const tell = (event) => {
    const { at, zone } = event.currentTarget.elements;
    const time = hereAt(at.value, zone.value);
    event.currentTarget.querySelector('[role=note]').textContent = time ? `${time} where you are` : '';
  };
  return html`<section class="panel" aria-labelledby="callback-title"><header><h2 id="callback-title">Call back</h2></header><div class="body stack">
    ${arranged ? html`<p role="status">Arranged: ${arranged.localTime.replace('T', ' ')}, ${arranged.timeZone}.</p>` : nothing}
    ${callbackPending ? html`<p role="status">Contact ${callbackPending.contact} is to be called back since ${clock(callbackPending.dueAt)}; it comes when you are free.</p>` : nothing}
    ${possible
      ? html`<form class="stack" id="callback" @submit=${submit} @input=${tell}>
          <label class="field">Who<select name="type">${TYPES.map(([type, words]) => html`<option value=${type}>${words}</option>`)}</select></label>
          <label class="field">When, where the contact is<input name="at" type="datetime-local" required value=${nextHour(now, here())}></label>
          <label class="field">Time zone<input name="zone" list="time-zones" required maxlength="128" value=${here()}></label>
          <p class="muted" role="note"></p><datalist id="time-zones">${zones().map((zone) => html`<option>${zone}</option>`)}</datalist>
          <button title=${may('createCallback') ? '' : why} ?disabled=${!may('createCallback') || asking.has('call back')}>${arranged ? 'Arrange another time' : 'Arrange'}</button></form>`
      : html`<p class="muted">A callback can be arranged while you have a contact in hand.</p>`}
  </div></section>`;
}
