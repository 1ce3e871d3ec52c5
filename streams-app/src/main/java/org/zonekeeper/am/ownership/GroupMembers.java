package org.zonekeeper.am.ownership;

import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.FenceProducersOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.KafkaFuture;

/**
 * The Agent Managers' group, as Kafka knows it. Lists its members, and has Kafka take static ones
 * out by name: a dead one, so that nobody waits for its session time-out, or one's own, which is
 * sooner than Kafka Streams leaves; and fences their producers. Stateless; any thread.
 */
public final class GroupMembers {
  /**
   * Long enough for a broker that is itself just failing over; the session time-out is behind it.
   */
  static final int TIMEOUT_MILLIS = 5_000;

  private final Admin admin;
  private final String group;

  /**
   * @param admin with short back-offs, as each of its retries prolongs an outage or a handover;
   *     closed by its owner
   * @param group the Agent Managers' application id
   */
  public GroupMembers(Admin admin, String group) {
    this.admin = admin;
    this.group = group;
  }

  /** The Agent Managers' application id. */
  String group() {
    return group;
  }

  /** Who is in the group now. Returns at once. */
  public KafkaFuture<Collection<MemberDescription>> list() {
    return admin
        .describeConsumerGroups(
            List.of(group), new DescribeConsumerGroupsOptions().timeoutMs(TIMEOUT_MILLIS))
        .describedGroups()
        .get(group)
        .thenApply(ConsumerGroupDescription::members);
  }

  /** Has the transactions of these producers aborted, and nothing more of them taken. */
  KafkaFuture<Void> fence(Collection<String> transactionalIds) {
    return transactionalIds.isEmpty()
        ? KafkaFuture.completedFuture(null)
        : admin
            .fenceProducers(transactionalIds, new FenceProducersOptions().timeoutMs(TIMEOUT_MILLIS))
            .all();
  }

  /**
   * Asks for it, and returns at once.
   *
   * @param groupInstanceIds who; none is no question
   * @param reason in words, for the broker's log
   * @return fails with an {@link org.apache.kafka.common.errors.UnknownMemberIdException} if one of
   *     them is no member
   */
  public KafkaFuture<Void> remove(Collection<String> groupInstanceIds, String reason) {
    if (groupInstanceIds.isEmpty()) {
      return KafkaFuture.completedFuture(null);
    }
    var options =
        new RemoveMembersFromConsumerGroupOptions(
            groupInstanceIds.stream().map(MemberToRemove::new).toList());
    options.reason(reason);
    options.timeoutMs(TIMEOUT_MILLIS);
    return admin.removeMembersFromConsumerGroup(group, options).all();
  }
}
