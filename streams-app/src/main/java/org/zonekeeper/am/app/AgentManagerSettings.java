package org.zonekeeper.am.app;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.zonekeeper.am.assignment.ZoneAllocation;
import org.zonekeeper.am.ownership.FailoverTreatments;
import org.zonekeeper.am.ownership.OutageThreshold;
import org.zonekeeper.am.ownership.PeerAddress;
import org.zonekeeper.am.ownership.PeerKey;
import org.zonekeeper.domain.settings.DomainSettings;
import org.zonekeeper.domain.settings.FailoverTreatment;
import org.zonekeeper.domain.settings.JournalChain;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.common.FailoverPolicy;
import org.zonekeeper.schemas.registry.InvalidSettingException;
import org.zonekeeper.schemas.registry.RegistrySettings;

/**
 * All settings of an Agent Manager, checked. Made once at start from the command line; immutable. A
 * value that cannot be used is an {@link InvalidSettingException} that names key, value and what is
 * allowed.
 */
public final class AgentManagerSettings {
  /** Keys with this prefix go to the Kafka clients as they are, without it: security, mostly. */
  public static final String KAFKA_PREFIX = "kafka.";

  /** Kafka's own limit for the tags that it tells an assignor of. */
  private static final int LONGEST_TAG = 30;

  private static final String REGISTRY_PREFIX = "registry.";

