package org.zonekeeper.bench.gateway;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.settings.InvalidSettingException;

/**
 * What one gateway is to carry. Immutable.
 *
 * @param sessions desktops that are logged on, shared out evenly among the zones
 * @param zones how many
 * @param tells how often a zone's desktops are told of something, in each measurement
 * @param slowReaders desktops beyond those that ask and read nothing
 * @param heapMegabytes of the gateway, and of the echo server that it is held against
 * @param breakIn longest time of telling that does not count
 */
public record GatewayLoad(
    int sessions, int zones, int tells, int slowReaders, int heapMegabytes, Duration breakIn) {

  /**
   * @throws InvalidSettingException if the sessions cannot be shared out evenly
   */
  public GatewayLoad {
    if (sessions % zones != 0) {
      throw InvalidSettingException.saying(
          "--sessions",
          "%d sessions cannot be shared out evenly among %d zones (--zones)"
              .formatted(sessions, zones));
    }
  }

  /** Which partition is which zone. */
  ZoneDirectory directory() {
    return ZoneDirectory.parse(
        String.join(",", IntStream.range(0, zones).mapToObj(i -> zone(i) + "=" + i).toList()));
  }

  static String zone(int number) {
    return "zone-" + (number + 1);
  }

  List<String> zoneNames() {
    return IntStream.range(0, zones).mapToObj(GatewayLoad::zone).toList();
  }

  /** The zone of a session or of a slow reader, each counted from 0. */
  String zoneOf(int number) {
    return zone(number % zones);
  }

  int sessionsOfAZone() {
    return sessions / zones;
  }
}
