package org.zonekeeper.schemas.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zonekeeper.settings.InvalidSettingException;

class KafkaConnectionTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "security.protocol",
        "sasl.jaas.config",
        "sasl.login.callback.handler.class",
        "ssl.truststore.location",
        "ssl.engine.factory.class",
        "metric.reporters",
        "fetch.max.bytes",
        "linger.ms",
        "config.providers",
        "config.providers.file.class",
        "config.providers.vault.param.address"
      })
  void whatKafkasClientsKnowIsHandedOn(String key) {
    assertThat(read("kafka." + key).settings()).isEqualTo(Map.of(key, "a value"));
  }

  @ParameterizedTest
  @CsvSource({
    "sasl.mechansim, sasl.mechanism",
    "sasl.mechanisms, sasl.mechanism",
    "security.protocoll, security.protocol",
    "ssl.trustore.location, ssl.truststore.location",
    "Security.Protocol, security.protocol"
  })
  void aSlipOfThePenIsRefusedWithTheNearestKeyAndWithoutItsValue(String key, String nearest) {
    assertThatThrownBy(() -> read("kafka." + key))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(
            "kafka.%s: there is no such setting; the nearest is kafka.%s; what is not Kafka's but a"
                    .formatted(key, nearest)
                + " plugin's is written kafka.custom.KEY");
  }

  @Test
  void aPluginsOwnKeyIsHandedOnWithoutItsPrefixAndWrittenWithIt() {
    KafkaConnection connection = read("kafka.custom.acme.token.cache");

    assertThat(connection.settings()).isEqualTo(Map.of("acme.token.cache", "a value"));
    assertThat(connection.asSettings()).containsEntry("kafka.custom.acme.token.cache", "a value");
    assertThat(KafkaConnection.of(KafkaConnection.CATALOGUE.read(connection.asSettings())))
        .isEqualTo(connection);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:9092", "[::1]:9092", "a:1, b:2,[::1]:65535"})
  void brokersMayBeAnywhere(String brokers) {
    assertThat(
            KafkaConnection.of(KafkaConnection.CATALOGUE.read(Map.of("bootstrap.servers", brokers)))
                .bootstrapServers())
        .isEqualTo(brokers);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "localhost:65536", "a:1,,b:2", "::1:9092", "a:1;b:2", "a:0x"})
  void whatIsNoListOfBrokersIsRefused(String brokers) {
    assertThatThrownBy(() -> KafkaConnection.CATALOGUE.read(Map.of("bootstrap.servers", brokers)))
        .hasMessage(
            "bootstrap.servers: '%s' cannot be used; allowed: %s"
                .formatted(brokers, KafkaConnection.BOOTSTRAP_SERVERS.allowed()));
  }

  private static KafkaConnection read(String key) {
    return KafkaConnection.of(
        KafkaConnection.CATALOGUE.read(Map.of("bootstrap.servers", "localhost:1", key, "a value")));
  }
}
