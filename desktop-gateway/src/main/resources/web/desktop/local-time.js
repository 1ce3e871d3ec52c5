// Times where a contact is, beside those where the agent is, and the hours at which people may be called. No imports, tested in Node.

const DAY = 24 * 60;
const FIELDS = { hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' };

/** What that instant is there, as a field for date and time has it; undefined: there is no such time zone. */
export function localTime(at, timeZone) {
  try {
    const part = Object.fromEntries(new Intl.DateTimeFormat('en-GB', { timeZone, ...FIELDS }).formatToParts(at).map(({ type, value }) => [type, value]));
    return `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}`;
  } catch {
    return undefined;
  }
}

/** The instant of a local time there, epoch milliseconds; undefined: no such time, or no such time zone. */
export function instantOf(local, timeZone) {
  const wanted = Date.parse(`${local}Z`);
  if (Number.isNaN(wanted) || localTime(wanted, timeZone) === undefined) return undefined;
  const offset = (at) => Date.parse(`${localTime(at, timeZone)}Z`) - at;
  // Twice: the clocks may change between the two.
  const first = wanted - offset(wanted);
  return wanted - offset(first);
}

/** The next full hour there. */
export const nextHour = (now, timeZone) => localTime(now + 3_600_000, timeZone)?.replace(/:\d\d$/, ':00');

/** Minutes since midnight of "08:00", "23:59:30" or "24:00"; undefined if it is none. */
export function minuteOf(time) {
  const [, hours, minutes] = /^(\d\d):(\d\d)(?::\d\d)?$/.exec(time ?? '') ?? [];
  const minute = Number(hours) * 60 + Number(minutes);
  return minute >= 0 && minute <= DAY ? minute : undefined;
}

/**
 * The calling hours of a day, and whether a local time lies in them.
 * @param {{from: string, to: string} | undefined} hours as the zone has them; undefined: it has not said
 * @param {string} local such as "2026-12-01T15:30"
 * @returns {{opens: number, closes: number, at?: number, allowed?: boolean} | undefined} minutes of the day
 */
export function within(hours, local) {
  const [opens, closes] = [minuteOf(hours?.from), minuteOf(hours?.to)];
  if (opens === undefined || closes === undefined || opens >= closes) return undefined;
  const at = minuteOf((local ?? '').split('T')[1]);
  return { opens, closes, at, allowed: at === undefined ? undefined : at >= opens && at < closes };
}

/** The contact's time zone, if the contact store has it among what it knows. */
export function timeZoneOf(fields) {
  const value = fields.find(({ key }) => /^time[ _-]?zone$/i.test(key))?.value;
  return value !== undefined && localTime(0, value) !== undefined ? value : undefined;
}
