package org.zonekeeper.bench.micro;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
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
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.chain.BodyHash;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.state.State.Entity;
import org.zonekeeper.schemas.wire.StateCodec;

/**
 * What encoding and decoding take, for the mix of events that a zone has written and of entities
 * that it holds. With the state stores' header of ten bytes; on topics it is five, before the same
 * body.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SerdeBenchmark {
  private final StateCodec events = StateCodec.of(Topics.JOURNAL.types());
  private final StateCodec states = StateCodec.of(Entity.types());
  private final BodyHash hash = new BodyHash();
  private List<Event> journal;
  private List<byte[]> journalBytes;
  private List<Entity> entities;
  private List<byte[]> entityBytes;
  private int step;

  @Setup
  public void write() {
    StaffedZone zone = new StaffedZone();
    journal = zone.journal();
    journalBytes = journal.stream().map(events::encode).toList();
    entities = zone.engine().state().entities().toList();
    entityBytes = entities.stream().map(states::encode).toList();
  }

  @Benchmark
  public byte[] encodeEvent() {
    return events.encode(journal.get(step++ % journal.size()));
  }

  @Benchmark
  public SpecificRecord decodeEvent() {
    return events.decode(journalBytes.get(step++ % journalBytes.size()));
  }

  @Benchmark
  public byte[] encodeEntity() {
    return states.encode(entities.get(step++ % entities.size()));
  }

  @Benchmark
  public SpecificRecord decodeEntity() {
    return states.decode(entityBytes.get(step++ % entityBytes.size()));
  }

  /** The link of the journal's hash chain: one more encoding and a SHA-256. */
  @Benchmark
  public String hashEvent() {
    return hash.of(journal.get(step++ % journal.size()));
  }
}
