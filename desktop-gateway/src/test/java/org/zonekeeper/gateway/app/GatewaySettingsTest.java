package org.zonekeeper.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.BindException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zonekeeper.settings.InvalidSettingException;
import org.zonekeeper.settings.ListenAddress;

class GatewaySettingsTest {
  private static final Map<String, String> LEAST =
      Map.of(
          "bootstrap.servers", "localhost:9092",
          "zones", "north=0,south=1",
          "registry.urls", "http://localhost:8081",
          "identity.issuer", "https://issuer.example");

  @Test
  void theRestHasDefaults() {
    GatewaySettings settings = GatewaySettings.from(LEAST);

    assertThat(settings.id()).startsWith("gw");
    assertThat(settings.listen().port()).isEqualTo(8090);
    assertThat(settings.timing().patience().silenceMs()).isEqualTo(1_500);
    assertThat(settings.limits().resumeEvents()).isEqualTo(256);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          listen.port | 99999 | listen.port: '99999' cannot be used; allowed: a whole number from 0 to 65535
          listen.host | no.such.host.invalid | listen.host: 'no.such.host.invalid' cannot be used; allowed: a name or address of this machine, 0.0.0.0 or :: for all it has
          handover.patience.ms | 1000 | handover.patience.ms: '1000' cannot be used; allowed: at least outage.threshold.ms
          zones | north | zones: 'north' cannot be used
          identity.algorithms | RS256,HS256 | identity.algorithms: 'RS256,HS256' cannot be used; allowed: some of RS256
          identity.algorithms | none | identity.algorithms: 'none' cannot be used; allowed: some of RS256
          identity.issuer | issuer.example | identity.issuer: 'issuer.example' cannot be used; allowed: an http or https address
          insecure.development | yes | insecure.development: 'yes' cannot be used; allowed: no, because identity.issuer is given as well
          gateway.id | a.b | gateway.id: 'a.b' cannot be used; allowed: 1 to 40 letters, digits, '_' and '-'
          """)
  void whatCannotBeUsedIsNamed(String key, String value, String sentence) {
    Map<String, String> settings = new HashMap<>(LEAST);
    settings.put(key, value);

    assertThatThrownBy(() -> GatewaySettings.from(settings))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith(sentence);
  }

  @Test
  void withoutAnIssuerItDoesNotStartUnlessInSoManyWords() {
    Map<String, String> settings = new HashMap<>(LEAST);
    settings.remove("identity.issuer");
    assertThatThrownBy(() -> GatewaySettings.from(settings))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("--insecure-development");

    settings.put("insecure.development", "yes");
    assertThat(GatewaySettings.from(settings).identity()).isEmpty();
    settings.put("listen.host", "0.0.0.0");
    assertThatThrownBy(() -> GatewaySettings.from(settings))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("listen.host: '0.0.0.0' cannot be used; allowed: 127.0.0.1");
  }

  @Test
  void anAddressThatCannotBeBoundIsToldWithItsRealReason() {
    var failure =
        new IllegalStateException(
            "Port already in use.", new BindException("Cannot assign requested address"));

    assertThat(new ListenAddress("192.0.2.1", 8090).cannotBeBound(failure))
        .isEqualTo("cannot listen on 192.0.2.1:8090: Cannot assign requested address");
  }
}
