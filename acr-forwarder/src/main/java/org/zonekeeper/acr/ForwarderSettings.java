package org.zonekeeper.acr;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.registry.InvalidSettingException;
import org.zonekeeper.schemas.registry.RegistrySettings;

/**
 * All settings of a forwarder. Built once at start, by hand or from text with {@link #from};
 * immutable. Whatever cannot be used is an {@link InvalidSettingException} right here.
 *
 * @param bootstrapServers of the Kafka cluster
 * @param group the consumer group; forwarders of the same group share the zones. Two recorders need
 *     two groups.
 * @param zones the installation's zone directory
 * @param registry where the journal's schemas are
 * @param recorder where the events go
 * @param pipeline how they go there
 */
public record ForwarderSettings(
    String bootstrapServers,
    String group,
    ZoneDirectory zones,
    RegistrySettings registry,
    RecorderSettings recorder,
    PipelineSettings pipeline) {

  public static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
  public static final String GROUP = "group";
  public static final String ZONES = "zones";
  public static final String RECORDER_URL = "recorder.url";
  public static final String RECORDER_TIMEOUT_MS = "recorder.timeout.ms";
  public static final String BATCH_EVENTS = "batch.events";
  public static final String BUFFER_EVENTS = "buffer.events";
  public static final String RETRY_FIRST_PAUSE_MS = "retry.pause.first.ms";
  public static final String RETRY_LONGEST_PAUSE_MS = "retry.pause.longest.ms";
  public static final String REFUSAL_PAUSE_MS = "refusal.pause.ms";

  static final String DEFAULT_GROUP = "zonekeeper-acr-forwarder";
  private static final List<String> KEYS =
      List.of(
          BOOTSTRAP_SERVERS,
          GROUP,
          ZONES,
          RECORDER_URL,
          RECORDER_TIMEOUT_MS,
          BATCH_EVENTS,
          BUFFER_EVENTS,
          RETRY_FIRST_PAUSE_MS,
          RETRY_LONGEST_PAUSE_MS,
          REFUSAL_PAUSE_MS);

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
        required(text, BOOTSTRAP_SERVERS, "host:port of one or more brokers"),
        text.getOrDefault(GROUP, DEFAULT_GROUP),
        zones(text),
        RegistrySettings.from(text),
        new RecorderSettings(
            url(text), millis(text, RECORDER_TIMEOUT_MS, RecorderSettings.DEFAULT_TIMEOUT)),
        new PipelineSettings(
            number(text, BATCH_EVENTS, usual.batchEvents()),
            number(text, BUFFER_EVENTS, usual.bufferEvents()),
            millis(text, RETRY_FIRST_PAUSE_MS, usual.firstPause()),
            millis(text, RETRY_LONGEST_PAUSE_MS, usual.longestPause()),
            millis(text, REFUSAL_PAUSE_MS, usual.refusalPause())));
  }

  static void requirePositive(String key, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new InvalidSettingException(
          key, Long.toString(duration.toMillis()), "1 or more (milliseconds)");
    }
  }

  private static String required(Map<String, String> text, String key, String allowed) {
    String value = text.getOrDefault(key, "").strip();
    if (value.isEmpty()) {
      throw new InvalidSettingException(key, value, allowed);
    }
    return value;
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

  private static Duration millis(Map<String, String> text, String key, Duration byDefault) {
    return Duration.ofMillis(number(text, key, Math.toIntExact(byDefault.toMillis())));
  }

  private static int number(Map<String, String> text, String key, int byDefault) {
    String value = text.getOrDefault(key, "").strip();
    if (value.isEmpty()) {
      return byDefault;
    }
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new InvalidSettingException(key, value, "a whole number", e);
    }
  }
}
