package org.zonekeeper.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zonekeeper.gateway.Given;
import org.zonekeeper.gateway.app.InMemoryKafka.Completion;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.command.BlendAgent;
import org.zonekeeper.schemas.command.ChangeJob;
import org.zonekeeper.schemas.command.GoReady;
import org.zonekeeper.schemas.command.HoldCall;
import org.zonekeeper.schemas.command.LogOn;
import org.zonekeeper.schemas.command.NailUp;
import org.zonekeeper.schemas.command.Originate;
import org.zonekeeper.schemas.command.ReleaseAgent;
import org.zonekeeper.schemas.command.ReportDesktopLost;
import org.zonekeeper.schemas.command.ReportNailupLost;
import org.zonekeeper.schemas.command.StartJob;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.Capability;
import org.zonekeeper.schemas.common.PacingMode;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.common.WorkDirection;
import org.zonekeeper.schemas.journal.LogOffGrounds;
import org.zonekeeper.schemas.status.AgentSnapshot;

/** The gateway over real WebSockets; Kafka's clients are Kafka's own doubles. */
class GatewayTest {
  private static final String DIRECTORY = "north=0,south=1";

  private final Given north = new Given("north");
  private final Given south = new Given("south");
  private final Map<String, String> settings = new HashMap<>();
  private final List<Gateway> gateways = new ArrayList<>();
  private InMemoryKafka kafka;
  private int port;

  @AfterEach
  void stop() {
    gateways.forEach(Gateway::close);
  }

  @Test
  void logsAnAgentOnAndTellsWhatTheCommandChangedBeforeItsAnswer() throws InterruptedException {
    start();
    Client desktop = agent();
    LogOn logOn = askLogOn(desktop, "1", "a-1");
    assertThat(logOn.getSessionId()).isEqualTo(desktop.session());
    assertThat(logOn.getHeader().getEpochSeen()).isZero();
    assertThat(logOn.getHeader().getCommandId()).isEqualTo(desktop.session() + ":1");

    kafka.write(
        north.loggedOn("a-1", desktop.session()),
        north.state("a-1", AgentState.NOT_READY),
        north.accepted(logOn.getHeader().getCommandId()));

    JsonNode answer = desktop.answerTo("1");
    assertThat(answer.path("result").intValue()).isZero();
    assertThat(desktop.types())
        .containsExactly("AgentSDKConnected", "AGTStateChangedNotify", "AGTLogonRESP");
  }

  @Test
  void refusesWhatCannotReachAZone() throws InterruptedException {
    start();
    Client desktop = agent();
    desktop.send("{\"type\":\"AGTStateChange\",\"id\":1,\"state\":\"Ready\"}");
    desktop.send(
        "{\"type\":\"AGTLogon\",\"id\":2,\"agent\":\"a\",\"extension\":\"4\",\"zone\":\"west\"}");
    desktop.send("nonsense");

    assertThat(desktop.answerTo("1").path("reason").textValue()).isEqualTo("NOT_LOGGED_ON");
    assertThat(desktop.answerTo("2").path("text").textValue())
        .isEqualTo("unknown zone 'west'; the zones are north, south");
    assertThat(desktop.frame("Error").path("reason").textValue()).isEqualTo("MALFORMED_MESSAGE");
    assertThat(kafka.commands()).isZero();
  }

