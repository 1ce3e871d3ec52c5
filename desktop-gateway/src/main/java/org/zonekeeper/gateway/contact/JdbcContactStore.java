package org.zonekeeper.gateway.contact;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.zonekeeper.gateway.contact.ContactField.Group;

/**
 * A contact store in any relational database, in SQL that all of them understand. Connects when it
 * is first asked, and anew after every failure. Not thread-safe: each thread has its own.
 */
public final class JdbcContactStore implements ContactStore {
  private static final int SECRET_BYTES = 32;

  /** Each is known to be there, or made; in the order in which they are needed. */
  private static final List<String> TABLES =
      List.of(
          "create table if not exists contact_field (campaign varchar(128) not null,"
              + " contact varchar(128) not null, name varchar(128) not null,"
              + " field_group varchar(16) not null, writable boolean not null,"
              + " content varchar(4000) not null, primary key (campaign, contact, name))",
          "create table if not exists agent_note (note_id varchar(200) primary key,"
              + " campaign varchar(128) not null, contact varchar(128) not null,"
              + " agent varchar(128) not null, written_at bigint not null,"
              + " content varchar(4000) not null)",
          "create index if not exists agent_note_of on agent_note (campaign, contact, written_at)",
          "create table if not exists field_change (change_id varchar(200) primary key,"
              + " campaign varchar(128) not null, contact varchar(128) not null,"
              + " name varchar(128) not null, agent varchar(128) not null,"
              + " written_at bigint not null)",
          "create index if not exists field_change_of on field_change (campaign, contact, name,"
              + " written_at)",
          "create table if not exists draft_write (command_id varchar(200) primary key,"
              + " zone varchar(128) not null, epoch_seen bigint not null,"
              + " agent varchar(128) not null, call_id varchar(128) not null,"
              + " campaign varchar(128) not null, contact varchar(128) not null,"
              + " name varchar(128), content varchar(4000) not null,"
              + " written_at bigint not null, taken_at bigint not null)",
          "create table if not exists do_not_call (entry_id varchar(300) primary key,"
              + " campaign varchar(128) not null, contact varchar(128) not null,"
              + " number_kind varchar(128), number_hash varchar(64),"
              + " agent varchar(128) not null, told_at bigint not null)",
          "create index if not exists do_not_call_of on do_not_call (campaign, contact)",
          "create index if not exists do_not_call_hash on do_not_call (number_hash)",
          "create table if not exists installation_secret (name varchar(64) primary key,"
              + " content varchar(128) not null)");

  private final String url;
  private final Properties credentials;
  private final Duration patience;
  private Optional<Connection> connection = Optional.empty();

  /** What is done in one transaction. */
  @FunctionalInterface
  private interface Work<T> {
    T in(Connection database) throws SQLException;
  }

  /**
   * @param url of the database, as JDBC has it
   * @param credentials "user" and "password", if it asks for them
   * @param patience with one statement
   */
  public JdbcContactStore(String url, Properties credentials, Duration patience) {
    // Read once by H2, before it listens for others on this machine that share its file.
    if (System.getProperty("h2.bindAddress") == null) {
      System.setProperty("h2.bindAddress", "127.0.0.1");
    }
    this.url = url;
    this.credentials = (Properties) credentials.clone();
    this.patience = patience;
  }

  @Override
  public byte[] secret() throws ContactStoreException {
    return transaction(
        database -> {
          Optional<byte[]> known = secret(database);
          if (known.isPresent()) {
            return known.get();
          }
          byte[] made = new byte[SECRET_BYTES];
          new SecureRandom().nextBytes(made);
          boolean mine =
              insertedFirst(
                  database,
                  "insert into installation_secret (name, content) values (?, ?)",
                  "keyed-hash",
                  HexFormat.of().formatHex(made));
          return mine ? made : secret(database).orElseThrow();
        });
  }

  private Optional<byte[]> secret(Connection database) throws SQLException {
    try (PreparedStatement query =
            prepare(
                database, "select content from installation_secret where name = ?", "keyed-hash");
        ResultSet found = query.executeQuery()) {
      return found.next()
          ? Optional.of(HexFormat.of().parseHex(found.getString(1)))
          : Optional.empty();
    }
  }

  @Override
  public List<ContactField> fields(ContactRef contact) throws ContactStoreException {
    return transaction(database -> fields(database, contact));
  }

  private List<ContactField> fields(Connection database, ContactRef contact) throws SQLException {
    List<ContactField> fields = new ArrayList<>();
    try (PreparedStatement query =
            prepare(
                database,
                "select name, content, field_group, writable from contact_field"
                    + " where campaign = ? and contact = ? order by name",
                contact.campaign(),
                contact.contact());
        ResultSet found = query.executeQuery()) {
      while (found.next()) {
        fields.add(
            new ContactField(
                found.getString(1),
                found.getString(2),
                Group.valueOf(found.getString(3)),
                found.getBoolean(4)));
      }
    }
    return fields;
  }

