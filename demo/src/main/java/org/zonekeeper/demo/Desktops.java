package org.zonekeeper.demo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zonekeeper.schemas.common.WorkDirection;

/**
 * The acts at the desktops: a gateway dies under half of them, one loses its network, a zone's are
 * sent to another zone, two are sent to inbound work. Used by the demo's one thread.
 */
final class Desktops {
  private static final long GRACE_MS = 30_000;

  private final Script script;

  Desktops(Script script) {
    this.script = script;
  }

  /** X7: desktops go on at another gateway, under the sessions that they had. */
  void killGateway() throws InterruptedException {
    DemoStage stage = script.stage();
    long served = servedBy(DemoStage.SECOND_GATEWAY);
    script
        .timeline()
        .act("kill -9 of %s, which serves %d desktops".formatted(DemoStage.SECOND_GATEWAY, served));
    stage.gateways().kill(DemoStage.SECOND_GATEWAY);
    script.await(
        "its desktops to be served elsewhere", () -> servedBy(DemoStage.SECOND_GATEWAY) == 0);
    script.timeline().tell("", "all of them went on at the other gateway, without a log-on");
    script.steadyCalling(Script.allZones(), 2);
  }

  /** How many desktops the gateway serves. */
  long servedBy(String gateway) {
    return Script.allZones().stream()
        .mapToLong(zone -> script.zones().servedBy(zone, gateway))
        .sum();
  }

  /** F21: away for longer than the grace, so its agent is logged off, and logs on anew. */
  void unplug(String zone) throws InterruptedException {
    script.timeline().act("A desktop in %s loses its network".formatted(zone));
    script.await("somebody to talk in " + zone, () -> script.zones().talking(zone) > 0);
    String agent = script.zones().talkers(zone).getFirst();
    script.stage().incidents().note("unplugged-desktop", Map.of("zone", zone, "agent", agent));
    script.stage().fleet().unplug(agent);
    script.timeline().tell(zone, "%s's desktop is cut off, in a call".formatted(agent));
    script.await(agent + " to be logged off", () -> !script.zones().isLoggedOn(zone, agent));
    script.stage().fleet().plugIn(agent);
    script.await(agent + " to log on anew", () -> script.zones().isLoggedOn(zone, agent));
    script.timeline().tell(zone, agent + " is back and logged on anew");
  }

  /** F28: a supervisor sends two agents of the zone to inbound work; one of them is there then. */
  void sendToInbound(String zone) throws InterruptedException {
    script.timeline().act("A supervisor sends two agents of %s to inbound work".formatted(zone));
    script.await("somebody to send", () -> !script.zones().workers(zone).isEmpty());
    for (String agent : script.zones().workers(zone).stream().limit(2).toList()) {
      script.accepted(
          agent + " to inbound work",
          script.stage().supervisor().blendAgent(zone, agent, WorkDirection.INBOUND));
    }
    script.await(
        "one of them to be on inbound work", () -> !script.zones().onInboundWork(zone).isEmpty());
  }

  /** F28: after a stay they ask to come back, and do when they have talked to the end there. */
  void awaitBackFromInbound(String zone) throws InterruptedException {
    script.await(
        "everybody to be back from inbound work",
        () ->
            script.zones().onInboundWork(zone).isEmpty()
                && script.zones().onTheWayToInbound(zone).isEmpty());
    script.timeline().tell(zone, "everybody is back from inbound work");
  }

  /** F22: who works in the zone goes on in the other one; then it takes work again. */
  void zoneDownAndUp(String zone, String other) throws InterruptedException {
    script.timeline().act("A supervisor takes %s down, its agents go to %s".formatted(zone, other));
    long before = script.zones().agents(other);
    script.accepted(
        zone + " down", script.stage().supervisor().zoneDown(zone, Optional.of(other), GRACE_MS));
    script.await("everybody to have left " + zone, () -> script.zones().agents(zone) == 0);
    script.await("those who left to work in " + other, () -> script.zones().agents(other) > before);
    script.steadyCalling(List.of(other), 5);
    script.accepted(zone + " up", script.stage().supervisor().zoneUp(zone));
    script
        .timeline()
        .tell(other, "%d agents work here now".formatted(script.zones().agents(other)));
  }
}
