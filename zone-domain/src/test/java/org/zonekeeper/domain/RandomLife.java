package org.zonekeeper.domain;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.zonekeeper.domain.input.Input;
import org.zonekeeper.domain.input.Input.Adopt;
import org.zonekeeper.domain.input.Input.AdoptionKind;
import org.zonekeeper.domain.input.Input.CampaignElsewhere;
import org.zonekeeper.domain.input.InputBarriers;
import org.zonekeeper.schemas.command.Commands.Command;
import org.zonekeeper.schemas.command.CreateCallback;
import org.zonekeeper.schemas.command.ReportAgentStatus;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.BlendMeasure;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.CallbackType;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.common.LegJoin;
import org.zonekeeper.schemas.common.MissedCallbackAction;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.common.PacingMode;
import org.zonekeeper.schemas.common.Party;
import org.zonekeeper.schemas.common.PreviewCancelMode;
import org.zonekeeper.schemas.common.WorkDirection;
import org.zonekeeper.schemas.fact.CallStatusReported;
import org.zonekeeper.schemas.fact.Facts.Fact;
import org.zonekeeper.schemas.fact.LiveCall;
import org.zonekeeper.schemas.fact.LiveLeg;
import org.zonekeeper.schemas.journal.AgentBlendedToInbound;
import org.zonekeeper.schemas.journal.AgentDialFailed;
import org.zonekeeper.schemas.journal.AgentNailupChanged;
import org.zonekeeper.schemas.journal.BlendThresholdsChanged;
import org.zonekeeper.schemas.journal.CallConnected;
import org.zonekeeper.schemas.journal.CallHeld;
import org.zonekeeper.schemas.journal.CallRecordingPaused;
import org.zonekeeper.schemas.journal.CallTransferred;
import org.zonekeeper.schemas.journal.CallUnheld;
import org.zonekeeper.schemas.journal.CallbackScheduled;
import org.zonekeeper.schemas.journal.ConferenceOwnershipChanged;
import org.zonekeeper.schemas.journal.ConferenceStarted;
import org.zonekeeper.schemas.journal.ConsultConnected;
import org.zonekeeper.schemas.journal.ContactOffered;
import org.zonekeeper.schemas.journal.DesktopCheckRequested;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.WrapUpStarted;
import org.zonekeeper.schemas.journal.ZoneGoingDown;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneOpened;
import org.zonekeeper.schemas.journal.ZoneTakenOver;
import org.zonekeeper.schemas.order.AuthoriseDialling;
import org.zonekeeper.schemas.order.BridgeAgent;
import org.zonekeeper.schemas.order.DialContact;
import org.zonekeeper.schemas.order.DialLeg;
import org.zonekeeper.schemas.order.DialNumber;
import org.zonekeeper.schemas.order.EndInboundWork;
import org.zonekeeper.schemas.order.JoinLegs;
import org.zonekeeper.schemas.order.NailUpAgent;
import org.zonekeeper.schemas.order.Orders.Order;
import org.zonekeeper.schemas.order.PlayNuisanceMessage;
import org.zonekeeper.schemas.order.ReleaseCall;
import org.zonekeeper.schemas.order.RequestCallStatus;
import org.zonekeeper.schemas.order.RequestInboundStatus;
import org.zonekeeper.schemas.order.ReserveContacts;

/**
 * The world around a zone, by a seed: agents, a supervisor, a platform that answers the zone's
 * orders (late, twice, or never), owners that come and go, and garbage. It learns of the zone only
 * what the real world learns: events and orders.
 */
final class RandomLife {
  /** 14 November 2023, shortly before midnight UTC: the day's counters turn in between. */
  private static final long START = 1_700_005_000_000L;

  private static final List<String> AGENTS = List.of("a0", "a1", "a2", "a3", "nobody");
  private static final List<String> JOBS = List.of("j0", "j1", "j2", "nothing");
  private static final List<List<String>> SKILLS =
      List.of(List.of(), List.of("loans"), List.of("loans:5"), List.of("cards", "loans:9"));
  private static final List<String> CODES = List.of("Sold", "Not_Sold", "Nonsense");

