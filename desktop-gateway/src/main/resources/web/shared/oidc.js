// OpenID Connect for the pages: authorisation code with PKCE (RFC 7636), as a public client.
// Tokens are kept in the page's memory and nowhere else; what must outlast the way to the issuer
// and back (state, nonce, verifier) is good for one log-on of this tab.
const PENDING = 'zonekeeper.log-on';
const ASSUMED_LIFETIME_S = 300;

/** The log-on did not succeed; the message is for the person. */
export class LogOnFailed extends Error {}

const base64url = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const secret = () => base64url(crypto.getRandomValues(new Uint8Array(32)));
const claims = (jwt) => JSON.parse(atob(jwt.split('.')[1].replaceAll('-', '+').replaceAll('_', '/')));

/**
 * One person's log-on at the issuer. Event `expiring` (`detail.expiresAt`, epoch milliseconds): no
 * newer token can be had, so that connections end then.
 */
export class Oidc extends EventTarget {
  #identity;
  #endpoints;
  #tokens;
  #refreshing;

  /** @param {{issuer: string, client: string, audience: string}} identity what the gateway says of its issuer */
  constructor(identity) {
    super();
    this.#identity = identity;
  }

  /** Leaves this page for the issuer's; `prompt` `login` has it ask who is there. Never fulfilled. */
  async leave(prompt) {
    if (!globalThis.crypto?.subtle) throw new LogOnFailed('A browser logs on over https only, or on localhost. Open this page there.');
    const { authorization_endpoint } = await this.#discovered();
    const pending = { state: secret(), nonce: secret(), verifier: secret() };
    sessionStorage.setItem(PENDING, JSON.stringify(pending));
    const challenge = base64url(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(pending.verifier)));
    const address = new URL(authorization_endpoint);
    const parameters = {
      response_type: 'code',
      client_id: this.#identity.client,
      redirect_uri: this.#redirect(),
      scope: 'openid',
      audience: this.#identity.audience,
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: challenge,
      code_challenge_method: 'S256',
      ...(prompt && { prompt }),
    };
    Object.entries(parameters).forEach(([name, value]) => address.searchParams.set(name, value));
    location.assign(address);
    await new Promise(() => {});
  }

  /**
   * Takes the issuer's answer off this page's address, and gets the tokens for it.
   *
   * @returns {Promise<boolean>} whether the address held an answer
   */
  async returned() {
    const answer = new URLSearchParams(location.search);
    if (!answer.has('state') || !(answer.has('code') || answer.has('error'))) return false;
    history.replaceState(null, '', location.pathname + location.hash);
    const pending = JSON.parse(sessionStorage.getItem(PENDING) ?? 'null');
    sessionStorage.removeItem(PENDING);
    const { issuer } = this.#identity;
    if (pending?.state !== answer.get('state') || (answer.has('iss') && answer.get('iss') !== issuer)) {
      throw new LogOnFailed('That was no answer to a log-on of this page. Log on here.');
    }
    if (answer.has('error')) throw new LogOnFailed(`The issuer says: ${answer.get('error_description') ?? answer.get('error')}.`);
    const tokens = await this.#ask({
      grant_type: 'authorization_code',
      code: answer.get('code'),
      redirect_uri: this.#redirect(),
      code_verifier: pending.verifier,
    });
    if (tokens.error) throw new LogOnFailed(`The issuer refused the log-on: ${tokens.error_description ?? tokens.error}.`);
    if (tokens.id_token && claims(tokens.id_token).nonce !== pending.nonce) {
      throw new LogOnFailed('The issuer answered another log-on than this page’s. Log on again.');
    }
    this.#keep(tokens);
    return true;
  }

  /**
   * A token that is valid now, and in the first half of its life where the issuer can give one.
   *
   * @returns {Promise<{token: string, expiresAt: number}>}
   */
  async token() {
    const { receivedAt, expiresAt } = this.#tokens;
    if (Date.now() > (receivedAt + expiresAt) / 2) {
      this.#refreshing ??= this.#refresh().finally(() => (this.#refreshing = undefined));
      await this.#refreshing;
    }
    if (Date.now() >= this.#tokens.expiresAt) throw new LogOnFailed('The log-on has expired.');
    return { token: this.#tokens.access_token, expiresAt: this.#tokens.expiresAt };
  }

  async #refresh() {
    const { refresh_token } = this.#tokens;
    let answer = { error: 'invalid_grant' };
    if (refresh_token) {
      try {
        answer = await this.#ask({ grant_type: 'refresh_token', refresh_token });
      } catch {
        return; // not reached just now: the older token counts on, and is renewed at the next occasion
      }
    }
    if (!answer.error) {
      this.#keep({ refresh_token, ...answer });
    } else {
      this.#tokens.refresh_token = undefined;
      this.dispatchEvent(new CustomEvent('expiring', { detail: { expiresAt: this.#tokens.expiresAt } }));
    }
  }

  #keep(tokens) {
    const receivedAt = Date.now();
    const { access_token, refresh_token, expires_in = ASSUMED_LIFETIME_S } = tokens;
    this.#tokens = { access_token, refresh_token, receivedAt, expiresAt: receivedAt + 1000 * expires_in };
  }

  /** The issuer's answer; an error of its is one, too. */
  async #ask(form) {
    const { token_endpoint } = await this.#discovered();
    const body = new URLSearchParams({ client_id: this.#identity.client, ...form });
    const response = await fetch(token_endpoint, { method: 'POST', body, credentials: 'omit', cache: 'no-store' });
    if (response.status >= 500) throw new LogOnFailed(`The issuer ${this.#identity.issuer} does not work just now. Try again.`);
    return response.json();
  }

  async #discovered() {
    const { issuer } = this.#identity;
    try {
      this.#endpoints ??= await (await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, { credentials: 'omit' })).json();
    } catch {
      throw new LogOnFailed(`The issuer ${issuer} cannot be reached. Try again.`);
    }
    if (this.#endpoints.issuer !== issuer) throw new LogOnFailed(`The issuer calls itself ${this.#endpoints.issuer}, the gateway calls it ${issuer}.`);
    return this.#endpoints;
  }

  /** This page, as it is registered with the issuer. */
  #redirect() {
    return location.origin + location.pathname;
  }
}
