package org.zonekeeper.am.ownership;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.MemberDescription;

/** Asks the group's coordinator for its members. Stateless; any thread. */
public final class KafkaGroupLiveness implements GroupLiveness {
  private final Admin admin;
  private final String group;
  private final Duration timeout;

  /**
   * @param admin open for as long as this is used; closed by its owner
   * @param group the Agent Managers' application id
   * @param timeout of one question
   */
  public KafkaGroupLiveness(Admin admin, String group, Duration timeout) {
    this.admin = admin;
    this.group = group;
    this.timeout = timeout;
  }

  @Override
  public CompletableFuture<Set<String>> memberClientIds() {
    var options =
        new DescribeConsumerGroupsOptions().timeoutMs(Math.toIntExact(timeout.toMillis()));
    return admin
        .describeConsumerGroups(List.of(group), options)
        .describedGroups()
        .get(group)
        .thenApply(KafkaGroupLiveness::clientIds)
        .toCompletionStage()
        .toCompletableFuture();
  }

  private static Set<String> clientIds(ConsumerGroupDescription description) {
    return description.members().stream()
        .map(MemberDescription::clientId)
        .collect(Collectors.toUnmodifiableSet());
  }
}
