package org.zonekeeper.simulation;

import java.time.Duration;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.simulation.WorldAssembly.Conditions;
import org.zonekeeper.simulation.centre.Centre;
import org.zonekeeper.simulation.centre.GroundTruth;
import org.zonekeeper.simulation.centre.NetworkConditions;
import org.zonekeeper.simulation.kafka.ProducerSession.Fencing;
import org.zonekeeper.simulation.time.VirtualTime;

/**
 * Makes journals as long as one likes, through the code that makes real ones: every event is
 * decided by the zone's engine and went through a commit. Nothing is kept, so memory does not grow
 * with length. Same plan, same events. Runs in the caller's thread.
 */
public final class JournalGenerator {
  private static final long STEP_MS = 25;
  private static final int JOBS = 4;
  private static final int AGENT_MANAGERS = 3;
  private static final int MEDDLE_EVERY_MS = 60_000;
  private static final long SLICE_MS = 1_000;

  /**
   * How much to make.
   *
   * @param seed of everything
   * @param zones how many
   * @param agents in each zone
   * @param talk mean length of a conversation; the shorter, the more events in an hour
   * @param troubleEvery mean time between two troubles: deaths, freezes, handovers, lost facts
   */
  public record Plan(long seed, int zones, int agents, Duration talk, Duration troubleEvery) {}

  /** Takes the events, each zone's in order, on the caller's thread. */
  @FunctionalInterface
  public interface Sink {
    void event(String zone, Event event);
  }

  private final Sink sink;
  private final WorldAssembly universe;
  private long events;

  private JournalGenerator(Plan plan, Sink sink) {
    this.sink = sink;
    Conditions conditions =
        new Conditions(
            new Centre.Size(
                plan.seed(), plan.agents(), JOBS, plan.talk().toMillis(), MEDDLE_EVERY_MS),
            plan.zones(),
            NetworkConditions.FAIR,
            (int) plan.troubleEvery().toMillis(),
            STEP_MS,
            Fencing.WORKS);
    this.universe =
        new WorldAssembly(conditions, GroundTruth.NONE, (zone, event, now) -> take(zone, event));
  }

  /**
   * Makes so many events, and the few more that their commit brings with them.
   *
   * @return how many there were in all zones
   */
  public static long generate(Plan plan, long atLeast, Sink sink) {
    JournalGenerator generator = new JournalGenerator(plan, sink);
    generator.universe.begin(AGENT_MANAGERS);
    generator.universe.troubles().begin();
    VirtualTime time = generator.universe.time();
    while (generator.events < atLeast) {
      time.runUntil(time.now() + SLICE_MS);
    }
    return generator.events;
  }

  private void take(String zone, Event event) {
    events++;
    sink.event(zone, event);
  }
}
