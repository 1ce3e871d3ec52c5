package org.zonekeeper.gateway.app;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.zonekeeper.gateway.identity.FailedLogOns;
import org.zonekeeper.gateway.identity.IdentitySettings;
import org.zonekeeper.gateway.tls.TlsFiles;
import org.zonekeeper.gateway.zone.OwnerSilenceLimits;
import org.zonekeeper.management.ManagementPort;
import org.zonekeeper.management.traces.TraceSettings;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.cluster.ClusterSettings;
import org.zonekeeper.settings.InvalidSettingException;
import org.zonekeeper.settings.ListenAddress;
import org.zonekeeper.settings.Settings;

/**
 * All settings of a gateway, checked. Built once at start; immutable. Whatever cannot be used is an
 * {@link org.zonekeeper.settings.InvalidSettingException} right here.
 *
 * @param id of this gateway, unique among the gateways of an installation
 * @param start this start's own, so that zones tell it from the one before it
 * @param listen where clients connect
 * @param management where monitoring and orchestrators ask; empty: nowhere
 * @param cluster the installation
 * @param timing patience and time-outs
 * @param limits of what one client, and all, may take
 * @param identity whose tokens count; empty: insecure development, everybody may do everything
 * @param contacts where their personal data is
 * @param traces where spans go; empty: nothing is traced
 */
