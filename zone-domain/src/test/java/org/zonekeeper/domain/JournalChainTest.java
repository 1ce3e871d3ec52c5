package org.zonekeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zonekeeper.domain.input.Input;
import org.zonekeeper.domain.settings.DomainSettings;
import org.zonekeeper.domain.settings.JournalChain;
import org.zonekeeper.domain.settings.ZoneCapacity;
import org.zonekeeper.schemas.chain.BodyHash;
import org.zonekeeper.schemas.journal.Journal.Event;

/** Each event carries the hash of the one before it, over restarts and changes of owner. */
class JournalChainTest {
  private static final DomainSettings CHAINED = DomainSettings.defaults();
  private static final DomainSettings UNCHAINED =
      new DomainSettings(
          Duration.ofMillis(500),
          Duration.ofMillis(200),
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          50,
          Duration.ofSeconds(10),
          Duration.ofMinutes(5),
          ZoneCapacity.defaults(),
          JournalChain.UNCHAINED);

  private final BodyHash hashes = new BodyHash();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldLinkEveryEventToTheOneBefore(long seed) {
    KeptZone zone = new KeptZone(CHAINED);
    List<Event> journal = life(seed, zone);

    assertThat(previousHash(journal.getFirst())).as("seed %d", seed).isEmpty();
    for (int i = 1; i < journal.size(); i++) {
      assertThat(previousHash(journal.get(i)))
          .as("seed %d, event %d", seed, i + 1)
          .isEqualTo(hashes.of(journal.get(i - 1)));
    }
    assertThat(zone.state().zone().getJournalHash()).isEqualTo(hashes.of(journal.getLast()));
  }

  @Test
  void shouldCarryNothingWhenSwitchedOff() {
    KeptZone zone = new KeptZone(UNCHAINED);

    assertThat(life(1, zone)).allMatch(event -> previousHash(event).isEmpty());
    assertThat(zone.state().zone().getJournalHash()).isEmpty();
  }

  /** Or a fold without the raw bytes could not be compared with a live zone. */
  @Test
  void shouldHaveTheSameDigestWithAndWithout() {
    KeptZone chained = new KeptZone(CHAINED);
    KeptZone unchained = new KeptZone(UNCHAINED);
    RandomLife life = new RandomLife(7);
    for (int i = 0; i < 400; i++) {
      Input input = i == 0 ? life.opening() : life.next();
      life.hears(chained.handle(input, life.now()));
      unchained.handle(input, life.now());
    }

    assertThat(chained.state().digest()).isEqualTo(unchained.state().digest());
  }

  private static List<Event> life(long seed, KeptZone zone) {
    RandomLife life = new RandomLife(seed);
    List<Event> journal = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      Outcome outcome = zone.handle(i == 0 ? life.opening() : life.next(), life.now());
      journal.addAll(outcome.events());
      life.hears(outcome);
      if (i % 50 == 0) {
        zone.restart();
      }
    }
    return journal;
  }

  private static String previousHash(Event event) {
    return event.getHeader().getPreviousHash();
  }
}
