// Who is at the page: logs on at the gateway's issuer, or says why that did not work.
import { html, nothing, render, clock } from '/shared/view.js';
import { Oidc, LogOnFailed } from '/shared/oidc.js';

const PAGES = { agent: ['/desktop/', 'agent'], supervisor: ['/dashboard/', 'supervisor'] };

/** A person who is logged on; in insecure development nobody in particular. */
class Person {
  #oidc;
  #expiresAt;

  /** @param {{name: string, agent?: string, roles: string[]}} [known] what the gateway makes of the token */
  constructor(oidc, known, changed) {
    this.#oidc = oidc;
    this.known = known;
    oidc?.addEventListener('expiring', ({ detail }) => {
      this.#expiresAt = detail.expiresAt;
      changed();
    });
  }

  /** For a client of the gateway. */
  get token() {
    return this.#oidc && (() => this.#oidc.token());
  }

  /** What is kept in this tab is kept for this person only. */
  key(name) {
    return this.known ? `${name} ${this.known.name}` : name;
  }

  /** Somebody else takes this seat. */
  switchButton() {
    return this.#oidc ? html`<button class="quiet small" @click=${() => this.#oidc.leave('login')}>Switch account</button>` : nothing;
  }

  /** That the log-on ends, while it cannot be renewed. */
  banner() {
    if (!this.#expiresAt) return nothing;
    const over = Date.now() >= this.#expiresAt;
    return html`<div class="banner bad" role="alert"><strong>${over ? 'Your log-on has ended.' : `Your log-on ends at ${clock(this.#expiresAt)}.`}</strong><span class="grow">The issuer does not renew it. Log on again to go on.</span><button @click=${() => this.#oidc.leave()}>Log on again</button></div>`;
  }
}

/**
 * The person at this page, by the gateway's issuer; leaves for the issuer's page where nobody is
 * logged on yet. Where that fails the page says why, and nothing is fulfilled.
 *
 * @param {HTMLElement} app where to say it
 * @param {'agent' | 'supervisor'} role that the page is for
 * @param {() => void} changed called when the person's log-on is about to end
 */
export async function personAt(app, role, changed) {
  let oidc;
  try {
    const identity = await asked('/v1/identity');
    if (identity.insecureDevelopment) return new Person(undefined, undefined, changed);
    oidc = new Oidc(identity);
    if (!(await oidc.returned())) await oidc.leave();
    const { token } = await oidc.token();
    const known = await asked('/v1/principal', { Authorization: `Bearer ${token}` });
    if (!known.roles.includes(role)) return await refused(app, oidc, wrongRole(known, role));
    return new Person(oidc, known, changed);
  } catch (e) {
    if (!(e instanceof LogOnFailed)) throw e;
    return refused(app, oidc, e.message);
  }
}

async function asked(path, headers = {}) {
  let response;
  try {
    response = await fetch(path, { headers, cache: 'no-store' });
  } catch {
    throw new LogOnFailed('The gateway cannot be reached. Try again.');
  }
  const answer = await response.json();
  if (!response.ok) throw new LogOnFailed(`The gateway did not let you in: ${answer.text}.`);
  return answer;
}

function wrongRole(known, role) {
  const [, word] = PAGES[role];
  const other = known.roles.map((each) => PAGES[each]).find(Boolean);
  return html`You are logged on as <strong>${known.name}</strong>, who is no ${word}. ${other ? html`<a href=${other[0]}>Go to the ${other[1]}’s page</a>, or log on as somebody else.` : 'Log on as somebody else.'}`;
}

function refused(app, oidc, why) {
  app.textContent = '';
  const again = (prompt) => (oidc ? oidc.leave(prompt).catch((e) => refused(app, oidc, e.message)) : location.reload());
  render(
    html`<main class="log-on stack"><h1>Log on</h1>
      <p class="banner bad" role="alert"><span>${why}</span></p>
      <section class="panel"><div class="body row">
        ${oidc ? html`<button class="primary" @click=${() => again('login')}>Log on as somebody else</button>` : nothing}
        <button @click=${() => again()}>Try again</button>
      </div></section></main>`,
    app.appendChild(document.createElement('div')),
  );
  return new Promise(() => {});
}
