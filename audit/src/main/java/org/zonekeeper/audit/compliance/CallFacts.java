package org.zonekeeper.audit.compliance;

import java.util.Optional;
import org.zonekeeper.schemas.common.CompletionCodeKind;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.UnknownCallAnswered;

/**
 * The raw facts of one live-answered call, and what follows from them. Immutable.
 *
 * @param zone the zone that had it
 * @param sequence of the event that has these facts
 * @param end that event
 * @param care how the person was cared for
 */
record CallFacts(String zone, long sequence, CallCompleted end, CallerCare care) {
  /** Under which calls are counted that the zone did not have. */
  static final String UNKNOWN_CAMPAIGN = "(unknown call)";

  /** Empty for a call that no person answered: regulators do not count those. */
  static Optional<CallFacts> of(String zone, CallCompleted end, RegulatoryRules rules) {
    return end.getAnsweredAt() == null
        ? Optional.empty()
        : Optional.of(
            new CallFacts(zone, end.getHeader().getSequence(), end, CallerCare.of(end, rules)));
  }

  /** Somebody answered a call that the zone did not have, and so did not know the campaign of. */
  static CallFacts of(String zone, UnknownCallAnswered e) {
    CallCompleted end =
        CallCompleted.newBuilder()
            .setHeader(e.getHeader())
            .setCallId(e.getCallId())
            .setJobId("")
            .setCampaign(UNKNOWN_CAMPAIGN)
            .setContact("")
            .setCompletionCode("")
            .setCodeKind(CompletionCodeKind.SYSTEM)
            .setNuisance(e.getCause())
            .setAttemptedAt(e.getAnsweredAt())
            .setAnsweredAt(e.getAnsweredAt())
            .setGreetingEndedAt(e.getGreetingEndedAt())
            .build();
    return new CallFacts(zone, e.getHeader().getSequence(), end, CallerCare.NO_AGENT);
  }

  boolean marked() {
    return end.getNuisance() != null;
  }

  /** Marked, or not cared for in time by the facts, whatever the mark. */
  boolean nuisance() {
    return marked() || care == CallerCare.AGENT_LATE || care == CallerCare.NO_AGENT;
  }

  boolean byFailover() {
    return end.getNuisance() == NuisanceCause.FAILOVER;
  }

  /** Given up, and later found to have reached an agent all the same. */
  boolean markedButReached() {
    return marked() && end.getConnectedAt() != null;
  }
}
