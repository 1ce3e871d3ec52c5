import { GatewayClient } from './gateway-client.js';

const LOGGED_OUT = Object.freeze({
  loggedOn: false,
  agentState: 'LOGOUT',
  callState: 'IDLE',
  jobState: 'DETACHED',
  nailup: 'NOT_NAILED_UP',
  zoneAvailable: true,
  reloginRequired: false,
});

/** Notifications seen, by which one that comes twice over a resume is told apart. */
const MOST_REMEMBERED = 64;

/**
 * One agent's desktop. Keeps what the zone said of the agent as {@link AgentClient#state}, a plain
 * object that is replaced at each change (event `state`), resumes the session after a lost
 * connection, and answers the check after a takeover (`GetAgentStatus`) by itself, with what it
 * shows. Event `sessionEnded`: nobody is logged on any more (`detail.text` says why).
 */
export class AgentClient extends GatewayClient {
  #state = LOGGED_OUT;
  #session;
  #secret;
  #lastSequence = 0;
  #seen = [];
  #store;

  /**
   * @param {object} options as of {@link GatewayClient}, and
   * @param {{get(): any, set(value: any): void}} [options.store] keeps the session over a reload
   */
  constructor(options) {
    super(options);
    this.#store = options.store;
    const kept = this.#store?.get();
    if (kept?.session) {
      this.#session = kept.session;
      this.#secret = kept.secret;
      this.#lastSequence = kept.lastSequence;
      this.#state = Object.freeze(kept.state);
    }
  }

  /** What the zone said of the agent; never changed, only replaced. */
  get state() {
    return this.#state;
  }

