package org.zonekeeper.gateway.dashboard;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** A job's counters since the gateway began to read the journal. Mutable; gateway thread only. */
final class JobTally {
  private static final int SAMPLES = 200;

  /** Where a call is on its way through the zone. */
  enum Phase {
    DIALLING,
    WAITING,
    TALKING,
    WRAPUP
  }

  private final Rate attempts = new Rate();
  private final Rate answers = new Rate();
  private final Samples waits = new Samples(SAMPLES);
  private final Samples wrapUps = new Samples(SAMPLES);
  private final Map<Phase, Long> inPhase = new EnumMap<>(Phase.class);
  private long attempted;
  private long answered;
  private long connected;
  private long completed;
  private long nuisance;
  private long nuisanceByFailover;
  private long authorisedAt;

  void attempted(long at) {
    attempted++;
    attempts.add(at);
  }

  void answered(long at) {
    answered++;
    answers.add(at);
  }

  /** An agent is on the line, so many milliseconds after the end of the greeting. */
  void connected(long waitMs) {
    connected++;
    waits.add(waitMs);
  }

  void wrappedUp(long tookMs) {
    wrapUps.add(tookMs);
  }

  void completed() {
    completed++;
  }

  void markedNuisance(boolean byFailover) {
    nuisance++;
    if (byFailover) {
      nuisanceByFailover++;
    }
  }

  void authorised(long at) {
    authorisedAt = at;
  }

  void enter(Phase phase) {
    inPhase.merge(phase, 1L, Long::sum);
  }

  void leave(Phase phase) {
    inPhase.merge(phase, -1L, Long::sum);
  }

  int attemptsPerMinute(long now) {
    return attempts.perMinute(now);
  }

  long inPhase(Phase phase) {
    return inPhase.getOrDefault(phase, 0L);
  }

  /** As the notification carries them. */
  Map<String, Object> counters(long now) {
    Map<String, Object> counters = new LinkedHashMap<>();
    counters.put("attempted", attempted);
    counters.put("answered", answered);
    counters.put("connected", connected);
    counters.put("completed", completed);
    counters.put("nuisance", nuisance);
    counters.put("nuisanceByFailover", nuisanceByFailover);
    counters.put("attemptsPerMinute", attempts.perMinute(now));
    counters.put("answersPerMinute", answers.perMinute(now));
    counters.put("dialling", inPhase(Phase.DIALLING));
    counters.put("waiting", inPhase(Phase.WAITING));
    counters.put("talking", inPhase(Phase.TALKING));
    counters.put("wrapUp", inPhase(Phase.WRAPUP));
    waits.percentile(50).ifPresent(ms -> counters.put("waitP50Ms", ms));
    waits.percentile(95).ifPresent(ms -> counters.put("waitP95Ms", ms));
    wrapUps.percentile(50).ifPresent(ms -> counters.put("wrapUpMedianMs", ms));
    if (authorisedAt > 0) {
      counters.put("authorisedAt", authorisedAt);
    }
    return counters;
  }
}
