import { html, nothing, repeat, chip, clock, number } from '/shared/view.js';

/** The gateway answers from what it has, in an outage, too; it is asked about some zones at a time. */
const EVERY_MS = 1_500;
const ZONES_AT_ONCE = 8;

const TYPES = {
  STRICT_AGENT: 'One agent',
  PREFERRED_AGENT: 'One agent before others',
  CAMPAIGN: "The job's agents",
  STANDARD: 'Anybody with the skills',
};
const STANDINGS = { SCHEDULED: ['', '◷', 'To come'], DUE: ['warn', '!', 'Due'], OFFERED: ['busy', '☎', 'In hand'] };

/** The callbacks that are to come in every zone, what is due first on top. */
export class CallbacksTable {
  #store;
  #form;
  #answers = new Map();
  #next = 0;

  constructor(store, form) {
    this.#store = store;
    this.#form = form;
    setInterval(() => this.#ask(), EVERY_MS);
  }

  async #ask() {
    const names = [...this.#store.zones.keys()];
    if (this.#store.connection !== 'open' || names.length === 0) return;
    const some = names.slice(this.#next, this.#next + ZONES_AT_ONCE);
    this.#next = this.#next + ZONES_AT_ONCE < names.length ? this.#next + ZONES_AT_ONCE : 0;
    for (const zone of some) {
      const answer = await this.#store.client.send('SUPGetCallbacks', { zone }).catch(() => undefined);
      if (answer) this.#answers.set(zone, answer);
    }
    this.#store.changed();
  }

  view() {
    const answers = [...this.#answers.values()];
    const all = answers.flatMap((answer) => answer.callbacks.map((each) => ({ ...each, zone: answer.zone }))).sort((a, b) => a.dueAt - b.dueAt);
    const more = answers.reduce((sum, answer) => sum + answer.more, 0);
    return html`<header><h2 id="callbacks-title">Callbacks</h2><span class="muted">${number(all.length + more)}</span></header>
      <div class="scroll" tabindex="0" role="region" aria-labelledby="callbacks-title"><table><thead><tr>${['Contact', 'Zone', 'Due', 'Who', 'Job', 'Standing'].map((name) => html`<th scope="col">${name}</th>`)}<th scope="col" class="num">Tries</th><th scope="col"><span class="hidden-visually">Actions</span></th></tr></thead>
      <tbody>${repeat(all, (row) => `${row.zone} ${row.callback}`, (row) => this.#row(row))}</tbody></table>
      ${all.length === 0 ? html`<p class="empty">Nobody is to be called back.</p>` : nothing}${more > 0 ? html`<p class="empty">and ${number(more)} more</p>` : nothing}</div>`;
  }

  #row(row) {
    const inHand = row.standing === 'OFFERED';
    const why = inHand ? 'an agent has it in hand' : '';
    return html`<tr><td><strong>${row.contact}</strong></td><td>${row.zone}</td>
      <td>${row.localTime.replace('T', ' ')} <span class="muted">${row.timeZone}, ${clock(row.dueAt)} here</span></td>
      <td>${row.forAgent ?? html`<span class="muted">${TYPES[row.callbackType] ?? row.callbackType}</span>`}</td><td>${row.job}</td>
      <td>${chip(...(STANDINGS[row.standing] ?? ['bad', '?', row.standing]))}</td><td class="num">${row.tries}</td>
      <td class="actions"><button class="small" title=${why} ?disabled=${inHand} aria-label="Move callback of ${row.contact}" @click=${() => this.#form.moveCallback(row, TYPES)}>Move …</button>
        <button class="small danger" title=${why} ?disabled=${inHand} aria-label="Cancel callback of ${row.contact}" @click=${() => this.#store.send(`Cancel callback of ${row.contact}`, 'SUPCancelCallback', { zone: row.zone, callback: row.callback })}>Cancel</button></td></tr>`;
  }
}
