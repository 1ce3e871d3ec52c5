import { GatewayClient } from './gateway-client.js';

/**
 * One supervisor's console. Subscribes again after a lost connection; a snapshot then replaces what
 * was known. Commands of a supervisor are {@link GatewayClient#send}: `SUPMoveAgent`, `SUPChangeJob` …
 */
export class SupervisorClient extends GatewayClient {
  #subscription;

  /**
   * From now on the notifications of these zones, beginning with what is known now.
   *
   * @param {string[]} zones
   * @param {Record<string, any>} [more] further fields of SUPSubscribe
   */
  subscribe(zones, more = {}) {
    this.#subscription = { zones, ...more };
    return this.send('SUPSubscribe', this.#subscription);
  }

  /** @protected */
  async greeted(greeting) {
    await super.greeted(greeting);
    if (this.#subscription) {
      this.tell('snapshotBegins', {});
      this.askFirst('SUPSubscribe', this.#subscription).catch((e) => this.tell('subscriptionRefused', e));
    }
  }
}
