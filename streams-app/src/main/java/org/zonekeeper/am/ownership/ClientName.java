package org.zonekeeper.am.ownership;

import org.zonekeeper.schemas.common.Owner;

/**
 * The Kafka client id of an Agent Manager: its id and its incarnation, so that the group's list of
 * members tells which process is meant, and a restarted one is another. Stateless.
 */
public final class ClientName {
  private ClientName() {}

  /** The {@code client.id} that Kafka Streams is given. */
  public static String of(Owner owner) {
    return owner.getAgentManager() + "." + owner.getIncarnation();
  }

  /** Whether a member's client id is that of one of the owner's threads. */
  public static boolean isThreadOf(Owner owner, String memberClientId) {
    // Streams appends "-StreamThread-<index>-consumer".
    return memberClientId.startsWith(of(owner) + "-StreamThread-");
  }
}
