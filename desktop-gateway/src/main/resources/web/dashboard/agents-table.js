import { html, nothing, repeat, agentState, callState, agentWord, chip, span, number } from '/shared/view.js';
import { stuck } from '/dashboard/judgements.js';

const ROW = 37;
const HEIGHT = 480;
const COLUMNS = [
  ['agent', 'Agent', (a) => a.agent],
  ['zone', 'Zone', (a) => a.zone],
  ['agentState', 'State', (a) => agentWord(a.agentState)],
  ['since', 'For', (a) => -a.stateSince],
  ['callState', 'Call', (a) => a.callState],
  ['job', 'Job', (a) => a.job ?? ''],
  ['calls', 'Calls', (a) => a.calls],
  ['talk', 'Talk', (a) => a.talkMs],
];

/** Two thousand rows, of which only those in sight are made. */
export class AgentsTable {
  selection = new Set();
  #filter = '';
  #state = '';
  #sort = ['agent', 1];
  #top = 0;

  /**
   * @param {() => void} changed called when it wants to be shown anew
   * @param {(call: string) => void} story called for the call whose story is wanted
   */
  constructor(changed, story) {
    this.changed = changed;
    this.story = story;
  }

  view(zones, now, actions) {
    const all = this.#rows(zones, now);
    const first = Math.max(0, Math.min(Math.floor(this.#top / ROW) - 6, all.length - 1));
    const shown = all.slice(first, first + Math.ceil(HEIGHT / ROW) + 12);
    const below = all.length - first - shown.length;
    const selected = this.selection.size === 0 ? [] : all.filter((row) => this.selection.has(key(row.agent)));
    return html`<header>
        <h2 id="agents-title">Agents</h2><span class="muted">${number(all.length)} shown</span>
        <span class="grow"></span>
        ${actions(selected.map((row) => row.agent))}
        <label class="row"><span class="hidden-visually">State</span><select aria-label="State" @change=${(e) => this.#set(() => (this.#state = e.target.value))}>
          <option value="">All states</option><option value="stuck">Stuck</option><option value="READY">Ready</option><option value="BUSY">Busy</option><option value="WORK_NOT_READY">Wrap-up</option><option value="NOT_READY">Not ready</option></select></label>
        <label class="row"><span class="hidden-visually">Filter</span><input type="search" placeholder="Agent, zone, job, call" aria-label="Filter agents" @input=${(e) => this.#set(() => (this.#filter = e.target.value.toLowerCase()))}></label>
      </header>
      <div class="scroll rows" tabindex="0" role="region" aria-labelledby="agents-title" @scroll=${(e) => this.#scrolled(e.target)}>
        <table aria-rowcount=${all.length + 1}>
          <colgroup><col class="of-tick">${COLUMNS.map(([id]) => html`<col class="of-${id}">`)}<col></colgroup>
          <thead><tr><th scope="col"><span class="hidden-visually">Selected</span></th>${COLUMNS.map(([id, name]) => html`<th scope="col" aria-sort=${this.#sort[0] === id ? (this.#sort[1] > 0 ? 'ascending' : 'descending') : 'none'}><button @click=${() => this.#sortBy(id)}>${name}${this.#sort[0] === id ? (this.#sort[1] > 0 ? ' ▲' : ' ▼') : ''}</button></th>`)}<th scope="col">Note</th></tr></thead>
          <tbody>
            ${first > 0 ? html`<tr class="filler" aria-hidden="true"><td colspan="10"><svg width="1" height=${first * ROW}></svg></td></tr>` : nothing}
            ${repeat(shown, (row) => key(row.agent), (row, i) => this.#row(row, first + i, now))}
            ${below > 0 ? html`<tr class="filler" aria-hidden="true"><td colspan="10"><svg width="1" height=${below * ROW}></svg></td></tr>` : nothing}
          </tbody>
        </table>
        ${all.length === 0 ? html`<p class="empty">No agent matches.</p>` : nothing}
      </div>`;
  }

  #row({ agent, why }, index, now) {
    const id = key(agent);
    return html`<tr aria-rowindex=${index + 2}>
      <td><input type="checkbox" aria-label="Select ${agent.agent}" .checked=${this.selection.has(id)} @change=${(e) => this.#set(() => (e.target.checked ? this.selection.add(id) : this.selection.delete(id)))}></td>
      <td title=${agent.agent}><strong>${agent.agent}</strong></td><td title=${agent.zone}>${agent.zone}</td>
      <td>${agentState(agent.agentState)} ${agent.reasonCode ? html`<span class="muted">${agent.reasonCode}</span>` : nothing}</td>
      <td class="num">${span(now - agent.stateSince)}</td>
      <td>${agent.callState === 'IDLE' ? html`<span class="muted">–</span>` : callState(agent.callState, agent.held)} ${agent.call ? html`<button class="small quiet mono" title="Story of call ${agent.call}" @click=${() => this.story(agent.call)}>${agent.call.slice(-10)}</button>` : nothing}</td>
      <td title=${agent.job ?? 'none'}>${agent.job ?? html`<span class="muted">none</span>`}</td>
      <td class="num">${number(agent.calls)}</td><td class="num">${span(agent.talkMs)}</td>
      <td>${why ? chip('warn', '⚠', why) : nothing}${agent.nailup === 'NAILED_UP' ? nothing : chip('', '⌁', 'no voice leg')}</td></tr>`;
  }

  #rows(zones, now) {
    const rows = [];
    for (const zone of zones) {
      for (const agent of zone.agents.values()) {
        const why = stuck(agent, zone, now);
        if (this.#matches(agent, why)) rows.push({ agent, why });
      }
    }
    const [by, direction] = this.#sort;
    const value = COLUMNS.find(([id]) => id === by)[2];
    return rows.sort((a, b) => direction * (compare(value(a.agent), value(b.agent)) || compare(a.agent.agent, b.agent.agent)));
  }

  #matches(agent, why) {
    if (this.#state === 'stuck' ? !why : this.#state && agent.agentState !== this.#state) return false;
    if (!this.#filter) return true;
    return `${agent.agent} ${agent.zone} ${agent.job} ${agent.call}`.toLowerCase().includes(this.#filter);
  }

  #sortBy(id) {
    this.#set(() => (this.#sort = [id, this.#sort[0] === id ? -this.#sort[1] : 1]));
  }

  #scrolled(element) {
    this.#set(() => (this.#top = element.scrollTop));
  }

  #set(change) {
    change();
    this.changed();
  }
}

const compare = (x, y) => (x < y ? -1 : x > y ? 1 : 0);

export const key = (agent) => `${agent.zone} ${agent.agent}`;