  private static final List<PacingMode> PACINGS =
      List.of(
          PacingMode.PREDICTIVE,
          PacingMode.PREDICTIVE,
          PacingMode.PREDICTIVE,
          PacingMode.PROGRESSIVE,
          PacingMode.PROGRESSIVE,
          PacingMode.PROGRESSIVE,
          PacingMode.PREVIEW,
          PacingMode.MANUAL);

  private final Random random;
  private final List<Input> toCome = new ArrayList<>();
  private final List<Input> past = new ArrayList<>();
  private final List<String> calls = new ArrayList<>(List.of("no-call"));
  private final Map<String, String> talking = new HashMap<>();
  private final Map<String, String> legs = new HashMap<>();
  private final Map<String, String> inHand = new HashMap<>();
  private long now = START;
  private int callIds;
  private Owner present;
  private long epoch;
  private int owners;

  RandomLife(long seed) {
    this.random = new Random(seed);
  }

  long now() {
    return now;
  }

  void pass(long millis) {
    now += millis;
  }

  Input opening() {
    return new Input.Adopt(owner(), AdoptionKind.OPENING, "first", 0);
  }

  /** The next thing that happens; some time has passed before it, in which owners check. */
  Input next() {
    boolean quiet = random.nextInt(20) == 0;
    now += random.nextInt(quiet ? 20_000 : 300);
    Input input = quiet ? new Input.Check() : choose();
    past.add(input);
    return input;
  }

  /** What the world makes of an outcome. */
  void hears(Outcome outcome) {
    outcome.events().forEach(this::hearsEvent);
    outcome.orders().forEach(this::hearsOrder);
    if (outcome.barriersWanted()) {
      toCome.addAll(barriers());
    }
  }

  /** What the zone's owner writes into its own input topics, to read it back. */
  List<Input> barriers() {
    return List.of(
        new Input.Command(InputBarriers.command(Asked.ZONE, epoch, present, now)),
        new Input.Fact(InputBarriers.fact(Asked.ZONE, epoch, present, now)));
  }

  /** A new owner after an outage, with the barriers that it writes. */
  Input outage() {
    return new Adopt(owner(), AdoptionKind.OUTAGE, "killed", now - 2000);
  }

  private Input elsewhere() {
    int answered = random.nextInt(1_000);
    return new Input.CampaignNews(
        List.of(new CampaignElsewhere("campaign", 3, answered, random.nextInt(answered + 1))));
  }

  private Input choose() {
    int dice = random.nextInt(100);
    if (dice < 45 && !toCome.isEmpty()) {
      return toCome.remove(random.nextInt(toCome.size()));
    }
    if (dice < 60) {
      return switch (random.nextInt(12)) {
        case 0, 1, 2 -> new Input.Check();
        case 3 -> elsewhere();
        default -> new Input.Tick();
      };
    }
    if (dice < 85) {
      return new Input.Command(command());
    }
    if (dice < 92) {
      return new Input.Fact(strayFact());
    }
    if (dice < 95 && !past.isEmpty()) {
      // Well within the ten minutes for which answers and ended calls are remembered.
      int back = 1 + random.nextInt(Math.min(50, past.size()));
      Input again = past.get(past.size() - back);
      if (again instanceof Input.Command c && random.nextInt(4) == 0) {
        return new Input.Command(underTheIdOf(c.command(), command()));
      }
      return again instanceof Adopt ? new Input.Tick() : again;
    }
    if (dice < 97) {
      return outage();
    }
    return switch (random.nextInt(3)) {
      case 0 -> new Adopt(owner(), AdoptionKind.PLANNED_HANDOVER, "rolling upgrade", 0);
      case 1 -> new Adopt(sameOwner(), AdoptionKind.CARRY_ON, "", 0);
      default -> new Input.AnnounceHandover("stopping");
    };
  }

  private static Command underTheIdOf(Command used, Command command) {
    command.getHeader().setCommandId(used.getHeader().getCommandId());
    return command;
  }

