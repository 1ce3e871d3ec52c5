package org.zonekeeper.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zonekeeper.gateway.Given;
import org.zonekeeper.gateway.app.InMemoryKafka.Completion;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.command.LogOn;
import org.zonekeeper.schemas.command.ReportDesktopLost;
import org.zonekeeper.schemas.command.ReportDesktopResumed;
import org.zonekeeper.schemas.command.ReportDoubleLogOn;
import org.zonekeeper.schemas.command.ReportGatewayAlive;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.PacingMode;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.common.SessionHolder;
import org.zonekeeper.schemas.journal.AgentLoggedOn;
import org.zonekeeper.schemas.journal.DesktopResumed;
import org.zonekeeper.schemas.journal.LogOffGrounds;
import org.zonekeeper.schemas.status.AgentSnapshot;
import org.zonekeeper.schemas.status.PreviewCard;

/** X7: two gateways that share nothing but topics; the test is the Agent Manager of both. */
class AnyGatewayTest {
  private static final String DIRECTORY = "north=0,south=1";

  private final Given north = new Given("north");
  private final Given south = new Given("south");
  private final Map<String, String> settings = new HashMap<>();
  private final List<Gateway> running = new ArrayList<>();
  private InMemoryKafka first;
  private InMemoryKafka second;
  private int firstPort;
  private int secondPort;

  @BeforeEach
  void bothRun() throws InterruptedException {
    first = kafka();
    second = kafka();
    firstPort = start("gw1", first);
    secondPort = start("gw2", second);
  }

  @AfterEach
  void stop() {
    running.forEach(Gateway::close);
  }

  @Test
  void aDesktopResumesAtAnotherGatewayWithWhatItMissed() throws InterruptedException {
    Client before = Client.connect(firstPort, "/v1/agent");
    LogOn logOn = loggedOn(before, "a-1", north);
    long heard = north.sequence();
    running.getFirst().close();
    before.isClosedWith(1012);
    second.write(north.state("a-1", AgentState.READY));

    Client after = resumed(before, heard);
    assertThat(after.answerTo("r").path("complete").booleanValue()).isTrue();
    after.frame("AGTStateChangedNotify");
    assertThat(after.count("AGTStateChangedNotify")).isOne();
    ReportDesktopResumed report = second.command(ReportDesktopResumed.class, "");
    assertThat(report.getAgentId()).isEqualTo("a-1");
    assertThat(report.getSessionId()).isEqualTo(before.session());
    assertThat(report.getGateway()).startsWith("gw2.").isNotEqualTo(gatewayOf(logOn));

    second.write(resumedAt(report));
    second.command(ReportGatewayAlive.class, "");
    after.send("{\"type\":\"AGTLogoff\",\"id\":\"7\"}");
    assertThat(second.command(org.zonekeeper.schemas.command.LogOff.class, ":7").getAgentId())
        .isEqualTo("a-1");
  }

  @Test
  void whatTheTopicsHoldResumesNothing() throws InterruptedException {
    Client owner = Client.connect(firstPort, "/v1/agent");
    LogOn logOn = loggedOn(owner, "a-1", north);
    assertThat(logOn.toString()).doesNotContain(owner.secret());
    for (String known : List.of(logOn.getHolder().getResumeDigest(), owner.session(), "guess")) {
      Client thief = Client.connect(secondPort, "/v1/agent");
      thief.send(resume(owner.session(), known, 0));
      JsonNode answer = thief.answerTo("r");
      assertThat(answer.path("reason").textValue()).isEqualTo("SESSION_UNKNOWN");
      assertThat(answer.toString()).doesNotContain(owner.secret());
    }
    assertThat(owner.count("AGTAgentLoggedOut")).isZero();
  }

  @Test
  void theGatewayThatASessionWentAwayFromLetsGoOfIt() throws InterruptedException {
    Client before = Client.connect(firstPort, "/v1/agent");
    loggedOn(before, "a-1", north);
    resumed(before, north.sequence());
    DesktopResumed event = resumedAt(second.command(ReportDesktopResumed.class, ""));
    first.write(event);
    before.isClosedWith(4003);
  }

  @Test
  void aReportThatTheZoneRefusedBecauseOfAnOutageIsMadeAgain() throws InterruptedException {
    Client before = Client.connect(firstPort, "/v1/agent");
    loggedOn(before, "a-1", north);
    second.write(north.takenOver(5));
    Client after = resumed(before, north.sequence() - 1);
    assertThat(after.answerTo("r").path("available").booleanValue()).isFalse();
    after.frame("POMNotAvailable");
    second.write(north.available());
    after.frame("POMAvailable");
    assertThat(second.command(ReportDesktopResumed.class, "").getHeader().getEpochSeen())
        .isEqualTo(2);
  }

