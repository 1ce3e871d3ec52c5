package org.zonekeeper.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zonekeeper.check.World.OWNERSHIP;
import static org.zonekeeper.check.World.TIMER;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.zonekeeper.check.evidence.Evidence;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.evidence.LogLine;
import org.zonekeeper.check.judge.Judgement;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.DialGrounds;
import org.zonekeeper.schemas.common.DoNotCallNumber;
import org.zonekeeper.schemas.common.FailoverPolicy;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.common.JobStateGrounds;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.common.PacingMode;
import org.zonekeeper.schemas.journal.AgentBlendedToInbound;
import org.zonekeeper.schemas.journal.AgentBlendedToOutbound;
import org.zonekeeper.schemas.journal.AgentCallStateChanged;
import org.zonekeeper.schemas.journal.AgentJobStateChanged;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.AgentReloginRequired;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.CallAnswered;
import org.zonekeeper.schemas.journal.CallAttempted;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallConnected;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;
import org.zonekeeper.schemas.journal.CallStatusReceived;
import org.zonekeeper.schemas.journal.CallTransferred;
import org.zonekeeper.schemas.journal.CallbackClosed;
import org.zonekeeper.schemas.journal.CallbackDue;
import org.zonekeeper.schemas.journal.CallbackEndGrounds;
import org.zonekeeper.schemas.journal.CallbackOffered;
import org.zonekeeper.schemas.journal.CallbackScheduled;
import org.zonekeeper.schemas.journal.Cause;
import org.zonekeeper.schemas.journal.CauseKind;
import org.zonekeeper.schemas.journal.CommandAccepted;
import org.zonekeeper.schemas.journal.CommandRefused;
import org.zonekeeper.schemas.journal.ContactDialled;
import org.zonekeeper.schemas.journal.ContactOffered;
import org.zonekeeper.schemas.journal.DesktopCheckFailed;
import org.zonekeeper.schemas.journal.DesktopResumed;
import org.zonekeeper.schemas.journal.DiallingAuthorised;
import org.zonekeeper.schemas.journal.DoNotCallAdded;
import org.zonekeeper.schemas.journal.EventHeader;
import org.zonekeeper.schemas.journal.FactUnmatched;
import org.zonekeeper.schemas.journal.HandoverAnnounced;
import org.zonekeeper.schemas.journal.InboundEndGrounds;
import org.zonekeeper.schemas.journal.InboundStatusMissed;
import org.zonekeeper.schemas.journal.InboundStatusReceived;
import org.zonekeeper.schemas.journal.InboundStatusRequested;
import org.zonekeeper.schemas.journal.JobChanged;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.LogOffGrounds;
import org.zonekeeper.schemas.journal.PreviewWithdrawn;
import org.zonekeeper.schemas.journal.TransferGrounds;
import org.zonekeeper.schemas.journal.UnknownCallAnswered;
import org.zonekeeper.schemas.journal.WrapUpStarted;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneGoingDown;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneMove;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/** The checker passes a healthy run, and each kind of harm turns the rows red that speak of it. */
class CheckerTest {
  /** Rows that only zones with settings of their own, or lost desktops, put to the test. */
  private static final Set<String> OF_SETTINGS = Set.of("F21", "F22", "X2", "F23", "X7");

  private final World world = HealthyRun.world();

  @Test
  void aHealthyRunPasses() {
    Verdict verdict = judged();

    assertThat(verdict.rows()).filteredOn(row -> !row.pass()).isEmpty();
    assertThat(verdict.invariants()).filteredOn(row -> !row.pass()).isEmpty();
    assertThat(verdict.pass()).isTrue();
    assertThat(verdict.rows())
        .extracting(Judgement::id)
        .containsExactly(
            "F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F10", "F11", "F12", "F13", "F14",
            "F15", "F16", "F17", "F18", "F19", "F20", "F21", "F22", "F23", "F24", "F25", "F26",
            "F27", "F28", "X1", "X2", "X6", "X7");
  }

  @Test
  void theFiguresAreThoseOfTheKill() {
    FailoverFigures figures = judged().failover();

    assertThat(figures.killToNotAvailable()).isEqualTo(new FailoverFigures.Spread(6, 1500, 1500));
    assertThat(figures.killToTakeover()).isEqualTo(new FailoverFigures.Spread(1, 1800, 1800));
    assertThat(figures.killToAvailable()).isEqualTo(new FailoverFigures.Spread(6, 2150, 2150));
    assertThat(figures.killToDialling()).isEqualTo(new FailoverFigures.Spread(1, 5210, 5210));
  }

  @Test
  void anEmptyRunProvesNothing() {
    Verdict verdict =
        new Checker(World::chain)
            .judge(new Evidence(List.of(), List.of(), List.of(), List.of(), List.of()));

    assertThat(verdict.rows())
        .filteredOn(row -> !OF_SETTINGS.contains(row.id()))
        .noneMatch(Judgement::pass);
    assertThat(verdict.rows()).allMatch(row -> row.evidence().contains("not exercised"));
  }

  @Test
  void aPolicyThatSparesMarksOnlyWhoIsOutOfBudget() {
    spare();

    assertThat(red()).doesNotContain("X2", "F5", "F6");
  }

  @Test
  void aPolicyThatSparesMarksWhoStillHasBudget() {
    spare();
    CallAnswered answered = (CallAnswered) entry(CallAnswered.class, "waiting").event();
    answered.setGreetingEndedAt(21_000L);

    assertThat(red()).contains("X2");
  }

  private void spare() {
    world.journal.stream()
        .filter(entry -> entry.zone().equals("north"))
        .filter(entry -> entry.is(ZoneTakenOver.class))
        .forEach(entry -> ((ZoneTakenOver) entry.event()).setPolicy(FailoverPolicy.MARK_EXPIRED));
  }

