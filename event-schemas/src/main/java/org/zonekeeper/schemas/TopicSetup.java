package org.zonekeeper.schemas;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.zonekeeper.schemas.TopicSpec.Cleanup;

/**
 * Creates the topics of the contract and checks those that exist. Called once, by set-up commands.
 */
public final class TopicSetup {
  /** As a journal retention: nothing is ever deleted. */
  public static final Duration FOREVER = Duration.ofMillis(-1);

  /**
   * A broker answers a creation before all of it knows the topic; on a busy machine long before.
   */
  private static final Duration KNOWN_WITHIN = Duration.ofSeconds(30);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final Admin admin;
  private final ZoneDirectory directory;
  private final Optional<Duration> journalRetention;

  /** With the catalogue's own retention of every topic. */
  public TopicSetup(Admin admin, ZoneDirectory directory) {
    this(admin, directory, Optional.empty());
  }

  /**
   * A set-up with another retention of the journal.
   *
   * @param journalRetention how long the journal topic keeps events, {@link #FOREVER} among the
   *     choices; an existing topic is set to it too. Absent: the catalogue's own for a new topic,
   *     and an existing one is left alone.
   */
  public TopicSetup(Admin admin, ZoneDirectory directory, Optional<Duration> journalRetention) {
    this.admin = admin;
    this.directory = directory;
    this.journalRetention = journalRetention;
  }

  /**
   * Creates what is missing; safe to call again and from several programs at once.
   *
   * @param replication replicas of every partition
   * @return the names of the topics that were created
   * @throws UnfitTopicsException if a topic exists with another number of partitions
   */
  public List<String> create(short replication) throws ExecutionException, InterruptedException {
    List<NewTopic> wanted = Topics.all().stream().map(spec -> topic(spec, replication)).toList();
    List<String> created = new ArrayList<>();
    for (var result : admin.createTopics(wanted).values().entrySet()) {
      try {
        result.getValue().get();
        created.add(result.getKey());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
    awaitKnown(Topics.all().stream().map(TopicSpec::name).toList());
    verify();
    if (journalRetention.isPresent() && !created.contains(Topics.JOURNAL.name())) {
      setRetention(journalRetention.get());
    }
    return created;
  }

  private void setRetention(Duration retention) throws ExecutionException, InterruptedException {
    ConfigResource journal = new ConfigResource(ConfigResource.Type.TOPIC, Topics.JOURNAL.name());
    AlterConfigOp set =
        new AlterConfigOp(
            new ConfigEntry(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis())),
            AlterConfigOp.OpType.SET);
    admin.incrementalAlterConfigs(Map.of(journal, List.of(set))).all().get();
  }

  /**
   * As {@link #verify(List)}, for all topics of the contract.
   *
   * @throws UnfitTopicsException naming the topic, its partitions and the number expected
   */
  public void verify() throws ExecutionException, InterruptedException {
    verify(Topics.all());
  }

  /**
   * Checks that each of these topics exists with the directory's number of partitions.
   *
   * @throws UnfitTopicsException naming the topic, its partitions and the number expected, or the
   *     topic that may not be seen
   */
  public void verify(List<TopicSpec> topics) throws ExecutionException, InterruptedException {
    List<String> names = topics.stream().map(TopicSpec::name).toList();
    for (var described : admin.describeTopics(names).topicNameValues().entrySet()) {
      TopicDescription topic = visible(described.getKey(), described.getValue());
      if (topic.partitions().size() != directory.partitions()) {
        throw new UnfitTopicsException(
            "topic %s has %d partitions, the zone directory %s needs %d: a zone is a partition, so both must agree"
                .formatted(
                    topic.name(), topic.partitions().size(), directory, directory.partitions()));
      }
    }
  }

  private static TopicDescription visible(String name, KafkaFuture<TopicDescription> described)
      throws ExecutionException, InterruptedException {
    try {
      return described.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        throw new UnfitTopicsException(
            "topic %s may not be seen: this principal lacks a right on it; 'zonekeeper acls print'"
                    .formatted(name)
                + " lists what each part needs");
      }
      throw e;
    }
  }

  private void awaitKnown(List<String> topics) throws ExecutionException, InterruptedException {
    long deadline = System.nanoTime() + KNOWN_WITHIN.toNanos();
    while (!known(topics)) {
      if (System.nanoTime() > deadline) {
        throw new UnfitTopicsException(
            "the topics %s were created, but the broker does not know them all %d s later"
                .formatted(topics, KNOWN_WITHIN.toSeconds()));
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN.toMillis());
    }
  }

  private boolean known(List<String> topics) throws ExecutionException, InterruptedException {
    try {
      return admin.describeTopics(topics).allTopicNames().get().size() == topics.size();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return false;
      }
      throw e;
    }
  }

  private NewTopic topic(TopicSpec spec, short replication) {
    Map<String, String> config = new HashMap<>();
    // By default a broker refuses records that are an hour ahead of its clock. A zone's time never
    // goes back behind its last event: an owner's wrong clock must not make it unwritable.
    config.put("message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
    if (spec.cleanup() == Cleanup.COMPACT) {
      config.put("cleanup.policy", "compact");
    } else {
      config.put("cleanup.policy", "delete");
      config.put("retention.ms", Long.toString(retentionOf(spec).toMillis()));
    }
    return new NewTopic(spec.name(), directory.partitions(), replication).configs(config);
  }

  private Duration retentionOf(TopicSpec spec) {
    return spec.equals(Topics.JOURNAL)
        ? journalRetention.orElse(spec.retention())
        : spec.retention();
  }
}
