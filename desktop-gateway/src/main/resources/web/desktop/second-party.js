// The second party of a call: whom to ask, and what can be done with whoever it is.
import { keyHint, keyTitle } from '/desktop/keys-panel.js';
import { html, nothing, repeat, agentWord, chip } from '/shared/view.js';

const NUMBER = /^[+]?[0-9]{2,20}$/;

/**
 * Keeps who can be asked, and who was asked last: the zone names the second party only once it
 * answers.
 *
 * @param {import('/client/index.js').AgentClient} desktop
 * @param {() => void} changed
 */
export function secondParty(desktop, changed) {
  let colleagues = [];
  let asked;
  let loadedFor;

  async function load() {
    try {
      ({ destinations: colleagues } = await desktop.consultDestinations());
      changed();
    } catch {
      // Who can be asked is a help to type a name; a name that is typed is good without it.
      loadedFor = undefined;
    }
  }

  return {
    get colleagues() {
      return colleagues;
    },
    get asked() {
      return asked;
    },
    load,
    /** Loads with each new conversation. */
    follow({ call, capabilities }) {
      const inHand = capabilities?.transfer ? call : undefined;
      if (inHand === loadedFor) return;
      loadedFor = inHand;
      if (inHand !== undefined && desktop.connection === 'open') load();
    },
    /** A colleague by that name, or else a number outside. */
    destination(text) {
      asked = text;
      const known = colleagues.some(({ agent }) => agent === text);
      return known || !NUMBER.test(text) ? { destinationAgent: text } : { destinationNumber: text };
    },
  };
}

/**
 * The panel. Its buttons follow what the gateway says may be asked for.
 * @param {{ data: ReturnType<typeof secondParty>, state: object, may: (capability: string) => boolean,
 *   offered: (capability: string) => boolean, asking: Set<string>, why: string, act: (words: string, command: () => Promise<any>) => void,
 *   keyOf: (action: string) => string, desktop: import('/client/index.js').AgentClient }} page
 */
export function secondPartyPanel(page) {
  const { state, offered } = page;
  const { second, callState, colleagueWaits } = state;
  const consulting = second !== undefined || ['CONSULT', 'CONFERENCE_OWNER', 'CONFERENCE_PASSIVE'].includes(callState);
  if (!consulting && callState !== 'TALKING' && !colleagueWaits) return nothing;
  return html`<section class="panel" id="second" aria-labelledby="second-title">
    <header><h2 id="second-title" class="grow">Second party</h2>${consulting ? phaseChip(second) : nothing}</header>
    <div class="body stack">
      ${colleagueWaits ? html`<p role="status"><strong>${colleagueWaits}</strong> waits for your advice; your turn comes when you are free.</p>` : nothing}
      ${consulting ? together(page) : callState === 'TALKING' ? (offered('transfer') ? choice(page) : html`<p class="muted">Nobody else can be asked now.</p>`) : nothing}
    </div></section>`;
}

function phaseChip(second) {
  if (second?.phase === 'CONFERENCE') return chip('busy', '☍', 'All three talk');
  return second?.phase === 'ACTIVE' ? chip('busy', '⇄', 'Customer on hold') : chip('warn', '☏', 'Being called');
}

function choice({ data, may, asking, why, act, desktop }) {
  const possible = may('transfer') && asking.size === 0;
  const submit = (event) => {
    event.preventDefault();
    const to = data.destination(event.target.elements.destination.value.trim());
    const blind = event.submitter?.value === 'blind';
    act(blind ? 'hand over at once' : 'ask a second party', () => (blind ? desktop.blindTransfer(to) : desktop.consult(to)));
  };
  return html`<form class="row" id="destination" @submit=${submit}>
    <label class="field grow">Colleague or number<input name="destination" list="colleagues" required maxlength="128" autocomplete="off" @focus=${data.load}></label>
    <datalist id="colleagues">${repeat(data.colleagues, ({ agent }) => agent, ({ agent, agentState }) => html`<option value=${agent}>${agentWord(agentState)}</option>`)}</datalist>
    <button class="primary" value="ask" title=${possible ? '' : why} ?disabled=${!possible}>Ask first</button>
    <button value="blind" title=${possible ? '' : why} ?disabled=${!possible}>Hand over at once</button></form>`;
}

function together({ data, state, may, offered, asking, why, act, keyOf, desktop }) {
  const { second, callState } = state;
  const owner = second ? second.role === 'OWNER' : callState === 'CONFERENCE_OWNER' || offered('transfer');
  const button = (words, action, capability, command, kind = '') =>
    html`<button class=${kind} title=${may(capability) ? keyTitle(action && keyOf(action), words) : why} ?disabled=${!may(capability) || asking.size > 0} @click=${() => act(words.toLowerCase(), command)}>${words} ${keyHint(action && keyOf(action))}</button>`;
  const conference = callState.startsWith('CONFERENCE');
  return html`<p>${sentence(second, data.asked, conference)}</p>
    <div class="row">${conference
      ? owner
        ? html`${button('Send away', 'leave', 'endConference', () => desktop.endConference())}
            ${may('leaveConference') ? button('Leave them together', '', 'leaveConference', () => desktop.leaveConference()) : button('Give the call to them', 'handOver', 'changeOwnership', () => desktop.changeOwnership())}`
        : button('Leave', 'leave', 'leaveConference', () => desktop.leaveConference())
      : owner || second === undefined
        ? html`${button('Hand over', 'handOver', 'transfer', () => desktop.completeTransfer(), 'primary')}
            ${button('All three', 'allThree', 'conference', () => desktop.startConference())}
            ${button('Back to the customer', 'leave', 'leaveConsult', () => desktop.cancelConsult())}`
        : button('Leave', 'leave', 'leaveConsult', () => desktop.leaveConsult())}</div>`;
}

function sentence(second, asked, conference) {
  const who = html`<strong>${second?.who ?? asked ?? 'the second party'}</strong>`;
  if (conference) return html`You, the customer and ${who} talk.`;
  if (second?.phase === 'ACTIVE') return html`You talk with ${who}; the customer hears nothing of it.`;
  if (second?.role !== 'SECOND') return html`${who} is being called; the customer waits.`;
  return second.blind ? html`${who} hands a call to you.` : html`${who} asks for your advice.`;
}

/** What the keys of the second party do now. */
export function secondPartyKeys({ state, may, act, desktop }) {
  const conference = state.callState.startsWith('CONFERENCE');
  return {
    handOver() {
      if (conference && may('changeOwnership')) act('give the call to them', () => desktop.changeOwnership());
      else if (state.callState === 'CONSULT' && may('transfer')) act('hand over', () => desktop.completeTransfer());
    },
    allThree() {
      if (state.callState === 'CONSULT' && may('conference')) act('all three', () => desktop.startConference());
    },
    leave() {
      if (may('endConference')) act('send away', () => desktop.endConference());
      else if (may('leaveConference')) act('leave', () => desktop.leaveConference());
      else if (may('leaveConsult')) act('leave', () => (state.second?.role === 'SECOND' ? desktop.leaveConsult() : desktop.cancelConsult()));
    },
  };
}
