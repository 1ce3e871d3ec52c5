package org.zonekeeper.chaos.fuzz;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What gives a server away is recognised, and what every answer has is not. */
class InsideTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 500 x\r\n\r\njava.lang.NullPointerException",
        "org.zonekeeper.settings.InvalidSettingException: no",
        "\tat org.zonekeeper.gateway.app.Gateway.read(Gateway.java:12)",
        "NullPointerException: Cannot invoke",
        "<a href=\"https://jetty.org/\">Powered by Jetty:// 12.1</a>",
        "Server: Javalin"
      })
  void shown(String answer) {
    assertThatThrownBy(() -> Inside.requireHidden(answer))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("shows the inside");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{\"error\":\"only GET is answered\"}",
        "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\n\r\n{}",
        "kafka_stream_state{thread_id=\"am-1-StreamThread-1\"} 1.0",
        "https://www.w3.org/2000/svg"
      })
  void hidden(String answer) {
    assertThatCode(() -> Inside.requireHidden(answer)).doesNotThrowAnyException();
  }
}
