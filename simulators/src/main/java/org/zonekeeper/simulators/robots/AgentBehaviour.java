package org.zonekeeper.simulators.robots;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.CallbackType;
import org.zonekeeper.simulators.robots.AgentHabits.CallHabit;

/**
 * State machine of an agent's behaviour: what an agent does next and when, with each call, in
 * wrap-up, for a break, after being logged out or refused. It knows neither clock nor wire:
 * desktops, the simulation and loads tell it what happens, ask it for what is due, and word the
 * commands. Times are epoch milliseconds. Confined to its owner's thread or lock.
 */
public final class AgentBehaviour {
  private static final long BREAK_ASKED_AFTER_MS = 100;
  private static final long TRY_AGAIN_MS = 1000;

  /** To say sixteen digits, in a world that is faster than ours. */
  private static final long CARD_TAKES_MS = 800;

  /** Whom agents call in who ask somebody outside. */
  public static final String OUTSIDE = "+442079460000";

  private static final long CONSULT_TAKES_MS = 400;

  /** Callbacks are due soon, in a world that is faster than ours; in whole seconds. */
  private static final long SOONEST_CALLBACK_MS = 3_000;

  private static final int CALLBACKS_WITHIN_MS = 5_000;

  /** A stay on inbound work: what the zone asks for at least, and a little more. */
  private static final long INBOUND_FOR_MS = 10_500;

  /** In one break of so many an agent has something to ask somebody. */
  private static final int ONE_ORIGINATES_IN = 3;

  private static final long ORIGINATES_AFTER_MS = 500;

  private static final long LOOK_TAKES_MS = 1_500;
  private static final long LISTENS_MS = 1_200;

  /** An agent of many, as fleets name them. */
  private static final Pattern NUMBERED = Pattern.compile("(.*?)([0-9]{1,6})");

  private final String agent;
  private final AgentHabits habits;
  private final RobotAgenda agenda = new RobotAgenda();
  private CallHabit habit;
  private String call = "";
  private List<String> codes = List.of();
  private long calls;
  private long breakMs;
  private boolean force;
  private boolean logOnRefusedForGood;

  /**
   * Where an agent stands, as far as it has been told.
   *
   * @param call the call in hand; empty: none
   * @param inbound whether the agent is on inbound work
   */
  public record Standing(AgentState agentState, CallState callState, String call, boolean inbound) {
    boolean wrappingUp() {
      return callState == CallState.WRAPUP;
    }
  }

  /** Of the agent of this name, at home. */
  public AgentBehaviour(String agent, AgentHabits habits) {
    this.agent = agent;
    this.habits = habits;
    this.habit = habits.forCall(agent, 0);
  }

  /** Means to do something at the given time, and not at an earlier plan's. */
  public void plan(Intent intent, long at) {
    agenda.plan(intent, at);
  }

  /** Does not mean to do these any more. */
  public void drop(Intent... intents) {
    agenda.drop(intents);
  }

  /** Forgets all work that was planned: the session that it was meant for is over. */
  public void dropWork() {
    agenda.dropWork();
  }

  /** Takes the earliest that is due and can be done now. */
  public Optional<Intent> take(long now, Predicate<Intent> possible) {
    return agenda.take(now, possible);
  }

  /** When the next of what can be done is due. */
  public OptionalLong nextDue(Predicate<Intent> possible) {
    return agenda.next(possible);
  }

  /** Whether the next log-on must end another session. */
  public boolean force() {
    return force;
  }

  /** Whether no log-on will ever be accepted. */
  public boolean givesUp() {
    return logOnRefusedForGood;
  }

  /** The next log-on ends whatever session there is. */
  public void mustForce() {
    force = true;
  }

  /** Was logged out against its will, or has to log on anew: by force, after a while. */
  public void logOnByForce(long now) {
    agenda.dropWork();
    force = true;
    logOnLater(now);
  }

  /** A session has begun. */
  public void logOnAccepted() {
    force = false;
  }