  @Test
  void duringAnOutageRefusesAtOnceOnRecordAndHoldsNotificationsBack() throws InterruptedException {
    start();
    Client northern = loggedOn("a-1");
    Client southern = agent();
    kafka.write(south.loggedOn("b-1", southern.session()));

    kafka.write(north.takenOver(5), north.state("a-1", AgentState.WORK_NOT_READY));
    assertThat(northern.frame("POMNotAvailable").path("cause").textValue()).isEqualTo("TAKEOVER");
    northern.send("{\"type\":\"AGTStateChange\",\"id\":\"7\",\"state\":\"Ready\"}");
    assertThat(northern.answerTo("7").path("result").intValue()).isEqualTo(201);
    GoReady recorded = kafka.command(GoReady.class, ":7");
    assertThat(recorded.getHeader().getRefusedByGateway())
        .isEqualTo(RefusalReason.ZONE_NOT_AVAILABLE);
    assertThat(northern.count("AGTStateChangedNotify")).isZero();

    kafka.write(north.available(), north.state("a-1", AgentState.READY));
    northern.frame(
        frame -> frame.path("agentState").asText().equals("READY"), "what came after the outage");
    assertThat(northern.types())
        .containsSubsequence(
            "POMNotAvailable", "POMAvailable", "AGTStateChangedNotify", "AGTStateChangedNotify");
    assertThat(northern.count("POMNotAvailable")).isOne();
    assertThat(northern.count("POMAvailable")).isOne();
    assertThat(southern.count("POMNotAvailable")).isZero();

    northern.send("{\"type\":\"AGTStateChange\",\"id\":\"8\",\"state\":\"Ready\"}");
    assertThat(kafka.command(GoReady.class, ":8").getHeader().getEpochSeen()).isEqualTo(2);
  }

  @Test
  void tellsWhatADesktopMayAskForBehindWhatLedToIt() throws InterruptedException {
    start();
    Client desktop = loggedOn("a-1");
    AgentSnapshot ready = north.from(north.sequence() + 1).snapshot("a-1", desktop.session());
    ready.setCapabilities(List.of(Capability.NOT_READY));
    // The read model may be read before the events that led to it.
    kafka.write(ready);
    north.from(north.sequence() - 1);
    kafka.write(north.state("a-1", AgentState.READY));
    JsonNode told = desktop.frame("AGTCapabilitiesChanged").path("capabilities");
    assertThat(told.size())
        .as("all but UNKNOWN, which is none")
        .isEqualTo(Capability.values().length - 1);
    assertThat(told.path("notReady").booleanValue()).isTrue();
    assertThat(told.path("ready").booleanValue()).isFalse();
    assertThat(desktop.types())
        .containsSubsequence("AGTStateChangedNotify", "AGTCapabilitiesChanged");

    desktop.send("{\"type\":\"AGTHoldCall\",\"id\":\"2\"}");
    String id = kafka.command(HoldCall.class, ":2").getHeader().getCommandId();
    kafka.write(north.refused(id, RefusalReason.STATE_NOT_ALLOWED));
    assertThat(desktop.answerTo("2").path("allowed").toString()).isEqualTo("[\"notReady\"]");
  }

  @Test
  void tellsWhatADesktopMayAskForAnewAndLastAfterAnOutage() throws InterruptedException {
    start();
    Client desktop = loggedOn("a-1");
    AgentSnapshot ready = north.snapshot("a-1", desktop.session());
    ready.setCapabilities(List.of(Capability.NOT_READY));
    kafka.write(ready);
    desktop.frame("AGTCapabilitiesChanged");
    kafka.write(north.takenOver(5), north.state("a-1", AgentState.WORK_NOT_READY));
    desktop.frame("POMNotAvailable");
    desktop.send("{\"type\":\"AGTStateChange\",\"id\":\"7\",\"state\":\"Ready\"}");
    assertThat(desktop.answerTo("7").path("allowed").toString()).isEqualTo("[]");
    kafka.write(north.available());
    desktop.frame("AGTStateChangedNotify");
    desktop.send("{\"type\":\"POMClientAlive\",\"id\":\"8\"}");
    desktop.answerTo("8");
    assertThat(desktop.types())
        .containsSubsequence("POMAvailable", "AGTStateChangedNotify", "AGTCapabilitiesChanged");
  }

