package org.zonekeeper.check.invariant;

import java.util.Objects;
import java.util.Optional;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.journal.CallAttempted;
import org.zonekeeper.schemas.journal.CallCompleted;

/** What a journal has said so far of one call under way. Confined to one thread. */
final class OpenCall {
  /** Where it is. */
  enum Phase {
    DIALLED,
    ANSWERED,
    QUEUED,
    ASSIGNED,
    CONNECTED,
    WRAP_UP
  }

  private final CallAttempted attempt;
  Phase phase = Phase.DIALLED;
  boolean queued;
  Long answeredAt;
  Long greetingEndedAt;
  Long connectedAt;
  Long disconnectedAt;
  String agent;
  NuisanceCause nuisance;

  OpenCall(CallAttempted attempt) {
    this.attempt = attempt;
  }

  /** The first of the completion's facts that the call's own events do not bear out. */
  Optional<String> contradiction(CallCompleted end) {
    String agentOfEnd = connectedAt == null ? null : agent;
    return differs("jobId", attempt.getJobId(), end.getJobId())
        .or(() -> differs("campaign", attempt.getCampaign(), end.getCampaign()))
        .or(() -> differs("contact", attempt.getContact(), end.getContact()))
        .or(() -> differs("attemptedAt", attempt.getAttemptedAt(), end.getAttemptedAt()))
        .or(() -> differs("answeredAt", answeredAt, end.getAnsweredAt()))
        .or(() -> differs("greetingEndedAt", greetingEndedAt, end.getGreetingEndedAt()))
        .or(() -> differs("connectedAt", connectedAt, end.getConnectedAt()))
        .or(() -> differs("disconnectedAt", disconnectedAt, end.getDisconnectedAt()))
        .or(() -> differs("agentId", agentOfEnd, end.getAgentId()));
  }

  private static Optional<String> differs(String fact, Object events, Object end) {
    return Objects.equals(events, end)
        ? Optional.empty()
        : Optional.of("%s %s, its events say %s".formatted(fact, end, events));
  }
}
