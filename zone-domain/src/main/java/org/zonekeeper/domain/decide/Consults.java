package org.zonekeeper.domain.decide;

import static org.zonekeeper.domain.decide.CommandVerdict.accepted;
import static org.zonekeeper.domain.decide.CommandVerdict.refused;

import java.util.Optional;
import java.util.regex.Pattern;
import org.zonekeeper.domain.decide.ConsultTable.Input;
import org.zonekeeper.domain.decide.ConsultTable.Step;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.ConsultPhase;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.ConsultRequested;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.CallPhase;
import org.zonekeeper.schemas.state.CallRecord;
import org.zonekeeper.schemas.state.Consult;

/** Decides what the owner and the second party of a call may ask of each other. Stateless. */
final class Consults {
  /** An external number as a keypad has it, in international form or not. */
  private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]{2,20}");

  private static final String NOT_DIALABLE =
      "this is no number that can be dialled; allowed: 2 to 20 digits, + before them";

  /** Parts of a call that are kept: nobody passes a customer on so often. */
  private static final int MOST_SEGMENTS = 40;

  /** Whom a consult is to be with. */
  private record Destination(Optional<AgentRecord> agent, String address) {}

  private sealed interface Found {
    record At(Destination destination) implements Found {}

    record Nowhere(CommandVerdict verdict) implements Found {}
  }

  private Consults() {}

  static CommandVerdict consult(
      AgentRecord agent, String secondAgentId, String number, Decision draft) {
    return begin(agent, secondAgentId, number, ConsultPhase.DIALLING, draft);
  }

  static CommandVerdict blindTransfer(
      AgentRecord agent, String secondAgentId, String number, Decision draft) {
    return begin(agent, secondAgentId, number, ConsultPhase.BLIND_DIALLING, draft);
  }

  private static CommandVerdict begin(
      AgentRecord agent, String secondAgentId, String number, ConsultPhase phase, Decision draft) {
    Optional<CallRecord> call = owned(agent, draft);
    if (call.isEmpty() || agent.getCallState() != CallState.TALKING) {
      return refused(
          RefusalReason.STATE_NOT_ALLOWED,
          "agent %s can call nobody in (call state %s); allowed for the owner of a conversation,"
              + " when TALKING",
          agent.getAgentId(),
          agent.getCallState());
    }
    return mayBegin(agent, call.get())
        .orElseGet(
            () ->
                switch (find(agent, secondAgentId, number, draft)) {
                  case Found.Nowhere nowhere -> nowhere.verdict();
                  case Found.At at -> begin(call.get(), at.destination(), phase, draft);
                });
  }

  private static Optional<CommandVerdict> mayBegin(AgentRecord agent, CallRecord call) {
    if (call.getConsult() != null) {
      return Optional.of(
          notAllowed(
              "call %s has a consult already (%s); cancel it first",
              call.getCallId(), call.getConsult().getPhase()));
    }
    if (call.getHeld()) {
      return Optional.of(
          notAllowed("call %s is on hold; take it off hold first", call.getCallId()));
    }
    if (call.getEndOrdered()) {
      return Optional.of(notAllowed("call %s is being released", call.getCallId()));
    }
    if (call.getSegments().size() >= MOST_SEGMENTS) {
      return Optional.of(tooManySegments(call));
    }
    if (agent.getNailup() != NailupState.NAILED_UP) {
      return Optional.of(
          notAllowed("agent %s has no voice leg (%s)", agent.getAgentId(), agent.getNailup()));
    }
    return Optional.empty();
  }

  private static CommandVerdict begin(
      CallRecord call, Destination destination, ConsultPhase phase, Decision draft) {
    boolean atOnce =
        destination
            .agent()
            .map(one -> PendingConsults.canBeConsulted(one, draft.zone()))
            .orElse(true);
    boolean blind = phase == ConsultPhase.BLIND_DIALLING;
    String second = destination.agent().map(AgentRecord::getAgentId).orElse(null);
    if (!atOnce && blind) {
      return refused(
          RefusalReason.DESTINATION_NOT_AVAILABLE,
          "agent %s is busy; a blind transfer goes to an agent who is READY, consult first",
          second);
    }
    if (!atOnce
        && draft.zone().callIndex().consultsPending(second).size() >= PendingConsults.MOST) {
      return refused(
          RefusalReason.TOO_MANY_CONSULTS,
          "%d consults wait for agent %s already",
          PendingConsults.MOST,
          second);
    }
    Consult consult =
        Consult.newBuilder()
            .setConsultId(draft.nextId())
            .setPhase(phase)
            .setSecondAgentId(second)
            .setAddress(destination.address())
            .setSince(draft.now())
            .build();
    draft.add(
        new ConsultRequested(
            call.getCallId(),
            consult.getConsultId(),
            call.getAgentId(),
            second,
            consult.getAddress(),
            blind,
            !atOnce));
    if (atOnce) {
      ConsultSteps.dial(draft, call, consult, false);
    }
    return accepted();
  }

  private static boolean isDialable(String number) {
    return NUMBER.matcher(number).matches();
  }

  /** Why the number cannot be dialled; empty: it can. The text has nothing of it. */
  static Optional<CommandVerdict> notDialable(String number) {
    return isDialable(number)
        ? Optional.empty()
        : Optional.of(refused(RefusalReason.NUMBER_NOT_ALLOWED, NOT_DIALABLE));
  }

  private static Found find(
      AgentRecord agent, String secondAgentId, String number, Decision draft) {
    if ((secondAgentId == null) == (number == null)) {
      return nowhere(
          RefusalReason.INVALID_PARAMETER,
          "a destination is either an agent or a number; exactly one of them must be given");
    }
    if (number != null) {
      return isDialable(number)
          ? new Found.At(new Destination(Optional.empty(), number))
          : nowhere(RefusalReason.NUMBER_NOT_ALLOWED, NOT_DIALABLE);
    }
    if (secondAgentId.equals(agent.getAgentId())) {
      return nowhere(RefusalReason.DESTINATION_IS_SELF, "nobody can consult with oneself");
    }
    return draft
        .zone()
        .agent(secondAgentId)
        .filter(Consults::isThere)
        .<Found>map(
            second -> new Found.At(new Destination(Optional.of(second), second.getExtension())))
        .orElseGet(
            () ->
                nowhere(
                    RefusalReason.DESTINATION_NOT_AVAILABLE,
                    "agent %s of zone %s is not logged on, not ready, about to go, or without a voice leg"
                        .formatted(secondAgentId, draft.zone().zone().getZone())));
  }

  /** Ready, or busy with the will to be ready again. */
  private static boolean isThere(AgentRecord second) {
    return !second.getReloginRequired()
        && !second.getLogOffPending()
        && second.getNailup() == NailupState.NAILED_UP
        && switch (second.getAgentState()) {
          case READY, BUSY, WORK_NOT_READY -> true;
          case NOT_READY, PENDING_NOT_READY, LOGOUT, UNKNOWN -> false;
        };
  }

  private static Found nowhere(RefusalReason reason, String text) {
    return new Found.Nowhere(new CommandVerdict.Refused(reason, text));
  }

  static CommandVerdict cancel(AgentRecord agent, Decision draft) {
    return byOwner(agent, Input.CANCEL, "cancelled by agent " + agent.getAgentId(), draft);
  }

  static CommandVerdict completeTransfer(AgentRecord agent, Decision draft) {
    return byOwner(agent, Input.COMPLETE_TRANSFER, "", draft);
  }

  static CommandVerdict startConference(AgentRecord agent, Decision draft) {
    return byOwner(agent, Input.START_CONFERENCE, "", draft);
  }

  static CommandVerdict endConference(AgentRecord agent, Decision draft) {
    return byOwner(agent, Input.END_CONFERENCE, "ended by agent " + agent.getAgentId(), draft);
  }

  static CommandVerdict changeOwnership(AgentRecord agent, Decision draft) {
    return byOwner(agent, Input.CHANGE_OWNERSHIP, "", draft);
  }

  static CommandVerdict leaveConsult(AgentRecord agent, Decision draft) {
    return bySecond(agent, Input.SECOND_LEAVES_CONSULT, draft);
  }

  /**
   * The owner's leaving is a transfer, which needs somebody whom no command could make the owner.
   */
  static CommandVerdict leaveConference(AgentRecord agent, Decision draft) {
    if (agent.getCallState() != CallState.CONFERENCE_OWNER) {
      return bySecond(agent, Input.SECOND_LEAVES_CONFERENCE, draft);
    }
    boolean withAgent =
        owned(agent, draft)
            .map(CallRecord::getConsult)
            .filter(consult -> consult.getSecondAgentId() != null)
            .isPresent();
    return withAgent
        ? refused(
            RefusalReason.OWNER_CANNOT_LEAVE,
            "agent %s owns the conference; change its ownership first, or end it",
            agent.getAgentId())
        : byOwner(agent, Input.OWNER_LEAVES, "", draft);
  }

  private static CommandVerdict byOwner(
      AgentRecord agent, Input input, String text, Decision draft) {
    return put(owned(agent, draft), agent, input, text, draft);
  }

  private static CommandVerdict bySecond(AgentRecord agent, Input input, Decision draft) {
    Optional<CallRecord> call =
        Optional.ofNullable(agent.getCallId())
            .flatMap(draft.zone()::call)
            .filter(one -> one.getConsult() != null)
            .filter(one -> agent.getAgentId().equals(one.getConsult().getSecondAgentId()));
    return put(call, agent, input, "left by agent " + agent.getAgentId(), draft);
  }

  private static CommandVerdict put(
      Optional<CallRecord> call, AgentRecord agent, Input input, String text, Decision draft) {
    Optional<Step> step = call.flatMap(one -> ConsultSteps.stepFor(one, input));
    if (step.isEmpty()) {
      return notAllowed(
          "agent %s cannot do that now (call state %s, consult %s); %s",
          agent.getAgentId(),
          agent.getCallState(),
          call.map(CallRecord::getConsult).map(one -> one.getPhase().toString()).orElse("none"),
          allowed(input));
    }
    if (step.get() == Step.REFUSE_NOT_YET) {
      return refused(
          RefusalReason.CANCEL_NOT_YET,
          "the platform cannot stop the call to the second party yet; wait for"
              + " AGTEnableCancelConsult");
    }
    if (call.get().getEndOrdered() && input != Input.CANCEL) {
      return notAllowed("call %s is being released", call.get().getCallId());
    }
    if (input == Input.CHANGE_OWNERSHIP && call.get().getSegments().size() >= MOST_SEGMENTS) {
      return tooManySegments(call.get());
    }
    ConsultSteps.take(draft, call.get(), input, text);
    return accepted();
  }

  private static CommandVerdict tooManySegments(CallRecord call) {
    return notAllowed(
        "call %s has had %d parts by agents and others, which is the most that it can have",
        call.getCallId(), call.getSegments().size());
  }

  private static String allowed(Input input) {
    return switch (input) {
      case CANCEL ->
          "allowed for the owner of a call, from the consult's request until it is ACTIVE";
      case COMPLETE_TRANSFER, START_CONFERENCE ->
          "allowed for the owner of a call when the consult is ACTIVE";
      case END_CONFERENCE, OWNER_LEAVES -> "allowed for the owner of a CONFERENCE";
      case CHANGE_OWNERSHIP -> "allowed for the owner of a CONFERENCE with another agent";
      case SECOND_LEAVES_CONSULT -> "allowed for the second agent when the consult is ACTIVE";
      case SECOND_LEAVES_CONFERENCE -> "allowed for the second agent in a CONFERENCE";
      case SECOND_FREE,
          ALERTING,
          CONNECTED,
          NOT_REACHED,
          JOINED_AS_TRANSFER,
          JOINED_AS_CONFERENCE,
          NOT_JOINED,
          SECOND_GONE,
          SECOND_LOGGED_OFF,
          CUSTOMER_GONE,
          OWNER_LINE_LOST,
          OWNER_LOGGED_OFF ->
          throw new IllegalArgumentException(input + " is nobody's command");
    };
  }

  private static Optional<CallRecord> owned(AgentRecord agent, Decision draft) {
    return Optional.ofNullable(agent.getCallId())
        .flatMap(draft.zone()::call)
        .filter(call -> call.getPhase() == CallPhase.CONNECTED)
        .filter(call -> agent.getAgentId().equals(call.getAgentId()));
  }

  private static CommandVerdict notAllowed(String text, Object... values) {
    return refused(RefusalReason.STATE_NOT_ALLOWED, text, values);
  }
}