  @Test
  void silenceOfTheHeartbeatIsAnOutage() throws InterruptedException {
    settings.put("outage.threshold.ms", "300");
    settings.put("handover.patience.ms", "300");
    start();
    Client desktop = loggedOn("a-1");
    assertThat(desktop.frame("POMNotAvailable").path("cause").textValue())
        .isEqualTo("HEARTBEAT_SILENCE");
  }

  @Test
  void aRefusalOfTheZoneIsPassedOnWithItsText() throws InterruptedException {
    start();
    Client desktop = loggedOn("a-1");
    desktop.send("{\"type\":\"AGTStateChange\",\"id\":\"2\",\"state\":\"Ready\"}");
    String id = kafka.command(GoReady.class, ":2").getHeader().getCommandId();
    kafka.write(north.refused(id, RefusalReason.STATE_NOT_ALLOWED));
    JsonNode answer = desktop.answerTo("2");
    assertThat(answer.path("reason").textValue()).isEqualTo("STATE_NOT_ALLOWED");
    assertThat(answer.path("text").textValue()).isEqualTo("why");
    assertThat(answer.path("zone").textValue()).isEqualTo("north");
  }

  @Test
  void aCommandThatCannotBeWrittenIsRefused() throws InterruptedException {
    start(Completion.BY_THE_TEST);
    Client desktop = agent();
    askLogOn(desktop, "1", "a-1");
    kafka.producer().errorNext(new TimeoutException("no broker"));
    JsonNode answer = desktop.answerTo("1");
    assertThat(answer.path("reason").textValue()).isEqualTo("BROKER_NOT_AVAILABLE");
    assertThat(answer.path("text").textValue()).contains("may still be done", "no broker");
  }

  @Test
  void aLateAnswerIsSpokenOfAndStillComes() throws InterruptedException {
    settings.put("answer.patience.ms", "100");
    start();
    Client desktop = agent();
    LogOn logOn = askLogOn(desktop, "1", "a-1");
    JsonNode notice = desktop.frame("CommandPendingNotify");
    assertThat(notice.path("id").textValue()).isEqualTo("1");
    assertThat(notice.path("command").textValue()).isEqualTo("AGTLogon");
    kafka.write(north.accepted(logOn.getHeader().getCommandId()));
    assertThat(desktop.answerTo("1").path("result").intValue()).isZero();
  }

  @Test
  void aSessionIsResumedAndToldWhatItMissedOnce() throws InterruptedException {
    start();
    Client first = loggedOn("a-1");
    long lastSequence = north.sequence();
    first.abort();
    kafka.write(north.state("a-1", AgentState.READY), north.takenOver(5), north.available());

    Client second = agent();
    second.send(resume("1", first, lastSequence));
    JsonNode answer = second.answerTo("1");
    assertThat(answer.path("result").intValue()).isZero();
    assertThat(answer.path("complete").booleanValue()).isTrue();
    second.frame("AGTStateChangedNotify");
    second.frame("POMAvailable");
    assertThat(second.count("POMNotAvailable")).isOne();
    assertThat(second.count("AGTStateChangedNotify")).isOne();

    second.send("{\"type\":\"AGTStateChange\",\"id\":\"2\",\"state\":\"Ready\"}");
    assertThat(kafka.command(GoReady.class, ":2").getHeader().getCommandId())
        .isEqualTo(first.session() + ":2");
  }

  @Test
  void aDesktopThatDoesNotComeBackIsReportedLost() throws InterruptedException {
    settings.put("resume.grace.ms", "200");
    start();
    Client desktop = loggedOn("a-1");
    desktop.abort();
    ReportDesktopLost report = kafka.command(ReportDesktopLost.class, "");
    assertThat(report.getAgentId()).isEqualTo("a-1");
    assertThat(report.getSessionId()).isEqualTo(desktop.session());

    Client late = agent();
    late.send(resume("1", desktop, 1));
    assertThat(late.answerTo("1").path("reason").textValue()).isEqualTo("SESSION_UNKNOWN");
  }

