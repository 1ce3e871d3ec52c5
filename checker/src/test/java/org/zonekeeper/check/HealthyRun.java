package org.zonekeeper.check;

import static org.zonekeeper.check.World.OWNERSHIP;
import static org.zonekeeper.check.World.TIMER;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.CallbackRules;
import org.zonekeeper.schemas.common.CallbackType;
import org.zonekeeper.schemas.common.CompletionCodeKind;
import org.zonekeeper.schemas.common.FailoverPolicy;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.common.JobStateGrounds;
import org.zonekeeper.schemas.common.MissedCallbackAction;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.common.PacingMode;
import org.zonekeeper.schemas.common.Party;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.AgentBlendedToInbound;
import org.zonekeeper.schemas.journal.AgentBlendedToOutbound;
import org.zonekeeper.schemas.journal.AgentJobStateChanged;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.AgentLoggedOn;
import org.zonekeeper.schemas.journal.AgentReloginRequired;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.BarrierPassed;
import org.zonekeeper.schemas.journal.CallAnswered;
import org.zonekeeper.schemas.journal.CallAssigned;
import org.zonekeeper.schemas.journal.CallAttempted;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallConnected;
import org.zonekeeper.schemas.journal.CallDisconnected;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;
import org.zonekeeper.schemas.journal.CallQueued;
import org.zonekeeper.schemas.journal.CallbackClosed;
import org.zonekeeper.schemas.journal.CallbackDue;
import org.zonekeeper.schemas.journal.CallbackEndGrounds;
import org.zonekeeper.schemas.journal.CallbackOffered;
import org.zonekeeper.schemas.journal.CallbackScheduled;
import org.zonekeeper.schemas.journal.Cause;
import org.zonekeeper.schemas.journal.CauseKind;
import org.zonekeeper.schemas.journal.CommandRefused;
import org.zonekeeper.schemas.journal.ContactOffered;
import org.zonekeeper.schemas.journal.DesktopCheckFailed;
import org.zonekeeper.schemas.journal.DesktopCheckPassed;
import org.zonekeeper.schemas.journal.DesktopCheckRequested;
import org.zonekeeper.schemas.journal.DiallingAuthorised;
import org.zonekeeper.schemas.journal.EventHeader;
import org.zonekeeper.schemas.journal.InboundEndGrounds;
import org.zonekeeper.schemas.journal.InboundEndRequested;
import org.zonekeeper.schemas.journal.InboundStatusReceived;
import org.zonekeeper.schemas.journal.InboundStatusRequested;
import org.zonekeeper.schemas.journal.InputStream;
import org.zonekeeper.schemas.journal.JobChanged;
import org.zonekeeper.schemas.journal.JobStarted;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.LogOffGrounds;
import org.zonekeeper.schemas.journal.PreviewWithdrawn;
import org.zonekeeper.schemas.journal.RefusedBy;
import org.zonekeeper.schemas.journal.WrapUpStarted;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneOpened;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * A run in which everything goes as the contract says, by hand and step by step: am-1 with north is
 * killed, am-3 with east is cut off for a moment and later frozen, am-2 hands west over.
 */
final class HealthyRun {
  static final long KILL = 20_000;
  static final long AVAILABLE = 22_100;
  static final long HANDOVER = 50_000;
  private static final Owner AM1 = new Owner("am-1", "i-1");
  private static final Owner AM2 = new Owner("am-2", "i-2");
  private static final Owner AM3 = new Owner("am-3", "i-3");

  private final World world = new World();
  private final Map<String, CallAttempted> attempts = new TreeMap<>();
  private final Map<String, Long> answeredAt = new TreeMap<>();
  private final Map<String, Long> connectedAt = new TreeMap<>();
  private final Map<String, Long> disconnectedAt = new TreeMap<>();
  private final Map<String, NuisanceCause> marks = new TreeMap<>();

  private final Set<String> askForABreak;

  /**
   * @param askForABreak agents on a call who say before the kill that they want no other one
   */
  private HealthyRun(Set<String> askForABreak) {
    this.askForABreak = askForABreak;
  }

