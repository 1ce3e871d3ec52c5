package org.zonekeeper.am.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.zonekeeper.domain.index.EntityKey;
import org.zonekeeper.domain.input.Input.Adopt;
import org.zonekeeper.domain.input.Input.AdoptionKind;
import org.zonekeeper.domain.settings.FailoverTreatment;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.common.FailoverPolicy;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.level.FeatureLevel;
import org.zonekeeper.schemas.state.Heartbeat;
import org.zonekeeper.schemas.state.Restoration;
import org.zonekeeper.schemas.state.ZoneLife;
import org.zonekeeper.schemas.state.ZoneRecord;
import org.zonekeeper.schemas.trust.ContractTypes;

class AdoptionJudgeTest {
  static {
    ContractTypes.trust();
  }

  private static final Owner SELF = new Owner("am-1", "b2");
  private static final Owner OTHER = new Owner("am-2", "c3");
  private static final long LAST_SEEN = 100_000;
  private static final Set<String> OTHER_IS_MEMBER =
      Set.of("am-1.b2-StreamThread-1-consumer", "am-2.c3-StreamThread-1-consumer");

  private final AtomicInteger asked = new AtomicInteger();
  private FailoverTreatments failovers = FailoverTreatments.MARK_ALL;
  private CompletableFuture<Set<String>> members = CompletableFuture.completedFuture(Set.of());

  @Test
  void opensAZoneThatNeverHadAnOwner() {
    Adopt adopt =
        judge()
            .consider(ZoneState.empty("north").zone(), Optional.empty(), Optional.empty())
            .judge(LAST_SEEN);

    assertThat(adopt).isEqualTo(new Adopt(SELF, AdoptionKind.OPENING, adopt.grounds(), 0));
    assertThat(adopt.level()).as("nobody else is there").isEqualTo(FeatureLevel.newest());
  }

  @Test
  void opensAZoneSoThatEveryMemberCanOwnIt_X9() {
    members = CompletableFuture.completedFuture(OTHER_IS_MEMBER);

    assertThat(opening().level()).isEqualTo(FeatureLevel.FIRST);
  }

  @Test
  void opensAZoneForTheFirstReleaseWhereTheMembersAreNotKnown_X9() {
    members = new CompletableFuture<>();

    assertThat(opening().level()).isEqualTo(FeatureLevel.FIRST);
  }

  @Test
  void opensAZoneAtTheNewestLevelWhereAllMembersKnowIt_X9() {
    String other = ClientName.incarnation(FeatureLevel.newest(), "c3");
    members =
        CompletableFuture.completedFuture(
            Set.of(
                "am-1.b2-StreamThread-1-consumer", "am-2." + other + "-StreamThread-1-consumer"));

    assertThat(opening().level()).isEqualTo(FeatureLevel.newest());
  }

  private Adopt opening() {
    return judge()
        .consider(ZoneState.empty("north").zone(), Optional.empty(), Optional.empty())
        .judge(LAST_SEEN);
  }

  @Test
  void carriesOnWhenTheSameProcessWasSilentForNoLongerThanTheThreshold() {
    Adopt adopt = after(1_500, ownedBy(SELF));

    assertThat(adopt.kind()).isEqualTo(AdoptionKind.CARRY_ON);
    assertThat(asked).hasValue(0);
  }

  @Test
  void callsItAnOutageWhenTheSameProcessWasSilentForLonger() {
    Adopt adopt = after(1_501, ownedBy(SELF));

    assertThat(adopt.kind()).isEqualTo(AdoptionKind.OUTAGE);
    assertThat(adopt.outageBeganAt()).isEqualTo(LAST_SEEN);
    assertThat(adopt.grounds()).contains("same owner", "1501 ms", "1500 ms");
  }

  @Test
  void takesARestartedProcessForAnotherOwner() {
    members = CompletableFuture.completedFuture(Set.of("am-1.b2-StreamThread-1-consumer"));

    Adopt adopt = after(200, ownedBy(new Owner("am-1", "a1")));

    assertThat(adopt.kind()).isEqualTo(AdoptionKind.OUTAGE);
    assertThat(adopt.grounds()).contains("am-1.a1", "no member of the group", "200 ms");
  }

