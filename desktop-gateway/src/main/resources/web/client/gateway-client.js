import { every } from './keepalive.js';

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 5000;

/** Close codes after which the session is somebody else's: coming back would only take it away again. */
const FINAL = new Map([
  [4002, 'logged on by force elsewhere'],
  [4003, 'resumed on another connection'],
]);

/** The gateway, or the zone, did not do what was asked for. */
export class Refused extends Error {
  /** @param {Record<string, any>} answer the frame, with `result`, `reason` and `text` */
  constructor(answer) {
    super(answer.text ?? answer.reason);
    this.name = 'Refused';
    this.reason = answer.reason;
    this.answer = answer;
  }
}

/**
 * A connection to a gateway that comes back by itself, and the commands that wait for an answer on
 * it. Frames are handed on one by one and in order, as an event of the frame's type whose `detail`
 * is the frame, and as the event `frame`. Further events: `connection` (`detail.state` is
 * `connecting`, `open`, `lost` or `closed`), `clock` (an answer told the gateway's time).
 */
export class GatewayClient extends EventTarget {
  #options;
  #socket;
  #greeting;
  #stopKeepAlive = () => {};
  #retry;
  #retries = 0;
  #closed = false;
  #commands = 0;
  #idPrefix = Math.random().toString(36).slice(2, 8);
  #waiting = new Map();
  #state = 'closed';
  #clockOffset = 0;
  #renewal;
  #expiresAt;

  /**
   * @param {object} options
   * @param {string | (() => string)} options.url address of the endpoint; a function is asked at each attempt
   * @param {() => Promise<{token: string, expiresAt?: number}>} [options.token] a token that is valid now; asked
   *   for before each connection, and again before `expiresAt` (epoch milliseconds)
   * @param {any} [options.WebSocket] an implementation; the environment's own without one, in Node a built-in one
   */
  constructor(options) {
    super();
    this.#options = options;
  }

  /** `connecting`, `open`, `lost` or `closed`. */
  get connection() {
    return this.#state;
  }

  /** The gateway's first frame; undefined before it. */
  get greeting() {
    return this.#greeting;
  }

  /** The gateway's time, epoch milliseconds, by its last answer; for timers that count from its stamps. */
  now() {
    return Date.now() + this.#clockOffset;
  }

  /**
   * Connects; fulfilled when the gateway has spoken. Lost connections come back by themselves
   * afterwards, until {@link close}.
   */
  connect() {
    this.#closed = false;
    return new Promise((resolve, reject) => {
      const settle = (event) => {
        const { state, reason } = event.detail;
        if (state === 'open') resolve(this);
        else if (state === 'closed') reject(new Error(reason));
        else return;
        this.removeEventListener('connection', settle);
      };
      this.addEventListener('connection', settle);
      this.#open();
    });
  }

  /**
   * Listens for frames of a type, or for an event of the client.
   *
   * @param {string} type
   * @param {(detail: any) => void} listener
   * @returns {() => void} stops listening
   */
  on(type, listener) {
    const wrapped = (event) => listener(event.detail);
    this.addEventListener(type, wrapped);
    return () => this.removeEventListener(type, wrapped);
  }

