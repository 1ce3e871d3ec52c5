// The card of a contact: what an agent looks at before it is dialled, and what can be done with it.
import { keyHint, keyTitle } from '/desktop/keys-panel.js';
import { html, nothing, chip, span } from '/shared/view.js';

const KINDS = { mobile: 'mobile', home: 'home', work: 'work' };
const kind = (number) => KINDS[number] ?? number.replaceAll('_', ' ');

/** Whether there is a contact to look at, or one that is being dialled. */
export const hasCard = ({ preview, callState, dialled }) => preview !== undefined || (callState === 'DIALLING' && dialled !== undefined);

/**
 * The card. Its buttons follow what the gateway says may be asked for, never the states.
 * @param {{ state: object, now: number, may: (capability: string) => boolean, asking: Set<string>, why: string,
 *   keyOf: (action: string) => string, dial: (number?: string) => void, reject: () => void, cancel: () => void, connect: () => void, release: () => void }} page
 */
export function card({ state, now, may, asking, why, keyOf, dial, reject, cancel, connect, release }) {
  const { preview, dialled } = state;
  const button = (words, action, capability, command, style = '') =>
    html`<button class=${style} title=${may(capability) ? keyTitle(action && keyOf(action), words) : why} ?disabled=${!may(capability) || asking.size > 0} @click=${command}>${words} ${keyHint(action && keyOf(action))}</button>`;
  return html`<section class="panel call ${preview ? 'preview' : 'dialling'}" id="call" aria-labelledby="call-title">
    <header><h2 id="call-title" class="grow">${preview ? 'Contact to look at' : 'Call'}</h2>${preview ? chip('warn', '◔', 'Preview') : chip('busy', '☏', 'Dialling')}</header>
    <div class="body stack">
      ${preview ? looking(preview, now) : dialling(dialled, state, now)}
      <dl class="pairs attributes"><dt>Contact</dt><dd>${state.contact ?? 'not known here'}</dd><dt>Campaign</dt><dd>${state.campaign ?? '–'}</dd><dt>Job</dt><dd>${state.callJob ?? state.job ?? '–'}</dd>
        ${preview ? html`<dt>Numbers</dt><dd>${preview.numbers.map(kind).join(', ')}</dd>` : nothing}
        <dt>Can be dialled again</dt><dd>${times((preview ?? dialled).redialsLeft)}</dd></dl>
      <div class="row controls">${preview
        ? html`${preview.numbers.map((number, i) => button(`Dial ${kind(number)}`, i === 0 ? 'dial' : '', 'previewDial', () => dial(number), i === 0 ? 'primary' : ''))}
            <span class="grow"></span>
            ${button('Reject', 'reject', 'previewReject', reject)}
            ${preview.canCancel ? button('Finish without a call', '', 'previewCancel', cancel, 'danger') : nothing}`
        : html`${dialled.contactType === 'MANUAL' ? button('Somebody answers', 'connect', 'manualConnect', connect, 'primary') : nothing}
            <span class="grow"></span>${button('End call', 'release', 'release', release, 'danger')}`}</div>
    </div></section>`;
}

/** In wrap-up of a call that this agent dialled. */
export function redialButtons({ state, may, asking, keyOf, redial }) {
  const { dialled } = state;
  return dialled && may('redial')
    ? html`<button type="button" title=${keyTitle(keyOf('redial'))} ?disabled=${asking.size > 0} @click=${() => redial(dialled.number)}>Dial ${kind(dialled.number)} again (${times(dialled.redialsLeft)}) ${keyHint(keyOf('redial'))}</button>`
    : nothing;
}

function looking(preview, now) {
  const left = preview.deadline - now;
  return html`<p class="phase">${preview.timed ? 'Dialled by itself in' : 'Goes back to the list in'}</p>
    <p class="timer ${left < 10_000 ? 'late' : ''}" role="timer">${span(left)}</p>
    <p class="muted">${preview.timed ? `Then ${kind(preview.numbers[0])} is dialled.` : 'Then you are on a break.'} Rejected, somebody else may have it; finished without a call, nobody in this job.</p>`;
}

function dialling(dialled, state, now) {
  return html`<p class="phase">Dialling ${kind(dialled.number)}</p>
    <p class="timer" aria-hidden="true">${span(now - (state.callStateSince ?? now))}</p>
    <p class="muted">${dialled.contactType === 'MANUAL' ? 'You hear the line: say when a person answers.' : 'You are put through as soon as a person answers.'}</p>`;
}

const times = (n) => (n === 0 ? 'no more' : n === 1 ? 'once' : `${n} times`);
