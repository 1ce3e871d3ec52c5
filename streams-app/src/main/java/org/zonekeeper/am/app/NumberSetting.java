package org.zonekeeper.am.app;

/**
 * A setting that is a whole number: its key, default, what is allowed, and why the default is what
 * it is. Milliseconds where the key ends in {@code .ms}.
 */
public enum NumberSetting {
  OUTAGE_THRESHOLD(
      "outage.threshold.ms",
      1_500,
      "silence of a zone's owner that counts as an outage; the same value for gateways and reports."
          + " A healthy owner beats every 100 ms, so fifteen beats are lost before it is one"),
  HANDOVER_PATIENCE(
      "handover.patience.ms",
      10_000,
      "silence in a handover, announced or in a rebalance with both owners alive, that counts as an"
          + " outage all the same; the same value for gateways"),
  FAILOVER_TOLERANCE(
      "failover.tolerance.ms",
      0,
      "an unplanned takeover after a silence no longer than this is treated like a planned"
          + " handover: nobody is told, nothing is marked. 0: each one is announced, as the"
          + " contract says. For one zone: zone.<zone>.failover.tolerance.ms"),
  HEARTBEAT(
      "heartbeat.interval.ms",
      100,
      "between two heartbeats of a zone; each is a committed record, ten a second cost next to"
          + " nothing"),
  TICK(
      "tick.interval.ms",
      50,
      "between two looks at time limits and pacing; pacing decides every 200 ms"),
  DIAL_LEASE(
      "dial.lease.ms",
      500,
      "how long a dial authorisation is valid: long enough for the platform to act on it, short"
          + " enough that dialling stops by itself soon after an owner dies"),
  PACING_INTERVAL(
      "pacing.interval.ms",
      200,
      "least time between two authorisations of a job: well below a ring time, so no agent waits"
          + " for it"),
  LEASE_REPORT_GRACE(
      "lease.report.grace.ms",
      1_000,
      "how long after a lease's end its attempts may still be reported; a platform is rarely"
          + " later"),
  DESKTOP_CHECK_TIMEOUT(
      "desktop.check.timeout.ms",
      5_000,
      "how long a desktop may take to tell its states after an outage; it answers by itself, only"
          + " the network is in between"),
  PACING_EVIDENCE(
      "pacing.evidence.calls",
      50,
      "live-answered calls that weigh as much as the assumption that the nuisance rate is at its"
          + " cap: a predictive job starts carefully"),
  LOOK_UP_TIMEOUT(
      "liveness.lookup.timeout.ms",
      2_000,
      "longest wait for the group's members at a change of owner. It answers in under 10 ms; on a"
          + " starved machine it took more than 500, and giving up turns a planned handover into an"
          + " outage"),
  COMMIT_INTERVAL(
      "commit.interval.ms",
      25,
      "readers see a decision when it is committed: 25 ms measured best on two cores, 10 ms worse"),
  SESSION_TIMEOUT(
      "group.session.timeout.ms",
      6_000,
      "the safety net behind the peer watch; 6 s is the least that a broker with stock limits"
          + " allows"),
  GROUP_HEARTBEAT(
      "group.heartbeat.interval.ms",
      20,
      "survivors hear of a rebalance on their next heartbeat, so half of it is part of every"
          + " failover; 50 requests a second and member cost a broker nothing"),
  TRANSACTION_TIMEOUT(
      "transaction.timeout.ms",
      6_000,
      "how long a dead owner's open transaction can block its zones when nobody fences it: as long"
          + " as the session, because neither helps without the other"),
  THREADS(
      "num.stream.threads",
      1,
      "a zone's decision takes microseconds, so one thread serves dozens of zones; a second one"
          + " makes every rebalance wait for one more member"),
  STANDBYS(
      "num.standby.replicas",
      1,
      "with a standby a takeover restores nothing; more only cost memory"),
  RECOVERY_LAG(
      "acceptable.recovery.lag",
      1_000,
      "changelog records that a newcomer may lack and still be given a zone at once; one that lacks"
          + " more becomes a standby first and gets the zone when it has caught up, which keeps the"
          + " handover short. A zone writes ten records a second when idle"),
  MAX_POLL_INTERVAL(
      "max.poll.interval.ms",
      30_000,
      "a thread stuck for longer loses its zones; above the 7 s in which an unknown schema id is"
          + " retried while the registry is down"),
  REPLACEMENTS_PER_MINUTE(
      "thread.replacements.per.minute",
      3,
      "a passing fault is mended by a new thread; one that comes back this often is not passing,"
          + " and the process ends with exit code 1"),
  STOP_TIMEOUT(
      "stop.timeout.ms",
      10_000,
      "longest orderly stop: announcing takes 0.1 s, leaving the group under 1 s"),
  PEER_BEAT("peer.beat.interval.ms", 100, "between two beats to each peer that watches"),
  PEER_SILENCE(
      "peer.silence.ms",
      600,
      "silence of a peer after which it is evicted: six beats. Only frozen peers and lost hosts"
          + " take this long, a killed process is seen at once. Longer by itself where beats are"
          + " late, and after an eviction that proved wrong, up to group.session.timeout.ms"),
  PEER_CONNECTIONS(
      "peer.connections",
      256,
      "connections to the peer port in all, one for each peer that watches; one more is told that"
          + " it is one too many, and those that are there go on"),
  PEER_CONNECTIONS_PER_ADDRESS(
      "peer.connections.per.address",
      32,
      "of these from one address: many Agent Managers on one host, and eight hosts that want no"
          + " good");

  private final String key;
  private final int standard;
  private final String why;

  NumberSetting(String key, int standard, String why) {
    this.key = key;
    this.standard = standard;
    this.why = why;
  }

  /** As it is written on the command line. */
  public String key() {
    return key;
  }

  /** The default. */
  public int standard() {
    return standard;
  }

  /** What it is and why its default is what it is. */
  public String why() {
    return why;
  }

  int least() {
    return switch (this) {
      case STANDBYS,
          REPLACEMENTS_PER_MINUTE,
          RECOVERY_LAG,
          PACING_EVIDENCE,
          LEASE_REPORT_GRACE,
          FAILOVER_TOLERANCE ->
          0;
      case DIAL_LEASE -> 50;
      case PACING_INTERVAL -> 20;
      case DESKTOP_CHECK_TIMEOUT -> 100;
      default -> 1;
    };
  }

  int most() {
    return switch (this) {
      case THREADS -> 64;
      case STANDBYS -> 8;
      case PEER_CONNECTIONS, PEER_CONNECTIONS_PER_ADDRESS -> 10_000;
      case REPLACEMENTS_PER_MINUTE -> 1_000;
      case DIAL_LEASE, PACING_INTERVAL, PACING_EVIDENCE -> 10_000;
      case LEASE_REPORT_GRACE, FAILOVER_TOLERANCE -> 60_000;
      case DESKTOP_CHECK_TIMEOUT -> 120_000;
      default -> 3_600_000;
    };
  }
}
