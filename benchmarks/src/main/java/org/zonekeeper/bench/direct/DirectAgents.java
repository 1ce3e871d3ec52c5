package org.zonekeeper.bench.direct;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;
import org.zonekeeper.schemas.command.ActorRole;
import org.zonekeeper.schemas.command.CommandHeader;
import org.zonekeeper.schemas.command.Commands.Command;
import org.zonekeeper.schemas.command.GoReady;
import org.zonekeeper.schemas.command.LogOn;
import org.zonekeeper.schemas.command.ReleaseLine;
import org.zonekeeper.schemas.command.ReportAgentStatus;
import org.zonekeeper.schemas.command.WrapUpContact;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.AgentLoggedOn;
import org.zonekeeper.schemas.journal.CallConnected;
import org.zonekeeper.schemas.journal.DesktopCheckRequested;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.LogOffGrounds;
import org.zonekeeper.schemas.journal.WrapUpStarted;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.simulators.robots.AgentBehaviour;
import org.zonekeeper.simulators.robots.AgentBehaviour.Standing;
import org.zonekeeper.simulators.robots.Intent;

/**
 * Agents without desktops, without Kafka and without a clock: events in, commands out, time passed
 * in. They behave as desktop robots do, with the habits of {@link LeanHabits}, and answer every
 * check with what the zone believes. Confined to one thread.
 */
final class DirectAgents {
  /** What they must be told of; everything else is passed over unread. */
  static final Set<Class<?>> HEARS =
      Set.of(
          AgentLoggedOn.class,
          AgentLoggedOff.class,
          CallConnected.class,
          WrapUpStarted.class,
          DesktopCheckRequested.class,
          ZoneAvailable.class);

  private static final String NO_CALL = "";
  private static final Standing LOGGED_OUT =
      new Standing(AgentState.LOGOUT, CallState.IDLE, NO_CALL, /* inbound= */ false);
  private static final Standing FREE =
      new Standing(AgentState.READY, CallState.IDLE, NO_CALL, /* inbound= */ false);

