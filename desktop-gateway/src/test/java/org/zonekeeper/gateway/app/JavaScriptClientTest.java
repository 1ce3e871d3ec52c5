package org.zonekeeper.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zonekeeper.gateway.Given;
import org.zonekeeper.gateway.Node;
import org.zonekeeper.gateway.app.InMemoryKafka.Completion;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.command.GoReady;
import org.zonekeeper.schemas.command.LogOff;
import org.zonekeeper.schemas.command.LogOn;
import org.zonekeeper.schemas.command.ReleaseLine;
import org.zonekeeper.schemas.command.ReportAgentStatus;
import org.zonekeeper.schemas.command.WrapUpContact;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.CompletionCodeKind;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.AgentCallStateChanged;
import org.zonekeeper.schemas.journal.AgentNailupChanged;
import org.zonekeeper.schemas.journal.CallAssigned;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallConnected;
import org.zonekeeper.schemas.journal.DesktopCheckRequested;
import org.zonekeeper.schemas.journal.LogOffGrounds;
import org.zonekeeper.schemas.journal.WrapUpStarted;

/** The example desktop, on the JavaScript client, at a real gateway; the test is the zone. */
class JavaScriptClientTest {
  private static final String DIRECTORY = "north=0,south=1";
  private static final String AGENT = "a-17";
  private static final String CALL = "c-9";

  @TempDir private Path directory;

