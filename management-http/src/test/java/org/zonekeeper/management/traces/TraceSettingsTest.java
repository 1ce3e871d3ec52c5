package org.zonekeeper.management.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zonekeeper.settings.InvalidSettingException;

class TraceSettingsTest {
  @Test
  void nothingIsTracedUnlessThereIsACollector() {
    assertThat(TraceSettings.of(TraceSettings.CATALOGUE.read(Map.of()))).isEmpty();
    assertThat(TraceSettings.of(TraceSettings.CATALOGUE.read(Map.of("trace.sampling.ratio", "1"))))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:4318, http://127.0.0.1:4318/v1/traces",
    "http://127.0.0.1:4318/, http://127.0.0.1:4318/v1/traces",
    "https://collector/otlp/traces, https://collector/otlp/traces"
  })
  void anAddressWithoutPathIsTheCollectors(String given, String meant) {
    TraceSettings settings =
        TraceSettings.of(TraceSettings.CATALOGUE.read(Map.of("trace.endpoint", given)))
            .orElseThrow();

    assertThat(settings).isEqualTo(new TraceSettings(URI.create(meant), 0.1, 2048));
  }

  @ParameterizedTest
  @CsvSource({
    "trace.endpoint, collector:4318, an http or https address",
    "trace.endpoint, http://user:secret@collector, without user and query",
    "trace.endpoint, http://collector?a=b, without user and query",
    "trace.sampling.ratio, 1.5, a number from 0 to 1",
    "trace.sampling.ratio, NaN, a number from 0 to 1",
    "trace.sampling.ratio, many, a number from 0 to 1",
    "trace.queue.spans, 0, a whole number from 1 to 1000000"
  })
  void whatCannotBeUsedIsRefusedWithWhatIsAllowed(String key, String value, String allowed) {
    assertThatThrownBy(() -> TraceSettings.CATALOGUE.read(Map.of(key, value)))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContainingAll(key, allowed);
  }
}
