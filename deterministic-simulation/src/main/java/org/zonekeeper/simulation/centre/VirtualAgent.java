package org.zonekeeper.simulation.centre;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.zonekeeper.schemas.command.ActorRole;
import org.zonekeeper.schemas.command.Commands.Command;
import org.zonekeeper.schemas.command.ExtendWrapUp;
import org.zonekeeper.schemas.command.GoNotReady;
import org.zonekeeper.schemas.command.GoReady;
import org.zonekeeper.schemas.command.HoldCall;
import org.zonekeeper.schemas.command.LogOff;
import org.zonekeeper.schemas.command.LogOn;
import org.zonekeeper.schemas.command.PauseRecording;
import org.zonekeeper.schemas.command.ReleaseLine;
import org.zonekeeper.schemas.command.ReportAgentStatus;
import org.zonekeeper.schemas.command.ResumeRecording;
import org.zonekeeper.schemas.command.UnholdCall;
import org.zonekeeper.schemas.command.WrapUpContact;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.RecordingPauseReason;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.AgentCallStateChanged;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.AgentLoggedOn;
import org.zonekeeper.schemas.journal.AgentNailupChanged;
import org.zonekeeper.schemas.journal.AgentReloginRequired;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.CallConnected;
import org.zonekeeper.schemas.journal.DesktopCheckRequested;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.LogOffGrounds;
import org.zonekeeper.schemas.journal.WrapUpStarted;
import org.zonekeeper.simulation.time.VirtualTime;
import org.zonekeeper.simulators.robots.RobotHabits;
import org.zonekeeper.simulators.robots.RobotHabits.CallHabit;

/**
 * An agent with the habits of the desktop robots, told of the journal's events directly. Confined
 * to the world's thread.
 */
final class VirtualAgent {
  private static final long CARD_TAKES_MS = 800;
  private static final long TRY_AGAIN_MS = 1_000;
  private static final long AT_HOME_MS = 4_000;
  private static final long BREAK_ASKED_AFTER_MS = 100;

  private final String id;
  private final VirtualGateway desk;
  private final VirtualTime time;
  private final RobotHabits habits;
  private final SplittableRandom chance;
  private final Map<Intent, Long> agenda = new EnumMap<>(Intent.class);
  private CallHabit habit;
  private List<String> codes = List.of();
  private AgentState agentState = AgentState.LOGOUT;
  private CallState callState = CallState.IDLE;
  private NailupState nailup = NailupState.NOT_NAILED_UP;
  private Truth truth = Truth.TRUTHFUL;
  private boolean force;
  private boolean reloginRequired;
  private boolean stateAsked;
  private long calls;
  private long breakMs;
  private long sessions;

  /** How the next question for the desktop's state is answered. */
  enum Truth {
    TRUTHFUL,
    LIES_ONCE,
    SILENT_ONCE
  }

  private enum Intent {
    LOG_ON,
    LOG_OFF,
    READY,
    PAUSE,
    RELEASE,
    HOLD,
    UNHOLD,
    PAUSE_RECORDING,
    RESUME_RECORDING,
    WRAP_UP,
    EXTEND
  }

  VirtualAgent(
      String id,
      VirtualGateway desk,
      VirtualTime time,
      RobotHabits habits,
      SplittableRandom chance) {
    this.id = id;
    this.desk = desk;
    this.time = time;
    this.habits = habits;
    this.chance = chance;
    this.habit = habits.forCall(id, 0);
  }

  String id() {
    return id;
  }

  void comeToWork(long after) {
    plan(Intent.LOG_ON, after);
  }

  void behave(Truth wanted) {
    truth = wanted;
  }

  void hears(Event event) {
    switch (event) {
      case AgentLoggedOn e -> {
        agentState = AgentState.NOT_READY;
        callState = CallState.IDLE;
        nailup = NailupState.NOT_NAILED_UP;
        reloginRequired = false;
        agenda.clear();
      }
      case AgentLoggedOff e -> loggedOff(e.getGrounds());
      case AgentStateChanged e -> agentState = e.getAgentState();
      case AgentCallStateChanged e -> callState = e.getCallState();
      case AgentNailupChanged e -> nailup = e.getNailup();
      case AgentReloginRequired e -> {
        reloginRequired = true;
        logOnByForce();
      }
      case DesktopCheckRequested e -> report(e.getCheckId());
      case CallConnected e -> connected();
      case WrapUpStarted e -> wrapUp(e);
      default -> throw new IllegalArgumentException("not for an agent: " + event);
    }
    rest();
  }

  private void loggedOff(LogOffGrounds grounds) {
    agentState = AgentState.LOGOUT;
    callState = CallState.IDLE;
    agenda.clear();
    if (grounds == LogOffGrounds.REQUESTED) {
      plan(Intent.LOG_ON, AT_HOME_MS);
    } else {
      logOnByForce();
    }
  }

  private void logOnByForce() {
    agenda.clear();
    force = true;
    plan(Intent.LOG_ON, habits.pace().relogin().toMillis());
  }

