package org.zonekeeper.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.AgentLoggedOn;
import org.zonekeeper.schemas.journal.CallbackScheduled;
import org.zonekeeper.schemas.journal.CommandRefused;
import org.zonekeeper.schemas.journal.DesktopResumed;
import org.zonekeeper.schemas.journal.JobChanged;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.LogOffGrounds;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * A supervisor's and an agent's page in a real browser at real processes: an agent's day with a
 * transfer and a callback, while the zone's owner is killed, the last owner is killed, and the
 * gateway that serves both pages. What people saw, the script requires; what the journal has of it,
 * the tests here.
 */
class BothPagesIT {
  @RegisterExtension static final KeptLogs LOGS = KeptLogs.of(BothPagesIT.class);

  private static final String ZONE = "east";

  /** Somebody whom the development issuer knows. */
  private static final String AGENT = "agent-east-1";

  private static final List<Event> SEEN = new CopyOnWriteArrayList<>();

  private static ContactCentre centre;
  private static final List<String> KILLED = new ArrayList<>();

  @BeforeAll
  static void playTheDay() throws Exception {
    BrowserScript.require();
    centre =
        ContactCentre.with(2)
            .agentManagers()
            .zones(ZONE)
            .agentsPerZone(1)
            .gatewayProcesses("gateway-a", "gateway-b")
            // Longer than a busy machine needs to come to the other gateway.
            .gatewaySetting("resume.grace.ms", "120000")
            // Customers do not hang up before all is played; the shortest talks three fifths of it.
            .platformSetting("talk.mean.ms", "1200000")
            .openIn(LOGS.directory());
    centre.stage().zones().listen(SEEN::add);
    centre.startJob(
        ZONE,
        "loans",
        """
        {'campaign':'loans','completionCodes':['Sale','No_Interest'],
         'callingHoursFrom':'00:00','callingHoursTo':'24:00','wrapUpLimitMs':3600000}\
        """);
    List<String> arguments = new ArrayList<>(List.of(screenshots().toString()));
    centre.gatewayAddresses().stream().map(URI::getAuthority).forEach(arguments::add);
    BrowserScript.play(BothPagesIT::onStage, "system.mjs", arguments);
  }

  private static void onStage(String what) throws Exception {
    switch (what) {
      case "kill-owner", "kill-last-owner" -> {
        String owner = centre.ownerOf(ZONE);
        KILLED.add(owner);
        centre.kill(owner);
      }
      case "start" -> centre.startAgain(KILLED.getFirst());
      case "kill-gateway" -> centre.stage().gateways().kill("gateway-a");
      default -> throw new IllegalArgumentException("the script asks for '" + what + "'");
    }
  }

  private static Path screenshots() throws Exception {
    return Files.createDirectories(LOGS.directory().resolve("pages"));
  }

  @AfterAll
  static void close() throws Exception {
    if (centre != null) {
      centre.close();
    }
  }

  @Test
  @DisplayName("the agent at the page logs on once, and is logged off because it asked for it")
  void one_session_through_everything() {
    assertThat(seen(AgentLoggedOn.class))
        .filteredOn(on -> on.getAgentId().equals(AGENT))
        .hasSize(1);
    assertThat(seen(AgentLoggedOff.class))
        .filteredOn(off -> off.getAgentId().equals(AGENT))
        .singleElement()
        .satisfies(off -> assertThat(off.getGrounds()).isEqualTo(LogOffGrounds.REQUESTED));
    assertThat(seen(DesktopResumed.class))
        .filteredOn(resumed -> resumed.getAgentId().equals(AGENT))
        .anySatisfy(resumed -> assertThat(resumed.getGateway()).startsWith("gateway-b."));
  }

  @Test
  @DisplayName("what was refused in the outage is on record, and changes nothing until sent again")
  void refused_and_sent_again() {
    assertThat(seen(ZoneTakenOver.class)).hasSizeGreaterThanOrEqualTo(KILLED.size());
    assertThat(seen(CommandRefused.class))
        .anySatisfy(refused -> assertThat(refused.getCommand()).isEqualTo("ChangeJob"));
    assertThat(seen(JobChanged.class))
        .singleElement()
        .satisfies(changed -> assertThat(changed.getSettings().getPriority()).isEqualTo(8));
  }

  @Test
  @DisplayName("the callback that was arranged at the page is the agent's")
  void the_callback_is_there() {
    // Robots may arrange some of their own.
    assertThat(seen(CallbackScheduled.class))
        .filteredOn(callback -> callback.getCreatedBy().equals(AGENT))
        .hasSize(1);
  }

  private static <T extends Event> List<T> seen(Class<T> type) {
    return SEEN.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
