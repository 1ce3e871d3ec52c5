package org.zonekeeper.acr;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zonekeeper.schemas.common.CompletionCodeKind;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.journal.AgentLoggedOn;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.Cause;
import org.zonekeeper.schemas.journal.CauseKind;
import org.zonekeeper.schemas.journal.EventHeader;

class CloudEventsTest {
  private static final EventHeader HEADER =
      new EventHeader(
          "north", 3L, 1042L, 1_795_334_400_123L, new Cause(CauseKind.FACT, "X", "f-1"), "c-1", "");

  @Test
  void anEventBecomesACloudEvent() {
    CallCompleted event =
        new CallCompleted(
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
            null,
            9L);

    assertThat(text(CloudEvents.event(event, 1040)))
        .isEqualTo(
            """
            {"specversion":"1.0","id":"north/1042","source":"zonekeeper/zone/north",\
            "type":"org.zonekeeper.CallCompleted","time":"2026-11-22T08:00:00.123Z","subject":"c-1",\
            "zone":"north","epoch":"3","sequence":"1042","previous":"1040",\
            "datacontenttype":"application/json","data":{"callId":"c-1","jobId":"j-1",\
            "campaign":"spring","contact":"row-8","completionCode":"Sale \\"A\\"",\
            "codeKind":"CUSTOM","nuisance":"FAILOVER","agentId":null,"attemptedAt":5,\
            "answeredAt":6,"greetingEndedAt":null,"connectedAt":null,"disconnectedAt":9}}\
            """);
  }

  @Test
  void listsStayLists() {
    AgentLoggedOn event = new AgentLoggedOn(HEADER, "a", "2001", "s", "en", List.of("x", "y"));

    assertThat(text(CloudEvents.event(event, 0))).contains("\"skills\":[\"x\",\"y\"]");
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
