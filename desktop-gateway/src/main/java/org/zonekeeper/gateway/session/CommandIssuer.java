package org.zonekeeper.gateway.session;

/** A session that asks and is answered: an agent's or a supervisor's. Desk thread only. */
public sealed interface CommandIssuer permits AgentSession, SupervisorSession {
  /** The session's id, the first half of its commands' ids. */
  String id();

  /** Sends a frame, or drops it if the session has no connection at the moment. */
  void send(String frame);

  CommandQuota quota();
}
