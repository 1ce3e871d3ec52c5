package org.zonekeeper.cli.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.zonekeeper.check.Checker;
import org.zonekeeper.check.DomainFold;
import org.zonekeeper.check.Verdict;
import org.zonekeeper.check.evidence.Evidence;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.evidence.JournalReader;
import org.zonekeeper.check.evidence.JsonLines;
import org.zonekeeper.check.evidence.LogLine;
import org.zonekeeper.check.row.RecorderFed;

/** Gathers what was seen from outside, and has it judged. Used by the demo's one thread. */
final class EvidenceRoom {
  private static final Duration RECORDER_CATCHES_UP = Duration.ofSeconds(20);

  private final Stage stage;

  EvidenceRoom(Stage stage) {
    this.stage = stage;
  }

  /**
   * The verdict. The journal is read last but one, so that it has whatever the desktops and the
   * platform speak of; the recorder last, when it has what the journal has.
   */
  Verdict judge() throws IOException, InterruptedException {
    stage.flush();
    List<LogLine> transcripts = read("transcripts");
    List<LogLine> platform = read("platform");
    List<LogLine> incidents = read("incidents");
    List<JournalEntry> journal =
        new JournalReader(stage.bootstrapServers(), DemoPlan.ZONES, stage.serdes().deserializer())
            .read();
    awaitRecorder(journal);
    return new Checker(DomainFold::new)
        .judge(new Evidence(journal, transcripts, platform, read("recorder"), incidents));
  }

  private List<LogLine> read(String name) throws IOException {
    return JsonLines.read(stage.plan().evidence(name));
  }

  /** A recorder that does not catch up is for the verdict to tell, not an error here. */
  private void awaitRecorder(List<JournalEntry> journal) throws InterruptedException {
    Map<String, Long> owed = new HashMap<>();
    journal.stream()
        .filter(RecorderFed::isSent)
        .forEach(entry -> owed.put(entry.zone(), entry.sequence()));
    boolean unused = stage.journal().holdsWithin(RECORDER_CATCHES_UP, () -> hasAll(owed));
  }

  private boolean hasAll(Map<String, Long> owed) {
    Map<String, Long> positions = stage.recorder().positions();
    return owed.entrySet().stream()
        .allMatch(zone -> positions.getOrDefault(zone.getKey(), 0L) >= zone.getValue());
  }
}