  @Test
  void aZoneReturnsToAnotherThanItWasAnnouncedTo() {
    announceReturnOfWestTo("am-1");

    assertThat(red()).contains("F23");
  }

  @Test
  void aCommandIsRefusedForAReturn() {
    announceReturnOfWestTo("am-3");
    assertThat(red()).doesNotContain("F23");

    long handed = entry(ZoneHandedOver.class, "").at();
    refuseInWest(handed + 100, handed + 600);
    assertThat(red()).contains("F23");
  }

  @Test
  void aCommandThatFoundNoAnswerIsTheNextOutagesToRefuse() {
    announceReturnOfWestTo("am-3");
    long handed = entry(ZoneHandedOver.class, "").at();
    refuseInWest(handed + 100, handed + 3_600);
    assertThat(red()).contains("F23");

    String digest = world.digest("west");
    world.newEpoch("west");
    world.event(
        "west",
        handed + 3_000,
        World.cause(CauseKind.OWNERSHIP, "", ""),
        header ->
            new ZoneTakenOver(
                header,
                owner("am-3"),
                owner("am-1"),
                handed + 1_200,
                "silent",
                digest,
                FailoverPolicy.MARK_ALL,
                0L));
    assertThat(red()).doesNotContain("F23");
  }

  private void announceReturnOfWestTo(String agentManager) {
    long handed = entry(ZoneHandedOver.class, "").sequence();
    Optional<JournalEntry> before =
        world.journal.stream()
            .filter(entry -> entry.zone().equals("west") && entry.sequence() < handed)
            .reduce((earlier, later) -> later);
    replace(
        before.orElseThrow(),
        header -> new HandoverAnnounced(header, owner("am-2"), "its owner is back", agentManager));
  }

  private void refuseInWest(long sentAt, long answeredAt) {
    String id = world.said(sentAt, "w1", "west", "AGTHoldCall", "{}");
    world.answered(answeredAt, "w1", "west", "AGTHoldCall", id, "ZONE_NOT_AVAILABLE");
  }

  @Test
  void aToleratedFailureIsTold() {
    world.journal.stream()
        .filter(entry -> entry.is(ZoneHandedOver.class))
        .forEach(entry -> tolerate((ZoneHandedOver) entry.event()));
    assertThat(red()).doesNotContain("X2");

    long handedAt = entry(ZoneHandedOver.class, "").at();
    world.told(handedAt + 100, "w1", "west", "POMNotAvailable", "{'cause':'TAKEOVER'}");
    assertThat(red()).contains("X2");
  }

  private static void tolerate(ZoneHandedOver handed) {
    handed.setTolerated(true);
    handed.setToleranceMs(1_000L);
  }

  @Test
  void aFailureIsToleratedWithoutATolerance() {
    ((ZoneHandedOver) entry(ZoneHandedOver.class, "").event()).setTolerated(true);

    assertThat(red()).contains("X2");
  }

  @Test
  void aZoneThatIsNeverTakenOver() {
    world.journal.removeIf(entry -> entry.zone().equals("east") && entry.at() >= 36_600);

    assertThat(red()).contains("F1", "F10");
  }

  @Test
  void aTakeoverWithoutAFailure() {
    world.incidents.removeIf(line -> line.kind().equals("frozen"));

    assertThat(red()).contains("F1", "F2", "F10", "X6").doesNotContain("F3", "F5", "F16");
  }

  @Test
  void anOwnersOwnSilenceIsAnOutageThatNobodyMade() {
    ownSilence();
    tellWest(60_000, "POMNotAvailable", 1);
    tellWest(60_200, "POMAvailable", 3);

    assertThat(red()).doesNotContain("F1", "F2", "F4", "F10", "F16");
  }

  @Test
  void anOwnersOwnSilenceThatIsNotTold() {
    ownSilence();

    assertThat(red()).contains("F2", "F10").doesNotContain("F1");
  }

  private void ownSilence() {
    world.newEpoch("west");
    String digest = world.digest("west");
    world.event(
        "west",
        60_000,
        OWNERSHIP,
        header ->
            new ZoneTakenOver(
                header,
                owner("am-3"),
                owner("am-3"),
                58_000L,
                "itself",
                digest,
                FailoverPolicy.MARK_ALL,
                0L));
    world.event(
        "west", 60_100, OWNERSHIP, header -> new ZoneAvailable(header, owner("am-3"), 58_000L));
  }

  private void tellWest(long at, String type, long epoch) {
    String cause = type.equals("POMAvailable") ? "TAKEOVER" : "HEARTBEAT_SILENCE";
    world.told(at, "w1", "west", type, "{'cause':'" + cause + "'}");
    message(world.transcripts.getLast()).put("epoch", epoch);
  }

  @Test
  void aBystandersZoneIsMoved() {
    world.incidents.removeIf(line -> line.kind().equals("stopping"));
    move(ZoneHandedOver.class, "west", 21_000);

    assertThat(red()).contains("F1");
  }

  @Test
  void aNoticeIsDropped() {
    dropFrame("n3", "POMNotAvailable");

    assertThat(red()).containsExactlyInAnyOrder("F2", "F10");
  }

  @Test
  void aNoticeComesTwice() {
    world.told(21_700, "n3", "north", "POMNotAvailable", "{'cause':'HEARTBEAT_SILENCE','epoch':1}");
    fixEpoch();

    assertThat(red()).containsExactly("F2");
  }

  @Test
  void anAgentOfAnotherZoneIsTold() {
    world.told(21_700, "w1", "west", "POMNotAvailable", "{'cause':'HEARTBEAT_SILENCE'}");

    assertThat(red()).containsExactly("F2");
  }

