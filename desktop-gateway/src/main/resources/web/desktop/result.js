// What came of the call: code and notes.
import { html, nothing, repeat, live, span } from '/shared/view.js';
import { redialButtons } from '/desktop/preview.js';

/**
 * The panel; a code can be chosen, and a note written, before the zone takes it.
 * @param {{ state: object, now: number, may: (capability: string) => boolean, asking: Set<string>,
 *   keyOf: (action: string) => string, notes: {call?: string, text: string, code?: string}, write: (notes: object) => void, saveNote: () => void,
 *   finish: () => void, more: () => void, redial: (number: string) => void }} page
 */
export function result({ state, now, may, asking, keyOf, notes, write, saveNote, finish, more, redial }) {
  const codes = state.wrapup?.codes ?? [];
  const left = state.wrapup && state.wrapup.deadline - now;
  const submit = (event) => {
    event.preventDefault();
    if (notes.code) finish();
  };
  return html`<section class="panel" aria-labelledby="codes-title"><header><h2 id="codes-title" class="grow">Result</h2>
      ${state.wrapup ? html`<span class="chip ${left < 10_000 ? 'bad' : 'warn'}">✎ ${span(left)} left</span>` : nothing}</header>
    <form class="body stack" @submit=${submit}>
      ${state.wrapup ? html`<fieldset id="codes"><legend class="hidden-visually">Completion code</legend>${repeat(codes, (c) => c, (code, i) => html`<label class="code"><input type="radio" name="code" .checked=${live(notes.code === code)} @change=${() => write({ ...notes, code })}> <span class="grow">${code.replaceAll('_', ' ')}</span>${i < 9 ? html`<kbd>${i + 1}</kbd>` : nothing}</label>`)}</fieldset>
        <p class="muted">Without a choice: ${state.wrapup.defaultCode.replaceAll('_', ' ')}</p>
        <div class="row"><button class="primary" ?disabled=${!notes.code || !may('disposition') || asking.has('wrap up')}>Finish</button>
        <button type="button" ?disabled=${state.wrapup.extensionsLeft === 0 || !may('disposition')} @click=${more}>More time (${state.wrapup.extensionsLeft} left)</button>
        ${redialButtons({ state, may, asking, keyOf, redial })}</div>`
      : html`<p class="muted">The job's codes show here when the call has ended.</p>`}
      <label class="field">Notes<textarea id="notes" maxlength="2000" .value=${live(notes.text)} ?disabled=${!state.call} @input=${(e) => write({ ...notes, text: e.target.value })}></textarea><small>kept on this page until it is saved, or the call is completed</small></label>
      <button type="button" ?disabled=${!may('updateRecord') || notes.text.trim() === '' || asking.has('save the note')} @click=${saveNote}>Save note</button>
    </form></section>`;
}
