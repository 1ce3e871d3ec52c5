// What the pages conclude by themselves, without a browser: alarms over time, keys, calling hours, outages.
//   node parts.mjs
import { strict as assert } from 'node:assert';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

const WEB = new URL('../../main/resources/web/', import.meta.url);
/** They have no imports, so that they are the same wherever they are loaded from. */
const part = async (path) => import(`data:text/javascript,${encodeURIComponent(await readFile(new URL(path, WEB), 'utf8'))}`);

const { AlarmLog, NO_REPEAT_MS } = await part('dashboard/alarm-log.js');
const { alarms, outages, redundancy, LIMITS } = await part('dashboard/judgements.js');
const { KeyMap, KEYS } = await part('desktop/key-map.js');

const alarm = (key, kind = 'warn') => ({ key, kind, title: key, text: '' });
const keysOf = (found) => found.map(({ key }) => key);

/** A zone with one job whose nuisance rate is that many percent of a thousand answered calls. */
const zoneAt = (percent) => ({
  name: 'north',
  available: true,
  owner: 'am-1',
  agents: new Map(),
  changes: new Map(),
  counters: {},
  jobs: new Map([['loans', { id: 'loans', status: 'STARTED', settings: { nuisanceCapPercent: 3 }, counters: { answered: 1000, nuisance: percent * 10 } }]]),
});

/** What a page would show at this rate. */
function shown(log, percent, now) {
  const found = alarms([zoneAt(percent)], now, (key, value, kind) => log.threshold(key, value, kind));
  const news = log.update(found, now);
  return { kinds: found.map(({ kind }) => kind), news: news.length };
}

test('an alarm stays until its value is ten percent below what raised it', () => {
  const log = new AlarmLog();
  assert.deepEqual(shown(log, 2.3, 0), { kinds: [], news: 0 }, 'below four fifths of the cap');
  assert.deepEqual(shown(log, 2.5, 1), { kinds: ['warn'], news: 1 });
  assert.deepEqual(shown(log, 2.2, 2), { kinds: ['warn'], news: 0 }, 'within the ten percent');
  assert.deepEqual(shown(log, 2.1, 3), { kinds: [], news: 0 }, 'more than ten percent below');
  assert.deepEqual(shown(log, 2.3, 4), { kinds: [], news: 0 }, 'once over, only the threshold raises it');
});

test('what was critical becomes a warning only ten percent below the cap', () => {
  const log = new AlarmLog();
  assert.deepEqual(shown(log, 3, 0).kinds, ['bad']);
  assert.deepEqual(shown(log, 2.8, 1).kinds, ['bad']);
  assert.deepEqual(shown(log, 2.6, 2).kinds, ['warn']);
  assert.deepEqual(shown(log, 2.8, 3).kinds, ['warn']);
});

test('what comes back within five minutes is the same alarm, told once and still acknowledged', () => {
  const log = new AlarmLog();
  assert.deepEqual(keysOf(log.update([alarm('out north')], 0)), ['out north']);
  log.acknowledge('out north', 'ada', 10);
  log.update([], 1_000);
  assert.deepEqual(log.update([alarm('out north')], 1_000 + NO_REPEAT_MS - 1), []);
  assert.deepEqual(log.acknowledged('out north'), { by: 'ada', at: 10 });
  assert.equal(log.times('out north'), 2);
});

test('after five minutes without it, it is a new alarm and nobody’s', () => {
  const log = new AlarmLog();
  log.update([alarm('out north')], 0);
  log.acknowledge('out north', 'ada', 10);
  log.update([], 1_000);
  assert.deepEqual(keysOf(log.update([alarm('out north')], 1_000 + NO_REPEAT_MS)), ['out north']);
  assert.equal(log.acknowledged('out north'), undefined);
});

test('what becomes critical is told again, and has to be acknowledged again, once', () => {
  const log = new AlarmLog();
  log.update([alarm('cap')], 0);
  log.acknowledge('cap', 'ada', 0);
  assert.deepEqual(keysOf(log.update([alarm('cap', 'bad')], 1)), ['cap']);
  assert.equal(log.acknowledged('cap'), undefined);
  log.acknowledge('cap', 'ada', 1);
  log.update([alarm('cap')], 2);
  assert.deepEqual(log.update([alarm('cap', 'bad')], 3), [], 'to and fro is no news');
  assert.equal(log.acknowledged('cap').by, 'ada');
});

test('an alarm log forgets what is long over, and keeps no more than it may', () => {
  const log = new AlarmLog();
  log.update(Array.from({ length: 5_000 }, (_, i) => alarm(`stuck a-${i}`)), 0);
  log.update([], 1);
  assert.equal(log.size, 1_000);
  log.update([], 1 + NO_REPEAT_MS);
  assert.equal(log.size, 0);
});

