package org.zonekeeper.acr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zonekeeper.settings.InvalidSettingException;

class ForwarderSettingsTest {
  private static final Map<String, String> LEAST =
      Map.of(
          "bootstrap.servers", "localhost:9092",
          "zones", "north=0,south=1",
          "registry.urls", "http://localhost:8081",
          "recorder.url", "http://localhost:8095");

  @Test
  void theRestHasDefaults() {
    ForwarderSettings settings = ForwarderSettings.from(LEAST);

    assertThat(settings.source().group()).isEqualTo("zonekeeper-acr-forwarder");
    assertThat(settings.pipeline()).isEqualTo(PipelineSettings.DEFAULT);
    assertThat(settings.wayOut())
        .isEqualTo(
            new SinkSettings.Http(
                RecorderSettings.at(URI.create("http://localhost:8095"), Duration.ofSeconds(10))));
    assertThat(settings.status()).isEmpty();
  }

  @Test
  void aTopicNeedsNoRecordersAddress() {
    Map<String, String> text = new HashMap<>(LEAST);
    text.remove("recorder.url");
    text.put("way.out", "topic");

    assertThat(ForwarderSettings.from(text).wayOut()).isEqualTo(new SinkSettings.Topic());

    text.put("recorder.url", "http://localhost:8095");
    assertThatThrownBy(() -> ForwarderSettings.from(text))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("way.out=http");
  }

  @Test
  void aSecretDoesNotGoOverAnOpenLine() {
    Map<String, String> text = new HashMap<>(LEAST);
    text.put("recorder.bearer.file", "/run/secret");
    assertThat(ForwarderSettings.from(text)).isNotNull();

    text.put("recorder.url", "http://recorder.example");
    assertThatThrownBy(() -> ForwarderSettings.from(text))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("https");
  }

  @ParameterizedTest
  @CsvSource({
    "bootstrap.servers, ''",
    "zones, north",
    "recorder.url, ftp://recorder",
    "recorder.url, 'http://re corder'",
    "recorder.url, http://user:secret@recorder",
    "recorder.timeout.ms, 0",
    "batch.events, 0",
    "batch.events, many",
    "buffer.events, 3",
    "retry.pause.first.ms, 20000",
    "refusal.pause.ms, -1",
    "registry.urls, nowhere",
    "recorder.uri, http://recorder",
    "kafka, SSL",
    "way.out, pigeon",
    "status.port, 70000",
    "recorder.tls.truststore, /no/such/file",
  })
  void whatCannotBeUsedIsNamed(String key, String value) {
    Map<String, String> settings = new HashMap<>(LEAST);
    settings.put(key, value);

    assertThatThrownBy(() -> ForwarderSettings.from(settings))
        .isInstanceOf(InvalidSettingException.class)
        .message()
        .containsAnyOf("allowed: ", "there is no such setting");
  }
}
