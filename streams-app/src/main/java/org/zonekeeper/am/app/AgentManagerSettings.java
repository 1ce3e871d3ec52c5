package org.zonekeeper.am.app;

import static java.util.stream.Collectors.joining;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.zonekeeper.am.assignment.ZoneAllocation;
import org.zonekeeper.am.ownership.FailoverTreatments;
import org.zonekeeper.am.ownership.OutageThreshold;
import org.zonekeeper.domain.settings.DomainSettings;
import org.zonekeeper.domain.settings.FailoverTreatment;
import org.zonekeeper.domain.settings.JournalChain;
import org.zonekeeper.domain.settings.ZoneCapacity;
import org.zonekeeper.management.ManagementPort;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.cluster.ClusterSettings;
import org.zonekeeper.schemas.cluster.KafkaConnection;
import org.zonekeeper.schemas.query.QueryProof;
import org.zonekeeper.schemas.registry.RegistrySettings;
import org.zonekeeper.settings.AdvertisedAddress;
import org.zonekeeper.settings.ListenAddress;
import org.zonekeeper.settings.Setting;
import org.zonekeeper.settings.Settings;
import org.zonekeeper.settings.SharedKey;

/**
 * All settings of an Agent Manager, checked. Made once at start from the command line; immutable. A
 * value that cannot be used is an {@link org.zonekeeper.settings.InvalidSettingException} that
 * names key, value and what is allowed.
 */
public final class AgentManagerSettings {
  /** Kafka's own limit for the tags that it tells an assignor of. */
  private static final int LONGEST_TAG = 30;

  private final Settings settings;
  private final Installation installation;
  private final ClusterSettings cluster;
  private final FailoverTreatments failovers;
  private final ZoneAllocation allocation;

  /**
   * What has no default.
   *
   * @param id of this Agent Manager, stable over restarts; letters, digits, '_' and '-'
   * @param bootstrapServers of the Kafka cluster
   * @param registryUrls of the schema registry, separated by commas
   * @param directory the zones
   * @param stateDirectory where Kafka Streams may keep files
   */
  public record Installation(
      String id,
      String bootstrapServers,
      String registryUrls,
      ZoneDirectory directory,
      Path stateDirectory) {}

  private AgentManagerSettings(Settings settings) {
    this.settings = settings;
    this.cluster = ClusterSettings.of(settings);
    this.installation =
        new Installation(
            settings.get(AgentManagerSetting.ID),
            cluster.kafka().bootstrapServers(),
            cluster.registry().urls().stream().map(Object::toString).collect(joining(",")),
            cluster.zones(),
            settings.get(AgentManagerSetting.STATE_DIRECTORY));
    allocation =
        ZoneAllocation.parse(settings.get(AgentManagerSetting.ZONES_ALLOCATION), cluster.zones());
    if (!allocation.isEmpty() && installation.id().length() > LONGEST_TAG) {
      throw settings.wrong(AgentManagerSetting.ID, "up to 30 characters where zones are allocated");
    }
    failovers =
        ZoneOverrides.failovers(
            new FailoverTreatment(
                settings.get(AgentManagerSetting.FAILOVER_POLICY),
                wholeMillis(AgentManagerSetting.FAILOVER_TOLERANCE)),
            cluster.zones(),
            settings.family(AgentManagerSetting.ZONE));
    settings.requireLess(AgentManagerSetting.HEARTBEAT, AgentManagerSetting.OUTAGE_THRESHOLD);
    settings.requireLess(
        AgentManagerSetting.OUTAGE_THRESHOLD, AgentManagerSetting.HANDOVER_PATIENCE);
    settings.requireLess(AgentManagerSetting.GROUP_HEARTBEAT, AgentManagerSetting.SESSION_TIMEOUT);
    settings.requireLess(
        AgentManagerSetting.COMMIT_INTERVAL, AgentManagerSetting.TRANSACTION_TIMEOUT);
    settings.requireLess(AgentManagerSetting.PEER_BEAT, AgentManagerSetting.PEER_SILENCE);
    if (watchesPeers()) {
      requireKey(AgentManagerSetting.PEER_LISTEN, peerListen(), AgentManagerSetting.PEER_KEY);
    }
    settings
        .get(AgentManagerSetting.QUERY_LISTEN)
        .ifPresent(listen -> requireKey(AgentManagerSetting.QUERY_LISTEN, listen, QueryProof.KEY));
  }

  /** Whoever connects from the network is to evict nobody and read nothing. */
  private void requireKey(Setting<?> port, ListenAddress listen, Setting<SharedKey> key) {
    boolean insecure =
        settings.get(AgentManagerSetting.INSECURE) == AgentManagerSetting.Insecure.YES;
    if (!listen.isLoopback() && !settings.get(key).isPresent() && !insecure) {
      throw settings.wrong(
          port,
          "an address of the loopback interface, unless %s or %s.file is set or".formatted(key, key)
              + " --insecure-development is given");
    }
  }