  @Test
  void aSilentConnectionIsClosed() throws InterruptedException {
    settings.put("alive.timeout.ms", "300");
    start();
    agent().isClosedWith(4001);
  }

  @Test
  void theKeepAliveIsAnswered() throws InterruptedException {
    start();
    agent().send("{\"type\":\"POMClientAlive\"}").frame("POMClientAliveRESP");
  }

  @Test
  void aForcedLogOnElsewhereTellsAndClosesTheOlderConnection() throws InterruptedException {
    start();
    Client older = loggedOn("a-1");
    Client newer = agent();
    kafka.write(
        north.loggedOff("a-1", older.session(), LogOffGrounds.FORCED_LOGON),
        north.loggedOn("a-1", newer.session()),
        north.state("a-1", AgentState.NOT_READY));
    assertThat(older.frame("AGTAgentLoggedOut").path("grounds").textValue())
        .isEqualTo("FORCED_LOGON");
    older.isClosedWith(4002);
    newer.frame("AGTStateChangedNotify");
    assertThat(older.count("AGTStateChangedNotify")).isZero();
  }

  @Test
  void aForcedLogOnFromTheSameConnectionKeepsIt() throws InterruptedException {
    start();
    Client desktop = loggedOn("a-1");
    LogOn again = askLogOn(desktop, "2", "a-1");
    kafka.write(
        north.loggedOff("a-1", desktop.session(), LogOffGrounds.FORCED_LOGON),
        north.loggedOn("a-1", desktop.session()),
        north.accepted(again.getHeader().getCommandId()),
        north.state("a-1", AgentState.READY));
    desktop.frame("AGTStateChangedNotify");
    assertThat(desktop.types()).containsSubsequence("AGTAgentLoggedOut", "AGTLogonRESP");
  }

  @Test
  void anotherAgentOfTheZoneHearsNothing() throws InterruptedException {
    start();
    Client desktop = loggedOn("a-1");
    Client other = loggedOn("a-2");
    kafka.write(north.state("a-1", AgentState.READY), north.state("a-2", AgentState.BUSY));
    other.frame("AGTStateChangedNotify");
    desktop.frame("AGTStateChangedNotify");
    assertThat(other.count("AGTStateChangedNotify")).isOne();
  }

  @Test
  void theSameCommandAgainIsAnsweredOnceWhileItWaits() throws InterruptedException {
    start();
    Client desktop = agent();
    LogOn logOn = askLogOn(desktop, "1", "a-1");
    askLogOn(desktop, "1", "a-1");
    desktop.send("{\"type\":\"POMClientAlive\",\"id\":\"x\"}").answerTo("x");
    kafka.write(north.accepted(logOn.getHeader().getCommandId()));
    desktop.answerTo("1");
    assertThat(desktop.count("AGTLogonRESP")).isOne();
    assertThat(kafka.commands()).isOne();
  }

  @Test
  void moreCommandsThanAllowedAreRefused() throws InterruptedException {
    settings.put("limit.commands.per.second", "1");
    start();
    Client desktop = agent();
    for (int i = 0; i < 4; i++) {
      desktop.send("{\"type\":\"AGTLogoff\",\"id\":" + i + "}");
    }
    desktop.frame(frame -> frame.path("reason").asText().equals("TOO_FAST"), "TOO_FAST");
  }

  @Test
  void whoFloodsIsCutOffAndOthersAreServed() throws InterruptedException {
    settings.put("limit.commands.per.second", "1");
    start();
    Client flooding = agent();
    Client other = agent();
    for (int i = 0; i < 1_000 && flooding.offer("{\"type\":\"POMClientAlive\"}"); i++) {
      // Until it is cut off.
    }
    flooding.isClosedWith(4004);
    other.send("{\"type\":\"POMClientAlive\",\"id\":\"1\"}");
    assertThat(other.answerTo("1").path("result").intValue()).isZero();
  }

