package org.zonekeeper.check.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zonekeeper.check.evidence.LogLine;

class DesktopsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CONNECTED = "in {'type':'AgentSDKConnected','session':'s%d'}";
  private static final String RELEASE = "out {'type':'AGTReleaseLine','id':'c1'}";
  private static final String RELEASED = "in {'type':'AGTReleaseLineRESP','id':'c1','result':0}";
  private static final String RESUME = "out {'type':'AGTResumeSession','session':'s1'}";
  private static final String RESUMED =
      "in {'type':'AGTResumeSessionRESP','session':'s1','result':0}";
  private static final String NOT_RESUMED =
      "in {'type':'AGTResumeSessionRESP','session':'s1','result':219}";

  @Test
  void shouldCountWhatIsSentBehindAResumptionToTheSessionResumed_X7() {
    List<Exchange> exchanges =
        exchanges(
            CONNECTED.formatted(1),
            RELEASE,
            "close {}",
            "open {}",
            CONNECTED.formatted(2),
            RESUME,
            RELEASE,
            RESUMED,
            RELEASED);
    assertThat(exchanges).hasSize(1);
    assertThat(exchanges.getFirst().session()).isEqualTo("s1");
    assertThat(exchanges.getFirst().answers()).hasSize(1);
  }

  @Test
  void shouldCountItToTheConnectionsOwnSessionWhereTheResumptionIsRefused() {
    List<Exchange> exchanges =
        exchanges(CONNECTED.formatted(2), RESUME, RELEASE, NOT_RESUMED, RELEASED);
    assertThat(exchanges).hasSize(1);
    assertThat(exchanges.getFirst().session()).isEqualTo("s2");
    assertThat(exchanges.getFirst().answers()).hasSize(1);
  }

  @Test
  void shouldForgetNothingThatWasSentBehindAResumptionNeverAnswered() {
    assertThat(exchanges(CONNECTED.formatted(2), RESUME, RELEASE)).hasSize(1);
    assertThat(exchanges(CONNECTED.formatted(2), RESUME, RELEASE, "close {}")).hasSize(1);
  }

  private static List<Exchange> exchanges(String... lines) {
    return new Desktops(Arrays.stream(lines).map(DesktopsTest::line).toList()).exchanges();
  }

  private static LogLine line(String text) {
    String kind = text.substring(0, text.indexOf(' '));
    String message = text.substring(kind.length() + 1).replace('\'', '"');
    try {
      return LogLine.of(
          JSON.readTree(
              "{\"at\":1,\"kind\":\"%s\",\"agent\":\"anna\",\"zone\":\"east\",\"message\":%s}"
                  .formatted(kind, message)));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
