package org.zonekeeper.am.assignment;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.settings.InvalidSettingException;

/**
 * Which Agent Manager each zone is allocated to; zones that are not named here are nobody's in
 * particular. Read from the settings once; immutable, any thread.
 *
 * @param homes ids of Agent Managers, by zone
 */
public record ZoneAllocation(Map<String, String> homes) {
  /** The setting's key. */
  public static final String KEY = "zones.allocation";

  /** What Kafka allows for a client's tag, by which members are told apart. */
  private static final String ID = "[a-zA-Z0-9_-]{1,30}";

  public ZoneAllocation {
    homes = Map.copyOf(homes);
  }

  /**
   * Parses {@code east=am-1,west=am-2}; nothing at all allocates nothing.
   *
   * @throws InvalidSettingException naming what is wrong and what is allowed
   */
  public static ZoneAllocation parse(String text, ZoneDirectory directory) {
    Map<String, String> homes = new TreeMap<>();
    if (!text.isBlank()) {
      for (String entry : text.split(",", -1)) {
        String[] pair = entry.strip().split("=", -1);
        if (pair.length != 2 || !pair[1].matches(ID)) {
          throw new InvalidSettingException(
              KEY,
              text,
              "zone=agentManager pairs separated by commas, ids of up to 30 letters, digits, '_'"
                  + " and '-': east=am-1,west=am-2");
        }
        if (!directory.contains(pair[0])) {
          throw new InvalidSettingException(
              KEY, text, "zones of the directory: " + String.join(", ", directory.zones()));
        }
        if (homes.put(pair[0], pair[1]) != null) {
          throw new InvalidSettingException(
              KEY, text, "each zone once; zone '%s' stands twice".formatted(pair[0]));
        }
      }
    }
    return new ZoneAllocation(homes);
  }

  /** The Agent Manager that the zone belongs to, if to any. */
  public Optional<String> homeOf(String zone) {
    return Optional.ofNullable(homes.get(zone));
  }

  /** Whether no zone is allocated. */
  public boolean isEmpty() {
    return homes.isEmpty();
  }
}