  @Test
  void theEndIsNotTold() {
    dropFrame("n3", "POMAvailable");

    assertThat(red()).containsExactly("F10");
  }

  @Test
  void theEndIsToldTooSoon() {
    changeTime(line -> isFrame(line, "n3", "POMAvailable"), 22_050);

    assertThat(red()).containsExactly("F10");
  }

  @Test
  void aCommandIsAcceptedInTheOutage() {
    frames(line -> isFrame(line, "n2", "AGTReleaseLineRESP"))
        .forEach(line -> message(line).put("result", 0).remove("reason"));

    assertThat(red()).containsExactlyInAnyOrder("F3", "answered-once");
  }

  @Test
  void aCommandOfTheOutageIsDoneLater() {
    JournalEntry refusal = entry(CommandRefused.class, "n2");
    world.event(
        "north",
        60_000,
        refusal.header().getCause(),
        header -> new CommandAccepted(header, refusal.causeId(), "AGTHoldCall", "n2"));

    assertThat(red()).containsExactlyInAnyOrder("F3", "answered-once");
  }

  @Test
  void aRefusalIsNotOnRecord() {
    replace(
        entry(CommandRefused.class, "n2"), header -> new ZoneAvailable(header, owner("am-2"), 0L));

    assertThat(red()).contains("F3");
  }

  @Test
  void aRefusalSaysThatItMayNotBeOnRecord() {
    frames(line -> isFrame(line, "n2", "AGTReleaseLineRESP"))
        .forEach(line -> message(line).put("onRecord", false));
    JournalEntry refusal =
        world.journal.stream()
            .filter(
                entry ->
                    entry.event() instanceof CommandRefused refused
                        && refused.getCommand().equals("AGTReleaseLine")
                        && refused.getActor().equals("n2"))
            .findFirst()
            .orElseThrow();
    // It is the record of a command that nobody sent instead.
    replace(
        refusal,
        header -> {
          header.setCause(World.cause(CauseKind.COMMAND, "AGTReleaseLine", "nobody's"));
          return CommandRefused.newBuilder((CommandRefused) refusal.event())
              .setHeader(header)
              .setCommandId("nobody's")
              .build();
        });

    assertThat(red()).doesNotContain("F3");
  }

  @Test
  void aConversationIsCutOff() {
    world.order("north", 21_900, "ReleaseCall", "call-n2");

    assertThat(red()).containsExactly("F3");
  }

  @Test
  void aDesktopWaitsForItsRefusal() {
    changeTime(line -> isFrame(line, "n2", "AGTReleaseLineRESP"), 23_000);

    assertThat(red()).containsExactly("F3");
  }

  @Test
  void anAttemptIsLate() {
    LogLine attempt =
        world.platform.stream()
            .filter(line -> line.text("callId").equals("waiting"))
            .findFirst()
            .get();
    ((ObjectNode) attempt.json()).put("at", 21_000);
    world.platform.replaceAll(line -> line.equals(attempt) ? LogLine.of(line.json()) : line);

    assertThat(red()).containsExactly("F4");
  }

  @Test
  void anAttemptHasNoLease() {
    world.attempt("west", 30_000, "rogue", "west-999", 31_000);

    assertThat(red()).containsExactly("F4");
  }

  @Test
  void aLeaseIsUsedTwice() {
    LogLine attempt =
        world.platform.stream().filter(line -> line.kind().equals("attempt")).findFirst().get();
    world.platform.add(attempt);

    assertThat(red()).containsExactly("F4");
  }

  @Test
  void aWaitingCallIsNotMarked() {
    replace(
        entry(CallMarkedNuisance.class, "waiting"),
        header -> new ZoneAvailable(header, owner("am-2"), 0L));

    assertThat(red()).contains("F5", "agent-or-mark").doesNotContain("F6");
  }

  @Test
  void aConversationIsMarked() {
    world.event("north", 60_000, TIMER, header -> mark(header, "call-n2"));

    assertThat(red()).contains("F5").doesNotContain("F6");
  }

  @Test
  void anAnswerOfTheOutageIsLost() {
    world.fact("north", 21_000, "LiveVoiceDetected", "never-heard-of");

    assertThat(red()).containsExactly("F5");
  }

  @Test
  void anAnswerOfTheOutageComesTooLateForItsCall() {
    Cause late = world.fact("north", 21_000, "LiveVoiceDetected", "late");
    Function<EventHeader, Event> unknown =
        header ->
            new UnknownCallAnswered(
                header, "late", 20_900L, 21_000L, NuisanceCause.OTHER, "a call that had its end");
    world.event("north", 60_000, late, unknown);
    assertThat(red()).contains("F5");

    world.event("north", 60_000, TIMER, HealthyRun::endOfLate);
    world.event("north", 60_000, late, unknown);
    assertThat(red()).doesNotContain("F5");
  }

  @Test
  void aCallOfTheOldQueueIsAssigned() {
    world.event("north", 60_000, TIMER, HealthyRun.assigned("queued", "n3"));

    assertThat(red()).contains("F6").doesNotContain("F5");
  }

  @Test
  void aCallOfTheOldQueueEndsAsSomethingElse() {
    CallCompleted end = (CallCompleted) entry(CallCompleted.class, "queued").event();
    end.setNuisance(NuisanceCause.QUEUE_TIMEOUT);

    assertThat(red()).contains("F6").doesNotContain("F5", "agent-or-mark");
  }

  @Test
  void aJobsChangeIsSavedInTheOutage() {
    changeAnswer("sup", "SUPChangeJobRESP", 21_610);

    assertThat(red()).containsExactlyInAnyOrder("F7", "answered-once");
  }

