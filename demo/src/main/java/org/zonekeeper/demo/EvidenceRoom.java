package org.zonekeeper.demo;

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
import org.zonekeeper.check.row.F16RecorderComplete;

/** Gathers what was seen from outside, and has it judged. Used by the demo's one thread. */
final class EvidenceRoom {
  private static final Duration RECORDER_CATCHES_UP = Duration.ofSeconds(20);

  private final DemoStage stage;

  EvidenceRoom(DemoStage stage) {
    this.stage = stage;
  }

  /**
   * The verdict. The journal is read last but one, so that it has whatever the desktops and the
   * platform speak of; the recorder last, when it has what the journal has.
   */
  Verdict judge() throws IOException, InterruptedException {
    stage.transcript().flush();
    List<LogLine> transcripts = JsonLines.read(stage.files().transcripts());
    List<LogLine> platform = JsonLines.read(stage.files().platform());
    List<LogLine> incidents = JsonLines.read(stage.files().incidents());
    List<JournalEntry> journal =
        new JournalReader(stage.bootstrapServers(), DemoPlan.ZONES, stage.serdes().deserializer())
            .read();
    awaitRecorder(journal);
    stage.exportRecorder();
    Evidence evidence =
        new Evidence(
            journal, transcripts, platform, JsonLines.read(stage.files().recorder()), incidents);
    Checker checker = new Checker(DomainFold::new);
    return switch (stage.plan().pace()) {
      case QUICK -> checker.judge(evidence);
      // Whoever watches decides what happens.
      case WATCHABLE -> checker.judgeAsItHappened(evidence);
    };
  }

  /** A recorder that does not catch up is for the verdict to tell, not an error here. */
  private void awaitRecorder(List<JournalEntry> journal) throws InterruptedException {
    Map<String, Long> owed = new HashMap<>();
    journal.stream()
        .filter(F16RecorderComplete::isSent)
        .forEach(entry -> owed.put(entry.zone(), entry.sequence()));
    boolean unused = stage.journal().holdsWithin(RECORDER_CATCHES_UP, () -> hasAll(owed));
  }

  private boolean hasAll(Map<String, Long> owed) {
    Map<String, Long> positions = stage.recorderPositions();
    return owed.entrySet().stream()
        .allMatch(zone -> positions.getOrDefault(zone.getKey(), 0L) >= zone.getValue());
  }
}
