package org.zonekeeper.harness.rig;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.simulators.contacts.ContactFile;
import org.zonekeeper.simulators.contacts.ContactList;

/**
 * How much work a rig has. Immutable.
 *
 * @param zones how many
 * @param agents of all zones together, the same number in each
 * @param callsPerSecond attempts that the platform is to start each second, in all zones
 * @param seed of customers and agents
 * @param previewAgents of each zone: those of them who dial contacts that they look at first
 */
public record RigLoad(int zones, int agents, int callsPerSecond, long seed, int previewAgents) {
  private static final int ATTEMPTS_PER_CONTACT = 4;

  /**
   * Wrap-up, finding an answer among several attempts, greeting, breaks: measured at the robots.
   */
  private static final double BETWEEN_TALKS_SECONDS = 5;

  private static final double SHORTEST_TALK_SECONDS = 0.5;

  /** All agents take calls that the platform dials. */
  public RigLoad(int zones, int agents, int callsPerSecond, long seed) {
    this(zones, agents, callsPerSecond, seed, 0);
  }

  public RigLoad {
    if (zones < 1 || agents < zones || callsPerSecond < 1) {
      throw new IllegalArgumentException(
          "zones %d, agents %d, calls per second %d: each at least 1, and an agent for each zone"
              .formatted(zones, agents, callsPerSecond));
    }
  }

  /** The zones, called zone-1 and so on. */
  public ZoneDirectory directory() {
    Map<String, Integer> partitions = new HashMap<>();
    IntStream.range(0, zones).forEach(i -> partitions.put("zone-" + (i + 1), i));
    return ZoneDirectory.of(partitions, zones);
  }

  /** Agents in each zone. */
  public int agentsPerZone() {
    return agents / zones;
  }

  /**
   * How long people talk, so that all agents together keep the wanted number of attempts going: a
   * progressive job dials for idle agents only, so the length of the talks sets its pace.
   */
  public Duration talkMean() {
    double answered = callsPerSecond * answeredShare(ContactFile.sample());
    double seconds = agents / answered - BETWEEN_TALKS_SECONDS;
    return Duration.ofMillis(Math.round(1000 * Math.max(SHORTEST_TALK_SECONDS, seconds)));
  }

  /** The platform's settings. */
  public Map<String, String> platform() {
    return Map.of(
        "seed", Long.toString(seed),
        "contacts.endless", "yes",
        "contacts.attempts", Integer.toString(ATTEMPTS_PER_CONTACT),
        "talk.mean.ms", Long.toString(talkMean().toMillis()),
        "ring.mean.ms", "1000");
  }

  /** The job of a zone: every agent of the zone works in it. */
  public String job(String zone) {
    return "cards-" + zone;
  }

  /** The job of a zone whose agents dial. */
  public String previewJob(String zone) {
    return "renewals-" + zone;
  }

  /** Its settings, as JSON: agents look at each contact first. */
  public Map<String, Object> previewSettings() {
    Map<String, Object> settings = new HashMap<>(jobSettings());
    settings.put("campaign", "renewals");
    settings.put("minAgents", previewAgents);
    settings.put("maxAgents", previewAgents);
    settings.put("pacing", "PREVIEW");
    settings.put("previewLimitMs", 6_000);
    settings.put("previewTimed", true);
    return settings;
  }

  /** A job's settings, as JSON. */
  public Map<String, Object> jobSettings() {
    return Map.of(
        "campaign",
        "cards",
        "maxAgents",
        agentsPerZone(),
        "pacing",
        "PROGRESSIVE",
        "ringTimeoutMs",
        4_000,
        // Robots call back at any hour.
        "callingHoursFrom",
        "00:00",
        "callingHoursTo",
        "24:00",
        "callbackRetryMs",
        2_000,
        "completionCodes",
        List.of("Sale", "No_Interest", "Call_Back", "Not_Dispositioned"));
  }

  private static double answeredShare(ContactList list) {
    long attempts =
        list.contacts().stream()
            .mapToInt(contact -> Math.min(contact.attempts(), ATTEMPTS_PER_CONTACT))
            .sum();
    long answered =
        list.contacts().stream()
            .filter(contact -> contact.attempts() <= ATTEMPTS_PER_CONTACT)
            .count();
    return (double) answered / attempts;
  }
}
