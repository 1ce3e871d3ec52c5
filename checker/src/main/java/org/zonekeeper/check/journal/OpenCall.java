package org.zonekeeper.check.journal;

import java.util.Objects;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.common.Party;
import org.zonekeeper.schemas.journal.CallAnswered;
import org.zonekeeper.schemas.journal.CallAttempted;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallDisconnected;
import org.zonekeeper.schemas.journal.ContactDialled;
import org.zonekeeper.schemas.journal.ContactOffered;

/** What a journal has said so far of one call under way. Confined to one thread. */
public final class OpenCall {
  /** Where it is. */
  public enum Phase {
    /** A contact that an agent looks at, or has cancelled. */
    OFFERED,
    DIALLED,
    ANSWERED,
    QUEUED,
    ASSIGNED,
    CONNECTED,
    WRAP_UP
  }

  private final String id;
  private final String jobId;
  private final String campaign;
  private final String contact;
  private final long liveVoiceBudgetMs;
  Phase phase = Phase.DIALLED;
  long attemptedAt;

  /** Dialled by an agent, whom the platform joins by itself. */
  boolean byAgent;

  boolean queued;
  Optional<CallAnswered> answered = Optional.empty();
  Optional<Long> connectedAt = Optional.empty();
  Optional<CallDisconnected> down = Optional.empty();
  Optional<String> agent = Optional.empty();
  Optional<NuisanceCause> nuisance = Optional.empty();

  OpenCall(CallAttempted attempt, long liveVoiceBudgetMs) {
    this.id = attempt.getCallId();
    this.jobId = attempt.getJobId();
    this.campaign = attempt.getCampaign();
    this.contact = attempt.getContact();
    this.attemptedAt = attempt.getAttemptedAt();
    this.liveVoiceBudgetMs = liveVoiceBudgetMs;
  }

  OpenCall(ContactOffered offered, long liveVoiceBudgetMs) {
    this.id = offered.getCallId();
    this.jobId = offered.getJobId();
    this.campaign = offered.getCampaign();
    this.contact = offered.getContact();
    this.liveVoiceBudgetMs = liveVoiceBudgetMs;
    byAgent(offered.getAgentId(), Phase.OFFERED, offered.getHeader().getAt());
  }

  /** Of a contact that is dialled again. */
  OpenCall(ContactDialled dialled, long liveVoiceBudgetMs) {
    this.id = dialled.getCallId();
    this.jobId = dialled.getJobId();
    this.campaign = dialled.getCampaign();
    this.contact = dialled.getContact();
    this.liveVoiceBudgetMs = liveVoiceBudgetMs;
    byAgent(dialled.getAgentId(), Phase.DIALLED, dialled.getHeader().getAt());
  }

  private void byAgent(String agentId, Phase of, long at) {
    phase = of;
    agent = Optional.of(agentId);
    byAgent = true;
    attemptedAt = at;
  }

  /** Whether it was answered and the platform joined its agent by itself, or did until it ended. */
  public boolean isBeingJoined() {
    return byAgent && (phase == Phase.ASSIGNED || (phase == Phase.ANSWERED && isDown()));
  }

  /** The call's id. */
  public String id() {
    return id;
  }

  public Phase phase() {
    return phase;
  }

  /** The agent that has it, by assignment or on the line. */
  public Optional<String> agent() {
    return agent;
  }

  /** Its nuisance mark. */
  public Optional<NuisanceCause> nuisance() {
    return nuisance;
  }

  /** Whether it was answered by live voice. */
  public boolean isLive() {
    return answered.isPresent();
  }

  /** Whether its line is down. */
  public boolean isDown() {
    return down.isPresent();
  }

  /** Whether an agent has been connected to it. */
  public boolean hadAgent() {
    return connectedAt.isPresent();
  }

  /** Whether it was answered by live voice and has had neither an agent nor a mark. */
  public boolean isUncared() {
    return isLive() && !hadAgent() && nuisance.isEmpty();
  }

  /** Whether the customer hung up. */
  public boolean customerHungUp() {
    return down.filter(end -> end.getEndedBy() == Party.CUSTOMER).isPresent();
  }

  /** When its live-voice budget runs out, epoch milliseconds; of live-answered calls only. */
  public long budgetEnd() {
    return answered.orElseThrow().getGreetingEndedAt() + liveVoiceBudgetMs;
  }

  /**
   * Whether no agent could save it at that time from being a nuisance call: queued, out of budget,
   * or hung up on by the platform. Of live-answered calls only.
   */
  public boolean isExpired(long at) {
    boolean hungUpOn = isDown() && !customerHungUp();
    long waitedUntil = down.map(CallDisconnected::getDisconnectedAt).orElse(at);
    return queued || hungUpOn || waitedUntil > budgetEnd();
  }

  /** The first of the completion's facts that the call's own events do not bear out. */
  public Optional<String> contradiction(CallCompleted end) {
    String agentOfEnd = connectedAt.flatMap(at -> agent).orElse(null);
    Long disconnectedAt = down.map(CallDisconnected::getDisconnectedAt).orElse(null);
    return differs("jobId", jobId, end.getJobId())
        .or(() -> differs("campaign", campaign, end.getCampaign()))
        .or(() -> differs("contact", contact, end.getContact()))
        .or(() -> differs("attemptedAt", attemptedAt, end.getAttemptedAt()))
        .or(() -> differs("answeredAt", of(CallAnswered::getAnsweredAt), end.getAnsweredAt()))
        .or(
            () ->
                differs(
                    "greetingEndedAt",
                    of(CallAnswered::getGreetingEndedAt),
                    end.getGreetingEndedAt()))
        .or(() -> differs("connectedAt", connectedAt.orElse(null), end.getConnectedAt()))
        .or(() -> differs("disconnectedAt", disconnectedAt, end.getDisconnectedAt()))
        .or(() -> differs("agentId", agentOfEnd, end.getAgentId()));
  }

  private Object of(ToLongFunction<CallAnswered> fact) {
    return answered.map(fact::applyAsLong).orElse(null);
  }

  private static Optional<String> differs(String fact, Object events, Object end) {
    return Objects.equals(events, end)
        ? Optional.empty()
        : Optional.of("%s %s, its events say %s".formatted(fact, end, events));
  }
}
