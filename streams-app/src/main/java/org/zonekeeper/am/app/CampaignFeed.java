package org.zonekeeper.am.app;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.am.processor.CampaignTotals;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.status.ZoneStatus;
import org.zonekeeper.schemas.wire.ContractSerdes;

/**
 * Follows the status of all zones for what campaigns came to in each. Reads what is committed only,
 * and every zone's partition by itself: an owner that is gone holds up nobody else's count. Has a
 * thread of its own, which opens another consumer when one fails: until then the last counts stand.
 */
final class CampaignFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CampaignFeed.class);
  private static final Duration POLL = Duration.ofMillis(500);

  /** How old a count may get on its way; it is offered to a zone every five seconds. */
  private static final Duration GATHER = Duration.ofSeconds(1);

  /** More than all zones say in that time. */
  private static final int MUCH = 1 << 20;

  private static final Duration AGAIN = Duration.ofSeconds(5);

  /** Ten seconds of beats and markers: a zone that has no owner now has said something before. */
  private static final long BACK = 200;

  private final AgentManagerSettings settings;
  private final ContractSerdes serdes;
  private final CampaignTotals totals;
  private final CountDownLatch closed = new CountDownLatch(1);

  CampaignFeed(AgentManagerSettings settings, ContractSerdes serdes, CampaignTotals totals) {
    this.settings = settings;
    this.serdes = serdes;
    this.totals = totals;
  }

  void start() {
    var unused =
        Thread.ofPlatform()
            .daemon()
            .name("campaign-feed")
            .uncaughtExceptionHandler(
                (died, failure) -> LOG.error("thread ended thread={}", died.getName(), failure))
            .start(this::run);
  }

  private void run() {
    try {
      do {
        try (Consumer<String, SpecificRecord> statuses = open()) {
          follow(statuses);
        } catch (InterruptException e) {
          return;
        } catch (KafkaException e) {
          LOG.warn(
              "campaigns' counts of other zones not followed, again soon reason=\"{}\"",
              e.getMessage());
        }
      } while (!closed.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Consumer<String, SpecificRecord> open() {
    Map<String, Object> config =
        settings.kafka().client(settings.installation().id() + "-campaign-feed");
    // Each zone beats many times a second: one answer for all of it, not one for each beat.
    config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, MUCH);
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) GATHER.toMillis());
    return settings.kafka().reader(config, serdes.deserializer());
  }

  private void follow(Consumer<String, SpecificRecord> statuses) {
    List<TopicPartition> partitions =
        IntStream.range(0, settings.installation().directory().partitions())
            .mapToObj(partition -> new TopicPartition(Topics.ZONE_STATUS.name(), partition))
            .toList();
    statuses.assign(partitions);
    var first = statuses.beginningOffsets(partitions);
    statuses
        .endOffsets(partitions)
        .forEach(
            (partition, end) ->
                statuses.seek(partition, Math.max(first.get(partition), end - BACK)));
    while (closed.getCount() > 0) {
      for (ConsumerRecord<String, SpecificRecord> record : statuses.poll(POLL)) {
        if (record.value() instanceof ZoneStatus status) {
          totals.take(status);
        }
      }
    }
  }

  /** Lets the thread end by itself, which it does within half a second. */
  @Override
  public void close() {
    closed.countDown();
  }
}
