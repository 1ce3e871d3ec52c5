package org.zonekeeper.audit.report;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a timeline shows of a call. Immutable; times are epoch milliseconds.
 *
 * @param dialledAt when it was dialled
 * @param answeredAt when a person answered
 * @param connectedAt when an agent was on the line
 * @param downAt when the line went down
 * @param completedAt when it had its code; empty: not yet
 * @param nuisance cause of its nuisance mark
 * @param outcome its agent and code, in words
 */
record CallBar(
    String callId,
    long dialledAt,
    OptionalLong answeredAt,
    OptionalLong connectedAt,
    OptionalLong downAt,
    OptionalLong completedAt,
    Optional<String> nuisance,
    String outcome) {

  static CallBar dialled(String callId, long at) {
    return new CallBar(
        callId,
        at,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        "under way");
  }

  CallBar answered(long at) {
    return new CallBar(
        callId,
        dialledAt,
        OptionalLong.of(at),
        connectedAt,
        downAt,
        completedAt,
        nuisance,
        outcome);
  }

  CallBar connected(long at) {
    return new CallBar(
        callId, dialledAt, answeredAt, OptionalLong.of(at), downAt, completedAt, nuisance, outcome);
  }

  CallBar down(long at) {
    return new CallBar(
        callId,
        dialledAt,
        answeredAt,
        connectedAt,
        OptionalLong.of(at),
        completedAt,
        nuisance,
        outcome);
  }

  CallBar marked(String cause) {
    return new CallBar(
        callId,
        dialledAt,
        answeredAt,
        connectedAt,
        downAt,
        completedAt,
        Optional.of(cause),
        outcome);
  }

  CallBar completed(long at, String how) {
    return new CallBar(
        callId, dialledAt, answeredAt, connectedAt, downAt, OptionalLong.of(at), nuisance, how);
  }

  /** Whether a person was on the line at this time. */
  boolean liveAt(long at) {
    return answeredAt.isPresent()
        && answeredAt.getAsLong() <= at
        && downAt.orElse(Long.MAX_VALUE) >= at;
  }
}
