package org.zonekeeper.acr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zonekeeper.schemas.registry.InvalidSettingException;

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

    assertThat(settings.group()).isEqualTo("zonekeeper-acr-forwarder");
    assertThat(settings.pipeline()).isEqualTo(PipelineSettings.DEFAULT);
    assertThat(settings.recorder().timeout()).isEqualTo(Duration.ofSeconds(10));
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
  })
  void whatCannotBeUsedIsNamed(String key, String value) {
    Map<String, String> settings = new HashMap<>(LEAST);
    settings.put(key, value);

    assertThatThrownBy(() -> ForwarderSettings.from(settings))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("allowed: ");
  }
}