  static World world() {
    return worldWithBreaksAskedForBy(Set.of());
  }

  static World worldWithBreaksAskedForBy(Set<String> agents) {
    HealthyRun run = new HealthyRun(agents);
    run.steadyCalling();
    for (String agent : agents) {
      run.state("north", 19_500, agent, AgentState.PENDING_NOT_READY, "{'state':'NotReady'}");
    }
    run.killNorth();
    run.cutEastOff();
    run.freezeEast();
    run.handWestOver();
    return run.world;
  }

  private void steadyCalling() {
    open("north", AM1, List.of("n1", "n2", "n3", "n4", "n5", "n6"));
    open("east", AM3, List.of("e1"));
    open("west", AM2, List.of("w1"));
    world.connect(1_000, "sup", "");
    for (String agent : List.of("n1", "n2", "n4", "n5")) {
      talk("north", 5_000, "call-" + agent, agent);
    }
    talk("east", 5_000, "call-e1", "e1");
    talk("west", 5_000, "call-w1", "w1");
    goToInboundWork();
    dial("north", 10_000, "silent");
    world.incident(10_000, "silent-call", "{'zone':'north','call':'silent'}");
    completed("north", 15_100, TIMER, "silent", "Attempt_Failed", null);
    show("north", 16_000, "shown", "n3");
    callBack("north", 17_000, "n1", 21_000);
    live("north", 18_000, "queued");
    world.event(
        "north", 18_500, TIMER, header -> new CallQueued(header, "queued", "job-north", 48_000L));
    live("north", 19_000, "waiting");
  }

  private void killNorth() {
    world.incident(KILL, "killed", "{'agentManager':'am-1','certainAt':20010}");
    world.incident(KILL, "lost-disconnect", "{'zone':'north','call':'call-n5','agent':'n5'}");
    world.incident(KILL, "lying-desktop", "{'zone':'north','agent':'n4'}");
    refused("north", 20_100, "n2", "AGTHoldCall", "{}", 21_900);
    for (String agent : List.of("n1", "n2", "n3", "n4", "n5", "n6")) {
      world.told(21_500, agent, "north", "POMNotAvailable", "{'cause':'HEARTBEAT_SILENCE'}");
    }
    refused("north", 21_600, "n2", "AGTReleaseLine", "{}", 21_610);
    refused("north", 21_600, "sup", "SUPChangeJob", change(9), 21_610);
    refused("north", 21_600, "sup", "SUPMoveAgent", move("n3", "job-2"), 21_610);
    Cause ended = world.fact("north", 20_500, "LineDisconnected", "call-n1");
    takeOver("north", 21_800, AM1, AM2);
    refusals.forEach(Runnable::run);
    refusals.clear();
    disconnected("north", 21_850, ended, "call-n1", "n1");
    mark("north", 22_000, "queued");
    mark("north", 22_000, "waiting");
    barriers("north", AVAILABLE);
    world.event("north", AVAILABLE, OWNERSHIP, header -> new ZoneAvailable(header, AM2, KILL));
    for (String agent : List.of("n1", "n2", "n3", "n4", "n5", "n6")) {
      world.told(22_150, agent, "north", "POMAvailable", "{'cause':'TAKEOVER'}");
    }
    toldOfEnd("north", 22_160, "call-n1", "n1");
    check("north", List.of("n1", "n2", "n3", "n5", "n6"));
    inboundWorkKept();
    lie();
    relogin();
    endNuisance("north", 23_000, "queued");
    endNuisance("north", 23_000, "waiting");
    world.event(
        "north",
        23_500,
        world.fact("north", 23_490, "ContactWithdrawn", "shown"),
        h -> new PreviewWithdrawn(h, "shown", "preview-north", "row-7", "n3", "erased"));
    calledBack();
    for (String agent : List.of("n1", "n3")) {
      state("north", 24_000, agent, AgentState.READY, "{'state':'Ready'}");
    }
    completed("north", 24_100, TIMER, "call-n1", "Sale", "n1");
    world.done(
        25_000, "sup", "north", "SUPChangeJob", change(7), List.of(h -> changed(h, "north", 7)));
    world.done(
        25_100,
        "sup",
        "north",
        "SUPMoveAgent",
        move("n3", "job-2"),
        List.of(
            h ->
                new AgentJobStateChanged(
                    h, "n3", JobState.ATTACHED, "job-2", null, JobStateGrounds.SUPERVISOR)));
    comeBackFromInboundWork();
    dial("north", 25_200, "again-north");
    machine("north", 26_000, "again-north");
  }

