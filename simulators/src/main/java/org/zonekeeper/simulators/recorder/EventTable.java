package org.zonekeeper.simulators.recorder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The table of recorded events, in the order in which they were recorded. Part of the store's
 * transactions, under its lock.
 */
final class EventTable {
  private static final int ROWS_AT_ONCE = 1000;
  private static final List<String> TABLES =
      List.of(
          """
          create table if not exists recorded_event(
            place bigint generated always as identity, recorded_at bigint not null,
            zone varchar not null, epoch bigint not null, seq bigint not null,
            prev bigint not null, type varchar not null, id varchar not null,
            data varchar not null, primary key(zone, seq))\
          """,
          // Databases of before there were hashes have no such column.
          "alter table recorded_event add column if not exists journal_hash varchar default ''",
          "create index if not exists recorded_event_place on recorded_event(place)");

  private final ObjectMapper json = new ObjectMapper();
  private final Connection database;

  EventTable(Connection database) {
    this.database = database;
  }

  void prepare(Statement statement) throws SQLException {
    for (String table : TABLES) {
      statement.execute(table);
    }
  }

  /** The last event of each zone. */
  Map<String, LastEvent> positions() throws SQLException {
    Map<String, LastEvent> positions = new TreeMap<>();
    try (Statement query = database.createStatement()) {
      ResultSet zones =
          query.executeQuery(
              "select zone, seq, journal_hash from recorded_event e where seq ="
                  + " (select max(seq) from recorded_event where zone = e.zone)");
      while (zones.next()) {
        positions.put(zones.getString(1), new LastEvent(zones.getLong(2), zones.getString(3)));
      }
    }
    return positions;
  }

  /**
   * Adds events at the end.
   *
   * @param at when they were recorded, epoch milliseconds
   */
  void insert(List<RecorderEvent> events, long at) throws SQLException {
    try (PreparedStatement insert =
        database.prepareStatement(
            "insert into recorded_event(recorded_at, zone, epoch, seq, prev, type, id, data,"
                + " journal_hash) values(?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (RecorderEvent event : events) {
        insert.setLong(1, at);
        insert.setString(2, event.zone());
        insert.setLong(3, event.epoch());
        insert.setLong(4, event.sequence());
        insert.setLong(5, event.previous());
        insert.setString(6, event.type());
        insert.setString(7, event.id());
        insert.setString(8, event.data().toString());
        insert.setString(9, event.journalHash());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** Type of what is recorded in the event's place; empty text: nothing is. */
  String typeOf(RecorderEvent event) throws SQLException {
    try (PreparedStatement query =
        database.prepareStatement("select type from recorded_event where zone = ? and seq = ?")) {
      query.setString(1, event.zone());
      query.setLong(2, event.sequence());
      ResultSet found = query.executeQuery();
      return found.next() ? found.getString(1) : "";
    }
  }

  /** Puts the event in the place of what is recorded there. */
  void replace(RecorderEvent event) throws SQLException {
    try (PreparedStatement update =
        database.prepareStatement(
            "update recorded_event set type = ?, data = ? where zone = ? and seq = ?")) {
      update.setString(1, event.type());
      update.setString(2, event.data().toString());
      update.setString(3, event.zone());
      update.setLong(4, event.sequence());
      update.executeUpdate();
    }
  }

  /** Writes all events as JSON lines. */
  void export(Writer out) throws SQLException {
    try (Statement query = database.createStatement()) {
      query.setFetchSize(ROWS_AT_ONCE);
      ResultSet events = query.executeQuery("select * from recorded_event order by place");
      while (events.next()) {
        out.append(line(events).toString()).append('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ObjectNode line(ResultSet event) throws SQLException {
    ObjectNode line = json.createObjectNode();
    line.put("at", event.getLong("recorded_at"));
    line.put("kind", "event");
    line.put("zone", event.getString("zone"));
    line.put("epoch", event.getLong("epoch"));
    line.put("sequence", event.getLong("seq"));
    line.put("previous", event.getLong("prev"));
    line.put("journalHash", event.getString("journal_hash"));
    line.put("type", event.getString("type"));
    line.put("id", event.getString("id"));
    try {
      line.set("data", json.readTree(event.getString("data")));
    } catch (JsonProcessingException e) {
      throw new StoreException("event %s has damaged data".formatted(line.get("id")), e);
    }
    return line;
  }
}