test('whoever is on a break for long is stuck', () => {
  const zone = { ...zoneAt(0), agents: new Map([['a-1', { agent: 'a-1', agentState: 'NOT_READY', stateSince: 0, callState: 'IDLE' }]]) };
  assert.deepEqual(keysOf(alarms([zone], LIMITS.pause)), []);
  assert.deepEqual(keysOf(alarms([zone], LIMITS.pause + 1)), ['stuck north a-1']);
});

/** A zone that was taken over with outages from and to these instants. */
const zoneOut = (spans, more) => ({ ...zoneAt(0), counters: { since: 0 }, changes: new Map(spans.map(([outageBeganAt, availableAt], epoch) => [epoch, { kind: 'TAKEN_OVER', epoch, outageBeganAt, at: availableAt - 1, availableAt }])), ...more });

test('outages within a time: how many, how long, how bad', () => {
  const zone = zoneOut([[100, 200], [10_000, 10_400], [20_000, 21_000], [30_000, 30_300]]);
  assert.deepEqual(outages(zone, 40_000, 35_000), { count: 3, ms: 1_700, p50: 400, p99: 1_000, worst: 1_000, since: undefined });
  assert.deepEqual(outages(zone, 40_000, 1_000), { count: 0, ms: 0, p50: undefined, p99: undefined, worst: undefined, since: undefined });
});

test('of an outage that began before, what lies within counts; one that lasts is one', () => {
  assert.deepEqual(outages(zoneOut([[1_000, 5_000]]), 10_000, 6_000), { count: 1, ms: 1_000, p50: 4_000, p99: 4_000, worst: 4_000, since: undefined });
  const lasting = outages(zoneOut([], { available: false, outageBeganAt: 9_000 }), 10_000, 6_000);
  assert.deepEqual([lasting.count, lasting.ms], [1, 1_000]);
});

test('a planned handover is no outage, and what is not known is said', () => {
  const zone = { ...zoneOut([]), changes: new Map([[1, { kind: 'HANDED_OVER', epoch: 1, at: 9_000 }]]) };
  assert.equal(outages(zone, 10_000, 6_000).count, 0);
  assert.equal(outages({ ...zone, counters: { since: 5_000 } }, 10_000, 6_000).since, 5_000);
  assert.equal(outages({ ...zone, counters: { since: 5_000, ownersSince: 1_000 } }, 10_000, 6_000).since, undefined);
});

/** A zone with these standbys, as the gateway tells of them. */
const zoneWith = (standbys) => ({ ...zoneAt(0), counters: { standbys } });

test('a zone without a standby is an alarm, one of which nothing is known is none', () => {
  assert.deepEqual(keysOf(alarms([zoneWith([])], 0)), ['alone north']);
  assert.deepEqual(keysOf(alarms([zoneWith(undefined)], 0)), []);
  assert.deepEqual(keysOf(alarms([{ ...zoneWith([]), available: false }], 0)), ['out north'], 'an outage says it all');
});

test('a standby lags until it is ten percent below what is too much', () => {
  const log = new AlarmLog();
  const at = (lag, now) => {
    const found = alarms([zoneWith([{ agentManager: 'am-2', address: 'b:1', lag }])], now, (key, value, kind) => log.threshold(key, value, kind));
    log.update(found, now);
    return keysOf(found);
  };
  assert.deepEqual([9_999, 10_000, 9_500, 8_999, 9_500].map(at), [[], ['lag north'], ['lag north'], [], []]);
});

test('who would take a zone over, and how far that one is', () => {
  assert.deepEqual(redundancy(zoneWith([{ agentManager: 'am-2', address: 'b:1', lag: 12 }])), ['good', 'am-2', '12 behind']);
  assert.deepEqual(redundancy(zoneWith([{ agentManager: 'am-2', address: 'b:1', lag: 10_000 }, { address: 'c:1' }])), ['warn', 'am-2', '10000 behind, 1 more']);
  assert.deepEqual(redundancy(zoneWith([{ address: 'c:1' }])), ['good', 'c:1', 'owns no zone, lag not told']);
  assert.equal(redundancy(zoneWith([]))[1], 'none');
  assert.equal(redundancy(zoneWith(undefined))[1], 'not known');
});

/** As a browser keeps it. */
function storage(kept = {}) {
  return { kept, getItem: (name) => kept[name] ?? null, setItem: (name, value) => (kept[name] = value), removeItem: (name) => delete kept[name] };
}
const press = (code, more) => ({ altKey: true, shiftKey: true, ctrlKey: false, metaKey: false, code, ...more });

test('no key works alone, each does one thing', () => {
  const map = new KeyMap(storage());
  assert.equal(map.actionOf(press('KeyX')), 'release');
  for (const without of ['altKey', 'shiftKey']) assert.equal(map.actionOf(press('KeyX', { [without]: false })), undefined);
  assert.equal(map.actionOf(press('KeyX', { ctrlKey: true })), undefined);
  assert.equal(new Set(KEYS.map(([, key]) => key)).size, KEYS.length);
});