  private final List<Runnable> refusals = new ArrayList<>();

  /** One agent goes at once, another one after the call in hand. */
  private void goToInboundWork() {
    world.done(
        8_000,
        "n6",
        "north",
        "AGTBlendToInbound",
        "{}",
        List.of(
            h -> new AgentStateChanged(h, "n6", AgentState.NOT_READY, "INBOUND"),
            h -> jobState(h, "n6", JobState.INBOUND),
            h -> new AgentBlendedToInbound(h, "n6", "4001", "work", List.of())));
    world.done(
        8_500,
        "n2",
        "north",
        "AGTBlendToInbound",
        "{}",
        List.of(h -> jobState(h, "n2", JobState.PENDING_MANUAL_INBOUND)));
  }

  private void inboundWorkKept() {
    long at = world.journal.getLast().at();
    world.event(
        "north",
        at,
        OWNERSHIP,
        h -> new InboundStatusRequested(h, "n6", "work", h.getAt() + 30_000));
    world.event(
        "north",
        at + 20,
        world.fact("north", at + 10, "InboundStatusReported", "work"),
        h -> new InboundStatusReceived(h, "n6", "work"));
  }

  private void comeBackFromInboundWork() {
    world.done(
        25_110,
        "n6",
        "north",
        "AGTBlendToOutbound",
        "{}",
        List.of(h -> new InboundEndRequested(h, "n6", "work")));
    Cause ended = world.fact("north", 25_140, "InboundWorkEnded", "work");
    world.event(
        "north",
        25_150,
        ended,
        h -> new AgentBlendedToOutbound(h, "n6", "work", InboundEndGrounds.REPORTED, "as asked"));
    world.event("north", 25_150, ended, h -> jobState(h, "n6", JobState.DETACHED));
    world.event(
        "north", 25_150, ended, h -> new AgentStateChanged(h, "n6", AgentState.READY, null));
    String id = world.said(25_160, "n2", "north", "AGTBlendToOutbound", "{}");
    Cause takenBack = World.cause(CauseKind.COMMAND, "BlendToOutbound", id);
    world.event("north", 25_170, takenBack, h -> jobState(h, "n2", JobState.DETACHED));
    world.event(
        "north",
        25_170,
        takenBack,
        h -> new org.zonekeeper.schemas.journal.CommandAccepted(h, id, "BlendToOutbound", "n2"));
    world.answered(25_180, "n2", "north", "AGTBlendToOutbound", id, "");
  }

  private static AgentJobStateChanged jobState(EventHeader header, String agent, JobState state) {
    return new AgentJobStateChanged(header, agent, state, null, null, JobStateGrounds.AGENT);
  }

  /** The desktop is refused now; the new owner puts it on record when it reads the command. */
  private void refused(
      String zone, long at, String who, String type, String fields, long answeredAt) {
    String id = world.said(at, who, zone, type, fields);
    refusals.add(
        () ->
            world.event(
                zone,
                21_820,
                World.cause(CauseKind.COMMAND, type, id),
                header ->
                    new CommandRefused(
                        header,
                        id,
                        type,
                        who,
                        RefusalReason.ZONE_NOT_AVAILABLE,
                        "no owner",
                        RefusedBy.GATEWAY)));
    world.answered(answeredAt, who, zone, type, id, "ZONE_NOT_AVAILABLE");
  }

