package org.zonekeeper.audit.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.zonekeeper.audit.proof.AnchorText;
import org.zonekeeper.audit.proof.LiveWitnesses;
import org.zonekeeper.audit.proof.Proof;
import org.zonekeeper.audit.proof.ProofJson;
import org.zonekeeper.audit.proof.ProofText;
import org.zonekeeper.audit.proof.Prover;
import org.zonekeeper.audit.proof.Witness;
import org.zonekeeper.audit.source.JournalSource;
import org.zonekeeper.audit.source.UnreadableJournalException;
import org.zonekeeper.check.evidence.Anchor;
import org.zonekeeper.check.evidence.JsonLines;
import org.zonekeeper.check.evidence.LogLine;
import org.zonekeeper.schemas.cluster.ClusterSettings;
import org.zonekeeper.settings.FileTrouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code audit verify}: proves a journal. Exit codes: 0 proven, 1 refuted, 2 called wrongly, 3 only
 * in part proven, 4 the journal could not be read.
 */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Prove a journal: nothing missing, doubled, altered or of another owner; every state the fold"
          + " of its events; every command answered once; every call cared for and ended once.",
      "Of a live cluster also: equal to the live stores, and to the zones' status."
    },
    footer = {
      "",
      "Exit codes: 0 proven, 1 refuted, 2 called wrongly, 3 only in part proven, 4 unreadable."
    })
public final class VerifyCommand implements Callable<Integer> {
  private static final int UNREADABLE = 4;

  @Spec private CommandSpec spec;
  @Mixin private JournalOptions journal;

  @Option(
      names = "--anchor",
      paramLabel = "ZONE=SEQUENCE:HASH",
      description = "A hash noted earlier, as 'audit anchor' prints it; may be repeated.")
  private List<String> anchors = List.of();

  @Option(
      names = "--recorder-log",
      paramLabel = "FILE",
      description = "A recorder's log in JSON lines: it must have what the journal sends.")
  private Path recorderLog;

  @Option(names = "--json", description = "Print the proof as JSON.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try {
      Proof proof = prove(err);
      if (json) {
        out.println(ProofJson.of(proof).toPrettyString());
      } else {
        ProofText.of(proof).forEach(out::println);
      }
      out.flush();
      return proof.outcome().exitCode();
    } catch (UnreadableJournalException | UncheckedIOException e) {
      err.println("audit verify: " + e.getMessage());
      err.flush();
      return UNREADABLE;
    }
  }

  private Proof prove(PrintWriter err) throws InterruptedException {
    Map<String, List<Anchor>> noted = anchors();
    Optional<ClusterSettings> cluster = journal.cluster();
    Map<String, Witness> live =
        cluster.isPresent()
            ? LiveWitnesses.ask(cluster.get(), journal.queryKey(), journal.zonesOf(cluster.get()))
            : Map.of();
    try (JournalSource source = journal.open()) {
      List<String> zones = journal.zonesOf(source);
      requireZones(noted, source.zones());
      long expected = zones.stream().mapToLong(zone -> source.extent(zone).events()).sum();
      Progress progress = new Progress(err, "verified", expected);
      return new Prover(
              source,
              zone ->
                  with(
                      zone,
                      live.getOrDefault(zone, Witness.NONE),
                      noted.getOrDefault(zone, List.of())),
              (zone, records) -> progress.more(records))
          .prove(zones);
    }
  }

  private Witness with(String zone, Witness witness, List<Anchor> noted) {
    Optional<Supplier<Stream<LogLine>>> log =
        recorderLog == null ? Optional.empty() : Optional.of(() -> recorded(zone));
    return new Witness(witness.evidence().with(noted, log), witness.reservations());
  }

  private Stream<LogLine> recorded(String zone) {
    try {
      return JsonLines.stream(recorderLog)
          .filter(line -> line.kind().equals("event") && line.zone().equals(zone));
    } catch (IOException e) {
      throw new UnreadableJournalException(
          "the recorder's log %s cannot be read: %s".formatted(recorderLog, FileTrouble.reason(e)),
          e);
    }
  }

  private Map<String, List<Anchor>> anchors() {
    Map<String, List<Anchor>> byZone = new HashMap<>();
    for (String text : anchors) {
      try {
        AnchorText.OfZone noted = AnchorText.parse(text);
        byZone.computeIfAbsent(noted.zone(), zone -> new ArrayList<>()).add(noted.anchor());
      } catch (IllegalArgumentException e) {
        throw new ParameterException(spec.commandLine(), e.getMessage(), e);
      }
    }
    return byZone;
  }

  private void requireZones(Map<String, List<Anchor>> noted, List<String> existing) {
    for (String zone : noted.keySet()) {
      if (!existing.contains(zone)) {
        throw new ParameterException(
            spec.commandLine(),
            "an anchor is of zone '%s', which the journal does not have; it has %s"
                .formatted(zone, String.join(", ", existing)));
      }
    }
  }
}