  /**
   * A log-on was refused.
   *
   * @param reason a word of the contract or of the desktop protocol
   */
  public void logOnRefused(String reason, long now) {
    switch (reason) {
      case "ALREADY_LOGGED_ON", "RELOGIN_REQUIRED" -> force = true;
      case "INVALID_PARAMETER", "UNKNOWN_ZONE", "EXTENSION_IN_USE", "UNKNOWN_COMMAND" -> {
        logOnRefusedForGood = true;
        return;
      }
      default -> {
        // Whatever it is, it may pass.
      }
    }
    logOnLater(now);
  }

  /**
   * Work was refused.
   *
   * @param reason a word of the contract or of the desktop protocol
   * @param loggingOn whether a log-on is under way already
   */
  public void refused(Intent intent, String reason, boolean loggingOn, long now) {
    switch (reason) {
      case "ZONE_NOT_AVAILABLE",
          "ZONE_GOING_DOWN",
          "TOO_FAST",
          "TOO_MANY_PENDING",
          "BROKER_NOT_AVAILABLE" ->
          agenda.plan(intent, now + TRY_AGAIN_MS);
      case "NOT_LOGGED_ON", "RELOGIN_REQUIRED" -> {
        // A second forced log-on would end the session that the first one is about to begin.
        if (!loggingOn && !agenda.has(Intent.LOG_ON)) {
          logOnByForce(now);
        }
      }
      default -> {
        // Overtaken by what happened meanwhile; the news of it plans anew.
      }
    }
  }

  /** Talks to a customer from now on. */
  public void connected(String connectedCall, long now) {
    call = connectedCall;
    habit = habits.forCall(agent, ++calls);
    planAfter(Intent.RELEASE, habit.releaseAfter(), now);
    planAfter(Intent.HOLD, habit.holdAfter(), now);
    planAfter(Intent.PAUSE_RECORDING, habit.cardAfter(), now);
    planAfter(
        habit.choice() % 5 == 0 ? Intent.BLIND_TRANSFER : Intent.CONSULT,
        habit.consultAfter(),
        now);
  }

  /**
   * What to arrange with a contact.
   *
   * @param at local time where the contact is, to the second
   */
  public record CallbackWish(CallbackType type, LocalDateTime at) {
    /** Where the contact is. */
    public static final String TIME_ZONE = "UTC";
  }

  /** Something to write down, in whatever characters. */
  public String note() {
    return "asked about <b>rates</b> & fees, call %d of %s \u2713".formatted(calls, agent);
  }

  /** Who is to call back and when: of each type, in a few seconds. */
  public CallbackWish callback(long now) {
    List<CallbackType> types =
        List.of(
            CallbackType.STRICT_AGENT,
            CallbackType.PREFERRED_AGENT,
            CallbackType.CAMPAIGN,
            CallbackType.STANDARD);
    int choice = Math.floorMod(habit.choice() / RobotHabits.ONE_CALLBACK_IN, 1 << 16);
    long at = now + SOONEST_CALLBACK_MS + (choice * 37L) % CALLBACKS_WITHIN_MS;
    return new CallbackWish(
        types.get(choice % types.size()),
        LocalDateTime.ofEpochSecond(at / 1000, 0, ZoneOffset.UTC));
  }

  /** Looks at a contact from now on: most are dialled, some are not wanted, some forgotten. */
  public void previews(boolean cancellable, long now) {
    habit = habits.forCall(agent, ++calls);
    planAfter(Intent.ADD_NOTE, habit.noteAfter(), now);
    planAfter(Intent.DO_NOT_CALL, habit.doNotCallAfter(), now);
    switch (Math.floorMod(habit.choice(), 12)) {
      case 0 -> agenda.plan(Intent.REJECT_PREVIEW, now + LOOK_TAKES_MS);
      case 1 -> {
        if (cancellable) {
          agenda.plan(Intent.CANCEL_PREVIEW, now + LOOK_TAKES_MS);
        }
      }
      case 2 -> {
        // Has gone for a coffee: the time runs out.
      }
      default -> agenda.plan(Intent.DIAL, now + LOOK_TAKES_MS);
    }
  }

  /**
   * A contact is dialled for this agent.
   *
   * @param byEar whether only the agent can tell that somebody answers
   */
  public void dialling(boolean byEar, long now) {
    agenda.drop(Intent.DIAL, Intent.REJECT_PREVIEW, Intent.CANCEL_PREVIEW, Intent.REDIAL);
    if (byEar && habit.choice() % 6 != 0) {
      agenda.plan(Intent.CONNECT_CALL, now + LISTENS_MS);
    } else if (byEar) {
      agenda.plan(Intent.RELEASE, now + 2 * LISTENS_MS);
    }
  }

