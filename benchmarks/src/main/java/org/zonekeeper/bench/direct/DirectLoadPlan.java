package org.zonekeeper.bench.direct;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.simulators.platform.PlatformSettings;

/**
 * The shape of a lean load: short calls, so that few agents make many. Nothing of it is a setting
 * of the product. Immutable.
 *
 * @param zones how many
 * @param talkMillis mean conversation
 * @param wrapUpMillis from the end of a conversation to the completion code
 * @param seed of customers and agents
 */
public record DirectLoadPlan(int zones, long talkMillis, long wrapUpMillis, long seed) {
  /**
   * Real lists are dialled up to four times a contact; two in five attempts then reach a person.
   */
  private static final String ATTEMPTS_PER_CONTACT = "4";

  private static final int MOST_AGENTS_OF_A_JOB = 9_000;
  private static final int DAY_MILLIS = 86_400_000;

  public DirectLoadPlan {
    if (zones < 1 || talkMillis < 1 || wrapUpMillis < 1) {
      throw new IllegalArgumentException(
          "zones %d, talk %d ms, wrap-up %d ms: each at least 1"
              .formatted(zones, talkMillis, wrapUpMillis));
    }
  }

  /** Calls that are over after a second or two. */
  public static DirectLoadPlan shortCalls(int zones, long seed) {
    return new DirectLoadPlan(zones, 1_000, 200, seed);
  }

  /**
   * One zone whose agents all get a call and stay on it: for what a zone holds, not what it does.
   */
  public static DirectLoadPlan longCalls(long seed) {
    return new DirectLoadPlan(1, DAY_MILLIS, 200, seed);
  }

  /** The zones, called zone-1 and so on. */
  public ZoneDirectory directory() {
    Map<String, Integer> partitions = new HashMap<>();
    IntStream.range(0, zones).forEach(i -> partitions.put("zone-" + (i + 1), i));
    return ZoneDirectory.of(partitions, zones);
  }

  /** The zone's n-th job; agents of one zone share jobs of at most 9,000. */
  static String job(String zone, int number) {
    return "cards-%s-%d".formatted(zone, number);
  }

  /** The zone's job whose attempts ring on and on, and which has no agents. */
  static String ringingJob(String zone) {
    return "ringing-" + zone;
  }

  /** How many jobs so many agents of a zone need. */
  static int jobsFor(int agents) {
    return Math.max(1, (agents + MOST_AGENTS_OF_A_JOB - 1) / MOST_AGENTS_OF_A_JOB);
  }

  /** Progressive dialling; no limit of a call's life is reached within a run. */
  static JobSettings jobSettings() {
    return JobSettings.newBuilder()
        .setCampaign("cards")
        .setMaxAgents(MOST_AGENTS_OF_A_JOB)
        .setRingTimeoutMs(1_000)
        .setMaxCallTimeMs(DAY_MILLIS)
        .setFirstDispositionTimeoutMs(DAY_MILLIS)
        .setWrapUpLimitMs(DAY_MILLIS)
        .setCompletionCodes(List.of("Sale", "No_Interest", "Call_Back"))
        .build();
  }

  /** The simulated platform with a machinery that is quick, and people who are. */
  PlatformSettings platform() {
    return PlatformSettings.from(
        Map.of(
            "seed", Long.toString(seed),
            "contacts.endless", "yes",
            "contacts.attempts", ATTEMPTS_PER_CONTACT,
            "talk.mean.ms", Long.toString(talkMillis),
            "ring.mean.ms", "300",
            "greeting.mean.ms", "200",
            "nailup.ms", "20",
            "bridge.ms", "20",
            "dial.spacing.ms", "1"));
  }
}
