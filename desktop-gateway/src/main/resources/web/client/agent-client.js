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
/** Several of them may stand at one place of the journal; the last one counts. */
const MAY_REPEAT = ['CommandPendingNotify', 'AGTCapabilitiesChanged'];
/** What is left at least of the time for a contact when an outage is over, milliseconds. */
const LEAST_TO_LOOK_MS = 15_000;

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
   * @param {{agent: string, extension: string, zone: string, force?: boolean, locale?: string, skills?: string[], nailup?: 'AUTO' | 'ASKED'}} who
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

  /** @param {string} [number] one of the kinds that the contact can be dialled at */
  dialPreview(number) {
    return this.send('AGTPreviewDial', { ...(number && { number }) });
  }

  /** @param {'REJECT' | 'CANCEL'} how */
  cancelPreview(how) {
    return this.send('AGTPreviewCancel', { how });
  }

  connectManualCall() {
    return this.send('AGTManualCallConnect');
  }

  /** @param {string} [number] one of the kinds that the contact can be dialled at */
  redial(number) {
    return this.send('AGTRedial', { ...(number && { number }) });
  }

  /**
   * The contact in hand is to be called (back) later; a callback that it has already is replaced.
   *
   * @param {{callbackType: 'STRICT_AGENT' | 'PREFERRED_AGENT' | 'CAMPAIGN' | 'STANDARD', localTime: string, timeZone?: string, expiry?: string, forAgent?: string, number?: string}} wish
   *   localTime such as 2026-12-01T15:30, where the contact is
   */
  createCallback(wish) {
    return this.send('AGTCreateCallback', wish);
  }

  /**
   * Who the contact in hand is: `details` and `numbers`, each {key, value, access}; and `scriptUrl`, the page to be shown
   * during the call, if the job has one. Personal data.
   */
  customerDetails() {
    return this.send('AGTGetCustomerDetails');
  }

  /** What the campaign knows of the contact in hand: `attributes`, each {key, value, access}. */
  contactAttributes() {
    return this.send('AGTGetContactAttributes');
  }

  /**
   * Changes a detail or an attribute whose access is WRITE.
   *
   * @param {string} key
   * @param {string} value up to 1000 characters
   */
  setCustomerDetail(key, value) {
    return this.send('AGTSetCustomerDetail', { key, value });
  }

  /** What agents wrote about the contact in hand, the newest first: `notes`, each {note, agent, at, text}. */
  agentNotes() {
    return this.send('AGTRefreshAgentNotes');
  }

  /** @param {string} text 1 to 2000 characters */
  addAgentNote(text) {
    return this.send('AGTAddAgentNote', { text });
  }

  /**
   * The contact in hand does not want to be called any more; that cannot be taken back here.
   *
   * @param {string[]} [numbers] kinds of its numbers; without it all of them
   */
  addToDoNotCall(numbers) {
    return this.send('AGTAddToDNC', { ...(numbers && { numbers }) });
  }

  /** Whether the contact in hand is on the do-not-call list: `doNotCall`, `allNumbers`, `numbers`. */
  isInDoNotCall() {
    return this.send('AGTIsInDNC');
  }

  /** @param {string} number 2 to 20 digits, with a plus sign before them or without */
  originate(number) {
    return this.send('AGTOriginate', { number });
  }

  /** Rings for the voice leg, after a log-on with nailup ASKED. */
  nailUp() {
    return this.send('AGTNailupAgent');
  }

  lostNailing() {
    return this.send('AGTLostNailing');
  }

  /** After the call in hand and any break. */
  blendToInbound() {
    return this.send('AGTBlendToInbound');
  }

  /** As soon as the inbound conversation is over. */
  blendToOutbound() {
    return this.send('AGTBlendToOutbound');
  }

  /** Colleagues of the zone, ready ones first: `destinations`, each {agent, agentState, callState}, as of a moment ago. */
  consultDestinations() {
    return this.send('AGTGetConsultDestsForType', { consultType: 'AGENT' });
  }

  /** The types of callback, each {callbackType, forOneAgent}, and the hours at which people may be called for the job: `callingHoursFrom`, `callingHoursTo`, local times of the contact; absent where there is no job. */
  callbackTypes() {
    return this.send('AGTGetCallbackTypes', {});
  }

  /**
   * Asks a second party while the customer waits.
   *
   * @param {{destinationAgent: string} | {destinationNumber: string}} destination
   */
  consult(destination) {
    return this.send('AGTConsultCall', destination);
  }

  /** The call is the destination's as soon as that one answers. */
  blindTransfer(destination) {
    return this.send('AGTBlindTransfer', destination);
  }

  cancelConsult() {
    return this.send('AGTCancelConsult');
  }

  leaveConsult() {
    return this.send('AGTLeaveConsult');
  }

  /** Hands the customer to the second party. */
  completeTransfer() {
    return this.send('AGTCompleteTransfer');
  }

  startConference() {
    return this.send('AGTStartConf');
  }

  /** Sends the second party away. */
  endConference() {
    return this.send('AGTEndConf');
  }

  leaveConference() {
    return this.send('AGTLeaveConf');
  }

  changeOwnership() {
    return this.send('AGTConfChangeOwnership');
  }

  /** @param {string} digits 1 to 32 of 0–9, *, #, A–D */
  sendDigits(digits) {
    return this.send('AGTSendDTMF', { digits });
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
    if (!MAY_REPEAT.includes(frame.type) && this.#seen.includes(key)) return false;
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
      this.#change({ ...LOGGED_OUT, ...this.#wrapup(state), ...state, callback: state.preview?.callback, ...zone, loggedOn: true });
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
      return { zoneAvailable: true, outageBeganAt: undefined, outageCause: undefined, ...deadlinesAfter(state, frame.time) };
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
      return { ...callbackOf(state, frame), call: frame.call, campaign: frame.campaign, contact: frame.contact, callJob: frame.job, preview: previewOf(frame), ...fresh() };
    case 'AGTContactDialled':
      return { call: frame.call, preview: undefined, dialled: dialledOf(frame) };
    case 'AGTBlendedToInbound':
      return { inboundWork: frame.work };
    case 'AGTBlendedToOutbound':
      return { inboundWork: undefined };
    case 'AGTCallbackScheduled':
      return { arranged: { callback: frame.callback, callbackType: frame.callbackType, localTime: frame.localTime, timeZone: frame.timeZone } };
    case 'AGTPreviewCallbackPending':
      return { callbackPending: { callback: frame.callback, contact: frame.contact, dueAt: frame.dueAt } };
    case 'AGTPreviewCallbackCancelled':
      return state.callbackPending?.callback === frame.callback ? { callbackPending: undefined } : {};
    case 'AGTConsultPending':
      return { colleagueWaits: frame.from };
    case 'AGTPendingConsultComplete':
      return { colleagueWaits: undefined };
    case 'AGTConsultNotify':
      return { ...fresh(), call: frame.call, campaign: frame.campaign, contact: frame.contact, colleagueWaits: undefined, second: { role: 'SECOND', phase: 'DIALLING', who: frame.from, blind: frame.blindTransfer } };
    case 'AGTConsultConnected':
      return { second: secondOf(state, frame, 'ACTIVE') };
    case 'AGTConferenceNotify':
    case 'AGTConferenceOwnershipChanged':
      return { second: secondOf(state, frame, 'CONFERENCE') };
    case 'AGTConsultCancelled':
      return { second: undefined, colleagueWaits: undefined };
    case 'AGTConsultDialFailed':
    case 'AGTConsultEnded':
    case 'AGTConferenceEnded':
      return { second: undefined };
    case 'AGTTransferNotify':
      return { second: undefined, ...(frame.to === state.agent && { call: frame.call, campaign: frame.campaign ?? state.campaign, contact: frame.contact ?? state.contact, connectedAt: frame.time }) };
    case 'AGTPreviewWithdrawn':
    case 'AGTCallUnassigned':
      return { call: undefined, contact: undefined, preview: undefined, ...fresh() };
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
      return { second: undefined, disconnectedAt: frame.disconnectedAt, endedBy: frame.endedBy, held: false, recordingPaused: undefined };
    case 'AGTAutoReleaseLine':
      return { wrapup: frame.wrapup, held: false, recordingPaused: undefined };
    case 'AGTWrapupExtended':
      return { wrapup: { ...state.wrapup, deadline: frame.deadline, extensionsLeft: frame.extensionsLeft } };
    case 'AGTContactWrappedUp':
      return { arranged: undefined, wrapup: undefined, call: undefined, contact: undefined, ...fresh() };
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
        inboundWork: undefined,
        second: undefined,
        colleagueWaits: undefined,
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

/** A callback that was waited for has come. */
function callbackOf({ callbackPending }, { callback }) {
  return { callback, ...(callback && callbackPending?.callback === callback && { callbackPending: undefined }) };
}

/** The card of a contact to look at; undefined of a call that is answered already. */
function previewOf({ contactType, numbers, deadline, timed, canCancel, redialsLeft }) {
  return contactType && { contactType, numbers, deadline, timed, canCancel, redialsLeft };
}

function dialledOf({ number, contactType, redialOf, redialsLeft }) {
  return { number, contactType, redialOf, redialsLeft };
}

/** Who else is on the call, and which of the two this agent is. */
function secondOf(state, { owner, second, number }, phase) {
  const owns = owner === state.agent;
  return { role: owns ? 'OWNER' : 'SECOND', phase, who: owns ? (second ?? number) : owner, external: second === undefined };
}

/** As the zone does: no time runs in an outage, and whoever looks at a contact has a moment left. */
function deadlinesAfter({ preview, wrapup, outageBeganAt, callStateSince }, now) {
  const moved = Math.max(0, now - Math.max(outageBeganAt ?? now, callStateSince ?? 0));
  return {
    preview: preview && { ...preview, deadline: Math.max(preview.deadline + moved, now + LEAST_TO_LOOK_MS) },
    wrapup: wrapup && { ...wrapup, deadline: wrapup.deadline + moved },
  };
}

function callState(state, frame) {
  const change = { callState: frame.callState, callStateSince: frame.time };
  if (frame.callState !== 'PREVIEW') change.preview = undefined;
  if (frame.callState === 'IDLE') Object.assign(change, { call: undefined, contact: undefined, dialled: undefined, second: undefined });
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
