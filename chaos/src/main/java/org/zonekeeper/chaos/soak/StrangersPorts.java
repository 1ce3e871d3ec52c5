package org.zonekeeper.chaos.soak;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.zonekeeper.chaos.fuzz.PortTalk;
import org.zonekeeper.cluster.process.ChildProcess;
import org.zonekeeper.harness.AgentManagerLaunch;
import org.zonekeeper.harness.SystemRun;
import org.zonekeeper.simulators.robots.DesktopTokens;
import org.zonekeeper.simulators.robots.RobotIdentity;

/**
 * Every port of a contact centre, and what strangers say there; at the gateway also some who have a
 * token, for what a client may ask is no less anybody's. Stateless.
 */
final class StrangersPorts {
  private static final String STRANGER = "stranger";
  private static final List<String> GATEWAY_PATHS =
      List.of("/", "/v1/ticket", "/v1/identity", "/v1/principal", "/v1/agent", "/v1/supervisor");

  private StrangersPorts() {}

  /**
   * All of them.
   *
   * @param gateway that strangers come to
   */
  static List<TargetPort> of(SystemRun stage, URI gateway, Collection<ChildProcess> agentManagers) {
    DesktopTokens tokens = stage.tokens();
    List<String> zones = stage.plan().zones().zones();
    RobotIdentity agent = new RobotIdentity(STRANGER, STRANGER, zones.getFirst());
    String authority = gateway.getAuthority();
    List<TargetPort> ports = new ArrayList<>();
    ports.add(
        new TargetPort(
            "the gateway, as an agent",
            authority,
            PortTalk.webSocket("/v1/agent", () -> tokens.agent(agent).join(), zones)));
    ports.add(
        new TargetPort(
            "the gateway, as a supervisor",
            authority,
            PortTalk.webSocket(
                "/v1/supervisor?supervisor=" + STRANGER,
                () -> tokens.supervisor(STRANGER).join(),
                zones)));
    ports.add(new TargetPort("the gateway, over HTTP", authority, PortTalk.http(GATEWAY_PATHS)));
    for (ChildProcess process : agentManagers) {
      ports.add(
          new TargetPort(
              "a query port",
              AgentManagerLaunch.queryAddress(process),
              PortTalk.http(List.of("/lags", "/zones/", "/zones/" + zones.getFirst()))));
      ports.add(
          new TargetPort(
              "a management port",
              AgentManagerLaunch.managementAddress(process),
              PortTalk.http(List.of("/livez", "/readyz", "/startupz", "/metrics"))));
      ports.add(
          new TargetPort("a peer port", AgentManagerLaunch.peerAddress(process), PortTalk.peers()));
    }
    return ports;
  }
}
