package org.zonekeeper.audit.compliance;

/**
 * Live-answered calls counted. Immutable.
 *
 * @param live all of them
 * @param inTime an agent was there in time
 * @param late an agent came late
 * @param hungUpFirst the person hung up before an agent had to be there
 * @param noAgent no agent came
 * @param marked the zone marked the call as nuisance
 * @param markedButReached of these, an agent was on the line all the same
 * @param nuisance marked, late or without agent
 * @param failover of these, the mark says failover
 */
public record CallTally(
    long live,
    long inTime,
    long late,
    long hungUpFirst,
    long noAgent,
    long marked,
    long markedButReached,
    long nuisance,
    long failover) {
  static final CallTally NONE = new CallTally(0, 0, 0, 0, 0, 0, 0, 0, 0);

  static CallTally of(CallFacts call) {
    return new CallTally(
        1,
        one(call.care() == CallerCare.AGENT_IN_TIME),
        one(call.care() == CallerCare.AGENT_LATE),
        one(call.care() == CallerCare.HUNG_UP_FIRST),
        one(call.care() == CallerCare.NO_AGENT),
        one(call.marked()),
        one(call.markedButReached()),
        one(call.nuisance()),
        one(call.nuisance() && call.byFailover()));
  }

  CallTally plus(CallTally other) {
    return new CallTally(
        live + other.live,
        inTime + other.inTime,
        late + other.late,
        hungUpFirst + other.hungUpFirst,
        noAgent + other.noAgent,
        marked + other.marked,
        markedButReached + other.markedButReached,
        nuisance + other.nuisance,
        failover + other.failover);
  }

  /** Share of nuisance calls, percent of live-answered ones; 0 if there are none. */
  public double percent() {
    return share(nuisance);
  }

  /** The part of {@link #percent} that failovers caused. */
  public double failoverPercent() {
    return share(failover);
  }

  private double share(long part) {
    return live == 0 ? 0 : 100.0 * part / live;
  }

  private static long one(boolean condition) {
    return condition ? 1 : 0;
  }
}
