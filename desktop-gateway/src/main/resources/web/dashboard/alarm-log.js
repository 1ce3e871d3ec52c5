// What became of alarms over time: who acknowledged them, and which are the same ones come back. No imports, tested in Node.

/** An open alarm ends only below this share of its threshold, so that a value at the threshold raises it once. */
const ENDS_BELOW = 0.9;
/** An alarm that comes back within this time is the same one: not told again, and still acknowledged. */
export const NO_REPEAT_MS = 5 * 60_000;
/** Of those that ended, besides the open ones, which are as many as there are. */
const KEPT = 1000;

/** The alarms of one page; `at` and `now` are the gateway's clock, epoch milliseconds. */
export class AlarmLog {
  #entries = new Map();

  /** Where an alarm's value has to be for it to be there: its threshold, or less of it once it is open. */
  threshold(key, value, kind) {
    const entry = this.#entries.get(key);
    const open = entry !== undefined && entry.endedAt === undefined && (kind === undefined || entry.kind === kind);
    return open ? value * ENDS_BELOW : value;
  }

  /**
   * Takes what is wrong now.
   * @param {{key: string, kind: 'warn' | 'bad', title: string, text: string, at?: number}[]} found
   * @returns those that people have to be told of: new ones, and those that have become critical
   */
  update(found, now) {
    const news = [];
    const keys = new Set();
    for (const alarm of found) {
      keys.add(alarm.key);
      const known = this.#entries.get(alarm.key);
      const same = known !== undefined && (known.endedAt === undefined || now - known.endedAt < NO_REPEAT_MS);
      const worse = same && alarm.kind === 'bad' && known.worst !== 'bad';
      if (!same || worse) news.push(alarm);
      this.#entries.set(alarm.key, {
        kind: alarm.kind,
        worst: same && known.worst === 'bad' ? 'bad' : alarm.kind,
        times: same ? known.times + (known.endedAt === undefined ? 0 : 1) : 1,
        acknowledged: same && !worse ? known.acknowledged : undefined,
      });
    }
    this.#end(keys, now);
    return news;
  }

  /** Somebody looks after it. */
  acknowledge(key, by, at) {
    const entry = this.#entries.get(key);
    if (entry) entry.acknowledged = { by, at };
  }

  /** Who acknowledged it and when; undefined: nobody yet. */
  acknowledged(key) {
    return this.#entries.get(key)?.acknowledged;
  }

  /** How often it came without having been away for five minutes. */
  times(key) {
    return this.#entries.get(key)?.times ?? 0;
  }

  get size() {
    return this.#entries.size;
  }

  #end(found, now) {
    let ended = 0;
    for (const [key, entry] of this.#entries) {
      if (found.has(key)) continue;
      entry.endedAt ??= now;
      if (now - entry.endedAt >= NO_REPEAT_MS) this.#entries.delete(key);
      else ended++;
    }
    for (const [key, entry] of this.#entries) {
      if (ended <= KEPT) break;
      if (entry.endedAt !== undefined) {
        this.#entries.delete(key);
        ended--;
      }
    }
  }
}
