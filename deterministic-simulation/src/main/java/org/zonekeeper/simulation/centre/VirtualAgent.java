package org.zonekeeper.simulation.centre;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.zonekeeper.schemas.command.ActorRole;
import org.zonekeeper.schemas.command.AddAgentNote;
import org.zonekeeper.schemas.command.AddToDoNotCall;
import org.zonekeeper.schemas.command.BlendToInbound;
import org.zonekeeper.schemas.command.BlendToOutbound;
import org.zonekeeper.schemas.command.BlindTransfer;
import org.zonekeeper.schemas.command.CancelConsult;
import org.zonekeeper.schemas.command.CancelPreview;
import org.zonekeeper.schemas.command.ChangeConferenceOwnership;
import org.zonekeeper.schemas.command.Commands.Command;
import org.zonekeeper.schemas.command.CompleteTransfer;
import org.zonekeeper.schemas.command.ConnectManualCall;
import org.zonekeeper.schemas.command.ConsultCall;
import org.zonekeeper.schemas.command.CreateCallback;
import org.zonekeeper.schemas.command.DialPreview;
import org.zonekeeper.schemas.command.EndConference;
import org.zonekeeper.schemas.command.ExtendWrapUp;
import org.zonekeeper.schemas.command.GoNotReady;
import org.zonekeeper.schemas.command.GoReady;
import org.zonekeeper.schemas.command.HoldCall;
import org.zonekeeper.schemas.command.LogOff;
import org.zonekeeper.schemas.command.LogOn;
import org.zonekeeper.schemas.command.Originate;
import org.zonekeeper.schemas.command.PauseRecording;
import org.zonekeeper.schemas.command.RedialContact;
import org.zonekeeper.schemas.command.ReleaseLine;
import org.zonekeeper.schemas.command.ReportAgentStatus;
import org.zonekeeper.schemas.command.ResumeRecording;
import org.zonekeeper.schemas.command.StartConference;
import org.zonekeeper.schemas.command.UnholdCall;
import org.zonekeeper.schemas.command.WrapUpContact;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.PacingMode;
import org.zonekeeper.schemas.common.PreviewCancelMode;
import org.zonekeeper.schemas.common.RecordingPauseReason;
import org.zonekeeper.schemas.journal.AgentBlendedToInbound;
import org.zonekeeper.schemas.journal.AgentBlendedToOutbound;
import org.zonekeeper.schemas.journal.AgentCallStateChanged;
import org.zonekeeper.schemas.journal.AgentDialFailed;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.AgentLoggedOn;
import org.zonekeeper.schemas.journal.AgentNailupChanged;
import org.zonekeeper.schemas.journal.AgentReloginRequired;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.CallConnected;
import org.zonekeeper.schemas.journal.CallTransferred;
import org.zonekeeper.schemas.journal.ConferenceStarted;
import org.zonekeeper.schemas.journal.ConsultConnected;
import org.zonekeeper.schemas.journal.ContactDialled;
import org.zonekeeper.schemas.journal.ContactOffered;
import org.zonekeeper.schemas.journal.DesktopCheckRequested;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.LogOffGrounds;
import org.zonekeeper.schemas.journal.WrapUpStarted;
import org.zonekeeper.simulation.time.VirtualTime;
import org.zonekeeper.simulators.robots.AgentBehaviour;
import org.zonekeeper.simulators.robots.AgentBehaviour.Standing;
import org.zonekeeper.simulators.robots.AgentHabits;
import org.zonekeeper.simulators.robots.Intent;

/**
 * An agent with the behaviour of the desktop robots, told of the journal's events directly.
 * Confined to the world's thread.
 */
final class VirtualAgent {
  /** What people call in for, and two of three agents can do. */
  static final String INBOUND_SKILL = "service";

  private static final long AT_HOME_MS = 4_000;
  private static final long LEAVES_AFTER_MS = 100;

  /** There is no contact store in these worlds: nothing has the text. */
  private static final String NO_TEXT = "0".repeat(64);

  private final String id;
  private final VirtualGateway desk;
  private final VirtualTime time;
  private final SplittableRandom chance;
  private final AgentBehaviour behaviour;
  private AgentState agentState = AgentState.LOGOUT;
  private CallState callState = CallState.IDLE;
  private NailupState nailup = NailupState.NOT_NAILED_UP;
  private Truth truth = Truth.TRUTHFUL;
  private String call = "";
  private String inHand = "none";
  private boolean inbound;
  private boolean reloginRequired;
  private boolean stateAsked;
  private boolean logsOnTwice;
  private String session = "";
  private long sessions;
  private long wakesAt = Long.MAX_VALUE;

  /** How the next question for the desktop's state is answered. */
  enum Truth {
    TRUTHFUL,
    LIES_ONCE,
    SILENT_ONCE
  }

