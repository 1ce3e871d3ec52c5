package org.zonekeeper.acr.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CompletionCodeKind;
import org.zonekeeper.schemas.common.ConsultPhase;
import org.zonekeeper.schemas.common.DoNotCallNumber;
import org.zonekeeper.schemas.common.FailoverPolicy;
import org.zonekeeper.schemas.common.LegJoin;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.common.Party;
import org.zonekeeper.schemas.common.RecordingPauseReason;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.AgentLoggedOn;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.CallAnswered;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallConnected;
import org.zonekeeper.schemas.journal.CallDisconnected;
import org.zonekeeper.schemas.journal.CallHeld;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;
import org.zonekeeper.schemas.journal.CallRecordingPaused;
import org.zonekeeper.schemas.journal.CallRecordingResumed;
import org.zonekeeper.schemas.journal.CallTransferred;
import org.zonekeeper.schemas.journal.CallUnheld;
import org.zonekeeper.schemas.journal.Cause;
import org.zonekeeper.schemas.journal.CauseKind;
import org.zonekeeper.schemas.journal.ConferenceOwnershipChanged;
import org.zonekeeper.schemas.journal.ConferenceStarted;
import org.zonekeeper.schemas.journal.ConsultConnected;
import org.zonekeeper.schemas.journal.ConsultEndGrounds;
import org.zonekeeper.schemas.journal.ConsultEnded;
import org.zonekeeper.schemas.journal.DoNotCallAdded;
import org.zonekeeper.schemas.journal.EventHeader;
import org.zonekeeper.schemas.journal.HoldGrounds;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.LiveCallAnnounced;
import org.zonekeeper.schemas.journal.LogOffGrounds;
import org.zonekeeper.schemas.journal.TransferGrounds;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneOpened;
import org.zonekeeper.schemas.journal.ZoneTakenOver;
import org.zonekeeper.schemas.recorder.AgentAvailabilityChanged;
import org.zonekeeper.schemas.recorder.AgentJoinedCall;
import org.zonekeeper.schemas.recorder.AgentSessionBegan;
import org.zonekeeper.schemas.recorder.AgentSessionEnded;
import org.zonekeeper.schemas.recorder.CallDispositioned;
import org.zonekeeper.schemas.recorder.CallEnded;
import org.zonekeeper.schemas.recorder.CallFlaggedNuisance;
import org.zonekeeper.schemas.recorder.CallHandedOver;
import org.zonekeeper.schemas.recorder.CallPutOnHold;
import org.zonekeeper.schemas.recorder.CallStarted;
import org.zonekeeper.schemas.recorder.CallTakenOffHold;
import org.zonekeeper.schemas.recorder.CallUnderWay;
import org.zonekeeper.schemas.recorder.DoNotCallRequested;
import org.zonekeeper.schemas.recorder.EventWithheld;
import org.zonekeeper.schemas.recorder.RecorderHeader;
import org.zonekeeper.schemas.recorder.RecorderStream.RecorderEvent;
import org.zonekeeper.schemas.recorder.RecordingPaused;
import org.zonekeeper.schemas.recorder.RecordingResumed;
import org.zonekeeper.schemas.recorder.SecondPartyJoined;
import org.zonekeeper.schemas.recorder.SecondPartyLeft;
import org.zonekeeper.schemas.recorder.SessionEndGrounds;
import org.zonekeeper.schemas.recorder.ZoneAvailability;
import org.zonekeeper.schemas.recorder.ZoneAvailabilityChanged;

class RecorderMappingTest {
  private static final EventHeader OF =
      new EventHeader(
          "north", 3L, 42L, 1000L, new Cause(CauseKind.TIMER, "Tick", "", -1L, 0L), "c1", "");
  private static final RecorderHeader TO = new RecorderHeader("north", 3L, 42L, 40L, 1000L, "ab12");
  private static final Owner AM_1 = new Owner("am-1", "i-1");
  private static final Owner AM_2 = new Owner("am-2", "i-2");