  @Test
  void aGatewayThatJustStartedResumesSessionsOfOneThatIsGone() throws InterruptedException {
    Client before = Client.connect(firstPort, "/v1/agent");
    LogOn logOn = loggedOn(before, "a-1", north);
    AgentSnapshot snapshot = north.snapshot("a-1", before.session());
    snapshot.setHolder(logOn.getHolder());
    InMemoryKafka third = kafka();
    third.holds(snapshot);
    secondPort = start("gw3", third);
    Client after = resumed(before, 0);
    assertThat(after.answerTo("r").path("complete").booleanValue()).isFalse();
    assertThat(after.answerTo("r").path("state").path("agentState").textValue()).isEqualTo("READY");
    third.command(ReportDesktopResumed.class, "");
  }

  @Test
  void theContactThatTheAgentLooksAtIsResumedWithItsCard() throws InterruptedException {
    Client before = Client.connect(firstPort, "/v1/agent");
    LogOn logOn = loggedOn(before, "a-1", north);
    AgentSnapshot snapshot = north.snapshot("a-1", before.session());
    snapshot.setHolder(logOn.getHolder());
    snapshot.setCallState(CallState.PREVIEW);
    snapshot.setCampaign("loans");
    snapshot.setContact("row-7");
    snapshot.setPreview(
        new PreviewCard(
            PacingMode.PREVIEW,
            List.of("mobile", "home"),
            1_795_334_360_000L,
            true,
            false,
            2,
            "cb-1"));
    InMemoryKafka third = kafka();
    third.holds(snapshot);
    secondPort = start("gw3", third);
    Client after = resumed(before, 0);
    JsonNode state = after.answerTo("r").path("state");
    assertThat(state.path("contact").textValue()).isEqualTo("row-7");
    assertThat(state.path("campaign").textValue()).isEqualTo("loans");
    assertThat(state.path("preview").toString())
        .isEqualTo(
            "{\"contactType\":\"PREVIEW\",\"numbers\":[\"mobile\",\"home\"],\"deadline\":1795334360000,"
                + "\"timed\":true,\"canCancel\":false,\"redialsLeft\":2,\"callback\":\"cb-1\"}");
  }

  @Test
  void secondLogOnInFlightOnOneConnectionIsRefused() throws InterruptedException {
    Client desktop = Client.connect(firstPort, "/v1/agent");
    desktop.send(logOn("1", "a-1", "4001", "north"));
    desktop.send(logOn("2", "a-2", "4002", "north"));
    assertThat(desktop.answerTo("2").path("reason").textValue()).isEqualTo("ALREADY_LOGGED_ON");
    LogOn one = first.command(LogOn.class, ":1");
    first.write(north.loggedOn(one), north.accepted(one.getHeader().getCommandId()));
    assertThat(desktop.answerTo("1").path("result").intValue()).isZero();
  }

  @Test
  void anAgentWhoseSessionBecameAnothersIsReportedLost() throws InterruptedException {
    Client desktop = Client.connect(firstPort, "/v1/agent");
    LogOn one = loggedOn(desktop, "a-1", north);
    // A log-on whose write seemed to have failed, and which was done after all.
    AgentLoggedOn other = north.loggedOn("a-2", desktop.session());
    other.setHolder(one.getHolder());
    first.write(other);
    assertThat(first.command(ReportDesktopLost.class, "").getAgentId()).isEqualTo("a-1");
    first.write(north.loggedOff("a-1", desktop.session(), LogOffGrounds.DESKTOP_LOST));
    first.write(north.state("a-2", AgentState.READY));
    desktop.frame("AGTStateChangedNotify");
    assertThat(desktop.count("AGTAgentLoggedOut")).isZero();
  }

  @Test
  void theSameAgentInAnotherZoneIsRefusedByAnyGateway() throws InterruptedException {
    AgentSnapshot there = south.snapshot("a-1", "s");
    second.write(there);
    Client desktop = Client.connect(secondPort, "/v1/agent");
    told(second);
    desktop.send(logOn("1", "a-1", "4711", "north"));
    JsonNode answer = desktop.answerTo("1");
    assertThat(answer.path("reason").textValue()).isEqualTo("ALREADY_LOGGED_ON");
    assertThat(answer.path("text").textValue()).contains("zone south", "4001");
    assertThat(second.command(LogOn.class, ":1").getHeader().getRefusedByGateway())
        .isEqualTo(RefusalReason.ALREADY_LOGGED_ON);
  }