  private void connected() {
    habit = habits.forCall(id, ++calls);
    planIf(Intent.RELEASE, habit.releaseAfter());
    planIf(Intent.HOLD, habit.holdAfter());
    planIf(Intent.PAUSE_RECORDING, habit.cardAfter());
  }

  private void wrapUp(WrapUpStarted started) {
    agenda.remove(Intent.RELEASE);
    agenda.remove(Intent.HOLD);
    agenda.remove(Intent.UNHOLD);
    agenda.remove(Intent.PAUSE_RECORDING);
    agenda.remove(Intent.RESUME_RECORDING);
    codes = started.getCompletionCodes();
    planIf(Intent.WRAP_UP, habit.wrapUpAfter());
    planIf(Intent.EXTEND, habit.extendAfter());
    if (habit.pauseFor() >= 0) {
      breakMs = habit.pauseFor();
      plan(Intent.PAUSE, BREAK_ASKED_AFTER_MS);
    } else if (chance.nextInt(100) == 0) {
      plan(Intent.LOG_OFF, BREAK_ASKED_AFTER_MS);
    }
  }

  private void rest() {
    if (agentState == AgentState.NOT_READY
        && callState == CallState.IDLE
        && !stateAsked
        && !reloginRequired
        && !agenda.containsKey(Intent.READY)) {
      plan(Intent.READY, Math.max(breakMs, habits.pace().ready().toMillis()));
      breakMs = 0;
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

  private void planIf(Intent intent, long after) {
    if (after >= 0) {
      plan(intent, after);
    }
  }

  private void plan(Intent intent, long after) {
    long due = time.now() + after;
    agenda.put(intent, due);
    time.at(
        due,
        () -> {
          if (agenda.remove(intent, due)) {
            act(intent);
          }
        });
  }

  private void act(Intent intent) {
    if (intent == Intent.LOG_ON) {
      logOn();
      return;
    }
    commandFor(intent)
        .ifPresent(
            command -> {
              boolean state = intent == Intent.READY || intent == Intent.PAUSE;
              stateAsked |= state;
              ask(command, reply -> workAnswered(intent, state, reply));
            });
  }

  private void logOn() {
    String session = id + "-s" + ++sessions;
    ask(
        new LogOn(id, "x-" + id, session, force, "en", List.of()),
        reply -> {
          if (reply.refusal().isEmpty()) {
            force = false;
            return;
          }
          force |=
              reply.is(RefusalReason.ALREADY_LOGGED_ON) || reply.is(RefusalReason.RELOGIN_REQUIRED);
          plan(Intent.LOG_ON, habits.pace().relogin().toMillis());
        });
  }

  /** The command for what was planned; empty if the moment has passed. */
  private Optional<Command> commandFor(Intent intent) {
    boolean talking = callState == CallState.TALKING;
    boolean wrappingUp = callState == CallState.WRAPUP;
    return switch (intent) {
      case READY -> when(agentState == AgentState.NOT_READY, new GoReady(id));
      case PAUSE -> when(wrappingUp, new GoNotReady(id, "break"));
      case LOG_OFF -> when(wrappingUp, new LogOff(id));
      case RELEASE -> when(talking, new ReleaseLine(id));
      case HOLD -> {
        if (talking) {
          plan(Intent.UNHOLD, habit.holdFor());
        }
        yield when(talking, new HoldCall(id));
      }
      case UNHOLD -> when(talking, new UnholdCall(id));
      case PAUSE_RECORDING -> {
        if (talking) {
          plan(Intent.RESUME_RECORDING, CARD_TAKES_MS);
        }
        yield when(talking, new PauseRecording(id, RecordingPauseReason.CARD_DATA));
      }
      case RESUME_RECORDING -> when(talking, new ResumeRecording(id));
      case WRAP_UP ->
          wrappingUp && !codes.isEmpty()
              ? Optional.of(new WrapUpContact(id, habit.codeOf(codes)))
              : Optional.empty();
      case EXTEND -> when(wrappingUp, new ExtendWrapUp(id));
      case LOG_ON -> throw new IllegalArgumentException("to log on is no work");
    };
  }

  private void workAnswered(Intent intent, boolean state, CommandReply reply) {
    if (state) {
      stateAsked = false;
    }
    if (reply.is(RefusalReason.ZONE_NOT_AVAILABLE)) {
      plan(intent, TRY_AGAIN_MS);
    } else if (reply.is(RefusalReason.NOT_LOGGED_ON) || reply.is(RefusalReason.RELOGIN_REQUIRED)) {
      if (!agenda.containsKey(Intent.LOG_ON)) {
        logOnByForce();
      }
    }
  }

  private void send(Command command) {
    ask(command, reply -> {});
  }

  private void ask(Command command, Consumer<CommandReply> answered) {
    desk.ask(command, id, ActorRole.AGENT, answered);
  }

  private static Optional<Command> when(boolean still, Command command) {
    return still ? Optional.of(command) : Optional.empty();
  }
}
