import { SupervisorClient } from '/client/index.js';
import { together } from '/shared/view.js';

/** Frames of eight zones come within some milliseconds; each alone would be a page made anew. */
const COLLECT_MS = 40;
const KEPT_LINES = 2000;
const KEPT_SAMPLES = 300;

/** What the dashboard knows, by zone; `changed` is called after each frame. */
export class Store {
  zones = new Map();
  lines = [];
  outbox = [];
  connection = 'connecting';
  feedPaused = false;
  #nextEntry = 1;

  constructor(gateway, changed) {
    this.changed = changed;
    this.client = new SupervisorClient(gateway);
    this.client.on('connection', ({ state }) => {
      this.connection = state;
      changed();
    });
    this.client.on('snapshotBegins', () => this.zones.forEach((zone) => zone.agents.clear()));
    const arrived = together(COLLECT_MS, changed);
    this.client.on('frame', (frame) => {
      if (frame.zone) this.#take(this.zone(frame.zone), frame);
      arrived();
    });
  }

  async open() {
    await this.client.connect();
    const zones = this.client.greeting.zones;
    zones.forEach((zone) => this.zone(zone));
    await this.client.subscribe(zones, { dashboard: true });
  }

  now() {
    return this.client.now();
  }

  zone(name) {
    let zone = this.zones.get(name);
    if (!zone) {
      zone = { name, available: false, agents: new Map(), jobs: new Map(), changes: new Map(), counters: {}, samples: [] };
      this.zones.set(name, zone);
    }
    return zone;
  }

  /** Sends a command; its entry in the outbox says what became of it and can be sent again. */
  async send(label, type, fields) {
    const entry = { id: this.#nextEntry++, label, type, fields, state: 'pending', at: this.now(), text: '' };
    this.outbox.unshift(entry);
    this.outbox.length = Math.min(this.outbox.length, 40);
    await this.#deliver(entry);
    return entry;
  }

  /** Takes back what was refused and is about to be sent anew. */
  forget(entries) {
    this.outbox = this.outbox.filter((entry) => !entries.includes(entry));
  }

  async resend(entry) {
    entry.state = 'pending';
    await this.#deliver(entry);
    return entry;
  }

  async #deliver(entry) {
    this.changed();
    try {
      await this.client.send(entry.type, entry.fields);
      entry.state = 'done';
      entry.text = '';
    } catch (e) {
      entry.state = 'refused';
      entry.reason = e.reason;
      entry.text = e.message;
    }
    this.changed();
  }

  #take(zone, frame) {
    // Answers name their zone as well, and stand nowhere in its journal.
    if (typeof frame.sequence === 'number') {
      zone.epoch = Math.max(zone.epoch ?? 0, frame.epoch);
      zone.sequence = Math.max(zone.sequence ?? 0, frame.sequence);
    }
    switch (frame.type) {
      case 'SUPZoneStatus':
        Object.assign(zone, { phase: frame.phase, owner: frame.owner, available: frame.available, goingDown: frame.goingDown });
        break;
      case 'SUPZoneNotAvailable':
        Object.assign(zone, { available: false, outageBeganAt: frame.outageBeganAt, outageCause: frame.cause });
        break;
      case 'SUPZoneAvailable':
        zone.available = true;
        break;
      case 'SUPAgents':
        for (const agent of frame.agents) {
          if (agent.agentState === 'LOGOUT') zone.agents.delete(agent.agent);
          else zone.agents.set(agent.agent, { zone: zone.name, ...agent });
        }
        break;
      case 'SUPZoneCounters':
        zone.counters = frame.counters;
        zone.countersAt = performance.now();
        this.#sample(zone);
        break;
      case 'SUPJobStatus':
        this.#job(zone, frame);
        break;
      case 'SUPJobCounters':
        Object.assign(this.#jobOf(zone, frame.job), { counters: frame.counters });
        break;
      case 'SUPOwnerChange':
        zone.changes.set(frame.change.epoch, frame.change);
        break;
      case 'SUPJournal':
        if (!this.feedPaused) {
          const newest = frame.events.map((line) => ({ zone: zone.name, ...line })).reverse();
          this.lines = newest.concat(this.lines.slice(0, Math.max(0, KEPT_LINES - newest.length)));
        }
        break;
      default:
    }
  }

  #jobOf(zone, id) {
    if (!zone.jobs.has(id)) zone.jobs.set(id, { id, zone: zone.name, status: 'STARTED', settings: {}, counters: {} });
    return zone.jobs.get(id);
  }

  #job(zone, frame) {
    if (frame.status === 'ENDED') {
      zone.jobs.delete(frame.job);
      return;
    }
    const job = this.#jobOf(zone, frame.job);
    if (frame.settings) job.settings = frame.settings;
    job.status = frame.status === 'CHANGED' ? job.status : frame.status === 'RESUMED' ? 'STARTED' : frame.status;
  }

  #sample(zone) {
    if (zone.jobs.size === 0 || zone.agents.size === 0) return;
    const sums = { at: Math.round(this.now() / 1000) * 1000, attempts: 0, answers: 0, wait: 0, nuisance: 0, answered: 0 };
    for (const { counters } of zone.jobs.values()) {
      sums.attempts += counters.attemptsPerMinute ?? 0;
      sums.answers += counters.answersPerMinute ?? 0;
      sums.wait = Math.max(sums.wait, counters.waitP95Ms ?? 0);
      sums.nuisance += counters.nuisance ?? 0;
      sums.answered += counters.answered ?? 0;
    }
    sums.talking = 0;
    sums.ready = 0;
    for (const agent of zone.agents.values()) {
      if (agent.callState === 'TALKING') sums.talking++;
      if (agent.agentState === 'READY') sums.ready++;
    }
    if (zone.samples.at(-1)?.at === sums.at) zone.samples.pop();
    zone.samples.push(sums);
    if (zone.samples.length > KEPT_SAMPLES) zone.samples.shift();
  }
}
