package org.zonekeeper.gateway.app;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.zonekeeper.management.ManagementPort;
import org.zonekeeper.management.traces.TraceSettings;
import org.zonekeeper.schemas.cluster.ClusterSettings;
import org.zonekeeper.settings.DurationSetting;
import org.zonekeeper.settings.ListenAddress;
import org.zonekeeper.settings.NumberSetting;
import org.zonekeeper.settings.PathSetting;
import org.zonekeeper.settings.Setting;
import org.zonekeeper.settings.SettingsCatalogue;
import org.zonekeeper.settings.TextSetting;

/** The declarations of a gateway's settings: key, default, bounds, reason. Constants. */
public final class GatewaySetting {
  static final Setting<String> ID =
      TextSetting.of("gateway.id")
          .matching("[A-Za-z0-9_-]{1,40}", "1 to 40 letters, digits, '_' and '-'")
          .mayBeAbsent()
          .because(
              "this gateway's id, in logs and on commands; a random one if there is none, and then"
                  + " nothing clashes")
          .asOption("ID", "--id")
          .asVariable("ZONEKEEPER_ID");

  static final Setting<String> HOST =
      ListenAddress.hostSetting("listen.host")
          .defaultsTo("127.0.0.1")
          .because(
              "where clients connect; this machine only until told otherwise, because tokens over"
                  + " a network want TLS (tls.certificate), here or in a proxy")
          .asOption("HOST", "--host");

  static final Setting<Set<String>> ORIGINS =
      TextSetting.of("listen.origins")
          .readBy(GatewaySetting::origins, "origins of web pages, separated by commas")
          .defaultsTo("")
          .because(
              "web pages that may connect beside the gateway's own; programs, which send no origin,"
                  + " need none");

  static final Setting<Set<String>> SCRIPT_ORIGINS =
      TextSetting.of("pages.script.origins")
          .readBy(
              GatewaySetting::pageOrigins,
              "origins of web pages, such as https://scripts.example.com, separated by commas")
          .defaultsTo("")
          .because(
              "whose pages the agent's desktop may show as a call's script (a job's scriptUrl); a"
                  + " page that nobody named is not shown");

  static final Setting<Integer> PORT =
      NumberSetting.of("listen.port")
          .defaultsTo(8090)
          .between(0, 65_535)
          .because("unassigned, and free on most machines; 0: any free one")
          .asOption("PORT", "--port");

  static final Setting<Duration> OUTAGE_THRESHOLD =
      DurationSetting.of("outage.threshold.ms")
          .defaultsTo(ofMillis(1500))
          .between(ofMillis(200), ofMinutes(10))
          .because(
              "silence of a zone's owner that counts as an outage; the same for Agent"
                  + " Managers, gateways and reports");

  static final Setting<Duration> HANDOVER_PATIENCE =
      DurationSetting.of("handover.patience.ms")
          .defaultsTo(ofSeconds(10))
          .between(ofMillis(200), ofMinutes(10))
          .because(
              "silence in a handover that counts as an outage all the same: a rolling"
                  + " upgrade's slowest step, a cold JVM that joins, was measured below 2 s");

  static final Setting<Duration> RESUME_GRACE =
      DurationSetting.of("resume.grace.ms")
          .defaultsTo(ofSeconds(10))
          .between(ofMillis(100), ofMinutes(10))
          .because(
              "how long a session outlives its connection: a page reload or a changed network"
                  + " takes a few seconds");

  static final Setting<Duration> ALIVE_TIMEOUT =
      DurationSetting.of("alive.timeout.ms")
          .defaultsTo(ofSeconds(15))
          .between(ofMillis(300), ofMinutes(10))
          .because(
              "silence of a client after which its connection counts as lost: three of a"
                  + " desktop's keep-alives");

  static final Setting<Duration> ANSWER_PATIENCE =
      DurationSetting.of("answer.patience.ms")
          .defaultsTo(ofSeconds(5))
          .between(ofMillis(100), ofMinutes(10))
          .because(
              "after that a client is told that its answer is late: a hundred times the usual"
                  + " answer; then a person wonders");

  static final Setting<Duration> REFUSAL_PATIENCE =
      DurationSetting.of("refusal.patience.ms")
          .defaultsTo(ofMillis(500))
          .between(ofMillis(50), ofMinutes(10))
          .because(
              "for the record of a refusal to be confirmed by the broker, a hundred times what it"
                  + " takes; then it is told without: half of what a person calls at once");

  static final Setting<Duration> DELIVERY_TIMEOUT =
      DurationSetting.of("command.delivery.timeout.ms")
          .defaultsTo(ofSeconds(5))
          .between(ofMillis(500), ofMinutes(10))
          .because(
              "for a command to be acknowledged by the broker: longer than a broker's change"
                  + " of leader, shorter than a person waits");

  static final Setting<Path> TLS_CERTIFICATE =
      PathSetting.fileToRead("tls.certificate")
          .mayBeAbsent()
          .because(
              "PEM, the gateway's certificate and those that vouch for it; read anew when it"
                  + " changes. None: no TLS");

  static final Setting<Path> TLS_KEY =
      PathSetting.fileToRead("tls.key")
          .mayBeAbsent()
          .because("PEM (PKCS #8, not encrypted), the certificate's private key");

  static final Setting<Integer> CONNECTIONS =
      NumberSetting.of("limit.connections")
          .defaultsTo(12_000)
          .between(1, 1_000_000)
          .because("in all: ten thousand desktops and those who come again before they are missed");

