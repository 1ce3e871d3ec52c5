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
import org.apache.avro.specific.SpecificRecord;
import org.zonekeeper.stage.rig.LogTail;
import org.zonekeeper.stage.rig.Rig;
import org.zonekeeper.schemas.Headers;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneTakenOver;
import org.zonekeeper.stage.Stage;
import org.zonekeeper.stage.ZoneObserver.Listening;

/**
 * Watches from outside what follows a loss: desktops' transcripts, the platform's and the
 * recorder's logs, and the journal as a reader of committed records gets it. One for each loss,
 * opened before it. The run's thread alone, but for the journal, which comes on its reader's
 * thread.
 */
final class Watchpoint implements AutoCloseable {
  private final Rig rig;
  private final List<String> zones;
  private final Set<String> desktops;
  private final LogTail transcripts;
  private final LogTail platform;
  private final LogTail recorder;
  private final Map<String, Long> takenOver = new ConcurrentHashMap<>();
  private final Map<String, Long> zoneAvailable = new ConcurrentHashMap<>();
  private final Map<String, Long> newEpochs = new ConcurrentHashMap<>();
  private final Map<String, Long> notAvailable = new HashMap<>();
  private final Map<String, Long> available = new HashMap<>();
  private final Map<String, Long> dialled = new HashMap<>();
  private final Map<String, Long> recorded = new HashMap<>();
  private final Listening listening;
  private long lossAt = Long.MAX_VALUE;

  /**
   * @param zones of the victim
   * @param desktops of the agents that are logged on there
   */
  Watchpoint(Rig rig, List<String> zones, Set<String> desktops) throws IOException {
    this.rig = rig;
    this.zones = List.copyOf(zones);
    this.desktops = Set.copyOf(desktops);
    Stage stage = rig.stage();
    this.transcripts =
        new LogTail(
            stage.files().transcripts(), List.of("\"POMNotAvailable\"", "\"POMAvailable\""));
    this.platform = new LogTail(stage.files().platform(), List.of("\"attempt\""));
    this.recorder = new LogTail(stage.files().recorder(), List.of("\"event\""));
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
      recorder.read(this::eventRecorded);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return available.keySet().containsAll(desktops)
        && notAvailable.keySet().containsAll(desktops)
        && dialled.keySet().containsAll(zones)
        && recorded.keySet().containsAll(zones);
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
    Set<String> untold = new HashSet<>(desktops);
    untold.removeAll(available.keySet());
    Set<String> lost = new HashSet<>(zones);
    lost.removeAll(takenOver.keySet());
    loss.missed(untold.size() + lost.size());
  }

  @Override
  public void close() throws IOException {
    listening.close();
    transcripts.close();
    platform.close();
    recorder.close();
  }

  private void add(Loss loss, Milestone milestone, long at) {
    loss.reached(milestone, at - lossAt);
  }

  private void see(SpecificRecord event) {
    long now = System.currentTimeMillis();
    if (event instanceof ZoneTakenOver || event instanceof ZoneAvailable) {
      var header = Headers.ofEvent(event);
      if (zones.contains(header.getZone())) {
        (event instanceof ZoneTakenOver ? takenOver : zoneAvailable)
            .putIfAbsent(header.getZone(), now);
        newEpochs.merge(header.getZone(), header.getEpoch(), Math::max);
      }
    }
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

  private void eventRecorded(JsonNode line) {
    String zone = line.path("zone").asText();
    if (zones.contains(zone)
        && line.path("epoch").asLong() >= newEpochs.getOrDefault(zone, Long.MAX_VALUE)) {
      recorded.putIfAbsent(zone, line.path("at").asLong());
    }
  }
}
