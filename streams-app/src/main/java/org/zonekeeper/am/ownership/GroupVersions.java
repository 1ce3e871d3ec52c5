package org.zonekeeper.am.ownership;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.domain.input.Input.OldestMember;

/**
 * Says which versions the Agent Managers of the group are: every member's client id tells the
 * newest feature level that it knows, and Kafka lists them all, those without zones too. Stateless;
 * any thread.
 */
public final class GroupVersions {
  private static final Logger LOG = LoggerFactory.getLogger(GroupVersions.class);

  /** Of the zone's own thread, for an operator's command: well below any outage threshold. */
  private static final Duration LONGEST_WAIT = Duration.ofMillis(300);

  private final GroupLiveness liveness;

  public GroupVersions(GroupLiveness liveness) {
    this.liveness = liveness;
  }

  /**
   * Who of the group knows the lowest feature level, as Kafka has it now. Blocks for some
   * milliseconds, and for 300 at most.
   *
   * @return empty if Kafka does not say in time
   */
  public Optional<OldestMember> oldest() {
    try {
      return oldest(liveness.memberClientIds().get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("versions of the Agent Managers not known reason=\"{}\"", e.toString());
      return Optional.empty();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /** Who of these members knows the lowest feature level; empty if there are none. */
  static Optional<OldestMember> oldest(Collection<String> memberClientIds) {
    return memberClientIds.stream()
        .flatMap(member -> ClientName.knowledge(member).stream())
        .min(
            Comparator.comparingInt(OldestMember::level).thenComparing(OldestMember::agentManager));
  }
}