  @Test
  void anExtensionOfAnotherZoneIsRefused() throws InterruptedException {
    second.write(south.snapshot("b-1", "s"));
    Client desktop = Client.connect(secondPort, "/v1/agent");
    told(second);
    desktop.send(logOn("1", "a-1", "4001", "north"));
    JsonNode answer = desktop.answerTo("1");
    assertThat(answer.path("reason").textValue()).isEqualTo("EXTENSION_IN_USE");
    assertThat(answer.path("text").textValue()).contains("b-1", "zone south");
  }

  @Test
  void ofTwoLogOnsThatGotThroughTheYoungerIsUndoneByItsOwnGateway() throws InterruptedException {
    Client desktop = Client.connect(secondPort, "/v1/agent");
    LogOn logOn = loggedOn(desktop, "a-1", north);
    AgentSnapshot here = north.snapshot("a-1", desktop.session());
    here.setHolder(logOn.getHolder());
    here.setLoggedOnAt(2_000);
    AgentSnapshot there = south.snapshot("a-1", "s");
    there.setLoggedOnAt(1_999);
    second.write(here, there);
    first.write(here, there);
    ReportDoubleLogOn report = second.command(ReportDoubleLogOn.class, "");
    assertThat(report.getSessionId()).isEqualTo(desktop.session());
    assertThat(report.getOtherZone()).isEqualTo("south");
  }

  /** Whatever was written before has been read by now. */
  private void told(InMemoryKafka kafka) {
    Client console = Client.connect(secondPort, "/v1/supervisor?supervisor=s-1");
    console.send("{\"type\":\"SUPSubscribe\",\"id\":1,\"zones\":[\"south\"]}");
    // What comes before the subscription is in its snapshot, and in no notice.
    console.answerTo("1");
    kafka.write(south.takenOver(5), south.available());
    console.frame("SUPZoneAvailable");
  }

  private Client resumed(Client lost, long lastSequence) {
    Client again = Client.connect(secondPort, "/v1/agent");
    again.send(resume(lost.session(), lost.secret(), lastSequence));
    assertThat(again.answerTo("r").path("result").intValue()).isZero();
    return again;
  }

  private DesktopResumed resumedAt(ReportDesktopResumed report) {
    return DesktopResumed.newBuilder()
        .setHeader(north.state("nobody", AgentState.READY).getHeader())
        .setAgentId(report.getAgentId())
        .setSessionId(report.getSessionId())
        .setGateway(report.getGateway())
        .setResumeGraceMs(report.getResumeGraceMs())
        .build();
  }

  /** Both gateways read of it. */
  private LogOn loggedOn(Client desktop, String agent, Given zone) {
    desktop.send(logOn("1", agent, "4001", "north"));
    LogOn logOn =
        desktop.session().startsWith("gw1.")
            ? first.command(LogOn.class, desktop.session() + ":1")
            : second.command(LogOn.class, desktop.session() + ":1");
    AgentLoggedOn event = zone.loggedOn(logOn);
    var answer = zone.accepted(logOn.getHeader().getCommandId());
    first.write(event, answer);
    second.write(event, answer);
    desktop.answerTo("1");
    return logOn;
  }

  private static String gatewayOf(LogOn logOn) {
    SessionHolder holder = logOn.getHolder();
    assertThat(holder.getResumeDigest()).matches("[0-9a-f]{64}");
    return holder.getGateway();
  }

  private static String logOn(String id, String agent, String extension, String zone) {
    return "{\"type\":\"AGTLogon\",\"id\":\"%s\",\"agent\":\"%s\",\"extension\":\"%s\",\"zone\":\"%s\"}"
        .formatted(id, agent, extension, zone);
  }

  private static String resume(String session, String secret, long lastSequence) {
    return "{\"type\":\"AGTResumeSession\",\"id\":\"r\",\"session\":\"%s\",\"secret\":\"%s\",\"lastSequence\":%d}"
        .formatted(session, secret, lastSequence);
  }

  private InMemoryKafka kafka() {
    InMemoryKafka kafka = new InMemoryKafka(ZoneDirectory.parse(DIRECTORY), Completion.AT_ONCE);
    kafka.holds(north.heartbeat(System.currentTimeMillis()));
    kafka.holds(south.heartbeat(System.currentTimeMillis()));
    return kafka;
  }

  private int start(String id, InMemoryKafka kafka) throws InterruptedException {
    settings.put("gateway.id", id);
    // Who may what is GatewayIdentityTest's.
    settings.put("insecure.development", "yes");
    settings.put("listen.port", "0");
    settings.put("outage.threshold.ms", "60000");
    settings.put("handover.patience.ms", "60000");
    settings.put("bootstrap.servers", "unused:1");
    settings.put("registry.urls", "http://unused:1");
    settings.put("zones", DIRECTORY);
    Gateway gateway = Gateway.start(GatewaySettings.from(settings), kafka.edge());
    running.add(gateway);
    return gateway.port();
  }
}
