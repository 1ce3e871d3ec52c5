package org.zonekeeper.audit.command;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.zonekeeper.audit.proof.AnchorText;
import org.zonekeeper.audit.source.JournalRange;
import org.zonekeeper.audit.source.JournalRecord;
import org.zonekeeper.audit.source.JournalSource;
import org.zonekeeper.audit.source.OrderedScan;
import org.zonekeeper.audit.source.UnreadableJournalException;
import org.zonekeeper.check.evidence.Anchor;
import org.zonekeeper.schemas.chain.BodyHash;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code audit anchor}: prints the hash of each zone's newest event, to be kept where nobody who
 * can write to the journal can write. Exit codes: 0 printed, 2 called wrongly, 4 the journal could
 * not be read.
 */
@Command(
    name = "anchor",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Print ZONE=SEQUENCE:HASH of each zone's newest event, for 'audit verify --anchor'.",
      "Since each event carries the hash of the one before it, this one hash stands for the zone's"
          + " whole journal. Keep it where nobody who can write to the journal can write."
    },
    footer = {"", "Exit codes: 0 printed, 2 called wrongly, 4 unreadable."})
public final class AnchorCommand implements Callable<Integer> {
  private static final int UNREADABLE = 4;

  @Spec private CommandSpec spec;
  @Mixin private JournalOptions journal;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (JournalSource source = journal.open()) {
      for (String zone : journal.zonesOf(source)) {
        newest(source, zone).ifPresent(anchor -> out.println(AnchorText.of(zone, anchor)));
      }
      out.flush();
      return 0;
    } catch (UnreadableJournalException e) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("audit anchor: " + e.getMessage());
      err.flush();
      return UNREADABLE;
    }
  }

  private static Optional<Anchor> newest(JournalSource source, String zone) {
    long last = source.extent(zone).lastSequence();
    if (last == 0) {
      return Optional.empty();
    }
    JournalRange end = JournalRange.ALL.fromSequence(last);
    Optional<JournalRecord> newest = Optional.empty();
    try (OrderedScan scan = OrderedScan.of(source, zone, end)) {
      while (scan.hasNext()) {
        newest = Optional.of(scan.next());
      }
    }
    return newest.map(
        record -> new Anchor(record.sequence(), new BodyHash().of(record.body()), source.name()));
  }
}
