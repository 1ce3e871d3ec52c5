package org.zonekeeper.am.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.zonekeeper.domain.input.Input.OldestMember;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.level.FeatureLevel;

/** X9: who of the group is of which version. */
class GroupVersionsTest {
  /** As Kafka Streams makes it of an Agent Manager's client id. */
  private static String member(Owner owner) {
    return ClientName.of(owner) + "-StreamThread-1-consumer";
  }

  private static final Owner NEW =
      new Owner("am-1.east", ClientName.incarnation(FeatureLevel.SECOND, "0a1b2c3d4e5f"));

  /** As release 0.1.0 makes them. */
  private static final Owner OLD = new Owner("am-2.east", "0a1b2c3d4e5f");

  private static GroupVersions group(Set<String> members) {
    return new GroupVersions(() -> CompletableFuture.completedFuture(members));
  }

  @Test
  void readsInTheClientIdWhatAMemberKnows() {
    assertThat(group(Set.of(member(NEW))).oldest())
        .contains(new OldestMember("am-1.east", FeatureLevel.SECOND.number()));
  }

  @Test
  void takesAMemberThatTellsNoLevelForOneOfTheFirstRelease() {
    assertThat(group(Set.of(member(NEW), member(OLD))).oldest())
        .contains(new OldestMember("am-2.east", FeatureLevel.FIRST.number()));
  }

  @Test
  void knowsALevelThatIsNewerThanAllOfItsOwn() {
    assertThat(group(Set.of("am-3.v17-0a1b-StreamThread-12-consumer")).oldest())
        .contains(new OldestMember("am-3", 17));
  }

  @Test
  void doesNotGuessWhereKafkaDoesNotSay() {
    GroupVersions silent =
        new GroupVersions(() -> CompletableFuture.failedFuture(new TimeoutException("no answer")));
    assertThat(silent.oldest()).isEmpty();
  }
}