  /** What was dialled reached nobody: some try once more, in the wrap-up that follows. */
  public void dialledInVain(long now) {
    if (habit.choice() % 3 == 0) {
      agenda.plan(Intent.REDIAL, now + LOOK_TAKES_MS / 2);
    }
  }

  /** Talks with the second party of the own call: what that leads to is a matter of habit. */
  public void consulting(long now) {
    agenda.plan(
        switch (Math.floorMod(habit.choice(), 4)) {
          case 0 -> Intent.CANCEL_CONSULT;
          case 1 -> Intent.START_CONFERENCE;
          default -> Intent.COMPLETE_TRANSFER;
        },
        now + CONSULT_TAKES_MS);
  }

  /** Owns a conference from now on. */
  public void conferring(long now) {
    agenda.plan(
        habit.choice() % 2 == 0 ? Intent.CHANGE_OWNERSHIP : Intent.END_CONFERENCE,
        now + CONSULT_TAKES_MS);
  }

  /** Has a colleague's call from now on, whose customer has said everything before. */
  public void tookOver(String takenCall, long now) {
    call = takenCall;
    habit = habits.forCall(agent, ++calls);
    agenda.plan(Intent.RELEASE, now + 2 * CONSULT_TAKES_MS);
  }

  /** Whom to call in; empty: somebody outside. */
  public Optional<String> colleague() {
    Matcher name = NUMBERED.matcher(agent);
    if (habit.choice() % 3 == 0 || !name.matches()) {
      return Optional.empty();
    }
    int own = Integer.parseInt(name.group(2));
    String other = Integer.toString(own > 1 ? own - 1 : own + 1);
    return Optional.of(
        name.group(1) + "0".repeat(Math.max(0, name.group(2).length() - other.length())) + other);
  }

  /**
   * Wrap-up has begun.
   *
   * @param offered completion codes to choose from
   * @param extensions how often more time can be had
   * @return whether a break follows
   */
  public boolean wrapsUp(List<String> offered, int extensions, long now) {
    agenda.drop(
        Intent.RELEASE,
        Intent.HOLD,
        Intent.UNHOLD,
        Intent.PAUSE_RECORDING,
        Intent.RESUME_RECORDING,
        Intent.CONSULT,
        Intent.BLIND_TRANSFER,
        Intent.CANCEL_CONSULT,
        Intent.COMPLETE_TRANSFER,
        Intent.START_CONFERENCE,
        Intent.CHANGE_OWNERSHIP,
        Intent.END_CONFERENCE,
        Intent.DIAL,
        Intent.REJECT_PREVIEW,
        Intent.CANCEL_PREVIEW,
        Intent.CONNECT_CALL);
    codes = List.copyOf(offered);
    if (!codes.isEmpty()) {
      planAfter(Intent.WRAP_UP, habit.wrapUpAfter(), now);
    }
    if (extensions > 0) {
      planAfter(Intent.EXTEND, habit.extendAfter(), now);
    }
    planAfter(Intent.CALL_BACK, habit.callBackAfter(), now);
    planAfter(Intent.ADD_NOTE, habit.noteAfter(), now);
    planAfter(Intent.DO_NOT_CALL, habit.doNotCallAfter(), now);
    planAfter(Intent.BLEND_TO_INBOUND, habit.blendAfter(), now);
    boolean takesBreak = habit.pauseFor() >= 0;
    if (takesBreak) {
      breakMs = habit.pauseFor();
      agenda.plan(Intent.PAUSE, now + BREAK_ASKED_AFTER_MS);
    }
    return takesBreak;
  }

  /** The call in wrap-up has its completion code. */
  public void wrappedUp() {
    agenda.drop(
        Intent.WRAP_UP,
        Intent.EXTEND,
        Intent.REDIAL,
        Intent.CALL_BACK,
        Intent.ADD_NOTE,
        Intent.DO_NOT_CALL,
        Intent.BLEND_TO_INBOUND);
  }

