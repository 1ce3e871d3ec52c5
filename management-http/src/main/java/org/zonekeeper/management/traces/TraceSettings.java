package org.zonekeeper.management.traces;

import java.net.URI;
import java.util.Optional;
import org.zonekeeper.settings.NumberSetting;
import org.zonekeeper.settings.Setting;
import org.zonekeeper.settings.Settings;
import org.zonekeeper.settings.SettingsCatalogue;
import org.zonekeeper.settings.TextSetting;

/**
 * Where a service sends its spans, and how many. Immutable.
 *
 * @param endpoint of a collector, for OTLP over HTTP
 * @param ratio of commands that are traced, 0 to 1
 * @param queue most spans that wait to be sent
 */
public record TraceSettings(URI endpoint, double ratio, int queue) {
  private static final Setting<URI> ENDPOINT =
      TextSetting.of("trace.endpoint")
          .readBy(OtlpSpans::endpoint, OtlpSpans.ENDPOINT_ALLOWED)
          .mayBeAbsent()
          .because(
              "where spans go, by OTLP over HTTP, such as http://127.0.0.1:4318 of a collector on"
                  + " the same machine; none: nothing is traced, and tracing costs nothing");

  private static final Setting<Double> RATIO =
      TextSetting.of("trace.sampling.ratio")
          .readBy(TraceSettings::ratio, "a number from 0 to 1")
          .defaultsTo("0.1")
          .because(
              "which share of what begins here is traced, to the end: a tenth shows what is usual,"
                  + " and leaves the records of the others as short as they were");

  private static final Setting<Integer> QUEUE =
      NumberSetting.of("trace.queue.spans")
          .between(1, 1_000_000)
          .defaultsTo(2048)
          .because(
              "spans that may wait for the collector, about 1 KB each; what comes on top is"
                  + " dropped, since no command may wait for its span");

  /** To be joined to a service's own. */
  public static final SettingsCatalogue CATALOGUE = SettingsCatalogue.of(ENDPOINT, RATIO, QUEUE);

  /** Of settings that were read with {@link #CATALOGUE}; empty if nothing is traced. */
  public static Optional<TraceSettings> of(Settings settings) {
    return settings
        .find(ENDPOINT)
        .map(endpoint -> new TraceSettings(endpoint, settings.get(RATIO), settings.get(QUEUE)));
  }

  private static double ratio(String text) {
    double ratio = Double.parseDouble(text);
    if (!(ratio >= 0 && ratio <= 1)) {
      throw new IllegalArgumentException("no ratio: " + text);
    }
    return ratio;
  }
}
