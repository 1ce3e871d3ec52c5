import { html, svg, nothing, brief, clock, moment, number } from '/shared/view.js';
import { steps } from '/dashboard/judgements.js';

const LANE = 30;
const LEFT = 92;
const WIDTH = 1000;
export const WINDOWS = [
  ['5 min', 5 * 60_000],
  ['15 min', 15 * 60_000],
  ['1 h', 60 * 60_000],
  ['24 h', 24 * 60 * 60_000],
  ['30 days', 30 * 24 * 60 * 60_000],
];

/** Lanes of owners, one for each zone; outages to scale, planned handovers as thin marks. */
export function timeline(zones, { now, windowMs, chosen, choose }) {
  const from = now - windowMs;
  const x = (at) => LEFT + ((Math.max(from, Math.min(now, at)) - from) / windowMs) * (WIDTH - LEFT);
  const owners = [...new Set(zones.flatMap((zone) => [...zone.changes.values()].map((c) => c.owner).concat(zone.owner ?? [])))].sort();
  const colour = (owner) => `owner-${(owners.indexOf(owner) % 4) + 1}`;
  const height = zones.length * LANE + 26;
  return html`<div class="timeline">
    <svg viewBox="0 0 ${WIDTH} ${height}" role="group" aria-label="Owners of each zone over the last ${WINDOWS.find(([, ms]) => ms === windowMs)[0]}">
      ${ticks(from, now).map((at) => svg`<g class="tick"><line x1=${x(at)} x2=${x(at)} y1="0" y2=${height - 20}></line><text x=${x(at)} y=${height - 5} text-anchor="middle">${tick(at, windowMs)}</text></g>`)}
      ${zones.map((zone, row) => lane(zone, row * LANE, { x, from, now, colour, chosen, choose }))}
    </svg>
  </div>`;
}

function lane(zone, y, { x, from, now, colour, chosen, choose }) {
  const changes = [...zone.changes.values()].sort((a, b) => a.at - b.at);
  const owned = [];
  if (changes.length === 0) owned.push({ owner: zone.owner, from, to: now });
  changes.forEach((change, i) => {
    if (i === 0 && change.previousOwner) owned.push({ owner: change.previousOwner, from, to: change.outageBeganAt ?? change.at });
    const next = changes[i + 1];
    owned.push({ owner: change.owner, from: change.at, to: next ? (next.outageBeganAt ?? next.at) : now });
  });
  return svg`<g>
    <text x="0" y=${y + 18} font-weight="600">${zone.name}</text><rect class="lane" x=${LEFT} y=${y + 4} width=${WIDTH - LEFT} height=${LANE - 10} rx="4"></rect>
    ${owned.filter((o) => o.owner && o.to > from).map((o) => {
      const width = Math.max(1, x(o.to) - x(o.from));
      return svg`<g><rect class=${colour(o.owner)} x=${x(o.from)} y=${y + 4} width=${width} height=${LANE - 10} rx="4"></rect>
        ${width > 44 ? svg`<text x=${x(o.from) + 8} y=${y + 18}>${o.owner}</text>` : nothing}</g>`;
    })}
    ${changes.filter((c) => c.at > from && c.kind !== 'OPENED').map((c) => mark(zone, c, y, x, chosen, choose))}
    ${!zone.available && zone.outageBeganAt ? svg`<rect class="outage" x=${x(zone.outageBeganAt)} y=${y + 2} width=${Math.max(3, x(now) - x(zone.outageBeganAt))} height=${LANE - 6} rx="2"></rect>` : nothing}
  </g>`;
}

function mark(zone, change, y, x, chosen, choose) {
  const outage = change.kind === 'TAKEN_OVER';
  const begin = x(outage ? change.outageBeganAt : change.at);
  const width = outage ? Math.max(4, x(change.availableAt ?? change.at) - begin) : 2;
  const is = chosen?.zone === zone.name && chosen.epoch === change.epoch;
  const words = outage
    ? `${zone.name}: ${change.previousOwner} to ${change.owner}, out for ${brief((change.availableAt ?? change.at) - change.outageBeganAt)}`
    : `${zone.name}: planned handover from ${change.previousOwner} to ${change.owner}`;
  const pick = () => choose({ zone: zone.name, epoch: change.epoch });
  return svg`<g class="mark" tabindex="0" role="button" aria-pressed=${is ? 'true' : 'false'} aria-label=${words} @click=${pick}
    @keydown=${(e) => (e.key === 'Enter' || e.key === ' ') && (e.preventDefault(), pick())}>
    <title>${words}</title>
    <rect class="halo" x=${begin - 10} y=${y} width=${width + 20} height=${LANE - 2} rx="5"></rect>
    <rect class=${outage ? 'outage' : 'handover'} x=${begin} y=${y + 2} width=${width} height=${LANE - 6} rx="1.5"></rect>
  </g>`;
}

const DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const tick = (at, windowMs) => (windowMs > 24 * 60 * 60_000 ? DATE.format(at) : clock(at).slice(0, windowMs > 300_000 ? 5 : 8));

function ticks(from, now) {
  const step = (now - from) / 5;
  return [1, 2, 3, 4].map((n) => from + n * step);
}

/** One failover: what happened when, to scale, and what it cost. */
export function failover(zone, change, now) {
  if (!change) return nothing;
  if (change.kind !== 'TAKEN_OVER') {
    return html`<div class="failover"><div class="stack"><h3>${zone.name}: planned handover, epoch ${change.epoch}</h3>
      <p>${change.previousOwner} → ${change.owner} at ${moment(change.at, now)}. Nobody was told, nothing was refused, nothing was marked.</p>
      <p class="muted">${change.grounds}</p></div></div>`;
  }
  const known = steps(change);
  const total = Math.max(1, known.at(-1)?.after ?? 1);
  return html`<div class="failover" aria-live="polite">
    <div class="stack">
      <h3>${zone.name}: ${change.previousOwner} → ${change.owner}, epoch ${change.epoch}</h3>
      <svg class="steps" viewBox="0 0 420 ${known.length * 26}" role="img" aria-label=${known.map((s) => `${s.name} after ${brief(s.after)}`).join(', ')}>
        ${known.map((step, i) => {
          const before = i === 0 ? 0 : known[i - 1].after;
          const px = (ms) => 128 + (ms / total) * 210;
          return svg`<g><text x="0" y=${i * 26 + 16}>${step.name}</text>
            <rect class="s${i}" x=${px(before)} y=${i * 26 + 6} width=${Math.max(2, px(step.after) - px(before))} height="13" rx="3"></rect>
            <text class="muted" x=${Math.min(px(step.after) + 6, 352)} y=${i * 26 + 16}>${i === 0 ? moment(step.at, now) : `+${brief(step.after)}`}</text></g>`;
        })}
      </svg>
      <p class="muted">${change.grounds}</p>
      <p class="muted mono" title="SHA-256 of the state that the new owner restored, before its first decision">state ${change.digest?.slice(0, 16)}… restored</p>
    </div>
    <div class="stack">
      <h3>What it cost</h3>
      ${change.past ? html`<p class="muted">It was before this gateway started: what it cost stands in the journal, and <span class="mono">zonekeeper audit</span> tells.</p>` : nothing}
      ${change.past ? nothing : cost(change, now)}
    </div>
  </div>`;
}

function cost(change, now) {
  const passed = change.desktopsPassed ?? 0;
  const asked = change.desktopsAsked ?? 0;
  const failed = change.desktopsFailed ?? 0;
  return html`<dl class="figures">
        ${figure('Marked nuisance', change.nuisance ?? 0, change.nuisance ? 'bad' : '')}
        ${figure('Commands refused', change.refused ?? 0, change.refused ? 'bad' : '')}
        ${figure('Calls ended meanwhile', change.callsEnded ?? 0)}
        ${figure('Logged off by force', change.loggedOff ?? 0, change.loggedOff ? 'bad' : '')}
        ${figure('Must log on again', change.relogin ?? 0, change.relogin ? 'bad' : '')}
        ${figure('Attempts not made', `≈ ${change.attemptsNotMade ?? 0}`)}
      </dl>
      <h3>What survived, and how far recovery is</h3>
      <dl class="figures">
        ${figure('Conversations ran through', change.survived ?? 0, 'good')}
        ${figure('Longest of them', change.longestConversationSince ? brief(now - change.longestConversationSince) : '–')}
        ${figure('Desktops that agree', html`${number(passed)}<small> of ${number(asked)}${failed ? `, ${failed} failed` : ''}</small>`, asked > 0 && passed === asked ? 'good' : '')}
        ${figure('Calls asked, unknown', html`${number(change.callsAsked ?? 0)}<small>, ${number(change.callsUnknown ?? 0)}</small>`)}
      </dl>`;
}

export function figure(name, value, kind = '') {
  return html`<div class="figure ${kind}"><dt>${name}</dt><dd>${value}</dd></div>`;
}
