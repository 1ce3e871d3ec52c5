// Which key does what on the agent's page, and how a person changes that. No imports, tested in Node.

const KEPT = 'zonekeeper.keys';

/** Each with its key as delivered: Alt, Shift and this letter or digit. Never a letter alone, which speech input would press (WCAG 2.1.4). */
export const KEYS = [
  ['ready', 'R', 'Ready'],
  ['break', 'B', 'Break'],
  ['hold', 'H', 'Hold or unhold'],
  ['dial', 'D', 'Dial the contact'],
  ['reject', 'J', 'Reject the contact'],
  ['connect', 'A', 'Somebody answers'],
  ['redial', 'L', 'Dial again'],
  ['release', 'X', 'End the call'],
  ['second', 'S', 'Go to the second party'],
  ['handOver', 'O', 'Hand over'],
  ['allThree', 'E', 'All three talk'],
  ['leave', 'U', 'Leave the second party'],
  ['recording', 'P', 'Pause the recording'],
  ['codes', 'C', 'Go to the codes'],
  ['notes', 'N', 'Go to the notes'],
];
const ACTIONS = new Map(KEYS.map(([action, key, words]) => [action, { key, words }]));
const ALLOWED = /^[A-Z0-9]$/;

/** The keys of whoever uses this browser. */
export class KeyMap {
  #storage;
  #changed;

  /** @param {Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>} storage where changes are kept */
  constructor(storage) {
    this.#storage = storage;
    this.#changed = this.#read();
  }

  /** The letter or digit that goes with Alt and Shift; empty: switched off. */
  of(action) {
    return this.#changed.get(action) ?? ACTIONS.get(action).key;
  }

  /** What the key that was pressed is to do; undefined: nothing. */
  actionOf({ altKey, shiftKey, ctrlKey, metaKey, code }) {
    if (!altKey || !shiftKey || ctrlKey || metaKey) return undefined;
    const key = /^(?:Key|Digit)([A-Z0-9])$/.exec(code)?.[1];
    return key && KEYS.map(([action]) => action).find((action) => this.of(action) === key);
  }

  get isAsDelivered() {
    return this.#changed.size === 0;
  }

  /**
   * Gives an action another key.
   * @param {string} wanted a letter or digit; empty switches the key off
   * @returns {string | undefined} why not; nothing has changed then
   */
  assign(action, wanted) {
    const key = wanted.trim().toUpperCase();
    if (key !== '' && !ALLOWED.test(key)) return `“${wanted}” is no key for this: one letter from A to Z or one digit, or nothing to switch it off.`;
    const other = key && KEYS.find(([each]) => each !== action && this.of(each) === key);
    if (other) return `Alt+Shift+${key} is taken by “${other[2]}”. Choose another key, or give that one another first.`;
    if (key === ACTIONS.get(action).key) this.#changed.delete(action);
    else this.#changed.set(action, key);
    this.#write();
    return undefined;
  }

  /** All keys as they were delivered. */
  reset() {
    this.#changed.clear();
    this.#write();
  }

  /** What is kept may be of another release, or anybody's: what is not understood counts for nothing. */
  #read() {
    let kept;
    try {
      kept = JSON.parse(this.#storage.getItem(KEPT) ?? '{}');
    } catch {
      kept = {};
    }
    const changed = new Map(Object.entries(kept ?? {}).filter(([action, key]) => ACTIONS.has(action) && (key === '' || ALLOWED.test(key))));
    const used = KEYS.map(([action, key]) => changed.get(action) ?? key).filter((key) => key !== '');
    return new Set(used).size === used.length ? changed : new Map();
  }

  #write() {
    if (this.#changed.size === 0) this.#storage.removeItem(KEPT);
    else this.#storage.setItem(KEPT, JSON.stringify(Object.fromEntries(this.#changed)));
  }
}
