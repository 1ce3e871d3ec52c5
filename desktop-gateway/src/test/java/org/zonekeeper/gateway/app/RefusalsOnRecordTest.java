package org.zonekeeper.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zonekeeper.gateway.Given;
import org.zonekeeper.gateway.app.InMemoryKafka.Completion;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.command.GoReady;
import org.zonekeeper.schemas.command.LogOn;
import org.zonekeeper.schemas.common.RefusalReason;

/**
 * F3 with a broker that is slow: a refusal that a desktop was told is on record, or the desktop was
 * told that it may not be. The test says when, and whether, a write is confirmed.
 */
class RefusalsOnRecordTest {
  private static final String DIRECTORY = "north=0";

  private final Given north = new Given("north");
  private final InMemoryKafka kafka =
      new InMemoryKafka(ZoneDirectory.parse(DIRECTORY), Completion.BY_THE_TEST);
  private Gateway gateway;
  private Client desktop;

  private void anAgentIsInAnOutage(String refusalPatienceMs) throws InterruptedException {
    kafka.holds(north.heartbeat(System.currentTimeMillis()));
    gateway =
        Gateway.start(
            GatewaySettings.from(
                Map.of(
                    "insecure.development", "yes",
                    "refusal.patience.ms", refusalPatienceMs,
                    "listen.port", "0",
                    "outage.threshold.ms", "60000",
                    "handover.patience.ms", "60000",
                    "bootstrap.servers", "unused:1",
                    "registry.urls", "http://unused:1",
                    "zones", DIRECTORY)),
            kafka.edge());
    desktop = Client.connect(gateway.port(), "/v1/agent");
    desktop.send(
        "{\"type\":\"AGTLogon\",\"id\":\"1\",\"agent\":\"a-1\",\"extension\":\"40\",\"zone\":\"north\"}");
    String logOn = kafka.command(LogOn.class, desktop.session() + ":1").getHeader().getCommandId();
    kafka.write(north.loggedOn("a-1", desktop.session()), north.accepted(logOn));
    desktop.answerTo("1");
    kafka.write(north.takenOver(5));
    desktop.frame("POMNotAvailable");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private static final String NEVER = "600000";
  private static final String SOON = "50";

  @Test
  void f3_isToldWhenTheBrokerHasConfirmedIt() throws InterruptedException {
    anAgentIsInAnOutage(NEVER);
    asksForReady();
    desktop.send("{\"type\":\"POMClientAlive\",\"id\":\"8\"}");
    desktop.answerTo("8");
    assertThat(desktop.types()).doesNotContain("AGTStateChangeRESP");
    written();
    JsonNode answer = desktop.answerTo("7");
    assertThat(answer.path("reason").textValue()).isEqualTo("ZONE_NOT_AVAILABLE");
    assertThat(answer.has("onRecord")).isFalse();
  }

  @Test
  void f3_isToldWhenTheJournalHasItAlthoughTheBrokerNeverConfirmedIt() throws InterruptedException {
    anAgentIsInAnOutage(NEVER);
    String id = asksForReady();
    kafka.write(north.refused(id, RefusalReason.ZONE_NOT_AVAILABLE));
    JsonNode answer = desktop.answerTo("7");
    assertThat(answer.path("reason").textValue()).isEqualTo("ZONE_NOT_AVAILABLE");
    assertThat(answer.has("onRecord")).isFalse();
  }

  @Test
  void f3_isToldAtOnceAllTheSameWhileTheBrokerIsSlowAndSaysThatTheRecordMayBeMissing()
      throws InterruptedException {
    anAgentIsInAnOutage(SOON);
    asksForReady();
    assertIsToldWithoutRecord();
    // A confirmation that comes later is no second answer.
    written();
    desktop.send("{\"type\":\"POMClientAlive\",\"id\":\"8\"}");
    desktop.answerTo("8");
    assertThat(desktop.count("AGTStateChangeRESP")).isOne();
  }

  @Test
  void f3_saysThatTheRecordMayBeMissingWhenTheWriteFails() throws InterruptedException {
    anAgentIsInAnOutage(NEVER);
    asksForReady();
    // All that waits: the gateway's own signs of life as well.
    while (kafka.producer().errorNext(new TimeoutException("no broker"))) {
      assertThat(kafka.producer().closed()).isFalse();
    }
    assertIsToldWithoutRecord();
  }

  @Test
  void f3_theSameCommandAgainBeforeTheAnswerIsWrittenAndAnsweredOnce() throws InterruptedException {
    anAgentIsInAnOutage(NEVER);
    asksForReady();
    desktop.send("{\"type\":\"AGTStateChange\",\"id\":\"7\",\"state\":\"Ready\"}");
    desktop.send("{\"type\":\"POMClientAlive\",\"id\":\"8\"}");
    desktop.answerTo("8");
    written();
    desktop.answerTo("7");
    assertThat(desktop.count("AGTStateChangeRESP")).isOne();
    assertThat(kafka.producer().history())
        .filteredOn(record -> record.value() instanceof GoReady)
        .hasSize(1);
  }

  private String asksForReady() {
    desktop.send("{\"type\":\"AGTStateChange\",\"id\":\"7\",\"state\":\"Ready\"}");
    GoReady recorded = kafka.command(GoReady.class, ":7");
    assertThat(recorded.getHeader().getRefusedByGateway())
        .isEqualTo(RefusalReason.ZONE_NOT_AVAILABLE);
    return recorded.getHeader().getCommandId();
  }

  private void assertIsToldWithoutRecord() {
    JsonNode answer = desktop.answerTo("7");
    assertThat(answer.path("reason").textValue()).isEqualTo("ZONE_NOT_AVAILABLE");
    assertThat(answer.path("onRecord").booleanValue()).isFalse();
    assertThat(answer.has("onRecord")).isTrue();
    assertThat(answer.path("text").textValue()).contains("may be missing");
    assertThat(answer.path("allowed").isEmpty()).isTrue();
  }

  /** The broker confirms all that it was sent. */
  private void written() {
    while (kafka.producer().completeNext()) {
      assertThat(kafka.producer().closed()).isFalse();
    }
  }
}
