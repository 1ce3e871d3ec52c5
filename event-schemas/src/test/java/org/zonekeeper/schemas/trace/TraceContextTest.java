package org.zonekeeper.schemas.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";

  @Test
  void isReadAsItWasWritten() {
    Headers headers = new RecordHeaders();
    TraceContext written = TraceContext.of(TRACE, SPAN, true);

    written.putInto(headers);

    assertThat(new String(headers.lastHeader("traceparent").value(), StandardCharsets.US_ASCII))
        .isEqualTo("00-" + TRACE + "-" + SPAN + "-01");
    TraceContext read = TraceContext.in(headers);
    assertThat(read).isEqualTo(written);
    assertThat(read.traceId()).isEqualTo(TRACE);
    assertThat(read.spanId()).isEqualTo(SPAN);
    assertThat(read.isSampled()).isTrue();
    assertThat(TraceContext.of(TRACE, SPAN, false).isSampled()).isFalse();
  }

  @Test
  void noneWritesNothingAndIsReadOfNothing() {
    Headers headers = new RecordHeaders();

    TraceContext.NONE.putInto(headers);

    assertThat(headers.toArray()).isEmpty();
    assertThat(TraceContext.in(headers)).isSameAs(TraceContext.NONE);
    assertThat(TraceContext.NONE.isSampled()).isFalse();
    assertThatThrownBy(TraceContext.NONE::traceId).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-" + TRACE + "-" + SPAN,
        "00-" + TRACE + "-" + SPAN + "-01-and-more",
        "01-" + TRACE + "-" + SPAN + "-01",
        "00-00000000000000000000000000000000-" + SPAN + "-01",
        "00-" + TRACE + "-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + SPAN + "-01",
        "00-" + TRACE + "-" + SPAN + "-zz"
      })
  void whatIsNotWellFormedIsNone(String text) {
    Headers headers = new RecordHeaders();
    headers.add("traceparent", text.getBytes(StandardCharsets.UTF_8));

    assertThat(TraceContext.in(headers)).isSameAs(TraceContext.NONE);
  }

  @Test
  void aHeaderWithoutValueIsNone() {
    Headers headers = new RecordHeaders().add("traceparent", null);

    assertThat(TraceContext.in(headers)).isSameAs(TraceContext.NONE);
  }

  @Test
  void malformedIdsAreRefused() {
    assertThatThrownBy(() -> TraceContext.of(TRACE, "short", true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("short");
  }
}