  private final Given north = new Given("north");
  private InMemoryKafka kafka;
  private Path log;
  private Gateway gateway;
  private Process desktop;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    kafka = new InMemoryKafka(ZoneDirectory.parse(DIRECTORY), Completion.AT_ONCE);
    kafka.holds(north.heartbeat(System.currentTimeMillis()));
    kafka.holds(new Given("south").heartbeat(System.currentTimeMillis()));
    gateway = gateway("0");
    log = directory.resolve("desktop.log");
    desktop =
        Node.start(
            log,
            "desktop-gateway/src/example/js/desktop.mjs",
            "--url",
            "ws://127.0.0.1:" + gateway.port() + "/v1/agent",
            "--agent",
            AGENT,
            "--extension",
            "4017",
            "--zone",
            "north",
            "--talk",
            "0",
            "--calls",
            "1");
  }

  @AfterEach
  void stop() {
    if (desktop != null) {
      desktop.destroyForcibly();
    }
    gateway.close();
  }

  @Test
  void worksADayThroughTheDeathOfAnOwner() throws IOException, InterruptedException {
    logOn();
    kafka.write(assigned(), callState(CallState.TALKING), connected());
    ReleaseLine first = kafka.command(ReleaseLine.class, "-3");

    // The owner dies before it has done that; the next one refuses it and asks for the states.
    kafka.write(
        north.takenOver(5),
        north.refused(first.getHeader().getCommandId(), RefusalReason.ZONE_NOT_AVAILABLE),
        north.available(),
        checkRequested());
    ReportAgentStatus shown = kafka.command(ReportAgentStatus.class, "");
    assertThat(shown.getCheckId()).isEqualTo("check-1");
    assertThat(shown.getAgentState()).isEqualTo(AgentState.BUSY);
    assertThat(shown.getCallState()).isEqualTo(CallState.TALKING);
    assertThat(shown.getNailup()).isEqualTo(NailupState.NAILED_UP);

    // What was refused is asked for again, under a new id.
    ReleaseLine second =
        await("asked again").until(this::releases, asked -> asked.size() == 2).get(1);
    kafka.write(
        north.accepted(second.getHeader().getCommandId()),
        callState(CallState.WRAPUP),
        wrapUpStarted());
    WrapUpContact code = kafka.command(WrapUpContact.class, "");
    assertThat(code.getCompletionCode()).isEqualTo("Sale");
    kafka.write(completed(), north.accepted(code.getHeader().getCommandId()));

    LogOff logOff = kafka.command(LogOff.class, "");
    kafka.write(
        north.loggedOff(AGENT, session(logOff.getHeader().getCommandId()), LogOffGrounds.REQUESTED),
        north.accepted(logOff.getHeader().getCommandId()));
    assertThat(desktop.waitFor(20, TimeUnit.SECONDS)).as(Files.readString(log)).isTrue();
    assertThat(desktop.exitValue()).as(Files.readString(log)).isZero();
    assertThat(Files.readString(log))
        .contains(
            "zone not available (TAKEOVER)",
            "release: refused, ZONE_NOT_AVAILABLE",
            "zone available again",
            "call c-9 completed: Sale");
  }

  private List<ReleaseLine> releases() {
    return kafka.producer().history().stream()
        .map(ProducerRecord::value)
        .filter(ReleaseLine.class::isInstance)
        .map(ReleaseLine.class::cast)
        .toList();
  }

  private void logOn() {
    LogOn logOn = kafka.command(LogOn.class, "");
    String id = logOn.getHeader().getCommandId();
    kafka.write(
        north.loggedOn(AGENT, logOn.getSessionId()),
        north.state(AGENT, AgentState.NOT_READY),
        nailedUp(),
        north.accepted(id));
    GoReady ready = kafka.command(GoReady.class, "");
    kafka.write(
        north.state(AGENT, AgentState.READY), north.accepted(ready.getHeader().getCommandId()));
    await("ready")
        .atMost(Duration.ofSeconds(10))
        .until(() -> Files.readString(log).contains("ready: done"));
    kafka.write(north.state(AGENT, AgentState.BUSY));
  }

  private static String session(String commandId) {
    return commandId.substring(0, commandId.indexOf(':'));
  }

  private Gateway gateway(String port) throws InterruptedException {
    Map<String, String> settings = new HashMap<>();
    // Who may connect is not what this is about.
    settings.put("insecure.development", "yes");
    settings.put("listen.port", port);
    settings.put("outage.threshold.ms", "60000");
    settings.put("handover.patience.ms", "60000");
    settings.put("bootstrap.servers", "unused:1");
    settings.put("registry.urls", "http://unused:1");
    settings.put("zones", DIRECTORY);
    return Gateway.start(GatewaySettings.from(settings), kafka.edge());
  }

  private AgentNailupChanged nailedUp() {
    return AgentNailupChanged.newBuilder()
        .setHeader(north.header())
        .setAgentId(AGENT)
        .setExtension("4017")
        .setNailup(NailupState.NAILED_UP)
        .build();
  }

  private CallAssigned assigned() {
    return CallAssigned.newBuilder()
        .setHeader(north.header())
        .setCallId(CALL)
        .setJobId("loans")
        .setAgentId(AGENT)
        .setExtension("4017")
        .build();
  }

  private AgentCallStateChanged callState(CallState state) {
    return AgentCallStateChanged.newBuilder()
        .setHeader(north.header())
        .setAgentId(AGENT)
        .setCallState(state)
        .setCallId(CALL)
        .build();
  }

  private CallConnected connected() {
    return CallConnected.newBuilder()
        .setHeader(north.header())
        .setCallId(CALL)
        .setAgentId(AGENT)
        .setConnectedAt(1)
        .build();
  }

  private DesktopCheckRequested checkRequested() {
    return DesktopCheckRequested.newBuilder()
        .setHeader(north.header())
        .setAgentId(AGENT)
        .setCheckId("check-1")
        .setAgentState(AgentState.BUSY)
        .setCallState(CallState.TALKING)
        .setNailup(NailupState.NAILED_UP)
        .setDeadline(Long.MAX_VALUE)
        .build();
  }

  private WrapUpStarted wrapUpStarted() {
    return WrapUpStarted.newBuilder()
        .setHeader(north.header())
        .setCallId(CALL)
        .setAgentId(AGENT)
        .setDeadline(Long.MAX_VALUE)
        .setExtensionsLeft(1)
        .setDefaultCompletionCode("Not_Dispositioned")
        .setCompletionCodes(List.of("Sale", "No_Interest"))
        .build();
  }

  private CallCompleted completed() {
    return CallCompleted.newBuilder()
        .setHeader(north.header())
        .setCallId(CALL)
        .setJobId("loans")
        .setCampaign("loans")
        .setContact("row-1")
        .setCompletionCode("Sale")
        .setCodeKind(CompletionCodeKind.CUSTOM)
        .setAgentId(AGENT)
        .setAttemptedAt(1)
        .build();
  }
}
