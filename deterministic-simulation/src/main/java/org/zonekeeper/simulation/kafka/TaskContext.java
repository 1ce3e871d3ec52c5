package org.zonekeeper.simulation.kafka;

import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.zonekeeper.am.processor.OutgoingRecord;

/**
 * What Kafka Streams is to a zone's processor. Only what the processor uses is there; anything else
 * says so. Confined to the world's thread.
 */
final class TaskContext implements ProcessorContext<String, OutgoingRecord> {
  private final TaskId taskId;
  private final Host host;
  private final List<Punctuation> punctuations = new ArrayList<>();
  private Optional<RecordMetadata> metadata = Optional.empty();
  private TaskStore store;

  /** The process around the task. */
  interface Host {
    /** By the process's own clock, epoch milliseconds. */
    long clock();

    void send(String sink, String key, OutgoingRecord value, long timestamp);

    void commitSoon();
  }

  /** Where the record at hand comes from. */
  record Source(String topic, int partition, long offset) implements RecordMetadata {}

  private static final class Punctuation {
    private final long interval;
    private final Punctuator punctuator;
    private long due;
    private boolean cancelled;

    Punctuation(long interval, long due, Punctuator punctuator) {
      this.interval = interval;
      this.due = due;
      this.punctuator = punctuator;
    }
  }

  TaskContext(TaskId taskId, Host host) {
    this.taskId = taskId;
    this.host = host;
  }

  /** Before each init: nothing is left over from the one before. */
  void begin(TaskStore restored) {
    store = restored;
    punctuations.clear();
    metadata = Optional.empty();
  }

  void handling(Source source) {
    metadata = Optional.of(source);
  }

  /** Calls every punctuator that is due; late ones once. */
  void punctuate() {
    metadata = Optional.empty();
    long now = host.clock();
    for (Punctuation punctuation : List.copyOf(punctuations)) {
      if (!punctuation.cancelled && punctuation.due <= now) {
        punctuation.due = next(punctuation.due, punctuation.interval, now);
        punctuation.punctuator.punctuate(now);
      }
    }
    punctuations.removeIf(punctuation -> punctuation.cancelled);
  }

  @Override
  public <K extends String, V extends OutgoingRecord> void forward(
      Record<K, V> record, String child) {
    host.send(child, record.key(), record.value(), record.timestamp());
  }

  @Override
  public <K extends String, V extends OutgoingRecord> void forward(Record<K, V> record) {
    throw missing("forwarding to all sinks at once");
  }

  @Override
  public Cancellable schedule(Duration interval, PunctuationType type, Punctuator punctuator) {
    return schedule(host.clock() + interval.toMillis(), interval, type, punctuator);
  }

  @Override
  public Cancellable schedule(
      Instant start, Duration interval, PunctuationType type, Punctuator punctuator) {
    long first = start.toEpochMilli();
    long now = host.clock();
    long due = first < now ? next(first, interval.toMillis(), now) : first;
    return schedule(due, interval, type, punctuator);
  }

  /** As Kafka Streams does: what was missed is skipped, and the rhythm kept. */
  private static long next(long due, long interval, long now) {
    long missed = Math.max(0, (now - due) / interval);
    return due + (missed + 1) * interval;
  }

  private Cancellable schedule(
      long due, Duration interval, PunctuationType type, Punctuator punctuator) {
    if (type != PunctuationType.WALL_CLOCK_TIME) {
      throw missing("stream time");
    }
    Punctuation punctuation = new Punctuation(interval.toMillis(), due, punctuator);
    punctuations.add(punctuation);
    return () -> punctuation.cancelled = true;
  }

  @Override
  public void commit() {
    host.commitSoon();
  }

  @Override
  public TaskId taskId() {
    return taskId;
  }

  @Override
  public Optional<RecordMetadata> recordMetadata() {
    return metadata;
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the interface asks for it
  public <S extends StateStore> S getStateStore(String name) {
    return (S) store;
  }

  @Override
  public long currentSystemTimeMs() {
    return host.clock();
  }

  @Override
  public String applicationId() {
    return "simulation";
  }

  @Override
  public Serde<?> keySerde() {
    throw missing("serdes");
  }

  @Override
  public Serde<?> valueSerde() {
    throw missing("serdes");
  }

  @Override
  public File stateDir() {
    throw missing("a state directory");
  }

  @Override
  public StreamsMetrics metrics() {
    throw missing("metrics");
  }

  @Override
  public Map<String, Object> appConfigs() {
    return Map.of();
  }

  @Override
  public Map<String, Object> appConfigsWithPrefix(String prefix) {
    return Map.of();
  }

  @Override
  public long currentStreamTimeMs() {
    throw missing("stream time");
  }

  private static UnsupportedOperationException missing(String what) {
    return new UnsupportedOperationException("the simulated Kafka Streams has no " + what);
  }
}
