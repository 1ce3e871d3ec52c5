package org.zonekeeper.gateway.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.zonekeeper.gateway.app.InMemoryKafka.Completion;
import org.zonekeeper.gateway.contact.ContactRef;
import org.zonekeeper.gateway.contact.ContactStoreException;
import org.zonekeeper.gateway.contact.JdbcContactStore;
import org.zonekeeper.schemas.ZoneDirectory;

/**
 * A real gateway in front of {@link StagedZones}, for the pages: three zones at work. As a program
 * it reads {@code kill ZONE}, {@code takeover ZONE} and {@code contact ZONE AGENT} from its
 * standard input, until that ends.
 */
final class StagedGateway implements AutoCloseable {
  private static final String CONTACTS = "jdbc:h2:mem:staged;DB_CLOSE_DELAY=-1";

  /** Whoever fills a contact store may have taken it from anywhere. */
  private static final String HOSTILE_NAME = "Mia <img src=x onerror=alert(1)>";

  private static final String DIRECTORY = "north=0,south=1,west=2";

  private final Map<String, StagedZones> zones = new LinkedHashMap<>();
  private final ScheduledExecutorService stage = Executors.newSingleThreadScheduledExecutor();
  private final ScriptPages scripts;
  private final Gateway gateway;

  /**
   * Opens it.
   *
   * @param staff agents of each zone, besides persons at a page
   */
  StagedGateway(int staff, String port) throws IOException, InterruptedException {
    this(staff, port, Map.of("insecure.development", "yes"));
  }

  /**
   * Opens it for people who log on.
   *
   * @param identity whose tokens count, as settings
   */
  StagedGateway(int staff, String port, Map<String, String> identity)
      throws IOException, InterruptedException {
    scripts = new ScriptPages();
    InMemoryKafka kafka = new InMemoryKafka(ZoneDirectory.parse(DIRECTORY), Completion.AT_ONCE);
    int owner = 1;
    for (String zone : ZoneDirectory.parse(DIRECTORY).zones()) {
      StagedZones staged = new StagedZones(zone, owner, staff, kafka, owner);
      zones.put(zone, staged);
      kafka.happened(zone, StagedPast.of(zone, System.currentTimeMillis()));
      kafka.holds(staged.status());
      owner++;
    }
    Map<String, String> settings = new HashMap<>(identity);
    settings.put("listen.port", port);
    settings.put("outage.threshold.ms", "1000");
    settings.put("bootstrap.servers", "unused:1");
    settings.put("registry.urls", "http://unused:1");
    settings.put("zones", DIRECTORY);
    settings.put("contacts.jdbc.url", CONTACTS);
    settings.put("pages.script.origins", scripts.origin().toString());
    zones.get("west").script(scripts.origin() + "/loans?contact=");
    zones.get("south").script(scripts.otherOrigin() + "/loans?contact=");
    gateway = Gateway.start(GatewaySettings.from(settings), kafka.edge());
    stage.execute(() -> zones.values().forEach(StagedZones::open));
    var unused =
        stage.scheduleAtFixedRate(
            () -> zones.values().forEach(StagedZones::tick), 200, 200, TimeUnit.MILLISECONDS);
  }

  /** The zones of every such gateway. */
  static List<String> zones() {
    return List.copyOf(ZoneDirectory.parse(DIRECTORY).zones());
  }

  /** Nobody keeps a standby of that zone any more. */
  void leaveAlone(String zone) {
    stage.execute(zones.get(zone)::leaveAlone);
  }

  int port() {
    return gateway.port();
  }

  void kill(String zone) {
    stage.execute(zones.get(zone)::kill);
  }

  /** The agent of that name is shown a contact as soon as it is free. */
  void showContact(String zone, String agentId) {
    stage.execute(
        () -> {
          describe(StagedContacts.referenceFor(agentId));
          zones.get(zone).showContact(agentId);
        });
  }

  /** What the contact store has of it, once. */
  private static void describe(String contact) {
    JdbcContactStore store =
        new JdbcContactStore(CONTACTS, new Properties(), Duration.ofSeconds(5));
    try (store;
        Connection database = DriverManager.getConnection(CONTACTS)) {
      if (store.fields(new ContactRef("loans", contact)).isEmpty()) {
        field(database, contact, "name", "DETAIL", false, HOSTILE_NAME);
        field(database, contact, "email", "DETAIL", true, "mia@example.org");
        field(database, contact, "contract ends", "ATTRIBUTE", false, "2027-05");
        field(database, contact, "time zone", "ATTRIBUTE", false, "Pacific/Auckland");
        field(database, contact, "mobile", "NUMBER", false, "+44 20 7946 0000");
      }
    } catch (SQLException | ContactStoreException e) {
      throw new IllegalStateException("the staged contact cannot be described", e);
    }
  }

  private static void field(
      Connection database,
      String contact,
      String name,
      String group,
      boolean writable,
      String value)
      throws SQLException {
    try (PreparedStatement insert =
        database.prepareStatement("insert into contact_field values ('loans', ?, ?, ?, ?, ?)")) {
      insert.setString(1, contact);
      insert.setString(2, name);
      insert.setString(3, group);
      insert.setBoolean(4, writable);
      insert.setString(5, value);
      insert.executeUpdate();
    }
  }

  void takeOver(String zone) {
    stage.execute(zones.get(zone)::takeOver);
  }

  @Override
  public void close() {
    stage.shutdownNow();
    gateway.close();
    scripts.close();
  }

  /**
   * For a person, or a script, who wants to look at the pages: {@code StagedGateway STAFF PORT
   * [ISSUER]}.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Map<String, String> identity =
        arguments.length > 2
            ? Map.of("identity.issuer", arguments[2])
            : Map.of("insecure.development", "yes");
    try (StagedGateway staged =
            new StagedGateway(Integer.parseInt(arguments[0]), arguments[1], identity);
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      System.out.println("http://127.0.0.1:" + staged.port() + "/");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("kill ")) {
          staged.kill(line.substring(5));
        } else if (line.startsWith("takeover ")) {
          staged.takeOver(line.substring(9));
        } else if (line.startsWith("contact ")) {
          String[] place = line.substring(8).split(" ", 2);
          staged.showContact(place[0], place[1]);
        }
      }
    }
  }
}
