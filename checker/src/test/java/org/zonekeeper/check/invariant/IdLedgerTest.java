package org.zonekeeper.check.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids that come twice are found, in memory and out of it, however far apart. */
class IdLedgerTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100, 1_000_000})
  void shouldFindRepetitionsWhateverFitsIntoMemory(int run) {
    List<String> found = new ArrayList<>();
    try (IdLedger ledger = new IdLedger(run)) {
      for (int i = 0; i < 500; i++) {
        ledger.add("id-" + i, i + 1);
      }
      ledger.add("id-0", 501);
      ledger.add("id-499", 502);
      ledger.add("id-0", 503);
      ledger.repetitions((sequence, earlier) -> found.add(sequence + " after " + earlier));
    }
    assertThat(found).containsExactlyInAnyOrder("501 after 1", "503 after 501", "502 after 500");
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 1_000_000})
  void shouldFindNoneWhereThereIsNone(int run) {
    List<Long> found = new ArrayList<>();
    try (IdLedger ledger = new IdLedger(run)) {
      ledger.repetitions((sequence, earlier) -> found.add(sequence));
    }
    try (IdLedger ledger = new IdLedger(run)) {
      for (int i = 0; i < 25_000; i++) {
        ledger.add("gateway-1/s-" + i / 10 + ":" + i % 10, i);
      }
      ledger.repetitions((sequence, earlier) -> found.add(sequence));
    }
    assertThat(found).isEmpty();
  }
}