  @Test
  void callsAnAnnouncedHandoverPlannedWithinThePatience() {
    ZoneRecord zone = ownedBy(OTHER);
    zone.setHandoverAnnounced(true);

    assertThat(after(10_000, zone).kind()).isEqualTo(AdoptionKind.PLANNED_HANDOVER);
    assertThat(after(10_001, zone).kind()).isEqualTo(AdoptionKind.OUTAGE);
    assertThat(asked).hasValue(0);
  }

  @Test
  void doesNotCallAHandoverPlannedThatWasAnnouncedLongBeforeTheFailure() {
    ZoneRecord zone = ownedBy(OTHER);
    zone.setHandoverAnnounced(true);
    zone.setHandoverAnnouncedAt(LAST_SEEN - 10_000);
    assertThat(after(100, zone).kind()).isEqualTo(AdoptionKind.PLANNED_HANDOVER);

    zone.setHandoverAnnouncedAt(LAST_SEEN - 10_001);
    assertThat(after(100, zone).kind()).isEqualTo(AdoptionKind.OUTAGE);
  }

  @Test
  void callsAChangePlannedThatTheLivingOwnerDidNotAnnounce() {
    members = CompletableFuture.completedFuture(OTHER_IS_MEMBER);

    Adopt adopt = after(1_500, ownedBy(OTHER));

    assertThat(adopt.kind()).isEqualTo(AdoptionKind.PLANNED_HANDOVER);
    assertThat(adopt.grounds()).contains("am-2.c3 is alive: member of the group", "1500 ms");
    assertThat(asked).hasValue(1);
  }

  @Test
  void callsItAnOutageWhenEvenALivingOwnerWasSilentForLongerThanTheThreshold() {
    members = CompletableFuture.completedFuture(OTHER_IS_MEMBER);

    Adopt adopt = after(1_501, ownedBy(OTHER));

    assertThat(adopt.kind()).isEqualTo(AdoptionKind.OUTAGE);
    assertThat(adopt.outageBeganAt()).isEqualTo(LAST_SEEN);
    assertThat(adopt.grounds()).contains("alive", "1501 ms", "1500 ms");
  }

  @Test
  void doesNotCountWhatTheZoneToleratesForALivingOwnersSilence_X2() {
    members = CompletableFuture.completedFuture(OTHER_IS_MEMBER);
    failovers =
        new FailoverTreatments(new FailoverTreatment(FailoverPolicy.MARK_ALL, 2_000), Map.of());

    assertThat(after(3_500, ownedBy(OTHER)).kind()).isEqualTo(AdoptionKind.PLANNED_HANDOVER);
    assertThat(after(3_501, ownedBy(OTHER)).kind()).isEqualTo(AdoptionKind.OUTAGE);
  }

  @Test
  void callsItAnOutageWhenTheOwnerIsGone() {
    Adopt adopt = after(400, ownedBy(OTHER));

    assertThat(adopt.kind()).isEqualTo(AdoptionKind.OUTAGE);
    assertThat(adopt.outageBeganAt()).isEqualTo(LAST_SEEN);
    assertThat(adopt.grounds()).contains("am-2.c3", "no member of the group");
  }

  @Test
  void callsItAnOutageWhenKafkaCannotTell() {
    members = CompletableFuture.failedFuture(new TimeoutException("no broker"));
    assertThat(after(400, ownedBy(OTHER)))
        .satisfies(adopt -> assertThat(adopt.kind()).isEqualTo(AdoptionKind.OUTAGE))
        .satisfies(adopt -> assertThat(adopt.grounds()).contains("could not be found out"));

    members = new CompletableFuture<>();
    assertThat(after(400, ownedBy(OTHER)))
        .satisfies(adopt -> assertThat(adopt.kind()).isEqualTo(AdoptionKind.OUTAGE))
        .satisfies(adopt -> assertThat(adopt.grounds()).contains("could not be found out"));
  }

  @Test
  void keepsTheBeginningOfAnOutageThatWasNotEnded() {
    members = CompletableFuture.completedFuture(OTHER_IS_MEMBER);
    ZoneRecord zone = ownedBy(OTHER);
    zone.setLife(ZoneLife.OUTAGE);
    zone.setOutageBeganAt(77_000);

    Adopt adopt = after(100, zone);

    assertThat(adopt.kind()).isEqualTo(AdoptionKind.OUTAGE);
    assertThat(adopt.outageBeganAt()).isEqualTo(77_000);
  }

