// What the dashboard concludes from what it knows. Pure functions, tested in Node.

export const LIMITS = { wrapUp: 2, held: 60_000, pause: 15 * 60_000, check: 10_000, standbyLag: 10_000 };

/** Why a job does not dial, or how it does, in a word and a sentence. */
export function whyNotDialling(job, zone, now) {
  const { settings, counters } = job;
  if (!zone.available) return ['bad', 'No', `The zone has no Agent Manager since ${since(zone.outageBeganAt, now)}: no new attempts until it is back.`];
  if (job.status === 'PAUSED') return ['warn', 'No', 'Paused by a supervisor.'];
  if (job.status === 'STOPPING') return ['warn', 'No', `Stopping: ${counters.talking ?? 0} conversations still to end.`];
  const own = [...zone.agents.values()].filter((agent) => agent.job === job.id);
  if (own.length === 0) return ['bad', 'No', 'No agent is attached to the job.'];
  const nuisance = counters.answered > 0 ? (100 * counters.nuisance) / counters.answered : 0;
  const recently = counters.authorisedAt && now - counters.authorisedAt < 5_000;
  if (recently || counters.dialling > 0) {
    if (settings.nuisanceCapPercent && nuisance >= settings.nuisanceCapPercent) {
      return ['warn', 'Slowly', `Dialling slowly: ${nuisance.toFixed(1)} % nuisance, cap ${settings.nuisanceCapPercent} %.`];
    }
    return ['good', 'Yes', `Dialling: ${counters.attemptsPerMinute ?? 0} attempts a minute.`];
  }
  const ready = own.filter((agent) => agent.agentState === 'READY' && agent.nailup === 'NAILED_UP');
  if (ready.length === 0) {
    const parts = [
      count(own, (a) => a.agentState === 'BUSY', 'on a call'),
      count(own, (a) => a.agentState === 'WORK_NOT_READY', 'in wrap-up'),
      count(own, (a) => a.agentState === 'NOT_READY', 'not ready'),
      count(own, (a) => a.agentState === 'READY' && a.nailup !== 'NAILED_UP', 'waiting for the voice leg'),
    ].filter(Boolean);
    return ['warn', 'No', `No agent is ready: ${parts.join(', ')}.`];
  }
  return ['warn', 'No', `${ready.length} ready, and nothing is dialled: no contacts left, or the platform takes no authorisation.`];
}

/** Who is stuck, and why; undefined for everybody else. */
export function stuck(agent, zone, now) {
  const job = zone.jobs.get(agent.job);
  const inState = now - agent.stateSince;
  if (agent.reloginRequired) return 'must log on again';
  if (agent.agentState === 'WORK_NOT_READY' && inState > LIMITS.wrapUp * (job?.settings.wrapUpLimitMs ?? 30_000)) return 'wrap-up past twice its limit';
  if (agent.agentState === 'BUSY' && agent.callState === 'IDLE' && inState > 60_000) return 'busy without a call';
  if (agent.held && now - agent.callStateSince > LIMITS.held) return 'customer on hold for long';
  if (agent.agentState === 'NOT_READY' && inState > LIMITS.pause) return 'on a break for long';
  if (agent.nailup === 'PENDING_NAILUP' && inState > 30_000) return 'voice leg does not come up';
  return undefined;
}

/** How redundant a zone is: a kind, who would take it over, and how far that one is. */
export function redundancy({ counters, owner }) {
  const { standbys } = counters;
  if (!owner || standbys === undefined) return ['', 'not known', ''];
  if (standbys.length === 0) return ['bad', 'none', 'a takeover reads the state back'];
  const [{ agentManager, address, lag }] = standbys;
  const more = standbys.length > 1 ? `, ${standbys.length - 1} more` : '';
  if (lag === undefined) return ['good', agentManager ?? address, `owns no zone, lag not told${more}`];
  return [lag < LIMITS.standbyLag ? 'good' : 'warn', agentManager, `${lag} behind${more}`];
}

/**
 * What somebody should look at now.
 * @param {(key: string, value: number, kind?: string) => number} threshold from where on a value is too much,
 *   which is less for what is open already
 */