  /** Is on inbound work from now on, for a while. */
  public void onInboundWork(long now) {
    agenda.drop(Intent.READY);
    agenda.plan(Intent.BLEND_TO_OUTBOUND, now + INBOUND_FOR_MS);
  }

  /** Is back from inbound work. */
  public void onOutboundWork() {
    agenda.drop(Intent.BLEND_TO_OUTBOUND);
  }

  /** An agent who is neither ready nor busy will be ready after a while. */
  public void rest(Standing standing, boolean nothingAsked, long now) {
    boolean idle =
        standing.agentState() == AgentState.NOT_READY
            && standing.callState() == CallState.IDLE
            && !standing.inbound();
    if (idle && nothingAsked && !agenda.has(Intent.READY)) {
      if (breakMs > ORIGINATES_AFTER_MS && habit.choice() % ONE_ORIGINATES_IN == 0) {
        agenda.plan(Intent.ORIGINATE, now + ORIGINATES_AFTER_MS);
      }
      agenda.plan(Intent.READY, now + Math.max(breakMs, habits.ready().toMillis()));
      breakMs = 0;
    }
  }

  /** Whether the moment for planned work has not passed; what work leads to is planned with it. */
  public boolean begins(Intent intent, Standing standing, long now) {
    boolean talking = standing.callState() == CallState.TALKING && standing.call().equals(call);
    return switch (intent) {
      case READY -> standing.agentState() == AgentState.NOT_READY && !standing.inbound();
      case PAUSE, LOG_OFF, WRAP_UP, EXTEND, REDIAL, CALL_BACK, BLEND_TO_INBOUND ->
          standing.wrappingUp();
      case ADD_NOTE, DO_NOT_CALL ->
          standing.wrappingUp() || standing.callState() == CallState.PREVIEW;
      case BLEND_TO_OUTBOUND -> standing.inbound();
      case ORIGINATE ->
          standing.agentState() == AgentState.NOT_READY
              && standing.callState() == CallState.IDLE
              && !standing.inbound();
      case DIAL, REJECT_PREVIEW, CANCEL_PREVIEW -> standing.callState() == CallState.PREVIEW;
      case CONNECT_CALL -> standing.callState() == CallState.DIALLING;
      case RELEASE -> talking || standing.callState() == CallState.DIALLING;
      case UNHOLD, RESUME_RECORDING, CONSULT, BLIND_TRANSFER -> talking;
      case CANCEL_CONSULT, COMPLETE_TRANSFER, START_CONFERENCE ->
          standing.callState() == CallState.CONSULT;
      case CHANGE_OWNERSHIP, END_CONFERENCE -> standing.callState() == CallState.CONFERENCE_OWNER;
      case HOLD -> talking && followedBy(Intent.UNHOLD, now + habit.holdFor());
      case PAUSE_RECORDING -> talking && followedBy(Intent.RESUME_RECORDING, now + CARD_TAKES_MS);
      case CONNECT, ALIVE, LOG_ON, TRY_IN_OUTAGE, TRY_WHILE_STUCK ->
          throw new IllegalArgumentException(intent + " is not work");
    };
  }

  /** What an impatient agent would try just now, whether or not it can work. */
  Intent anything(Standing standing) {
    return switch (standing.callState()) {
      case TALKING, DIALLING -> Intent.RELEASE;
      case PREVIEW -> Intent.DIAL;
      case WRAPUP -> codes.isEmpty() ? Intent.EXTEND : Intent.WRAP_UP;
      default -> standing.agentState() == AgentState.NOT_READY ? Intent.READY : Intent.PAUSE;
    };
  }

  /** The code chosen for the call in wrap-up; empty if none was offered. */
  public Optional<String> completionCode() {
    return codes.isEmpty() ? Optional.empty() : Optional.of(habit.codeOf(codes));
  }

  private boolean followedBy(Intent next, long at) {
    agenda.plan(next, at);
    return true;
  }

  private void logOnLater(long now) {
    agenda.plan(Intent.LOG_ON, now + habits.relogin().toMillis());
  }

  private void planAfter(Intent intent, long afterMs, long now) {
    if (afterMs >= 0) {
      agenda.plan(intent, now + afterMs);
    }
  }
}
