package org.zonekeeper.gateway.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zonekeeper.gateway.contact.ContactField.Group;

/** The contact store in the real embedded database; two of them are two gateways. */
class JdbcContactStoreTest {
  private static final ContactRef MIA = new ContactRef("spring", "row-7");
  private static final ContactRef TOM = new ContactRef("autumn", "row-9");
  private static final String HOSTILE =
      "'); drop table agent_note; -- <script>\u202e\u0000x</script>";

  @TempDir private Path directory;
  private String url;
  private JdbcContactStore store;
  private JdbcContactStore other;

  @BeforeEach
  void open() {
    url = "jdbc:h2:file:" + directory.resolve("contacts") + ";AUTO_SERVER=TRUE;WRITE_DELAY=0";
    store = store(url);
    other = store(url);
  }

  @AfterEach
  void close() {
    store.close();
    other.close();
  }

  private static JdbcContactStore store(String url) {
    return new JdbcContactStore(url, new Properties(), Duration.ofSeconds(5));
  }

  /** As an installation fills it. */
  private void has(ContactRef contact, Group group, String name, String value, boolean writable)
      throws Exception {
    store.fields(contact); // so that the table is there
    try (Connection database = DriverManager.getConnection(url);
        PreparedStatement insert =
            database.prepareStatement(
                "insert into contact_field (campaign, contact, name, field_group, writable,"
                    + " content) values (?, ?, ?, ?, ?, ?)")) {
      insert.setString(1, contact.campaign());
      insert.setString(2, contact.contact());
      insert.setString(3, name);
      insert.setString(4, group.name());
      insert.setBoolean(5, writable);
      insert.setString(6, value);
      insert.executeUpdate();
    }
  }

  private static DraftWrite note(String id, String text, long at) {
    return new DraftWrite(id, "north", 1, "anna", "c1", MIA, Optional.empty(), text, at);
  }

  private static DraftWrite change(String id, String field, String value, long at) {
    return new DraftWrite(id, "north", 1, "anna", "c1", MIA, Optional.of(field), value, at);
  }

  @Test
  void aNoteIsShownOnlyOnceTheZoneHasAcceptedIt() throws Exception {
    store.keep(note("n1", HOSTILE, 1));
    assertThat(other.notes(MIA, 10)).isEmpty();
    other.settle("n1");
    assertThat(store.notes(MIA, 10)).containsExactly(new AgentNote("n1", "anna", 1, HOSTILE));
    assertThat(store.notes(TOM, 10)).isEmpty();
  }

  @Test
  void whoSettlesSecondChangesNothing() throws Exception {
    store.keep(note("n1", "once", 1));
    store.settle("n1");
    other.settle("n1");
    other.drop("n1");
    // The desktop sends it again, and the zone answers as before.
    store.keep(note("n1", "once", 2));
    store.settle("n1");
    assertThat(store.notes(MIA, 10)).containsExactly(new AgentNote("n1", "anna", 1, "once"));
  }

  @Test
  void whatTheZoneRefusedIsNowhere() throws Exception {
    store.keep(note("n1", "refused", 1));
    store.drop("n1");
    store.settle("n1");
    assertThat(store.notes(MIA, 10)).isEmpty();
  }

  /** Another text under the id of one that waits for its answer. */
  @Test
  void theFirstTextUnderAnIdStays() throws Exception {
    store.keep(note("n1", "first", 1));
    other.keep(note("n1", "second", 2));
    store.settle("n1");
    assertThat(store.notes(MIA, 10)).extracting(AgentNote::text).containsExactly("first");
  }

  @Test
  void theNewestNotesComeFirst() throws Exception {
    for (int i = 1; i <= 5; i++) {
      store.keep(note("n" + i, "note " + i, i));
      store.settle("n" + i);
    }
    assertThat(store.notes(MIA, 3)).extracting(AgentNote::noteId).containsExactly("n5", "n4", "n3");
  }