  private void lie() {
    checkRequested("north", "n4");
    world.told(22_200, "n4", "north", "GetAgentStatus", "{'check':'check-n4'}");
    world.event(
        "north",
        22_300,
        TIMER,
        header -> new DesktopCheckFailed(header, "n4", "check-n4", "expected BUSY, not READY"));
    completed("north", 22_300, TIMER, "call-n4", "DESKTOP_ERROR", "n4");
    loggedOff("north", 22_300, TIMER, "n4", LogOffGrounds.DESKTOP_ERROR);
    world.told(22_350, "n4", "north", "AGTAgentLoggedOut", "{'grounds':'DESKTOP_ERROR'}");
    world.done(
        22_360,
        "n4",
        "north",
        "AGTLogon",
        "{'agent':'n4','zone':'north'}",
        List.of(header -> loggedOn(header, "n4")));
  }

  private void relogin() {
    world.event(
        "north", 22_400, TIMER, header -> new AgentReloginRequired(header, "n5", "call-n5"));
    world.told(22_420, "n5", "north", "AGTReloginRequired", "{'call':'call-n5'}");
    String id = world.said(22_500, "n5", "north", "AGTReleaseLine", "{}");
    world.event(
        "north",
        22_510,
        World.cause(CauseKind.COMMAND, "ReleaseLine", id),
        header ->
            new CommandRefused(
                header,
                id,
                "ReleaseLine",
                "n5",
                RefusalReason.RELOGIN_REQUIRED,
                "log on by force",
                RefusedBy.ZONE));
    world.answered(22_520, "n5", "north", "AGTReleaseLine", id, "RELOGIN_REQUIRED");
    String logOn = world.said(22_600, "n5", "north", "AGTLogon", "{'zone':'north','force':true}");
    Cause cause = World.cause(CauseKind.COMMAND, "LogOn", logOn);
    completed("north", 22_610, cause, "call-n5", "DESKTOP_ERROR", "n5");
    loggedOff("north", 22_610, cause, "n5", LogOffGrounds.FORCED_LOGON);
    world.event("north", 22_610, cause, header -> loggedOn(header, "n5"));
    world.event(
        "north",
        22_610,
        cause,
        h -> new org.zonekeeper.schemas.journal.CommandAccepted(h, logOn, "LogOn", "n5"));
    world.answered(22_620, "n5", "north", "AGTLogon", logOn, "");
  }

  private void cutEastOff() {
    state("east", 29_990, "e1", AgentState.READY, "{'state':'Ready'}");
    world.incident(30_100, "cut-off", "{'agentManager':'am-3','until':30500}");
    dial("east", 30_700, "after-cut-off");
    machine("east", 31_000, "after-cut-off");
  }

  private void freezeEast() {
    world.incident(35_000, "frozen", "{'agentManager':'am-3'}");
    world.told(36_500, "e1", "east", "POMNotAvailable", "{'cause':'HEARTBEAT_SILENCE'}");
    takeOver("east", 36_600, AM3, AM2);
    barriers("east", 36_800);
    world.event("east", 36_800, OWNERSHIP, header -> new ZoneAvailable(header, AM2, 34_800L));
    world.told(36_850, "e1", "east", "POMAvailable", "{'cause':'TAKEOVER'}");
    check("east", List.of("e1"));
    state("east", 37_000, "e1", AgentState.READY, "{'state':'Ready'}");
    disconnected(
        "east", 38_000, world.fact("east", 38_000, "LineDisconnected", "call-e1"), "call-e1", "e1");
    completed("east", 39_000, TIMER, "call-e1", "Sale", "e1");
    world.incident(40_000, "thawed", "{'agentManager':'am-3'}");
    dial("east", 41_000, "after-thaw");
    machine("east", 42_000, "after-thaw");
  }

