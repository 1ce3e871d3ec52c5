package org.zonekeeper.systemtest;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import org.awaitility.core.ConditionFactory;
import org.zonekeeper.harness.ZoneObserver;
import org.zonekeeper.simulators.robots.DesktopFleet;
import org.zonekeeper.simulators.robots.DesktopView;

/** What a test waits for in a zone: {@code centre.await("east").isAvailable()}. */
final class ZoneCondition {
  /** A status that is older says nothing about now. */
  static final Duration FRESH = Duration.ofSeconds(2);

  private final ContactCentre centre;
  private final ZoneObserver zones;
  private final String zone;

  ZoneCondition(ContactCentre centre, String zone) {
    this.centre = centre;
    this.zones = centre.stage().zones();
    this.zone = zone;
  }

  void isOwnedBy(String agentManager) {
    within("is owned by " + agentManager)
        .until(() -> zones.ownerOf(zone).equals(Optional.of(agentManager)));
  }

  void isOwnedBySomebodyElseThan(String agentManager) {
    within("is not owned by " + agentManager)
        .until(() -> zones.ownerOf(zone).filter(owner -> !owner.equals(agentManager)).isPresent());
  }

  void isAvailable() {
    within("is available").until(() -> zones.isAvailable(zone, FRESH));
  }

  void hasItsAgentsLoggedOn() {
    within("has its agents logged on")
        .until(() -> centre.agentsOf(zone).stream().allMatch(agent -> view(agent).loggedOn()));
  }

  void isNotAvailableAtItsDesktops() {
    within("is not available at its desktops")
        .until(() -> centre.agentsOf(zone).stream().noneMatch(agent -> view(agent).available()));
  }

  void isAvailableAtItsDesktops() {
    within("is available at its desktops")
        .until(() -> centre.agentsOf(zone).stream().allMatch(agent -> view(agent).available()));
  }

  /** At the same moment so many talk and so many wait in a queue. */
  void hasCalls(int talking, int queued) {
    within("has %d talking and %d queued".formatted(talking, queued))
        .until(
            () ->
                centre.calls().in(zone, CallsNow.Phase.TALKING).size() >= talking
                    && centre.calls().in(zone, CallsNow.Phase.QUEUED).size() >= queued);
  }

  private DesktopView view(String agent) {
    DesktopFleet desktops = centre.desktops();
    return desktops.view(agent);
  }

  private ConditionFactory within(String what) {
    return await(zone + " " + what)
        .atMost(ContactCentre.PATIENCE)
        .pollInterval(Duration.ofMillis(10));
  }
}