public record GatewaySettings(
    String id,
    String start,
    Listen listen,
    Optional<ListenAddress> management,
    ClusterSettings cluster,
    Timing timing,
    Limits limits,
    Optional<IdentitySettings> identity,
    ContactSettings contacts,
    Optional<TraceSettings> traces) {

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "[::1]", "localhost");

  /**
   * Where clients connect.
   *
   * @param host address to listen on; loopback unless told otherwise
   * @param port 0: any free one
   * @param origins of web pages that may connect beside the gateway's own
   * @param scriptOrigins whose pages the agent's desktop may show
   * @param tls empty: none
   */
  public record Listen(
      String host,
      int port,
      Set<String> origins,
      Set<String> scriptOrigins,
      Optional<TlsFiles> tls) {}

  /**
   * Patience and time-outs, all in milliseconds.
   *
   * @param patience with a zone's owner
   * @param resumeGraceMs how long a session outlives its connection
   * @param aliveTimeoutMs silence of a client after which its connection counts as lost
   * @param answerPatienceMs after which a client is told that an answer is late
   * @param refusalPatienceMs for the record of a refusal to be confirmed before it is told
   * @param deliveryTimeoutMs for one command to be acknowledged by the broker
   */
  public record Timing(
      OwnerSilenceLimits patience,
      long resumeGraceMs,
      long aliveTimeoutMs,
      long answerPatienceMs,
      long refusalPatienceMs,
      int deliveryTimeoutMs) {}

  /**
   * What one client, and all, may take.
   *
   * @param messageBytes of one incoming frame
   * @param commandsPerSecond of one session
   * @param pendingPerSession commands of one session without an answer
   * @param pendingInAll commands of all sessions without an answer
   * @param outgoingFrames that may wait for one slow client
   * @param outgoingBytes of theirs
   * @param resumeEvents notifications kept for one session
   * @param connections in all and of one address
   * @param failedLogOns of one address and one subject
   */
  public record Limits(
      int messageBytes,
      int commandsPerSecond,
      int pendingPerSession,
      int pendingInAll,
      int outgoingFrames,
      int outgoingBytes,
      int resumeEvents,
      ConnectionCounts.Limits connections,
      FailedLogOns.Limits failedLogOns) {}

  /**
   * Reads settings from text.
   *
   * @throws org.zonekeeper.settings.InvalidSettingException for a key that is missing, unknown or
   *     has a wrong value
   */
  public static GatewaySettings from(Map<String, String> text) {
    return of(GatewaySetting.CATALOGUE.read(text));
  }

  /** Settings that were read by {@link GatewaySetting#CATALOGUE}. */
  public static GatewaySettings of(Settings settings) {
    if (settings
            .get(GatewaySetting.OUTAGE_THRESHOLD)
            .compareTo(settings.get(GatewaySetting.HANDOVER_PATIENCE))
        > 0) {
      throw settings.wrong(
          GatewaySetting.HANDOVER_PATIENCE, "at least " + GatewaySetting.OUTAGE_THRESHOLD);
    }
    Optional<IdentitySettings> identity = IdentitySetting.of(settings);
    return new GatewaySettings(
        settings.find(GatewaySetting.ID).orElseGet(GatewaySetting::randomId),
        GatewaySetting.randomStart(),
        listen(settings, identity),
        settings.get(ManagementPort.LISTEN),
        ClusterSettings.of(settings),
        timing(settings),
        new Limits(
            settings.get(GatewaySetting.MESSAGE_BYTES),
            settings.get(GatewaySetting.COMMANDS_PER_SECOND),
            settings.get(GatewaySetting.PENDING_PER_SESSION),
            settings.get(GatewaySetting.PENDING_IN_ALL),
            settings.get(GatewaySetting.OUTGOING_FRAMES),
            settings.get(GatewaySetting.OUTGOING_BYTES),
            settings.get(GatewaySetting.RESUME_EVENTS),
            new ConnectionCounts.Limits(
                settings.get(GatewaySetting.CONNECTIONS),
                settings.get(GatewaySetting.CONNECTIONS_OF_ADDRESS)),
            IdentitySetting.failures(settings)),
        identity,
        new ContactSettings(
            settings.get(GatewaySetting.CONTACTS_URL),
            settings.find(GatewaySetting.CONTACTS_USER),
            settings.find(GatewaySetting.CONTACTS_PASSWORD),
            settings.get(GatewaySetting.CONTACTS_PATIENCE),
            settings.get(GatewaySetting.CONTACTS_WAITING)),
        TraceSettings.of(settings));
  }

  private static Listen listen(Settings settings, Optional<IdentitySettings> identity) {
    String host = settings.get(GatewaySetting.HOST);
    if (identity.isEmpty() && !LOOPBACK.contains(host)) {
      throw settings.wrong(
          GatewaySetting.HOST, "127.0.0.1, ::1 or localhost with --insecure-development");
    }
    Optional<Path> certificate = settings.find(GatewaySetting.TLS_CERTIFICATE);
    Optional<Path> key = settings.find(GatewaySetting.TLS_KEY);
    if (certificate.isPresent() != key.isPresent()) {
      throw InvalidSettingException.saying(
          "tls.certificate", "tls.certificate and tls.key are given together or not at all");
    }
    return new Listen(
        host,
        settings.get(GatewaySetting.PORT),
        settings.get(GatewaySetting.ORIGINS),
        settings.get(GatewaySetting.SCRIPT_ORIGINS),
        certificate.map(file -> new TlsFiles(file, key.orElseThrow())));
  }

  private static Timing timing(Settings settings) {
    return new Timing(
        new OwnerSilenceLimits(
            settings.get(GatewaySetting.OUTAGE_THRESHOLD).toMillis(),
            settings.get(GatewaySetting.HANDOVER_PATIENCE).toMillis()),
        settings.get(GatewaySetting.RESUME_GRACE).toMillis(),
        settings.get(GatewaySetting.ALIVE_TIMEOUT).toMillis(),
        settings.get(GatewaySetting.ANSWER_PATIENCE).toMillis(),
        settings.get(GatewaySetting.REFUSAL_PATIENCE).toMillis(),
        Math.toIntExact(settings.get(GatewaySetting.DELIVERY_TIMEOUT).toMillis()));
  }

  /**
   * What the ids of this gateway's sessions begin with: no other gateway's do, for ids have no dot.
   */
  public String sessionPrefix() {
    return id + ".";
  }

  /** This start of this gateway, as zones know the holder of a session. */
  public String incarnation() {
    return id + "." + start;
  }

  public ZoneDirectory directory() {
    return cluster.zones();
  }
}
