package org.zonekeeper.am.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.avro.specific.SpecificRecord;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.state.JobRecord;

/**
 * Properties of any sequence of inputs. The seed of a failing one is printed as the property's
 * sample and runs again first the next time.
 */
class AnyLifeOfAZoneTest {
  private static final DomainSettings SETTINGS = DomainSettings.defaults();

  private final List<SpecificRecord> journal = new ArrayList<>();

  @Property(tries = 60)
  void shouldBeTheSameWithARestartAfterAnyStep(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int steps) {
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

  @Property(tries = 80)
  void shouldHoldWhateverComes(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 1500) int steps) {
    journal.clear();
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
  @Example
  void shouldMeetEveryTypeOfEvent() {
    journal.clear();
    for (long seed = 1; seed <= 25; seed++) {
      RandomLife life = new RandomLife(seed);
      KeptZone zone = new KeptZone(SETTINGS);
      happens(life.opening(), zone, life);
      for (int i = 0; i < 1500; i++) {
        happens(life.next(), zone, life);
      }
    }
    assertThat(journal.stream().<Class<?>>map(Object::getClass).distinct())
        .containsExactlyInAnyOrderElementsOf(Topics.JOURNAL.types());
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
    var owner = zone.state().zone();
    String incarnation = owner.getOwner().getIncarnation();
    happens(new Input.Command(Asked.barrier(owner.getEpoch(), incarnation)), zone, life);
    happens(new Input.Fact(Reported.barrier(owner.getEpoch(), incarnation)), zone, life);
    List<String> jobs = zone.state().jobs().stream().map(JobRecord::getJobId).toList();
    jobs.forEach(job -> happens(new Input.Command(Asked.stopJob(job)), zone, life));
    for (int i = 0; i < 20; i++) {
      life.pass(60_000);
      happens(new Input.Tick(), zone, life);
    }
  }
}
