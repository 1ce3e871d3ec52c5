package org.zonekeeper.simulators.platform;

/** A call that the platform knows as under way. Confined to the platform's thread. */
final class PlatformCall {
  private final String callId;
  private final AttemptOutcome fate;
  private Stage stage = Stage.RINGING;
  private String agentId;

  /** How far a call has come. */
  enum Stage {
    RINGING,
    GREETING,
    /** Answered by live voice, no agent yet. */
    WAITING,
    BRIDGING,
    TALKING,
    /** The nuisance message plays. */
    MESSAGE
  }

  PlatformCall(String callId, AttemptOutcome fate) {
    this.callId = callId;
    this.fate = fate;
  }

  String callId() {
    return callId;
  }

  AttemptOutcome fate() {
    return fate;
  }

  Stage stage() {
    return stage;
  }

  boolean in(Stage wanted) {
    return stage == wanted;
  }

  void enter(Stage entered) {
    stage = entered;
  }

  void bridgeTo(String agent) {
    agentId = agent;
    stage = Stage.BRIDGING;
  }

  /** The agent being bridged or talking; null before. */
  String agentId() {
    return agentId;
  }
}