export function alarms(zones, now, threshold = (key, value) => value) {
  const found = [];
  const add = (key, kind, title, text, at) => found.push({ key, kind, title, text, at });
  for (const zone of zones) {
    if (!zone.available && zone.owner) {
      add(`out ${zone.name}`, 'bad', `${zone.name}: no Agent Manager`, 'commands are refused, conversations go on', zone.outageBeganAt);
    }
    const lag = `lag ${zone.name}`;
    const [nearest] = zone.counters.standbys ?? [];
    if (zone.counters.standbys?.length === 0 && zone.available) {
      add(`alone ${zone.name}`, 'warn', `${zone.name}: no standby`, 'whoever takes it over has to read its state back first');
    } else if (nearest?.lag >= threshold(lag, LIMITS.standbyLag)) {
      add(lag, 'warn', `${zone.name}: the standby lags`, `${nearest.agentManager} lacks ${nearest.lag} records of the state`);
    }
    for (const job of zone.jobs.values()) {
      const { answered = 0, nuisance = 0, nuisanceByFailover = 0 } = job.counters;
      const cap = job.settings.nuisanceCapPercent ?? 3;
      const rate = answered > 0 ? (100 * nuisance) / answered : 0;
      const key = `cap ${zone.name} ${job.id}`;
      if (answered >= 50 && rate >= threshold(key, 0.8 * cap)) {
        const left = Math.max(0, Math.floor((cap / 100) * answered - nuisance));
        add(key, rate >= threshold(key, cap, 'bad') ? 'bad' : 'warn', `${job.id}: ${rate.toFixed(2)} % nuisance of ${cap} %`, `${left} calls left until the cap; ${nuisanceByFailover} of ${nuisance} by failover`);
      }
      if (job.status === 'STARTED' && zone.available) {
        const own = [...zone.agents.values()].filter((agent) => agent.job === job.id);
        if (own.length > 0 && own.every((agent) => agent.agentState === 'NOT_READY')) {
          add(`none ${zone.name} ${job.id}`, 'warn', `${job.id}: nobody works`, `all ${own.length} agents are not ready`);
        }
      }
    }
    for (const change of zone.changes.values()) {
      if (change.desktopsFailed > 0 && now - change.at < 600_000) {
        add(`check ${zone.name} ${change.epoch}`, 'warn', `${zone.name}: ${change.desktopsFailed} desktop${change.desktopsFailed > 1 ? 's' : ''} failed the check`, 'logged off by force after the takeover', change.at);
      }
    }
    for (const agent of zone.agents.values()) {
      const why = stuck(agent, zone, now);
      if (why) add(`stuck ${zone.name} ${agent.agent}`, 'warn', `${agent.agent}: ${why}`, zone.name, agent.stateSince);
    }
  }
  return found.sort((a, b) => (a.kind === b.kind ? 0 : a.kind === 'bad' ? -1 : 1));
}

/**
 * What a zone's outages within a time came to; those that began before it count with what lies in it.
 * @returns {{count: number, ms: number, p50?: number, p99?: number, worst?: number, since?: number}} `since`: what was
 *   before is not known, epoch milliseconds
 */
export function outages(zone, now, windowMs) {
  const from = now - windowMs;
  const ended = [...zone.changes.values()].filter((c) => c.kind === 'TAKEN_OVER').map((c) => [c.outageBeganAt, c.availableAt ?? c.at]);
  const lasting = !zone.available && zone.outageBeganAt ? [[zone.outageBeganAt, now]] : [];
  const within = [...ended, ...lasting].filter(([, to]) => to > from).map(([began, to]) => ({ whole: to - began, here: to - Math.max(from, began) }));
  const lengths = within.map(({ whole }) => whole).sort((a, b) => a - b);
  const rank = (percent) => lengths[Math.ceil((percent / 100) * lengths.length) - 1];
  const known = zone.counters.ownersSince ?? zone.counters.since;
  return { count: lengths.length, ms: within.reduce((sum, { here }) => sum + here, 0), p50: rank(50), p99: rank(99), worst: lengths.at(-1), since: known > from ? known : undefined };
}

/** The steps of a takeover, each with how long it took; those that are not known yet are left out. */
export function steps(change) {
  const points = [
    ['last sign of life', change.outageBeganAt],
    ['desktops told', change.noticedAt],
    ['taken over', change.at],
    ['works again', change.availableAt],
    ['first dial', change.firstDialAt],
  ].filter(([, at]) => at);
  points.sort((a, b) => a[1] - b[1]);
  return points.map(([name, at]) => ({ name, at, after: at - change.outageBeganAt }));
}

function count(agents, test, words) {
  const n = agents.filter(test).length;
  return n > 0 ? `${n} ${words}` : '';
}

function since(at, now) {
  return at ? `${((now - at) / 1000).toFixed(1)} s` : 'some time';
}
