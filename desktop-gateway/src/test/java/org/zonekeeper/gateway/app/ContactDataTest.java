package org.zonekeeper.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zonekeeper.gateway.Given;
import org.zonekeeper.gateway.app.InMemoryKafka.Completion;
import org.zonekeeper.schemas.UnkeptText;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.command.AddAgentNote;
import org.zonekeeper.schemas.command.AddToDoNotCall;
import org.zonekeeper.schemas.command.ChangeContactDetail;
import org.zonekeeper.schemas.command.GoReady;
import org.zonekeeper.schemas.command.LogOn;
import org.zonekeeper.schemas.command.Originate;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallRole;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.Capability;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.AgentNoteAdded;
import org.zonekeeper.schemas.journal.CommandRefused;
import org.zonekeeper.schemas.journal.ContactDetailChanged;
import org.zonekeeper.schemas.journal.DoNotCallAdded;
import org.zonekeeper.schemas.status.AgentSnapshot;

/** The contact in hand at a real gateway with a real contact store; the test is the zone. */
class ContactDataTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String HOSTILE = "<img src=x onerror=alert(1)>'; drop table agent_note;--";

  @TempDir private Path directory;
  private final Given north = new Given();
  private InMemoryKafka kafka;
  private Gateway gateway;
  private Client desktop;
  private String url;

  @BeforeEach
  void anAgentTalks() throws Exception {
    url =
        "jdbc:h2:file:%s;AUTO_SERVER=TRUE;LOCK_TIMEOUT=60000"
            .formatted(directory.resolve("contacts"));
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private void start(Map<String, String> more) throws InterruptedException {
    kafka = new InMemoryKafka(ZoneDirectory.parse("north=0"), Completion.AT_ONCE);
    kafka.holds(north.heartbeat(System.currentTimeMillis()));
    Map<String, String> settings = new HashMap<>();
    settings.put("gateway.id", "gw1");
    settings.put("insecure.development", "yes");
    settings.put("listen.port", "0");
    settings.put("outage.threshold.ms", "60000");
    settings.put("handover.patience.ms", "60000");
    settings.put("bootstrap.servers", "unused:1");
    settings.put("registry.urls", "http://unused:1");
    settings.put("zones", "north=0");
    settings.put("contacts.jdbc.url", url);
    settings.put("contacts.patience.ms", "5000");
    settings.putAll(more);
    gateway = Gateway.start(GatewaySettings.from(settings), kafka.edge());
    desktop = Client.connect(gateway.port(), "/v1/agent");
    desktop.send(
        "{\"type\":\"AGTLogon\",\"id\":\"1\",\"agent\":\"a-1\",\"extension\":\"4001\",\"zone\":\"north\"}");
    LogOn logOn = kafka.command(LogOn.class, ":1");
    kafka.write(north.loggedOn(logOn), north.accepted(logOn.getHeader().getCommandId()));
    desktop.answerTo("1");
  }

  private void start() throws InterruptedException {
    start(Map.of());
  }

  /** As the zone's read model says it. */
  private void inHand(String call, String contact) {
    AgentSnapshot snapshot = north.snapshot("a-1", desktop.session());
    snapshot.setSequence(north.header().getSequence());
    snapshot.setAgentState(AgentState.BUSY);
    snapshot.setCallState(call == null ? CallState.IDLE : CallState.TALKING);
    snapshot.setCallId(call);
    snapshot.setCallRole(CallRole.OWNER);
    snapshot.setCampaign(contact == null ? null : "spring");
    snapshot.setContact(contact);
    snapshot.setCapabilities(
        contact == null ? List.of(Capability.NOT_READY) : List.of(Capability.UPDATE_RECORD));
    kafka.write(snapshot, north.state("a-1", AgentState.BUSY));
    boolean inHand = contact != null;
    desktop.frame(
        frame ->
            frame.path("type").asText().equals("AGTCapabilitiesChanged")
                && frame.path("capabilities").path("updateRecord").booleanValue() == inHand,
        "capabilities");
  }

  private void has(String name, String group, String value, boolean writable) throws SQLException {
    try (Connection database = DriverManager.getConnection(url);
        PreparedStatement insert =
            database.prepareStatement(
                "insert into contact_field (campaign, contact, name, field_group, writable,"
                    + " content) values ('spring', 'row-7', ?, ?, ?, ?)")) {
      insert.setString(1, name);
      insert.setString(2, group);
      insert.setBoolean(3, writable);
      insert.setString(4, value);
      insert.executeUpdate();
    }
  }

  private JsonNode ask(String type, String id) {
    return ask(type, id, JSON.createObjectNode());
  }

  private JsonNode ask(String type, String id, ObjectNode fields) {
    send(type, id, fields);
    return desktop.answerTo(id);
  }

  private void send(String type, String id, ObjectNode fields) {
    desktop.send(fields.put("type", type).put("id", id).toString());
  }

  private static ObjectNode with(String field, String value) {
    return JSON.createObjectNode().put(field, value);
  }

  private AgentNoteAdded added(AddAgentNote note) {
    return new AgentNoteAdded(
        north.header(),
        note.getHeader().getCommandId(),
        note.getCallId(),
        "j1",
        "spring",
        "row-7",
        note.getAgentId(),
        note.getLength(),
        note.getTextHash());
  }

  private CommandRefused refused(String command, String id, RefusalReason reason) {
    CommandRefused refused = north.refused(id, reason);
    refused.setCommand(command);
    return refused;
  }

  @Test
  void tellsOfTheContactInHandAndOfNoOther() throws Exception {
    start();
    for (String type :
        List.of(
            "AGTGetCustomerDetails",
            "AGTGetContactAttributes",
            "AGTRefreshAgentNotes",
            "AGTIsInDNC")) {
      assertThat(ask(type, "0-" + type).path("reason").textValue()).isEqualTo("STATE_NOT_ALLOWED");
    }
    inHand("c1", "row-7");
    assertThat(ask("AGTGetCustomerDetails", "2").path("details")).isEmpty();
    has("name", "DETAIL", HOSTILE, false);
    has("email", "DETAIL", "mia@example.org", true);
    has("mobile", "NUMBER", "+442079460000", false);
    has("contract", "ATTRIBUTE", "2027", false);

    JsonNode details = ask("AGTGetCustomerDetails", "3");
    assertThat(details.path("contact").textValue()).isEqualTo("row-7");
    assertThat(details.path("details").toString())
        .contains("\"access\":\"WRITE\"", "\"access\":\"READ_ONLY\"");
    assertThat(details.path("details").findValuesAsText("value"))
        .containsExactlyInAnyOrder(HOSTILE, "mia@example.org");
    assertThat(details.path("numbers").findValuesAsText("value")).containsExactly("+442079460000");
    assertThat(ask("AGTGetContactAttributes", "4").path("attributes").findValuesAsText("value"))
        .containsExactly("2027");
    assertThat(kafka.producer().history().toString()).doesNotContain("example.org", "7946");
  }

  @Test
  void aNoteIsInTheStoreBeforeTheZoneIsAsked() throws Exception {
    start();
    inHand("c1", "row-7");
    send("AGTAddAgentNote", "5", with("text", HOSTILE));
    AddAgentNote note = kafka.command(AddAgentNote.class, ":5");
    assertThat(note.getCallId()).isEqualTo("c1");
    assertThat(note.getLength()).isEqualTo(HOSTILE.length());
    assertThat(note.getTextHash()).hasSize(64);
    assertThat(note.toString()).doesNotContain("onerror");
    assertThat(count("draft_write")).isOne();
    assertThat(ask("AGTRefreshAgentNotes", "6").path("notes")).isEmpty();

    kafka.write(added(note), north.accepted(note.getHeader().getCommandId()));
    assertThat(desktop.answerTo("5").path("result").intValue()).isZero();
    JsonNode notes = ask("AGTRefreshAgentNotes", "7").path("notes");
    assertThat(notes.findValuesAsText("text")).containsExactly(HOSTILE);
    assertThat(notes.get(0).path("agent").textValue()).isEqualTo("a-1");
    assertThat(count("draft_write")).isZero();
  }

  @Test
  void aNoteThatTheZoneRefusesIsNowhere() throws Exception {
    start();
    inHand("c1", "row-7");
    send("AGTAddAgentNote", "5", with("text", "too late"));
    String id = kafka.command(AddAgentNote.class, ":5").getHeader().getCommandId();
    kafka.write(refused("AddAgentNote", id, RefusalReason.STATE_NOT_ALLOWED));
    assertThat(desktop.answerTo("5").path("reason").textValue()).isEqualTo("STATE_NOT_ALLOWED");
    await().until(() -> count("draft_write") == 0);
    assertThat(ask("AGTRefreshAgentNotes", "6").path("notes")).isEmpty();
  }

  /** Nothing in hand: the zone says so, and nothing was kept. */
  @Test
  void aNoteAboutNobodyIsTheZonesToRefuse() throws Exception {
    start();
    send("AGTAddAgentNote", "5", with("text", "about whom?"));
    assertThat(kafka.command(AddAgentNote.class, ":5").getCallId()).isEqualTo("none");
    assertThat(count("draft_write")).isZero();
  }

  @Test
  void aNoteOfAnyOtherSizeIsRefused() throws Exception {
    start();
    inHand("c1", "row-7");
    assertThat(ask("AGTAddAgentNote", "5", with("text", "")).path("reason").textValue())
        .isEqualTo("INVALID_PARAMETER");
    assertThat(
            ask("AGTAddAgentNote", "6", with("text", "x".repeat(2_001))).path("text").textValue())
        .contains("2000");
  }

  @Test
  void changesOnlyWhatMayBeChanged() throws Exception {
    start();
    inHand("c1", "row-7");
    ask("AGTGetCustomerDetails", "2");
    has("name", "DETAIL", "Mia", false);
    has("email", "DETAIL", "old@example.org", true);
    JsonNode refusal =
        ask("AGTSetCustomerDetail", "3", with("key", "name").put("value", "Mallory"));
    assertThat(refusal.path("reason").textValue()).isEqualTo("NOT_WRITABLE");
    assertThat(refusal.path("text").textValue()).endsWith("allowed: email");

    send("AGTSetCustomerDetail", "4", with("key", "email").put("value", "new@example.org"));
    ChangeContactDetail change = kafka.command(ChangeContactDetail.class, ":4");
    assertThat(change.toString()).contains("email").doesNotContain("new@example.org");
    kafka.write(
        new ContactDetailChanged(
            north.header(),
            change.getHeader().getCommandId(),
            "c1",
            "j1",
            "spring",
            "row-7",
            "a-1",
            "email",
            change.getLength(),
            change.getTextHash()),
        north.accepted(change.getHeader().getCommandId()));
    desktop.answerTo("4");
    assertThat(desktop.frame("AGTCustomerDetailsChanged").path("key").textValue())
        .isEqualTo("email");
    assertThat(ask("AGTGetCustomerDetails", "5").path("details").findValuesAsText("value"))
        .containsExactlyInAnyOrder("Mia", "new@example.org");
  }

  @Test
  void whoDoesNotWantToBeCalledIsOnTheList() throws Exception {
    start();
    inHand("c1", "row-7");
    ask("AGTGetCustomerDetails", "2");
    has("mobile", "NUMBER", "+442079460000", false);
    assertThat(ask("AGTIsInDNC", "3").path("doNotCall").booleanValue()).isFalse();
    send("AGTAddToDNC", "4", JSON.createObjectNode());
    AddToDoNotCall asked = kafka.command(AddToDoNotCall.class, ":4");
    assertThat(asked.getAllNumbers()).isTrue();
    assertThat(asked.getCallId()).isEqualTo("c1");
    assertThat(asked.getNumbers()).singleElement().extracting("numberKind").isEqualTo("mobile");
    assertThat(asked.getNumbers().getFirst().getNumberHash()).hasSize(64);
    kafka.write(
        new DoNotCallAdded(
            north.header(), "c1", "j1", "spring", "row-7", "a-1", true, asked.getNumbers()),
        north.accepted(asked.getHeader().getCommandId()));
    desktop.answerTo("4");
    JsonNode standing = ask("AGTIsInDNC", "5");
    assertThat(standing.path("doNotCall").booleanValue()).isTrue();
    assertThat(standing.path("allNumbers").booleanValue()).isTrue();
  }

  /** A frame cannot say what the gateway looks up. */
  @Test
  void aDesktopCannotNameAnotherCall() throws Exception {
    start();
    inHand("c1", "row-7");
    send("AGTAddToDNC", "4", with("call", "c99"));
    assertThat(kafka.command(AddToDoNotCall.class, ":4").getCallId()).isEqualTo("c1");
  }

  /** Whoever said so said it of the number, whichever list it stands on. */
  @Test
  void aNumberKeyedInIsLookedUpInTheDoNotCallList() throws Exception {
    start();
    inHand("c1", "row-7");
    ask("AGTGetCustomerDetails", "2");
    has("mobile", "NUMBER", "+43 664 1234567", false);
    send("AGTAddToDNC", "4", JSON.createObjectNode());
    AddToDoNotCall asked = kafka.command(AddToDoNotCall.class, ":4");
    kafka.write(
        new DoNotCallAdded(
            north.header(), "c1", "j1", "spring", "row-7", "a-1", true, asked.getNumbers()),
        north.accepted(asked.getHeader().getCommandId()));
    desktop.answerTo("4");
    await().until(() -> count("do_not_call") > 1);

    JsonNode refused = ask("AGTOriginate", "5", with("number", "+436641234567"));
    assertThat(refused.path("reason").textValue()).isEqualTo("DO_NOT_CALL");
    send("AGTOriginate", "6", with("number", "+436647654321"));
    assertThat(kafka.command(Originate.class, ":6").getKeyedNumber()).isEqualTo("+436647654321");
    assertThat(kafka.producer().history().toString()).doesNotContain("+436641234567");
  }

  /** The platform's list decides alone. */
  @Test
  void withoutItsStoreTheGatewayAsksTheZoneToDial() throws Exception {
    url = "jdbc:h2:tcp://127.0.0.1:1/nowhere";
    start();
    send("AGTOriginate", "5", with("number", "+436641234567"));
    assertThat(kafka.command(Originate.class, ":5").getKeyedNumber()).isEqualTo("+436641234567");
  }

  /** The duty does not depend on a database; everything else says what is wrong, at once. */
  @Test
  void withoutItsStoreTheGatewayGoesOn() throws Exception {
    url = "jdbc:h2:tcp://127.0.0.1:1/nowhere";
    start();
    inHand("c1", "row-7");
    for (String type : List.of("AGTGetCustomerDetails", "AGTRefreshAgentNotes", "AGTIsInDNC")) {
      assertThat(ask(type, "0-" + type).path("reason").textValue())
          .isEqualTo("CONTACT_STORE_NOT_AVAILABLE");
    }
    send("AGTAddAgentNote", "5", with("text", "lost?"));
    AddAgentNote note = kafka.command(AddAgentNote.class, ":5");
    assertThat(note.getTextHash()).isEqualTo(UnkeptText.HASH);
    kafka.write(
        refused(
            "AddAgentNote",
            note.getHeader().getCommandId(),
            RefusalReason.CONTACT_STORE_NOT_AVAILABLE));
    assertThat(desktop.answerTo("5").path("reason").textValue())
        .isEqualTo("CONTACT_STORE_NOT_AVAILABLE");
    send(
        "AGTAddToDNC",
        "6",
        JSON.createObjectNode().set("numbers", JSON.createArrayNode().add("mobile")));
    AddToDoNotCall asked = kafka.command(AddToDoNotCall.class, ":6");
    assertThat(asked.getNumbers()).singleElement().extracting("numberHash").isNull();
    send("AGTStateChange", "7", with("state", "Ready"));
    kafka.command(GoReady.class, ":7");
  }

  /** The store stands still in the middle of a write. */
  @Test
  void aSlowStoreHoldsUpNobodyElse() throws Exception {
    start(Map.of("contacts.patience.ms", "1500", "contacts.waiting", "4"));
    inHand("c1", "row-7");
    ask("AGTGetCustomerDetails", "2");
    String id = desktop.session() + ":5";
    try (Connection database = DriverManager.getConnection(url);
        Statement insert = database.createStatement()) {
      database.setAutoCommit(false);
      insert.execute(
          "insert into draft_write (command_id, zone, epoch_seen, agent, call_id, campaign,"
              + " contact, content, written_at, taken_at) values ('"
              + id
              + "', 'north', 1, 'a-1', 'c1', 'spring', 'row-7', '', 0, 0)");
      send("AGTAddAgentNote", "5", with("text", "waits for a lock"));
      for (int i = 0; i < 6; i++) {
        send("AGTRefreshAgentNotes", "more-" + i, JSON.createObjectNode());
      }
      send("AGTStateChange", "6", with("state", "Ready"));
      kafka.command(GoReady.class, ":6");
      assertThat(desktop.types()).doesNotContain("AGTAddAgentNoteRESP");
      JsonNode refused = desktop.answerTo("more-5");
      assertThat(refused.path("text").textValue()).contains("too many wait");
      assertThat(kafka.command(AddAgentNote.class, ":5").getTextHash()).isEqualTo(UnkeptText.HASH);
      kafka.write(refused("AddAgentNote", id, RefusalReason.CONTACT_STORE_NOT_AVAILABLE));
      assertThat(desktop.answerTo("5").path("reason").textValue())
          .isEqualTo("CONTACT_STORE_NOT_AVAILABLE");
      // Served when the statement was given up, or refused when its own time was up.
      desktop.answerTo("more-0");
      database.rollback();
    }
    // What was kept late after all is no draft of anybody.
    await().atMost(Duration.ofSeconds(20)).until(() -> count("draft_write") == 0);
    assertThat(ask("AGTRefreshAgentNotes", "8").path("result").intValue()).isZero();
  }

  @Test
  void oneSessionHasOnlySoManyQuestions() throws Exception {
    start(Map.of("contacts.patience.ms", "1500"));
    inHand("c1", "row-7");
    ask("AGTGetCustomerDetails", "2");
    String id = desktop.session() + ":5";
    try (Connection database = DriverManager.getConnection(url);
        Statement insert = database.createStatement()) {
      database.setAutoCommit(false);
      insert.execute(
          "insert into draft_write (command_id, zone, epoch_seen, agent, call_id, campaign,"
              + " contact, content, written_at, taken_at) values ('"
              + id
              + "', 'north', 1, 'a-1', 'c1', 'spring', 'row-7', '', 0, 0)");
      send("AGTAddAgentNote", "5", with("text", "waits for a lock"));
      for (int i = 0; i < 8; i++) {
        send("AGTRefreshAgentNotes", "more-" + i, JSON.createObjectNode());
      }
      assertThat(desktop.answerTo("more-7").path("reason").textValue())
          .isEqualTo("TOO_MANY_PENDING");
      database.rollback();
    }
  }

  private int count(String table) throws SQLException {
    try (Connection database = DriverManager.getConnection(url);
        Statement query = database.createStatement();
        var found = query.executeQuery("select count(*) from " + table)) {
      found.next();
      return found.getInt(1);
    }
  }
}
