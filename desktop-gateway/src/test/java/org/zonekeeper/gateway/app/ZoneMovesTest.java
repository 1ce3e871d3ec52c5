package org.zonekeeper.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zonekeeper.gateway.Given;
import org.zonekeeper.gateway.app.InMemoryKafka.Completion;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.command.BringZoneUp;
import org.zonekeeper.schemas.command.ForceLogOff;
import org.zonekeeper.schemas.command.GoReady;
import org.zonekeeper.schemas.command.LogOn;
import org.zonekeeper.schemas.command.TakeZoneDown;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.AgentLoggedOn;
import org.zonekeeper.schemas.journal.LogOffGrounds;
import org.zonekeeper.schemas.journal.ZoneBroughtUp;
import org.zonekeeper.schemas.journal.ZoneGoingDown;
import org.zonekeeper.schemas.journal.ZoneMove;

/** F22: a zone goes down, and its desktops go on in another one; the test is the owner of both. */
class ZoneMovesTest {
  private static final String DIRECTORY = "north=0,south=1";

  private final Given north = new Given("north");
  private final Given south = new Given("south");
  private InMemoryKafka kafka;
  private Gateway gateway;
  private Client desktop;

  @BeforeEach
  void anAgentIsLoggedOn() throws InterruptedException {
    kafka = new InMemoryKafka(ZoneDirectory.parse(DIRECTORY), Completion.AT_ONCE);
    kafka.holds(north.heartbeat(System.currentTimeMillis()));
    kafka.holds(south.heartbeat(System.currentTimeMillis()));
    Map<String, String> settings = new HashMap<>();
    settings.put("gateway.id", "gw1");
    settings.put("insecure.development", "yes");
    settings.put("listen.port", "0");
    settings.put("outage.threshold.ms", "60000");
    settings.put("handover.patience.ms", "60000");
    settings.put("bootstrap.servers", "unused:1");
    settings.put("registry.urls", "http://unused:1");
    settings.put("zones", DIRECTORY);
    gateway = Gateway.start(GatewaySettings.from(settings), kafka.edge());
    desktop = Client.connect(gateway.port(), "/v1/agent");
    desktop.send(
        "{\"type\":\"AGTLogon\",\"id\":\"1\",\"agent\":\"a-1\",\"extension\":\"4001\",\"zone\":\"north\"}");
    LogOn logOn = kafka.command(LogOn.class, ":1");
    kafka.write(takenUp(north, logOn), north.accepted(logOn.getHeader().getCommandId()));
    desktop.answerTo("1");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void everyDesktopIsToldThatTheZoneGoesDownAndUp() {
    kafka.write(goingDown());
    JsonNode told = desktop.frame("AGTZoneDown");
    assertThat(told.path("graceMs").longValue()).isEqualTo(120_000);
    assertThat(told.path("failoverZone").textValue()).isEqualTo("south");
    kafka.write(new ZoneBroughtUp(north.header(), "sue", ""));
    desktop.frame("AGTZoneUp");
  }

  @Test
  void theAgentIsLoggedOnInTheOtherZoneUnderTheSameSession() throws InterruptedException {
    kafka.write(goingDown(), moved());
    LogOn logOn = kafka.command(LogOn.class, "move-north-" + north.sequence());
    assertThat(logOn.getHeader().getZone()).isEqualTo("south");
    assertThat(logOn.getSessionId()).isEqualTo(desktop.session());
    assertThat(logOn.getExtension()).isEqualTo("4001");
    assertThat(logOn.getSkills()).containsExactly("loans:4");
    assertThat(logOn.getReady()).isTrue();
    assertThat(logOn.getForce()).isFalse();

    kafka.write(takenUp(south, logOn), south.accepted(logOn.getHeader().getCommandId()));
    JsonNode told = desktop.frame("AGTZoneMoved");
    assertThat(told.path("zone").textValue()).isEqualTo("south");
    assertThat(told.path("fromZone").textValue()).isEqualTo("north");
    kafka.write(south.state("a-1", AgentState.READY));
    assertThat(desktop.frame("AGTStateChangedNotify").path("zone").textValue()).isEqualTo("south");
    assertThat(desktop.count("AGTAgentLoggedOut")).isZero();

    desktop.send("{\"type\":\"AGTStateChange\",\"id\":\"2\",\"state\":\"Ready\"}");
    assertThat(kafka.command(GoReady.class, ":2").getHeader().getZone()).isEqualTo("south");
  }

  @Test
  void theAgentIsToldIfTheOtherZoneRefuses() throws InterruptedException {
    kafka.write(goingDown(), moved());
    LogOn logOn = kafka.command(LogOn.class, "move-north-" + north.sequence());
    kafka.write(south.refused(logOn.getHeader().getCommandId(), RefusalReason.ZONE_FULL));
    JsonNode told = desktop.frame("AGTAgentLoggedOut");
    assertThat(told.path("grounds").textValue()).isEqualTo("ZONE_MOVED");
    assertThat(told.path("text").textValue()).contains("zone south does not take the agent", "why");
  }

  @Test
  void aZoneThatIsInAnOutageIsWaitedFor() throws InterruptedException {
    kafka.write(goingDown(), moved());
    String id = "move-north-" + north.sequence();
    kafka.command(LogOn.class, id);
    kafka.write(south.refused(id, RefusalReason.ZONE_NOT_AVAILABLE));
    assertThat(kafka.command(LogOn.class, id + "-2").getMovedFrom()).isEqualTo("north");
    assertThat(desktop.count("AGTAgentLoggedOut")).isZero();
  }

  @Test
  void nothingIsDoneInTheZoneThatTheAgentHasLeft() throws InterruptedException {
    kafka.write(goingDown(), moved());
    kafka.command(LogOn.class, "move-north-" + north.sequence());
    desktop.send("{\"type\":\"AGTStateChange\",\"id\":\"2\",\"state\":\"Ready\"}");
    assertThat(desktop.answerTo("2").path("reason").textValue()).isEqualTo("NOT_LOGGED_ON");
    desktop.send(
        "{\"type\":\"AGTLogon\",\"id\":\"3\",\"agent\":\"a-1\",\"extension\":\"4001\",\"zone\":\"north\"}");
    assertThat(desktop.answerTo("3").path("reason").textValue()).isEqualTo("ALREADY_LOGGED_ON");
  }

  @Test
  void aSupervisorTakesTheZoneDownAndBringsItUp() throws InterruptedException {
    Client console = Client.connect(gateway.port(), "/v1/supervisor?supervisor=sue");
    console.send(
        "{\"type\":\"SUPZoneDown\",\"id\":\"1\",\"zone\":\"north\",\"failoverZone\":\"south\",\"graceMs\":5000}");
    TakeZoneDown down = kafka.command(TakeZoneDown.class, ":1");
    assertThat(down.getFailoverZone()).isEqualTo("south");
    assertThat(down.getGraceMs()).isEqualTo(5_000);
    console.send("{\"type\":\"SUPZoneUp\",\"id\":\"2\",\"zone\":\"north\"}");
    assertThat(kafka.command(BringZoneUp.class, ":2").getHeader().getActor()).isEqualTo("sue");
    console.send(
        "{\"type\":\"SUPZoneDown\",\"id\":\"3\",\"zone\":\"north\",\"failoverZone\":\"nowhere\"}");
    assertThat(console.answerTo("3").path("reason").textValue()).isEqualTo("UNKNOWN_ZONE");
    console.send("{\"type\":\"SUPZoneDown\",\"id\":\"4\",\"zone\":\"north\",\"graceMs\":3600001}");
    assertThat(console.answerTo("4").path("reason").textValue()).isEqualTo("INVALID_PARAMETER");
  }

  private ZoneGoingDown goingDown() {
    var header = north.header();
    return new ZoneGoingDown(header, "sue", "south", header.getAt() + 120_000, "");
  }

  private AgentLoggedOff moved() {
    AgentLoggedOff off = north.loggedOff("a-1", desktop.session(), LogOffGrounds.ZONE_MOVED);
    off.setMove(new ZoneMove("south", "4001", "en", List.of("loans:4"), true, false));
    return off;
  }

  private static AgentLoggedOn takenUp(Given zone, LogOn logOn) {
    AgentLoggedOn event = zone.loggedOn(logOn.getAgentId(), logOn.getSessionId());
    event.setHolder(logOn.getHolder());
    event.setMovedFrom(logOn.getMovedFrom());
    return event;
  }

  @Test
  void aSupervisorEndsAnAgentsSession() throws InterruptedException {
    Client console = Client.connect(gateway.port(), "/v1/supervisor?supervisor=sue");
    console.send(
        "{\"type\":\"SUPForceLogoff\",\"id\":\"1\",\"zone\":\"north\",\"agent\":\"a-1\",\"grounds\":\"went"
            + " home\"}");
    assertThat(kafka.command(ForceLogOff.class, ":1").getAgentId()).isEqualTo("a-1");
    AgentLoggedOff off = north.loggedOff("a-1", desktop.session(), LogOffGrounds.SUPERVISOR);
    off.setText("went home");
    kafka.write(off);
    JsonNode told = desktop.frame("AGTAgentLoggedOut");
    assertThat(told.path("grounds").textValue()).isEqualTo("SUPERVISOR");
    assertThat(told.path("text").textValue()).contains("went home");
  }
}