  @Override
  public List<AgentNote> notes(ContactRef contact, int most) throws ContactStoreException {
    return transaction(
        database -> {
          List<AgentNote> notes = new ArrayList<>();
          try (PreparedStatement query =
              prepare(
                  database,
                  "select note_id, agent, written_at, content from agent_note"
                      + " where campaign = ? and contact = ?"
                      + " order by written_at desc, note_id desc",
                  contact.campaign(),
                  contact.contact())) {
            query.setMaxRows(most);
            try (ResultSet found = query.executeQuery()) {
              while (found.next()) {
                notes.add(
                    new AgentNote(
                        found.getString(1),
                        found.getString(2),
                        found.getLong(3),
                        found.getString(4)));
              }
            }
          }
          return notes;
        });
  }

  @Override
  public DoNotCallStanding doNotCall(ContactRef contact, KeyedHash hash)
      throws ContactStoreException {
    return transaction(
        database -> {
          boolean all = false;
          Set<String> kinds = new TreeSet<>();
          try (PreparedStatement query =
                  prepare(
                      database,
                      "select number_kind from do_not_call where campaign = ? and contact = ?",
                      contact.campaign(),
                      contact.contact());
              ResultSet found = query.executeQuery()) {
            while (found.next()) {
              String kind = found.getString(1);
              all |= kind == null;
              if (kind != null) {
                kinds.add(kind);
              }
            }
          }
          for (ContactField field : fields(database, contact)) {
            if (field.group() == Group.NUMBER
                && exists(
                    database,
                    "select 1 from do_not_call where number_hash = ?",
                    hash.ofNumber(field.value()))) {
              kinds.add(field.name());
            }
          }
          return new DoNotCallStanding(all, Set.copyOf(kinds));
        });
  }

  @Override
  public boolean isListed(String numberHash) throws ContactStoreException {
    return transaction(
        database ->
            exists(database, "select 1 from do_not_call where number_hash = ?", numberHash));
  }

  @Override
  public void keep(DraftWrite draft) throws ContactStoreException {
    var unused =
        transaction(
            database -> {
              if (exists(database, "select 1 from agent_note where note_id = ?", draft.commandId())
                  || exists(
                      database,
                      "select 1 from field_change where change_id = ?",
                      draft.commandId())) {
                return false;
              }
              return insertedFirst(
                  database,
                  "insert into draft_write (command_id, zone, epoch_seen, agent, call_id, campaign,"
                      + " contact, name, content, written_at, taken_at)"
                      + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                  draft.commandId(),
                  draft.zone(),
                  draft.epochSeen(),
                  draft.agentId(),
                  draft.callId(),
                  draft.contact().campaign(),
                  draft.contact().contact(),
                  draft.field().orElse(null),
                  draft.text(),
                  draft.at(),
                  draft.at());
            });
  }

  @Override
  public void settle(String commandId) throws ContactStoreException {
    var unused =
        transaction(
            database -> {
              Optional<DraftWrite> draft = draft(database, commandId);
              // Whoever deletes it is the one who settles it.
              boolean mine =
                  draft.isPresent()
                      && update(database, "delete from draft_write where command_id = ?", commandId)
                          == 1;
              if (mine) {
                settle(database, draft.get());
              }
              return mine;
            });
  }

  private void settle(Connection database, DraftWrite draft) throws SQLException {
    ContactRef contact = draft.contact();
    if (draft.field().isEmpty()) {
      update(
          database,
          "insert into agent_note (note_id, campaign, contact, agent, written_at, content)"
              + " values (?, ?, ?, ?, ?, ?)",
          draft.commandId(),
          contact.campaign(),
          contact.contact(),
          draft.agentId(),
          draft.at(),
          draft.text());
      return;
    }
    boolean newer =
        exists(
            database,
            "select 1 from field_change where campaign = ? and contact = ? and name = ?"
                + " and written_at > ?",
            contact.campaign(),
            contact.contact(),
            draft.field().get(),
            draft.at());
    update(
        database,
        "insert into field_change (change_id, campaign, contact, name, agent, written_at)"
            + " values (?, ?, ?, ?, ?, ?)",
        draft.commandId(),
        contact.campaign(),
        contact.contact(),
        draft.field().get(),
        draft.agentId(),
        draft.at());
    if (!newer) {
      update(
          database,
          "update contact_field set content = ? where campaign = ? and contact = ? and name = ?",
          draft.text(),
          contact.campaign(),
          contact.contact(),
          draft.field().get());
    }
  }

  @Override
  public void drop(String commandId) throws ContactStoreException {
    var unused =
        transaction(
            database ->
                update(database, "delete from draft_write where command_id = ?", commandId));
  }

