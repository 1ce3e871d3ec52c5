import { createHash, randomBytes } from 'node:crypto';
import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';

const MAGIC = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const TEXT = 1;
const CLOSE = 8;
const PING = 9;
const PONG = 10;
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * A WebSocket client (RFC 6455, text only, no extensions) with the browsers' interface, for Node
 * versions without one of their own.
 */
export class NodeWebSocket {
  readyState = 0;
  onmessage = () => {};
  onclose = () => {};
  onerror = () => {};
  onopen = () => {};
  protocol = '';
  #socket;
  #received = Buffer.alloc(0);
  #parts = [];
  #upgraded = false;
  #key = randomBytes(16).toString('base64');
  #closeSeen;

  /**
   * @param {string} address
   * @param {string | string[]} [protocols]
   */
  constructor(address, protocols = []) {
    const url = new URL(address);
    const secure = url.protocol === 'wss:';
    const port = Number(url.port || (secure ? 443 : 80));
    const options = { host: url.hostname, port, servername: url.hostname };
    const request = [
      `GET ${url.pathname}${url.search} HTTP/1.1`,
      `Host: ${url.host}`,
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Key: ${this.#key}`,
      'Sec-WebSocket-Version: 13',
    ];
    const wanted = [protocols].flat();
    if (wanted.length > 0) request.push(`Sec-WebSocket-Protocol: ${wanted.join(', ')}`);
    this.#socket = secure ? connectTls(options) : connectTcp(options);
    this.#socket.setNoDelay(true);
    this.#socket.on(secure ? 'secureConnect' : 'connect', () => this.#socket.write(request.join('\r\n') + '\r\n\r\n'));
    this.#socket.on('data', (bytes) => this.#data(bytes));
    this.#socket.on('error', (e) => this.onerror(e));
    this.#socket.on('close', () => this.#gone());
  }

  send(text) {
    if (this.readyState === 1) this.#frame(TEXT, Buffer.from(text));
  }

  close(code = 1000) {
    if (this.readyState > 1) return;
    if (this.readyState === 1) {
      const body = Buffer.alloc(2);
      body.writeUInt16BE(code);
      this.#frame(CLOSE, body);
    }
    this.readyState = 2;
    this.#socket.end();
  }

  #data(bytes) {
    this.#received = Buffer.concat([this.#received, bytes]);
    if (!this.#upgraded && !this.#upgrade()) return;
    while (this.#next());
  }

  #upgrade() {
    const end = this.#received.indexOf('\r\n\r\n');
    if (end < 0) return false;
    const head = this.#received.subarray(0, end).toString();
    const accept = createHash('sha1').update(this.#key + MAGIC).digest('base64');
    if (!/^HTTP\/1\.1 101 /.test(head) || !head.includes(accept)) {
      this.#closeSeen = { code: 1006, reason: head.split('\r\n')[0] };
      this.#socket.destroy();
      return false;
    }
    this.protocol = /sec-websocket-protocol: *(.*)/i.exec(head)?.[1].trim() ?? '';
    this.#received = this.#received.subarray(end + 4);
    this.#upgraded = true;
    this.readyState = 1;
    this.onopen({});
    return true;
  }

  /** Takes one frame; false if there is no whole one. */
  #next() {
    const all = this.#received;
    if (all.length < 2) return false;
    let length = all[1] & 0x7f;
    let at = 2;
    if (length === 126) {
      if (all.length < 4) return false;
      length = all.readUInt16BE(2);
      at = 4;
    } else if (length === 127) {
      if (all.length < 10) return false;
      length = Number(all.readBigUInt64BE(2));
      at = 10;
    }
    if (length > MOST_BYTES) {
      this.close(1009);
      return false;
    }
    if (all.length < at + length) return false;
    const body = all.subarray(at, at + length);
    this.#received = all.subarray(at + length);
    this.#take(all[0] & 0x0f, (all[0] & 0x80) !== 0, body);
    return true;
  }

  #take(kind, last, body) {
    if (kind === PING) this.#frame(PONG, body);
    else if (kind === CLOSE) {
      this.#closeSeen = body.length >= 2 ? { code: body.readUInt16BE(0), reason: body.subarray(2).toString() } : { code: 1005, reason: '' };
      this.close(this.#closeSeen.code === 1005 ? 1000 : this.#closeSeen.code);
    } else if (kind === TEXT || kind === 0) {
      this.#parts.push(Buffer.from(body));
      if (last) {
        const data = Buffer.concat(this.#parts).toString();
        this.#parts = [];
        this.onmessage({ data });
      }
    }
  }

  #frame(kind, body) {
    const mask = randomBytes(4);
    const long = body.length > 65535 ? 8 : body.length > 125 ? 2 : 0;
    const head = Buffer.alloc(2 + long);
    head[0] = 0x80 | kind;
    head[1] = 0x80 | (long === 8 ? 127 : long === 2 ? 126 : body.length);
    if (long === 2) head.writeUInt16BE(body.length, 2);
    if (long === 8) head.writeBigUInt64BE(BigInt(body.length), 2);
    const masked = Buffer.from(body);
    for (let i = 0; i < masked.length; i++) masked[i] ^= mask[i & 3];
    this.#socket.write(Buffer.concat([head, mask, masked]));
  }

  #gone() {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.onclose(this.#closeSeen ?? { code: 1006, reason: 'the connection broke off' });
  }
}
