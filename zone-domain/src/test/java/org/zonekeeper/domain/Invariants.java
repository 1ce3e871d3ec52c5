package org.zonekeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.zonekeeper.domain.apply.Applications;
import org.zonekeeper.domain.input.Input;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.command.CommandBarrier;
import org.zonekeeper.schemas.command.ReportGatewayAlive;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.CallbackStanding;
import org.zonekeeper.schemas.common.ConsultPhase;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.Party;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.CallAnswered;
import org.zonekeeper.schemas.journal.CallAttempted;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallConnected;
import org.zonekeeper.schemas.journal.CallDisconnected;
import org.zonekeeper.schemas.journal.CommandAccepted;
import org.zonekeeper.schemas.journal.CommandAnswerRepeated;
import org.zonekeeper.schemas.journal.CommandRefused;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.state.AgentDialPhase;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.CallPhase;
import org.zonekeeper.schemas.state.CallRecord;
import org.zonekeeper.schemas.state.CallbackRecord;
import org.zonekeeper.schemas.state.Consult;
import org.zonekeeper.schemas.state.JobRecord;

/** What must hold of every zone, whatever happens to it. */
final class Invariants {
  private Invariants() {}

  /**
   * An agent is never on two calls, and agents and calls know of each other: a call has an owner,
   * and while a second party is on it or on the way to it, both are in the states that the phase of
   * the consult allows, and the customer is on hold just as long as that is so.
   */
  static void agentsAndCallsAgree(ZoneState state) {
    Set<String> busy = new HashSet<>();
    for (CallRecord call : state.calls()) {
      if (call.getAgentId() != null) {
        assertThat(busy.add(call.getAgentId())).as("one call for %s", call.getAgentId()).isTrue();
        isOn(state, call.getAgentId(), call);
      }
      second(call)
          .ifPresent(
              agentId -> {
                assertThat(busy.add(agentId)).as("one call for %s", agentId).isTrue();
                isOn(state, agentId, call);
              });
      statesFitTheConsult(state, call);
      statesFitTheDial(state, call);
    }
    for (CallbackRecord callback : state.callbacks()) {
      assertThat(callback.getStanding() == CallbackStanding.OFFERED)
          .as("in hand with a call of it: %s", callback)
          .isEqualTo(
              callback.getCallId() != null
                  && state
                      .call(callback.getCallId())
                      .filter(call -> callback.getCallbackId().equals(call.getCallbackId()))
                      .isPresent());
    }
    for (AgentRecord agent : state.agents()) {
      inboundIsInbound(agent);
      if (agent.getCallId() != null) {
        CallRecord call = state.call(agent.getCallId()).orElseThrow();
        assertThat(Stream.concat(Stream.ofNullable(call.getAgentId()), second(call).stream()))
            .as("call of %s: %s", agent, call)
            .contains(agent.getAgentId());
      } else {
        assertThat(agent.getCallState()).as("%s", agent).isEqualTo(CallState.IDLE);
      }
    }
  }

  /** F28: whoever is on inbound work has nothing of the zone's, and shows it. */
  private static void inboundIsInbound(AgentRecord agent) {
    assertThat(agent.getInbound() != null)
        .as("on inbound work: %s", agent)
        .isEqualTo(agent.getJobState() == JobState.INBOUND);
    if (agent.getInbound() != null) {
      assertThat(agent.getAgentState()).as("%s", agent).isEqualTo(AgentState.NOT_READY);
      assertThat(agent.getNailup()).as("%s", agent).isEqualTo(NailupState.NOT_NAILED_UP);
      assertThat(agent.getCallId()).as("%s", agent).isNull();
    }
    if (agent.getJobState() == JobState.PENDING_MANUAL_INBOUND) {
      assertThat(agent.getAgentState())
          .as("waits for nothing: %s", agent)
          .isNotEqualTo(AgentState.READY);
    }
  }

  private static void isOn(ZoneState state, String agentId, CallRecord call) {
    assertThat(state.agent(agentId).map(AgentRecord::getCallId))
        .as("agent of %s", call)
        .contains(call.getCallId());
  }

  /** Who has a leg, or may have one. */
  private static Optional<String> second(CallRecord call) {
    return Optional.ofNullable(call.getConsult())
        .filter(consult -> consult.getPhase() != ConsultPhase.PENDING)
        .map(Consult::getSecondAgentId);
  }

  private static void statesFitTheConsult(ZoneState state, CallRecord call) {
    if (call.getPhase() != CallPhase.CONNECTED) {
      assertThat(call.getConsult()).as("only a conversation has a second party: %s", call).isNull();
      assertThat(call.getHeldBySystem()).as("nobody to be on hold: %s", call).isFalse();
      return;
    }
    AgentRecord owner = state.agent(call.getAgentId()).orElseThrow();
    Optional<AgentRecord> second = second(call).flatMap(state::agent);
    ConsultPhase phase =
        call.getConsult() == null ? ConsultPhase.UNKNOWN : call.getConsult().getPhase();
    switch (phase) {
      case UNKNOWN, PENDING -> {
        assertThat(owner.getCallState()).as("%s of %s", owner, call).isEqualTo(CallState.TALKING);
        assertThat(call.getHeldBySystem() && owner.getNailup() == NailupState.NAILED_UP)
            .as("held for nobody: %s", call)
            .isFalse();
      }
      case DIALLING, BLIND_DIALLING, ACTIVE, TRANSFERRING, STARTING_CONFERENCE -> {
        assertThat(owner.getCallState()).as("%s of %s", owner, call).isEqualTo(CallState.CONSULT);
        assertThat(call.getHeld() && call.getHeldBySystem()).as("held: %s", call).isTrue();
        second.ifPresent(
            agent -> assertThat(agent.getCallState()).as("%s", agent).isEqualTo(CallState.CONSULT));
      }
      case CONFERENCE, LEAVING_CONFERENCE -> {
        assertThat(owner.getCallState()).as("%s", owner).isEqualTo(CallState.CONFERENCE_OWNER);
        second.ifPresent(
            agent ->
                assertThat(agent.getCallState())
                    .as("%s", agent)
                    .isEqualTo(CallState.CONFERENCE_PASSIVE));
      }
    }
  }

