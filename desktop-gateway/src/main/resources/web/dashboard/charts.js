import { html, svg, nothing, clock, number } from '/shared/view.js';

/** Titles of the charts whose table is open; the others' rows are not made. */
export const openTables = new Set();

const W = 320;
const H = 100;

/**
 * A line chart with the outages behind it, and the same as a table for who does not see it.
 *
 * @param {{title: string, unit: string, samples: any[], a: (s: any) => number, aName: string,
 *   b?: (s: any) => number, bName?: string, cap?: number, outages: {from: number, to?: number}[],
 *   changed: () => void}} chart `changed` is called when its table was opened or closed
 */
export function chart({ title, unit, samples, a, aName, b, bName, cap, outages, changed }) {
  if (samples.length < 2) return html`<figure class="chart"><figcaption><h3>${title}</h3></figcaption><p class="empty">collecting …</p></figure>`;
  const from = samples[0].at;
  const to = samples.at(-1).at;
  const most = Math.max(cap ?? 0, 1, ...samples.map(a), ...(b ? samples.map(b) : [])) * 1.12;
  const x = (at) => ((Math.max(from, Math.min(to, at)) - from) / (to - from)) * W;
  const y = (value) => H - (value / most) * H;
  const path = (of) => samples.map((s, i) => `${i ? 'L' : 'M'}${x(s.at).toFixed(1)} ${y(of(s)).toFixed(1)}`).join('');
  const last = samples.at(-1);
  const shown = (value) => (most < 10 ? value.toFixed(2) : number(Math.round(value)));
  return html`<figure class="chart stack">
    <figcaption class="row"><h3 class="grow">${title}</h3><span class="key">${aName} ${shown(a(last))} ${unit}</span>${b ? html`<span class="key b">${bName} ${shown(b(last))}</span>` : nothing}${cap ? html`<span class="key cap">cap ${cap}</span>` : nothing}</figcaption>
    <svg viewBox="0 0 ${W} ${H}" preserveAspectRatio="none" role="img" aria-label="${title}: ${aName} ${shown(a(last))} ${unit}">
      ${[0.25, 0.5, 0.75, 1].map((f) => svg`<line class="grid" x1="0" x2=${W} y1=${H * f} y2=${H * f}></line>`)}
      <path class="area" d="${path(a)}L${W} ${H}L0 ${H}Z"></path>
      ${outages.filter((o) => (o.to ?? to) > from).map((o) => svg`<rect class="band" x=${x(o.from)} y="0" width=${Math.max(2, x(o.to ?? to) - x(o.from))} height=${H}></rect>`)}
      <path class="a" d=${path(a)}></path>
      ${b ? svg`<path class="b" d=${path(b)}></path>` : nothing}
      ${cap ? svg`<line class="cap" x1="0" x2=${W} y1=${y(cap)} y2=${y(cap)}></line>` : nothing}
    </svg>
    <details @toggle=${(e) => { e.target.open ? openTables.add(title) : openTables.delete(title); changed(); }}><summary class="muted">as a table</summary>${openTables.has(title) ? html`<div class="scroll" tabindex="0" role="region" aria-label="${title} as a table"><table><thead><tr><th scope="col">time</th><th scope="col" class="num">${aName}</th>${b ? html`<th scope="col" class="num">${bName}</th>` : nothing}</tr></thead>
      <tbody>${samples.filter((_, i) => i % 10 === samples.length % 10).slice(-12).map((s) => html`<tr><td>${clock(s.at)}</td><td class="num">${shown(a(s))}</td>${b ? html`<td class="num">${shown(b(s))}</td>` : nothing}</tr>`)}</tbody></table></div>` : nothing}</details>
  </figure>`;
}
