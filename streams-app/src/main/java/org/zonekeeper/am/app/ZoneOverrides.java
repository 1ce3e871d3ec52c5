package org.zonekeeper.am.app;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.zonekeeper.am.ownership.FailoverTreatments;
import org.zonekeeper.domain.settings.FailoverTreatment;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.common.FailoverPolicy;
import org.zonekeeper.schemas.registry.InvalidSettingException;

/**
 * Settings of single zones: {@code zone.<zone>.<key>}, for the keys that a zone may have its own
 * value of. Used once at start. Stateless.
 */
final class ZoneOverrides {
  /** What such keys begin with. */
  static final String PREFIX = "zone.";

  private static final String POLICY = "." + TextSetting.FAILOVER_POLICY.key();
  private static final String TOLERANCE = "." + NumberSetting.FAILOVER_TOLERANCE.key();

  private ZoneOverrides() {}

  /**
   * Every zone's failover.
   *
   * @param otherwise of zones without a setting of their own
   * @param overrides all settings as given
   * @throws InvalidSettingException for an unknown zone, key or value
   */
  static FailoverTreatments failovers(
      FailoverTreatment otherwise, ZoneDirectory directory, Map<String, String> overrides) {
    Map<String, FailoverTreatment> byZone = new HashMap<>();
    for (String key : new TreeSet<>(overrides.keySet())) {
      if (!key.startsWith(PREFIX)) {
        continue;
      }
      String value = overrides.get(key);
      if (key.endsWith(POLICY)) {
        FailoverPolicy policy =
            FailoverPolicy.valueOf(
                AgentManagerSettings.text(TextSetting.FAILOVER_POLICY, key, value));
        change(
            byZone,
            zone(key, POLICY, value, directory),
            otherwise,
            failover -> new FailoverTreatment(policy, failover.toleranceMillis()));
      } else if (key.endsWith(TOLERANCE)) {
        int tolerance = AgentManagerSettings.number(NumberSetting.FAILOVER_TOLERANCE, key, value);
        change(
            byZone,
            zone(key, TOLERANCE, value, directory),
            otherwise,
            failover -> new FailoverTreatment(failover.policy(), tolerance));
      } else {
        throw new InvalidSettingException(
            key, value, "zone.<zone>%s or zone.<zone>%s".formatted(POLICY, TOLERANCE));
      }
    }
    return new FailoverTreatments(otherwise, byZone);
  }

  private static void change(
      Map<String, FailoverTreatment> byZone,
      String zone,
      FailoverTreatment otherwise,
      UnaryOperator<FailoverTreatment> change) {
    byZone.put(zone, change.apply(byZone.getOrDefault(zone, otherwise)));
  }

  private static String zone(String key, String ending, String value, ZoneDirectory directory) {
    String zone =
        key.length() > PREFIX.length() + ending.length()
            ? key.substring(PREFIX.length(), key.length() - ending.length())
            : "";
    if (!directory.contains(zone)) {
      Set<String> known = new TreeSet<>(directory.zones());
      throw new InvalidSettingException(
          key, value, "a zone of the directory: " + String.join(", ", known));
    }
    return zone;
  }
}
