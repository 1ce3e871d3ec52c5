package org.zonekeeper.domain.settings;

import java.time.Duration;

/**
 * The settings of the domain, one object for the whole zone. Immutable; read by decisions only,
 * never by applications, so that a replay needs none of them.
 *
 * @param lease how long a dial authorisation is valid. 500 ms: long enough for the platform to act
 *     on it over a loaded broker, short enough that dialling stops by itself soon after an owner
 *     dies (F4)
 * @param pacingInterval least time between two authorisations of one job. 200 ms: well below a ring
 *     time, so agents do not wait for it, and five records a second for each job at most
 * @param leaseReportGrace how long after a lease's end its attempts may still be reported; until
 *     then its unused part counts as used and its job does not end. 1 s: a platform's report is
 *     rarely later
 * @param desktopCheckTimeout how long a desktop may take to answer GetAgentStatus (F18). 5 s: the
 *     desktop answers by itself, only the network is in between
 * @param pacingEvidence live-answered calls that weigh as much as the assumption that the day's
 *     nuisance rate is at its cap. 50: a predictive job starts as carefully as a progressive one
 *     and speeds up as its own figures come in
 * @param jobDwell least time with a job before allocation moves an agent to another one; a
 *     supervisor's own move waits for nothing. 10 s: what the field takes between acquiring an
 *     agent and releasing the agent again
 * @param longBreak after so long a break an agent leaves the job, so that others can have the
 *     place. 5 min: longer than a cup of coffee, shorter than lunch
 * @param capacity how many agents and jobs the zone may have
 * @param chain whether each event carries the hash of the one before it. It does: that costs
 *     microseconds and lets an auditor find any later change of the journal
 */
public record DomainSettings(
    Duration lease,
    Duration pacingInterval,
    Duration leaseReportGrace,
    Duration desktopCheckTimeout,
    int pacingEvidence,
    Duration jobDwell,
    Duration longBreak,
    ZoneCapacity capacity,
    JournalChain chain) {

  public DomainSettings {
    between("lease", lease, Duration.ofMillis(50), Duration.ofSeconds(10));
    between("pacingInterval", pacingInterval, Duration.ofMillis(20), Duration.ofSeconds(10));
    between("leaseReportGrace", leaseReportGrace, Duration.ZERO, Duration.ofMinutes(1));
    between(
        "desktopCheckTimeout", desktopCheckTimeout, Duration.ofMillis(100), Duration.ofMinutes(2));
    if (pacingEvidence < 0 || pacingEvidence > 10_000) {
      throw new IllegalArgumentException(
          "pacingEvidence is %d; allowed: 0 to 10000 calls".formatted(pacingEvidence));
    }
    between("jobDwell", jobDwell, Duration.ofSeconds(1), Duration.ofHours(1));
    between("longBreak", longBreak, Duration.ofSeconds(10), Duration.ofHours(12));
  }

  /** The defaults, with the reasons given above. */
  public static DomainSettings defaults() {
    return new DomainSettings(
        Duration.ofMillis(500),
        Duration.ofMillis(200),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        50,
        Duration.ofSeconds(10),
        Duration.ofMinutes(5),
        ZoneCapacity.defaults(),
        JournalChain.CHAINED);
  }

  private static void between(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "%s is %d ms; allowed: %d to %d ms"
              .formatted(name, value.toMillis(), least.toMillis(), most.toMillis()));
    }
  }
}