  /** Checks what the single declarations cannot: that the settings go together. */
  public static AgentManagerSettings of(Settings settings) {
    return new AgentManagerSettings(settings);
  }

  /**
   * Checks all settings.
   *
   * @param overrides settings by key; those that are absent have their defaults
   */
  public static AgentManagerSettings of(Installation installation, Map<String, String> overrides) {
    Map<String, String> all = new HashMap<>(overrides);
    all.put(AgentManagerSetting.ID.key(), installation.id());
    all.put(AgentManagerSetting.STATE_DIRECTORY.key(), installation.stateDirectory().toString());
    all.put(KafkaConnection.BOOTSTRAP_SERVERS.key(), installation.bootstrapServers());
    all.put(RegistrySettings.URLS, installation.registryUrls());
    all.put(ClusterSettings.ZONES.key(), installation.directory().toString());
    return of(AgentManagerSetting.CATALOGUE.read(all));
  }

  public Installation installation() {
    return installation;
  }

  public RegistrySettings registry() {
    return cluster.registry();
  }

  /** What every Kafka client is made with. */
  public KafkaConnection kafka() {
    return cluster.kafka();
  }

  public int number(Setting<Integer> setting) {
    return settings.get(setting);
  }

  public Duration millis(Setting<Duration> setting) {
    return settings.get(setting);
  }

  /** As whole milliseconds: Kafka wants them so. */
  public int wholeMillis(Setting<Duration> setting) {
    return Math.toIntExact(millis(setting).toMillis());
  }

  public String text(Setting<String> setting) {
    return settings.get(setting);
  }

  public OutageThreshold patience() {
    return new OutageThreshold(
        wholeMillis(AgentManagerSetting.OUTAGE_THRESHOLD),
        wholeMillis(AgentManagerSetting.HANDOVER_PATIENCE));
  }

  /** Which Agent Manager each zone belongs to. */
  public ZoneAllocation allocation() {
    return allocation;
  }

  /** What each zone makes of the loss of its owner. */
  public FailoverTreatments failovers() {
    return failovers;
  }

  /** What the zones' decisions go by. */
  public DomainSettings domain() {
    return new DomainSettings(
        millis(AgentManagerSetting.DIAL_LEASE),
        millis(AgentManagerSetting.PACING_INTERVAL),
        millis(AgentManagerSetting.LEASE_REPORT_GRACE),
        millis(AgentManagerSetting.DESKTOP_CHECK_TIMEOUT),
        number(AgentManagerSetting.PACING_EVIDENCE),
        millis(AgentManagerSetting.JOB_DWELL),
        millis(AgentManagerSetting.LONG_BREAK),
        new ZoneCapacity(
            number(AgentManagerSetting.CAPACITY_AGENTS),
            number(AgentManagerSetting.CAPACITY_JOBS),
            number(AgentManagerSetting.CAPACITY_CALLBACKS)),
        text(AgentManagerSetting.JOURNAL_CHAIN).equals("on")
            ? JournalChain.CHAINED
            : JournalChain.UNCHAINED);
  }

  /**
   * Whether an Agent Manager can go on when its host's clock was set. Kafka's clients measure
   * time-outs by that clock: after a step back one that waits, a Streams thread in its poll for
   * instance, waits for as much longer, and sends no heartbeat. What stays well below the outage
   * threshold nobody notices.
   *
   * @param by how far it was set forward; negative: back
   */
  public boolean bears(Duration by) {
    return by.toMillis() > -wholeMillis(AgentManagerSetting.OUTAGE_THRESHOLD) / 2;
  }

  public boolean watchesPeers() {
    return text(AgentManagerSetting.PEER_WATCH).equals("on");
  }

  /** Where peers connect. */
  ListenAddress peerListen() {
    return settings.get(AgentManagerSetting.PEER_LISTEN);
  }

  /** What peers are told to connect to. */
  AdvertisedAddress peerAdvertise() {
    return settings.get(AgentManagerSetting.PEER_ADVERTISE);
  }

  /** What peers have to prove that they have. */
  public SharedKey peerKey() {
    return settings.get(AgentManagerSetting.PEER_KEY);
  }

  /** Where the live stores can be asked about; empty if nowhere. */
  public Optional<InetSocketAddress> queryListen() {
    return settings.get(AgentManagerSetting.QUERY_LISTEN).map(ListenAddress::toSocketAddress);
  }

  /** What auditors are told to ask. */
  AdvertisedAddress queryAdvertise() {
    return settings.get(AgentManagerSetting.QUERY_ADVERTISE);
  }

  /** What who asks about them has to prove to have. */
  public SharedKey queryKey() {
    return settings.get(QueryProof.KEY);
  }

  /** Where monitoring and orchestrators ask; empty if nowhere. */
  Optional<InetSocketAddress> managementListen() {
    return settings.get(ManagementPort.LISTEN).map(ListenAddress::toSocketAddress);
  }
}
