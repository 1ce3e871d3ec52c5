package org.zonekeeper.am.ownership;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How an Agent Manager that stops leaves the group. Kafka Streams leaves last of all, when every
 * task, store and producer is closed; nobody can take a zone on before. But what a zone's owner
 * will ever write is committed before its first task is closed: from then on the others can have
 * the zones, while the rest is cleared away.
 *
 * <p>Begun by Streams threads that close their tasks, completed by the thread that stops the Agent
 * Manager. Thread-safe.
 */
public final class GroupDeparture {
  private static final Logger LOG = LoggerFactory.getLogger(GroupDeparture.class);

  private final GroupMembers members;
  private final Set<String> begun = ConcurrentHashMap.newKeySet();

  /**
   * @param members where to leave from
   */
  public GroupDeparture(GroupMembers members) {
    this.members = members;
  }

  /**
   * A thread's zones are committed for the last time. Returns at once; asks once for each thread.
   *
   * @param groupInstanceId the thread's member
   */
  public void begin(String groupInstanceId) {
    if (begun.add(groupInstanceId)) {
      // How it went is of no interest: complete() asks again.
      var unused = members.remove(Set.of(groupInstanceId), "stops, its zones are committed");
    }
  }

  /**
   * The calling Streams thread dies, and the Agent Manager lives on: so that nobody waits for the
   * session time-out of its member, or for that of its transaction. Returns at once.
   *
   * @param groupInstanceId the thread's member; empty if it had none
   * @param transactionalId the thread's producer; empty if it had none
   */
  public void died(String groupInstanceId, String transactionalId) {
    // Peers that notice that the thread is vouched for no more do the same if this fails.
    var unusedRemoval = members.remove(named(groupInstanceId), "its thread died");
    var unusedFencing = members.fence(named(transactionalId));
  }

  private static Set<String> named(String name) {
    return name.isEmpty() ? Set.of() : Set.of(name);
  }

  /**
   * Makes sure that no member of this Agent Manager is left: those that had no zone, and one that
   * came back because a rebalance was under way. To be called when the threads have ended.
   *
   * @param groupInstanceIds all of them
   */
  public void complete(Set<String> groupInstanceIds) throws InterruptedException {
    for (String member : groupInstanceIds) {
      try {
        members.remove(Set.of(member), "stopped").get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownMemberIdException)) {
          LOG.warn(
              "group not left, the session time-out will do it member={} reason=\"{}\"",
              member,
              e.getCause().getMessage());
        }
      }
    }
  }
}
