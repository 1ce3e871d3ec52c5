package org.zonekeeper.schemas.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.zonekeeper.schemas.TopicSpec;
import org.zonekeeper.schemas.TopicSpec.Cleanup;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.access.AccessRules;
import org.zonekeeper.schemas.access.AclOperations;

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

  private static final String ACLS = "'zonekeeper acls print' lists what each part needs";

  private static final DescribeTopicsOptions WITH_RIGHTS =
      new DescribeTopicsOptions().includeAuthorizedOperations(true);

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
   * The topics of the contract as {@link #create} asks the brokers for them.
   *
   * @param journalRetention as in the constructor
   * @param replication replicas of every partition
   */
  public static List<NewTopic> wanted(
      ZoneDirectory directory, Optional<Duration> journalRetention, short replication) {
    return Topics.all().stream()
        .map(spec -> topic(spec, directory, journalRetention, replication))
        .toList();
  }

  /**
   * Creates what is missing; safe to call again and from several programs at once.
   *
   * @param replication replicas of every partition
   * @return the names of the topics that were created
   * @throws UnfitTopicsException if a topic exists with another number of partitions
   */
  public List<String> create(short replication) throws ExecutionException, InterruptedException {
    List<NewTopic> wanted = wanted(directory, journalRetention, replication);
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
   * Checks that each topic of the contract exists with the directory's number of partitions.
   *
   * @throws UnfitTopicsException naming the topic, its partitions and the number expected, or the
   *     topic that may not be seen
   */
  public void verify() throws ExecutionException, InterruptedException {
    Map<String, Set<AclOperation>> nothing = new LinkedHashMap<>();
    Topics.all().forEach(topic -> nothing.put(topic.name(), Set.of()));
    verify(nothing);
  }

  /**
   * Checks the same of the topics that a part uses, and that it may do with them what it will do.
   *
   * @param part as the rules of access call it, see {@link AccessRules}
   * @throws UnfitTopicsException as {@link #verify()} does, or naming the topic and what may not be
   *     done with it
   */
  public void verifyFor(String part) throws ExecutionException, InterruptedException {
    verify(AccessRules.onTopicsOf(part));
  }

  /**
   * As {@link #verifyFor}, for a part that starts: whatever is wrong is one sentence for its user.
   *
   * @param brokers where they are, for that sentence
   * @throws UnfitTopicsException also if no broker answers, or one lacks a topic
   */
  public void requireFor(String part, String brokers) throws InterruptedException {
    try {
      verifyFor(part);
    } catch (ExecutionException e) {
      throw new UnfitTopicsException(
          switch (e.getCause()) {
            case UnknownTopicOrPartitionException unknown ->
                "the brokers at %s lack a topic of the contract (%s); create the topics first"
                    .formatted(brokers, unknown.getMessage());
            case TimeoutException silence ->
                "no Kafka broker answers at %s; is it running, and is the address right?"
                    .formatted(brokers);
            default ->
                "the brokers at %s refuse to describe the topics: %s"
                    .formatted(brokers, String.valueOf(e.getCause().getMessage()));
          },
          e);
    }
  }

  /** As {@link #requireFor(String, String)}, with a client of its own that waits for 15 s. */
  public static void requireFor(
      String part, KafkaConnection kafka, ZoneDirectory directory, String clientId)
      throws InterruptedException {
    try (Admin admin = kafka.admin(kafka.hastyClient(clientId))) {
      new TopicSetup(admin, directory).requireFor(part, kafka.bootstrapServers());
    }
  }

  private void verify(Map<String, Set<AclOperation>> rights)
      throws ExecutionException, InterruptedException {
    var described = admin.describeTopics(rights.keySet(), WITH_RIGHTS).topicNameValues();
    for (String name : rights.keySet()) {
      TopicDescription topic = visible(name, described.get(name));
      if (topic.partitions().size() != directory.partitions()) {
        throw new UnfitTopicsException(
            "topic %s has %d partitions, the zone directory %s needs %d: a zone is a partition, so both must agree"
                .formatted(
                    topic.name(), topic.partitions().size(), directory, directory.partitions()));
      }
      requireRights(topic, rights.get(name));
    }
  }

  /** A broker without an authorizer grants everything; one that does not tell is believed. */
  private static void requireRights(TopicDescription topic, Set<AclOperation> needed) {
    Set<AclOperation> granted = topic.authorizedOperations();
    List<String> missing =
        needed.stream()
            .filter(operation -> granted != null && !granted.contains(operation))
            .sorted()
            .map(AclOperations::nameOf)
            .toList();
    if (!missing.isEmpty()) {
      throw new UnfitTopicsException(
          "this principal lacks the right to %s on topic %s; %s"
              .formatted(String.join(" and ", missing), topic.name(), ACLS));
    }
  }

  private static TopicDescription visible(String name, KafkaFuture<TopicDescription> described)
      throws ExecutionException, InterruptedException {
    try {
      return described.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        throw new UnfitTopicsException(
            "topic %s may not be seen: this principal lacks a right on it; %s"
                .formatted(name, ACLS));
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

  private static NewTopic topic(
      TopicSpec spec,
      ZoneDirectory directory,
      Optional<Duration> journalRetention,
      short replication) {
    Map<String, String> config = new TreeMap<>();
    // By default a broker refuses records that are an hour ahead of its clock. A zone's time never
    // goes back behind its last event: an owner's wrong clock must not make it unwritable.
    config.put("message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
    if (spec.cleanup() == Cleanup.COMPACT) {
      config.put("cleanup.policy", "compact");
    } else {
      Duration retention =
          spec.equals(Topics.JOURNAL)
              ? journalRetention.orElse(spec.retention())
              : spec.retention();
      config.put("cleanup.policy", "delete");
      config.put("retention.ms", Long.toString(retention.toMillis()));
    }
    return new NewTopic(spec.name(), directory.partitions(), replication).configs(config);
  }
}