  private Command command() {
    String agent = any(AGENTS);
    String job = any(JOBS);
    return switch (random.nextInt(21)) {
      case 20 -> blending(agent);
      case 18 -> ofContact(agent);
      case 0, 1 -> {
        var logOn = Asked.logOn(agent);
        logOn.setSkills(any(SKILLS));
        logOn.setNailupAsked(random.nextInt(4) == 0);
        yield logOn;
      }
      case 2 -> Asked.logOnByForce(agent);
      case 3 -> random.nextInt(4) == 0 ? Asked.logOff(agent) : Asked.hold(agent);
      case 4, 5, 6 -> Asked.goReady(agent);
      case 7 -> Asked.goNotReady(agent);
      case 8 -> Asked.releaseLine(agent);
      case 9 -> Asked.unhold(agent);
      case 10, 11 -> Asked.wrapUp(agent, any(CODES));
      case 12 -> Asked.extendWrapUp(agent);
      case 13 -> Asked.moveAgent(agent, job);
      case 14 -> Asked.startJob(job, settings());
      case 15 -> supervisors(job);
      case 16, 17 -> withASecondParty(agent);
      default ->
          random.nextInt(4) == 0
              ? gateways(agent)
              : Asked.seeing(random.nextInt(5), Asked.goReady(agent));
    };
  }

  private Command withASecondParty(String agent) {
    return switch (random.nextInt(17)) {
      case 0, 1 -> Asked.consult(agent, any(AGENTS));
      case 2 -> Asked.consultOutside(agent, random.nextInt(4) == 0 ? "nowhere" : "+4420");
      case 3 -> Asked.blindTransfer(agent, any(AGENTS));
      case 4 -> Asked.blindTransferOutside(agent, "0800");
      case 5 -> Asked.cancelConsult(agent);
      case 6 -> Asked.leaveConsult(agent);
      case 7, 12 -> Asked.completeTransfer(agent);
      case 8, 13, 14, 15 -> Asked.startConference(agent);
      case 9 -> Asked.endConference(agent);
      case 10 -> Asked.leaveConference(agent);
      case 11 -> Asked.changeOwnership(agent);
      default -> Asked.sendDtmf(agent, random.nextInt(3) == 0 ? "x" : "12#");
    };
  }

  /** Due within seconds, within minutes, or never to be. */
  private Command callback(String agent) {
    long at = now + random.nextInt(random.nextBoolean() ? 10_000 : 120_000) - 1_000;
    CallbackType type = any(List.of(CallbackType.values()));
    CreateCallback callback =
        Asked.callback(
            agent,
            type,
            random.nextInt(20) == 0
                ? "soon"
                : LocalDateTime.ofEpochSecond(at / 1000, 0, ZoneOffset.UTC).toString());
    callback.setTimeZone(random.nextInt(20) == 0 ? "Nowhere/At_All" : "UTC");
    boolean personal = type == CallbackType.STRICT_AGENT || type == CallbackType.PREFERRED_AGENT;
    callback.setForAgentId(personal && random.nextBoolean() ? any(AGENTS) : null);
    return callback;
  }

  private Command ofCallback(String callback) {
    return random.nextInt(3) == 0
        ? Asked.cancelCallback(callback)
        : Asked.moveCallback(
            callback,
            any(List.of(CallbackType.values())),
            random.nextBoolean() ? any(AGENTS) : null,
            random.nextInt(3) == 0
                ? LocalDateTime.ofEpochSecond(now / 1000 + random.nextInt(60), 0, ZoneOffset.UTC)
                    .toString()
                : null);
  }

  /** As a desktop would have it, which may be behind. */
  private String inHandOf(String agent) {
    return inHand.getOrDefault(agent, "no-call");
  }

  private Command doNotCall(String agent, String call) {
    return switch (random.nextInt(4)) {
      case 0 -> Asked.doNotCall(agent, call, "mobile");
      case 1 -> Asked.doNotCall(agent, call, any(List.of("home", "fax")));
      default -> Asked.doNotCall(agent, call);
    };
  }

