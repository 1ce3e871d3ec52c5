package org.zonekeeper.gateway.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zonekeeper.gateway.Given;
import org.zonekeeper.gateway.zone.ZoneChange.Cause;
import org.zonekeeper.gateway.zone.ZoneChange.Kind;
import org.zonekeeper.schemas.status.ZonePhase;
import org.zonekeeper.schemas.status.ZoneStatus;

/**
 * Outages of one zone, on a clock that the test turns. Rows F2, F10, F20 and X1 of the behaviour.
 */
class ZoneWatchTest {
  private static final long THRESHOLD = 1_500;
  private static final long HANDOVER = 10_000;
  private static final long WALL = 1_795_000_000_000L;

  private final ZoneWatch watch =
      new ZoneWatch(Given.ZONE, new OwnerSilenceLimits(THRESHOLD, HANDOVER));
  private final Given given = new Given();

  @BeforeEach
  void theOwnerIsAlive() {
    assertThat(watch.heartbeat(given.heartbeat(WALL), at(0))).isEmpty();
  }

  @Test
  void silenceLongerThanTheThresholdIsAnOutageOnce() {
    assertThat(watch.tick(at(THRESHOLD))).isEmpty();

    assertThat(watch.tick(at(THRESHOLD + 1)))
        .hasValueSatisfying(
            change -> {
              assertThat(change.kind()).isEqualTo(Kind.NOT_AVAILABLE);
              assertThat(change.cause()).isEqualTo(Cause.HEARTBEAT_SILENCE);
              assertThat(change.outageBeganAt()).isEqualTo(WALL);
              assertThat(change.place().epoch()).isEqualTo(1);
            });
    assertThat(watch.isAvailable()).isFalse();
    assertThat(watch.tick(at(THRESHOLD + 5_000))).isEmpty();
  }

  @Test
  void whatTheZoneToleratesCountsForNoOutage_X2() {
    ZoneStatus tolerant = given.heartbeat(WALL);
    tolerant.setToleranceMs(2_000);
    watch.heartbeat(tolerant, at(0));

    assertThat(watch.tick(at(THRESHOLD + 2_000))).isEmpty();
    assertThat(watch.tick(at(THRESHOLD + 2_001))).isPresent();
  }

  @Test
  void theTakeoverThatFollowsSilenceIsTheSameOutage() {
    silence();

    assertThat(watch.event(given.takenOver(WALL - 50), at(2_000))).isEmpty();
    assertThat(watch.event(given.available(), at(2_100)))
        .hasValueSatisfying(
            change -> {
              assertThat(change.kind()).isEqualTo(Kind.AVAILABLE);
              assertThat(change.cause()).isEqualTo(Cause.TAKEOVER);
              assertThat(change.outageBeganAt()).isEqualTo(WALL - 50);
              assertThat(change.place().epoch()).isEqualTo(2);
              assertThat(change.outage()).isEqualTo(1);
            });
    assertThat(watch.isAvailable()).isTrue();
  }

  @Test
  void aTakeoverQuickerThanTheThresholdIsAnnouncedAllTheSame() {
    assertThat(watch.event(given.takenOver(WALL), at(300)))
        .hasValueSatisfying(change -> assertThat(change.cause()).isEqualTo(Cause.TAKEOVER));
    assertThat(watch.event(given.available(), at(400))).isPresent();
  }

  @Test
  void anOwnerThatDiesDuringItsTakeoverMakesNoSecondOutage() {
    assertThat(watch.event(given.takenOver(WALL), at(300))).isPresent();
    assertThat(watch.event(given.takenOver(WALL), at(900))).isEmpty();
    assertThat(watch.tick(at(60_000))).isEmpty();
    assertThat(watch.event(given.available(), at(60_100))).isPresent();
    assertThat(watch.outages()).isEqualTo(1);
  }

  @Test
  void shorterSilenceIsNobodysBusiness() {
    assertThat(watch.tick(at(THRESHOLD - 100))).isEmpty();
    assertThat(watch.heartbeat(given.heartbeat(WALL + 1_450), at(1_450))).isEmpty();
    assertThat(watch.tick(at(2_900))).isEmpty();
    assertThat(watch.outages()).isZero();
  }

  @Test
  void aPlannedHandoverIsNobodysBusinessHoweverLong() {
    assertThat(watch.event(given.handoverAnnounced(), at(100))).isEmpty();
    assertThat(watch.tick(at(9_000))).isEmpty();
    assertThat(watch.event(given.handedOver(), at(9_500))).isEmpty();
    assertThat(watch.epoch()).isEqualTo(2);
    assertThat(watch.isAvailable()).isTrue();
    // The new owner has announced nothing: the usual threshold holds again.
    assertThat(watch.tick(at(9_500 + THRESHOLD + 1))).isPresent();
  }