  VirtualAgent(
      String id,
      VirtualGateway desk,
      VirtualTime time,
      AgentHabits habits,
      SplittableRandom chance) {
    this.id = id;
    this.desk = desk;
    this.time = time;
    this.chance = chance;
    this.behaviour = new AgentBehaviour(id, habits);
  }

  String id() {
    return id;
  }

  void comeToWork(long after) {
    behaviour.plan(Intent.LOG_ON, time.now() + after);
    wakeWhenDue();
  }

  void behave(Truth wanted) {
    truth = wanted;
  }

  /** Goes home, and at the next log-on asks a second time before the first is answered. */
  void logsOnTwice() {
    logsOnTwice = true;
    behaviour.plan(Intent.LOG_OFF, time.now() + LEAVES_AFTER_MS);
    wakeWhenDue();
  }

  /** The session that the agent has by what the desktop was told; empty: none. */
  Optional<String> session() {
    return agentState == AgentState.LOGOUT ? Optional.empty() : Optional.of(session);
  }

  void hears(Event event) {
    switch (event) {
      case AgentLoggedOn e -> {
        session = e.getSessionId();
        agentState = AgentState.NOT_READY;
        callState = CallState.IDLE;
        nailup = NailupState.NOT_NAILED_UP;
        reloginRequired = false;
        inbound = false;
        behaviour.dropWork();
        behaviour.drop(Intent.LOG_ON);
      }
      case AgentLoggedOff e -> loggedOff(e.getGrounds());
      case AgentStateChanged e -> agentState = e.getAgentState();
      case AgentCallStateChanged e -> {
        callState = e.getCallState();
        inHand = e.getCallId() == null ? "none" : e.getCallId();
      }
      case AgentNailupChanged e -> nailup = e.getNailup();
      case AgentReloginRequired e -> {
        reloginRequired = true;
        behaviour.logOnByForce(time.now());
      }
      case DesktopCheckRequested e -> report(e.getCheckId());
      case ContactOffered e -> behaviour.previews(e.getCancellable(), time.now());
      case ContactDialled e -> behaviour.dialling(e.getPacing() == PacingMode.MANUAL, time.now());
      case AgentDialFailed e -> behaviour.dialledInVain(time.now());
      case CallConnected e -> {
        call = e.getCallId();
        behaviour.connected(call, time.now());
      }
      case ConsultConnected e -> {
        if (e.getAgentId().equals(id)) {
          behaviour.consulting(time.now());
        }
      }
      case ConferenceStarted e -> {
        if (e.getAgentId().equals(id)) {
          behaviour.conferring(time.now());
        }
      }
      case CallTransferred e -> {
        if (id.equals(e.getSecondAgentId())) {
          call = e.getCallId();
          behaviour.tookOver(call, time.now());
        }
      }
      case AgentBlendedToInbound e -> {
        inbound = true;
        if (e.getHeader().getSequence() % 2 == 0) {
          behaviour.onInboundWork(time.now());
        } else {
          // Stays until the inbound side or the blender ends it.
          behaviour.drop(Intent.READY);
        }
      }
      case AgentBlendedToOutbound e -> {
        inbound = false;
        behaviour.onOutboundWork();
      }
      case WrapUpStarted e -> wrapUp(e);
      default -> throw new IllegalArgumentException("not for an agent: " + event);
    }
    behaviour.rest(standing(), !stateAsked && !reloginRequired, time.now());
    wakeWhenDue();
  }

  private void loggedOff(LogOffGrounds grounds) {
    agentState = AgentState.LOGOUT;
    inbound = false;
    callState = CallState.IDLE;
    if (grounds == LogOffGrounds.REQUESTED) {
      behaviour.dropWork();
      behaviour.plan(Intent.LOG_ON, time.now() + AT_HOME_MS);
    } else {
      behaviour.logOnByForce(time.now());
    }
  }

  /** Now and then somebody goes home instead, which desktop robots never do. */
  private void wrapUp(WrapUpStarted started) {
    boolean takesBreak =
        behaviour.wrapsUp(started.getCompletionCodes(), started.getExtensionsLeft(), time.now());
    if (!takesBreak && chance.nextInt(100) == 0) {
      behaviour.plan(Intent.LOG_OFF, time.now() + LEAVES_AFTER_MS);
    }
  }

  private void report(String checkId) {
    Truth now = truth;
    truth = Truth.TRUTHFUL;
    if (now == Truth.SILENT_ONCE) {
      return;
    }
    AgentState claimed = now == Truth.LIES_ONCE ? AgentState.UNKNOWN : agentState;
    send(new ReportAgentStatus(id, checkId, claimed, callState, nailup));
  }

  private Standing standing() {
    return new Standing(agentState, callState, call, inbound);
  }

  private void wakeWhenDue() {
    long due = behaviour.nextDue(intent -> true).orElse(Long.MAX_VALUE);
    if (due < wakesAt) {
      wakesAt = due;
      time.at(due, () -> wake(due));
    }
  }