  private Command ofContact(String agent) {
    return switch (random.nextInt(11)) {
      case 6, 7 -> callback(agent);
      case 8 -> Asked.note(agent, inHandOf(agent), random.nextInt(2_100));
      case 9 -> Asked.detail(agent, inHandOf(agent), "email");
      case 10 -> doNotCall(agent, inHandOf(agent));
      case 0 -> Asked.dialPreview(agent, any(List.of("home", "fax")));
      case 1 -> Asked.dialPreview(agent);
      case 2 -> Asked.cancelPreview(agent, any(List.of(PreviewCancelMode.values())));
      case 3 -> Asked.connectManual(agent);
      case 4 -> Asked.redial(agent);
      default -> Asked.releaseLine(agent);
    };
  }

  private Command blending(String agent) {
    return switch (random.nextInt(12)) {
      case 10, 11 -> blendThresholds();
      case 7, 8 -> Asked.nailUp(agent);
      case 9 -> Asked.nailupLost(agent);
      case 5 -> Asked.originate(agent, "+4420");
      case 6 -> Asked.originate(agent, random.nextInt(4) == 0 ? "nowhere" : "0800");
      case 0, 1 -> Asked.blendToInbound(agent);
      case 2 -> Asked.blendToOutbound(agent);
      case 3 -> Asked.blendAgent(agent, any(List.of(WorkDirection.values())));
      default -> Asked.releaseAgent(agent);
    };
  }

  /** Some of them make no sense. */
  private Command blendThresholds() {
    long release = random.nextInt(3);
    boolean none = random.nextInt(6) == 0;
    return Asked.blendThresholds(
        "loans",
        none ? null : any(List.of(BlendMeasure.values())),
        none ? null : release + random.nextInt(4),
        none ? null : release);
  }

  private Command gateways(String agent) {
    String gateway = "gw" + random.nextInt(3);
    return switch (random.nextInt(5)) {
      case 0 -> Asked.desktopLost(agent, "s-" + agent);
      case 1 -> Asked.desktopLost(agent, "s-" + agent, gateway);
      case 2 -> Asked.gatewayAlive(gateway);
      case 3 ->
          random.nextInt(6) == 0
              ? random.nextBoolean()
                  ? Asked.doubleLogOn(agent, "s-" + agent, "south")
                  : Asked.forceLogOff(agent)
              : Asked.gatewayAlive(gateway);
      default -> Asked.desktopResumed(agent, "s-" + agent, gateway);
    };
  }

  private Command supervisors(String job) {
    return switch (random.nextInt(7)) {
      case 6 ->
          random.nextInt(20) == 0
              ? Asked.takeZoneDown(random.nextBoolean() ? "south" : null, random.nextInt(20_000))
              : Asked.bringZoneUp();
      case 0 -> Asked.pauseJob(job);
      case 1, 2 -> Asked.resumeJob(job);
      case 3 -> Asked.stopJob(job);
      default -> {
        var change = Asked.changeJob(job);
        change.setMaxAgents(random.nextInt(4));
        change.setCallQueuing(random.nextBoolean());
        yield change;
      }
    };
  }

  private JobSettings settings() {
    return JobSettings.newBuilder()
        .setCampaign("campaign")
        .setPriority(1 + random.nextInt(10))
        .setMinAgents(random.nextInt(3))
        .setMaxAgents(3 + random.nextInt(3))
        .setPacing(any(PACINGS))
        .setPreviewLimitMs(1000 + random.nextInt(5000))
        .setPreviewTimed(random.nextBoolean())
        .setPreviewCancellable(random.nextInt(4) > 0)
        .setMaxRedials(random.nextInt(3))
        .setMaxDialRatio(1 + 3 * random.nextDouble())
        .setNuisanceCapPercent(100 * random.nextDouble())
        .setCallQueuing(random.nextBoolean())
        .setQueueLimit(random.nextInt(3))
        .setQueueTimeoutMs(1 + random.nextInt(5000))
        .setLiveVoiceBudgetMs(random.nextInt(3000))
        .setWrapUpLimitMs(1 + random.nextInt(10_000))
        .setMaxWrapUpExtensions(random.nextInt(3))
        .setCompletionCodes(List.of("Sold", "Not_Sold"))
        .setMaxCallTimeMs(1 + random.nextInt(60_000))
        .setFirstDispositionTimeoutMs(1 + random.nextInt(30_000))
        .setCallingHoursFrom("00:00")
        .setCallingHoursTo(random.nextInt(4) == 0 ? "23:59:30" : "24:00")
        .setCallbackWindowMs(60_000)
        .setCallbackPreferredMs(random.nextInt(5_000))
        .setCallbackRetryMs(1_000 + random.nextInt(4_000))
        .setCallbackMaxTries(1 + random.nextInt(4))
        .setMissedCallbacks(
            any(
                List.of(
                    MissedCallbackAction.CLOSE,
                    MissedCallbackAction.RETRY,
                    MissedCallbackAction.NEXT_DAY)))
        .setCallbacksOutliveJob(random.nextBoolean())
        .setOriginateAllowed(random.nextInt(4) > 0)
        .setRequiredSkills(random.nextInt(3) == 0 ? List.of("loans:4") : List.of())
        .build();
  }

