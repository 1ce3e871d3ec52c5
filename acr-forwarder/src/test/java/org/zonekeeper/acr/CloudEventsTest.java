package org.zonekeeper.acr;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zonekeeper.schemas.common.CompletionCodeKind;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.recorder.AgentSessionBegan;
import org.zonekeeper.schemas.recorder.CallDispositioned;
import org.zonekeeper.schemas.recorder.RecorderHeader;
import org.zonekeeper.schemas.recorder.ZoneAvailability;
import org.zonekeeper.schemas.recorder.ZoneAvailabilityChanged;
import org.zonekeeper.schemas.trace.TraceContext;

class CloudEventsTest {
  private static final RecorderHeader HEADER =
      new RecorderHeader("north", 3L, 1042L, 1040L, 1_795_334_400_123L, "ab12");

  @Test
  void anEventBecomesACloudEvent() {
    CallDispositioned event =
        new CallDispositioned(
            HEADER,
            "c-1",
            "j-1",
            "spring",
            "row-8",
            "Sale \"A\"",
            CompletionCodeKind.CUSTOM,
            NuisanceCause.FAILOVER,
            null,
            5L,
            6L,
            null,
            9L,
            List.of());

    assertThat(text(CloudEvents.event(event, TraceContext.NONE)))
        .isEqualTo(
            """
            {"specversion":"1.0","id":"north/1042","source":"zonekeeper/zone/north",\
            "type":"org.zonekeeper.recorder.CallDispositioned",\
            "time":"2026-11-22T08:00:00.123Z","subject":"c-1",\
            "zone":"north","epoch":"3","sequence":"1042","previous":"1040","journalhash":"ab12",\
            "datacontenttype":"application/json","data":{"callId":"c-1","jobId":"j-1",\
            "campaign":"spring","contact":"row-8","completionCode":"Sale \\"A\\"",\
            "codeKind":"CUSTOM","nuisance":"FAILOVER","agentId":null,"attemptedAt":5,\
            "answeredAt":6,"connectedAt":null,"disconnectedAt":9,"segments":[]}}\
            """);
  }

  @Test
  void theSubjectIsTheCallElseTheAgentElseTheZone() {
    assertThat(
            text(
                CloudEvents.event(
                    new AgentSessionBegan(HEADER, "a-1", "s", "2001"), TraceContext.NONE)))
        .contains("\"subject\":\"a-1\"");
    assertThat(
            text(
                CloudEvents.event(
                    new ZoneAvailabilityChanged(HEADER, ZoneAvailability.AVAILABLE, "am-1", 0L),
                    TraceContext.NONE)))
        .contains("\"subject\":\"north\"");
  }

  @Test
  void anEventOfATraceSaysOfWhich() {
    TraceContext trace =
        TraceContext.of("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", true);

    assertThat(text(CloudEvents.event(new AgentSessionBegan(HEADER, "a-1", "s", "2001"), trace)))
        .contains("\"traceparent\":\"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\"");
  }

  @Test
  void aBatchIsAnArray() {
    List<byte[]> events =
        List.of("1".getBytes(StandardCharsets.UTF_8), "2".getBytes(StandardCharsets.UTF_8));

    assertThat(text(CloudEvents.batch(events))).isEqualTo("[1,2]");
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