  @Test
  void anAgentIsMovedInTheOutage() {
    changeAnswer("sup", "SUPMoveAgentRESP", 21_610);

    assertThat(red()).containsExactlyInAnyOrder("F8", "answered-once");
  }

  @Test
  void theStateIsNotTheOldOne() {
    ((ZoneTakenOver) entry(ZoneTakenOver.class, "").event()).setStateDigest("0000");

    assertThat(red()).contains("F9").doesNotContain("F1", "gapless");
  }

  @Test
  void theNewOwnerSpeaksBeforeItsTakeover() {
    int place = world.journal.indexOf(entry(ZoneTakenOver.class, ""));
    JournalEntry before = world.journal.get(place - 1);
    before.header().setEpoch(2L);

    assertThat(red()).contains("F9", "X6");
  }

  @Test
  void anEventIsLost() {
    world.journal.remove(entry(CallConnected.class, "call-n2"));

    assertThat(red()).contains("gapless", "F9", "F16");
  }

  @Test
  void anEndIsNotTold() {
    dropFrame("n1", "AGTAutoReleaseLine");

    assertThat(red()).containsExactly("F11");
  }

  @Test
  void anEndIsToldBeforeTheZoneIsAvailable() {
    List<LogLine> told = frames(line -> isFrame(line, "n1", "AGTAutoReleaseLine")).toList();
    world.transcripts.removeAll(told);
    world.transcripts.addAll(
        world.transcripts.indexOf(
            frames(line -> isFrame(line, "n1", "POMAvailable")).findAny().get()),
        told);

    assertThat(red()).containsExactly("F11");
  }

  @Test
  void anAgentDoesNotGoToWrapUp() {
    replace(
        entry(WrapUpStarted.class, "call-n1"),
        header -> new ZoneAvailable(header, owner("am-2"), 0L));

    assertThat(red()).contains("F11");
  }

  @Test
  void anAgentWhoAskedForABreakBeforeIsOnTheWayToWrapUpAlready() {
    World breakAskedFor = HealthyRun.worldWithBreaksAskedForBy(Set.of("n1"));

    assertThat(red(breakAskedFor)).isEmpty();
  }

  @Test
  void anAgentIsInNeitherStateOfAWrapUp() {
    Predicate<JournalEntry> ofWrapUp =
        entry ->
            entry.event() instanceof AgentStateChanged e
                && e.getAgentState() == AgentState.WORK_NOT_READY;
    world.journal.stream()
        .filter(ofWrapUp.and(entry -> entry.event().getOptionalAgentId().equals(Optional.of("n1"))))
        .forEach(entry -> ((AgentStateChanged) entry.event()).setAgentState(AgentState.BUSY));

    assertThat(red()).contains("F11");
  }

  @Test
  void anAgentMustLogOnAnew() {
    frames(line -> isFrame(line, "n1", "AGTStateChange"))
        .forEach(line -> message(line).put("type", "AGTLogon"));

    assertThat(red()).contains("F12").doesNotContain("F3", "F10");
  }

  @Test
  void nobodyWorksAgain() {
    for (String agent : List.of("n1", "n3")) {
      frames(line -> isFrame(line, agent, "AGTStateChangeRESP"))
          .forEach(line -> message(line).put("result", 201).put("reason", "NOT_LOGGED_ON"));
    }

    assertThat(red()).containsExactlyInAnyOrder("F12", "answered-once");
  }

  @Test
  void diallingDoesNotStartAgain() {
    world.platform.removeIf(
        line -> line.kind().equals("attempt") && line.text("callId").equals("again-north"));

    assertThat(red()).containsExactly("F13");
  }

  @Test
  void aChangeAfterwardsIsNotSaved() {
    ((JobChanged) entry(JobChanged.class, "job-north").event()).getSettings().setPriority(3);

    assertThat(red()).contains("F14").doesNotContain("F15", "F7");
  }

  @Test
  void aMoveAfterwardsHasNoEffect() {
    frames(line -> isFrame(line, "sup", "SUPMoveAgent") && line.at() > HealthyRun.AVAILABLE)
        .forEach(line -> message(line).put("job", "job-3"));

    assertThat(red()).containsExactly("F15");
  }

  @Test
  void theRecorderMissesAnEvent() {
    world.recorder.remove(10);

    assertThat(red()).containsExactly("F16");
  }

  @Test
  void theRecorderHasAnEventTwice() {
    world.recorder.add(11, world.recorder.get(10));

    assertThat(red()).containsExactly("F16");
  }

  @Test
  void theRecorderHasAnotherCode() {
    world.recorder.stream()
        .filter(line -> line.text("type").endsWith("CallDispositioned"))
        .findFirst()
        .ifPresent(line -> ((ObjectNode) line.json().get("data")).put("completionCode", "Other"));

    assertThat(red()).containsExactly("F16");
  }

  @Test
  void aNoticeLacksItsCause() {
    frames(line -> isFrame(line, "n3", "POMNotAvailable"))
        .forEach(line -> message(line).remove("cause"));

    assertThat(red()).containsExactly("F17");
  }

  @Test
  void aNoticeSpeaksOfAnotherEpoch() {
    frames(line -> isFrame(line, "n3", "POMAvailable"))
        .forEach(line -> message(line).put("epoch", 7));

    assertThat(red()).containsExactly("F17");
  }

  @Test
  void aLiarIsBelieved() {
    replace(
        entry(DesktopCheckFailed.class, "n4"),
        header -> new ZoneAvailable(header, owner("am-2"), 0L));

    assertThat(red()).contains("F18").doesNotContain("F19");
  }

  @Test
  void anHonestDesktopIsNeverAsked() {
    dropFrame("n3", "GetAgentStatus");

    assertThat(red()).containsExactly("F18");
  }

