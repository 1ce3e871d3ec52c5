package org.zonekeeper.domain.decide;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.zonekeeper.domain.index.EntityKey;
import org.zonekeeper.domain.state.ZoneView;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.journal.LogOffGrounds;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.CallRecord;
import org.zonekeeper.schemas.state.CallbackRecord;

/**
 * What becomes of the entities of a decision of which only the first events may be known, because a
 * copy of the journal ends within it: agent and call may say different things of each other then,
 * and what is missing is not to be guessed. So the calls that it was about are closed, and the
 * agents on them logged off: they log on anew. Stateless.
 */
final class HalfDecided {
  private static final String TEXT = "the journal that the zone was restored from ends within it";

  private HalfDecided() {}

  /**
   * Closes what these are about.
   *
   * @param keys entities that the decision changed
   */
  static void close(Set<EntityKey> keys, Decision draft) {
    ZoneView zone = draft.zone();
    Set<String> calls = new TreeSet<>();
    Set<String> agents = new TreeSet<>();
    for (EntityKey key : keys) {
      switch (key.kind()) {
        case CALL -> calls.add(key.id());
        case AGENT -> agents.add(key.id());
        case CALLBACK ->
            zone.callback(key.id()).map(CallbackRecord::getCallId).ifPresent(calls::add);
        case ZONE, JOB, ANSWER, ENDED_CALL, DECIDED_FACTS, CAMPAIGN, DO_NOT_CALL, INBOUND_SKILL -> {
          // Neither has a counterpart that could say something else.
        }
      }
    }
    for (int known = -1; known < calls.size() + agents.size(); ) {
      known = calls.size() + agents.size();
      addCounterparts(calls, agents, zone);
    }
    calls.stream().flatMap(id -> zone.call(id).stream()).forEach(call -> close(call, draft));
    agents.stream()
        .flatMap(id -> zone.agent(id).stream())
        .forEach(agent -> AgentSteps.loggedOff(draft, agent, LogOffGrounds.DESKTOP_ERROR));
  }

  /** Who is on one of the calls, and which calls one of the agents is on. */
  private static void addCounterparts(Set<String> calls, Set<String> agents, ZoneView zone) {
    for (CallRecord call : zone.calls()) {
      if (calls.contains(call.getCallId()) || onIt(call).anyMatch(agents::contains)) {
        calls.add(call.getCallId());
        onIt(call).forEach(agents::add);
      }
    }
    for (AgentRecord agent : zone.agents()) {
      String call = agent.getCallId();
      if (call != null && (calls.contains(call) || agents.contains(agent.getAgentId()))) {
        calls.add(call);
        agents.add(agent.getAgentId());
      }
    }
  }

  /** Whoever answered and met nobody was lost to the outage, as with any other (F5). */
  private static void close(CallRecord call, Decision draft) {
    CallClosing closing = new CallClosing(draft, call).released(TEXT);
    boolean metNobody =
        switch (call.getPhase()) {
          case ANSWERED, QUEUED, ASSIGNED -> true;
          case ATTEMPTING, CONNECTED, NUISANCE, WRAPUP -> false;
        };
    if (metNobody) {
      closing.marked(NuisanceCause.FAILOVER);
    }
    closing.completedBySystem(CompletionCodes.DESKTOP_ERROR);
  }

  private static Stream<String> onIt(CallRecord call) {
    return Stream.concat(
        Stream.ofNullable(call.getAgentId()),
        Stream.ofNullable(call.getConsult())
            .flatMap(consult -> Stream.ofNullable(consult.getSecondAgentId())));
  }
}
