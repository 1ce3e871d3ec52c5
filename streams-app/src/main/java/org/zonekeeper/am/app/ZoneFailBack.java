package org.zonekeeper.am.app;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.am.assignment.FailBack;
import org.zonekeeper.am.assignment.ZoneAllocation;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.command.ActorRole;
import org.zonekeeper.schemas.command.CommandHeader;
import org.zonekeeper.schemas.command.HandOverZone;
import org.zonekeeper.schemas.read.RecordPoll;
import org.zonekeeper.schemas.read.SkippedRecords;
import org.zonekeeper.schemas.status.ZonePhase;
import org.zonekeeper.schemas.status.ZoneStatus;
import org.zonekeeper.schemas.wire.ContractSerdes;

/**
 * Follows the zones' status and asks owners to hand zones over to those that they are allocated to.
 * Every Agent Manager has one, since any may lead the group. Has a thread of its own; its methods
 * may be called from any.
 */
final class ZoneFailBack implements FailBack, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ZoneFailBack.class);
  private static final Duration POLL = Duration.ofMillis(500);

  /** It is the group's leader that waits: better to ask again than to keep it. */
  private static final int LONGEST_WAIT_MS = 500;

  private final ZoneAllocation allocation;
  private final ZoneDirectory directory;
  private final String self;
  private final Consumer<String, SpecificRecord> statuses;
  private final Producer<String, SpecificRecord> commands;
  private final Map<Integer, ZoneStatus> latest = new ConcurrentHashMap<>();
  private final SkippedRecords skipped = new SkippedRecords("fail-back");
  private final Thread follower;
  private volatile boolean closing;

  ZoneFailBack(AgentManagerSettings settings, ContractSerdes serdes) {
    this.allocation = settings.allocation();
    this.directory = settings.installation().directory();
    this.self = settings.installation().id();
    this.statuses = settings.kafka().reader(clients(settings, Map.of()), serdes.deserializer());
    this.commands =
        settings
            .kafka()
            .producer(
                clients(settings, Map.of(ProducerConfig.MAX_BLOCK_MS_CONFIG, LONGEST_WAIT_MS)),
                new StringSerializer(),
                serdes.serializer());
    this.follower =
        Thread.ofPlatform()
            .daemon()
            .name("zone-homecoming")
            .uncaughtExceptionHandler(
                (thread, failure) ->
                    LOG.error("zone status not followed any more, zones stay away", failure))
            .unstarted(this::follow);
  }

  private static Map<String, Object> clients(
      AgentManagerSettings settings, Map<String, Object> own) {
    Map<String, Object> config =
        settings.kafka().client(settings.installation().id() + "-zone-homecoming");
    config.putAll(own);
    return config;
  }

  void start() {
    follower.start();
  }

  @Override
  public Optional<String> homeOf(int partition) {
    return directory.zoneOf(partition).flatMap(allocation::homeOf);
  }

  @Override
  public boolean announced(int partition) {
    ZoneStatus status = latest.get(partition);
    return status != null && status.getPhase() == ZonePhase.HANDING_OVER;
  }

  @Override
  public void announce(int partition, String agentManager) {
    String zone = directory.zoneOf(partition).orElseThrow();
    ZoneStatus status = latest.get(partition);
    if (status == null) {
      // Nobody has been heard of who could announce it; the group looks again soon.
      return;
    }
    long now = System.currentTimeMillis();
    CommandHeader header =
        CommandHeader.newBuilder()
            .setCommandId("hand-over-%s-%s-%d".formatted(zone, agentManager, now))
            .setZone(zone)
            .setEpochSeen(status.getEpoch())
            .setActor(self)
            .setRole(ActorRole.AGENT_MANAGER)
            .setSentAt(now)
            .setOrigin(self)
            .build();
    String grounds = "%s is back and warm; the zone is allocated to it".formatted(agentManager);
    // What fails is told below, and the group asks again.
    var unused =
        commands.send(
            new ProducerRecord<>(
                Topics.COMMANDS.name(),
                partition,
                zone,
                new HandOverZone(header, agentManager, grounds)),
            (sent, failure) -> {
              if (failure != null) {
                LOG.warn("handover not asked for zone={} to={}", zone, agentManager, failure);
              }
            });
    LOG.info("handover asked for zone={} to={}", zone, agentManager);
  }

  private void follow() {
    List<TopicPartition> partitions =
        IntStream.range(0, directory.partitions())
            .mapToObj(partition -> new TopicPartition(Topics.ZONE_STATUS.name(), partition))
            .toList();
    try (statuses) {
      statuses.assign(partitions);
      // Owners beat ten times a second: what was before says nothing.
      statuses.seekToEnd(partitions);
      RecordPoll poll = RecordPoll.following(statuses, skipped);
      while (!closing) {
        read(poll);
      }
    } catch (WakeupException e) {
      // Closed while it waited.
    }
  }

  private void read(RecordPoll poll) {
    for (ConsumerRecord<String, SpecificRecord> record : poll.poll(POLL)) {
      if (record.value() instanceof ZoneStatus status) {
        see(record, status);
      }
    }
  }

  private void see(ConsumerRecord<String, SpecificRecord> record, ZoneStatus status) {
    if (directory.zoneOf(record.partition()).equals(Optional.of(status.getZone()))) {
      latest.put(record.partition(), status);
    } else {
      skipped.stranger(
          new TopicPartition(record.topic(), record.partition()),
          record.offset(),
          "of zone '" + status.getZone() + "', which is not the partition's");
    }
  }

  @Override
  public void close() {
    closing = true;
    if (follower.getState() == Thread.State.NEW) {
      statuses.close();
    } else {
      statuses.wakeup();
    }
    commands.close(Duration.ofMillis(LONGEST_WAIT_MS));
  }
}
