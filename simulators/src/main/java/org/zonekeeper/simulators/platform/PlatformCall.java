package org.zonekeeper.simulators.platform;

import java.util.Optional;
import org.zonekeeper.simulators.platform.ZoneCalls.Dialler;

/** A call that the platform knows as under way. Confined to the platform's thread. */
final class PlatformCall {
  private final String callId;
  private final AttemptOutcome fate;
  private Stage stage = Stage.RINGING;
  private String agentId;
  private Dialler dialler;
  private SecondLeg leg;
  private Handover handover;

  /** A second leg that became the agent's own, and whom it took the call from. */
  private record Handover(String legId, String from) {}

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

  /** An agent dials it, and hears it from now on if the platform does not listen itself. */
  void dialledBy(Dialler agent) {
    dialler = agent;
    if (!agent.classifies()) {
      agentId = agent.agentId();
    }
  }

  /** The agent who dials it, if one does. */
  Optional<Dialler> dialler() {
    return Optional.ofNullable(dialler);
  }

  /** Whether an agent hears the line whatever it does. */
  boolean isHeardByAgent() {
    return dialler != null && !dialler.classifies();
  }

  void bridgeTo(String agent) {
    agentId = agent;
    stage = Stage.BRIDGING;
  }

  /** The second leg, whether it rings or is up. */
  Optional<SecondLeg> leg() {
    return Optional.ofNullable(leg);
  }

  void secondLeg(SecondLeg second) {
    leg = second;
  }

  void withoutLeg() {
    leg = null;
  }

  /** The second agent has the call. */
  void transfer() {
    handover = new Handover(leg.legId(), agentId);
    agentId = leg.agentId().orElseThrow();
    leg = null;
  }

  /** The two agents on the call swap. */
  void changeOwner(String owner) {
    if (leg.agentId().filter(owner::equals).isPresent()) {
      leg = leg.of(agentId);
      agentId = owner;
    }
  }

  void release(String legId) {
    if (leg != null && leg.legId().equals(legId)) {
      leg = null;
    } else if (handover != null && handover.legId().equals(legId)) {
      agentId = handover.from();
      handover = null;
    }
  }

  /** The agent being bridged or talking; null before. */
  String agentId() {
    return agentId;
  }
}
