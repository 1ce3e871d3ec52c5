package org.zonekeeper.simulation.faults;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.zonekeeper.schemas.journal.InputStream;
import org.zonekeeper.simulation.centre.Centre;
import org.zonekeeper.simulation.kafka.StreamsProcess;
import org.zonekeeper.simulation.kafka.VirtualBroker;
import org.zonekeeper.simulation.kafka.VirtualConsumerGroup;
import org.zonekeeper.simulation.time.VirtualTime;

/** Has one thing go wrong after the other, until told to stop. Confined to the world's thread. */
public final class FaultInjector {
  private static final int MOST_BREATHS = 60;

  private final Scene scene;
  private final List<String> zones;
  private final int everyMillis;
  private final SplittableRandom chance;
  private final Map<FaultKind, Integer> counts = new EnumMap<>(FaultKind.class);
  private boolean over;

  /** What can be troubled. */
  public record Scene(
      VirtualTime time,
      VirtualBroker broker,
      VirtualConsumerGroup group,
      AgentManagerFleet fleet,
      Centre centre) {}

  /**
   * @param everyMillis mean time between two troubles
   */
  public FaultInjector(Scene scene, int everyMillis, SplittableRandom chance) {
    this.scene = scene;
    this.zones = scene.broker().directory().zones();
    this.everyMillis = everyMillis;
    this.chance = chance;
  }

  /** The first comes soon. */
  public void begin() {
    scene
        .time()
        .after(
            everyMillis / 2 + chance.nextInt(everyMillis),
            () -> {
              if (!over) {
                FaultKind trouble = FaultKind.any(chance);
                counts.merge(trouble, 1, Integer::sum);
                happens(trouble);
                begin();
              }
            });
  }

  /** None begins any more; those that have begun go on to their end. */
  public void end() {
    over = true;
  }

  /** How many there were of each kind. */
  public Map<FaultKind, Integer> counts() {
    return Map.copyOf(counts);
  }

  private void happens(FaultKind trouble) {
    String zone = zones.get(chance.nextInt(zones.size()));
    long soon = scene.time().now() + 50 + chance.nextInt(1_500);
    switch (trouble) {
      case KILL -> scene.group().ownerOf(zone).ifPresent(this::kill);
      case KILL_IN_ADOPTION -> killTheNextOwner(zone);
      case TWO_DEATHS -> scene.fleet().running().stream().limit(2).forEach(this::kill);
      case FREEZE_SHORT -> withAny(one -> scene.fleet().freeze(one, 50 + chance.nextInt(900)));
      case FREEZE_LONG -> withAny(one -> scene.fleet().freeze(one, 1_000 + chance.nextInt(5_000)));
      case FREEZE_BEFORE_COMMIT ->
          withAny(one -> scene.fleet().freezeBeforeCommit(one, 500 + chance.nextInt(4_000)));
      case WRONG_EVICTION -> withAny(scene.fleet()::evictWrongly);
      case STOP -> withAny(scene.fleet()::stop);
      case MOVE -> withAny(one -> scene.group().move(zone, one));
      case REVIVE -> withAny(StreamsProcess::revive);
      case JUMP_CLOCK -> withAny(this::jumpClock);
      case SILENT_GROUP -> {
        scene.group().answers(false);
        scene.time().after(500 + chance.nextInt(2_000), () -> scene.group().answers(true));
      }
      case SLOW_COMMANDS -> scene.broker().hold(zone, InputStream.COMMANDS, soon);
      case SLOW_FACTS -> scene.broker().hold(zone, InputStream.FACTS, soon);
      case LATE_COMMANDS -> scene.centre().holdCommands(zone, soon);
      case LATE_FACTS -> scene.centre().holdFacts(zone, soon);
      case LOST_DISCONNECT -> scene.centre().loseNextDisconnect(zone);
      case LOST_ORDER -> scene.centre().loseNextOrder(zone);
      case SILENT_DROP -> scene.centre().dropSilently(zone);
      case PLATFORM_RESTART -> scene.centre().restartPlatform();
      case OLD_FACT -> scene.centre().tellAnOldFact(zone);
      case UNKNOWN_VOICE -> scene.centre().answerAnUnknownCall(zone);
      case TWO_LOG_ONS -> scene.centre().logOnTwice(zone);
      // A zone waits for 13 s: the three of its silence, and the grace.
      case DEAD_GATEWAY -> scene.centre().killGateway(zone, 500 + chance.nextInt(25_000));
      case LYING_DESKTOP -> scene.centre().misbehave(zone);
    }
  }

  /** From a tenth of a second to an hour, each order of magnitude as often as the others. */
  private void jumpClock(StreamsProcess process) {
    long by = Math.round(100 * Math.pow(10, chance.nextDouble(4.56)));
    long signed = chance.nextBoolean() ? by : -by;
    scene.fleet().setClock(process, signed);
    if (chance.nextInt(3) > 0) {
      scene
          .time()
          .after(500 + chance.nextInt(10_000), () -> scene.fleet().setClock(process, -signed));
    }
  }

  private void kill(StreamsProcess process) {
    scene.fleet().kill(process, chance.nextInt(MOST_BREATHS));
  }

  /** The owner dies; whoever has the zone a moment later dies as well, in the middle of it. */
  private void killTheNextOwner(String zone) {
    scene.group().ownerOf(zone).ifPresent(this::kill);
    scene
        .time()
        .after(
            50 + chance.nextInt(600),
            () ->
                scene
                    .group()
                    .ownerOf(zone)
                    .ifPresent(next -> scene.fleet().kill(next, chance.nextInt(12))));
  }

  private void withAny(Consumer<StreamsProcess> action) {
    List<StreamsProcess> running = scene.fleet().running();
    if (!running.isEmpty()) {
      action.accept(running.get(chance.nextInt(running.size())));
    }
  }
}
