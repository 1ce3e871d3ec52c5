package org.zonekeeper.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.journal.CallHeld;
import org.zonekeeper.schemas.journal.Cause;
import org.zonekeeper.schemas.journal.CauseKind;
import org.zonekeeper.schemas.journal.EventHeader;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneOpened;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

class OwnerSearchTest {
  private static final String ZONE = "north";
  private static final Owner ONE = new Owner("am-1", "i-1");
  private static final Owner TWO = new Owner("am-2", "i-2");

  private final List<Event> journal = new ArrayList<>();
  private final JournalInMemory probe = new JournalInMemory(Map.of(ZONE, journal));
  private long epoch = 1;
  private long clock = 1_000;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 100})
  void findsEachChangeOfOwnerWhateverStandsBetween(int between) {
    opened();
    ordinary(between);
    takenOver(1);
    ordinary(between);
    handedOver();
    takenOver(between);
    ordinary(between);

    assertThat(search(0).events()).isEqualTo(changes());
    assertThat(search(0).from()).isEqualTo(at(0));
  }

  @Test
  void asksNoMoreThanABinarySearchOfAMillionEvents() {
    opened();
    ordinary(400_000);
    takenOver(10);
    ordinary(600_000);

    assertThat(search(0).events()).isEqualTo(changes());
    // The two ends; twenty steps; the events behind the takeover, five at a time.
    assertThat(probe.probes()).isLessThan(35);
  }

  @Test
  void looksNoFurtherBackThanItIsTold() {
    opened();
    ordinary(10);
    takenOver(1);
    ordinary(10);
    long since = clock + 1;
    ordinary(10);
    takenOver(1);

    OwnerSearch.Past past = search(since);
    assertThat(past.events()).isEqualTo(changes().subList(3, 5));
    assertThat(past.from()).isEqualTo(since);
  }

  @Test
  void tellsOfTheLatestHundredAndSinceWhenThoseAreAll() {
    opened();
    for (int i = 0; i < 150; i++) {
      takenOver(2);
    }
    OwnerSearch.Past past = search(0);
    assertThat(past.events()).hasSize(200).isEqualTo(changes().subList(101, 301));
    assertThat(past.from()).isEqualTo(past.events().getFirst().getHeader().getAt());
  }

  @Test
  void tellsOfATakeoverWhoseZoneDoesNotWorkYet() {
    opened();
    epoch++;
    journal.add(takeover());
    assertThat(search(0).events()).isEqualTo(journal);
  }

  @Test
  void findsNothingInAnEmptyJournal() {
    assertThat(search(0)).isEqualTo(new OwnerSearch.Past(ZONE, List.of(), 0));
  }

  private OwnerSearch.Past search(long since) {
    return new OwnerSearch(probe).search(ZONE, since);
  }

  private List<Event> changes() {
    return journal.stream().filter(event -> !(event instanceof CallHeld)).toList();
  }

  private long at(int index) {
    return journal.get(index).getHeader().getAt();
  }

  private void opened() {
    journal.add(ZoneOpened.newBuilder().setHeader(header()).setOwner(ONE).build());
  }

  private void takenOver(int marks) {
    epoch++;
    journal.add(takeover());
    ordinary(marks);
    journal.add(
        ZoneAvailable.newBuilder()
            .setHeader(header())
            .setOwner(TWO)
            .setOutageBeganAt(clock)
            .build());
  }

  private ZoneTakenOver takeover() {
    return ZoneTakenOver.newBuilder()
        .setHeader(header())
        .setPreviousOwner(ONE)
        .setOwner(TWO)
        .setOutageBeganAt(clock)
        .setGrounds("dead")
        .setStateDigest("d")
        .build();
  }

  private void handedOver() {
    epoch++;
    journal.add(
        ZoneHandedOver.newBuilder()
            .setHeader(header())
            .setPreviousOwner(TWO)
            .setOwner(ONE)
            .setGrounds("announced")
            .setStateDigest("d")
            .build());
  }

  private void ordinary(int events) {
    for (int i = 0; i < events; i++) {
      journal.add(CallHeld.newBuilder().setHeader(header()).setAgentId("a").setCallId("c").build());
    }
  }

  private EventHeader header() {
    clock += 10;
    return EventHeader.newBuilder()
        .setZone(ZONE)
        .setEpoch(epoch)
        .setSequence(journal.size() + 1L)
        .setAt(clock)
        .setCause(new Cause(CauseKind.TIMER, "Tick", "", -1L, 0L))
        .setCorrelation(ZONE)
        .build();
  }
}
