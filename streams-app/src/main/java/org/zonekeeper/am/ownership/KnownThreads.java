package org.zonekeeper.am.ownership;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.MemberDescription;
import org.zonekeeper.am.ownership.Eviction.Identity;
import org.zonekeeper.am.ownership.Eviction.Suspect;

/**
 * Those threads of a suspect that Kafka knows, which are all that can be evicted: whatever somebody
 * says on a connection, it is Kafka's list of members that tells whom this concerns. Stateless.
 */
final class KnownThreads {
  private KnownThreads() {}

  /**
   * The static member of each thread that is to be evicted, by the thread's number. Who has not
   * proven its identity must be connected from where the suspect was.
   *
   * @param members of the Agent Managers' group
   */
  static SortedMap<Integer, String> of(Suspect suspect, Collection<MemberDescription> members) {
    SortedMap<Integer, String> known = new TreeMap<>();
    for (MemberDescription member : members) {
      OptionalInt number = ClientName.threadNumber(suspect.client(), member.clientId());
      if (number.isPresent()
          && member.groupInstanceId().isPresent()
          && concerns(suspect.threads(), number.getAsInt())
          && (suspect.identity() == Identity.PROVEN || isAt(suspect.at(), member.host()))) {
        known.put(number.getAsInt(), member.groupInstanceId().get());
      }
    }
    return known;
  }

  /** Where Kafka sees the members of this client, for people. */
  static List<String> hosts(String client, Collection<MemberDescription> members) {
    return members.stream()
        .filter(member -> ClientName.threadNumber(client, member.clientId()).isPresent())
        .map(MemberDescription::host)
        .distinct()
        .toList();
  }

  private static boolean concerns(Set<Integer> threads, int number) {
    return threads.isEmpty() || threads.contains(number);
  }

  /**
   * @param host as Kafka tells it: an address after a slash
   */
  private static boolean isAt(InetAddress peer, String host) {
    return literal(host.substring(host.indexOf('/') + 1))
        .filter(member -> member.equals(peer) || (isHere(member) && isHere(peer)))
        .isPresent();
  }

  private static Optional<InetAddress> literal(String address) {
    try {
      return Optional.of(InetAddress.getByName(address));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** A machine has several addresses, and talks to itself by another than to others. */
  private static boolean isHere(InetAddress address) {
    try {
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return false;
    }
  }
}