test('a key that is changed works at once, the old one no more, and is there after a reload', () => {
  const browser = storage();
  const map = new KeyMap(browser);
  assert.equal(map.assign('release', 'q'), undefined);
  for (const each of [map, new KeyMap(browser)]) {
    assert.equal(each.actionOf(press('KeyQ')), 'release');
    assert.equal(each.actionOf(press('KeyX')), undefined);
  }
  map.reset();
  assert.equal(new KeyMap(browser).of('release'), 'X');
  assert.deepEqual(browser.kept, {});
});

test('a key that another action has is refused by name, and nothing has changed', () => {
  const map = new KeyMap(storage());
  assert.match(map.assign('release', 'h'), /Alt\+Shift\+H is taken by “Hold or unhold”/);
  assert.equal(map.of('release'), 'X');
  assert.match(map.assign('release', 'ß'), /one letter from A to Z or one digit/);
});

test('a key can be switched off, and its letter given to another', () => {
  const map = new KeyMap(storage());
  assert.equal(map.assign('hold', ''), undefined);
  assert.equal(map.actionOf(press('KeyH')), undefined);
  assert.equal(map.assign('release', '7'), undefined);
  assert.equal(map.actionOf(press('Digit7')), 'release');
  assert.equal(map.assign('notes', 'H'), undefined);
  assert.equal(map.actionOf(press('KeyH')), 'notes');
});

test('kept keys that nobody can have meant count for nothing', () => {
  for (const kept of ['no json', 'null', '{"release":"<b>","nothing":"Q"}', '{"release":"H"}']) {
    assert.equal(new KeyMap(storage({ 'zonekeeper.keys': kept })).of('release'), 'X', kept);
  }
});

const { instantOf, localTime, nextHour, timeZoneOf, within } = await part('desktop/local-time.js');
const HOURS = { from: '08:00', to: '21:00' };

test('a local time there is an instant, on both sides of a change of clocks', () => {
  assert.equal(instantOf('2026-12-01T15:30', 'Pacific/Auckland'), Date.UTC(2026, 11, 1, 2, 30));
  // Vienna's clocks went forward at 01:00 UTC on 29 March 2026, and back on 25 October.
  assert.equal(instantOf('2026-03-29T01:30', 'Europe/Vienna'), Date.UTC(2026, 2, 29, 0, 30));
  assert.equal(instantOf('2026-03-29T03:30', 'Europe/Vienna'), Date.UTC(2026, 2, 29, 1, 30));
  assert.equal(instantOf('2026-10-25T04:30', 'Europe/Vienna'), Date.UTC(2026, 9, 25, 3, 30));
  assert.equal(localTime(Date.UTC(2026, 11, 1, 2, 30), 'Pacific/Auckland'), '2026-12-01T15:30');
  assert.equal(nextHour(Date.UTC(2026, 11, 1, 22, 30), 'Europe/Vienna'), '2026-12-02T00:00');
});

test('what is no time, or no time zone, is none', () => {
  assert.equal(instantOf('', 'UTC'), undefined);
  assert.equal(instantOf('2026-12-01T15:30', 'Europe/Atlantis'), undefined);
  assert.equal(localTime(0, '<b>'), undefined);
});

test('calling hours begin with their first minute and end before their last', () => {
  const allowed = (time) => within(HOURS, `2026-12-01T${time}`).allowed;
  assert.deepEqual(['07:59', '08:00', '20:59', '21:00'].map(allowed), [false, true, true, false]);
  assert.deepEqual(within({ from: '00:00', to: '24:00' }, '2026-12-01T23:59'), { opens: 0, closes: 1440, at: 1439, allowed: true });
  assert.equal(within({ from: '08:00', to: '23:59:30' }, '2026-12-01T09:00').closes, 1439);
});

test('hours that the zone has not said, or that are none, shade nothing', () => {
  for (const hours of [undefined, {}, { from: '8', to: '21:00' }, { from: '21:00', to: '08:00' }, { from: '08:00', to: '25:00' }]) assert.equal(within(hours, '2026-12-01T09:00'), undefined);
  assert.equal(within(HOURS, '').allowed, undefined);
});

test('a contact’s time zone is what its data says, if there is such a zone', () => {
  const field = (key, value) => [{ key, value }];
  assert.equal(timeZoneOf(field('time zone', 'Pacific/Auckland')), 'Pacific/Auckland');
  assert.equal(timeZoneOf(field('Timezone', 'Pacific/Auckland')), 'Pacific/Auckland');
  assert.equal(timeZoneOf(field('time zone', 'soon')), undefined);
  assert.equal(timeZoneOf(field('zone', 'Pacific/Auckland')), undefined);
});
