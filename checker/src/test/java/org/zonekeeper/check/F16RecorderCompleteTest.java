package org.zonekeeper.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.evidence.LogLine;
import org.zonekeeper.check.evidence.ZoneEvidence;
import org.zonekeeper.check.judge.Judgement;
import org.zonekeeper.check.row.F16RecorderComplete;
import org.zonekeeper.domain.RandomJournals;
import org.zonekeeper.domain.RandomJournals.Lived;
import org.zonekeeper.schemas.journal.Journal.Event;

/** A recorder's log against the journal, event for event. */
class F16RecorderCompleteTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Lived life = RandomJournals.life(5, 400);
  private final List<LogLine> log = new ArrayList<>(log(life));

  @Test
  void shouldAcceptWhatWasSent() {
    assertThat(log).isNotEmpty();
    assertThat(result().faults()).isZero();
    assertThat(result().counts()).containsEntry("events at the recorder", (long) log.size());
  }

  @Test
  void shouldFindWhatNeverCame() {
    long missing = log.remove(10).number("sequence");

    assertThat(result().findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.sequence()).isEqualTo(missing))
        .satisfies(finding -> assertThat(finding.text()).contains("never reached the recorder"));
  }

  @Test
  void shouldFindWhatCameTwice() {
    log.add(11, log.get(10));

    assertThat(result().findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.text()).contains("was not owed"));
  }

  @Test
  void shouldFindAnotherEpoch() {
    ((ObjectNode) log.get(3).json()).put("epoch", 99);

    assertThat(result().findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.text()).contains("epoch 99"));
  }

  @Test
  void shouldFindAnotherPredecessor() {
    ((ObjectNode) log.get(3).json()).put("previous", 1);

    assertThat(result().findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.text()).contains("names 1 as the event before"));
  }

  private Judgement result() {
    ZoneEvidence evidence =
        new ZoneEvidence(Optional.empty(), List.of(), Optional.of(() -> log.stream()));
    return Proof.of(life.events(), evidence).stream()
        .filter(result -> result.id().equals("F16"))
        .findFirst()
        .orElseThrow();
  }

  private static List<LogLine> log(Lived life) {
    List<LogLine> lines = new ArrayList<>();
    long previous = 0;
    for (Event event : life.events()) {
      JournalEntry entry = new JournalEntry(RandomJournals.zone(), 0, event);
      String type = F16RecorderComplete.sentAs(entry);
      if (!type.isEmpty()) {
        ObjectNode line = JSON.createObjectNode();
        line.put("at", entry.at()).put("kind", "event").put("zone", entry.zone());
        line.put("sequence", entry.sequence()).put("epoch", entry.epoch());
        line.put("type", "org.zonekeeper." + type).put("previous", previous);
        previous = entry.sequence();
        entry
            .event()
            .getOptionalCompletionCode()
            .ifPresent(code -> line.putObject("data").put("completionCode", code));
        lines.add(LogLine.of(line));
      }
    }
    return lines;
  }
}
