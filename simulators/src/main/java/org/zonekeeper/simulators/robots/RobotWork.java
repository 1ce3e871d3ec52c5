package org.zonekeeper.simulators.robots;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.simulators.robots.RobotAgenda.Intent;
import org.zonekeeper.simulators.robots.RobotHabits.CallHabit;

/**
 * An agent's work: what to do with each call, and when to take a break. Confined to its robot;
 * plans on the agenda, and words the commands when they are due.
 */
final class RobotWork {
  private static final long BREAK_ASKED_AFTER_MS = 100;

  /** To say sixteen digits, in a world that is faster than ours. */
  private static final long CARD_TAKES_MS = 800;

  private final RobotIdentity me;
  private final RobotHabits habits;
  private final RobotAgenda agenda;
  private CallHabit habit;
  private String call = "";
  private List<String> codes = List.of();
  private long calls;
  private long breakMs;

  RobotWork(RobotIdentity me, RobotHabits habits, RobotAgenda agenda) {
    this.me = me;
    this.habits = habits;
    this.agenda = agenda;
    this.habit = habits.forCall(me.agent(), 0);
  }

  /** A notification about calls. */
  void told(JsonNode notification, long now) {
    switch (notification.path("type").asText()) {
      case "AGTCallConnected" -> connected(notification.path("call").asText(), now);
      case "AGTAutoReleaseLine" -> wrapUp(notification.path("wrapup"), now);
      case "AGTContactWrappedUp" -> agenda.drop(Intent.WRAP_UP, Intent.EXTEND);
      default -> {
        // The view has what it says; nothing to do about it.
      }
    }
  }

  private void connected(String connectedCall, long now) {
    call = connectedCall;
    habit = habits.forCall(me.agent(), ++calls);
    planAfter(Intent.RELEASE, habit.releaseAfter(), now);
    planAfter(Intent.HOLD, habit.holdAfter(), now);
    planAfter(Intent.PAUSE_RECORDING, habit.cardAfter(), now);
  }

  private void wrapUp(JsonNode wrapUp, long now) {
    agenda.drop(
        Intent.RELEASE,
        Intent.HOLD,
        Intent.UNHOLD,
        Intent.PAUSE_RECORDING,
        Intent.RESUME_RECORDING);
    codes =
        StreamSupport.stream(wrapUp.path("codes").spliterator(), false)
            .map(JsonNode::asText)
            .toList();
    if (!codes.isEmpty()) {
      planAfter(Intent.WRAP_UP, habit.wrapUpAfter(), now);
    }
    if (wrapUp.path("extensionsLeft").asInt() > 0) {
      planAfter(Intent.EXTEND, habit.extendAfter(), now);
    }
    if (habit.pauseFor() >= 0) {
      breakMs = habit.pauseFor();
      agenda.plan(Intent.PAUSE, now + BREAK_ASKED_AFTER_MS);
    }
  }

  private void planAfter(Intent intent, long afterMs, long now) {
    if (afterMs >= 0) {
      agenda.plan(intent, now + afterMs);
    }
  }

  /** An agent who is neither ready nor busy will be ready after a while. */
  void rest(DesktopView view, boolean nothingAsked, long now) {
    boolean idle =
        view.loggedOn()
            && view.agentState() == AgentState.NOT_READY
            && view.callState() == CallState.IDLE;
    if (idle && nothingAsked && !agenda.has(Intent.READY)) {
      agenda.plan(Intent.READY, now + Math.max(breakMs, habits.pace().ready().toMillis()));
      breakMs = 0;
    }
  }

  /** The command for what was planned; empty if the moment has passed. */
  Optional<ObjectNode> frameFor(Intent intent, DesktopView view, long now) {
    boolean talking = view.callState() == CallState.TALKING && view.call().equals(call);
    boolean wrappingUp = view.callState() == CallState.WRAPUP;
    return switch (intent) {
      case READY -> when(view.agentState() == AgentState.NOT_READY, stateChange("Ready"));
      case PAUSE -> when(wrappingUp, stateChange("NotReady").put("reasonCode", "break"));
      case RELEASE -> when(talking, Frames.command("AGTReleaseLine"));
      case HOLD -> {
        if (talking) {
          agenda.plan(Intent.UNHOLD, now + habit.holdFor());
        }
        yield when(talking, Frames.command("AGTHoldCall"));
      }
      case UNHOLD -> when(talking, Frames.command("AGTUnholdCall"));
      case PAUSE_RECORDING -> {
        if (talking) {
          agenda.plan(Intent.RESUME_RECORDING, now + CARD_TAKES_MS);
        }
        yield when(talking, Frames.command("AGTPauseRecording").put("reason", "CARD_DATA"));
      }
      case RESUME_RECORDING -> when(talking, Frames.command("AGTResumeRecording"));
      case WRAP_UP -> when(wrappingUp, wrapUpContact());
      case EXTEND -> when(wrappingUp, Frames.command("AGTExtendWrapup"));
      default -> throw new IllegalArgumentException(intent + " is not work");
    };
  }

  /** What an impatient agent would try just now, whether or not it can work. */
  ObjectNode anything(DesktopView view) {
    return switch (view.callState()) {
      case TALKING -> Frames.command("AGTReleaseLine");
      case WRAPUP -> codes.isEmpty() ? Frames.command("AGTExtendWrapup") : wrapUpContact();
      default -> stateChange(view.agentState() == AgentState.NOT_READY ? "Ready" : "NotReady");
    };
  }

  private ObjectNode wrapUpContact() {
    return Frames.command("AGTWrapupContact")
        .put("completionCode", codes.isEmpty() ? "" : habit.codeOf(codes));
  }

  private static ObjectNode stateChange(String state) {
    return Frames.command("AGTStateChange").put("state", state);
  }

  private static Optional<ObjectNode> when(boolean still, ObjectNode frame) {
    return still ? Optional.of(frame) : Optional.empty();
  }
}
