package org.zonekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.zonekeeper.acr.ForwarderSetting;
import org.zonekeeper.am.app.AgentManagerSetting;
import org.zonekeeper.gateway.app.GatewaySetting;
import org.zonekeeper.restore.RestoreStateCommand;
import org.zonekeeper.schemas.cluster.ClusterSettings;
import org.zonekeeper.settings.SettingsCatalogue;
import org.zonekeeper.settings.SettingsReference;
import org.zonekeeper.simulators.platform.DiallerPlatformCommand;
import org.zonekeeper.simulators.recorder.RecorderCommand;
import org.zonekeeper.simulators.robots.FleetPlan;

/** The settings reference is what the code declares; renewed with the command that it names. */
class SettingsDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/settings.md");
  private static final String RENEW =
      "mvn test -pl cli -am -Dtest=SettingsDocumentTest -Dsurefire.failIfNoSpecifiedTests=false"
          + " -Dgolden.renew=true";
  private static final String INTRODUCTION =
      """
      <!-- Generated: COMMAND -->
      # Settings

      Every part is configured the same way. The later of these wins:

      1. the default;
      2. a properties file, `--config FILE`;
      3. the environment: `ZONEKEEPER_` and the key in capitals with underscores, so `peer.listen` is `ZONEKEEPER_PEER_LISTEN` and `kafka.security.protocol` is `ZONEKEEPER_KAFKA_SECURITY_PROTOCOL`. Where another variable is named below, that one. What cannot be written so (the name of a zone with capitals, say) goes into `ZONEKEEPER_SET`, one `KEY=VALUE` a line;
      4. `--set KEY=VALUE`, repeated;
      5. an option of the setting's own, where one is named below.

      `--settings` lists what a command would run with, where each value is from, and why; passwords are hidden. A wrong setting ends the command with exit code 2 and one sentence that names key, value and what is allowed.

      **Passwords** do not belong on a command line, where every user of the machine can read them. A setting with a password can be read from a file instead: `registry.basic.password.file=/run/secrets/registry`. For Kafka's clients, its own config providers do the same:

      ```
      kafka.security.protocol=SASL_SSL
      kafka.sasl.mechanism=SCRAM-SHA-512
      kafka.config.providers=file
      kafka.config.providers.file.class=org.apache.kafka.common.config.provider.FileConfigProvider
      kafka.sasl.jaas.config=${file:/run/secrets/kafka.properties:jaas}
      ```

      ## The installation
      The same for every part, and for `topics create`, `audit …` and `recorder …`, as far as they need it.

      """;

  @Test
  void theReferenceIsWhatTheCodeDeclares() throws IOException {
    String declared = document();
    if (Boolean.getBoolean("golden.renew")) {
      Files.writeString(DOCUMENT, declared);
    }
    assertThat(Files.readString(DOCUMENT)).as("renew with: " + RENEW).isEqualTo(declared);
  }

  private static String document() {
    StringBuilder document = new StringBuilder(INTRODUCTION.replace("COMMAND", RENEW));
    document.append(SettingsReference.table(ClusterSettings.CATALOGUE, SettingsCatalogue.of()));
    parts()
        .forEach(
            (title, catalogue) ->
                document
                    .append("\n## ")
                    .append(title)
                    .append("\n")
                    .append(SettingsReference.table(catalogue, ClusterSettings.CATALOGUE)));
    return document.toString();
  }

  private static Map<String, SettingsCatalogue> parts() {
    Map<String, SettingsCatalogue> parts = new LinkedHashMap<>();
    parts.put("`run agent-manager`", AgentManagerSetting.CATALOGUE);
    parts.put("`run desktop-gateway`", GatewaySetting.CATALOGUE);
    parts.put("`run acr-forwarder`", ForwarderSetting.CATALOGUE);
    parts.put("`run dialler-platform`", DiallerPlatformCommand.CATALOGUE);
    parts.put("`run desktop-robots`", FleetPlan.CATALOGUE);
    parts.put("`run recorder`", RecorderCommand.CATALOGUE);
    parts.put("`restore-state`", RestoreStateCommand.CATALOGUE);
    return parts;
  }
}