  /** A fact that nobody waits for, about something that may or may not be there. */
  private Fact strayFact() {
    String call = any(calls);
    String agent = any(AGENTS);
    return switch (random.nextInt(11)) {
      case 10 -> Reported.inboundLoad(now, "loans", random.nextInt(6) - 1, random.nextInt(5_000));
      case 0 -> Reported.disconnected(now, call, any(List.of(Party.values())));
      case 1 -> Reported.bridged(now, call, agent);
      case 2 -> Reported.bridgeFailed(now, call, agent);
      case 3 -> Reported.liveVoice(now, call);
      case 4 -> Reported.machine(now, call);
      case 5 -> Reported.nailedUp(now, agent);
      case 6 -> random.nextInt(3) == 0 ? Reported.nailupLost(now, agent) : attempt(any(JOBS), "x");
      case 7 -> Reported.callStatus(now, "no-request");
      case 8 -> Reported.barrier(random.nextInt(4), "elsewhere");
      default ->
          random.nextInt(4) == 0
              ? Reported.contactsExhausted(now, any(JOBS))
              : Reported.busy(now, call);
    };
  }

  private void hearsEvent(Event event) {
    switch (event) {
      case ZoneTakenOver taken -> {
        owns(taken.getOwner(), taken);
        toCome.addAll(barriers());
      }
      case ZoneOpened opened -> owns(opened.getOwner(), opened);
      case ZoneHandedOver handed -> owns(handed.getOwner(), handed);
      case ZoneGoingDown down -> {
        toCome.add(asks(Asked.bringZoneUp()));
        toCome.add(asks(Asked.bringZoneUp()));
      }
      case AgentNailupChanged nailup -> toCome.add(asks(Asked.goReady(nailup.getAgentId())));
      case CallConnected call -> {
        inHand.put(call.getAgentId(), call.getCallId());
        talking.put(call.getCallId(), call.getAgentId());
        toCome.add(asks(withASecondParty(call.getAgentId())));
        toCome.add(asks(Asked.consult(call.getAgentId(), any(AGENTS))));
        if (random.nextBoolean()) {
          toCome.add(asks(Asked.hold(call.getAgentId())));
        }
        toCome.add(asks(Asked.pauseRecording(call.getAgentId())));
      }
      case ConsultConnected consult ->
          toCome.add(
              asks(
                  random.nextInt(3) > 0
                      ? Asked.startConference(consult.getAgentId())
                      : Asked.completeTransfer(consult.getAgentId())));
      case ConferenceStarted conference -> {
        toCome.add(asks(Asked.changeOwnership(conference.getAgentId())));
        toCome.add(asks(Asked.changeOwnership(conference.getAgentId())));
        if (random.nextInt(3) == 0) {
          toCome.add(asks(Asked.leaveConference(conference.getAgentId())));
        }
      }
      case ContactOffered offered -> {
        inHand.put(offered.getAgentId(), offered.getCallId());
        toCome.add(
            asks(
                random.nextInt(3) == 0
                    ? ofContact(offered.getAgentId())
                    : Asked.dialPreview(offered.getAgentId())));
        if (random.nextInt(6) == 0) {
          comes(Reported.withdrawn(now, offered.getCallId()));
        }
      }
      case BlendThresholdsChanged changed -> {
        if (changed.getThresholds() != null) {
          for (int i = 0; i < 6; i++) {
            comes(Reported.inboundLoad(now, "loans", random.nextInt(7), random.nextInt(10)));
          }
        }
      }
      case AgentBlendedToInbound work -> {
        toCome.add(asks(Asked.blendToOutbound(work.getAgentId())));
        toCome.add(asks(Asked.blendAgent(work.getAgentId(), WorkDirection.OUTBOUND)));
        if (random.nextInt(3) == 0) {
          comes(Reported.inboundEnded(now, work.getAgentId(), work.getWorkId()));
        }
      }
      case CallbackScheduled callback -> {
        if (random.nextInt(3) == 0) {
          toCome.add(asks(ofCallback(callback.getCallbackId())));
        }
      }
      case WrapUpStarted wrapUp when random.nextInt(3) == 0 ->
          toCome.add(asks(callback(wrapUp.getAgentId())));
      case AgentDialFailed failed -> toCome.add(asks(Asked.redial(failed.getAgentId())));
      case CallRecordingPaused call -> toCome.add(asks(Asked.resumeRecording(call.getAgentId())));
      case CallTransferred call -> talking.put(call.getCallId(), call.getSecondAgentId());
      case ConferenceOwnershipChanged call -> talking.put(call.getCallId(), call.getAgentId());
      case CallHeld call -> toCome.add(asks(Asked.unhold(call.getAgentId())));
      case CallUnheld call -> toCome.add(asks(Asked.releaseLine(call.getAgentId())));
      case WrapUpStarted call -> {
        if (random.nextInt(3) == 0) {
          toCome.add(asks(Asked.extendWrapUp(call.getAgentId())));
        }
        toCome.add(asks(Asked.wrapUp(call.getAgentId(), any(CODES))));
      }
      case DesktopCheckRequested check -> {
        boolean lies = random.nextInt(5) == 0;
        toCome.add(asks(answer(check, lies ? AgentState.UNKNOWN : null)));
      }
      default -> {}
    }
  }

