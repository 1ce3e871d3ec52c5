package org.zonekeeper.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zonekeeper.settings.InvalidSettingException;

class RegistrySettingsTest {
  private static final String URL = "http://registry:8081";

  @Test
  void needsNothingButAnAddress() {
    var settings = RegistrySettings.at(URL);

    assertThat(settings.urls()).containsExactly(URI.create(URL));
    assertThat(settings.mode()).isEqualTo(SchemaMode.REGISTER);
    assertThat(settings.timeOuts()).isEqualTo(TimeOuts.DEFAULT);
    assertThat(settings.retry()).isEqualTo(RetryPolicy.DEFAULT);
    assertThat(settings.basicAuth()).isEmpty();
    assertThat(settings.tls()).isEmpty();
  }

  @Test
  void readsEverySetting(@TempDir Path folder) throws IOException {
    Path store = Files.createFile(folder.resolve("store.p12"));
    var settings =
        RegistrySettings.from(
            Map.ofEntries(
                Map.entry("registry.urls", " https://a:1/x , https://b:2 "),
                Map.entry("registry.mode", "look-up"),
                Map.entry("registry.basic.user", "zone"),
                Map.entry("registry.basic.password", " secret "),
                Map.entry("registry.tls.truststore", store.toString()),
                Map.entry("registry.tls.truststore.password", "t"),
                Map.entry("registry.tls.keystore", store.toString()),
                Map.entry("registry.tls.keystore.password", "k"),
                Map.entry("registry.timeout.connect.ms", "11"),
                Map.entry("registry.timeout.request.ms", "12"),
                Map.entry("registry.retry.attempts", "13"),
                Map.entry("registry.retry.pause.first.ms", "14"),
                Map.entry("registry.retry.pause.longest.ms", "15")));

    assertThat(settings.urls())
        .containsExactly(URI.create("https://a:1/x"), URI.create("https://b:2"));
    assertThat(settings.mode()).isEqualTo(SchemaMode.LOOK_UP);
    assertThat(settings.basicAuth()).contains(new BasicAuth("zone", " secret "));
    assertThat(settings.tls().orElseThrow().trust())
        .contains(new KeyStoreFile("registry.tls.truststore", store, "t"));
    assertThat(settings.tls().orElseThrow().own())
        .contains(new KeyStoreFile("registry.tls.keystore", store, "k"));
    assertThat(settings.timeOuts())
        .isEqualTo(new TimeOuts(Duration.ofMillis(11), Duration.ofMillis(12)));
    assertThat(settings.retry())
        .isEqualTo(new RetryPolicy(13, Duration.ofMillis(14), Duration.ofMillis(15)));
    assertThat(settings.toString()).doesNotContain("secret").contains("***");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "registry.urls | '' | registry.urls: --registry is missing",
        "registry.urls | registry:8081 | registry.urls: 'registry:8081' cannot be used; allowed:"
            + " http",
        "registry.urls | ftp://r | registry.urls: 'ftp://r' cannot be used; allowed: http",
        "registry.urls | http://a b | registry.urls: 'http://a b' cannot be used; allowed: http",
        "registry.urls | http://u:pw@r | registry.urls: 'http://***@r' cannot be used; allowed:"
            + " addresses without user and password (those belong in registry.basic.user",
        "registry.mode | LOOKUP | registry.mode: 'LOOKUP' cannot be used; allowed: register"
            + " or look-up",
        "registry.timeout.connect.ms | 0 | registry.timeout.connect.ms: '0' cannot be used;"
            + " allowed: a whole number from 1 to 600000 (milliseconds)",
        "registry.timeout.request.ms | 5s | registry.timeout.request.ms: '5s' cannot be used;"
            + " allowed: a whole number from 1 to 600000 (milliseconds)",
        "registry.retry.attempts | 0 | registry.retry.attempts: '0' cannot be used; allowed: a"
            + " whole number from 1 to",
        "registry.retry.attempts | many | registry.retry.attempts: 'many' cannot be used;"
            + " allowed: a whole number",
        "registry.retry.pause.first.ms | -1 | registry.retry.pause.first.ms: '-1' cannot be used",
        "registry.retry.pause.longest.ms | 99 | registry.retry.pause.longest.ms: '99' cannot be"
            + " used; allowed: at least the first pause, 100 (milliseconds)",
        "registry.basic.user | a:b | registry.basic.user: 'a:b' cannot be used",
        "registry.basic.password | hush | registry.basic.password: '***' cannot be used; allowed:"
            + " only together with registry.basic.user",
        "registry.tls.keystore.password | hush | registry.tls.keystore.password: '***' cannot be",
        "registry.tls.truststore | /no/such.p12 | registry.tls.truststore: '/no/such.p12' cannot be"
            + " used; allowed: a PKCS12 or JKS file that this process may read",
        "registry.url | http://r | registry.url: there is no such setting; the nearest is"
            + " registry.urls; --settings lists all",
      })
  void namesKeyValueAndWhatIsAllowed(String key, String value, String message) {
    Map<String, String> settings = new HashMap<>(Map.of("registry.urls", URL));
    settings.put(key, value);

    assertThatThrownBy(() -> RegistrySettings.from(settings))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith(message)
        .extracting(e -> ((InvalidSettingException) e).key())
        .isEqualTo(key);
  }

  @Test
  void pausesDoubleUpToTheLongest() {
    var policy = new RetryPolicy(50, Duration.ofMillis(100), Duration.ofSeconds(1));

    assertThat(policy.pauseAfter(1)).hasMillis(100);
    assertThat(policy.pauseAfter(4)).hasMillis(800);
    assertThat(policy.pauseAfter(5)).hasMillis(1000);
    assertThat(policy.pauseAfter(49)).hasMillis(1000);
  }
}
