package org.zonekeeper.am.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zonekeeper.am.app.AgentManagerSettings.Installation;
import org.zonekeeper.am.assignment.FailBack;
import org.zonekeeper.am.ownership.OutageThreshold;
import org.zonekeeper.domain.settings.FailoverTreatment;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.common.FailoverPolicy;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.settings.InvalidSettingException;
import org.zonekeeper.settings.Settings;
import org.zonekeeper.settings.SharedKey;

class AgentManagerSettingsTest {
  private static final Installation INSTALLATION =
      new Installation(
          "am-1",
          "127.0.0.1:9092",
          "http://127.0.0.1:8081",
          ZoneDirectory.parse("north=0"),
          Path.of("state"));

  @Test
  void hasADefaultForEverythingButTheInstallation() {
    AgentManagerSettings settings = AgentManagerSettings.of(INSTALLATION, Map.of());

    assertThat(settings.patience()).isEqualTo(new OutageThreshold(1_500, 10_000));
    assertThat(settings.watchesPeers()).isTrue();
    assertThat(settings.wholeMillis(AgentManagerSetting.COMMIT_INTERVAL)).isEqualTo(25);
    assertThat(settings.number(AgentManagerSetting.STANDBYS)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          outage.threshold.ms      | soon       | a whole number from 1 to 3600000
          outage.threshold.ms      | 0          | a whole number from 1 to 3600000
          num.standby.replicas     | 9          | a whole number from 0 to 8
          outage.threshold.ms      | 50         | more than heartbeat.interval.ms, which is 100
          handover.patience.ms     | 1000       | more than outage.threshold.ms, which is 1500
          transaction.timeout.ms   | 25         | more than commit.interval.ms, which is 25
          failover.policy          | HOPE       | MARK_ALL or MARK_EXPIRED
          failover.tolerance.ms    | -1         | a whole number from 0 to 60000
          zone.north.failover.policy       | hope | MARK_ALL or MARK_EXPIRED
          zone.north.failover.tolerance.ms | long | a whole number from 0 to 60000
          zone.south.failover.policy       | MARK_ALL | a zone of the directory: north
          zone.failover.policy             | MARK_ALL | a zone of the directory: north
          zone.north.dial.lease.ms         | 100  | zone.<zone>.failover.policy or zone.<zone>.failover.tolerance.ms
          zones.allocation         | north      | zone=agentManager pairs
          zones.allocation         | south=am-1 | zones of the directory: north
          zones.allocation         | north=am-1,north=am-2 | each zone once
          peer.watch               | yes        | on or off
          peer.listen              | 9000       | host:port of this machine
          peer.listen              | 127.0.0.1:70000      | ports 0 to 65535
          peer.listen              | no.such.host.invalid:1 | host:port of this machine
          peer.advertise           | h:99999    | a host name, or host:port
          query.listen             | 127.0.0.1:65536      | off, or host:port of this machine
          peer.connections         | 0          | 1 to 10000
          state.dir                | /dev/null  | a directory, or where one can be made
          registry.mode            | sometimes  | register or look-up
          """)
  void refusesWithKeyValueAndWhatIsAllowed(String key, String value, String allowed) {
    assertThatThrownBy(() -> AgentManagerSettings.of(with(key, value)))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContainingAll(key, "'" + value + "'", allowed);
  }

  @Test
  void neverShowsTheSecretThatItRefuses() {
    assertThatThrownBy(() -> AgentManagerSettings.of(with("peer.key", "not long enough")))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContainingAll("peer.key", "16 to 256")
        .hasMessageNotContaining("not long enough");
  }

  @ParameterizedTest
  @CsvSource({"peer, 0.0.0.0:8096", "query, 0.0.0.0:0", "peer, '[::]:0'", "query, '[::]:8097'"})
  void opensNoPortToOthersWithoutAKey(String port, String address) {
    String key = "a-secret-of-sixteen-or-more";
    assertThatThrownBy(() -> AgentManagerSettings.of(with(port + ".listen", address)))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(
            "%1$s.listen: '%2$s' cannot be used; allowed: an address of the loopback interface,"
                    .formatted(port, address)
                + " unless %1$s.key or %1$s.key.file is set or --insecure-development is given"
                    .formatted(port));
    for (Map<String, String> enough :
        List.of(Map.of(port + ".key", key), Map.of("insecure.development", "yes"))) {
      Map<String, String> all = new HashMap<>(enough);
      all.put(port + ".listen", address);
      assertThat(AgentManagerSettings.of(with(all))).isNotNull();
    }
  }

  @Test
  void takesTheSecretFromASettingOrAFile(@TempDir Path directory) throws IOException {
    String secret = "a-secret-of-sixteen-or-more";
    Path file = Files.writeString(directory.resolve("key"), secret + "\n");
    SharedKey fromFile = AgentManagerSettings.of(with("peer.key.file", file.toString())).peerKey();
    assertThat(fromFile)
        .isEqualTo(AgentManagerSettings.of(with("peer.key", secret)).peerKey())
        .isNotEqualTo(SharedKey.NONE);
  }

  @Test
  void givesAZoneItsOwnFailoverAndTheOthersTheCommonOne() {
    var settings =
        AgentManagerSettings.of(
            INSTALLATION,
            Map.of(
                "failover.tolerance.ms", "500",
                "zone.north.failover.policy", "MARK_EXPIRED",
                "zone.north.failover.tolerance.ms", "2000"));

    assertThat(settings.failovers().of("north"))
        .isEqualTo(new FailoverTreatment(FailoverPolicy.MARK_EXPIRED, 2_000));
    assertThat(settings.failovers().of("elsewhere"))
        .isEqualTo(new FailoverTreatment(FailoverPolicy.MARK_ALL, 500));
  }

  @Test
  void refusesAnIdThatKafkaCannotTake() {
    assertThatThrownBy(() -> AgentManagerSettings.of(with("id", "am 1")))
        .hasMessageContainingAll("id", "'am 1'", "letters");
  }

  @Test
  void namesASlipOfThePenWithoutItsValue() {
    assertThatThrownBy(() -> AgentManagerSettings.of(with("outage.treshold.ms", "hush")))
        .hasMessageContainingAll(
            "outage.treshold.ms: there is no such setting", "outage.threshold.ms")
        .hasMessageNotContaining("hush");
  }

  private static Settings with(String key, String value) {
    return with(Map.of(key, value));
  }

  private static Settings with(Map<String, String> more) {
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "id", "am-1",
                "state.dir", "state",
                "bootstrap.servers", "127.0.0.1:9092",
                "registry.urls", "http://127.0.0.1:8081",
                "zones", "north=0"));
    all.putAll(more);
    return AgentManagerSetting.CATALOGUE.read(all);
  }

  @Test
  void givesStreamsSettingsThatStreamsAccepts() {
    var settings = AgentManagerSettings.of(INSTALLATION, Map.of("kafka.security.protocol", "SSL"));

    Properties properties =
        StreamsSettings.of(settings, new Owner("am-1", "b2"), "127.0.0.1:4000", FailBack.NONE);
    StreamsConfig config = new StreamsConfig(properties);
    Map<String, Object> consumer = config.getMainConsumerConfigs("group", "client", 1);
    Map<String, Object> producer = config.getProducerConfigs("client");

    assertThat(consumer)
        .containsEntry("group.instance.id", "am-1-1")
        .containsEntry("session.timeout.ms", 6_000)
        .containsEntry("isolation.level", "read_committed")
        .containsEntry("security.protocol", "SSL");
    assertThat(producer)
        .containsEntry("transaction.timeout.ms", 6_000)
        .containsEntry("linger.ms", 1_000)
        .containsEntry("retry.backoff.max.ms", 20);
    assertThat(properties).containsEntry(StreamsConfig.CLIENT_ID_CONFIG, "am-1.b2");
  }
}