  private void handWestOver() {
    world.incident(HANDOVER, "stopping", "{'agentManager':'am-2'}");
    for (String zone : List.of("west", "north", "east")) {
      world.newEpoch(zone);
      String digest = world.digest(zone);
      world.event(
          zone,
          50_300,
          OWNERSHIP,
          header -> new ZoneHandedOver(header, AM2, AM3, "announced", digest, false, 0L));
    }
    Cause ended = world.fact("west", 50_200, "LineDisconnected", "call-w1");
    disconnected("west", 50_310, ended, "call-w1", "w1");
    world.incident(50_600, "stopped", "{'agentManager':'am-2'}");
    completed("west", 52_000, TIMER, "call-w1", "Sale", "w1");
  }

  private void open(String zone, Owner owner, List<String> agents) {
    world.newEpoch(zone);
    world.event(zone, 1_000, OWNERSHIP, header -> new ZoneOpened(header, owner, ZoneState.VERSION));
    world.event(zone, 1_000, OWNERSHIP, header -> new ZoneAvailable(header, owner, 0L));
    world.event(zone, 1_000, TIMER, header -> new JobStarted(header, "job-" + zone, settings(5)));
    for (String agent : agents) {
      world.connect(1_000, agent, zone);
      world.done(
          1_100,
          agent,
          zone,
          "AGTLogon",
          "{'zone':'" + zone + "'}",
          List.of(header -> loggedOn(header, agent)));
    }
  }

  private void takeOver(String zone, long at, Owner victim, Owner owner) {
    world.newEpoch(zone);
    String digest = world.digest(zone);
    world.event(
        zone,
        at,
        OWNERSHIP,
        header ->
            new ZoneTakenOver(
                header, victim, owner, at - 1_800, "silent", digest, FailoverPolicy.MARK_ALL, 0L));
  }

  private void barriers(String zone, long at) {
    for (InputStream stream : InputStream.values()) {
      world.event(zone, at, OWNERSHIP, header -> new BarrierPassed(header, stream));
    }
  }

  private void dial(String zone, long at, String call) {
    String lease = zone + "-" + (world.sequence(zone) + 1);
    world.event(
        zone,
        at,
        TIMER,
        h ->
            new DiallingAuthorised(
                h, lease, "job-" + zone, "loans", 1, at + 500, 20_000, PacingMode.PROGRESSIVE));
    world.attempt(zone, at + 10, call, lease, at + 500);
    Cause cause = world.fact(zone, at + 10, "AttemptStarted", call);
    world.event(
        zone,
        at + 20,
        cause,
        header -> {
          var attempt =
              new CallAttempted(header, call, "job-" + zone, "loans", "row-1", lease, at + 10);
          attempts.put(call, attempt);
          return attempt;
        });
  }

  /** An agent of a preview job looks at a contact. */
  private void show(String zone, long at, String call, String agent) {
    String job = "preview-" + zone;
    String lease = zone + "-" + (world.sequence(zone) + 2);
    world.event(
        zone,
        at,
        TIMER,
        h ->
            new JobStarted(
                h, job, JobSettings.newBuilder(settings(5)).setPacing(PacingMode.PREVIEW).build()));
    world.event(
        zone,
        at,
        TIMER,
        h ->
            new DiallingAuthorised(
                h, lease, job, "loans", 1, at + 500, 20_000, PacingMode.PREVIEW));
    world.event(
        zone,
        at + 20,
        world.fact(zone, at + 10, "ContactReserved", call),
        h ->
            new ContactOffered(
                h,
                call,
                job,
                "loans",
                "row-7",
                lease,
                agent,
                PacingMode.PREVIEW,
                List.of("mobile"),
                at + 300_000,
                false,
                true,
                2,
                null));
  }

