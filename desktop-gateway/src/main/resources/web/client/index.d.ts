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
}

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
}

export declare class SupervisorClient extends GatewayClient {
  subscribe(zones: string[], more?: Record<string, unknown>): Promise<Frame>;
}