  @Test
  void aLostDisconnectIsNotFoundOut() {
    replace(
        entry(AgentReloginRequired.class, "n5"),
        header -> new ZoneAvailable(header, owner("am-2"), 0L));

    assertThat(red()).contains("F19").doesNotContain("F18");
  }

  @Test
  void anAgentWorksInSpiteOfALostDisconnect() {
    frames(line -> isFrame(line, "n5", "AGTReleaseLineRESP"))
        .forEach(line -> message(line).put("reason", "STATE_NOT_ALLOWED"));

    assertThat(red()).containsExactly("F19");
  }

  @Test
  void aShortCutOffIsTold() {
    world.told(30_600, "e1", "east", "POMNotAvailable", "{'cause':'HEARTBEAT_SILENCE'}");

    assertThat(red()).contains("F20", "F2");
  }

  @Test
  void aCutOffThatWasNone() {
    world.incidents.replaceAll(
        line ->
            line.kind().equals("cut-off")
                ? LogLine.of(((ObjectNode) line.json()).put("at", 30_500).put("until", 30_900))
                : line);

    assertThat(red()).containsExactly("F20");
  }

  @Test
  void aSilentCallStaysOpen() {
    replace(
        entry(CallCompleted.class, "silent"),
        header -> new ZoneAvailable(header, owner("am-1"), 0L));

    assertThat(red()).contains("F24").doesNotContain("F5", "one-end-a-call");
  }

  @Test
  void aSilentCallIsClosedTooSoon() {
    entry(CallCompleted.class, "silent").header().setAt(14_900L);

    assertThat(red()).contains("F24");
  }

  @Test
  void aHandoverIsTold() {
    world.told(50_400, "w1", "west", "POMNotAvailable", "{'cause':'HEARTBEAT_SILENCE'}");

    assertThat(red()).containsExactlyInAnyOrder("F2", "X1");
  }

  @Test
  void aCommandIsRefusedForAHandover() {
    String id = world.said(50_100, "w1", "west", "AGTHoldCall", "{}");
    world.answered(50_150, "w1", "west", "AGTHoldCall", id, "ZONE_NOT_AVAILABLE");

    assertThat(red()).containsExactly("X1");
  }

  @Test
  void aFactIsLostInAHandover() {
    world.fact("west", 50_250, "LineDisconnected", "call-w9");

    assertThat(red()).containsExactly("X1");
  }

  @Test
  void aSecondOwnerWrites() {
    JournalEntry thawed = world.journal.getLast();
    JournalEntry late = entry(ZoneHandedOver.class, "");
    world.event(
        late.zone(),
        60_000,
        OWNERSHIP,
        header -> {
          header.setEpoch(1L);
          return new ZoneAvailable(header, owner("am-9"), 0L);
        });

    assertThat(thawed).isNotEqualTo(world.journal.getLast());
    assertThat(red()).contains("X6", "gapless").doesNotContain("F1", "F5");
  }

  @Test
  void theFrozenOwnerStillGivesOrders() {
    world.platform.add(
        LogLine.of(
            World.json(
                "{'at':40100,'kind':'order','zone':'east','type':'ReleaseCall','callId':'c',"
                    + "'header':{'orderId':'east-9','epoch':1,'issuedAt':40050}}")));

    assertThat(red()).containsExactly("X6");
  }

  @Test
  void aCallEndsTwice() {
    CallCompleted end = (CallCompleted) entry(CallCompleted.class, "call-n1").event();
    world.event(
        "north", 60_000, TIMER, header -> CallCompleted.newBuilder(end).setHeader(header).build());

    assertThat(red()).containsExactly("one-end-a-call");
  }

  @Test
  void aLostDesktopsCallStaysOpen_F21() {
    world.event(
        "north",
        60_000,
        World.cause(CauseKind.TIMER, "GatewayTimeout", ""),
        header -> new CallConnected(header, "never-ends", "n2", 1L, "", "", "", "", ""));
    world.event(
        "north",
        60_100,
        World.cause(CauseKind.TIMER, "GatewayTimeout", ""),
        header -> new AgentLoggedOff(header, "n2", "s-n2", LogOffGrounds.DESKTOP_LOST, null, ""));

    assertThat(red()).contains("F21");
  }

  @Test
  void aTransferredCallIsTheOtherAgents_F21() {
    transferred("n2", "n3");
    isLost("n2");

    assertThat(red()).doesNotContain("F21");
  }

  @Test
  void aTransferredCallOfALostDesktopStaysOpen_F21() {
    transferred("n2", "n3");
    isLost("n3");

    assertThat(red()).contains("F21");
  }

  private void transferred(String from, String to) {
    world.event(
        "north",
        60_000,
        World.cause(CauseKind.FACT, "AgentBridged", "f-1"),
        header -> new CallConnected(header, "never-ends", from, 1L, "", "", "", "", ""));
    world.event(
        "north",
        60_050,
        World.cause(CauseKind.FACT, "LegsJoined", "f-2"),
        header ->
            new CallTransferred(
                header,
                "never-ends",
                "consult-1",
                from,
                to,
                "4003",
                60_050L,
                TransferGrounds.REQUESTED,
                null));
  }

  private void isLost(String agent) {
    world.event(
        "north",
        60_100,
        World.cause(CauseKind.TIMER, "GatewayTimeout", ""),
        header ->
            new AgentLoggedOff(header, agent, "s-" + agent, LogOffGrounds.DESKTOP_LOST, null, ""));
  }

  @Test
  void anAgentIsLostForNoReason_F21() {
    world.event(
        "north",
        60_000,
        World.cause(CauseKind.TIMER, "Pacing", ""),
        header -> new AgentLoggedOff(header, "n2", "s-n2", LogOffGrounds.DESKTOP_LOST, null, ""));

    assertThat(red()).containsExactly("F21");
  }

