package org.zonekeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zonekeeper.domain.input.Input;
import org.zonekeeper.domain.settings.DomainSettings;
import org.zonekeeper.schemas.command.CommandBarrier;
import org.zonekeeper.schemas.command.Commands.Command;
import org.zonekeeper.schemas.fact.FactBarrier;
import org.zonekeeper.schemas.fact.Facts.Fact;
import org.zonekeeper.schemas.limit.GeneratedRecords;
import org.zonekeeper.schemas.limit.GeneratedRecords.Style;
import org.zonekeeper.schemas.limit.RecordLimits;

/**
 * Whatever input a zone takes, of every type that the contract has: what comes of it keeps to the
 * limits in turn, so that neither an event nor a store entry can outgrow the broker.
 */
class LargestInputsTest {
  private static final int INPUTS = 4_000;
  private static final long START = 1_700_005_000_000L;

  @ParameterizedTest
  @EnumSource(Style.class)
  void whatComesOfAnyInputKeepsToTheLimits(Style style) {
    long seed = Long.getLong("zonekeeper.seed", System.nanoTime());
    System.out.println("LargestInputsTest " + style + " seed " + seed);
    Random random = new Random(seed);
    GeneratedRecords generated = new GeneratedRecords(seed, style);
    KeptZone zone = new KeptZone(DomainSettings.defaults());
    long now = START;
    keepsToLimits(
        zone.handle(
            new Input.Adopt(
                new org.zonekeeper.schemas.common.Owner("am-1", "i-1"),
                Input.AdoptionKind.OPENING,
                "first",
                0),
            now),
        seed);
    for (int i = 0; i < INPUTS; i++) {
      now += random.nextInt(200);
      Input input = random.nextInt(4) == 0 ? new Input.Tick() : given(random, generated);
      if (isTaken(input)) {
        keepsToLimits(zone.handle(input, now), seed);
      }
    }
    zone.stored().entities().forEach(entity -> keepsToLimits(entity, seed));
    assertThat(zone.stored().digest()).as("seed %d", seed).isEqualTo(zone.state().digest());
  }

  private static Input given(Random random, GeneratedRecords generated) {
    return random.nextBoolean()
        ? new Input.Command(generated.next(any(random, Command.types()), Asked.ZONE))
        : new Input.Fact(generated.next(any(random, Fact.types()), Asked.ZONE));
  }

  /** What is beyond the limits never comes to the zone; nobody but an owner writes barriers. */
  private static boolean isTaken(Input input) {
    return switch (input) {
      case Input.Command c ->
          !(c.command() instanceof CommandBarrier) && RecordLimits.fault(c.command()).isEmpty();
      case Input.Fact f ->
          !(f.fact() instanceof FactBarrier) && RecordLimits.fault(f.fact()).isEmpty();
      default -> true;
    };
  }

  private static void keepsToLimits(Outcome outcome, long seed) {
    outcome.events().forEach(event -> keepsToLimits(event, seed));
    outcome.orders().forEach(order -> keepsToLimits(order, seed));
  }

  private static void keepsToLimits(SpecificRecord record, long seed) {
    assertThat(RecordLimits.fault((IndexedRecord) record))
        .as("seed %d: %s", seed, record.getSchema().getName())
        .isEmpty();
  }

  private static <T> T any(Random random, List<T> some) {
    return some.get(random.nextInt(some.size()));
  }
}