  private static Input asks(Command command) {
    return new Input.Command(command);
  }

  private static ReportAgentStatus answer(DesktopCheckRequested check, AgentState lie) {
    AgentState agent = lie == null ? check.getAgentState() : lie;
    CallState call = check.getCallState();
    NailupState nailup = check.getNailup();
    return Asked.status(check.getAgentId(), check.getCheckId(), agent, call, nailup);
  }

  private void owns(Owner owner, Event since) {
    present = owner;
    epoch = since.getHeader().getEpoch();
  }

  private void hearsOrder(Order order) {
    switch (order) {
      case AuthoriseDialling lease -> {
        for (int i = 0; i < lease.getCount(); i++) {
          comes(attempt(lease.getJobId(), lease.getAuthorisationId()));
        }
      }
      case ReserveContacts lease -> {
        for (int i = 0; i < lease.getCount(); i++) {
          String call = "call-" + ++callIds;
          calls.add(call);
          comes(
              random.nextInt(5) == 0
                  ? Reported.reserved(
                      now, call, lease.getJobId(), lease.getAuthorisationId(), any(AGENTS))
                  : Reported.reserved(now, call, lease.getJobId(), lease.getAuthorisationId()));
        }
      }
      case DialContact dial -> dialled(dial);
      case DialNumber dial -> {
        calls.add(dial.getCallId());
        comes(
            Reported.attemptStarted(
                now, dial.getCallId(), dial.getJobId(), dial.getAuthorisationId()));
        toCome.add(asks(Asked.connectManual(dial.getAgentId())));
        comes(Reported.disconnected(now + random.nextInt(5000), dial.getCallId(), Party.CUSTOMER));
      }
      case BridgeAgent bridge ->
          comes(
              random.nextInt(5) == 0
                  ? Reported.bridgeFailed(now, bridge.getCallId(), bridge.getAgentId())
                  : Reported.bridged(now, bridge.getCallId(), bridge.getAgentId()));
      case ReleaseCall release ->
          comes(Reported.disconnected(now, release.getCallId(), Party.AGENT));
      case DialLeg dial -> {
        legs.put(dial.getCallId(), dial.getLegId());
        if (random.nextInt(4) == 0) {
          comes(Reported.legFailed(now, dial.getCallId(), dial.getLegId()));
        } else {
          comes(Reported.alerting(now, dial.getCallId(), dial.getLegId()));
          comes(Reported.legConnected(now, dial.getCallId(), dial.getLegId()));
        }
        if (random.nextInt(3) == 0) {
          comes(Reported.legGone(now, dial.getCallId(), dial.getLegId()));
        }
      }
      case JoinLegs join ->
          comes(
              random.nextInt(3) == 0
                  ? Reported.notJoined(now, join.getCallId(), join.getLegId(), join.getJoin())
                  : Reported.joined(now, join.getCallId(), join.getLegId(), join.getJoin()));
      case PlayNuisanceMessage play ->
          comes(Reported.disconnected(now, play.getCallId(), Party.PLATFORM));
      case NailUpAgent nailUp -> comes(Reported.nailedUp(now, nailUp.getAgentId()));
      case EndInboundWork end ->
          comes(Reported.inboundEnded(now, end.getAgentId(), end.getWorkId()));
      case RequestInboundStatus request ->
          comes(
              Reported.inboundStatus(
                  now, request.getAgentId(), request.getWorkId(), random.nextInt(3) > 0));
      case RequestCallStatus request ->
          comes(
              new CallStatusReported(
                  Reported.header(now),
                  request.getRequestId(),
                  request.getCalls().stream()
                      .filter(call -> random.nextInt(4) > 0)
                      .map(this::live)
                      .toList()));
      default -> {}
    }
  }

