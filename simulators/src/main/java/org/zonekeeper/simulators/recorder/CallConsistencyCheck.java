package org.zonekeeper.simulators.recorder;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Follows each call through the stream and notes what cannot be: an agent on a call that nobody
 * answered, a second end, a recording resumed that was not paused. It shows a recorder's vendor
 * what the stream promises, and the tests whether the promise is kept. Part of the store's
 * transactions, under its lock.
 */
final class CallConsistencyCheck {
  private static final List<String> TABLES =
      List.of(
          """
          create table if not exists recorded_call(
            call_id varchar primary key, phase varchar not null, agent_id varchar not null,
            on_hold boolean not null, paused varchar not null)\
          """,
          "create table if not exists finding(place bigint generated always as identity,"
              + " event_id varchar not null, text varchar not null)");

  /** A zone's first event is 1, which is not for recorders: who has 2 has it from its beginning. */
  private static final long FIRST_SEQUENCE = 2;

  private enum Phase {
    STARTED,
    JOINED,
    ENDED,
    DISPOSITIONED
  }

  private record Call(Phase phase, String agent, boolean onHold, String paused) {
    static Call in(Phase phase) {
      return new Call(phase, "", false, "");
    }

    Call to(Phase next) {
      return new Call(next, agent, false, "");
    }
  }

  private final Connection database;

  CallConsistencyCheck(Connection database) {
    this.database = database;
  }

  void prepare(Statement statement) throws SQLException {
    for (String table : TABLES) {
      statement.execute(table);
    }
  }

  /** Takes the next event of a zone's stream in. */
  void note(RecorderEvent event) throws SQLException {
    if (event.type().equals(RecorderEvent.PLACEHOLDER)) {
      find(event, "%s was refused and is missing here".formatted(text(event, "withheldType")));
      return;
    }
    String callId = text(event, "callId");
    // Also of a contact that an agent only looked at, whose call never begins here.
    if (callId.isEmpty() || event.type().equals("DoNotCallRequested")) {
      return;
    }
    Optional<Call> call = load(callId);
    if (call.isEmpty() && mustBeKnown(event)) {
      find(event, "%s of call %s, which never started".formatted(event.type(), callId));
    }
    save(callId, after(event, call));
  }

  List<String> findings() throws SQLException {
    List<String> findings = new ArrayList<>();
    try (Statement query = database.createStatement()) {
      ResultSet found = query.executeQuery("select event_id, text from finding order by place");
      while (found.next()) {
        findings.add(found.getString(1) + ": " + found.getString(2));
      }
    }
    return findings;
  }

  private Call after(RecorderEvent event, Optional<Call> before) throws SQLException {
    Call call = before.orElse(Call.in(Phase.STARTED));
    return switch (event.type()) {
      case "CallStarted" -> {
        require(event, before.isEmpty(), "the call had started before");
        yield Call.in(Phase.STARTED);
      }
      case "AgentJoinedCall" -> {
        require(event, call.phase() == Phase.STARTED, "an agent joins a call that is " + call);
        yield new Call(Phase.JOINED, text(event, "agentId"), false, "");
      }
      case "CallPutOnHold", "CallTakenOffHold" -> {
        boolean on = event.type().equals("CallPutOnHold");
        require(event, talking(event, call) && call.onHold() != on, "hold of a call " + call);
        yield new Call(call.phase(), call.agent(), on, call.paused());
      }
      case "RecordingPaused", "RecordingResumed" -> {
        String reason = text(event, "reason");
        require(
            event,
            talking(event, call) && call.paused().isEmpty() != reason.isEmpty(),
            "pause of a call " + call);
        yield new Call(call.phase(), call.agent(), call.onHold(), reason);
      }
      case "CallEnded" -> {
        require(event, isUp(call), "an end of a call that is " + call);
        yield isUp(call) ? call.to(Phase.ENDED) : call;
      }
      case "CallDispositioned" -> {
        require(event, call.phase() != Phase.DISPOSITIONED, "a second completion code");
        yield call.to(Phase.DISPOSITIONED);
      }
      case "CallUnderWay" -> underWay(event, before);
      case "CallHandedOver" -> {
        require(event, isUp(call), "a handover of a call that is " + call);
        String to = text(event, "toAgentId");
        yield new Call(
            call.phase(), to.isEmpty() ? call.agent() : to, call.onHold(), call.paused());
      }
      default -> call; // says nothing about where the call is
    };
  }

  private Call underWay(RecorderEvent event, Optional<Call> before) throws SQLException {
    boolean joined = event.data().path("connectedAt").isIntegralNumber();
    Call told =
        new Call(
            joined ? Phase.JOINED : Phase.STARTED,
            joined ? text(event, "agentId") : "",
            event.data().path("onHold").asBoolean(),
            text(event, "recordingPaused"));
    require(
        event,
        before.isEmpty() || before.get().equals(told),
        "told anew as %s, had been %s".formatted(told, before));
    return told;
  }

  /** A call that nobody answered begins and ends with its completion code. */
  private boolean mustBeKnown(RecorderEvent event) throws SQLException {
    boolean begins =
        event.type().equals("CallStarted")
            || (event.type().equals("CallDispositioned")
                && !event.data().path("answeredAt").isIntegralNumber());
    if (begins) {
      return false;
    }
    try (PreparedStatement query =
        database.prepareStatement("select min(seq) from recorded_event where zone = ?")) {
      query.setString(1, event.zone());
      ResultSet first = query.executeQuery();
      return first.next() && first.getLong(1) <= FIRST_SEQUENCE;
    }
  }

  private static boolean talking(RecorderEvent event, Call call) {
    return call.phase() == Phase.JOINED && call.agent().equals(text(event, "agentId"));
  }

  private static boolean isUp(Call call) {
    return call.phase() == Phase.STARTED || call.phase() == Phase.JOINED;
  }

  private void require(RecorderEvent event, boolean holds, String otherwise) throws SQLException {
    if (!holds) {
      find(event, otherwise);
    }
  }

  private void find(RecorderEvent event, String text) throws SQLException {
    try (PreparedStatement insert =
        database.prepareStatement("insert into finding(event_id, text) values(?, ?)")) {
      insert.setString(1, event.id());
      insert.setString(2, text);
      insert.executeUpdate();
    }
  }

  private Optional<Call> load(String callId) throws SQLException {
    try (PreparedStatement query =
        database.prepareStatement(
            "select phase, agent_id, on_hold, paused from recorded_call where call_id = ?")) {
      query.setString(1, callId);
      ResultSet found = query.executeQuery();
      return found.next()
          ? Optional.of(
              new Call(
                  Phase.valueOf(found.getString(1)),
                  found.getString(2),
                  found.getBoolean(3),
                  found.getString(4)))
          : Optional.empty();
    }
  }

  private void save(String callId, Call call) throws SQLException {
    try (PreparedStatement merge =
        database.prepareStatement("merge into recorded_call key(call_id) values(?, ?, ?, ?, ?)")) {
      merge.setString(1, callId);
      merge.setString(2, call.phase().name());
      merge.setString(3, call.agent());
      merge.setBoolean(4, call.onHold());
      merge.setString(5, call.paused());
      merge.executeUpdate();
    }
  }

  /** Empty text where there is none. */
  private static String text(RecorderEvent event, String field) {
    JsonNode value = event.data().path(field);
    return value.isTextual() ? value.textValue() : "";
  }
}
