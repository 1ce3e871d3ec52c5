package org.zonekeeper.acr;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zonekeeper.acr.status.StatusSettings;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.registry.InvalidSettingException;
import org.zonekeeper.schemas.registry.KeyStoreFile;
import org.zonekeeper.schemas.registry.RegistrySettings;
import org.zonekeeper.schemas.registry.TlsFiles;

/**
 * All settings of a forwarder. Built once at start, by hand or from text with {@link #from};
 * immutable. Whatever cannot be used is an {@link InvalidSettingException} right here.
 *
 * @param source where the journal is
 * @param wayOut where the events go
 * @param pipeline how they go there
 * @param status where this forwarder tells how it is; absent: nowhere
 */
public record ForwarderSettings(
    Source source,
    SinkSettings wayOut,
    PipelineSettings pipeline,
    Optional<StatusSettings> status) {

  /**
   * Where the journal is.
   *
   * @param bootstrapServers of the Kafka cluster
   * @param group the consumer group; forwarders of the same group share the zones. Two recorders
   *     need two groups.
   * @param zones the installation's zone directory
   * @param registry where the journal's schemas are
   */
  public record Source(
      String bootstrapServers, String group, ZoneDirectory zones, RegistrySettings registry) {}

  public static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
  public static final String GROUP = "group";
  public static final String ZONES = "zones";
  public static final String WAY_OUT = "way.out";
  public static final String RECORDER_URL = "recorder.url";
  public static final String RECORDER_TIMEOUT_MS = "recorder.timeout.ms";
  public static final String RECORDER_BEARER_FILE = "recorder.bearer.file";
  public static final String TRUST_STORE = "recorder.tls.truststore";
  public static final String TRUST_STORE_PASSWORD = "recorder.tls.truststore.password";
  public static final String KEY_STORE = "recorder.tls.keystore";
  public static final String KEY_STORE_PASSWORD = "recorder.tls.keystore.password";
  public static final String BATCH_EVENTS = "batch.events";
  public static final String BUFFER_EVENTS = "buffer.events";
  public static final String RETRY_FIRST_PAUSE_MS = "retry.pause.first.ms";
  public static final String RETRY_LONGEST_PAUSE_MS = "retry.pause.longest.ms";
  public static final String REFUSAL_PAUSE_MS = "refusal.pause.ms";
  public static final String STATUS_HOST = "status.host";
  public static final String STATUS_PORT = "status.port";

  public static final String DEFAULT_GROUP = "zonekeeper-acr-forwarder";
  private static final String HTTP = "http";
  private static final String TOPIC = "topic";
  private static final List<String> KEYS =
      List.of(
          BOOTSTRAP_SERVERS,
          GROUP,
          ZONES,
          WAY_OUT,
          RECORDER_URL,
          RECORDER_TIMEOUT_MS,
          RECORDER_BEARER_FILE,
          TRUST_STORE,
          TRUST_STORE_PASSWORD,
          KEY_STORE,
          KEY_STORE_PASSWORD,
          BATCH_EVENTS,
          BUFFER_EVENTS,
          RETRY_FIRST_PAUSE_MS,
          RETRY_LONGEST_PAUSE_MS,
          REFUSAL_PAUSE_MS,
          STATUS_HOST,
          STATUS_PORT);

  /**
   * Reads the settings from text; {@code registry.*} keys go to {@link RegistrySettings}.
   *
   * @throws InvalidSettingException for a key that is missing, unknown or has a wrong value
   */
  public static ForwarderSettings from(Map<String, String> text) {
    for (String key : text.keySet()) {
      if (!key.startsWith("registry.") && !KEYS.contains(key)) {
        throw new InvalidSettingException(
            key, text.get(key), "one of the keys " + String.join(", ", KEYS) + ", registry.…");
      }
    }
    PipelineSettings usual = PipelineSettings.DEFAULT;
    return new ForwarderSettings(
        new Source(
            required(text, BOOTSTRAP_SERVERS, "host:port of one or more brokers"),
            text.getOrDefault(GROUP, DEFAULT_GROUP),
            zones(text),
            RegistrySettings.from(text)),
        wayOut(text),
        new PipelineSettings(
            number(text, BATCH_EVENTS, usual.batchEvents()),
            number(text, BUFFER_EVENTS, usual.bufferEvents()),
            millis(text, RETRY_FIRST_PAUSE_MS, usual.firstPause()),
            millis(text, RETRY_LONGEST_PAUSE_MS, usual.longestPause()),
            millis(text, REFUSAL_PAUSE_MS, usual.refusalPause())),
        optional(text, STATUS_PORT)
            .map(
                port ->
                    new StatusSettings(
                        optional(text, STATUS_HOST).orElse(StatusSettings.THIS_MACHINE),
                        number(text, STATUS_PORT, 0))));
  }

  /**
   * The recorder of these settings; keys of other parts are passed over.
   *
   * @throws InvalidSettingException for a key that is missing or has a wrong value
   */
  public static RecorderSettings recorder(Map<String, String> text) {
    Optional<KeyStoreFile> trust = keyStore(text, TRUST_STORE, TRUST_STORE_PASSWORD);
    Optional<KeyStoreFile> own = keyStore(text, KEY_STORE, KEY_STORE_PASSWORD);
    return new RecorderSettings(
        url(text),
        millis(text, RECORDER_TIMEOUT_MS, RecorderSettings.DEFAULT_TIMEOUT),
        trust.isEmpty() && own.isEmpty() ? Optional.empty() : Optional.of(new TlsFiles(trust, own)),
        optional(text, RECORDER_BEARER_FILE).map(path -> file(RECORDER_BEARER_FILE, path)));
  }

  static void requirePositive(String key, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new InvalidSettingException(
          key, Long.toString(duration.toMillis()), "1 or more (milliseconds)");
    }
  }

  private static SinkSettings wayOut(Map<String, String> text) {
    String way = optional(text, WAY_OUT).orElse(HTTP);
    return switch (way) {
      case HTTP -> new SinkSettings.Http(recorder(text));
      case TOPIC -> {
        if (optional(text, RECORDER_URL).isPresent()) {
          throw new InvalidSettingException(
              RECORDER_URL, text.get(RECORDER_URL), "only with way.out=http; a topic needs none");
        }
        yield new SinkSettings.Topic();
      }
      default -> throw new InvalidSettingException(WAY_OUT, way, "http or topic");
    };
  }

  private static Optional<String> optional(Map<String, String> text, String key) {
    return Optional.ofNullable(text.get(key)).map(String::strip).filter(value -> !value.isEmpty());
  }

  private static String required(Map<String, String> text, String key, String allowed) {
    return optional(text, key).orElseThrow(() -> new InvalidSettingException(key, "", allowed));
  }

  private static ZoneDirectory zones(Map<String, String> text) {
    String value = required(text, ZONES, "the zone directory, such as Default=0,north=1;8");
    try {
      return ZoneDirectory.parse(value);
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException(ZONES, value, e.getMessage(), e);
    }
  }

  private static URI url(Map<String, String> text) {
    String value = required(text, RECORDER_URL, "the recorder's http or https address");
    try {
      return new URI(value);
    } catch (URISyntaxException e) {
      throw new InvalidSettingException(RECORDER_URL, value, "an http or https address", e);
    }
  }

  private static Optional<KeyStoreFile> keyStore(
      Map<String, String> text, String key, String passwordKey) {
    return optional(text, key)
        .map(path -> new KeyStoreFile(key, file(key, path), text.getOrDefault(passwordKey, "")));
  }

  private static Path file(String key, String value) {
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      throw new InvalidSettingException(key, value, "a file's path", e);
    }
  }

  private static Duration millis(Map<String, String> text, String key, Duration byDefault) {
    return Duration.ofMillis(number(text, key, Math.toIntExact(byDefault.toMillis())));
  }

  private static int number(Map<String, String> text, String key, int byDefault) {
    return optional(text, key).map(value -> number(key, value)).orElse(byDefault);
  }

  private static int number(String key, String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new InvalidSettingException(key, value, "a whole number", e);
    }
  }
}
