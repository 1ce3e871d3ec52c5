/** A frame of the protocol; docs/desktop-protocol.asyncapi.yaml has each type's fields. */
export type Frame = { type: string } & Record<string, any>;

export interface ClientOptions {
  /** Address of the endpoint, `ws://HOST:PORT/v1/agent` or `/v1/supervisor`. */
  url: string | (() => string);
  /** A token that is valid now; asked for before each connection and before it expires. */
  token?: () => Promise<{ token: string; expiresAt?: number }>;
  /** A WebSocket implementation; without one the environment's, in Node a built-in one. */
  WebSocket?: unknown;
}

export declare class Refused extends Error {
  readonly reason: string;
  readonly answer: Frame;
}

export declare class GatewayClient extends EventTarget {
  constructor(options: ClientOptions);
  readonly connection: 'connecting' | 'open' | 'lost' | 'closed';
  readonly greeting: Frame | undefined;
  now(): number;
  connect(): Promise<this>;
  on(type: string, listener: (detail: any) => void): () => void;
  send(type: string, fields?: Record<string, unknown>): Promise<Frame>;
  close(): void;
}

export interface AgentStatus {
  readonly loggedOn: boolean;
  readonly agent?: string;
  readonly zone?: string;
  readonly extension?: string;
  readonly agentState: string;
  readonly callState: string;
  readonly jobState: string;
  readonly nailup: string;
  readonly zoneAvailable: boolean;
  readonly outageBeganAt?: number;
  readonly reloginRequired: boolean;
  readonly zoneGoingDown?: { graceMs: number; failoverZone?: string };
  readonly call?: string;
  readonly contact?: string;
  readonly campaign?: string;
  readonly job?: string;
  readonly held?: boolean;
  readonly recordingPaused?: string;
  readonly connectedAt?: number;
  readonly wrapup?: { deadline: number; extensionsLeft: number; defaultCode: string; codes: string[] };
  /** The contact to look at. Its numbers are kinds, such as "mobile". */
  readonly preview?: { contactType: 'PREVIEW' | 'MANUAL'; numbers: string[]; deadline: number; timed: boolean; canCancel: boolean; redialsLeft: number };
  /** What was dialled last. */
  readonly dialled?: { number: string; contactType: 'PREVIEW' | 'MANUAL'; redialOf?: string; redialsLeft: number };
  /** The callback that the contact in hand is; absent: none. */
  readonly callback?: string;
  /** What was arranged with the contact in hand. */
  readonly arranged?: { callback: string; callbackType: string; localTime: string; timeZone: string };
  /** A callback that is due for this agent, who is busy. */
  readonly callbackPending?: { callback: string; contact: string; dueAt: number };
  /** Who else is on the call; `role` is this agent's own. */
  readonly second?: { role: 'OWNER' | 'SECOND'; phase: 'DIALLING' | 'ACTIVE' | 'CONFERENCE'; who?: string; external?: boolean; blind?: boolean };
  /** A colleague who waits for advice until this agent is free. */
  readonly colleagueWaits?: string;
  /** The stay on inbound work; absent: the agent is on outbound work. */
  readonly inboundWork?: string;
  readonly capabilities?: Record<string, boolean>;
  readonly epoch?: number;
}

export interface LogOn {
  agent: string;
  extension: string;
  zone: string;
  force?: boolean;
  locale?: string;
  skills?: string[];
  nailup?: 'AUTO' | 'ASKED';
}

/** A colleague of the same zone, or a number outside. */
export type Destination = { destinationAgent: string } | { destinationNumber: string };

export declare class AgentClient extends GatewayClient {
  constructor(options: ClientOptions & { store?: { get(): any; set(value: any): void } });
  readonly state: AgentStatus;
  logOn(who: LogOn): Promise<Frame>;
  logOff(): Promise<Frame>;
  ready(): Promise<Frame>;
  notReady(reasonCode?: string): Promise<Frame>;
  release(): Promise<Frame>;
  hold(): Promise<Frame>;
  unhold(): Promise<Frame>;
  pauseRecording(reason: 'CARD_DATA' | 'PERSONAL_DATA' | 'CUSTOMER_REQUEST' | 'OTHER'): Promise<Frame>;
  resumeRecording(): Promise<Frame>;
  wrapUp(completionCode: string): Promise<Frame>;
  extendWrapUp(): Promise<Frame>;
  dialPreview(number?: string): Promise<Frame>;
  cancelPreview(how: 'REJECT' | 'CANCEL'): Promise<Frame>;
  connectManualCall(): Promise<Frame>;
  redial(number?: string): Promise<Frame>;
  originate(number: string): Promise<Frame>;
  nailUp(): Promise<Frame>;
  lostNailing(): Promise<Frame>;
  blendToInbound(): Promise<Frame>;
  blendToOutbound(): Promise<Frame>;
  /** `destinations`, each {agent, agentState, callState}: colleagues of the zone, ready ones first. */
  consultDestinations(): Promise<Frame>;
  callbackTypes(): Promise<Frame>;
  consult(destination: Destination): Promise<Frame>;
  blindTransfer(destination: Destination): Promise<Frame>;
  cancelConsult(): Promise<Frame>;
  leaveConsult(): Promise<Frame>;
  completeTransfer(): Promise<Frame>;
  startConference(): Promise<Frame>;
  endConference(): Promise<Frame>;
  leaveConference(): Promise<Frame>;
  changeOwnership(): Promise<Frame>;
  /** 1 to 32 of 0–9, *, #, A–D. */
  sendDigits(digits: string): Promise<Frame>;
  createCallback(wish: {
    callbackType: 'STRICT_AGENT' | 'PREFERRED_AGENT' | 'CAMPAIGN' | 'STANDARD';
    /** Where the contact is, such as 2026-12-01T15:30. */
    localTime: string;
    timeZone?: string;
    expiry?: string;
    forAgent?: string;
    number?: string;
  }): Promise<Frame>;
  /** Of the contact in hand: `details` and `numbers`, each {key, value, access}. Personal data. */
  customerDetails(): Promise<Frame>;
  contactAttributes(): Promise<Frame>;
  setCustomerDetail(key: string, value: string): Promise<Frame>;
  agentNotes(): Promise<Frame>;
  addAgentNote(text: string): Promise<Frame>;
  /** Kinds of the contact's numbers; without them all of its numbers. */
  addToDoNotCall(numbers?: string[]): Promise<Frame>;
  isInDoNotCall(): Promise<Frame>;
}

export declare class SupervisorClient extends GatewayClient {
  subscribe(zones: string[], more?: Record<string, unknown>): Promise<Frame>;
}
