package org.zonekeeper.simulators.robots;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;

/**
 * Any number of desktop robots in one process, on three threads and the HTTP client's own. Started
 * by the demo, by tests and by {@link RobotsCommand}; every method is safe on any thread and none
 * blocks. An agent that is not in the fleet is an {@link IllegalArgumentException}.
 */
public final class DesktopFleet implements AutoCloseable {
  private static final int READERS = 2;

  private final Map<String, AgentDesktop> desktops = new LinkedHashMap<>();
  private final ScheduledThreadPoolExecutor timer;
  private final ExecutorService readers;
  private final HttpClient client;

  private DesktopFleet(FleetPlan plan, Transcript transcript) {
    timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("desktop-robots-timer").factory());
    timer.setRemoveOnCancelPolicy(true);
    readers =
        Executors.newFixedThreadPool(
            READERS, Thread.ofPlatform().daemon().name("desktop-robots-", 1).factory());
    client = HttpClient.newBuilder().executor(readers).build();
    var shared = new AgentDesktop.Shared(client, timer, InstantSource.system(), plan.tokens());
    for (RobotIdentity agent : plan.agents()) {
      List<URI> gateways = from(plan.gateways(), desktops.size());
      desktops.put(
          agent.agent(), new AgentDesktop(agent, plan.habits(), gateways, transcript, shared));
    }
  }

  /** All of them, each robot beginning with another one. */
  private static List<URI> from(List<URI> gateways, int robot) {
    List<URI> order = new ArrayList<>(gateways);
    Collections.rotate(order, -(robot % gateways.size()));
    return order.stream().map(gateway -> gateway.resolve("/v1/agent")).toList();
  }

  /**
   * Sends all robots to work; returns at once.
   *
   * @param transcript closed by its owner, after the fleet
   */
  public static DesktopFleet start(FleetPlan plan, Transcript transcript) {
    DesktopFleet fleet = new DesktopFleet(plan, transcript);
    long at = InstantSource.system().millis();
    for (AgentDesktop desktop : fleet.desktops.values()) {
      desktop.start(at);
      at += plan.arrival().toMillis();
    }
    return fleet;
  }

  public List<RobotIdentity> agents() {
    return desktops.values().stream().map(AgentDesktop::identity).toList();
  }

  public List<RobotIdentity> agentsOf(String zone) {
    return agents().stream().filter(agent -> agent.zone().equals(zone)).toList();
  }

  /** What the agent's desktop shows now. */
  public DesktopView view(String agent) {
    return desktop(agent).view();
  }

  public FleetCounts counts() {
    return counts(desktops.values());
  }

  public FleetCounts counts(String zone) {
    return counts(
        desktops.values().stream()
            .filter(desktop -> desktop.identity().zone().equals(zone))
            .toList());
  }

  private static FleetCounts counts(Collection<AgentDesktop> of) {
    List<DesktopView> views = of.stream().map(AgentDesktop::view).toList();
    return new FleetCounts(
        (int) of.stream().filter(AgentDesktop::connected).count(),
        count(views, DesktopView::loggedOn),
        count(views, view -> view.agentState() == AgentState.READY),
        count(views, view -> view.callState() == CallState.TALKING),
        count(views, view -> view.callState() == CallState.WRAPUP));
  }

  private static int count(List<DesktopView> views, Predicate<DesktopView> which) {
    return (int) views.stream().filter(which).count();
  }

  /**
   * Sends a command from the agent's desktop, beside what the robot does by itself.
   *
   * @param type such as {@code AGTReleaseLine}
   * @param fields adds the command's fields to the frame
   * @return the gateway's answer; exceptionally if the desktop has no connection or its session
   *     ends first
   */
  public CompletableFuture<GatewayAnswer> command(
      String agent, String type, Consumer<ObjectNode> fields) {
    return desktop(agent).command(Frames.command(type, fields));
  }

  /** F18: the agent's next status check is answered with states that are not so. */
  public void lieOnce(String agent) {
    desktop(agent).behave(conduct -> conduct.with(RobotMisbehaviour.Truth.LIES_ONCE));
  }

  /** F3: the agent tries commands during outages, several a second, to see them refused. */
  public void tryDuringOutages(String agent) {
    desktop(agent).behave(conduct -> conduct.with(RobotMisbehaviour.Patience.TRIES));
  }

  /** Whether the agent's desktop has a connection to a gateway now. */
  public boolean isConnected(String agent) {
    return desktop(agent).connected();
  }

  /** F21: cuts the desktop's network until {@link #plugIn}. */
  public void unplug(String agent) {
    desktop(agent).unplug();
  }

  public void plugIn(String agent) {
    desktop(agent).plugIn();
  }

  /** Closes all connections. Agents stay logged on until the gateway's grace runs out. */
  @Override
  public void close() {
    desktops.values().forEach(AgentDesktop::stop);
    timer.shutdownNow();
    client.shutdown();
    readers.shutdown();
  }

  private AgentDesktop desktop(String agent) {
    AgentDesktop desktop = desktops.get(agent);
    if (desktop == null) {
      throw new IllegalArgumentException("the fleet has no agent '" + agent + "'");
    }
    return desktop;
  }
}