  @Override
  public void list(DoNotCallEntry entry) throws ContactStoreException {
    var unused =
        transaction(
            database ->
                insertedFirst(
                    database,
                    "insert into do_not_call (entry_id, campaign, contact, number_kind,"
                        + " number_hash, agent, told_at) values (?, ?, ?, ?, ?, ?, ?)",
                    entry.entryId(),
                    entry.contact().campaign(),
                    entry.contact().contact(),
                    entry.numberKind().orElse(null),
                    entry.numberHash().orElse(null),
                    entry.agentId(),
                    entry.at()));
  }

  @Override
  public List<DraftWrite> takeOver(long notBefore, long notAfter, long now, int most)
      throws ContactStoreException {
    return transaction(
        database -> {
          List<DraftWrite> mine = new ArrayList<>();
          for (String commandId : unsettled(database, notBefore, notAfter, most)) {
            if (update(
                    database,
                    "update draft_write set taken_at = ? where command_id = ? and taken_at <= ?",
                    now,
                    commandId,
                    notAfter)
                == 1) {
              draft(database, commandId).ifPresent(mine::add);
            }
          }
          return mine;
        });
  }

  private List<String> unsettled(Connection database, long notBefore, long notAfter, int most)
      throws SQLException {
    List<String> ids = new ArrayList<>();
    try (PreparedStatement query =
        prepare(
            database,
            "select command_id from draft_write where written_at >= ? and taken_at <= ?"
                + " order by written_at",
            notBefore,
            notAfter)) {
      query.setMaxRows(most);
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          ids.add(found.getString(1));
        }
      }
    }
    return ids;
  }

  private Optional<DraftWrite> draft(Connection database, String commandId) throws SQLException {
    try (PreparedStatement query =
            prepare(
                database,
                "select zone, epoch_seen, agent, call_id, campaign, contact, name, content,"
                    + " written_at from draft_write where command_id = ?",
                commandId);
        ResultSet found = query.executeQuery()) {
      return found.next()
          ? Optional.of(
              new DraftWrite(
                  commandId,
                  found.getString(1),
                  found.getLong(2),
                  found.getString(3),
                  found.getString(4),
                  new ContactRef(found.getString(5), found.getString(6)),
                  Optional.ofNullable(found.getString(7)),
                  found.getString(8),
                  found.getLong(9)))
          : Optional.empty();
    }
  }

  @Override
  public void close() {
    Optional<Connection> open = connection;
    connection = Optional.empty();
    if (open.isPresent()) {
      try {
        open.get().close();
      } catch (SQLException e) {
        // It was of no use any more.
      }
    }
  }

  private <T> T transaction(Work<T> work) throws ContactStoreException {
    try {
      Connection database = connected();
      T done = work.in(database);
      database.commit();
      return done;
    } catch (SQLException e) {
      // Whatever it had begun ends with the connection.
      close();
      // What a database says may repeat what it was given, and that is in no log.
      throw new ContactStoreException(
          "the contact store did not do it: SQL state %s, error %d (%s)"
              .formatted(e.getSQLState(), e.getErrorCode(), e.getClass().getSimpleName()));
    }
  }

  private Connection connected() throws SQLException {
    if (connection.isPresent()) {
      return connection.get();
    }
    Connection opened = DriverManager.getConnection(url, credentials);
    connection = Optional.of(opened);
    opened.setAutoCommit(false);
    prepare(opened);
    return opened;
  }

  /** Another gateway may be making the same tables: what is there then is as good. */
  private void prepare(Connection database) throws SQLException {
    for (String table : TABLES) {
      try (Statement create = database.createStatement()) {
        create.setQueryTimeout(seconds());
        create.execute(table);
      }
    }
    database.commit();
  }

  /** Whether it was this one; false: a row of that key is there, and stays. */
  private boolean insertedFirst(Connection database, String insert, Object... values)
      throws SQLException {
    Savepoint before = database.setSavepoint();
    try {
      return update(database, insert, values) == 1;
    } catch (SQLException e) {
      // Class 23 of SQL states: a constraint, of which these tables have no other than their keys.
      if (e.getSQLState() == null || !e.getSQLState().startsWith("23")) {
        throw e;
      }
      database.rollback(before);
      return false;
    }
  }

  private boolean exists(Connection database, String select, Object... values) throws SQLException {
    try (PreparedStatement query = prepare(database, select, values);
        ResultSet found = query.executeQuery()) {
      return found.next();
    }
  }

  private int update(Connection database, String statement, Object... values) throws SQLException {
    try (PreparedStatement update = prepare(database, statement, values)) {
      return update.executeUpdate();
    }
  }

  private PreparedStatement prepare(Connection database, String statement, Object... values)
      throws SQLException {
    PreparedStatement prepared = database.prepareStatement(statement);
    prepared.setQueryTimeout(seconds());
    for (int i = 0; i < values.length; i++) {
      prepared.setObject(i + 1, values[i]);
    }
    return prepared;
  }

  private int seconds() {
    return (int) Math.max(1, patience.toSeconds());
  }
}
