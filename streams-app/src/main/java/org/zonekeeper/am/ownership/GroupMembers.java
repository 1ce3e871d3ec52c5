package org.zonekeeper.am.ownership;

import java.util.Collection;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.KafkaFuture;

/**
 * Has Kafka take static members out of the Agent Managers' group, by name: a dead one, so that
 * nobody waits for its session time-out, or one's own, which is sooner than Kafka Streams leaves.
 * Stateless; any thread.
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
