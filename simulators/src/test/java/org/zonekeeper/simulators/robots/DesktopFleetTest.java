package org.zonekeeper.simulators.robots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zonekeeper.settings.InvalidSettingException;
import org.zonekeeper.simulators.log.JsonLinesFile;

class DesktopFleetTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  @Test
  void robots_work_over_real_sockets_and_their_transcript_tells_all() throws Exception {
    Path file = directory.resolve("desktops.jsonl");
    try (PlayedGateway gateway = new PlayedGateway();
        JsonLinesFile lines = JsonLinesFile.appendTo(file);
        DesktopFleet fleet = DesktopFleet.start(plan(gateway, 3), transcript(lines))) {
      await().untilAsserted(() -> assertThat(fleet.counts().ready()).isEqualTo(6));
      assertThat(fleet.counts("north").loggedOn()).isEqualTo(3);

      gateway.tell("a-north-01", "{'type':'POMNotAvailable','zone':'north','sequence':4}");
      await().untilAsserted(() -> assertThat(fleet.view("a-north-01").available()).isFalse());
      assertThat(fleet.view("a-south-01").available()).isTrue();

      GatewayAnswer answer =
          fleet.command("a-north-01", "AGTReleaseLine", frame -> {}).get(10, TimeUnit.SECONDS);
      assertThat(answer.accepted()).isTrue();
      assertThat(gateway.received("AGTReleaseLine")).hasSize(1);
    }
    assertThat(transcript(file))
        .allSatisfy(line -> assertThat(line.path("at").asLong()).isPositive())
        .extracting(
            line -> line.path("kind").asText() + " " + line.path("message").path("type").asText(""))
        .contains(
            "open ",
            "in AgentSDKConnected",
            "out AGTLogon",
            "in AGTLogonRESP",
            "in POMNotAvailable",
            "out AGTReleaseLine",
            "close ");
    assertThat(transcript(file)).extracting(line -> line.path("zone").asText()).contains("south");
  }

  @Test
  void a_lost_connection_is_made_anew_and_the_session_resumed() throws Exception {
    try (PlayedGateway gateway = new PlayedGateway();
        JsonLinesFile lines = JsonLinesFile.appendTo(directory.resolve("desktops.jsonl"));
        DesktopFleet fleet = DesktopFleet.start(plan(gateway, 1), transcript(lines))) {
      await().untilAsserted(() -> assertThat(fleet.counts().ready()).isEqualTo(2));
      gateway.hangUp("a-north-01");
      await().untilAsserted(() -> assertThat(gateway.received("AGTResumeSession")).hasSize(1));

      fleet.unplug("a-south-01");
      assertThat(fleet.counts().connected()).isLessThan(2);
      fleet.plugIn("a-south-01");
      await().untilAsserted(() -> assertThat(gateway.received("AGTResumeSession")).hasSize(2));
      await().untilAsserted(() -> assertThat(fleet.counts().connected()).isEqualTo(2));
      assertThat(gateway.received("AGTLogon")).hasSize(2);
    }
  }

  /** The failure is known before the desktop knows its own socket; it may not be missed. */
  @Test
  void a_connection_that_fails_at_once_is_made_anew() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    DesktopTokens failing =
        new DesktopTokens() {
          @Override
          public CompletableFuture<Optional<String>> agent(RobotIdentity agent) {
            return asked.getAndIncrement() < 4
                ? CompletableFuture.failedFuture(new IOException("nobody answers"))
                : NONE.agent(agent);
          }

          @Override
          public CompletableFuture<Optional<String>> supervisor(String name) {
            return NONE.supervisor(name);
          }
        };
    try (PlayedGateway gateway = new PlayedGateway();
        JsonLinesFile lines = JsonLinesFile.appendTo(directory.resolve("desktops.jsonl"));
        DesktopFleet fleet =
            DesktopFleet.start(plan(gateway, 1).withTokens(failing), transcript(lines))) {
      await().untilAsserted(() -> assertThat(fleet.counts().ready()).isEqualTo(2));
    }
  }

  @Test
  void a_supervisor_asks_and_gets_answers() throws Exception {
    try (PlayedGateway gateway = new PlayedGateway();
        JsonLinesFile lines = JsonLinesFile.appendTo(directory.resolve("supervisor.jsonl"));
        SupervisorDesktop supervisor =
            SupervisorDesktop.connect(
                    gateway.address(), DesktopTokens.NONE, "sup 1", transcript(lines), n -> {})
                .get(10, TimeUnit.SECONDS)) {
      GatewayAnswer started =
          supervisor
              .startJob("north", "loans-1", JSON.createObjectNode().put("campaign", "loans"))
              .get(10, TimeUnit.SECONDS);

      assertThat(started.accepted()).isTrue();
      assertThat(gateway.received("SUPStartJob"))
          .singleElement()
          .satisfies(
              frame -> assertThat(frame.at("/settings/campaign").asText()).isEqualTo("loans"));

      gateway.stop();
      await()
          .untilAsserted(
              () -> assertThat(supervisor.pauseJob("north", "loans-1")).isCompletedExceptionally());
    }
  }

  @Test
  void settings_are_checked() {
    URI gateway = URI.create("ws://localhost:1");
    List<RobotIdentity> staff = FleetPlan.staff(List.of("north"), 1);

    assertThatThrownBy(() -> FleetPlan.from(Map.of("wrapup.men.ms", "1"), List.of(gateway), staff))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("wrapup.men.ms")
        .hasMessageContaining("wrapup.mean.ms");
    assertThatThrownBy(() -> FleetPlan.from(Map.of("ready.ms", "soon"), List.of(gateway), staff))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("'soon'")
        .hasMessageContaining("a whole number");
    assertThatThrownBy(
            () -> FleetPlan.from(Map.of(), List.of(URI.create("http://localhost")), staff))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("ws://localhost:8090");
  }

  private static FleetPlan plan(PlayedGateway gateway, int perZone) {
    return FleetPlan.from(
        Map.of("ready.ms", "10", "reconnect.ms", "20"),
        List.of(gateway.address()),
        FleetPlan.staff(List.of("north", "south"), perZone));
  }

  private static Transcript transcript(JsonLinesFile lines) {
    return new Transcript(lines, InstantSource.system());
  }

  private static List<JsonNode> transcript(Path file) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }
}
