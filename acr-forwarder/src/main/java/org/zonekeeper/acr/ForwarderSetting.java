package org.zonekeeper.acr;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.zonekeeper.management.traces.TraceSettings;
import org.zonekeeper.schemas.cluster.ClusterSettings;
import org.zonekeeper.schemas.registry.TlsSettings;
import org.zonekeeper.settings.ChoiceSetting;
import org.zonekeeper.settings.DurationSetting;
import org.zonekeeper.settings.ListenAddress;
import org.zonekeeper.settings.NumberSetting;
import org.zonekeeper.settings.Setting;
import org.zonekeeper.settings.SettingsCatalogue;
import org.zonekeeper.settings.TextSetting;
import org.zonekeeper.settings.WebAddress;

/** The declarations of a forwarder's settings: key, default, bounds, reason. Constants. */
public final class ForwarderSetting {
  public static final Setting<String> GROUP =
      TextSetting.of("group")
          .matching("\\S+", "a name without blanks")
          .defaultsTo("zonekeeper-acr-forwarder")
          .because(
              "the consumer group: forwarders of the same group share the zones; two recorders need"
                  + " two groups")
          .asOption("GROUP", "--group");

  /** Which way the events leave. */
  enum WayOutChoice {
    HTTP,
    TOPIC
  }

  static final Setting<WayOutChoice> WAY_OUT =
      ChoiceSetting.of("way.out", WayOutChoice.class)
          .defaultsTo("http")
          .because("to a recorder over HTTP, or to the topic zonekeeper.recorder")
          .asOption("http|topic", "--way-out");

  static final Setting<URI> RECORDER_URL =
      TextSetting.of("recorder.url")
          .readBy(
              text -> WebAddress.read(text, "http", "https"),
              "an http or https address without user and query")
          .mayBeAbsent()
          .because("base address of the recorder; needed, and allowed, with way.out=http")
          .asOption("URL", "--recorder-url");

  static final Setting<Duration> RECORDER_TIMEOUT =
      DurationSetting.of("recorder.timeout.ms")
          .defaultsTo(RecorderSettings.DEFAULT_TIMEOUT)
          .between(ofMillis(1), ofHours(1))
          .because(
              "of one request: a recorder that is only slow should not get every batch twice, and"
                  + " one that hangs should be noticed before people are");

  static final Setting<Path> RECORDER_BEARER_FILE =
      TextSetting.of("recorder.bearer.file")
          .readBy(Path::of, "a readable file with the secret on one line")
          .mayBeAbsent()
          .because("holds the secret that is sent as Authorization: Bearer; none: none is sent");

  static final TlsSettings RECORDER_TLS = TlsSettings.under("recorder.tls", "the recorder");

  static final Setting<Integer> BATCH_EVENTS =
      NumberSetting.of("batch.events")
          .defaultsTo(PipelineSettings.DEFAULT.batchEvents())
          .between(1, 10_000)
          .because(
              "most events in one request: 200 are some 100 KB, which costs a recorder one flush to"
                  + " its disk");

  static final Setting<Integer> BUFFER_EVENTS =
      NumberSetting.of("buffer.events")
          .defaultsTo(PipelineSettings.DEFAULT.bufferEvents())
          .between(1, 1_000_000)
          .because(
              "most events of a zone in memory: the next batches are at hand, and a recorder that"
                  + " is away for hours costs no more than that");

  static final Setting<Duration> FIRST_PAUSE =
      DurationSetting.of("retry.pause.first.ms")
          .defaultsTo(PipelineSettings.DEFAULT.firstPause())
          .between(ofMillis(1), ofHours(1))
          .because("after a batch that failed; doubles from there");

  static final Setting<Duration> LONGEST_PAUSE =
      DurationSetting.of("retry.pause.longest.ms")
          .defaultsTo(PipelineSettings.DEFAULT.longestPause())
          .between(ofMillis(1), ofHours(1))
          .because("where the doubling ends: a recorder that is back is found soon");

  static final Setting<Duration> REFUSAL_PAUSE =
      DurationSetting.of("refusal.pause.ms")
          .defaultsTo(PipelineSettings.DEFAULT.refusalPause())
          .between(ofMillis(1), ofHours(24))
          .because("after a permanent refusal: nothing changes unless somebody does something");

  static final Setting<PositionMatch> POSITION_MATCH =
      ChoiceSetting.of("recorder.match", PositionMatch.class)
          .defaultsTo("hash")
          .because(
              "a recorder goes on only in the journal that its last event is from. sequence: once,"
                  + " for a recorder that keeps no hashes and is known to be the right one")
          .asOption("hash|sequence", "--recorder-match");

  static final Setting<String> STATUS_HOST =
      ListenAddress.hostSetting("status.host")
          .defaultsTo("127.0.0.1")
          .because("where the status is told; this machine only, because anybody may ask");

  static final Setting<Integer> STATUS_PORT =
      ListenAddress.portSetting("status.port")
          .mayBeAbsent()
          .because(
              "tells how far each zone is behind, at http://HOST:PORT/v1/status; 0: any free port;"
                  + " none: nowhere")
          .asOption("PORT", "--status-port");

  /** What is needed to send something to a recorder. */
  public static final SettingsCatalogue RECORDER =
      SettingsCatalogue.of(RECORDER_URL, RECORDER_TIMEOUT, RECORDER_BEARER_FILE)
          .and(RECORDER_TLS.catalogue());

  public static final SettingsCatalogue CATALOGUE =
      ClusterSettings.CATALOGUE
          .and(GROUP, WAY_OUT)
          .and(RECORDER)
          .and(
              BATCH_EVENTS,
              BUFFER_EVENTS,
              FIRST_PAUSE,
              LONGEST_PAUSE,
              REFUSAL_PAUSE,
              POSITION_MATCH,
              STATUS_HOST,
              STATUS_PORT)
          .and(TraceSettings.CATALOGUE);

  private ForwarderSetting() {}
}
