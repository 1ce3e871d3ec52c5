// What outages came to, zone by zone, over a day and over thirty.
import { html, nothing, repeat, brief, number, span } from '/shared/view.js';
import { outages } from '/dashboard/judgements.js';

const DAY = 24 * 60 * 60_000;
const PERIODS = [
  ['24 h', DAY],
  ['30 days', 30 * DAY],
];
const FIGURES = ['Outages', 'Median', 'p99', 'Worst', 'In all'];
const WHEN = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

/** One row for each zone; what is not known of a period stands below. */
export function outageHistory(zones, now) {
  const of = new Map(zones.map((zone) => [zone.name, PERIODS.map(([, ms]) => outages(zone, now, ms))]));
  const limited = zones.map((zone) => [zone.name, of.get(zone.name)[1].since]).filter(([, since]) => since !== undefined);
  return html`<div class="body stack history"><h3 id="history-title">Outages by zone</h3>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="history-title"><table>
      <thead><tr><th scope="col" rowspan="2">Zone</th>${PERIODS.map(([name]) => html`<th scope="colgroup" colspan=${FIGURES.length} class="group">Last ${name}</th>`)}</tr>
        <tr>${PERIODS.map(() => FIGURES.map((name, i) => html`<th scope="col" class=${i === 0 ? 'num group' : 'num'}>${name}</th>`))}</tr></thead>
      <tbody>${repeat(zones, (zone) => zone.name, (zone) => html`<tr><th scope="row">${zone.name}</th>${of.get(zone.name).map(figures)}</tr>`)}</tbody></table></div>
    ${limited.length > 0 ? html`<p class="muted">${limited.map(([name, since]) => `${name}: known since ${WHEN.format(since)}`).join('; ')}; the journal does not go further back, or has not been looked up.</p>` : nothing}</div>`;
}

function figures({ count, ms, p50, p99, worst }) {
  if (count === 0) return html`<td class="num group">none</td><td class="num">–</td><td class="num">–</td><td class="num">–</td><td class="num">–</td>`;
  return html`<td class="num group"><strong>${number(count)}</strong></td><td class="num">${brief(p50)}</td><td class="num">${brief(p99)}</td><td class="num">${brief(worst)}</td><td class="num">${ms < 60_000 ? brief(ms) : span(ms)}</td>`;
}