  @Test
  void aResumedSessionIsLostWithTheGatewayThatItLeft_X7() {
    resumed(60_000);
    world.event(
        "north",
        64_000,
        World.cause(CauseKind.TIMER, "GatewayTimeout", ""),
        header -> new AgentLoggedOff(header, "n2", "s-n2", LogOffGrounds.DESKTOP_LOST, null, ""));

    assertThat(red()).contains("X7");
  }

  private void resumed(long at) {
    world.event(
        "north",
        at,
        World.cause(CauseKind.COMMAND, "ReportDesktopResumed", "c-7"),
        header -> new DesktopResumed(header, "n2", "s-n2", "gw2.b", 10_000L));
  }

  @Test
  void aZoneThatWasTakenDownDials_F22() {
    down(60_000, null);
    world.event(
        "north",
        61_000,
        World.cause(CauseKind.TIMER, "Pacing", ""),
        header ->
            new DiallingAuthorised(
                header,
                "a-late",
                "loans-north",
                "loans",
                1,
                header.getAt() + 500,
                4_000,
                PacingMode.PROGRESSIVE));

    assertThat(red()).contains("F22");
  }

  @Test
  void anAgentIsLoggedOffBeforeTheGraceIsOver_F22() {
    down(60_000, null);
    leaves(61_000, LogOffGrounds.ZONE_DOWN, null);

    assertThat(red()).containsExactly("F22");
  }

  @Test
  void anAgentIsMovedWhereNobodySaid_F22() {
    down(60_000, "south");
    leaves(61_000, LogOffGrounds.ZONE_MOVED, "west");

    assertThat(red()).containsExactly("F22");
  }

  @Test
  void anAgentIsMovedInAConversation_F22() {
    down(60_000, "south");
    world.event(
        "north",
        60_500,
        World.cause(CauseKind.TIMER, "Pacing", ""),
        header -> new AgentCallStateChanged(header, "n2", CallState.TALKING, "c-open"));
    leaves(61_000, LogOffGrounds.ZONE_MOVED, "south");

    assertThat(red()).contains("F22");
  }

  @Test
  void agentsLeaveAZoneThatGoesDownInOrder_F22() {
    down(60_000, "south");
    leaves(61_000, LogOffGrounds.ZONE_MOVED, "south");

    assertThat(red()).isEmpty();
  }

  private void down(long at, String failoverZone) {
    var asked = World.cause(CauseKind.COMMAND, "TakeZoneDown", "c-down");
    world.event(
        "north",
        at,
        asked,
        header -> new ZoneGoingDown(header, "sue", failoverZone, header.getAt() + 120_000, ""));
    world.event(
        "north", at, asked, header -> new CommandAccepted(header, "c-down", "TakeZoneDown", "sue"));
  }

  private void leaves(long at, LogOffGrounds grounds, String toZone) {
    ZoneMove move =
        toZone == null ? null : new ZoneMove(toZone, "4001", "en", List.of(), true, false);
    world.event(
        "north",
        at,
        World.cause(CauseKind.TIMER, "ZoneDown", ""),
        header -> new AgentLoggedOff(header, "n2", "s-n2", grounds, move, ""));
  }

  @Test
  void aContactIsShownDuringTheOutage_F26() {
    long taken = entry(org.zonekeeper.schemas.journal.ZoneTakenOver.class, "").sequence();
    ContactOffered shown = (ContactOffered) entry(ContactOffered.class, "shown").event();
    replace(
        world.journal.stream()
            .filter(entry -> entry.zone().equals("north") && entry.sequence() == taken + 1)
            .findFirst()
            .orElseThrow(),
        header -> ContactOffered.newBuilder(shown).setHeader(header).setCallId("late").build());

    assertThat(red()).contains("F26");
  }

  @Test
  void aContactIsDialledThatNobodyWasShown_F26() {
    world.event("north", 60_000, TIMER, header -> dialled(header, "unseen", "n3", null));

    assertThat(red()).contains("F26");
  }

  @Test
  void aContactIsDialledByItselfAtOnceAfterTheOutage_F26() {
    replace(entry(PreviewWithdrawn.class, "shown"), header -> dialled(header, "shown", "n3", null));

    assertThat(red()).contains("F26");
  }

  @Test
  void aContactStaysWithItsAgentThatThePlatformDoesNotKnow_F26() {
    replace(
        entry(PreviewWithdrawn.class, "shown"),
        header -> new CallStatusReceived(header, "no-request", List.of("shown")));

    assertThat(red()).contains("F26");
  }

  private static Event dialled(
      org.zonekeeper.schemas.journal.EventHeader header, String call, String agent, String again) {
    return new ContactDialled(
        header,
        call,
        "preview-north",
        "loans",
        "row-7",
        "north-lease",
        agent,
        "4001",
        PacingMode.PREVIEW,
        "mobile",
        List.of("mobile"),
        DialGrounds.TIME_LIMIT,
        20_000,
        header.getAt() + 1_000,
        again,
        2,
        null);
  }

  @Test
  void aCallbackIsOfferedDuringTheOutage_F27() {
    long taken = entry(org.zonekeeper.schemas.journal.ZoneTakenOver.class, "").sequence();
    CallbackOffered offer = only(CallbackOffered.class);
    replace(
        world.journal.stream()
            .filter(entry -> entry.zone().equals("north") && entry.sequence() == taken + 1)
            .findFirst()
            .orElseThrow(),
        header -> CallbackOffered.newBuilder(offer).setHeader(header).build());

    assertThat(red()).contains("F27");
  }

