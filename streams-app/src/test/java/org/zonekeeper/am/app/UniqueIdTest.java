package org.zonekeeper.am.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.MemberAssignment;
import org.apache.kafka.clients.admin.MemberDescription;
import org.junit.jupiter.api.Test;

class UniqueIdTest {
  private static final List<MemberDescription> MEMBERS =
      List.of(
          member("am-1.0a1b-StreamThread-1-consumer"),
          member("am-1.0a1b-StreamThread-2-consumer"),
          member("am-11.0a1b-StreamThread-1-consumer"),
          member("am-2.0a1b-StreamThread-1-consumer"));

  @Test
  void findsEveryMemberOfAnotherProcessWithTheSameId() {
    assertThat(UniqueId.others("am-1", MEMBERS))
        .extracting(MemberDescription::clientId)
        .containsExactly("am-1.0a1b-StreamThread-1-consumer", "am-1.0a1b-StreamThread-2-consumer");
  }

  @Test
  void findsNobodyWhoseIdIsOnlyAlike() {
    assertThat(UniqueId.others("am", MEMBERS)).isEmpty();
    assertThat(UniqueId.others("am-3", MEMBERS)).isEmpty();
  }

  private static MemberDescription member(String client) {
    return new MemberDescription(
        client + "-uuid",
        Optional.of("static"),
        Optional.empty(),
        client,
        "/10.0.0.1",
        new MemberAssignment(Set.of()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
