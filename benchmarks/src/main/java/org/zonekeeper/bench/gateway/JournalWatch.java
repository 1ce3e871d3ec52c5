package org.zonekeeper.bench.gateway;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.zonekeeper.bench.direct.DirectLoadSystem;
import org.zonekeeper.bench.direct.SelectiveEventDecoder;
import org.zonekeeper.cluster.process.StartFailure;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.AgentLoggedOn;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.ZoneBroughtUp;
import org.zonekeeper.schemas.journal.ZoneGoingDown;
import org.zonekeeper.schemas.read.ContractConsumers;
import org.zonekeeper.schemas.wire.ContractSerdes;

/**
 * When the journal could be read: beside the gateway, with the same guarantee. A thread of its own;
 * asked by the benchmark's.
 */
final class JournalWatch implements AutoCloseable {
  private static final Duration WITHIN = Duration.ofMinutes(1);
  private static final Duration POLL = Duration.ofSeconds(1);

  private final ContractSerdes serdes;
  private final Consumer<byte[], byte[]> consumer;
  private final BlockingQueue<Long> announced = new LinkedBlockingQueue<>();
  private final Set<String> loggedOn = ConcurrentHashMap.newKeySet();
  private final Thread thread;

  JournalWatch(DirectLoadSystem system) {
    this.serdes = ContractSerdes.with(system.registry()).reads(Topics.JOURNAL).open();
    Map<String, Object> reading = new HashMap<>();
    reading.put("bootstrap.servers", system.bootstrapServers());
    reading.put("fetch.min.bytes", 1);
    this.consumer = ContractConsumers.ofBytes(reading);
    var partitions = Topics.JOURNAL.partitions(system.zones());
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    this.thread = new Thread(this::follow, "journal-watch");
    thread.start();
  }

  /** When the next change of a zone's standing was read, by {@link System#nanoTime}. */
  long nextAnnouncement() throws InterruptedException {
    Long at = announced.poll(WITHIN.toSeconds(), TimeUnit.SECONDS);
    if (at == null) {
      throw new StartFailure(
          "no zone went down or up in the journal within %d s".formatted(WITHIN.toSeconds()));
    }
    return at;
  }

  /** How many agents are logged on, by what was read so far. */
  int loggedOn() {
    return loggedOn.size();
  }

  private void follow() {
    SelectiveEventDecoder decoder =
        new SelectiveEventDecoder(
            serdes.deserializer(),
            Set.of(
                ZoneGoingDown.class,
                ZoneBroughtUp.class,
                AgentLoggedOn.class,
                AgentLoggedOff.class));
    try (consumer) {
      while (true) {
        var records = consumer.poll(POLL);
        long now = System.nanoTime();
        for (ConsumerRecord<byte[], byte[]> record : records) {
          decoder.read(record.topic(), record.value()).ifPresent(event -> see(event, now));
        }
      }
    } catch (WakeupException e) {
      // The benchmark has seen enough.
      serdes.close();
    }
  }

  private void see(Event event, long now) {
    switch (event) {
      case AgentLoggedOn on -> loggedOn.add(on.getAgentId());
      case AgentLoggedOff off -> loggedOn.remove(off.getAgentId());
      default -> announced.add(now);
    }
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
