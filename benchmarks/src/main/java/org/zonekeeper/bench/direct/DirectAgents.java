package org.zonekeeper.bench.direct;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.zonekeeper.schemas.command.ActorRole;
import org.zonekeeper.schemas.command.CommandHeader;
import org.zonekeeper.schemas.command.Commands.Command;
import org.zonekeeper.schemas.command.GoReady;
import org.zonekeeper.schemas.command.LogOn;
import org.zonekeeper.schemas.command.ReleaseLine;
import org.zonekeeper.schemas.command.ReportAgentStatus;
import org.zonekeeper.schemas.command.WrapUpContact;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.AgentLoggedOn;
import org.zonekeeper.schemas.journal.CallConnected;
import org.zonekeeper.schemas.journal.DesktopCheckRequested;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.LogOffGrounds;
import org.zonekeeper.schemas.journal.WrapUpStarted;
import org.zonekeeper.schemas.journal.ZoneAvailable;

/**
 * Agents without desktops, without Kafka and without a clock: events in, commands out, time passed
 * in. Each logs on, goes ready, talks, hangs up one call in four, says how each call went, answers
 * every check, and logs on again by force when logged out. Confined to one thread.
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

  /** Every fourth conversation is ended by the agent, half-way through the mean talk. */
  private static final int HANGS_UP_EVERY = 4;

  private static final String NO_CALL = "";

  private final DirectLoadPlan plan;
  private final Consumer<Command> commands;
  private final PriorityQueue<Due> agenda =
      new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::number));
  private final Map<String, Agent> agents = new HashMap<>();
  private final Map<String, Long> epochs = new HashMap<>();
  private long number;
  private long conversations;
  private int talking;

  private record Due(long at, long number, Runnable action) {}

  private static final class Agent {
    private final String id;
    private final String zone;
    private String call = NO_CALL;

    Agent(String id, String zone) {
      this.id = id;
      this.zone = zone;
    }
  }

  /**
   * @param commands where they go, on the caller's thread
   */
  DirectAgents(DirectLoadPlan plan, Consumer<Command> commands) {
    this.plan = plan;
    this.commands = commands;
  }

  /** One more agent comes to work. */
  void come(String agentId, String zone, long now) {
    Agent agent = new Agent(agentId, zone);
    agents.put(agentId, agent);
    logOn(agent, /* force= */ false, now);
  }

  /** Hears an event of one of the types that they hear. */
  void hear(Event event, long now) {
    var header = event.getHeader();
    epochs.merge(header.getZone(), header.getEpoch(), Math::max);
    switch (event) {
      case AgentLoggedOn e -> with(e.getAgentId(), agent -> goReady(agent, now));
      case AgentLoggedOff e -> {
        if (e.getGrounds() != LogOffGrounds.REQUESTED
            && e.getGrounds() != LogOffGrounds.FORCED_LOGON) {
          with(e.getAgentId(), agent -> logOnAgain(agent, now));
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
      agenda.poll().action().run();
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

  private void logOn(Agent agent, boolean force, long now) {
    send(
        LogOn.newBuilder()
            .setHeader(header(agent, now))
            .setAgentId(agent.id)
            .setExtension("x-" + agent.id)
            .setSessionId("lean-session-" + number)
            .setForce(force)
            .build());
  }

  private void logOnAgain(Agent agent, long now) {
    onCall(agent, NO_CALL);
    logOn(agent, /* force= */ true, now);
  }

  private void onCall(Agent agent, String callId) {
    talking += (callId.isEmpty() ? 0 : 1) - (agent.call.isEmpty() ? 0 : 1);
    agent.call = callId;
  }

  private void goReady(Agent agent, long now) {
    send(new GoReady(header(agent, now), agent.id));
  }

  private void talks(Agent agent, String callId, long now) {
    onCall(agent, callId);
    if (++conversations % HANGS_UP_EVERY == 0) {
      at(
          now + plan.talkMillis() / 2,
          at -> {
            if (agent.call.equals(callId)) {
              send(new ReleaseLine(header(agent, at), agent.id));
            }
          });
    }
  }

  private void wrapsUp(Agent agent, WrapUpStarted event, long now) {
    onCall(agent, NO_CALL);
    List<String> codes = event.getCompletionCodes();
    String code = codes.get(Math.floorMod(event.getCallId().hashCode(), codes.size()));
    at(now + plan.wrapUpMillis(), at -> send(new WrapUpContact(header(agent, at), agent.id, code)));
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

  private void at(long at, LongConsumer action) {
    agenda.add(new Due(at, number++, () -> action.accept(at)));
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
