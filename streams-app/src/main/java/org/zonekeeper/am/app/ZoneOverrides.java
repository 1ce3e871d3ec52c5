package org.zonekeeper.am.app;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.zonekeeper.am.ownership.FailoverTreatments;
import org.zonekeeper.domain.settings.FailoverTreatment;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.common.FailoverPolicy;
import org.zonekeeper.settings.InvalidSettingException;

/**
 * Settings of single zones: {@code zone.<zone>.<key>}, for the keys that a zone may have its own
 * value of. Used once at start. Stateless.
 */
final class ZoneOverrides {
  private static final String POLICY = "." + AgentManagerSetting.FAILOVER_POLICY.key();
  private static final String TOLERANCE = "." + AgentManagerSetting.FAILOVER_TOLERANCE.key();

  private ZoneOverrides() {}

  /**
   * Every zone's failover.
   *
   * @param otherwise of zones without a setting of their own
   * @param overrides by {@code <zone>.<key>}
   * @throws InvalidSettingException for an unknown zone, key or value
   */
  static FailoverTreatments failovers(
      FailoverTreatment otherwise, ZoneDirectory directory, Map<String, String> overrides) {
    Map<String, FailoverTreatment> byZone = new HashMap<>();
    new TreeMap<>(overrides)
        .forEach(
            (rest, value) -> {
              String key = AgentManagerSetting.ZONE.prefix() + rest;
              UnaryOperator<FailoverTreatment> change = change(key, value);
              byZone.merge(
                  zone(key, rest, value, directory),
                  change.apply(otherwise),
                  (known, unused) -> change.apply(known));
            });
    return new FailoverTreatments(otherwise, byZone);
  }

  private static UnaryOperator<FailoverTreatment> change(String key, String value) {
    if (key.endsWith(POLICY)) {
      FailoverPolicy policy = AgentManagerSetting.FAILOVER_POLICY.read(key, value);
      return failover -> new FailoverTreatment(policy, failover.toleranceMillis());
    }
    if (key.endsWith(TOLERANCE)) {
      int tolerance =
          Math.toIntExact(AgentManagerSetting.FAILOVER_TOLERANCE.read(key, value).toMillis());
      return failover -> new FailoverTreatment(failover.policy(), tolerance);
    }
    throw new InvalidSettingException(
        key, value, "zone.<zone>%s or zone.<zone>%s".formatted(POLICY, TOLERANCE));
  }

  private static String zone(String key, String rest, String value, ZoneDirectory directory) {
    String ending = key.endsWith(POLICY) ? POLICY : TOLERANCE;
    String zone = rest.endsWith(ending) ? rest.substring(0, rest.length() - ending.length()) : "";
    if (!directory.contains(zone)) {
      Set<String> known = new TreeSet<>(directory.zones());
      throw new InvalidSettingException(
          key, value, "a zone of the directory: " + String.join(", ", known));
    }
    return zone;
  }
}
