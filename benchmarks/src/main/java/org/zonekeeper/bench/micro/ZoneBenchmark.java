package org.zonekeeper.bench.micro;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.zonekeeper.domain.Outcome;
import org.zonekeeper.domain.apply.Applications;
import org.zonekeeper.domain.decide.CommandDecisions;
import org.zonekeeper.domain.decide.Decision;
import org.zonekeeper.domain.input.Input;
import org.zonekeeper.domain.settings.ZoneCapacity;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.command.GoNotReady;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.state.State.Entity;
import org.zonekeeper.schemas.wire.StateCodec;

/** What the domain takes for one command, one event, one entity of a zone with 250 agents. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ZoneBenchmark {
  /** Of no command that is known: a decision compares it with answers only. */
  private static final long FINGERPRINT = 1;

  private static final StateCodec STATES = StateCodec.of(Entity.types());

  private StaffedZone zone;
  private List<Event> journal;
  private List<byte[]> entities;
  private ZoneState applied;
  private ZoneState followed;
  private int step;

  @Setup
  public void staff() {
    zone = new StaffedZone();
    journal = zone.journal();
    entities = zone.engine().state().entities().map(STATES::encode).toList();
    applied = ZoneState.empty("north");
    followed = ZoneState.restore("north", entities.stream().map(ZoneBenchmark::decoded));
    step = 0;
  }

  /** A command is decided; nothing changes. */
  @Benchmark
  public List<Event> decide() {
    Decision draft = new Decision(zone.engine().state(), zone.later(), ZoneCapacity.defaults());
    CommandDecisions.decide(goNotReady(), FINGERPRINT, draft);
    return draft.events();
  }

  /** The same command decided, its events stamped, chained and applied, and what follows. */
  @Benchmark
  public Outcome decideAndApply() {
    return zone.engine().handle(new Input.Command(goNotReady()), zone.later());
  }

  /** The next event of a journal is applied; from an empty zone again at its end. */
  @Benchmark
  public Object apply() {
    int next = step++ % journal.size();
    if (next == 0) {
      applied = ZoneState.empty("north");
    }
    return Applications.apply(applied, journal.get(next));
  }

  /** What a standby does for one entity that changed: decode, index, digest. */
  @Benchmark
  public ZoneState follow() {
    followed.follow(decoded(entities.get(step++ % entities.size())));
    followed.settleDigest();
    return followed;
  }

  private static Entity decoded(byte[] bytes) {
    return (Entity) STATES.decode(bytes);
  }

  private GoNotReady goNotReady() {
    return new GoNotReady(
        zone.commandHeader(), StaffedZone.agent(step++ % StaffedZone.AGENTS), "lunch");
  }
}
