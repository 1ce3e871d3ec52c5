package org.zonekeeper.gateway.app;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.zonekeeper.gateway.zone.OwnerSilenceLimits;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.registry.InvalidSettingException;
import org.zonekeeper.schemas.registry.RegistrySettings;

/**
 * All settings of a gateway, checked. Built once at start; immutable. Whatever cannot be used is an
 * {@link InvalidSettingException} right here.
 *
 * @param id of this gateway, unique among the gateways of an installation and the same after a
 *     restart: sessions are resumed by it
 * @param listen where clients connect
 * @param kafka settings of the Kafka clients, {@code bootstrap.servers} among them
 * @param data the zones, and the registry of their schemas
 * @param timing patience and time-outs
 * @param limits of what one client, and all, may take
 */
public record GatewaySettings(
    String id,
    Listen listen,
    Map<String, String> kafka,
    Contract data,
    Timing timing,
    Limits limits) {

  public static final String ID = "gateway.id";
  public static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
  public static final String ZONES = "zones";
  public static final String ORIGINS = "listen.origins";
  public static final String HOST = "listen.host";
  public static final String PORT = NumberSetting.PORT.key();

  private static final String KAFKA_PREFIX = "kafka.";
  private static final String REGISTRY_PREFIX = "registry.";

  /**
   * Where clients connect.
   *
   * @param host address to listen on; loopback unless told otherwise, because there is no password
   *     yet
   * @param port 0: any free one
   * @param origins of web pages that may connect; programs, which send no origin, always may.
   *     Empty: no web page may
   */
  public record Listen(String host, int port, Set<String> origins) {}

  /** What the installation shares. */
  public record Contract(ZoneDirectory directory, RegistrySettings registry) {}

  /**
   * Patience and time-outs, all in milliseconds.
   *
   * @param patience with a zone's owner
   * @param resumeGraceMs how long a session outlives its connection
   * @param aliveTimeoutMs silence of a client after which its connection counts as lost
   * @param answerPatienceMs after which a client is told that an answer is late
   * @param deliveryTimeoutMs for one command to be acknowledged by the broker
   */
  public record Timing(
      OwnerSilenceLimits patience,
      long resumeGraceMs,
      long aliveTimeoutMs,
      long answerPatienceMs,
      int deliveryTimeoutMs) {}

  /**
   * What one client, and all, may take.
   *
   * @param messageBytes of one incoming frame
   * @param commandsPerSecond of one session
   * @param pendingPerSession commands of one session without an answer
   * @param pendingInAll commands of all sessions without an answer
   * @param outgoingFrames that may wait for one slow client
   * @param resumeEvents notifications kept for one session
   */
  public record Limits(
      int messageBytes,
      int commandsPerSecond,
      int pendingPerSession,
      int pendingInAll,
      int outgoingFrames,
      int resumeEvents) {}

  public GatewaySettings {
    kafka = Map.copyOf(kafka);
    if (!id.matches("[A-Za-z0-9_-]{1,40}")) {
      throw new InvalidSettingException(ID, id, "1 to 40 letters, digits, '_' and '-'");
    }
    if (timing.patience().silenceMs() > timing.patience().handoverMs()) {
      throw new InvalidSettingException(
          NumberSetting.HANDOVER_PATIENCE.key(),
          Long.toString(timing.patience().handoverMs()),
          "at least " + NumberSetting.OUTAGE_THRESHOLD.key());
    }
  }

  /**
   * Reads settings from text; {@code registry.*} keys go to the registry's client, {@code kafka.*}
   * keys, without the prefix, to Kafka's.
   *
   * @throws InvalidSettingException for a key that is missing, unknown or has a wrong value
   */
  public static GatewaySettings from(Map<String, String> text) {
    refuseUnknown(text);
    Map<String, String> kafka = new HashMap<>();
    text.forEach(
        (key, value) -> {
          if (key.startsWith(KAFKA_PREFIX)) {
            kafka.put(key.substring(KAFKA_PREFIX.length()), value);
          }
        });
    kafka.put(BOOTSTRAP_SERVERS, required(text, BOOTSTRAP_SERVERS, "host:port of some brokers"));
    return new GatewaySettings(
        text.getOrDefault(ID, randomId()),
        new Listen(
            text.getOrDefault(HOST, "127.0.0.1"),
            NumberSetting.PORT.in(text),
            origins(text.getOrDefault(ORIGINS, ""))),
        kafka,
        new Contract(zones(text), RegistrySettings.from(text)),
        timing(text),
        new Limits(
            NumberSetting.MESSAGE_BYTES.in(text),
            NumberSetting.COMMANDS_PER_SECOND.in(text),
            NumberSetting.PENDING_PER_SESSION.in(text),
            NumberSetting.PENDING_IN_ALL.in(text),
            NumberSetting.OUTGOING_FRAMES.in(text),
            NumberSetting.RESUME_EVENTS.in(text)));
  }

  private static Timing timing(Map<String, String> text) {
    return new Timing(
        new OwnerSilenceLimits(
            NumberSetting.OUTAGE_THRESHOLD.in(text), NumberSetting.HANDOVER_PATIENCE.in(text)),
        NumberSetting.RESUME_GRACE.in(text),
        NumberSetting.ALIVE_TIMEOUT.in(text),
        NumberSetting.ANSWER_PATIENCE.in(text),
        NumberSetting.DELIVERY_TIMEOUT.in(text));
  }

  /**
   * What the ids of this gateway's sessions begin with: no other gateway's do, for ids have no dot.
   */
  public String sessionPrefix() {
    return id + ".";
  }

  public ZoneDirectory directory() {
    return data.directory();
  }

  /** Every key that has a meaning of its own, for help texts. */
  public static List<String> keys() {
    return Stream.concat(
            Stream.of(ID, BOOTSTRAP_SERVERS, ZONES, HOST, ORIGINS),
            Arrays.stream(NumberSetting.values()).map(number -> number.key()))
        .sorted()
        .toList();
  }

  private static void refuseUnknown(Map<String, String> text) {
    for (Map.Entry<String, String> entry : text.entrySet()) {
      String key = entry.getKey();
      if (!key.startsWith(KAFKA_PREFIX)
          && !key.startsWith(REGISTRY_PREFIX)
          && !keys().contains(key)) {
        throw new InvalidSettingException(
            key,
            entry.getValue(),
            "one of the keys " + String.join(", ", keys()) + ", kafka.… and registry.…");
      }
    }
  }

  private static ZoneDirectory zones(Map<String, String> text) {
    String value = required(text, ZONES, "zone=partition pairs, such as Default=0,north=1;8");
    try {
      return ZoneDirectory.parse(value);
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException(ZONES, value, e.getMessage(), e);
    }
  }

  private static String required(Map<String, String> text, String key, String allowed) {
    String value = text.getOrDefault(key, "").strip();
    if (value.isEmpty()) {
      throw new InvalidSettingException(key, value, allowed);
    }
    return value;
  }

  private static Set<String> origins(String commaSeparated) {
    return Arrays.stream(commaSeparated.split(","))
        .map(String::strip)
        .filter(origin -> !origin.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Without a configured id, sessions cannot be resumed after a restart, and nothing clashes. */
  private static String randomId() {
    return "gw" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
  }
}
