package org.zonekeeper.audit.proof;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.zonekeeper.audit.source.DamagedJournalException;
import org.zonekeeper.audit.source.JournalRange;
import org.zonekeeper.audit.source.JournalRecord;
import org.zonekeeper.audit.source.JournalScan;
import org.zonekeeper.audit.source.JournalSource;
import org.zonekeeper.check.DomainFold;
import org.zonekeeper.check.Judges;
import org.zonekeeper.check.evidence.Anchor;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.judge.JudgedJournal;
import org.zonekeeper.check.judge.Judgement;
import org.zonekeeper.schemas.chain.BodyHash;

/**
 * Reads every zone of a journal from end to end and has it judged; as many zones side by side as
 * there are cores. Memory does not depend on the journal's length. Used once, by one thread.
 */
public final class Prover {
  /** So rarely that it costs nothing, so often that a terminal shows life. */
  private static final int REPORTED = 1 << 14;

  private final JournalSource source;
  private final Function<String, Witness> witnesses;
  private final Progress progress;

  /** Is told of records as they are judged, by several threads. */
  public interface Progress {
    /** So many more records of the zone. */
    void judged(String zone, long records);
  }

  /**
   * @param witnesses what is known of each zone from elsewhere
   */
  public Prover(JournalSource source, Function<String, Witness> witnesses, Progress progress) {
    this.source = source;
    this.witnesses = witnesses;
    this.progress = progress;
  }

  /**
   * The proof of these zones' journals.
   *
   * @throws JournalFaultException if the source cannot be read at all; damage of the journal is
   *     part of the proof, never an exception
   */
  public Proof prove(List<String> zones) throws InterruptedException {
    long started = System.nanoTime();
    int threads = Math.max(1, Math.min(zones.size(), Runtime.getRuntime().availableProcessors()));
    ExecutorService readers = Executors.newFixedThreadPool(threads);
    try {
      List<Future<ZoneProof>> running = new ArrayList<>();
      zones.forEach(zone -> running.add(readers.submit(() -> prove(zone))));
      List<ZoneProof> proofs = new ArrayList<>();
      for (Future<ZoneProof> one : running) {
        proofs.add(result(one));
      }
      return new Proof(source.name(), proofs, Duration.ofNanos(System.nanoTime() - started));
    } finally {
      readers.shutdownNow();
    }
  }

  private static ZoneProof result(Future<ZoneProof> proof) throws InterruptedException {
    try {
      return proof.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private ZoneProof prove(String zone) {
    Witness witness = witnesses.apply(zone);
    try (JournalScan scan = source.scan(zone, JournalRange.ALL);
        JudgedJournal judged =
            new JudgedJournal(
                zone, Judges.ofJournal(zone, new DomainFold(zone), witness.evidence()))) {
      Reading reading = new Reading(zone);
      try {
        while (scan.hasNext()) {
          reading.take(scan.next(), judged);
          if (reading.records % REPORTED == 0) {
            progress.judged(zone, REPORTED);
          }
        }
      } catch (DamagedJournalException e) {
        reading.damage = Optional.of(e.getMessage());
      }
      progress.judged(zone, reading.records % REPORTED);
      return reading.proof(judged.end(), witness);
    }
  }

  /** One zone's reading. Confined to its thread. */
  private static final class Reading {
    private final String zone;
    private final BodyHash hashes = new BodyHash();
    private final Unreadable unreadable;
    private Optional<String> damage = Optional.empty();
    private long records;
    private long firstSequence;
    private Optional<Anchor> end = Optional.empty();
    private long lastSequence;
    private String lastHash = "";

    Reading(String zone) {
      this.zone = zone;
      this.unreadable = new Unreadable(zone);
    }

    void take(JournalRecord record, JudgedJournal journal) {
      records++;
      if (!record.readable()) {
        unreadable.note(record, lastSequence);
        return;
      }
      lastHash = hashes.of(record.body());
      lastSequence = record.sequence();
      if (firstSequence == 0) {
        firstSequence = lastSequence;
      }
      journal.next(record.entry(), lastHash);
    }

    ZoneProof proof(List<Judgement> judgements, Witness witness) {
      if (lastSequence > 0) {
        end = Optional.of(new Anchor(lastSequence, lastHash, "this proof"));
      }
      List<Judgement> results = new ArrayList<>(judgements);
      results.addFirst(unreadable.judgement());
      List<String> reservations = new ArrayList<>(witness.reservations());
      if (records == 0) {
        reservations.add("there is no event of the zone");
      }
      if (firstSequence > 1) {
        reservations.add(
            "the journal begins with sequence %d: what was before is gone, so neither the fold nor the lives of calls and agents can be judged"
                .formatted(firstSequence));
      }
      return new ZoneProof(zone, records, end, results, damage, reservations);
    }
  }

  /** That every record is an event of this journal that can be read. */
  private static final class Unreadable {
    private final Findings findings;

    Unreadable(String zone) {
      this.findings = new Findings(zone);
    }

    void note(JournalRecord record, long after) {
      findings.faultAt(
          after + 1,
          "record %s, where sequence %d belongs, cannot be read: %s"
              .formatted(record.place(), after + 1, record.fault()));
    }

    Judgement judgement() {
      return findings.judgement("readable", "every record is an event that can be read");
    }
  }
}