  @Test
  void toleratesAFailureThatTheZoneTolerates_X2() {
    FailoverTreatment tolerant = new FailoverTreatment(FailoverPolicy.MARK_EXPIRED, 2_000);
    failovers = new FailoverTreatments(FailoverTreatment.MARK_ALL, Map.of("north", tolerant));

    Adopt adopt = after(2_000, ownedBy(OTHER));
    assertThat(adopt.kind()).isEqualTo(AdoptionKind.TOLERATED_FAILURE);
    assertThat(adopt.grounds()).contains("no member of the group", "2000 ms", "tolerance");

    assertThat(after(2_001, ownedBy(OTHER)))
        .satisfies(later -> assertThat(later.kind()).isEqualTo(AdoptionKind.OUTAGE))
        .satisfies(later -> assertThat(later.failover()).isEqualTo(tolerant));
  }

  @Test
  void toleratesNothingByDefaultThoughItsClockIsBehindThePreviousOwners_X2() {
    assertThat(after(-300, ownedBy(OTHER)).kind()).isEqualTo(AdoptionKind.OUTAGE);
  }

  @Test
  void doesNotCountWhatTheZoneToleratesForAnOwnersOwnSilence_X2() {
    failovers =
        new FailoverTreatments(new FailoverTreatment(FailoverPolicy.MARK_ALL, 2_000), Map.of());

    assertThat(after(3_500, ownedBy(SELF)).kind()).isEqualTo(AdoptionKind.CARRY_ON);
    assertThat(after(3_501, ownedBy(SELF)).kind()).isEqualTo(AdoptionKind.OUTAGE);
  }

  @Test
  void callsARestoredZoneAnOutageFromItsLastEventOnWhateverWasAnnouncedOrIsTolerated_X10() {
    failovers =
        new FailoverTreatments(new FailoverTreatment(FailoverPolicy.MARK_ALL, 60_000), Map.of());
    members = CompletableFuture.completedFuture(OTHER_IS_MEMBER);
    ZoneRecord zone = ownedBy(OTHER);
    zone.setHandoverAnnounced(true);
    Restoration restoration =
        new Restoration("the archive /a", 40L, 39L, List.of("c/call-1", "a/agent-1"));

    Adopt adopt =
        judge().consider(zone, Optional.empty(), Optional.of(restoration)).judge(LAST_SEEN + 10);

    assertThat(adopt.kind()).isEqualTo(AdoptionKind.OUTAGE);
    assertThat(adopt.outageBeganAt()).isEqualTo(zone.getAt());
    assertThat(adopt.grounds())
        .isEqualTo(
            "restored from the archive /a up to sequence 40 of 1970-01-01T00:01:35Z;"
                + " nothing proves that the decision of sequence 39 is all there");
    assertThat(adopt.halfDecided())
        .containsExactlyInAnyOrder(
            new EntityKey(EntityKey.Kind.CALL, "call-1"),
            new EntityKey(EntityKey.Kind.AGENT, "agent-1"));
    assertThat(asked).hasValue(0);
  }

  @Test
  void doesNotMindARestorationThatAnOwnerHasWorkedOnFrom_X10() {
    ZoneRecord zone = ownedBy(OTHER);
    Restoration old = new Restoration("the archive /a", 39L, 0L, List.of());

    Adopt adopt = judge().consider(zone, Optional.empty(), Optional.of(old)).judge(LAST_SEEN + 10);

    assertThat(adopt.grounds()).contains("is no member of the group");
  }

  private AdoptionJudge judge() {
    GroupLiveness liveness =
        () -> {
          asked.incrementAndGet();
          return members;
        };
    return new AdoptionJudge(
        SELF, new OutageThreshold(1_500, 10_000), failovers, liveness, Duration.ofMillis(20));
  }

  private Adopt after(long silence, ZoneRecord zone) {
    Heartbeat heartbeat = new Heartbeat(zone.getOwner(), LAST_SEEN);
    return judge()
        .consider(zone, Optional.of(heartbeat), Optional.empty())
        .judge(LAST_SEEN + silence);
  }

  private static ZoneRecord ownedBy(Owner owner) {
    return ZoneRecord.newBuilder()
        .setZone("north")
        .setEpoch(3)
        .setSequence(40)
        .setAt(LAST_SEEN - 5_000)
        .setOwner(owner)
        .setLife(ZoneLife.AVAILABLE)
        .build();
  }
}
