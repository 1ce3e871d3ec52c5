package org.zonekeeper.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.journal.AgentNoteAdded;
import org.zonekeeper.schemas.journal.CallConnected;
import org.zonekeeper.schemas.journal.DesktopResumed;
import org.zonekeeper.schemas.journal.Journal.Event;

/**
 * What an agent wrote is not lost with the gateway that the agent wrote it at. One note has been
 * asked of the zone when the gateway is killed, one has only been kept: both become notes, brought
 * into the contact store by the gateway that lives on.
 */
class DraftsOfADeadGatewayIT {
  @RegisterExtension static final KeptLogs LOGS = KeptLogs.of(DraftsOfADeadGatewayIT.class);

  private static final String ZONE = "east";
  private static final String ASKED = "call me after six";
  private static final String KEPT = "prefers to be written to";

  /** Older than any answer that is still to come, so that it is taken over at the next look. */
  private static final long KEPT_AGO_MS = 20_000;

  private static final String PATIENT_MS = "60000";

  private static final List<Event> SEEN = new CopyOnWriteArrayList<>();

  private static ContactCentre centre;

  /** Open all the time: whoever opens it anew and anew keeps gateways from opening it. */
  private static Connection store;

  private static String agent;
  private static CallConnected inHand;

  @BeforeAll
  static void killTheGatewayOfWhoeverWrites() throws Exception {
    centre =
        ContactCentre.with(1)
            .agentManagers()
            .zones(ZONE)
            .agentsPerZone(2)
            .gatewayProcesses("gateway-a", "gateway-b")
            // The conversation is still there when the second draft is asked for again.
            .platformSetting("talk.mean.ms", "900000")
            // On a slow machine the Agent Manager is frozen for longer than gateways bear.
            .gatewaySetting("outage.threshold.ms", PATIENT_MS)
            .gatewaySetting("handover.patience.ms", PATIENT_MS)
            .gatewaySetting("resume.grace.ms", PATIENT_MS)
            .openIn(LOGS.directory());
    store = DriverManager.getConnection(centre.stage().files().contactStoreUrl());
    centre.stage().zones().listen(SEEN::add);
    // The fleet's first robot begins at the first gateway.
    agent = centre.agentsOf(ZONE).getFirst();
    centre.startJob(ZONE, "loans", "{'campaign':'loans','completionCodes':['Sale']}");
    centre.awaitDesktopOf(agent, "talks", view -> view.callState() == CallState.TALKING);
    await("the call of " + agent, () -> connected().isPresent());
    inHand = connected().orElseThrow();

    // With nobody to decide it, what is written stays a draft until the gateway is dead.
    centre.freeze("am-1");
    var unanswered =
        centre.desktops().command(agent, "AGTAddAgentNote", frame -> frame.put("text", ASKED));
    await("the draft", () -> rows("draft_write", ASKED) == 1);
    centre.stage().gateways().kill("gateway-a");
    assertThat(unanswered.isDone() && !unanswered.isCompletedExceptionally()).isFalse();
    centre.thaw("am-1");

    await("the desktop to be at gateway-b", () -> resumedAt("gateway-b."));
    leaveADraft();
  }

  /**
   * As a gateway leaves it that dies between the store's commit and the command. No kill can be
   * timed so.
   */
  private static void leaveADraft() throws SQLException {
    long keptAt = System.currentTimeMillis() - KEPT_AGO_MS;
    try (PreparedStatement insert =
        store.prepareStatement(
            "insert into draft_write (command_id, zone, epoch_seen, agent, call_id, campaign,"
                + " contact, name, content, written_at, taken_at)"
                + " values ('gateway-a:kept', ?, ?, ?, ?, ?, ?, null, ?, ?, ?)")) {
      insert.setString(1, ZONE);
      insert.setLong(2, SEEN.getLast().getHeader().getEpoch());
      insert.setString(3, agent);
      insert.setString(4, inHand.getCallId());
      insert.setString(5, inHand.getCampaign());
      insert.setString(6, inHand.getContact());
      insert.setString(7, KEPT);
      insert.setLong(8, keptAt);
      insert.setLong(9, keptAt);
      insert.executeUpdate();
    }
  }

  @AfterAll
  static void close() throws Exception {
    if (store != null) {
      store.close();
    }
    if (centre != null) {
      centre.close();
    }
  }

  @Test
  @DisplayName("A note that was asked for before its gateway's death is a note")
  void asked() {
    await("the note", () -> rows("agent_note", ASKED) == 1);
    await("no draft of it", () -> rows("draft_write", ASKED) == 0);
  }

  @Test
  @DisplayName("A note that was only kept is asked for by another gateway, and is a note")
  void kept() {
    await("the note", () -> rows("agent_note", KEPT) == 1);
    await("no draft of it", () -> rows("draft_write", KEPT) == 0);
    await("its event", () -> !added().isEmpty());
    assertThat(added()).hasSize(1).allMatch(note -> note.getAgentId().equals(agent));
  }

  private static List<AgentNoteAdded> added() {
    return seen(AgentNoteAdded.class).stream()
        .filter(note -> note.getNoteId().equals("gateway-a:kept"))
        .toList();
  }

  private static Optional<CallConnected> connected() {
    return seen(CallConnected.class).stream()
        .filter(event -> event.getAgentId().equals(agent))
        .reduce((earlier, last) -> last);
  }

  private static boolean resumedAt(String holder) {
    return seen(DesktopResumed.class).stream()
        .anyMatch(
            event -> event.getAgentId().equals(agent) && event.getGateway().startsWith(holder));
  }

  private static <T extends Event> List<T> seen(Class<T> type) {
    return SEEN.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static int rows(String table, String content) throws SQLException {
    String query =
        Map.of(
                "draft_write", "select count(*) from draft_write where content = ?",
                "agent_note", "select count(*) from agent_note where content = ?")
            .get(table);
    try (PreparedStatement count = store.prepareStatement(query)) {
      count.setString(1, content);
      try (ResultSet found = count.executeQuery()) {
        found.next();
        return found.getInt(1);
      }
    }
  }

  private static void await(String what, Callable<Boolean> condition) {
    Awaitility.await(what)
        .atMost(ContactCentre.PATIENCE)
        // The gateways make the tables when they first need them.
        .ignoreExceptionsInstanceOf(SQLException.class)
        .until(condition);
  }
}
