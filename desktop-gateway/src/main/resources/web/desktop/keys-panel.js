// The list of keys, where each can be changed.
import { html, nothing, repeat } from '/shared/view.js';
import { KEYS } from '/desktop/key-map.js';

/** A key on a button; nothing where it is switched off. */
export const keyHint = (key) => (key ? html`<kbd>${key}</kbd>` : nothing);

/** What a button says of its key. */
export const keyTitle = (key, otherwise = '') => (key ? `Alt+Shift+${key}` : otherwise);

/**
 * Keeps whether the keys are being changed, and what was refused.
 * @param {import('/desktop/key-map.js').KeyMap} map
 * @param {() => void} changed
 */
export function keysPanel(map, changed) {
  let editing = false;
  let refused;
  let said = '';

  const set = (change) => {
    change();
    changed();
  };
  const assign = (action, words, field) => {
    const why = map.assign(action, field.value);
    refused = why && { action, why };
    said = why ? '' : map.of(action) ? `${words}: Alt+Shift+${map.of(action)}` : `${words}: no key`;
    changed();
  };

  const listed = (action, words) => html`<li>${map.of(action) ? html`<kbd>Alt</kbd> <kbd>Shift</kbd> <kbd>${map.of(action)}</kbd>` : html`<span class="chip">no key</span>`} <span class="muted">${words}</span></li>`;
  const field = (action, words) => html`<li><label class="row"><kbd>Alt</kbd> <kbd>Shift</kbd>
    <input name=${action} maxlength="1" size="1" autocomplete="off" autocapitalize="characters" spellcheck="false" .value=${map.of(action)}
      aria-invalid=${refused?.action === action ? 'true' : 'false'} aria-describedby="keys-said" @focus=${(e) => e.target.select()} @change=${(e) => assign(action, words, e.target)}> <span>${words}</span></label></li>`;

  return () => html`<section class="panel" id="keys" aria-labelledby="keys-title"><header><h2 id="keys-title" class="grow">Keys</h2>
      ${editing && !map.isAsDelivered ? html`<button class="small" @click=${() => set(() => { map.reset(); refused = undefined; said = 'All keys are as delivered.'; })}>As delivered</button>` : nothing}
      <button class="small" aria-pressed=${editing ? 'true' : 'false'} @click=${() => set(() => { editing = !editing; refused = undefined; said = ''; })}>${editing ? 'Done' : 'Change keys …'}</button></header>
    <div class="body stack">
      ${editing ? html`<p class="muted">One letter or digit each, always with Alt and Shift; empty for no key. Kept in this browser.</p>` : nothing}
      <div id="keys-said">${refused ? html`<p class="banner bad" role="alert">${refused.why}</p>` : said ? html`<p class="muted" role="status">${said}</p>` : nothing}</div>
      <ul class="keys">${editing ? repeat(KEYS, ([action]) => `change ${action}`, ([action, , words]) => field(action, words)) : repeat(KEYS, ([action]) => action, ([action, , words]) => listed(action, words))}</ul>
    </div></section>`;
}