  /**
   * Logs an agent on.
   *
   * @param {{agent: string, extension: string, zone: string, force?: boolean, locale?: string, skills?: string[]}} who
   */
  async logOn(who) {
    this.#begin(this.greeting);
    this.#change({
      ...LOGGED_OUT,
      agent: who.agent,
      zone: who.zone,
      extension: who.extension,
      agentState: 'NOT_READY',
    });
    const answer = await this.send('AGTLogon', who);
    this.#change({ loggedOn: true, epoch: answer.epoch });
    this.#keep();
    return answer;
  }

  logOff() {
    return this.send('AGTLogoff');
  }

  ready() {
    return this.send('AGTStateChange', { state: 'Ready' });
  }

  /** @param {string} [reasonCode] */
  notReady(reasonCode) {
    return this.send('AGTStateChange', { state: 'NotReady', ...(reasonCode && { reasonCode }) });
  }

  release() {
    return this.send('AGTReleaseLine');
  }

  hold() {
    return this.send('AGTHoldCall');
  }

  unhold() {
    return this.send('AGTUnholdCall');
  }

  /** @param {'CARD_DATA' | 'PERSONAL_DATA' | 'CUSTOMER_REQUEST' | 'OTHER'} reason */
  pauseRecording(reason) {
    return this.send('AGTPauseRecording', { reason });
  }

  resumeRecording() {
    return this.send('AGTResumeRecording');
  }

  /** @param {string} completionCode */
  wrapUp(completionCode) {
    return this.send('AGTWrapupContact', { completionCode });
  }

  extendWrapUp() {
    return this.send('AGTExtendWrapup');
  }

  /** @protected */
  async greeted(greeting) {
    if (!this.#session || !this.#state.loggedOn) {
      await super.greeted();
      this.#begin(greeting);
      return;
    }
    const resume = { session: this.#session, secret: this.#secret, lastSequence: this.#lastSequence };
    this.askFirst('AGTResumeSession', resume).then(
      (answer) => this.#resumed(answer),
      (refused) => this.#over(refused.message),
    );
  }

  /** @protected */
  received(frame) {
    if (typeof frame.sequence !== 'number') return true;
    const key = `${frame.sequence} ${frame.type}`;
    if (frame.type !== 'CommandPendingNotify' && this.#seen.includes(key)) return false;
    this.#seen.push(key);
    if (this.#seen.length > MOST_REMEMBERED) this.#seen.shift();
    if (frame.type === 'AGTZoneMoved') this.#seen = [key];
    const change = reduce(this.#state, frame);
    this.#lastSequence = frame.sequence;
    this.#change({ ...change, epoch: frame.epoch });
    return true;
  }

  /** @protected */
  handled(frame) {
    if (typeof frame.sequence === 'number') this.#keep();
    if (frame.type === 'GetAgentStatus') {
      const { agentState, callState, nailup } = this.#state;
      const shown = { check: frame.check, agentState, callState, nailup };
      this.send('GetAgentStatusResponse', shown).catch((refused) => this.tell('checkRefused', refused));
    } else if (frame.type === 'AGTAgentLoggedOut') {
      this.#over(frame.text);
    }
  }

  #resumed(answer) {
    this.#session = answer.session;
    const zone = { zoneAvailable: answer.available, epoch: answer.epoch, agent: answer.agent, zone: answer.zone };
    if (answer.state) {
      this.#lastSequence = answer.state.sequence;
      const { sequence, ...state } = answer.state;
      this.#change({ ...LOGGED_OUT, ...this.#wrapup(state), ...state, ...zone, loggedOn: true });
    } else {
      this.#change({ ...zone, loggedOn: true });
    }
    this.#keep();
    this.resendWaiting();
    this.tell('resumed', answer);
  }

  /** What a snapshot does not say is still right if it is of the same call. */
  #wrapup(state) {
    const same = state.call && state.call === this.#state.call;
    return same ? { ...this.#state } : { extension: this.#state.extension };
  }

  /** The secret is told once; it resumes the session at any gateway. */
  #begin(greeting) {
    this.#session = greeting?.session;
    this.#secret = greeting?.secret;
  }

  #over(text) {
    this.#lastSequence = 0;
    this.#seen = [];
    this.#store?.set(undefined);
    this.failWaiting('SESSION_UNKNOWN', text);
    this.#change({ ...LOGGED_OUT, agent: this.#state.agent, zone: this.#state.zone });
    this.#begin(this.greeting);
    this.tell('sessionEnded', { text });
  }

  #keep() {
    if (this.#state.loggedOn) {
      const { session, secret } = { session: this.#session, secret: this.#secret };
      this.#store?.set({ session, secret, lastSequence: this.#lastSequence, state: this.#state });
    }
  }

  #change(change) {
    const next = { ...this.#state, ...change };
    if (change.loggedOn === false || change === LOGGED_OUT) Object.assign(next, change);
    for (const key of Object.keys(next)) if (next[key] === undefined) delete next[key];
    this.#state = Object.freeze(next);
    this.tell('state', this.#state);
  }
}

/** What a notification changes of the state; undefined takes a field away. */
export function reduce(state, frame) {
  switch (frame.type) {
    case 'POMNotAvailable':
      return { zoneAvailable: false, outageBeganAt: frame.outageBeganAt, outageCause: frame.cause };
    case 'POMAvailable':
      return { zoneAvailable: true, outageBeganAt: undefined, outageCause: undefined };
    case 'AGTStateChangedNotify':
      return { agentState: frame.agentState, reasonCode: frame.reasonCode, stateSince: frame.time };
    case 'AGTCallStateChangedNotify':
      return callState(state, frame);
    case 'AGTJobAttached':
    case 'AGTJobStateChangedNotify':
      return { jobState: frame.jobState, job: frame.job, targetJob: frame.targetJob };
    case 'AGTNailupChange':
      return { nailup: frame.nailup };
    case 'AGTCallNotify':
      return { call: frame.call, campaign: frame.campaign, contact: frame.contact, callJob: frame.job, ...fresh() };
    case 'AGTCallUnassigned':
      return { call: undefined, contact: undefined, ...fresh() };
    case 'AGTCallConnected':
      return { connectedAt: frame.connectedAt };
    case 'AGTCallHeld':
      return { held: true };
    case 'AGTCallUnheld':
      return { held: false };
    case 'AGTRecordingPaused':
      return { recordingPaused: frame.reason };
    case 'AGTRecordingResumed':
      return { recordingPaused: undefined };
    case 'AGTCallDisconnected':
      return { disconnectedAt: frame.disconnectedAt, endedBy: frame.endedBy, held: false, recordingPaused: undefined };
    case 'AGTAutoReleaseLine':
      return { wrapup: frame.wrapup, held: false, recordingPaused: undefined };
    case 'AGTWrapupExtended':
      return { wrapup: { ...state.wrapup, deadline: frame.deadline, extensionsLeft: frame.extensionsLeft } };
    case 'AGTContactWrappedUp':
      return { wrapup: undefined, call: undefined, contact: undefined, ...fresh() };
    case 'AGTZoneDown':
      return { zoneGoingDown: { graceMs: frame.graceMs, failoverZone: frame.failoverZone } };
    case 'AGTZoneUp':
      return { zoneGoingDown: undefined };
    case 'AGTZoneMoved':
      return {
        ...LOGGED_OUT,
        ...fresh(),
        loggedOn: true,
        zone: frame.zone,
        agentState: 'NOT_READY',
        zoneGoingDown: undefined,
        capabilities: undefined,
        call: undefined,
        contact: undefined,
        wrapup: undefined,
        job: undefined,
      };
    case 'AGTLogoffPending':
      return { logoffPending: true };
    case 'AGTReloginRequired':
      return { reloginRequired: true };
    case 'AGTCapabilitiesChanged':
      return { capabilities: frame.capabilities };
    default:
      return {};
  }
}

function callState(state, frame) {
  const change = { callState: frame.callState, callStateSince: frame.time };
  if (frame.call) change.call = frame.call;
  return change;
}

function fresh() {
  return {
    connectedAt: undefined,
    disconnectedAt: undefined,
    endedBy: undefined,
    held: false,
    recordingPaused: undefined,
  };
}