  @Test
  void aBinaryFrameIsAnswered() throws InterruptedException {
    start();
    Client desktop = agent();
    desktop.sendBinary(new byte[] {1, 2, 3});
    assertThat(desktop.frame("Error").path("reason").textValue()).isEqualTo("MALFORMED_MESSAGE");
  }

  @Test
  void aSupervisorsNameIsOneThatAPersonCanSee() throws InterruptedException {
    start();
    assertThat(Upgrade.ask(port, "/v1/supervisor?supervisor=s%1B%5B31m").status()).isEqualTo(400);
    assertThat(Upgrade.ask(port, "/v1/supervisor?supervisor=" + "s".repeat(129)).status())
        .isEqualTo(400);
  }

  @Test
  void aZoneThatIsSubscribedToAThousandTimesIsToldOnce() throws InterruptedException {
    start();
    kafka.write(north.snapshot("a-1", "s"), north.snapshot("a-2", "s"));
    Client console = Client.connect(port, "/v1/supervisor?supervisor=s-1");
    String zones = "\"north\",".repeat(999) + "\"north\"";
    console.send("{\"type\":\"SUPSubscribe\",\"id\":1,\"zones\":[" + zones + "]}");
    console.answerTo("1");
    console.send("{\"type\":\"POMClientAlive\",\"id\":\"2\"}");
    console.answerTo("2");
    kafka.write(south.takenOver(5), north.takenOver(5));
    console.frame("SUPZoneNotAvailable");
    assertThat(console.count("SUPZoneStatus")).isOne();
    assertThat(console.count("SUPAgentStatus")).isEqualTo(2);
  }

  @Test
  void moreAgentsThanAConsoleTakesAtOnceAreToldAllTheSame() throws InterruptedException {
    settings.put("limit.outgoing.frames", "100");
    start();
    for (int i = 0; i < 1_000; i++) {
      kafka.write(north.snapshot("a-" + i, "s"));
    }
    kafka.write(north.state("a-1", AgentState.READY));
    Client console = Client.connect(port, "/v1/supervisor?supervisor=s-1");
    console.send("{\"type\":\"SUPSubscribe\",\"id\":1,\"zones\":[\"north\"]}");
    console.answerTo("1");
    console.frame(frame -> frame.path("agent").asText().equals("a-999"), "the last agent");
    assertThat(console.count("SUPAgentStatus")).isEqualTo(1_000);
  }

  @Test
  void recordsOfAZoneThatIsNotThePartitionsAreSkipped() throws InterruptedException {
    kafka = new InMemoryKafka(ZoneDirectory.parse(DIRECTORY), Completion.AT_ONCE);
    kafka.holds(north.heartbeat(System.currentTimeMillis()));
    kafka.holds("north", new Given("renamed").heartbeat(System.currentTimeMillis()));
    kafka.holds("south", north.snapshot("a-1", "s"));
    kafka.holds(south.heartbeat(System.currentTimeMillis()));
    begin();
    kafka.write("south", new Given("renamed").available());
    Client desktop = loggedOn("a-2");
    assertThat(desktop.count("POMNotAvailable")).isZero();
  }

  @Test
  void aFrameThatIsTooLargeClosesTheConnection() throws InterruptedException {
    settings.put("limit.message.bytes", "1024");
    start();
    Client desktop = agent();
    desktop.send("\"" + "x".repeat(4_000) + "\"");
    desktop.isClosedWith(1009);
  }

  @Test
  void aWebPageOfAnotherOriginIsTurnedAway() throws InterruptedException {
    start();
    String foreign = "Origin: http://elsewhere.example";
    assertThat(Upgrade.ask(port, "/v1/agent", foreign).status()).isEqualTo(403);
  }