  @Test
  void aHeartbeatMayAnnounceTheHandoverToo() {
    watch.heartbeat(given.heartbeat(WALL + 100, ZonePhase.HANDING_OVER), at(100));
    assertThat(watch.tick(at(100 + HANDOVER))).isEmpty();
    assertThat(watch.tick(at(101 + HANDOVER))).isPresent();
  }

  @Test
  void aSilentOwnerThatCarriesOnEndsTheOutage() {
    silence();
    assertThat(watch.heartbeat(given.heartbeat(WALL + THRESHOLD + 40), at(1_600)))
        .hasValueSatisfying(change -> assertThat(change.cause()).isEqualTo(Cause.RESUMED));
  }

  @Test
  void aHeartbeatFromBeforeTheSilenceThatIsReadLateEndsNothing() {
    silence();
    assertThat(watch.heartbeat(given.heartbeat(WALL + 90), at(1_600))).isEmpty();
    assertThat(watch.isAvailable()).isFalse();
  }

  @Test
  void theNewOwnersHeartbeatEndsNothingBeforeTheJournalSaysSo() {
    silence();
    given.takenOver(WALL);
    assertThat(watch.heartbeat(given.heartbeat(WALL + 9_000), at(9_000))).isEmpty();
    assertThat(watch.isAvailable()).isFalse();
  }

  @Test
  void silenceThatTurnsOutAsPlannedHandoverEnds() {
    silence();
    assertThat(watch.event(given.handedOver(), at(2_000)))
        .hasValueSatisfying(change -> assertThat(change.cause()).isEqualTo(Cause.HANDOVER));
  }

  @Test
  void eventsThatTheFirstStatusKnewOfAlreadyAreHistory() {
    ZoneWatch late = new ZoneWatch(Given.ZONE, new OwnerSilenceLimits(THRESHOLD, HANDOVER));
    Given history = new Given();
    var takenOver = history.takenOver(WALL);
    var available = history.available();
    late.heartbeat(history.heartbeat(WALL), at(0));

    assertThat(late.event(takenOver, at(1))).isEmpty();
    assertThat(late.event(available, at(1))).isEmpty();
    assertThat(late.epoch()).isEqualTo(2);
  }

  @Test
  void aGatewayThatStartsDuringATakeoverWaitsForItsEnd() {
    ZoneWatch late = new ZoneWatch(Given.ZONE, new OwnerSilenceLimits(THRESHOLD, HANDOVER));
    Given story = new Given();
    story.takenOver(WALL);
    assertThat(late.heartbeat(story.heartbeat(WALL, ZonePhase.TAKING_OVER), at(0))).isPresent();
    assertThat(late.isAvailable()).isFalse();
    assertThat(late.event(story.available(), at(10))).isPresent();
  }

  @Test
  void aZoneWithoutOwnerYetIsNoOutage() {
    ZoneWatch fresh = new ZoneWatch(Given.ZONE, new OwnerSilenceLimits(THRESHOLD, HANDOVER));
    assertThat(fresh.tick(at(100_000))).isEmpty();
    assertThat(fresh.isAvailable()).isFalse();
    assertThat(fresh.isKnown()).isFalse();
    assertThat(fresh.event(new Given().available(), at(100_001))).isEmpty();
    assertThat(fresh.isAvailable()).isTrue();
  }

  @Test
  void timeInWhichTheGatewayItselfStoodStillIsNotTheZonesSilence() {
    ObservedTime time = new ObservedTime(0, 200);
    assertThat(time.look(100_000_000L, WALL).observed()).isEqualTo(100);
    assertThat(time.look(30_000_000_000L, WALL).observed()).isEqualTo(300);
  }

  /** Its heartbeats may be in what has not been read. */
  @Test
  void timeInWhichMoreLiesUnreadIsNotTheZonesSilence() {
    ObservedTime time = new ObservedTime(0, 200);
    assertThat(time.look(100_000_000L, WALL).observed()).isEqualTo(100);
    assertThat(time.behind(WALL + 5_000)).isEqualTo(new ObservedInstant(100, WALL + 5_000));
    assertThat(time.behind(WALL + 9_000)).isEqualTo(new ObservedInstant(100, WALL + 9_000));
    assertThat(time.look(30_000_000_000L, WALL).observed()).isEqualTo(300);
  }

  private void silence() {
    Optional<ZoneChange> change = watch.tick(at(THRESHOLD + 1));
    assertThat(change).isPresent();
  }

  private static ObservedInstant at(long observed) {
    return new ObservedInstant(observed, WALL + observed);
  }
}