  @Test
  void aDetailHasItsNewValueOnceItIsAccepted() throws Exception {
    has(MIA, Group.DETAIL, "email", "old@example.org", true);
    store.keep(change("x1", "email", "new@example.org", 5));
    assertThat(store.fields(MIA))
        .extracting(ContactField::value)
        .containsExactly("old@example.org");
    store.settle("x1");
    assertThat(store.fields(MIA))
        .extracting(ContactField::value)
        .containsExactly("new@example.org");
  }

  /** Gateways settle in any order. */
  @Test
  void theLaterOfTwoChangesCounts() throws Exception {
    has(MIA, Group.DETAIL, "email", "", true);
    store.keep(change("x1", "email", "first", 5));
    store.keep(change("x2", "email", "second", 6));
    store.settle("x2");
    other.settle("x1");
    assertThat(store.fields(MIA)).extracting(ContactField::value).containsExactly("second");
  }

  @Test
  void aNumberIsKnownOnTheListWhosever() throws Exception {
    KeyedHash hash = new KeyedHash(store.secret());
    has(MIA, Group.NUMBER, "mobile", "+44 20 7946-0000", false);
    has(TOM, Group.NUMBER, "home", "+442079460000", false);
    has(TOM, Group.NUMBER, "work", "+442079460001", false);
    var entry =
        new DoNotCallEntry(
            "north-7/mobile",
            MIA,
            Optional.of("mobile"),
            Optional.of(hash.ofNumber("+44 (20) 7946 0000")),
            "anna",
            1);
    store.list(entry);
    other.list(entry);
    assertThat(other.doNotCall(TOM, hash)).isEqualTo(new DoNotCallStanding(false, Set.of("home")));
    assertThat(other.doNotCall(MIA, hash))
        .isEqualTo(new DoNotCallStanding(false, Set.of("mobile")));
    store.list(new DoNotCallEntry("north-8", TOM, Optional.empty(), Optional.empty(), "anna", 2));
    assertThat(other.doNotCall(TOM, hash).all()).isTrue();
  }

  @Test
  void allGatewaysHaveOneSecret() throws Exception {
    assertThat(store.secret()).hasSize(32).isEqualTo(other.secret()).isEqualTo(store.secret());
    assertThat(new KeyedHash(store.secret()).of("a text")).hasSize(64).doesNotContain("a text");
  }

  @Test
  void aDraftThatNobodySettledIsTakenOverByOne() throws Exception {
    store.keep(note("n1", "too old", 1_000));
    store.keep(note("n2", "left behind", 5_000));
    store.keep(note("n3", "on its way", 9_000));
    List<DraftWrite> mine = store.takeOver(2_000, 8_000, 10_000, 10);
    List<DraftWrite> others = other.takeOver(2_000, 8_000, 10_000, 10);
    assertThat(mine).containsExactly(note("n2", "left behind", 5_000));
    assertThat(others).isEmpty();
  }

  /** What a database says may repeat what it was given. */
  @Test
  void aFailureSaysNothingOfWhatWasWritten() throws Exception {
    assertThatThrownBy(() -> store.keep(note("n1", "secret ".repeat(1_000), 1)))
        .isInstanceOf(ContactStoreException.class)
        .hasMessageContaining("SQL state")
        .hasMessageNotContaining("secret")
        .hasNoCause();
    assertThat(note("n1", "secret", 1).toString()).doesNotContain("secret");
    store.keep(note("n1", "short", 1));
  }

  @Test
  void comesBackWhenTheDatabaseDoes() throws Exception {
    store.keep(note("n1", "before", 1));
    shutDown();
    assertThatThrownBy(() -> store.settle("n1")).isInstanceOf(ContactStoreException.class);
    store.settle("n1");
    assertThat(store.notes(MIA, 10)).extracting(AgentNote::text).containsExactly("before");
  }

  private void shutDown() throws SQLException {
    try (Connection database = DriverManager.getConnection(url);
        Statement shutdown = database.createStatement()) {
      shutdown.execute("shutdown immediately");
    }
  }
}
