package org.zonekeeper.schemas;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.zonekeeper.schemas.TopicSpec.Cleanup;

/**
 * Creates the topics of the contract and checks those that exist. Called once, by set-up commands.
 */
public final class TopicSetup {
  /**
   * A broker answers a creation before all of it knows the topic; on a busy machine long before.
   */
  private static final Duration KNOWN_WITHIN = Duration.ofSeconds(30);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final Admin admin;
  private final ZoneDirectory directory;

  public TopicSetup(Admin admin, ZoneDirectory directory) {
    this.admin = admin;
    this.directory = directory;
  }

  /**
   * Creates what is missing; safe to call again and from several programs at once.
   *
   * @param replication replicas of every partition
   * @return the names of the topics that were created
   * @throws IllegalStateException if a topic exists with another number of partitions
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
    return created;
  }

  /**
   * Checks that every topic exists with the directory's number of partitions.
   *
   * @throws IllegalStateException naming the topic, its partitions and the number expected
   */
  public void verify() throws ExecutionException, InterruptedException {
    List<String> names = Topics.all().stream().map(TopicSpec::name).toList();
    for (TopicDescription topic : admin.describeTopics(names).allTopicNames().get().values()) {
      if (topic.partitions().size() != directory.partitions()) {
        throw new IllegalStateException(
            "topic %s has %d partitions, the zone directory %s needs %d: a zone is a partition, so both must agree"
                .formatted(
                    topic.name(), topic.partitions().size(), directory, directory.partitions()));
      }
    }
  }

  private void awaitKnown(List<String> topics) throws ExecutionException, InterruptedException {
    long deadline = System.nanoTime() + KNOWN_WITHIN.toNanos();
    while (!known(topics)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
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
    Map<String, String> config =
        spec.cleanup() == Cleanup.COMPACT
            ? Map.of("cleanup.policy", "compact")
            : Map.of(
                "cleanup.policy",
                "delete",
                "retention.ms",
                Long.toString(spec.retention().toMillis()));
    return new NewTopic(spec.name(), directory.partitions(), replication).configs(config);
  }
}
