package org.zonekeeper.restore;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * The Agent Managers' group, which must have no member while their state is written: an owner would
 * go on with what it holds in memory, and a new one could start from half of it. Any thread.
 */
final class GroupAtRest {
  private final Admin admin;
  private final String group;

  GroupAtRest(Admin admin, String group) {
    this.admin = admin;
    this.group = group;
  }

  /**
   * Looks once.
   *
   * @throws RefusedRestorationException naming the members, if there are any
   */
  void require() throws InterruptedException, ExecutionException {
    Collection<MemberDescription> members = members();
    if (!members.isEmpty()) {
      throw new RefusedRestorationException(
          "Agent Managers of the group %s are alive: %s. Stop them all, and let nothing start them until this is done; one that was killed is a member until its session is over (session.timeout.ms)"
              .formatted(
                  group,
                  members.stream()
                      .map(GroupAtRest::name)
                      .sorted()
                      .collect(Collectors.joining(", "))));
    }
  }

  private static String name(MemberDescription member) {
    return "%s at %s".formatted(member.groupInstanceId().orElse(member.clientId()), member.host());
  }

  private Collection<MemberDescription> members() throws InterruptedException, ExecutionException {
    try {
      return admin.describeConsumerGroups(List.of(group)).all().get().get(group).members();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return List.of();
      }
      throw e;
    }
  }

  /** The committed positions; none for a partition without one. */
  Map<TopicPartition, Long> positions() throws InterruptedException, ExecutionException {
    try {
      Map<TopicPartition, OffsetAndMetadata> offsets =
          admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      return offsets.entrySet().stream()
          .filter(entry -> entry.getValue() != null)
          .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return Map.of();
      }
      throw e;
    }
  }
}
