package org.zonekeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zonekeeper.domain.apply.Applications;
import org.zonekeeper.domain.index.EntityKey;
import org.zonekeeper.domain.input.Input;
import org.zonekeeper.domain.input.Input.Adopt;
import org.zonekeeper.domain.settings.DomainSettings;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.journal.EventHeader;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.state.JobRecord;

/**
 * X10: a zone that is made from a journal that ends anywhere, within a decision too, lives on: what
 * was decided by halves is closed, and everything that must hold of a zone holds from then on. The
 * seed stands in the name of the test that fails; {@code -Dzonekeeper.seed=N} runs it again.
 */
class CutJournalTest {
  private static final DomainSettings SETTINGS = DomainSettings.defaults();

  private final List<Event> journal = new ArrayList<>();
  private final Set<EntityKey> keys = new HashSet<>();
  private final Set<EntityKey> halfDecided = new HashSet<>();

  static LongStream seeds() {
    Long given = Long.getLong("zonekeeper.seed");
    return given == null ? new Random().longs(80) : LongStream.of(given);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void shouldLiveOnFromAJournalThatEndsAnywhere(long seed) {
    Random chance = new Random(seed);
    RandomLife life = new RandomLife(seed);
    KeptZone lost = new KeptZone(SETTINGS);
    List<Event> all = new ArrayList<>(live(lost, life, life.opening()));
    int steps = chance.nextInt(1, 800);
    for (int i = 0; i < steps; i++) {
      all.addAll(live(lost, life, life.next()));
    }
    ZoneState made = foldOf(all.subList(0, chance.nextInt(2, all.size() + 1)));
    String digest = made.digest();

    KeptZone zone = new KeptZone(SETTINGS, made, keys);
    assertThat(zone.stored().digest()).isEqualTo(digest);
    Adopt outage = (Adopt) life.outage();
    happens(
        new Adopt(
            outage.owner(),
            outage.kind(),
            "restored",
            made.zone().getAt(),
            outage.failover(),
            halfDecided),
        zone,
        life);
    life.barriers().forEach(barrier -> happens(barrier, zone, life));
    for (int i = 0; i < 200; i++) {
      happens(life.next(), zone, life);
    }
    runsOut(zone, life);

    Invariants.gapless(journal);
    Invariants.everyCallHasItsEnd(journal);
    assertThat(Invariants.foldOf(journal).digest()).isEqualTo(zone.state().digest());
    assertThat(zone.stored().digest()).isEqualTo(zone.state().digest());
    assertThat(zone.state().calls()).isEmpty();
    assertThat(zone.state().jobs()).isEmpty();
  }

  private static List<Event> live(KeptZone zone, RandomLife life, Input input) {
    Outcome outcome = zone.handle(input, life.now());
    life.hears(outcome);
    return outcome.events();
  }

  private ZoneState foldOf(List<Event> events) {
    ZoneState state = ZoneState.empty(Asked.ZONE);
    for (Event event : events) {
      if (journal.isEmpty() || !isOfOneDecision(journal.getLast(), event)) {
        halfDecided.clear();
      }
      Set<EntityKey> touched = Applications.apply(state, event);
      keys.addAll(touched);
      halfDecided.addAll(touched);
      journal.add(event);
    }
    return state;
  }

  private static boolean isOfOneDecision(Event one, Event other) {
    EventHeader before = one.getHeader();
    EventHeader after = other.getHeader();
    return before.getAt() == after.getAt() && before.getCause().equals(after.getCause());
  }

  private void happens(Input input, KeptZone zone, RandomLife life) {
    Outcome outcome = zone.handle(input, life.now());
    journal.addAll(outcome.events());
    life.hears(outcome);
    Invariants.agentsAndCallsAgree(zone.state());
    Invariants.answeredOnce(input, outcome);
  }

  /** Everything is stopped, nothing is reported any more: time alone must bring all to an end. */
  private void runsOut(KeptZone zone, RandomLife life) {
    happens(life.outage(), zone, life);
    life.barriers().forEach(barrier -> happens(barrier, zone, life));
    happens(new Input.Check(), zone, life);
    List<String> jobs = zone.state().jobs().stream().map(JobRecord::getJobId).toList();
    jobs.forEach(job -> happens(new Input.Command(Asked.stopJob(job)), zone, life));
    for (int i = 0; i < 20; i++) {
      life.pass(60_000);
      life.barriers().forEach(barrier -> happens(barrier, zone, life));
      happens(new Input.Tick(), zone, life);
    }
  }
}