  @Test
  void supervisorsStartAndChangeJobsAndWatchTheirZones() throws InterruptedException {
    start();
    Client console = Client.connect(port, "/v1/supervisor?supervisor=s-1");
    console.send("{\"type\":\"SUPSubscribe\",\"id\":1,\"zones\":[\"north\"]}");
    console.answerTo("1");
    console.send(
        """
        {"type":"SUPStartJob","id":2,"zone":"north","job":"j","settings":
         {"campaign":"loans","pacing":"PREDICTIVE","completionCodes":["Sale"],"maxDialRatio":3}}\
        """);
    StartJob started = kafka.command(StartJob.class, ":2");
    assertThat(started.getSettings().getPacing()).isEqualTo(PacingMode.PREDICTIVE);
    assertThat(started.getSettings().getMaxDialRatio()).isEqualTo(3.0);
    assertThat(started.getSettings().getPriority()).isEqualTo(5);
    assertThat(started.getHeader().getActor()).isEqualTo("s-1");

    console.send(
        "{\"type\":\"SUPChangeJob\",\"id\":3,\"zone\":\"north\",\"job\":\"j\",\"changes\":{\"priority\":8}}");
    ChangeJob change = kafka.command(ChangeJob.class, ":3");
    assertThat(change.getPriority()).isEqualTo(8);
    assertThat(change.getMaxAgents()).isNull();
    console.send(
        "{\"type\":\"SUPChangeJob\",\"id\":4,\"zone\":\"north\",\"job\":\"j\",\"changes\":{\"colour\":8}}");
    assertThat(console.answerTo("4").path("text").textValue()).contains("colour", "maxAgents");

    kafka.write(north.takenOver(5), south.takenOver(5));
    assertThat(console.frame("SUPZoneNotAvailable").path("zone").textValue()).isEqualTo("north");
    console.send(
        "{\"type\":\"SUPChangeJob\",\"id\":5,\"zone\":\"north\",\"job\":\"j\",\"changes\":{\"priority\":9}}");
    assertThat(console.answerTo("5").path("reason").textValue()).isEqualTo("ZONE_NOT_AVAILABLE");
    kafka.write(north.available(), north.snapshot("a-1", "s"));
    console.frame("SUPZoneAvailable");
    assertThat(console.frame("SUPAgentStatus").path("agentState").textValue()).isEqualTo("READY");
    kafka.forget("north", "a-1");
    JsonNode gone =
        console.frame(each -> each.path("agentState").asText().equals("LOGOUT"), "a log-off");
    assertThat(gone.path("agent").textValue()).isEqualTo("a-1");
    assertThat(gone.path("jobState").textValue()).isEqualTo("DETACHED");
    assertThat(console.count("SUPZoneNotAvailable")).isOne();
  }

  @Test
  void supervisorsSendAgentsToInboundWorkAndReleaseThem() throws InterruptedException {
    start();
    Client console = Client.connect(port, "/v1/supervisor?supervisor=s-1");
    console.send(
        "{\"type\":\"SUPBlendAgent\",\"id\":1,\"zone\":\"north\",\"agent\":\"a-1\",\"to\":\"INBOUND\"}");
    BlendAgent blend = kafka.command(BlendAgent.class, ":1");
    assertThat(blend.getTo()).isEqualTo(WorkDirection.INBOUND);
    assertThat(blend.getAgentId()).isEqualTo("a-1");
    assertThat(blend.getHeader().getActor()).isEqualTo("s-1");
    console.send(
        "{\"type\":\"SUPBlendAgent\",\"id\":2,\"zone\":\"north\",\"agent\":\"a-1\",\"to\":\"UNKNOWN\"}");
    assertThat(console.answerTo("2").path("text").textValue()).contains("INBOUND or OUTBOUND");
    console.send("{\"type\":\"SUPReleaseAgent\",\"id\":3,\"zone\":\"north\",\"agent\":\"a-2\"}");
    assertThat(kafka.command(ReleaseAgent.class, ":3").getAgentId()).isEqualTo("a-2");
  }