  /** Whoever looks at a contact or dials it shows so, and nobody else does. */
  private static void statesFitTheDial(ZoneState state, CallRecord call) {
    if (call.getAgentId() == null) {
      return;
    }
    CallState shown = state.agent(call.getAgentId()).orElseThrow().getCallState();
    boolean underWay = call.getPhase() == CallPhase.ATTEMPTING;
    boolean joined = call.getPhase() == CallPhase.ASSIGNED && call.getDial() != null;
    boolean offered = underWay && call.getDial().getPhase() == AgentDialPhase.OFFERED;
    assertThat(shown == CallState.PREVIEW).as("looks at the contact: %s", call).isEqualTo(offered);
    assertThat(shown == CallState.DIALLING)
        .as("dials the contact: %s", call)
        .isEqualTo(joined || (underWay && !offered));
  }

  /** One answer for each command: accepted, refused, or the same answer again. */
  static void answeredOnce(Input input, Outcome outcome) {
    if (input instanceof Input.Command c
        && !(c.command() instanceof CommandBarrier || c.command() instanceof ReportGatewayAlive)) {
      String id = c.command().getHeader().getCommandId();
      assertThat(outcome.events().stream().flatMap(Invariants::answered))
          .as("answers to %s", c.command())
          .containsExactly(id);
    }
  }

  static void gapless(List<Event> journal) {
    for (int i = 0; i < journal.size(); i++) {
      assertThat(journal.get(i).getHeader().getSequence()).isEqualTo(i + 1L);
    }
  }

  static ZoneState foldOf(List<Event> journal) {
    ZoneState state = ZoneState.empty(Asked.ZONE);
    journal.forEach(event -> Applications.apply(state, event));
    return state;
  }

  /** Each command is done or refused once, however often it comes. */
  static void decidedOnce(List<Event> journal) {
    assertThat(
            journal.stream()
                .filter(event -> !(event instanceof CommandAnswerRepeated))
                .filter(event -> !isReused(event))
                .flatMap(Invariants::answered))
        .doesNotHaveDuplicates();
  }

  /**
   * Every call has one completion. A live-answered one met an agent, or is marked as nuisance, or
   * (the third case) its customer hung up within the live-voice budget while the zone worked.
   */
  static void everyCallHasItsEnd(List<Event> journal) {
    Map<String, Integer> open = new HashMap<>();
    Map<String, CallAnswered> answered = new HashMap<>();
    Map<String, Integer> budgets = new HashMap<>();
    Map<String, CallDisconnected> disconnected = new HashMap<>();
    Set<String> connected = new HashSet<>();
    ZoneState state = ZoneState.empty(Asked.ZONE);
    for (Event event : journal) {
      if (event instanceof CallAttempted e) {
        assertThat(open.put(e.getCallId(), 0)).as("one attempt of %s", e).isNull();
      } else if (event instanceof CallAnswered e) {
        answered.put(e.getCallId(), e);
        budgets.put(
            e.getCallId(),
            state
                .job(e.getJobId())
                .map(JobRecord::getSettings)
                .orElseThrow()
                .getLiveVoiceBudgetMs());
      } else if (event instanceof CallConnected e) {
        connected.add(e.getCallId());
      } else if (event instanceof CallDisconnected e) {
        disconnected.put(e.getCallId(), e);
      } else if (event instanceof CallCompleted e) {
        assertThat(open.merge(e.getCallId(), 1, Integer::sum)).as("one end of %s", e).isEqualTo(1);
        CallAnswered answer = answered.get(e.getCallId());
        if (answer != null && !connected.contains(e.getCallId()) && e.getNuisance() == null) {
          CallDisconnected end = disconnected.get(e.getCallId());
          assertThat(end).as("neither agent, mark nor customer: %s", e).isNotNull();
          assertThat(end.getEndedBy()).as("%s", e).isEqualTo(Party.CUSTOMER);
          assertThat(end.getDisconnectedAt())
              .as("hung up within the budget: %s", e)
              .isLessThanOrEqualTo(answer.getGreetingEndedAt() + budgets.get(e.getCallId()));
        }
      }
      Applications.apply(state, event);
    }
    assertThat(open).as("every call has its end").doesNotContainValue(0);
  }

  private static boolean isReused(Event event) {
    return event instanceof CommandRefused refused
        && refused.getReason() == RefusalReason.COMMAND_ID_REUSED;
  }

  private static Stream<String> answered(Event event) {
    return switch (event) {
      case CommandAccepted e -> Stream.of(e.getCommandId());
      case CommandRefused e -> Stream.of(e.getCommandId());
      case CommandAnswerRepeated e -> Stream.of(e.getCommandId());
      default -> Stream.of();
    };
  }
}
