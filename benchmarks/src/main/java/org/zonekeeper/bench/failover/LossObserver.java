package org.zonekeeper.bench.failover;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.zonekeeper.harness.SystemRun;
import org.zonekeeper.harness.ZoneObserver.Listening;
import org.zonekeeper.harness.rig.LogTail;
import org.zonekeeper.harness.rig.Rig;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;
import org.zonekeeper.schemas.journal.EventHeader;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * Watches from outside what follows a loss: desktops' transcripts, the platform's log, how far the
 * recorder is, and the journal as a reader of committed records gets it. One for each loss, opened
 * before it. The run's thread alone, but for the journal, which comes on its reader's thread.
 */
final class LossObserver implements AutoCloseable {
  private final Rig rig;
  private final List<String> zones;
  private final Set<String> desktops;
  private final LogTail transcripts;
  private final LogTail platform;
  private final Map<String, Long> takenOver = new ConcurrentHashMap<>();
  private final Map<String, Long> zoneAvailable = new ConcurrentHashMap<>();
  private final Map<String, Long> takeovers = new ConcurrentHashMap<>();
  private final Map<String, Long> notAvailable = new HashMap<>();
  private final Map<String, Long> available = new HashMap<>();
  private final Map<String, Long> dialled = new HashMap<>();
  private final Map<String, Long> recorded = new HashMap<>();
  private final Set<String> marked = ConcurrentHashMap.newKeySet();
  private final ExpectedNotices telling;
  private final Listening listening;
  private long lossAt = Long.MAX_VALUE;

  /**
   * @param zones of the victim
   * @param desktops of the agents that are logged on there
   * @param telling what these are to hear
   */
  LossObserver(Rig rig, List<String> zones, Set<String> desktops, ExpectedNotices telling)
      throws IOException {
    this.rig = rig;
    this.telling = telling;
    this.zones = List.copyOf(zones);
    this.desktops = Set.copyOf(desktops);
    SystemRun stage = rig.stage();
    this.transcripts =
        new LogTail(
            stage.files().transcripts(), List.of("\"POMNotAvailable\"", "\"POMAvailable\""));
    this.platform = new LogTail(stage.files().platform(), List.of("\"attempt\""));
    this.listening = stage.zones().listen(this::see);
  }

  /** The loss has happened; what was seen before does not count. */
  void lost(long at) {
    lossAt = at;
  }

  /** Looks once; whether everything that is waited for has been seen. */
  boolean complete() {
    try {
      rig.flushTranscripts();
      transcripts.read(this::desktopHeard);
      platform.read(this::attemptStarted);
      lookAtRecorder();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return (telling == ExpectedNotices.TOLERATED || everyDesktopTold())
        && dialled.keySet().containsAll(zones)
        && recorded.keySet().containsAll(zones);
  }

  private boolean everyDesktopTold() {
    return available.keySet().containsAll(desktops) && notAvailable.keySet().containsAll(desktops);
  }

  /** Writes down what has been seen, and how much has not. */
  void report(Loss loss) {
    Map<Milestone, Map<String, Long>> seen =
        Map.of(
            Milestone.TAKEN_OVER, takenOver,
            Milestone.NOT_AVAILABLE, notAvailable,
            Milestone.ZONE_AVAILABLE, zoneAvailable,
            Milestone.AVAILABLE, available,
            Milestone.DIALLED, dialled,
            Milestone.RECORDED, recorded);
    seen.forEach((milestone, times) -> times.values().forEach(at -> add(loss, milestone, at)));
    Set<String> lost = new HashSet<>(zones);
    lost.removeAll(takenOver.keySet());
    loss.missed(lost.size() + wronglyTold());
    loss.marked(marked.size());
  }

  @Override
  public void close() throws IOException {
    listening.close();
    transcripts.close();
    platform.close();
  }

  /** Who has not heard what was due, or has heard what was not. */
  private int wronglyTold() {
    return switch (telling) {
      case ANNOUNCED -> desktops.size() - available.size();
      case TOLERATED -> notAvailable.size();
    };
  }

  private void add(Loss loss, Milestone milestone, long at) {
    loss.reached(milestone, at - lossAt);
  }

  private void see(Event event) {
    long now = System.currentTimeMillis();
    var header = event.getHeader();
    if (!zones.contains(header.getZone())) {
      return;
    }
    switch (event) {
      case ZoneTakenOver taken -> owned(header, now);
      case ZoneHandedOver handed -> {
        owned(header, now);
        zoneAvailable.putIfAbsent(header.getZone(), now);
      }
      case ZoneAvailable available -> zoneAvailable.putIfAbsent(header.getZone(), now);
      case CallMarkedNuisance mark -> {
        if (mark.getCause() == NuisanceCause.FAILOVER) {
          marked.add(mark.getCallId());
        }
      }
      default -> {
        // Not about the loss.
      }
    }
  }

  private void owned(EventHeader header, long now) {
    takenOver.putIfAbsent(header.getZone(), now);
    takeovers.putIfAbsent(header.getZone(), header.getSequence());
  }

  private void desktopHeard(JsonNode line) {
    String agent = line.path("agent").asText();
    if (!desktops.contains(agent) || line.path("at").asLong() < lossAt) {
      return;
    }
    boolean back = line.path("message").path("type").asText().equals("POMAvailable");
    (back ? available : notAvailable).putIfAbsent(agent, line.path("at").asLong());
  }

  private void attemptStarted(JsonNode line) {
    String zone = line.path("zone").asText();
    // Attempts of the dead owner's last leases are no new ones.
    if (zones.contains(zone)
        && zoneAvailable.containsKey(zone)
        && line.path("at").asLong() >= zoneAvailable.get(zone)) {
      dialled.putIfAbsent(zone, line.path("at").asLong());
    }
  }

  /** The recorder is asked how far it is: this time alone is only as good as the looks are many. */
  private void lookAtRecorder() {
    long now = System.currentTimeMillis();
    Map<String, Long> positions = rig.stage().recorderPositions();
    takeovers.forEach(
        (zone, sequence) -> {
          if (positions.getOrDefault(zone, 0L) >= sequence) {
            recorded.putIfAbsent(zone, now);
          }
        });
  }
}