  private final Installation installation;
  private final Map<NumberSetting, Integer> numbers = new EnumMap<>(NumberSetting.class);
  private final Map<TextSetting, String> texts = new EnumMap<>(TextSetting.class);
  private final Map<String, String> kafka = new HashMap<>();
  private final RegistrySettings registry;
  private final FailoverTreatments failovers;
  private final ZoneAllocation allocation;
  private final PeerKey peerKey;

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
      Path stateDirectory) {

    public Installation {
      if (!id.matches("[a-zA-Z0-9_-]{1,60}")) {
        throw new InvalidSettingException(
            "id", id, "1 to 60 letters, digits, '_' and '-': it becomes part of Kafka's names");
      }
      if (bootstrapServers.isBlank()) {
        throw new InvalidSettingException(
            "bootstrap servers", bootstrapServers, "host:port, several separated by commas");
      }
    }
  }

  private AgentManagerSettings(Installation installation, Map<String, String> overrides) {
    this.installation = installation;
    for (NumberSetting setting : NumberSetting.values()) {
      numbers.put(
          setting,
          number(
              setting,
              setting.key(),
              overrides.getOrDefault(setting.key(), Integer.toString(setting.standard()))));
    }
    for (TextSetting setting : TextSetting.values()) {
      texts.put(
          setting,
          text(setting, setting.key(), overrides.getOrDefault(setting.key(), setting.standard())));
    }
    Map<String, String> registryKeys = new HashMap<>();
    registryKeys.put(RegistrySettings.URLS, installation.registryUrls());
    overrides.forEach(
        (key, value) -> {
          if (key.startsWith(KAFKA_PREFIX)) {
            kafka.put(key.substring(KAFKA_PREFIX.length()), value);
          } else if (key.startsWith(REGISTRY_PREFIX)) {
            registryKeys.put(key, value);
          } else if (!key.startsWith(ZoneOverrides.PREFIX) && !keys().contains(key)) {
            throw new InvalidSettingException(
                key,
                value,
                "one of " + String.join(", ", keys()) + ", kafka.*, registry.* and zone.*");
          }
        });
    registry = RegistrySettings.from(registryKeys);
    allocation = ZoneAllocation.parse(text(TextSetting.ZONES_ALLOCATION), installation.directory());
    if (!allocation.isEmpty() && installation.id().length() > LONGEST_TAG) {
      throw new InvalidSettingException(
          "id", installation.id(), "up to 30 characters where zones are allocated");
    }
    failovers =
        ZoneOverrides.failovers(
            new FailoverTreatment(
                FailoverPolicy.valueOf(text(TextSetting.FAILOVER_POLICY)),
                number(NumberSetting.FAILOVER_TOLERANCE)),
            installation.directory(),
            overrides);
    requireOrder(NumberSetting.HEARTBEAT, NumberSetting.OUTAGE_THRESHOLD);
    requireOrder(NumberSetting.OUTAGE_THRESHOLD, NumberSetting.HANDOVER_PATIENCE);
    requireOrder(NumberSetting.GROUP_HEARTBEAT, NumberSetting.SESSION_TIMEOUT);
    requireOrder(NumberSetting.COMMIT_INTERVAL, NumberSetting.TRANSACTION_TIMEOUT);
    requireOrder(NumberSetting.PEER_BEAT, NumberSetting.PEER_SILENCE);
    peerKey = PeerKeySetting.of(text(TextSetting.PEER_KEY), text(TextSetting.PEER_KEY_FILE));
  }

  /**
   * Checks all settings.
   *
   * @param overrides settings by key; those that are absent have their defaults
   */
  public static AgentManagerSettings of(Installation installation, Map<String, String> overrides) {
    return new AgentManagerSettings(installation, overrides);
  }

  public Installation installation() {
    return installation;
  }

  public RegistrySettings registry() {
    return registry;
  }

  public int number(NumberSetting setting) {
    return numbers.get(setting);
  }

  public Duration millis(NumberSetting setting) {
    return Duration.ofMillis(number(setting));
  }

  public String text(TextSetting setting) {
    return texts.get(setting);
  }

  public OutageThreshold patience() {
    return new OutageThreshold(
        number(NumberSetting.OUTAGE_THRESHOLD), number(NumberSetting.HANDOVER_PATIENCE));
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
        millis(NumberSetting.DIAL_LEASE),
        millis(NumberSetting.PACING_INTERVAL),
        millis(NumberSetting.LEASE_REPORT_GRACE),
        millis(NumberSetting.DESKTOP_CHECK_TIMEOUT),
        number(NumberSetting.PACING_EVIDENCE),
        text(TextSetting.JOURNAL_CHAIN).equals("on")
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
    return by.toMillis() > -number(NumberSetting.OUTAGE_THRESHOLD) / 2;
  }

  public boolean watchesPeers() {
    return text(TextSetting.PEER_WATCH).equals("on");
  }

  /** Where the live stores can be asked about; empty if nowhere. */
  public Optional<InetSocketAddress> queryListen() {
    if (text(TextSetting.QUERY_LISTEN).equals("off")) {
      return Optional.empty();
    }
    return Optional.of(listen(TextSetting.QUERY_LISTEN));
  }

  /** The address in a setting that names one to listen on. */
  InetSocketAddress listen(TextSetting setting) {
    InetSocketAddress address = PeerAddress.parse(text(setting)).orElseThrow();
    return new InetSocketAddress(address.getHostString(), address.getPort());
  }

  /** What peers have to prove that they have. */
  public PeerKey peerKey() {
    return peerKey;
  }

  /** Settings of every Kafka client, as given under {@link #KAFKA_PREFIX}. */
  public Map<String, String> kafka() {
    return Map.copyOf(kafka);
  }

  static int number(NumberSetting setting, String key, String value) {
    String allowed = "a whole number from %d to %d".formatted(setting.least(), setting.most());
    try {
      int number = Integer.parseInt(value.strip());
      if (number < setting.least() || number > setting.most()) {
        throw new InvalidSettingException(key, value, allowed);
      }
      return number;
    } catch (NumberFormatException e) {
      throw new InvalidSettingException(key, value, allowed, e);
    }
  }

  static String text(TextSetting setting, String key, String value) {
    if (!setting.accepts(value)) {
      throw new InvalidSettingException(key, value, setting.allowed());
    }
    return value;
  }

  private void requireOrder(NumberSetting smaller, NumberSetting larger) {
    if (number(smaller) >= number(larger)) {
      throw new InvalidSettingException(
          larger.key(),
          Integer.toString(number(larger)),
          "more than %s, which is %d".formatted(smaller.key(), number(smaller)));
    }
  }

  private static List<String> keys() {
    List<String> keys = new ArrayList<>();
    Stream.of(NumberSetting.values()).map(NumberSetting::key).forEach(keys::add);
    Stream.of(TextSetting.values()).map(TextSetting::key).forEach(keys::add);
    return keys;
  }
}
