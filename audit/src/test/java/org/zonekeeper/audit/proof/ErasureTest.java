package org.zonekeeper.audit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zonekeeper.audit.Journals;
import org.zonekeeper.audit.Life;
import org.zonekeeper.audit.archive.Archive;
import org.zonekeeper.audit.proof.Proof.Outcome;
import org.zonekeeper.audit.source.JournalSource;
import org.zonekeeper.check.evidence.Anchor;
import org.zonekeeper.schemas.journal.CallAttempted;
import org.zonekeeper.simulators.contacts.Contact;
import org.zonekeeper.simulators.contacts.ContactFile;

/**
 * Erasing a customer: the line of the platform's list is emptied, the reference leads nowhere, and
 * the journal with its proof is what it was.
 */
class ErasureTest {
  private static final String HEADER = "name;phone;duration;campaign;previous;y\n";

  @TempDir private Path directory;

  @Test
  void shouldLeaveJournalAndProofIntact() throws IOException, InterruptedException {
    Life life = new Life("north", 3).more(600);
    List<String> lines = list(life);
    Path list = directory.resolve("contact.csv");
    Files.writeString(list, HEADER + String.join("\n", lines) + "\n");
    Path archive = Journals.archive(directory.resolve("archive"), 1 << 20, life);
    String before = proof(archive);
    String erased = contacts(life).getFirst();

    assertThat(find(list, erased)).isPresent();
    int row = number(erased) - 1;
    lines.set(row, ";;;;;");
    Files.writeString(list, HEADER + String.join("\n", lines) + "\n");

    assertThat(find(list, erased)).as("the reference leads nowhere").isEmpty();
    assertThat(Files.readString(list)).doesNotContain("Customer " + number(erased) + ";");
    contacts(life).stream()
        .filter(other -> !other.equals(erased))
        .forEach(other -> assertThat(find(list, other)).as("%s", other).isPresent());
    assertThat(proof(archive)).as("outcome and anchor").isEqualTo(before);
    assertThat(life.journal().toString()).doesNotContain("Customer ").doesNotContain("+49");
  }

  /** Outcome and hash of the newest event. */
  private static String proof(Path archive) throws InterruptedException {
    try (JournalSource source = Archive.open(archive)) {
      Proof proof =
          new Prover(source, zone -> Witness.NONE, (zone, records) -> {}).prove(source.zones());
      assertThat(proof.outcome()).isEqualTo(Outcome.PROVEN);
      Anchor end = proof.zones().getFirst().end().orElseThrow();
      return proof.outcome() + " " + AnchorText.of("north", end);
    }
  }

  /** The platform's list, with the name and number of each customer that the journal refers to. */
  private static List<String> list(Life life) {
    int most = contacts(life).stream().mapToInt(ErasureTest::number).max().orElseThrow();
    List<String> lines = new ArrayList<>();
    for (int i = 1; i <= most; i++) {
      lines.add("Customer %d;+49 30 %06d;60;1;0;yes".formatted(i, i));
    }
    return lines;
  }

  private static List<String> contacts(Life life) {
    return life.journal().stream()
        .filter(CallAttempted.class::isInstance)
        .map(event -> ((CallAttempted) event).getContact())
        .distinct()
        .toList();
  }

  private static Optional<Contact> find(Path list, String reference) {
    return ContactFile.read(list).contacts().stream()
        .filter(contact -> number(contact.reference()) == number(reference))
        .findFirst();
  }

  private static int number(String reference) {
    return Integer.parseInt(reference.substring(reference.lastIndexOf('-') + 1));
  }
}
