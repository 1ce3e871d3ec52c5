package org.zonekeeper.am.app;

import java.io.PrintWriter;

/** The settings as {@code --settings} lists them. Stateless. */
final class SettingsList {
  private SettingsList() {}

  static void print(PrintWriter out) {
    for (NumberSetting setting : NumberSetting.values()) {
      out.printf("%s=%d%n    %s%n", setting.key(), setting.standard(), setting.why());
    }
    for (TextSetting setting : TextSetting.values()) {
      out.printf("%s=%s%n    %s%n", setting.key(), setting.standard(), setting.why());
    }
    out.printf("zone.<zone>.*%n    failover.policy and failover.tolerance.ms of one zone%n");
    out.printf("kafka.*%n    any setting of the Kafka clients, such as kafka.security.protocol%n");
    out.printf("registry.*%n    any setting of the registry's client, such as registry.mode%n");
    out.flush();
  }
}