  /** Sometimes its agent is gone. */
  private LiveCall live(String call) {
    return new LiveCall(
        call,
        random.nextInt(8) == 0 ? null : talking.get(call),
        random.nextInt(3) == 0 || !legs.containsKey(call)
            ? List.of()
            : List.of(new LiveLeg(legs.get(call), any(List.of(LegJoin.values())))));
  }

  private Fact attempt(String job, String authorisation) {
    String call = "call-" + ++callIds;
    calls.add(call);
    int dice = random.nextInt(10);
    if (dice < 6) {
      comes(Reported.liveVoice(now + random.nextInt(1000), call));
      comes(Reported.disconnected(now + random.nextInt(5000), call, Party.CUSTOMER));
    } else if (dice < 7) {
      comes(Reported.machine(now, call));
    } else if (dice < 8) {
      comes(Reported.noAnswer(now, call));
    }
    return Reported.attemptStarted(now, call, job, authorisation);
  }

  private void dialled(DialContact dial) {
    String call = dial.getCallId();
    calls.add(call);
    if (random.nextInt(8) == 0) {
      comes(Reported.attemptFailed(now, call));
      return;
    }
    String authorisation = dial.getAuthorisationId();
    comes(Reported.attemptStarted(now, call, dial.getJobId(), authorisation));
    if (!dial.getClassify()) {
      toCome.add(asks(Asked.connectManual(dial.getAgentId())));
    }
    switch (random.nextInt(5)) {
      case 0 -> comes(Reported.noAnswer(now, call));
      case 1 -> comes(Reported.machine(now, call));
      default -> {
        if (dial.getClassify()) {
          comes(Reported.liveVoice(now + random.nextInt(1000), call));
          comes(
              random.nextInt(5) == 0
                  ? Reported.bridgeFailed(now, call, dial.getAgentId())
                  : Reported.bridged(now, call, dial.getAgentId()));
        }
        comes(Reported.disconnected(now + random.nextInt(5000), call, Party.CUSTOMER));
      }
    }
  }

  /** Usually once; sometimes never, sometimes twice. */
  private void comes(Fact fact) {
    int dice = random.nextInt(20);
    if (dice > 0) {
      toCome.add(new Input.Fact(fact));
    }
    if (dice == 1) {
      toCome.add(new Input.Fact(fact));
    }
  }

  private Owner owner() {
    owners++;
    return sameOwner();
  }

  private Owner sameOwner() {
    return new Owner("am-" + owners, "i-" + owners);
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