  @Test
  void aCallbackIsDueBeforeItsTime_F27() {
    CallbackDue due = only(CallbackDue.class);
    replace(
        entry(CallbackScheduled.class, ""),
        header ->
            CallbackScheduled.newBuilder(only(CallbackScheduled.class))
                .setHeader(header)
                .setDueAt(due.getHeader().getAt() + 1)
                .build());

    assertThat(red()).contains("F27");
  }

  @Test
  void aCallbackExpiresInTheOutage_F27() {
    replace(entry(CallbackOffered.class, ""), header -> closed(header, CallbackEndGrounds.EXPIRED));

    assertThat(red()).contains("F27");
  }

  @Test
  void aCallbackIsForgottenWithTheContactInHand_F27() {
    replace(
        entry(CallbackClosed.class, ""),
        header -> new FactUnmatched(header, "f", "ContactWithdrawn", "back", "too late"));

    assertThat(red()).contains("F27");
  }

  @Test
  void aCallbackIsDoneWithoutAWord_F27() {
    replace(entry(CallbackClosed.class, ""), header -> closed(header, CallbackEndGrounds.DONE));

    assertThat(red()).contains("F27");
  }

  @Test
  void aCallbackNeverFallsDue_F27() {
    world.event("north", 60_000, TIMER, header -> another(header, 24_000));

    assertThat(red()).contains("F27");
  }

  @Test
  void twoCallbacksAreOfferedAtOnce_F27() {
    CallbackOffered offer = only(CallbackOffered.class);
    replace(
        entry(CallbackClosed.class, ""),
        header -> CallbackOffered.newBuilder(offer).setHeader(header).build());

    assertThat(red()).contains("F27");
  }

  @Test
  void whatDidNotComeUpIsNoFaultWhereNobodyWasToShowIt() {
    Checker checker = new Checker(DomainFold::new);
    Evidence nothing = new Evidence(List.of(), List.of(), List.of(), List.of(), List.of());

    assertThat(checker.judge(nothing).pass()).isFalse();
    assertThat(checker.judgeAsItHappened(nothing).rows())
        .filteredOn(row -> row.id().equals("F18"))
        .singleElement()
        .satisfies(row -> assertThat(row.evidence()).contains("not exercised"))
        .satisfies(row -> assertThat(row.pass()).isTrue());
  }

  @Test
  void aCallbackIsKeptOfWhoIsNotToBeCalled() {
    replace(entry(CallbackDue.class, ""), header -> doNotCall(header, "row-9"));

    assertThat(red()).contains("do-not-call");
  }

  @Test
  void aContactIsShownWhoIsNotToBeCalled() {
    replace(entry(CallbackScheduled.class, ""), header -> doNotCall(header, "row-9"));

    assertThat(red()).contains("do-not-call");
  }

  @Test
  void aNumberIsDialledThatIsNotToBeCalled() {
    world.event("north", 60_000, TIMER, header -> doNotCall(header, "row-7", "mobile"));
    world.event("north", 60_010, TIMER, header -> dialledAt(header, "home"));
    assertThat(red()).doesNotContain("do-not-call");

    world.event("north", 60_020, TIMER, header -> dialledAt(header, "mobile"));
    assertThat(red()).contains("do-not-call");
  }

  @Test
  void thePlatformDialsWhoIsNotToBeCalled() {
    world.event("north", 60_000, TIMER, header -> doNotCall(header, "row-7"));
    world.event("north", 60_010, TIMER, header -> attempted(header, 90_000));
    assertThat(red()).doesNotContain("do-not-call");

    world.event("north", 90_010, TIMER, header -> attempted(header, 90_001));
    assertThat(red()).contains("do-not-call");
  }

  private static DoNotCallAdded doNotCall(EventHeader header, String contact, String... kinds) {
    return new DoNotCallAdded(
        header,
        "call-n1",
        "job-north",
        "loans",
        contact,
        "n1",
        kinds.length == 0,
        List.of(kinds).stream().map(kind -> new DoNotCallNumber(kind, null)).toList());
  }

  private static CallAttempted attempted(EventHeader header, long at) {
    return new CallAttempted(header, "late-" + at, "job-north", "loans", "row-7", "lease", at);
  }

  private static ContactDialled dialledAt(EventHeader header, String kind) {
    return new ContactDialled(
        header,
        "dialled-" + kind,
        "preview-north",
        "loans",
        "row-7",
        "lease",
        "n3",
        "ext-n3",
        PacingMode.PREVIEW,
        kind,
        List.of("mobile", "home"),
        DialGrounds.AGENT,
        20_000,
        header.getAt() + 1_000,
        null,
        2,
        null);
  }

  @Test
  void aCallGoesToAnAgentOnInboundWork_F28() {
    replace(
        entry(InboundStatusReceived.class, "n6"),
        header -> HealthyRun.assigned("waiting", "n6").apply(header));

    assertThat(red()).contains("F28");
  }

  @Test
  void anOutageEndsInboundWork_F28() {
    replace(
        entry(InboundStatusReceived.class, "n6"),
        header -> {
          header.setCause(World.OWNERSHIP);
          return back(header, InboundEndGrounds.REPORTED);
        });

    assertThat(red()).contains("F28");
  }

  @Test
  void theInboundSideIsNeverAsked_F28() {
    replace(
        entry(InboundStatusRequested.class, "n6"),
        header -> new InboundStatusReceived(header, "n6", "work"));
    List<JournalEntry> back =
        world.journal.stream()
            .filter(entry -> entry.header().getCause().getType().equals("InboundWorkEnded"))
            .toList();
    back.forEach(
        entry ->
            replace(
                entry, header -> new FactUnmatched(header, "f", "InboundWorkEnded", "n6", "late")));
    world.event(
        "north",
        60_000,
        World.TIMER,
        header -> new FactUnmatched(header, "f", "NailupLost", "n6", "no leg"));

    assertThat(red()).contains("F28");
  }

