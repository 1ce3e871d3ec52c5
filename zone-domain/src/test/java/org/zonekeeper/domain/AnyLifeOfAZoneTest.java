package org.zonekeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zonekeeper.domain.input.Input;
import org.zonekeeper.domain.settings.DomainSettings;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.level.FeatureLevel;
import org.zonekeeper.schemas.state.JobRecord;

/**
 * Properties of any sequence of inputs, other ones each time. The seed stands in the name of the
 * test that fails; {@code -Dzonekeeper.seed=N} runs it again.
 */
class AnyLifeOfAZoneTest {
  private static final DomainSettings SETTINGS = DomainSettings.defaults();

  private final List<Event> journal = new ArrayList<>();

  static LongStream seeds() {
    Long given = Long.getLong("zonekeeper.seed");
    return given == null ? new Random().longs(80) : LongStream.of(given);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void shouldBeTheSameWithARestartAfterAnyStep(long seed) {
    int steps = new Random(seed).nextInt(1, 400);
    RandomLife life = new RandomLife(seed);
    KeptZone untouched = new KeptZone(SETTINGS);
    KeptZone restarted = new KeptZone(SETTINGS);
    for (int i = 0; i < steps; i++) {
      Input input = i == 0 ? life.opening() : life.next();
      Outcome one = untouched.handle(input, life.now());
      Outcome other = restarted.handle(input, life.now());
      assertThat(other.events()).isEqualTo(one.events());
      assertThat(other.orders()).isEqualTo(one.orders());
      restarted.restart();
      life.hears(one);
    }
    assertThat(restarted.state().digest()).isEqualTo(untouched.state().digest());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void shouldBeTheSameWhenAStandbyTakesOverAtAnyStep(long seed) {
    Random chance = new Random(seed);
    int steps = chance.nextInt(1, 400);
    RandomLife life = new RandomLife(seed);
    KeptZone untouched = new KeptZone(SETTINGS);
    KeptZone promoted = new KeptZone(SETTINGS);
    for (int i = 0; i < steps; i++) {
      Input input = i == 0 ? life.opening() : life.next();
      Outcome one = untouched.handle(input, life.now());
      Outcome other = promoted.handle(input, life.now());
      assertThat(other.events()).isEqualTo(one.events());
      assertThat(other.orders()).isEqualTo(one.orders());
      if (chance.nextInt(4) == 0) {
        assertThat(promoted.standby().digest()).isEqualTo(promoted.stored().digest());
      }
      if (chance.nextInt(20) == 0) {
        promoted.promoteTheStandby();
      }
      life.hears(one);
    }
    assertThat(promoted.state().digest()).isEqualTo(untouched.state().digest());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void shouldHoldWhateverComes(long seed) {
    int steps = new Random(seed).nextInt(1, 1500);
    RandomLife life = new RandomLife(seed);
    KeptZone zone = new KeptZone(SETTINGS);
    happens(life.opening(), zone, life);
    for (int i = 0; i < steps; i++) {
      happens(life.next(), zone, life);
    }
    runsOut(zone, life);

    Invariants.gapless(journal);
    Invariants.decidedOnce(journal);
    Invariants.everyCallHasItsEnd(journal);
    assertThat(Invariants.foldOf(journal).digest()).isEqualTo(zone.state().digest());
    assertThat(zone.stored().digest()).isEqualTo(zone.state().digest());
    assertThat(zone.state().calls()).isEmpty();
    assertThat(zone.state().jobs()).isEmpty();
  }

  /** The two properties above would show nothing if random lives were dull. */
  @Test
  void shouldMeetEveryTypeOfEvent() {
    Set<Class<?>> met = new HashSet<>();
    for (long seed = 1; seed <= 400 && met.size() < Topics.JOURNAL.types().size(); seed++) {
      RandomLife life = new RandomLife(seed);
      KeptZone zone = new KeptZone(SETTINGS);
      boolean upgraded = seed % 4 == 0;
      happens(upgraded ? atTheFirstLevel(life.opening()) : life.opening(), zone, life);
      for (int i = 0; i < 1500; i++) {
        if (upgraded && i == 700) {
          raiseLevel(zone, life);
        }
        happens(life.next(), zone, life);
      }
      journal.forEach(event -> met.add(event.getClass()));
      journal.clear();
    }
    assertThat(met).containsExactlyInAnyOrderElementsOf(Topics.JOURNAL.types());
  }

  private static Input atTheFirstLevel(Input opening) {
    Input.Adopt adopt = (Input.Adopt) opening;
    return Input.Adopt.opening(adopt.owner(), adopt.grounds(), FeatureLevel.FIRST);
  }

  private void raiseLevel(KeptZone zone, RandomLife life) {
    int newest = FeatureLevel.newest().number();
    happens(new Input.OldestMember("am-2", newest), zone, life);
    happens(new Input.Command(Asked.raiseFeatureLevel(newest, "all upgraded")), zone, life);
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
