// The card of the call in hand: how it stands, and what can be done with the customer's line.
import { keyHint, keyTitle } from '/desktop/keys-panel.js';
import { html, nothing, callState, callWord, span } from '/shared/view.js';

/**
 * The card. Its buttons follow what the gateway says may be asked for, never the states.
 * @param {{ state: object, now: number, may: (capability: string) => boolean, offered: (capability: string) => boolean,
 *   asking: Set<string>, why: string, keyOf: (action: string) => string,
 *   hold: () => void, recording: () => void, release: () => void, digits: (digits: string) => void }} page
 */
export function callCard({ state, now, may, offered, asking, why, keyOf, hold, recording, release, digits }) {
  const held = state.held && state.callState === 'TALKING';
  const button = (words, action, capability, command, kind = '') => html`<button class=${kind} title=${may(capability) ? keyTitle(keyOf(action)) : why} ?disabled=${!may(capability) || asking.has(words.toLowerCase())} @click=${command}>${words} ${keyHint(keyOf(action))}</button>`;
  return html`<section class="panel call ${state.callState.toLowerCase()}" id="call" aria-labelledby="call-title"><header><h2 id="call-title" class="grow">Call</h2>${callState(state.callState, held)}</header>
    <div class="body stack">
      <p class="phase">${held ? 'Customer on hold' : state.call && !state.connectedAt && state.callState === 'TALKING' ? 'Connecting' : callWord(state.callState)}</p>
      <p class="timer" aria-hidden="true">${state.connectedAt && state.callState !== 'IDLE' ? span((state.disconnectedAt ?? now) - state.connectedAt) : '0:00'}</p>
      ${state.recordingPaused ? html`<p class="banner warn">❚❚ <strong>Recording paused</strong> (${state.recordingPaused.toLowerCase().replace('_', ' ')}): nothing that is said now is kept.</p>` : nothing}
      ${state.endedBy ? html`<p class="muted">Ended by ${state.endedBy.toLowerCase()}</p>` : nothing}
      <div class="row controls">
        ${held ? button('Unhold', 'hold', 'unhold', hold, 'primary') : button('Hold', 'hold', 'hold', hold)}
        ${button(state.recordingPaused ? 'Resume recording' : 'Pause recording', 'recording', 'record', recording)}
        <span class="grow"></span>
        ${button('End call', 'release', 'release', release, 'danger')}
      </div>
      ${offered('sendDTMF') ? keypad(may('sendDTMF') && !asking.has('send the tones'), digits) : nothing}
    </div></section>`;
}

/** Tones for a machine at the customer's end; nothing of them is kept here. */
function keypad(possible, send) {
  const submit = (event) => {
    event.preventDefault();
    const { digits } = event.target.elements;
    send(digits.value);
    digits.value = '';
  };
  return html`<form id="keypad" class="row" @submit=${submit}><label class="field grow">Keypad tones<input name="digits" inputmode="tel" autocomplete="off" required maxlength="32" pattern="[0-9*#A-D]{1,32}"></label>
    <button ?disabled=${!possible}>Send tones</button></form>`;
}
