package org.zonekeeper.acr;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.zonekeeper.acr.status.ForwarderLag;

/** The forwarder's thread over partitions in memory instead of a Kafka consumer. */
final class TestForwarder implements AutoCloseable {
  static final PipelineSettings QUICK =
      new PipelineSettings(
          20,
          50,
          Duration.ofMillis(2),
          Duration.ofMillis(20),
          Duration.ofMillis(100),
          PositionMatch.HASH);
  private static final int POLLED_AT_ONCE = 30;

  private final LinkedBlockingQueue<Runnable> answers = new LinkedBlockingQueue<>();
  private final Map<String, MemoryPartition> partitions;
  private final Map<String, ZonePipeline> pipelines;
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final AtomicReference<List<ForwarderLag>> lags = new AtomicReference<>(List.of());
  private final AtomicReference<Throwable> defect = new AtomicReference<>();
  private final Thread thread;

  TestForwarder(
      RecorderSink wayOut, Map<String, JournalStory> stories, Map<String, MemoryPartition> parts) {
    this.partitions = Map.copyOf(parts);
    PipelineContext context =
        new PipelineContext(
            wayOut,
            QUICK,
            new BackOff(QUICK.firstPause(), QUICK.longestPause(), new Random(1)),
            answers::add,
            InstantSource.system(),
            System::nanoTime);
    this.pipelines = new TreeMap<>();
    parts.forEach(
        (zone, partition) ->
            pipelines.put(
                zone,
                new ZonePipeline(
                    new ZoneJournalReader(
                        zone,
                        "journal",
                        partition,
                        stories.get(zone).decoder(),
                        PositionMatch.HASH),
                    partition,
                    wayOut.open(zone, 0),
                    context)));
    this.thread = Thread.ofPlatform().name("test-forwarder").unstarted(this::loop);
    thread.setUncaughtExceptionHandler((ignored, failure) -> defect.set(failure));
    thread.start();
  }

  List<ForwarderLag> lags() {
    return lags.get();
  }

  /** As at a revocation: keeps the shortcuts, drops what is in flight. */
  @Override
  public void close() {
    stopping.set(true);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted before the forwarder had stopped", e);
    }
    if (defect.get() != null) {
      throw new AssertionError("the forwarder's thread died", defect.get());
    }
  }

  private void loop() {
    try {
      while (!stopping.get()) {
        turn();
      }
      pipelines.forEach(
          (zone, pipeline) -> {
            pipeline.resumePoint().ifPresent(partitions.get(zone)::commit);
            pipeline.abandon();
          });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void turn() throws InterruptedException {
    partitions.forEach(
        (zone, partition) ->
            partition.poll(POLLED_AT_ONCE).forEach(record -> pipelines.get(zone).accept(record)));
    Runnable answer = answers.poll(1, TimeUnit.MILLISECONDS);
    while (answer != null) {
      answer.run();
      answer = answers.poll();
    }
    List<ForwarderLag> now = new ArrayList<>();
    pipelines.values().forEach(ZonePipeline::advance);
    pipelines.values().forEach(pipeline -> now.add(pipeline.lag()));
    lags.set(List.copyOf(now));
  }
}
