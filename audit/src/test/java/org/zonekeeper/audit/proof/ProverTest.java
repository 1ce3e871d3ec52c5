package org.zonekeeper.audit.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zonekeeper.audit.Journals;
import org.zonekeeper.audit.Life;
import org.zonekeeper.audit.archive.Archive;
import org.zonekeeper.audit.proof.MemoryJournal.Body;
import org.zonekeeper.audit.proof.Proof.Outcome;
import org.zonekeeper.audit.source.JournalSource;
import org.zonekeeper.check.evidence.Anchor;
import org.zonekeeper.check.evidence.LiveState;
import org.zonekeeper.check.evidence.ZoneEvidence;
import org.zonekeeper.check.judge.Judgement;

/** Whole journals through the prover: true ones, damaged ones, and what is left of others. */
class ProverTest {
  @TempDir private Path directory;

  private final Life north = new Life("north", 1).more(400).killed().more(400);
  private final Life south = new Life("south", 2).more(300).handedOver().more(200);

  @Test
  void shouldProveATrueArchive() throws InterruptedException {
    Path archive = Journals.archive(directory.resolve("a"), 20_000, north, south);
    AtomicLong judged = new AtomicLong();
    try (JournalSource source = Archive.open(archive)) {
      Proof proof =
          new Prover(
                  source,
                  zone -> witness(zone.equals("north") ? north : south),
                  (zone, records) -> judged.addAndGet(records))
              .prove(source.zones());

      assertThat(proof.outcome()).isEqualTo(Outcome.PROVEN);
      assertThat(proof.events()).isEqualTo(north.journal().size() + south.journal().size());
      assertThat(judged).hasValue(proof.events());
      assertThat(ProofText.of(proof))
          .anyMatch(line -> line.startsWith("PROVEN: the journal holds"))
          .anyMatch(line -> line.contains("2 live stores compared"))
          .anyMatch(line -> line.contains("2 anchors"));
      assertThat(ProofJson.of(proof).path("zones").get(0).path("lastHash").asText())
          .isEqualTo(north.state().zone().getJournalHash());
    }
  }

  @Test
  void shouldFindOneFlippedByteInAnyBodyWhateverBecomesOfIt() throws InterruptedException {
    Random random = new Random(7);
    int unreadable = 0;
    for (int i = 0; i < 120; i++) {
      List<Body> bodies = bodies(north);
      int place = i == 0 ? bodies.size() - 1 : random.nextInt(bodies.size());
      byte[] bytes = bodies.get(place).bytes();
      int at = random.nextInt(bytes.length);
      bytes[at] ^= (byte) (1 + random.nextInt(255));

      Set<String> red = red(prove(bodies, witness(north)));
      assertThat(red).as("byte %d of event %d", at, place + 1).containsAnyOf("readable", "chained");
      unreadable += red.contains("readable") ? 1 : 0;
    }
    assertThat(unreadable).as("both kinds were met").isBetween(1, 119);
  }

  @Test
  void shouldSayWhichEventIsGone() throws InterruptedException {
    List<Body> bodies = bodies(north);
    bodies.remove(99);

    Proof proof = prove(bodies, witness(north));
    assertThat(proof.outcome()).isEqualTo(Outcome.REFUTED);
    assertThat(proof.outcome().exitCode()).isEqualTo(1);
    assertThat(ProofText.of(proof))
        .anyMatch(line -> line.contains("north/99 is followed by 101"))
        .anyMatch(line -> line.contains("north/101") && line.contains("carries the hash"));
  }

  @Test
  void shouldCallAProofWithoutTheBeginningAPartialOne() throws InterruptedException {
    List<Body> bodies = bodies(north);

    Proof proof = prove(bodies.subList(200, bodies.size()), witness(north));
    assertThat(proof.outcome()).isEqualTo(Outcome.PARTIAL);
    assertThat(proof.outcome().exitCode()).isEqualTo(3);
    assertThat(ProofText.of(proof))
        .anyMatch(line -> line.contains("the journal begins with sequence 201"))
        .anyMatch(line -> line.startsWith("F9 ") && line.contains("unjudged"));
  }

  @Test
  void shouldHoldAgainstTheLiveStore() throws InterruptedException {
    long last = north.state().zone().getSequence();
    Witness lying =
        new Witness(
            new ZoneEvidence(Optional.of(new LiveState(last, "0".repeat(64))), List.of()),
            List.of());

    assertThat(red(prove(bodies(north), lying))).containsExactly("F9");
  }

  @Test
  void shouldFindATailThatIsCutOffOrWrittenAnewByAnAnchor() throws InterruptedException {
    List<Body> bodies = bodies(north);
    Proof whole = prove(bodies, Witness.NONE);
    Anchor noted =
        AnchorText.parse(AnchorText.of("north", whole.zones().getFirst().end().get())).anchor();
    Witness anchored = new Witness(new ZoneEvidence(Optional.empty(), List.of(noted)), List.of());

    assertThat(prove(bodies, anchored).outcome()).isEqualTo(Outcome.PROVEN);
    assertThat(red(prove(bodies.subList(0, 700), anchored))).containsExactly("chained");
    assertThat(red(prove(bodies(new Life("north", 9).more(1_500)), anchored)))
        .containsExactly("chained");
  }

  @Test
  void shouldSayWhatAnAnchorLooksLike() {
    assertThatThrownBy(() -> AnchorText.parse("north:12"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("zone=sequence:hash");
  }

  private static Witness witness(Life life) {
    var zone = life.state().zone();
    return new Witness(
        new ZoneEvidence(
            Optional.of(new LiveState(zone.getSequence(), life.state().digest())),
            List.of(new Anchor(zone.getSequence(), zone.getJournalHash(), "the zone's status"))),
        List.of());
  }

  private static Proof prove(List<Body> bodies, Witness witness) throws InterruptedException {
    MemoryJournal journal = new MemoryJournal().with("north", bodies);
    return new Prover(journal, Map.of("north", witness)::get, (zone, records) -> {})
        .prove(List.of("north"));
  }

  private static List<Body> bodies(Life life) {
    return new ArrayList<>(life.journal().stream().map(MemoryJournal::body).toList());
  }

  private static Set<String> red(Proof proof) {
    Set<String> red = new TreeSet<>();
    proof.zones().getFirst().results().stream()
        .filter(result -> result.faults() > 0)
        .map(Judgement::id)
        .forEach(red::add);
    return red;
  }
}