  static final Setting<Integer> CONNECTIONS_OF_ADDRESS =
      NumberSetting.of("limit.connections.per.address")
          .defaultsTo(4_000)
          .between(1, 1_000_000)
          .because(
              "of one address: an office of two thousand behind one, twice. Behind a proxy all have"
                  + " the proxy's: as many as in all");

  static final Setting<Integer> MESSAGE_BYTES =
      NumberSetting.of("limit.message.bytes")
          .defaultsTo(65_536)
          .between(1_024, 10_485_760)
          .because(
              "of one incoming frame: the largest command, a job with hundreds of completion"
                  + " codes, is below half of it");

  static final Setting<Integer> COMMANDS_PER_SECOND =
      NumberSetting.of("limit.commands.per.second")
          .defaultsTo(20)
          .between(1, 100_000)
          .because("of one session: a person does one or two; the rest is room for scripts");

  static final Setting<Integer> PENDING_PER_SESSION =
      NumberSetting.of("limit.pending.per.session")
          .defaultsTo(32)
          .between(1, 10_000)
          .because("commands of one session without an answer: more than a person can have");

  static final Setting<Integer> PENDING_IN_ALL =
      NumberSetting.of("limit.pending.all")
          .defaultsTo(50_000)
          .between(1, 10_000_000)
          .because(
              "commands of all sessions without an answer: what fits into the memory of a"
                  + " gateway");

  static final Setting<Integer> OUTGOING_FRAMES =
      NumberSetting.of("limit.outgoing.frames")
          .defaultsTo(1_000)
          .between(10, 1_000_000)
          .because("that may wait for one slow client: minutes of a busy agent's notifications");

  static final Setting<Integer> OUTGOING_BYTES =
      NumberSetting.of("limit.outgoing.bytes")
          .defaultsTo(1_048_576)
          .between(65_536, 1_073_741_824)
          .because(
              "of those frames: hundreds of clients may stop reading in the middle of lists of"
                  + " colleagues, and a gateway's heap still holds them");

  static final Setting<Integer> RESUME_EVENTS =
      NumberSetting.of("limit.resume.events")
          .defaultsTo(256)
          .between(1, 100_000)
          .because(
              "notifications kept for one session: some calls' worth, far more than a grace"
                  + " can hold");

  static final Setting<String> CONTACTS_URL =
      TextSetting.of("contacts.jdbc.url")
          .defaultsTo("jdbc:h2:file:./zonekeeper-contacts;AUTO_SERVER=TRUE;WRITE_DELAY=0")
          .because(
              "the database with contacts' personal data, which all gateways of the same zones"
                  + " share. By default an embedded one in the working directory, for gateways on"
                  + " one machine; for several machines any server's, its driver on the class"
                  + " path");

  static final Setting<String> CONTACTS_USER =
      TextSetting.of("contacts.jdbc.user")
          .mayBeAbsent()
          .because("of that database, if it asks for one");

  static final Setting<String> CONTACTS_PASSWORD =
      TextSetting.of("contacts.jdbc.password").mayBeAbsent().because("of that user").keptSecret();

  static final Setting<Duration> CONTACTS_PATIENCE =
      DurationSetting.of("contacts.patience.ms")
          .defaultsTo(ofSeconds(2))
          .between(ofMillis(100), ofMinutes(1))
          .because(
              "with that database: a hundred times what it takes; then the agent is told that it is"
                  + " not available, and goes on talking");

  static final Setting<Integer> CONTACTS_WAITING =
      NumberSetting.of("contacts.waiting")
          .defaultsTo(256)
          .between(1, 100_000)
          .because(
              "questions that wait for one of four connections to that database: two thousand"
                  + " desktops that all ask at once; the rest is refused");

  public static final SettingsCatalogue CATALOGUE =
      SettingsCatalogue.of(ID, HOST, ORIGINS)
          .and(
              SCRIPT_ORIGINS,
              PORT,
              OUTAGE_THRESHOLD,
              HANDOVER_PATIENCE,
              RESUME_GRACE,
              ALIVE_TIMEOUT,
              ANSWER_PATIENCE,
              REFUSAL_PATIENCE,
              DELIVERY_TIMEOUT,
              TLS_CERTIFICATE,
              TLS_KEY,
              CONNECTIONS,
              CONNECTIONS_OF_ADDRESS,
              MESSAGE_BYTES,
              COMMANDS_PER_SECOND,
              PENDING_PER_SESSION,
              PENDING_IN_ALL,
              OUTGOING_FRAMES,
              OUTGOING_BYTES,
              RESUME_EVENTS,
              CONTACTS_URL,
              CONTACTS_USER,
              CONTACTS_PASSWORD,
              CONTACTS_PATIENCE,
              CONTACTS_WAITING,
              ManagementPort.LISTEN)
          .and(IdentitySetting.CATALOGUE)
          .and(TraceSettings.CATALOGUE)
          .and(ClusterSettings.CATALOGUE);

  private GatewaySetting() {}

  private static Set<String> origins(String commaSeparated) {
    return Arrays.stream(commaSeparated.split(","))
        .map(String::strip)
        .filter(origin -> !origin.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** They stand in a header, so nothing else may. */
  private static Set<String> pageOrigins(String commaSeparated) {
    Set<String> origins = origins(commaSeparated);
    for (String origin : origins) {
      if (!origin.matches("https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?")) {
        throw new IllegalArgumentException(origin + " is no origin");
      }
    }
    return origins;
  }

  /** Another for each start. */
  static String randomStart() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }

  static String randomId() {
    return "gw" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
  }
}
