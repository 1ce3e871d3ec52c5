package org.zonekeeper.simulators.robots;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.zonekeeper.settings.DurationSetting;
import org.zonekeeper.settings.InvalidSettingException;
import org.zonekeeper.settings.NumberSetting;
import org.zonekeeper.settings.Setting;
import org.zonekeeper.settings.Settings;
import org.zonekeeper.settings.SettingsCatalogue;
import org.zonekeeper.settings.WebAddress;

/**
 * Which robots work where. Immutable.
 *
 * @param gateways base addresses, such as {@code ws://localhost:8090}; robots are spread over them,
 *     and one that loses its connection goes to the next
 * @param agents who works
 * @param habits what they are like
 * @param arrival time between one robot's coming to work and the next one's
 * @param tokens that they show to the gateways
 */
public record FleetPlan(
    List<URI> gateways,
    List<RobotIdentity> agents,
    RobotHabits habits,
    Duration arrival,
    DesktopTokens tokens) {

  private static final Setting<Long> SEED =
      NumberSetting.ofLong("seed")
          .defaultsTo(1L)
          .because("same seed and same calls: the robots do the same");

  private static final Setting<Duration> ARRIVAL =
      DurationSetting.of("arrival.ms")
          .defaultsTo(Duration.ofMillis(5))
          .between(Duration.ZERO, Duration.ofDays(1))
          .because("from one robot's coming to the next one's: 200 in a second");

  /** What can be set of a fleet. */
  public static final SettingsCatalogue CATALOGUE =
      SettingsCatalogue.of(SEED, ARRIVAL).and(RobotPace.CATALOGUE).and(RobotChances.CATALOGUE);

  private static final int FIRST_EXTENSION = 4000;

  public FleetPlan {
    gateways = List.copyOf(gateways);
    agents = List.copyOf(agents);
    if (gateways.isEmpty()) {
      throw new InvalidSettingException("gateway", "", "at least one ws:// or wss:// address");
    }
    gateways.forEach(FleetPlan::requireWebSocket);
  }

  /**
   * So many agents in each zone, called {@code a-north-01} and so on, with extensions that no two
   * share.
   */
  public static List<RobotIdentity> staff(List<String> zones, int agentsPerZone) {
    List<RobotIdentity> staff = new ArrayList<>();
    for (String zone : zones) {
      for (int i = 1; i <= agentsPerZone; i++) {
        String extension = Integer.toString(FIRST_EXTENSION + staff.size() + 1);
        staff.add(new RobotIdentity("a-%s-%02d".formatted(zone, i), extension, zone));
      }
    }
    return staff;
  }

  /**
   * Reads habits and arrival; gateways and staff come from the caller.
   *
   * @throws InvalidSettingException for a setting that cannot be used
   */
  public static FleetPlan from(
      Map<String, String> text, List<URI> gateways, List<RobotIdentity> agents) {
    return of(CATALOGUE.read(text), gateways, agents);
  }

  /** As {@link #from}, of settings that are read. */
  public static FleetPlan of(Settings settings, List<URI> gateways, List<RobotIdentity> agents) {
    return new FleetPlan(
        gateways,
        agents,
        new RobotHabits(settings.get(SEED), RobotPace.of(settings), RobotChances.of(settings)),
        settings.get(ARRIVAL),
        DesktopTokens.NONE);
  }

  /** The same robots with tokens to show. */
  public FleetPlan withTokens(DesktopTokens shown) {
    return new FleetPlan(gateways, agents, habits, arrival, shown);
  }

  private static void requireWebSocket(URI gateway) {
    try {
      var unused = WebAddress.read(gateway.toString(), "ws", "wss");
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException(
          "gateway", gateway.toString(), "an address such as ws://localhost:8090", e);
    }
  }
}
