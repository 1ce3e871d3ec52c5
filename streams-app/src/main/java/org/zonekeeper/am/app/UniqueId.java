package org.zonekeeper.am.app;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.MemberDescription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.am.ownership.GroupMembers;

/**
 * The check, before an Agent Manager joins the group, that no other has its id: two of them would
 * drive each other out of it again and again. One that died a moment ago is still a member, until
 * its session times out or a peer has it evicted; one that stays for longer lives. Used once, by
 * the thread that starts.
 */
final class UniqueId {
  private static final Logger LOG = LoggerFactory.getLogger(UniqueId.class);
  private static final Duration LOOK = Duration.ofMillis(100);

  /** A broker looks at its sessions' ends a little later. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final GroupMembers members;
  private final String id;
  private final long deadline;

  /**
   * @param id of the Agent Manager that starts
   * @param session for which Kafka keeps a member that died, and it died before now
   */
  UniqueId(GroupMembers members, String id, Duration session) {
    this.members = members;
    this.id = id;
    this.deadline = System.nanoTime() + session.plus(GRACE).toNanos();
  }

  /**
   * Returns when nobody has the id.
   *
   * @param given counted down when the start is given up
   * @throws StartException if somebody has it, and lives
   */
  void verify(CountDownLatch given) throws InterruptedException {
    try {
      List<MemberDescription> others = others(id, members.list().get());
      while (!others.isEmpty() && !given.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        if (System.nanoTime() - deadline > 0) {
          throw new StartException(
              "the id '%s' is taken by another Agent Manager that is alive: %s; stop that one, or give this one another --id"
                  .formatted(id, describe(others)));
        }
        others = others(id, members.list().get());
      }
    } catch (ExecutionException e) {
      LOG.warn("not known whether another has the same id reason=\"{}\"", e.getMessage());
    }
  }

  /** The members of Agent Managers of this id; the starting one has not joined yet. */
  static List<MemberDescription> others(String id, Collection<MemberDescription> members) {
    // As ClientName has it: the id, and the incarnation, which has no dots.
    return members.stream()
        .filter(member -> member.clientId().matches(id + "\\.[^.]+-StreamThread-[0-9]+-consumer"))
        .toList();
  }

  private static String describe(List<MemberDescription> others) {
    return others.stream()
        .map(member -> "%s at %s".formatted(member.clientId(), member.host()))
        .collect(Collectors.joining(", "));
  }
}