  /**
   * Asks for something. A command whose connection is lost before its answer is sent again under the
   * same id when the session is resumed: it is done once.
   *
   * @param {string} type
   * @param {Record<string, any>} [fields]
   * @returns {Promise<Record<string, any>>} the answer; rejected with {@link Refused} if it was not done
   */
  send(type, fields = {}) {
    const id = `${this.#idPrefix}-${++this.#commands}`;
    const frame = { type, id, ...fields };
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { frame, resolve, reject });
      if (this.#state === 'open') this.write(frame);
      else if (this.#state !== 'connecting') {
        this.#waiting.delete(id);
        reject(new Refused({ reason: 'NOT_CONNECTED', text: 'there is no connection to a gateway' }));
      }
    });
  }

  /** Closes for good; commands without an answer are rejected. */
  close() {
    this.#end('closed by this client');
  }

  /** Sends the commands again that have no answer yet, under their old ids. */
  resendWaiting() {
    for (const { frame } of this.#waiting.values()) this.write(frame);
  }

  /** @protected called with the gateway's first frame of each connection; may ask before others do */
  async greeted() {
    this.failWaiting('CONNECTION_LOST', 'the connection was lost before the answer came');
  }

  /** @protected called with each frame that is no answer of ours, before the listeners */
  received(_frame) {
    return true;
  }

  /** @protected */
  failWaiting(reason, text) {
    const lost = [...this.#waiting.values()];
    this.#waiting.clear();
    lost.forEach(({ reject }) => reject(new Refused({ reason, text })));
  }

  /** @protected sends before the connection counts as open */
  askFirst(type, fields) {
    const id = `${this.#idPrefix}-${++this.#commands}`;
    const frame = { type, id, ...fields };
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { frame, resolve, reject });
      this.write(frame);
    });
  }

  /** @protected */
  write(frame) {
    if (this.#socket?.readyState === 1) this.#socket.send(JSON.stringify(frame));
  }

  /** @protected */
  tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  async #open() {
    this.#become('connecting');
    try {
      const Socket = await this.#implementation();
      const url = typeof this.#options.url === 'function' ? this.#options.url() : this.#options.url;
      const protocols = await this.#protocols();
      if (this.#closed) return;
      const socket = protocols ? new Socket(url, protocols) : new Socket(url);
      this.#socket = socket;
      socket.onmessage = (event) => this.#message(socket, event.data);
      socket.onclose = (event) => this.#lost(socket, event.code, event.reason);
      socket.onerror = () => {};
    } catch (e) {
      this.#lost(this.#socket, 0, String(e.message ?? e));
    }
  }

  async #implementation() {
    if (this.#options.WebSocket) return this.#options.WebSocket;
    if (typeof globalThis.WebSocket === 'function') return globalThis.WebSocket;
    return (await import('./node-websocket.js')).NodeWebSocket;
  }

  async #protocols() {
    if (!this.#options.token) return undefined;
    const { token, expiresAt } = await this.#options.token();
    this.#scheduleRenewal(expiresAt);
    return ['zonekeeper.v1', `bearer.${token}`];
  }

  #scheduleRenewal(expiresAt) {
    clearTimeout(this.#renewal);
    this.#expiresAt = expiresAt;
    if (!expiresAt) return;
    const wait = Math.max(1000, (expiresAt - Date.now()) * 0.75);
    this.#renewal = setTimeout(() => this.#renew(), Math.min(wait, 2 ** 31 - 1));
    this.#renewal.unref?.();
  }

  async #renew() {
    try {
      const { token, expiresAt } = await this.#options.token();
      await this.send('RenewToken', { token });
      this.#scheduleRenewal(expiresAt);
    } catch (e) {
      this.tell('renewalFailed', e);
      if (this.#state === 'open' && Date.now() < this.#expiresAt) this.#scheduleRenewal(this.#expiresAt);
    }
  }

  async #message(socket, data) {
    if (socket !== this.#socket) return;
    const frame = JSON.parse(data);
    if (typeof frame.now === 'number') this.#clock(frame.now);
    if (frame.type === 'AgentSDKConnected') {
      this.#greeting = frame;
      this.#stopKeepAlive();
      this.#stopKeepAlive = every(frame.aliveEveryMs, () => this.write({ type: 'POMClientAlive' }));
      await this.greeted(frame);
      if (socket !== this.#socket || this.#closed) return;
      this.#retries = 0;
      this.#become('open');
      return;
    }
    const waiting = 'result' in frame && this.#waiting.get(String(frame.id));
    if (waiting) {
      this.#waiting.delete(String(frame.id));
      if (frame.result === 0) waiting.resolve(frame);
      else waiting.reject(new Refused(frame));
    } else if (this.received(frame) === false) {
      return;
    }
    this.tell(frame.type, frame);
    this.tell('frame', frame);
    this.handled(frame);
  }

  /** @protected called after the listeners have had the frame */
  handled(_frame) {}

  #clock(now) {
    this.#clockOffset = now - Date.now();
    this.tell('clock', { offset: this.#clockOffset });
  }

  #lost(socket, code, reason) {
    if (socket !== this.#socket || this.#closed) return;
    this.#socket = undefined;
    this.#stopKeepAlive();
    if (FINAL.has(code)) {
      this.#end(reason || FINAL.get(code));
      return;
    }
    this.#become('lost', { code, reason });
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#retries++);
    this.#retry = setTimeout(() => this.#open(), longest * (0.5 + Math.random() / 2));
  }

  #end(reason) {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#retry);
    clearTimeout(this.#renewal);
    this.#stopKeepAlive();
    this.#socket?.close(1000);
    this.#socket = undefined;
    this.failWaiting('NOT_CONNECTED', reason);
    this.#become('closed', { reason });
  }

  #become(state, more = {}) {
    this.#state = state;
    this.tell('connection', { state, ...more });
  }
}
