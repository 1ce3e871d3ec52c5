package org.zonekeeper.am.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.MemberAssignment;
import org.apache.kafka.clients.admin.MemberDescription;
import org.junit.jupiter.api.Test;
import org.zonekeeper.am.ownership.Eviction.Identity;
import org.zonekeeper.am.ownership.Eviction.Suspect;

/** Whom an eviction can concern at all, whatever was said on a connection. */
class KnownThreadsTest {
  private static final List<MemberDescription> MEMBERS =
      List.of(
          member("am-1.old-StreamThread-1-consumer", "am-1-1", "/10.0.0.1"),
          member("am-2.b-StreamThread-1-consumer", "am-2-1", "/10.0.0.2"),
          member("am-2.b-StreamThread-2-consumer", "am-2-2", "/10.0.0.2"),
          member("am-22.b-StreamThread-1-consumer", "am-22-1", "/10.0.0.2"),
          member("am-3.c-StreamThread-1-consumer", "am-3-1", "/127.0.0.1"));

  @Test
  void areAllThreadsOfThePeerThatKafkaSeesAtItsAddress() throws UnknownHostException {
    assertThat(known("am-2.b", "10.0.0.2", Identity.CLAIMED))
        .isEqualTo(Map.of(1, "am-2-1", 2, "am-2-2"));
  }

  @Test
  void areNoneOfAPeerWhoseNameIsUsedAtAnotherAddress() throws UnknownHostException {
    assertThat(known("am-2.b", "10.0.0.66", Identity.CLAIMED)).isEmpty();
    assertThat(known("am-3.c", "10.0.0.2", Identity.CLAIMED)).isEmpty();
  }

  @Test
  void areNoneOfAnIncarnationThatHasBeenReplaced() throws UnknownHostException {
    assertThat(known("am-1.new", "10.0.0.1", Identity.PROVEN)).isEmpty();
  }

  @Test
  void areThoseOfAPeerThatHasProvenItsNameWhereverItIs() throws UnknownHostException {
    assertThat(known("am-2.b", "192.168.7.7", Identity.PROVEN)).hasSize(2);
  }

  @Test
  void areAtOneAddressOfThisMachineAsAtAnother() throws UnknownHostException {
    assertThat(known("am-3.c", "127.0.0.2", Identity.CLAIMED)).isEqualTo(Map.of(1, "am-3-1"));
  }

  @Test
  void areOnlyTheDeadOnesOfAPeerThatLives() throws UnknownHostException {
    var suspect =
        new Suspect(
            "am-2.b", Set.of(2), InetAddress.getByName("10.0.0.2"), Identity.CLAIMED, "died");
    assertThat(KnownThreads.of(suspect, MEMBERS)).isEqualTo(Map.of(2, "am-2-2"));
  }

  private static Map<Integer, String> known(String client, String at, Identity identity)
      throws UnknownHostException {
    return KnownThreads.of(
        new Suspect(client, Set.of(), InetAddress.getByName(at), identity, "gone"), MEMBERS);
  }

  private static MemberDescription member(String client, String instance, String host) {
    return new MemberDescription(
        instance + "-uuid",
        Optional.of(instance),
        Optional.empty(),
        client,
        host,
        new MemberAssignment(Set.of()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