  /** Whoever was woken earlier than planned at first sleeps on when that time comes. */
  private void wake(long due) {
    if (due != wakesAt) {
      return;
    }
    wakesAt = Long.MAX_VALUE;
    behaviour.take(time.now(), intent -> true).ifPresent(this::act);
    wakeWhenDue();
  }

  private void act(Intent intent) {
    if (intent == Intent.LOG_ON) {
      logOn();
    } else if (behaviour.begins(intent, standing(), time.now())) {
      boolean state = intent == Intent.READY || intent == Intent.PAUSE;
      stateAsked |= state;
      ask(command(intent), reply -> workAnswered(intent, state, reply));
    }
  }

  private void logOn() {
    Command second = logOnUnder(id + "-s" + ++sessions);
    ask(
        logOnUnder(id + "-s" + ++sessions),
        reply ->
            reply
                .refusal()
                .ifPresentOrElse(
                    reason -> {
                      behaviour.logOnRefused(reason.name(), time.now());
                      wakeWhenDue();
                    },
                    behaviour::logOnAccepted));
    if (logsOnTwice) {
      logsOnTwice = false;
      send(second);
    }
  }

  private Command logOnUnder(String newSession) {
    return new LogOn(
        id,
        "x-" + id,
        newSession,
        behaviour.force(),
        "en",
        Math.floorMod(id.hashCode(), 3) == 0 ? List.of() : List.of(INBOUND_SKILL + ":5"),
        desk.holder(newSession),
        null,
        false,
        false);
  }

  private Command command(Intent work) {
    return switch (work) {
      case READY -> new GoReady(id);
      case PAUSE -> new GoNotReady(id, "break");
      case LOG_OFF -> new LogOff(id);
      case RELEASE -> new ReleaseLine(id);
      case HOLD -> new HoldCall(id);
      case UNHOLD -> new UnholdCall(id);
      case PAUSE_RECORDING -> new PauseRecording(id, RecordingPauseReason.CARD_DATA);
      case RESUME_RECORDING -> new ResumeRecording(id);
      case WRAP_UP -> new WrapUpContact(id, behaviour.completionCode().orElseThrow());
      case EXTEND -> new ExtendWrapUp(id);
      case CONSULT -> new ConsultCall(id, behaviour.colleague().orElse(null), outside());
      case BLIND_TRANSFER -> new BlindTransfer(id, behaviour.colleague().orElse(null), outside());
      case DIAL -> new DialPreview(id, null);
      case REJECT_PREVIEW -> new CancelPreview(id, PreviewCancelMode.REJECT);
      case CANCEL_PREVIEW -> new CancelPreview(id, PreviewCancelMode.CANCEL);
      case CONNECT_CALL -> new ConnectManualCall(id);
      case REDIAL -> new RedialContact(id, null);
      case CALL_BACK -> callback(behaviour.callback(time.now()));
      case ADD_NOTE -> new AddAgentNote(id, inHand, behaviour.note().length(), NO_TEXT);
      case DO_NOT_CALL -> new AddToDoNotCall(id, inHand, true, List.of());
      case BLEND_TO_INBOUND -> new BlendToInbound(id);
      case BLEND_TO_OUTBOUND -> new BlendToOutbound(id);
      case ORIGINATE -> new Originate(id, AgentBehaviour.OUTSIDE);
      case CANCEL_CONSULT -> new CancelConsult(id);
      case COMPLETE_TRANSFER -> new CompleteTransfer(id);
      case START_CONFERENCE -> new StartConference(id);
      case CHANGE_OWNERSHIP -> new ChangeConferenceOwnership(id);
      case END_CONFERENCE -> new EndConference(id);
      case CONNECT, ALIVE, LOG_ON, TRY_IN_OUTAGE, TRY_WHILE_STUCK ->
          throw new IllegalArgumentException(work + " is not work");
    };
  }

  private Command callback(AgentBehaviour.CallbackWish wish) {
    return new CreateCallback(
        id,
        wish.type(),
        wish.at().toString(),
        AgentBehaviour.CallbackWish.TIME_ZONE,
        null,
        null,
        null);
  }

  private String outside() {
    return behaviour.colleague().isPresent() ? null : AgentBehaviour.OUTSIDE;
  }

  private void workAnswered(Intent intent, boolean state, CommandReply reply) {
    if (state) {
      stateAsked = false;
    }
    reply
        .refusal()
        .ifPresent(
            reason -> behaviour.refused(intent, reason.name(), /* loggingOn= */ false, time.now()));
    wakeWhenDue();
  }

  private void send(Command command) {
    ask(command, reply -> {});
  }

  private void ask(Command command, Consumer<CommandReply> answered) {
    desk.ask(command, id, ActorRole.AGENT, answered);
  }
}