  /** The examples below reach every type that the contract promises. */
  @Test
  void everyEventOfTheRecordersContractIsMadeOfSomething() {
    Set<Class<?>> made = new HashSet<>();
    examples().forEach(example -> made.add(example.get()[1].getClass()));
    made.add(EventWithheld.class); // made by the pipeline, of what was refused

    assertThat(made).containsExactlyInAnyOrderElementsOf(List.copyOf(Topics.RECORDER.types()));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void oneBecomesTheOther(Event journal, RecorderEvent recorder) {
    assertThat(RecorderMapping.map(journal, 40, () -> "ab12")).contains(recorder);
  }

  @Test
  void whatIsKeptBackIsNothing() {
    Event opened = new ZoneOpened(OF, AM_1, 2);
    assertThat(RecorderMapping.map(opened, 40)).isEmpty();
    assertThat(RecorderMapping.includes(opened)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(LogOffGrounds.class)
  void everyGroundHasItsName(LogOffGrounds grounds) {
    AgentLoggedOff off = new AgentLoggedOff(OF, "anna", "s1", grounds, null, "");
    assertThat(RecorderMapping.map(off, 40, () -> "ab12"))
        .contains(
            new AgentSessionEnded(TO, "anna", "s1", SessionEndGrounds.valueOf(grounds.name())));
  }

  static Stream<Arguments> examples() {
    return Stream.concat(zonesAndAgents(), calls());
  }

  private static Stream<Arguments> zonesAndAgents() {
    return Stream.of(
        Arguments.of(
            new ZoneTakenOver(
                OF, AM_1, AM_2, 900L, "killed", "digest", FailoverPolicy.MARK_ALL, 0L),
            new ZoneAvailabilityChanged(TO, ZoneAvailability.NOT_AVAILABLE, "am-2", 900L)),
        Arguments.of(
            new ZoneHandedOver(OF, AM_1, AM_2, "upgrade", "digest", false, 0L),
            new ZoneAvailabilityChanged(TO, ZoneAvailability.AVAILABLE, "am-2", 0L)),
        Arguments.of(
            new ZoneAvailable(OF, AM_2, 900L),
            new ZoneAvailabilityChanged(TO, ZoneAvailability.AVAILABLE, "am-2", 900L)),
        Arguments.of(
            new AgentLoggedOn(OF, "anna", "2001", "s1", "en", List.of("sales"), null, null, false),
            new AgentSessionBegan(TO, "anna", "s1", "2001")),
        Arguments.of(
            new AgentLoggedOff(OF, "anna", "s1", LogOffGrounds.DESKTOP_ERROR, null, ""),
            new AgentSessionEnded(TO, "anna", "s1", SessionEndGrounds.DESKTOP_ERROR)),
        Arguments.of(
            new AgentStateChanged(OF, "anna", AgentState.NOT_READY, "lunch"),
            new AgentAvailabilityChanged(TO, "anna", AgentState.NOT_READY, "lunch")));
  }

  private static Stream<Arguments> calls() {
    return Stream.of(
        Arguments.of(
            new CallAnswered(OF, "c1", "j1", 7L, 8L, "spring", "row-1"),
            new CallStarted(TO, "c1", "j1", "spring", "row-1", 7L, 8L)),
        Arguments.of(
            new CallConnected(OF, "c1", "anna", 9L, "j1", "spring", "row-1", "2001", "s1"),
            new AgentJoinedCall(TO, "c1", "j1", "spring", "row-1", "anna", "2001", "s1", 9L)),
        Arguments.of(
            new CallHeld(OF, "c1", "anna", HoldGrounds.AGENT), new CallPutOnHold(TO, "c1", "anna")),
        Arguments.of(new CallUnheld(OF, "c1", "anna"), new CallTakenOffHold(TO, "c1", "anna")),
        Arguments.of(
            new CallRecordingPaused(OF, "c1", "anna", RecordingPauseReason.CARD_DATA),
            new RecordingPaused(TO, "c1", "anna", RecordingPauseReason.CARD_DATA)),
        Arguments.of(
            new CallRecordingResumed(OF, "c1", "anna"), new RecordingResumed(TO, "c1", "anna")),
        Arguments.of(
            new CallDisconnected(OF, "c1", Party.CUSTOMER, 11L),
            new CallEnded(TO, "c1", Party.CUSTOMER, 11L)),
        Arguments.of(
            new CallMarkedNuisance(OF, "c1", "j1", "spring", NuisanceCause.FAILOVER),
            new CallFlaggedNuisance(TO, "c1", "j1", "spring", NuisanceCause.FAILOVER)),
        Arguments.of(
            new DoNotCallAdded(
                OF,
                "c1",
                "j1",
                "spring",
                "row-7",
                "anna",
                false,
                List.of(new DoNotCallNumber("mobile", "5f"))),
            new DoNotCallRequested(
                TO, "c1", "j1", "spring", "row-7", "anna", false, List.of("mobile"))),
        Arguments.of(
            new CallCompleted(
                OF,
                "c1",
                "j1",
                "spring",
                "row-1",
                "Sale",
                CompletionCodeKind.CUSTOM,
                NuisanceCause.OTHER,
                "anna",
                5L,
                7L,
                8L,
                9L,
                11L,
                List.of()),
            new CallDispositioned(
                TO,
                "c1",
                "j1",
                "spring",
                "row-1",
                "Sale",
                CompletionCodeKind.CUSTOM,
                NuisanceCause.OTHER,
                "anna",
                5L,
                7L,
                9L,
                11L,
                List.of())),
        Arguments.of(
            new LiveCallAnnounced(
                OF,
                "c1",
                "j1",
                "spring",
                "row-1",
                7L,
                "anna",
                "2001",
                "s1",
                9L,
                true,
                RecordingPauseReason.CARD_DATA,
                null,
                "bert",
                "2002",
                ConsultPhase.ACTIVE),
            new CallUnderWay(
                TO,
                "c1",
                "j1",
                "spring",
                "row-1",
                7L,
                "anna",
                "2001",
                "s1",
                9L,
                true,
                RecordingPauseReason.CARD_DATA,
                null,
                "bert",
                "2002",
                LegJoin.CONSULT)),
        Arguments.of(
            new ConsultConnected(OF, "c1", "n-7", "anna", "bert", "2002", 9L),
            new SecondPartyJoined(TO, "c1", "n-7", "anna", "bert", "2002", LegJoin.CONSULT)),
        Arguments.of(
            new ConferenceStarted(OF, "c1", "n-7", "anna", null, "+4420"),
            new SecondPartyJoined(TO, "c1", "n-7", "anna", null, "+4420", LegJoin.CONFERENCE)),
        Arguments.of(
            new ConferenceOwnershipChanged(OF, "c1", "n-7", "bert", "anna", "2001"),
            new CallHandedOver(TO, "c1", "n-7", "anna", "bert", "2001", OF.getAt(), true)),
        Arguments.of(
            new CallTransferred(
                OF, "c1", "n-7", "anna", "bert", "2002", 12L, TransferGrounds.REQUESTED, null),
            new CallHandedOver(TO, "c1", "n-7", "anna", "bert", "2002", 12L, false)),
        Arguments.of(
            new ConsultEnded(
                OF,
                "c1",
                "n-7",
                "anna",
                "bert",
                "2002",
                ConsultPhase.ACTIVE,
                ConsultEndGrounds.SECOND_LEFT,
                "left"),
            new SecondPartyLeft(TO, "c1", "n-7", "anna", "bert", "2002")));
  }
}
