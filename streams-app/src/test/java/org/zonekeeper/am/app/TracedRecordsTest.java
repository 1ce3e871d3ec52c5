package org.zonekeeper.am.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zonekeeper.am.app.ZoneDriver.Setup;
import org.zonekeeper.schemas.TopicSpec;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.command.ActorRole;
import org.zonekeeper.schemas.command.CommandHeader;
import org.zonekeeper.schemas.command.LogOn;
import org.zonekeeper.schemas.fact.FactHeader;
import org.zonekeeper.schemas.fact.NailupEstablished;
import org.zonekeeper.schemas.trace.TraceContext;

/** A record that a command or a fact led to belongs to the trace of that one, and no other does. */
class TracedRecordsTest {
  private static final String ZONE = "north";
  private static final long START = ZoneDriver.START.toEpochMilli();
  private static final TraceContext OF_THE_COMMAND =
      TraceContext.of("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", true);
  private static final TraceContext OF_THE_FACT =
      TraceContext.of("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", false);

  private TinyRegistry registry;
  private ZoneDriver zone;

  @BeforeEach
  void openZone() throws IOException {
    registry = new TinyRegistry();
    zone = new ZoneDriver(Setup.zone(), registry.url());
    zone.pass(1);
    assertThat(traces(Topics.JOURNAL)).hasSize(2).containsOnly(TraceContext.NONE);
  }

  @AfterEach
  void close() {
    zone.close();
    registry.close();
  }

  @Test
  void whatACommandLedToBelongsToItsTrace() {
    zone.send(Topics.COMMANDS, ZONE, logOn(), OF_THE_COMMAND);

    assertThat(traces(Topics.JOURNAL)).hasSize(3).containsOnly(OF_THE_COMMAND);
    assertThat(traces(Topics.ORDERS)).containsExactly(OF_THE_COMMAND);
    assertThat(traces(Topics.AGENTS)).containsExactly(OF_THE_COMMAND);
  }

  @Test
  void whatAFactLedToBelongsToItsTraceUnrecordedAsItIs() {
    zone.send(Topics.COMMANDS, ZONE, logOn(), OF_THE_COMMAND);
    assertThat(traces(Topics.JOURNAL)).isNotEmpty();

    zone.send(
        Topics.FACTS,
        ZONE,
        new NailupEstablished(new FactHeader("f-1", ZONE, START, "platform"), "ann"),
        OF_THE_FACT);

    assertThat(traces(Topics.JOURNAL)).isNotEmpty().containsOnly(OF_THE_FACT);
  }

  @Test
  void theZonesOwnDoingsBelongToNoTrace() {
    zone.send(Topics.COMMANDS, ZONE, logOn(), OF_THE_COMMAND);
    assertThat(traces(Topics.ZONE_STATUS)).isNotEmpty();

    zone.pass(100);
    zone.send(Topics.COMMANDS, ZONE, logOn());

    assertThat(traces(Topics.ZONE_STATUS)).isNotEmpty().containsOnly(TraceContext.NONE);
    assertThat(traces(Topics.JOURNAL).getLast()).isEqualTo(TraceContext.NONE);
  }

  private List<TraceContext> traces(TopicSpec topic) {
    return zone.records(topic).stream().map(TestRecord::headers).map(TraceContext::in).toList();
  }

  private static LogOn logOn() {
    return LogOn.newBuilder()
        .setHeader(
            CommandHeader.newBuilder()
                .setCommandId("c-1")
                .setZone(ZONE)
                .setEpochSeen(1)
                .setActor("ann")
                .setRole(ActorRole.AGENT)
                .setSentAt(START)
                .setOrigin("gateway-1")
                .build())
        .setAgentId("ann")
        .setExtension("7001")
        .setSessionId("s-1")
        .build();
  }
}