  @Test
  void agentsDialNumbersAndAskForTheirVoiceLegs() throws InterruptedException {
    start();
    Client desktop = loggedOn("a-1");
    desktop.send("{\"type\":\"AGTOriginate\",\"id\":2,\"number\":\"+442079460000\"}");
    assertThat(kafka.command(Originate.class, ":2").getKeyedNumber()).isEqualTo("+442079460000");
    desktop.send("{\"type\":\"AGTOriginate\",\"id\":3,\"number\":\"the office\"}");
    assertThat(desktop.answerTo("3").path("text").textValue()).contains("2 to 20 digits");
    desktop.send("{\"type\":\"AGTNailupAgent\",\"id\":4}");
    assertThat(kafka.command(NailUp.class, ":4").getAgentId()).isEqualTo("a-1");
    desktop.send("{\"type\":\"AGTLostNailing\",\"id\":5}");
    assertThat(kafka.command(ReportNailupLost.class, ":5").getAgentId()).isEqualTo("a-1");
    Client asking = agent();
    asking.send(
        "{\"type\":\"AGTLogon\",\"id\":1,\"agent\":\"a-2\",\"extension\":\"42\",\"zone\":\"north\",\"nailup\":\"ASKED\"}");
    assertThat(kafka.command(LogOn.class, asking.session() + ":1").getNailupAsked()).isTrue();
  }

  @Test
  void aPortInUseIsAClearError() throws InterruptedException {
    start();
    settings.put("listen.port", Integer.toString(port));
    assertThatThrownBy(this::start)
        .isInstanceOf(GatewayStartException.class)
        .hasMessageContaining("cannot listen on 127.0.0.1:" + port);
  }

  private void start() throws InterruptedException {
    start(Completion.AT_ONCE);
  }

  private void start(Completion completion) throws InterruptedException {
    kafka = new InMemoryKafka(ZoneDirectory.parse(DIRECTORY), completion);
    kafka.holds(north.heartbeat(System.currentTimeMillis()));
    kafka.holds(south.heartbeat(System.currentTimeMillis()));
    begin();
  }

  private void begin() throws InterruptedException {
    // Who may what is GatewayIdentityTest's.
    settings.put("insecure.development", "yes");
    settings.putIfAbsent("listen.port", "0");
    settings.putIfAbsent("outage.threshold.ms", "60000");
    settings.putIfAbsent("handover.patience.ms", "60000");
    settings.put("bootstrap.servers", "unused:1");
    settings.put("registry.urls", "http://unused:1");
    settings.put("zones", DIRECTORY);
    Gateway gateway = Gateway.start(GatewaySettings.from(settings), kafka.edge());
    gateways.add(gateway);
    port = gateway.port();
  }

  private Client agent() {
    return Client.connect(port, "/v1/agent");
  }

  private Client loggedOn(String agent) {
    Client desktop = agent();
    LogOn logOn = askLogOn(desktop, "1", agent);
    kafka.write(
        north.loggedOn(agent, desktop.session()), north.accepted(logOn.getHeader().getCommandId()));
    desktop.answerTo("1");
    return desktop;
  }

  private LogOn askLogOn(Client desktop, String id, String agent) {
    desktop.send(
        "{\"type\":\"AGTLogon\",\"id\":\"%s\",\"agent\":\"%s\",\"extension\":\"40\",\"zone\":\"north\",\"force\":true}"
            .formatted(id, agent));
    return kafka.command(LogOn.class, desktop.session() + ":" + id);
  }

  private static String resume(String id, Client lost, long lastSequence) {
    return resume(id, lost.session(), lost.secret(), lastSequence);
  }

  private static String resume(String id, String session, String secret, long lastSequence) {
    return "{\"type\":\"AGTResumeSession\",\"id\":\"%s\",\"session\":\"%s\",\"secret\":\"%s\",\"lastSequence\":%d}"
        .formatted(id, session, secret, lastSequence);
  }
}