  @Test
  void theInboundSideIsSaidNotToKnowWhomNobodyAskedAbout_F28() {
    replace(
        entry(InboundStatusRequested.class, "n6"),
        header -> new InboundStatusReceived(header, "n6", "work"));
    replace(
        entry(AgentBlendedToOutbound.class, "n6"),
        header -> back(header, InboundEndGrounds.NOT_KNOWN));

    assertThat(red()).contains("F28");
  }

  @Test
  void theInboundSideHasNoTimeToAnswer_F28() {
    replace(
        entry(InboundStatusReceived.class, "n6"),
        header -> new InboundStatusMissed(header, "n6", "work"));

    assertThat(red()).contains("F28");
  }

  @Test
  void anAgentGoesToInboundWorkInTheOutage_F28() {
    long taken = entry(org.zonekeeper.schemas.journal.ZoneTakenOver.class, "").sequence();
    replace(
        world.journal.stream()
            .filter(entry -> entry.zone().equals("north") && entry.sequence() == taken + 1)
            .findFirst()
            .orElseThrow(),
        header -> {
          header.setCause(World.TIMER);
          return new AgentBlendedToInbound(header, "n2", "4001", "another", List.of());
        });

    assertThat(red()).contains("F28");
  }

  @Test
  void theWayToInboundWorkIsForgotten_F28() {
    replace(
        entry(InboundStatusReceived.class, "n6"),
        header ->
            new AgentJobStateChanged(
                header, "n2", JobState.ATTACHED, "job-north", null, JobStateGrounds.SHARE));

    assertThat(red()).contains("F28");
  }

  private static AgentBlendedToOutbound back(EventHeader header, InboundEndGrounds grounds) {
    return new AgentBlendedToOutbound(header, "n6", "work", grounds, "");
  }

  private static CallbackClosed closed(EventHeader header, CallbackEndGrounds grounds) {
    return new CallbackClosed(
        header, "callback", "preview-north", "loans", "row-9", null, grounds, "back", 1);
  }

  private CallbackScheduled another(EventHeader header, long dueAt) {
    return CallbackScheduled.newBuilder(only(CallbackScheduled.class))
        .setHeader(header)
        .setCallbackId("another")
        .setDueAt(dueAt)
        .build();
  }

  private <E extends Event> E only(Class<E> type) {
    return type.cast(entry(type, "").event());
  }

  @Test
  void anAgentIsOnTwoCalls() {
    world.event("north", 60_000, TIMER, HealthyRun.assigned("again-north", "n2"));

    assertThat(red()).contains("one-call-an-agent").doesNotContain("F6", "answered-once");
  }

  @Test
  void anAnswerNeverComes() {
    dropFrame("n2", "AGTLogonRESP");

    assertThat(red()).containsExactly("answered-once");
  }

  private static Event mark(org.zonekeeper.schemas.journal.EventHeader header, String call) {
    return new CallMarkedNuisance(header, call, "job-north", "loans", NuisanceCause.FAILOVER);
  }

  private static Owner owner(String agentManager) {
    return new Owner(agentManager, "i");
  }

  private Verdict judged() {
    return judged(world);
  }

  private static Verdict judged(World world) {
    return new Checker(World::chain).judge(world.evidence());
  }

  private Set<String> red() {
    return red(world);
  }

  private static Set<String> red(World world) {
    Verdict verdict = judged(world);
    return new TreeSet<>(
        Stream.concat(verdict.rows().stream(), verdict.invariants().stream())
            .filter(row -> !row.pass())
            .map(Judgement::id)
            .toList());
  }

  private JournalEntry entry(Class<? extends Event> type, String about) {
    return world.journal.stream()
        .filter(entry -> entry.is(type))
        .filter(
            entry ->
                about.isEmpty()
                    || Stream.of(
                            entry.event().getOptionalCallId(),
                            entry.event().getOptionalAgentId(),
                            entry.event().getOptionalJobId(),
                            entry.event().getOptionalActor())
                        .anyMatch(Optional.of(about)::equals))
        .findFirst()
        .orElseThrow();
  }

  private void replace(
      JournalEntry entry,
      java.util.function.Function<org.zonekeeper.schemas.journal.EventHeader, Event> other) {
    world.journal.replaceAll(
        old ->
            old.equals(entry)
                ? new JournalEntry(old.zone(), old.offset(), other.apply(old.header()))
                : old);
  }

  private void move(Class<? extends Event> type, String zone, long at) {
    world.journal.stream()
        .filter(entry -> entry.is(type) && entry.zone().equals(zone))
        .forEach(entry -> entry.header().setAt(at));
  }

  private Stream<LogLine> frames(Predicate<LogLine> which) {
    return world.transcripts.stream().filter(which);
  }

  private static boolean isFrame(LogLine line, String who, String type) {
    return (line.text("agent").equals(who) || line.text("supervisor").equals(who))
        && line.json().path("message").path("type").asText().equals(type);
  }

  private static ObjectNode message(LogLine line) {
    return (ObjectNode) line.json().get("message");
  }

  private void dropFrame(String who, String type) {
    assertThat(world.transcripts.removeIf(line -> isFrame(line, who, type))).isTrue();
  }

  private void changeTime(Predicate<LogLine> which, long at) {
    world.transcripts.replaceAll(
        line -> which.test(line) ? LogLine.of(((ObjectNode) line.json()).put("at", at)) : line);
  }

  private void changeAnswer(String who, String type, long at) {
    frames(line -> isFrame(line, who, type) && line.at() == at)
        .forEach(line -> message(line).put("result", 0).remove("reason"));
  }

  /** The notice that a test adds is of the epoch before the takeover. */
  private void fixEpoch() {
    message(world.transcripts.getLast()).put("epoch", 1);
  }
}