  /** An agent in a conversation arranges a callback. */
  private void callBack(String zone, long at, String agent, long dueAt) {
    CallbackRules rules =
        new CallbackRules(
            "00:00", "24:00", 900_000, 900_000, 300_000, 3, MissedCallbackAction.CLOSE, false);
    world.done(
        at,
        agent,
        zone,
        "AGTCreateCallback",
        "{'callbackType':'CAMPAIGN','localTime':'1970-01-01T00:00:21'}",
        List.of(
            h ->
                new CallbackScheduled(
                    h,
                    "callback",
                    CallbackType.CAMPAIGN,
                    "preview-" + zone,
                    "loans",
                    "row-9",
                    null,
                    List.of(),
                    List.of(),
                    rules,
                    "1970-01-01T00:00:21",
                    "UTC",
                    dueAt,
                    dueAt + 900_000,
                    agent,
                    "call-" + agent,
                    null)));
  }

  /** It fell due in the outage, is offered behind it, and the platform has lost the contact. */
  private void calledBack() {
    world.event(
        "north",
        23_510,
        TIMER,
        h ->
            new CallbackDue(
                h, "callback", CallbackType.CAMPAIGN, "row-9", null, 21_000L, 921_000L));
    world.event(
        "north", 23_600, TIMER, h -> new CallbackOffered(h, "callback", "back", "n3", "row-9"));
    world.event(
        "north",
        23_600,
        TIMER,
        h ->
            new ContactOffered(
                h,
                "back",
                "preview-north",
                "loans",
                "row-9",
                "none",
                "n3",
                PacingMode.PREVIEW,
                List.of("usual"),
                323_600L,
                false,
                true,
                2,
                "callback"));
    Cause withdrawn = world.fact("north", 23_690, "ContactWithdrawn", "back");
    world.event(
        "north",
        23_700,
        withdrawn,
        h ->
            new CallbackClosed(
                h,
                "callback",
                "preview-north",
                "loans",
                "row-9",
                null,
                CallbackEndGrounds.CONTACT_WITHDRAWN,
                "back",
                0));
    world.event(
        "north",
        23_700,
        withdrawn,
        h -> new PreviewWithdrawn(h, "back", "preview-north", "row-9", "n3", "erased"));
  }

  private void machine(String zone, long at, String call) {
    Cause cause = world.fact(zone, at, "MachineDetected", call);
    completed(zone, at, cause, call, "Answer_Machine", null);
  }

  private void live(String zone, long at, String call) {
    dial(zone, at, call);
    answeredAt.put(call, at + 100);
    Cause cause = world.fact(zone, at + 100, "LiveVoiceDetected", call);
    world.event(
        zone,
        at + 110,
        cause,
        header ->
            new CallAnswered(header, call, "job-" + zone, at + 100, at + 600, "loans", "row-1"));
  }

  private void talk(String zone, long at, String call, String agent) {
    live(zone, at, call);
    world.event(
        zone,
        at + 110,
        TIMER,
        header -> new CallAssigned(header, call, "job-" + zone, agent, "4001"));
    world.order(zone, at + 110, "BridgeAgent", call);
    connectedAt.put(call, at + 200);
    Cause cause = world.fact(zone, at + 200, "AgentBridged", call);
    world.event(
        zone,
        at + 210,
        cause,
        h ->
            new CallConnected(
                h, call, agent, at + 200, "job-" + zone, "loans", "row-1", "4001", "s-" + agent));
  }

  private void disconnected(String zone, long at, Cause cause, String call, String agent) {
    disconnectedAt.put(call, at);
    world.event(zone, at, cause, header -> new CallDisconnected(header, call, Party.CUSTOMER, at));
    if (!askForABreak.contains(agent)) {
      world.event(
          zone,
          at,
          cause,
          header -> new AgentStateChanged(header, agent, AgentState.WORK_NOT_READY, null));
    }
    world.event(
        zone,
        at,
        cause,
        header -> new WrapUpStarted(header, call, agent, at + 30_000, 2, "None", List.of("Sale")));
  }

  private void toldOfEnd(String zone, long at, String call, String agent) {
    world.told(at, agent, zone, "AGTCallDisconnected", "{'call':'" + call + "'}");
    world.told(at, agent, zone, "AGTAutoReleaseLine", "{'call':'" + call + "'}");
  }