  private final LeanHabits habits;
  private final Consumer<Command> commands;
  private final PriorityQueue<Due> agenda =
      new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::number));
  private final Map<String, Agent> agents = new HashMap<>();
  private final Map<String, Long> epochs = new HashMap<>();
  private long number;
  private int talking;

  private record Due(long at, long number, Agent agent) {}

  /** Stands where its last event or command has brought it: not every change of state is heard. */
  private static final class Agent {
    private final String id;
    private final String zone;
    private final AgentBehaviour behaviour;
    private Standing standing = LOGGED_OUT;

    Agent(String id, String zone, LeanHabits habits) {
      this.id = id;
      this.zone = zone;
      this.behaviour = new AgentBehaviour(id, habits);
    }
  }

  /**
   * @param commands where they go, on the caller's thread
   */
  DirectAgents(DirectLoadPlan plan, Consumer<Command> commands) {
    this.habits = new LeanHabits(plan);
    this.commands = commands;
  }

  /** One more agent comes to work. */
  void come(String agentId, String zone, long now) {
    Agent agent = new Agent(agentId, zone, habits);
    agents.put(agentId, agent);
    agent.behaviour.plan(Intent.LOG_ON, now);
    work(agent, now);
  }

  /** Hears an event of one of the types that they hear. */
  void hear(Event event, long now) {
    var header = event.getHeader();
    epochs.merge(header.getZone(), header.getEpoch(), Math::max);
    switch (event) {
      case AgentLoggedOn e -> with(e.getAgentId(), agent -> loggedOn(agent, now));
      case AgentLoggedOff e -> {
        if (e.getGrounds() != LogOffGrounds.REQUESTED
            && e.getGrounds() != LogOffGrounds.FORCED_LOGON) {
          with(e.getAgentId(), agent -> loggedOut(agent, now));
        }
      }
      case CallConnected e -> with(e.getAgentId(), agent -> talks(agent, e.getCallId(), now));
      case WrapUpStarted e -> with(e.getAgentId(), agent -> wrapsUp(agent, e, now));
      case DesktopCheckRequested e -> with(e.getAgentId(), agent -> report(agent, e, now));
      default -> {
        // Heard for the zone's epoch alone.
      }
    }
  }

  /** Does what is due by now. */
  void advance(long now) {
    while (!agenda.isEmpty() && agenda.peek().at() <= now) {
      work(agenda.poll().agent(), now);
    }
  }

  /** When there is something to do next, epoch milliseconds. */
  long nextDue() {
    return agenda.isEmpty() ? Long.MAX_VALUE : agenda.peek().at();
  }

  /** How many are on a call, as far as they have been told. */
  int talking() {
    return talking;
  }

  private void with(String agentId, Consumer<Agent> action) {
    Agent agent = agents.get(agentId);
    // Others' agents, with desktops of their own, may work in the same zone.
    if (agent != null) {
      action.accept(agent);
    }
  }

  private void loggedOn(Agent agent, long now) {
    agent.behaviour.logOnAccepted();
    stand(agent, new Standing(AgentState.NOT_READY, CallState.IDLE, NO_CALL, /* inbound= */ false));
    agent.behaviour.rest(agent.standing, /* nothingAsked= */ true, now);
    work(agent, now);
  }

  private void loggedOut(Agent agent, long now) {
    stand(agent, LOGGED_OUT);
    agent.behaviour.logOnByForce(now);
    work(agent, now);
  }

  private void talks(Agent agent, String callId, long now) {
    stand(agent, new Standing(AgentState.BUSY, CallState.TALKING, callId, /* inbound= */ false));
    agent.behaviour.connected(callId, now);
    work(agent, now);
  }

  private void wrapsUp(Agent agent, WrapUpStarted event, long now) {
    stand(
        agent,
        new Standing(AgentState.BUSY, CallState.WRAPUP, event.getCallId(), /* inbound= */ false));
    var unused = agent.behaviour.wrapsUp(event.getCompletionCodes(), 0, now);
    work(agent, now);
  }

  private void stand(Agent agent, Standing next) {
    talking += talks(next) - talks(agent.standing);
    agent.standing = next;
  }

  private static int talks(Standing standing) {
    return standing.callState() == CallState.TALKING ? 1 : 0;
  }

  /** Does what is due for the agent, and remembers when more will be. */
  private void work(Agent agent, long now) {
    for (var due = agent.behaviour.take(now, any -> true);
        due.isPresent();
        due = agent.behaviour.take(now, any -> true)) {
      act(agent, due.get(), now);
    }
    agent.behaviour.nextDue(any -> true).ifPresent(at -> agenda.add(new Due(at, number++, agent)));
  }

  private void act(Agent agent, Intent intent, long now) {
    if (intent == Intent.LOG_ON) {
      logOn(agent, now);
    } else if (agent.behaviour.begins(intent, agent.standing, now)) {
      switch (intent) {
        case READY -> {
          send(new GoReady(header(agent, now), agent.id));
          stand(agent, FREE);
        }
        case RELEASE -> send(new ReleaseLine(header(agent, now), agent.id));
        case WRAP_UP -> {
          String code = agent.behaviour.completionCode().orElseThrow();
          send(new WrapUpContact(header(agent, now), agent.id, code));
          stand(agent, FREE);
        }
        default -> throw new IllegalStateException("no habit of a lean agent: " + intent);
      }
    }
  }

  private void logOn(Agent agent, long now) {
    send(
        LogOn.newBuilder()
            .setHeader(header(agent, now))
            .setAgentId(agent.id)
            .setExtension("x-" + agent.id)
            .setSessionId("lean-session-" + number)
            .setForce(agent.behaviour.force())
            .build());
  }

  private void report(Agent agent, DesktopCheckRequested check, long now) {
    send(
        new ReportAgentStatus(
            header(agent, now),
            agent.id,
            check.getCheckId(),
            check.getAgentState(),
            check.getCallState(),
            check.getNailup()));
  }

  private void send(Command command) {
    commands.accept(command);
  }

  private CommandHeader header(Agent agent, long now) {
    return CommandHeader.newBuilder()
        .setCommandId(DirectLoad.PREFIX + number++)
        .setZone(agent.zone)
        .setEpochSeen(epochs.getOrDefault(agent.zone, 0L))
        .setActor(agent.id)
        .setRole(ActorRole.AGENT)
        .setSentAt(now)
        .setOrigin("lean-load")
        .build();
  }
}
