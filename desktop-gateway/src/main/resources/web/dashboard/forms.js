import { html, render, nothing, brief } from '/shared/view.js';

const PACINGS = ['PROGRESSIVE', 'PREDICTIVE', 'PREVIEW', 'MANUAL'];

/** What may be changed while a job runs: name, words, kind, least, most. */
const CHANGEABLE = [
  ['priority', 'Priority', 'int', 1, 10],
  ['minAgents', 'Least agents', 'int', 0, 9999],
  ['maxAgents', 'Most agents', 'int', 0, 9999],
  ['pacing', 'Pacing', 'pacing'],
  ['maxDialRatio', 'Highest dial ratio', 'number', 1, 10],
  ['nuisanceCapPercent', 'Nuisance cap, %', 'number', 0, 100],
  ['callQueuing', 'Call queuing', 'flag'],
  ['wrapUpLimitMs', 'Wrap-up limit, ms', 'int', 1000, 3_600_000],
];

/**
 * A dialog that keeps what was refused: it stays open with the reason, and can be sent again when
 * the zone is back.
 */
export class Form {
  #open;
  #element;

  constructor(store) {
    this.store = store;
    this.#element = document.createElement('dialog');
    document.body.append(this.#element);
    this.#element.addEventListener('close', () => {
      this.#open = undefined;
      this.update();
    });
  }

  changeJob(job) {
    this.#show({
      title: `Change ${job.id}`,
      zone: job.zone,
      body: () => html`<div class="two">${CHANGEABLE.map((field) => this.#field(field, job.settings[field[0]]))}</div>`,
      send: (form) => {
        const changes = {};
        for (const [name, , kind] of CHANGEABLE) {
          const given = kind === 'flag' ? form.elements[name].checked : form.elements[name].value;
          const value = kind === 'int' || kind === 'number' ? Number(given) : given;
          if (value !== job.settings[name] && given !== '') changes[name] = value;
        }
        if (Object.keys(changes).length === 0) return 'Nothing is different yet: change a value first.';
        const words = Object.entries(changes).map(([name, value]) => `${name} ${job.settings[name]} → ${value}`).join(', ');
        return [[`Change ${job.id}: ${words}`, 'SUPChangeJob', { zone: job.zone, job: job.id, changes }]];
      },
    });
  }

  startJob(zone) {
    this.#show({
      title: 'Start a job',
      zone,
      body: () => html`<div class="two"><label class="field">Job<input name="job" required maxlength="128"></label>
        <label class="field">Campaign<input name="campaign" required maxlength="128"></label>
        <label class="field">Pacing<select name="pacing">${PACINGS.map((each) => html`<option>${each}</option>`)}</select></label>
        <label class="field">Completion codes<input name="codes" required value="Sale, No_Interest"><small>with commas between them</small></label></div>
        <p class="muted">The rest has the contract's defaults, and can be changed while the job runs.</p>`,
      send: (form) => {
        const { job, campaign, pacing, codes } = form.elements;
        const completionCodes = codes.value.split(',').map((code) => code.trim()).filter(Boolean);
        return [[`Start ${job.value}`, 'SUPStartJob', { zone, job: job.value, settings: { campaign: campaign.value, pacing: pacing.value, completionCodes } }]];
      },
    });
  }

  /** @param {string[]} zones all that there are */
  takeDown(zone, zones) {
    this.#show({
      title: `Take ${zone} down`,
      zone,
      body: () => html`<p>It dials nothing and takes nobody on. Conversations are not cut.</p>
        <div class="two"><label class="field">Its agents go to<select name="failover"><option value="">nowhere: they are logged off</option>${zones.filter((other) => other !== zone).map((other) => html`<option>${other}</option>`)}</select></label>
        <label class="field">Within, seconds<input name="grace" type="number" min="0" max="3600" step="1" value="120" required></label></div>
        <label class="field">Why<input name="grounds" maxlength="128"></label>`,
      send: (form) => {
        const { failover, grace, grounds } = form.elements;
        return [[`Take ${zone} down`, 'SUPZoneDown', { zone, graceMs: 1000 * Number(grace.value), ...(failover.value && { failoverZone: failover.value }), ...(grounds.value && { grounds: grounds.value }) }]];
      },
    });
  }

  moveAgents(agents, jobs) {
    const zone = agents[0].zone;
    const names = agents.map((agent) => agent.agent);
    this.#show({
      title: agents.length === 1 ? `Move ${names[0]}` : `Move ${agents.length} agents of ${zone}`,
      zone,
      body: () => html`<p class="muted">${names.slice(0, 12).join(', ')}${names.length > 12 ? ` and ${names.length - 12} more` : ''}. Who is on a call moves after wrap-up.</p>
        <label class="field">To job<select name="job">${jobs.map((job) => html`<option>${job.id}</option>`)}</select></label>`,
      send: (form) => names.map((agent) => [`Move ${agent} to ${form.elements.job.value}`, 'SUPMoveAgent', { zone, agent, job: form.elements.job.value }]),
    });
  }

  /** @param {Record<string, string>} types each type of callback in words */
  moveCallback(row, types) {
    this.#show({
      title: `Move the callback of ${row.contact}`,
      zone: row.zone,
      body: () => html`<label class="field">Who<select name="type">${Object.entries(types).map(([type, words]) => html`<option value=${type} ?selected=${type === row.callbackType}>${words}</option>`)}</select></label>
        <div class="two"><label class="field">Agent<input name="agent" maxlength="128" value=${row.forAgent ?? ''}><small>of the first two; without one whoever it is for now</small></label>
        <label class="field">When, in ${row.timeZone}<input name="at" type="datetime-local" step="1" value=${row.localTime}></label></div>`,
      send: (form) => {
        const { type, agent, at } = form.elements;
        const change = {
          ...(type.value !== row.callbackType && { callbackType: type.value }),
          ...(agent.value && agent.value !== row.forAgent && { forAgent: agent.value }),
          ...(at.value && at.value !== row.localTime && { localTime: at.value }),
        };
        if (Object.keys(change).length === 0) return 'Nothing is different yet: change a value first.';
        return [[`Move the callback of ${row.contact}`, 'SUPMoveCallback', { zone: row.zone, callback: row.callback, ...change }]];
      },
    });
  }

  logOffAgents(agents) {
    const zone = agents[0].zone;
    const names = agents.map((agent) => agent.agent);
    this.#show({
      title: agents.length === 1 ? `Log ${names[0]} off` : `Log ${agents.length} agents of ${zone} off`,
      zone,
      body: () => html`<p>${names.slice(0, 12).join(', ')}${names.length > 12 ? ` and ${names.length - 12} more` : ''}. A call in hand is cut off, and gets DESKTOP_ERROR.</p>
        <label class="field">Why<input name="grounds" maxlength="128"><small>the agent is told</small></label>`,
      send: (form) => names.map((agent) => [`Log ${agent} off`, 'SUPForceLogoff', { zone, agent, ...(form.elements.grounds.value && { grounds: form.elements.grounds.value }) }]),
    });
  }

  /** To be called with every change of what is known. */
  update() {
    const open = this.#open;
    if (!open) {
      render(nothing, this.#element);
      return;
    }
    const zone = this.store.zone(open.zone);
    const entries = open.entries ?? [];
    const refused = entries.filter((entry) => entry.state === 'refused');
    const pending = entries.some((entry) => entry.state === 'pending');
    const blocked = !zone.available;
    render(html`<form method="dialog" @submit=${(e) => this.#submit(e)} aria-labelledby="form-title">
      <header><h2 id="form-title" class="grow">${open.title}</h2><span class="muted">zone ${open.zone}</span></header>
      <div class="body">
        ${open.body()}
        <div aria-live="assertive">
        ${open.fault ? html`<p class="banner warn">⚠ ${open.fault}</p>` : nothing}
        ${refused.length > 0 ? html`<div class="banner bad" id="refusal"><div><strong>${refused[0].reason}</strong><br>${refused[0].text}${refused.length > 1 ? ` (${refused.length} of ${entries.length})` : ''}<br><span class="muted">Nothing was changed. What you entered is kept.</span></div></div>` : nothing}
        ${blocked ? html`<p class="banner warn">The zone takes no commands${zone.outageBeganAt ? ` since ${brief(this.store.now() - zone.outageBeganAt)}` : ''}. Send as soon as it is back.</p>` : refused.length > 0 ? html`<p class="banner good">✓ The zone works. You can send it again.</p>` : nothing}
        </div>
      </div>
      <footer><button type="button" @click=${() => this.#element.close()}>Cancel</button>
        <button class="primary" id="send" ?disabled=${pending}>${pending ? 'Sending …' : refused.length > 0 ? 'Send again' : 'Send'}</button></footer>
    </form>`, this.#element);
  }

  async #submit(event) {
    event.preventDefault();
    const open = this.#open;
    const wanted = open.send(event.target);
    open.fault = typeof wanted === 'string' ? wanted : undefined;
    if (open.fault) {
      this.update();
      return;
    }
    this.store.forget(open.entries ?? []);
    open.entries = await Promise.all(wanted.map((each) => this.store.send(...each)));
    if (this.#open === open && open.entries.every((entry) => entry.state === 'done')) this.#element.close();
    this.update();
  }

  #show(form) {
    this.#open = form;
    this.update();
    this.#element.showModal();
  }

  #field([name, words, kind, least, most], value) {
    if (kind === 'flag') return html`<label class="row"><input type="checkbox" name=${name} ?checked=${value}> ${words}</label>`;
    if (kind === 'pacing') return html`<label class="field">${words}<select name=${name}>${['PROGRESSIVE', 'PREDICTIVE'].map((each) => html`<option ?selected=${each === value}>${each}</option>`)}</select></label>`;
    return html`<label class="field">${words}<input name=${name} type="number" min=${least} max=${most} step=${kind === 'int' ? 1 : 'any'} value=${value ?? ''} required><small>now ${value ?? '–'}</small></label>`;
  }
}
