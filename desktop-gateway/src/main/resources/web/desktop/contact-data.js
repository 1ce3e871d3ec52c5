// What is known of the contact in hand: details, attributes, notes, and whether it may be called.
import { html, nothing, repeat } from '/shared/view.js';
import { localTime, timeZoneOf } from '/desktop/local-time.js';

const NOTHING = Object.freeze({ details: [], numbers: [], attributes: [], notes: [] });

/**
 * Keeps what the contact store says of the contact in hand; forgets it with the call.
 *
 * @param {import('/client/index.js').AgentClient} desktop
 * @param {() => void} changed
 */
export function contactData(desktop, changed) {
  let call;
  let known = NOTHING;
  let away;

  async function load() {
    const wanted = call;
    if (wanted === undefined) return;
    away = undefined;
    try {
      const answers = await Promise.all([desktop.customerDetails(), desktop.contactAttributes(), desktop.agentNotes(), desktop.isInDoNotCall()]);
      if (wanted !== call) return;
      const [{ details, numbers, scriptUrl: script }, { attributes }, { notes }, { doNotCall, allNumbers, numbers: listed }] = answers;
      known = { details, numbers, script, attributes, notes, doNotCall, allNumbers, listed };
    } catch (refused) {
      if (wanted === call) away = refused.message;
    }
    changed();
  }

  return {
    get known() {
      return known;
    },
    get away() {
      return away;
    },
    load,
    /** Loads with each new contact, once the zone has said that it is in hand. */
    follow(state) {
      const inHand = state.capabilities?.updateRecord === true ? state.call : undefined;
      if (inHand === call) return;
      call = inHand;
      known = NOTHING;
      away = undefined;
      if (call !== undefined && desktop.connection === 'open') load();
    },
  };
}

const when = (at) => new Date(at).toLocaleString('en-GB', { dateStyle: 'short', timeStyle: 'short' });

function pairs(fields) {
  return fields.map(({ key, value }) => html`<dt>${key}</dt><dd>${value}</dd>`);
}

/** One that may be changed is a field of its own; what was typed in is sent with its button. */
function editable({ key, value }, { possible, set, asking }) {
  const submit = (event) => {
    event.preventDefault();
    set(key, event.target.elements.value.value);
  };
  return html`<form class="row" @submit=${submit}><label class="field grow">${key}<input name="value" maxlength="1000" .defaultValue=${value} ?disabled=${!possible}></label>
    <button class="small" aria-label="Change ${key}" ?disabled=${!possible || asking.has(`change ${key}`)}>Change</button></form>`;
}

/**
 * The panel.
 * @param {{ data: ReturnType<typeof contactData>, state: object, now: number, possible: boolean, asking: Set<string>,
 *   confirming: boolean, confirm: (yes: boolean) => void, set: (key: string, value: string) => void,
 *   doNotCall: () => void }} page
 */
export function contactPanel(page) {
  const { data, state, now, possible, asking, confirming, confirm, doNotCall } = page;
  const { details, numbers, attributes, notes, allNumbers, listed = [] } = data.known;
  const all = [...details, ...attributes];
  const fixed = all.filter(({ access }) => access !== 'WRITE');
  const zone = timeZoneOf(all);
  const writable = all.filter(({ access }) => access === 'WRITE');
  return html`<section class="panel" id="contact" aria-labelledby="contact-title"><header><h2 id="contact-title" class="grow">Contact</h2>
      ${allNumbers || listed.length > 0 ? html`<span class="chip bad">⊘ Do not call${allNumbers ? '' : `: ${listed.join(', ')}`}</span>` : nothing}</header><div class="body stack">
    ${state.call ? html`<dl class="pairs"><dt>Contact</dt><dd>${state.contact ?? 'not known here'}</dd><dt>Campaign</dt><dd>${state.campaign ?? '–'}</dd><dt>Job</dt><dd>${state.callJob ?? state.job ?? '–'}</dd><dt>Call</dt><dd class="mono">${state.call}</dd>
      ${zone ? html`<dt>Local time</dt><dd><strong>${localTime(now, zone).slice(-5)}</strong></dd>` : nothing}${pairs(numbers)}${pairs(fixed)}</dl>` : html`<p class="muted">The contact shows here with the next call.</p>`}
    ${data.away ? html`<div class="banner warn" role="status"><span>Nothing more is known of the contact: ${data.away}</span><button class="small" @click=${data.load}>Try again</button></div>` : nothing}
    ${repeat(writable, ({ key }) => `${state.call} ${key}`, (field) => editable(field, page))}
    ${notes.length > 0 ? html`<h3>Notes</h3><ul class="notes" aria-label="Notes about the contact">${repeat(notes, ({ note }) => note, ({ agent, at, text }) => html`<li><small>${agent}, ${when(at)}</small><p>${text}</p></li>`)}</ul>` : nothing}
    ${state.call && confirming
      ? html`<div class="banner bad" role="alertdialog" aria-labelledby="never-title"><strong id="never-title">Never call this contact again?</strong><span>None of its numbers is dialled any more, and its callback is cancelled. This cannot be taken back here.</span>
          <button class="danger" id="never" ?disabled=${!possible || asking.has('do not call')} @click=${doNotCall}>Never call again</button><button @click=${() => confirm(false)}>No</button></div>`
      : state.call ? html`<button class="quiet" ?disabled=${!possible || allNumbers === true} @click=${() => confirm(true)}>Do not call …</button>` : nothing}
  </div></section>`;
}
