package org.zonekeeper.simulators.recorder;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The recorder's durable memory, an embedded database: each zone's events in order, each event
 * once. The position of each zone is not kept apart from the events but is the last of them, so
 * that the two cannot disagree.
 *
 * <p>A batch is one transaction, on the disk before {@link #append} returns; one that does not
 * follow what is there is refused whole. Safe for use from any thread; one batch at a time.
 */
public final class RecorderStore implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RecorderStore.class);
  private static final String TOPIC_PLACE =
      "create table if not exists topic_place(zone varchar primary key, next_offset bigint)";

  private final Map<String, LastEvent> positions = new TreeMap<>();
  private final Connection database;
  private final EventTable events;
  private final CallConsistencyCheck calls;
  private final InstantSource clock;

  private RecorderStore(Connection database, InstantSource clock) {
    this.database = database;
    this.events = new EventTable(database);
    this.calls = new CallConsistencyCheck(database);
    this.clock = clock;
  }

  /**
   * Opens the database, or starts one.
   *
   * @param file without its suffix, which is {@code .mv.db}
   * @throws StoreException if it is in use, or damaged
   */
  public static RecorderStore open(Path file, InstantSource clock) throws IOException {
    // What is committed is on the disk.
    return open(file, clock, Duration.ZERO);
  }

  /**
   * As {@link #open(Path, InstantSource)}, for a recorder that lives and dies with whoever asks it:
   * a batch may be on the disk only some time after it was taken, which spares the machine much.
   *
   * @param writeDelay how long it may take
   */
  public static RecorderStore open(Path file, InstantSource clock, Duration writeDelay)
      throws IOException {
    Path path = file.toAbsolutePath();
    Files.createDirectories(path.getParent());
    // DB_CLOSE_ON_EXIT: we close it ourselves.
    String url =
        "jdbc:h2:file:%s;WRITE_DELAY=%d;DB_CLOSE_ON_EXIT=FALSE"
            .formatted(path, writeDelay.toMillis());
    Connection database = null;
    try {
      database = DriverManager.getConnection(url);
      database.setAutoCommit(false);
      RecorderStore store = new RecorderStore(database, clock);
      store.prepare(path);
      return store;
    } catch (SQLException e) {
      StoreException failure =
          new StoreException(
              "the recorder's database %s.mv.db cannot be used: %s; another recorder may have it open,"
                      .formatted(path, e.getMessage())
                  + " or it is damaged: move it away to start anew, or restore it",
              e);
      closeAfter(failure, database);
      throw failure;
    }
  }

  /**
   * Records those events of a batch that are not on record yet.
   *
   * @return how many were new
   * @throws GapException if an event does not follow its zone's last; nothing is recorded then
   * @throws StoreException if the database cannot be written; nothing is recorded then
   */
  public int append(List<RecorderEvent> batch) {
    return record(batch, () -> {});
  }

  /**
   * Records a batch that was read from the topic, and where to read on, both or neither.
   *
   * @param nextOffset in the zone's partition
   * @throws GapException as {@link #append}
   */
  int appendFromTopic(String zone, List<RecorderEvent> batch, long nextOffset) {
    return record(batch, () -> keepPlace(zone, nextOffset));
  }

  /** Where to read the zone's partition on; empty: at its beginning. */
  synchronized OptionalLong nextOffset(String zone) {
    return inTransaction(
        () -> {
          try (PreparedStatement query =
              database.prepareStatement("select next_offset from topic_place where zone = ?")) {
            query.setString(1, zone);
            ResultSet found = query.executeQuery();
            return found.next() ? OptionalLong.of(found.getLong(1)) : OptionalLong.empty();
          }
        });
  }

  /**
   * Takes an event that comes again out of its place, because it was refused at first: it replaces
   * the placeholder that was recorded instead of it.
   *
   * @return whether that changed anything; no, if it is on record already
   * @throws GapException if there is neither a placeholder nor the event
   */
  public synchronized boolean takeResent(RecorderEvent event) {
    return inTransaction(
        () -> {
          String there = events.typeOf(event);
          if (there.equals(event.type())) {
            return false;
          }
          if (!there.equals(RecorderEvent.PLACEHOLDER)) {
            throw new GapException(event, last(positions, event).sequence());
          }
          events.replace(event);
          return true;
        });
  }

  /**
   * The last event recorded of each zone, in the zones' order: the answer reads the same every
   * time.
   */
  public synchronized SortedMap<String, LastEvent> positions() {
    return Collections.unmodifiableSortedMap(new TreeMap<>(positions));
  }

  /** What is odd about the stream, in words; a stream that is as it should be has nothing. */
  public synchronized List<String> findings() {
    return inTransaction(calls::findings);
  }

  /** Writes all events as JSON lines, in the order in which they were recorded. */
  public void export(Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      export(out);
    }
  }

  /** As {@link #export(Path)}; the writer stays open. */
  synchronized void export(Writer out) {
    inTransaction(
        () -> {
          events.export(out);
          return true;
        });
  }

  @Override
  public synchronized void close() {
    try {
      database.close();
    } catch (SQLException e) {
      throw new StoreException("the recorder's database did not close: " + e.getMessage(), e);
    }
  }

  private synchronized int record(List<RecorderEvent> batch, Step more) {
    Map<String, LastEvent> ahead = new TreeMap<>(positions);
    List<RecorderEvent> fresh = new ArrayList<>();
    for (RecorderEvent event : batch) {
      if (event.sequence() <= last(ahead, event).sequence()) {
        continue; // sent again because our answer was lost
      }
      follow(ahead, event);
      fresh.add(event);
    }
    inTransaction(
        () -> {
          events.insert(fresh, clock.millis());
          for (RecorderEvent event : fresh) {
            calls.note(event);
          }
          more.run();
          return true;
        });
    positions.putAll(ahead);
    return fresh.size();
  }

  private static void follow(Map<String, LastEvent> positions, RecorderEvent event) {
    long last = last(positions, event).sequence();
    if (event.previous() != last) {
      throw new GapException(event, last);
    }
    positions.put(event.zone(), new LastEvent(event.sequence(), event.journalHash()));
  }

  private static LastEvent last(Map<String, LastEvent> positions, RecorderEvent event) {
    return positions.getOrDefault(event.zone(), LastEvent.NONE);
  }

  private void keepPlace(String zone, long nextOffset) throws SQLException {
    try (PreparedStatement merge =
        database.prepareStatement("merge into topic_place key(zone) values(?, ?)")) {
      merge.setString(1, zone);
      merge.setLong(2, nextOffset);
      merge.executeUpdate();
    }
  }

  private void prepare(Path path) throws SQLException {
    try (Statement statement = database.createStatement()) {
      events.prepare(statement);
      calls.prepare(statement);
      statement.execute(TOPIC_PLACE);
    }
    positions.putAll(events.positions());
    database.commit();
    LOG.info("recorder database open file={}.mv.db positions={}", path, positions);
  }

  /** All or nothing, on the disk when it returns. */
  private <T> T inTransaction(Work<T> work) {
    boolean done = false;
    try {
      T result = work.run();
      database.commit();
      done = true;
      return result;
    } catch (SQLException e) {
      throw new StoreException("the recorder's database failed: " + e.getMessage(), e);
    } finally {
      if (!done) {
        rollBack();
      }
    }
  }

  private void rollBack() {
    try {
      database.rollback();
    } catch (SQLException e) {
      // What was not committed is gone with the connection as well; the first failure is thrown.
      LOG.error("recorder database did not roll back", e);
    }
  }

  private static void closeAfter(StoreException failure, Connection database) {
    if (database != null) {
      try {
        database.close();
      } catch (SQLException e) {
        failure.addSuppressed(e);
      }
    }
  }

  /** A part of a transaction with a result. */
  private interface Work<T> {
    T run() throws SQLException;
  }

  /** A part of a transaction. */
  private interface Step {
    void run() throws SQLException;
  }
}