  private void mark(String zone, long at, String call) {
    marks.put(call, NuisanceCause.FAILOVER);
    world.event(
        zone,
        at,
        OWNERSHIP,
        h -> new CallMarkedNuisance(h, call, "job-" + zone, "loans", NuisanceCause.FAILOVER));
  }

  private void endNuisance(String zone, long at, String call) {
    Cause cause = world.fact(zone, at, "LineDisconnected", call);
    disconnectedAt.put(call, at);
    world.event(zone, at, cause, header -> new CallDisconnected(header, call, Party.PLATFORM, at));
    completed(zone, at, cause, call, "Disconnected_By_System_NuisanceApp", null);
  }

  private void completed(
      String zone, long at, Cause cause, String call, String code, String agent) {
    world.event(
        zone,
        at,
        cause,
        header ->
            new CallCompleted(
                header,
                call,
                "job-" + zone,
                "loans",
                "row-1",
                code,
                CompletionCodeKind.SYSTEM,
                marks.get(call),
                agent,
                attempts.get(call).getAttemptedAt(),
                answeredAt.get(call),
                answeredAt.containsKey(call) ? Long.valueOf(answeredAt.get(call) + 500) : null,
                connectedAt.get(call),
                disconnectedAt.get(call),
                List.of()));
  }

  private void check(String zone, List<String> agents) {
    for (String agent : agents) {
      checkRequested(zone, agent);
    }
    for (String agent : agents) {
      String check = "{'check':'check-" + agent + "'}";
      world.told(world.journal.getLast().at() + 10, agent, zone, "GetAgentStatus", check);
      world.done(
          world.journal.getLast().at() + 10,
          agent,
          zone,
          "GetAgentStatusResponse",
          check,
          List.of(header -> new DesktopCheckPassed(header, agent, "check-" + agent)));
    }
  }

  private void checkRequested(String zone, String agent) {
    world.event(
        zone,
        world.journal.getLast().at(),
        OWNERSHIP,
        header ->
            new DesktopCheckRequested(
                header,
                agent,
                "check-" + agent,
                AgentState.BUSY,
                CallState.TALKING,
                NailupState.NAILED_UP,
                header.getAt() + 5_000));
  }

  private void state(String zone, long at, String agent, AgentState state, String fields) {
    world.done(
        at,
        agent,
        zone,
        "AGTStateChange",
        fields,
        List.of(header -> new AgentStateChanged(header, agent, state, null)));
  }

  private void loggedOff(String zone, long at, Cause cause, String agent, LogOffGrounds grounds) {
    world.event(
        zone,
        at,
        cause,
        header -> new AgentLoggedOff(header, agent, "s-" + agent, grounds, null, ""));
  }

  private static Event loggedOn(EventHeader header, String agent) {
    return new AgentLoggedOn(
        header, agent, "4001", "s-" + agent, "en", List.of(), null, null, false);
  }

  private static Event changed(EventHeader header, String zone, int priority) {
    return new JobChanged(header, "job-" + zone, settings(priority));
  }

  private static JobSettings settings(int priority) {
    return JobSettings.newBuilder()
        .setCampaign("loans")
        .setPriority(priority)
        .setFirstDispositionTimeoutMs(5_000)
        .setMaxCallTimeMs(300_000)
        .build();
  }

  private static String change(int priority) {
    return "{'zone':'north','job':'job-north','changes':{'priority':" + priority + "}}";
  }

  private static String move(String agent, String job) {
    return "{'zone':'north','agent':'" + agent + "','job':'" + job + "'}";
  }

  /** A call "late" that reached nobody. */
  static Event endOfLate(EventHeader header) {
    return new CallCompleted(
        header,
        "late",
        "job-north",
        "loans",
        "row-1",
        "Ring_No_Answer",
        CompletionCodeKind.SYSTEM,
        null,
        null,
        20_000L,
        null,
        null,
        null,
        null,
        List.of());
  }

  /** For tests that add an event of their own. */
  static Function<EventHeader, Event> assigned(String call, String agent) {
    return header -> new CallAssigned(header, call, "job-north", agent, "4001");
  }
}
