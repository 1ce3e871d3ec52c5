package org.zonekeeper.schemas.cluster;

import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.registry.RegistrySettings;
import org.zonekeeper.settings.InvalidSettingException;
import org.zonekeeper.settings.Setting;
import org.zonekeeper.settings.Settings;
import org.zonekeeper.settings.SettingsCatalogue;
import org.zonekeeper.settings.TextSetting;

/**
 * The installation that a part works in. Immutable.
 *
 * @param kafka its brokers, and how to reach them
 * @param registry where its schemas are
 * @param zones its zone directory
 */
public record ClusterSettings(
    KafkaConnection kafka, RegistrySettings registry, ZoneDirectory zones) {

  public static final Setting<ZoneDirectory> ZONES =
      TextSetting.of("zones")
          .readBy(
              ClusterSettings::directory,
              "zone=partition pairs, such as Default=0,north=1;8 (the number of partitions)")
          .because(
              "the zones and their partitions, and after a semicolon the number of partitions,"
                  + " spare ones included; the same for every part of an installation")
          .asOption("ZONES", "--zones");

  public static final SettingsCatalogue CATALOGUE =
      SettingsCatalogue.of(KafkaConnection.BOOTSTRAP_SERVERS, ZONES)
          .and(RegistrySettings.CATALOGUE)
          .and(KafkaConnection.KAFKA);

  public static ClusterSettings of(Settings settings) {
    return new ClusterSettings(
        KafkaConnection.of(settings), RegistrySettings.of(settings), settings.get(ZONES));
  }

  private static ZoneDirectory directory(String text) {
    try {
      return ZoneDirectory.parse(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException("zones", text, e.getMessage(), e);
    }
  }
}
