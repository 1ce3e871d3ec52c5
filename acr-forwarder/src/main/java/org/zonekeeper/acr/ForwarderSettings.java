package org.zonekeeper.acr;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.zonekeeper.acr.status.StatusSettings;
import org.zonekeeper.management.traces.TraceSettings;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.cluster.ClusterSettings;
import org.zonekeeper.settings.InvalidSettingException;
import org.zonekeeper.settings.Settings;

/**
 * All settings of a forwarder. Built once at start, by hand or from text with {@link #from};
 * immutable. Whatever cannot be used is an {@link InvalidSettingException} right here.
 *
 * @param source where the journal is
 * @param wayOut where the events go
 * @param pipeline how they go there
 * @param status where this forwarder tells how it is; absent: nowhere
 * @param traces where spans go; absent: nothing is traced
 */
public record ForwarderSettings(
    Source source,
    SinkSettings wayOut,
    PipelineSettings pipeline,
    Optional<StatusSettings> status,
    Optional<TraceSettings> traces) {

  /**
   * Where the journal is.
   *
   * @param cluster the installation
   * @param group the consumer group; forwarders of the same group share the zones. Two recorders
   *     need two groups.
   */
  public record Source(ClusterSettings cluster, String group) {
    /** The installation's zone directory. */
    public ZoneDirectory zones() {
      return cluster.zones();
    }

    /** Host and port of brokers, for texts. */
    public String bootstrapServers() {
      return cluster.kafka().bootstrapServers();
    }
  }

  /**
   * Reads the settings from text.
   *
   * @throws InvalidSettingException for a key that is missing, unknown or has a wrong value
   */
  public static ForwarderSettings from(Map<String, String> text) {
    return of(ForwarderSetting.CATALOGUE.read(text));
  }

  /** Settings that were read by {@link ForwarderSetting#CATALOGUE}. */
  public static ForwarderSettings of(Settings settings) {
    return new ForwarderSettings(
        new Source(ClusterSettings.of(settings), settings.get(ForwarderSetting.GROUP)),
        wayOut(settings),
        pipeline(settings),
        settings
            .find(ForwarderSetting.STATUS_PORT)
            .map(port -> new StatusSettings(settings.get(ForwarderSetting.STATUS_HOST), port)),
        TraceSettings.of(settings));
  }

  /**
   * The recorder of these settings.
   *
   * @throws InvalidSettingException for a key that is missing or has a wrong value
   */
  public static RecorderSettings recorder(Settings settings) {
    return new RecorderSettings(
        settings.get(ForwarderSetting.RECORDER_URL),
        settings.get(ForwarderSetting.RECORDER_TIMEOUT),
        ForwarderSetting.RECORDER_TLS.files(settings),
        settings.find(ForwarderSetting.RECORDER_BEARER_FILE));
  }

  private static PipelineSettings pipeline(Settings settings) {
    int batch = settings.get(ForwarderSetting.BATCH_EVENTS);
    if (settings.get(ForwarderSetting.BUFFER_EVENTS) < batch) {
      throw settings.wrong(
          ForwarderSetting.BUFFER_EVENTS, "the batch's %d to 1000000".formatted(batch));
    }
    Duration firstPause = settings.get(ForwarderSetting.FIRST_PAUSE);
    if (settings.get(ForwarderSetting.LONGEST_PAUSE).compareTo(firstPause) < 0) {
      throw settings.wrong(
          ForwarderSetting.LONGEST_PAUSE,
          "at least the first pause, %d (milliseconds)".formatted(firstPause.toMillis()));
    }
    return new PipelineSettings(
        batch,
        settings.get(ForwarderSetting.BUFFER_EVENTS),
        firstPause,
        settings.get(ForwarderSetting.LONGEST_PAUSE),
        settings.get(ForwarderSetting.REFUSAL_PAUSE),
        settings.get(ForwarderSetting.POSITION_MATCH));
  }

  private static SinkSettings wayOut(Settings settings) {
    return switch (settings.get(ForwarderSetting.WAY_OUT)) {
      case HTTP -> new SinkSettings.Http(recorder(settings));
      case TOPIC -> {
        if (settings.find(ForwarderSetting.RECORDER_URL).isPresent()) {
          throw settings.wrong(
              ForwarderSetting.RECORDER_URL, "only with way.out=http; a topic needs none");
        }
        yield new SinkSettings.Topic();
      }
    };
  }
}
