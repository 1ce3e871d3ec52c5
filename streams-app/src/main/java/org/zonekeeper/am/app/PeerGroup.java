package org.zonekeeper.am.app;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.am.ownership.ClientName;
import org.zonekeeper.am.ownership.GroupMembers;
import org.zonekeeper.am.ownership.KafkaEviction;
import org.zonekeeper.am.ownership.PeerListener;
import org.zonekeeper.am.ownership.PeerWatcher;
import org.zonekeeper.am.ownership.VouchedThreads;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.settings.HostPort;
import org.zonekeeper.settings.ListenAddress;

/**
 * This Agent Manager among its peers: its listener, and its watch over the others. Opened before
 * Kafka Streams, because the listener's address is one of its settings; started after it. Used by
 * {@link AgentManager} on the thread that starts and the one that stops.
 */
final class PeerGroup implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PeerGroup.class);

  /** Peers that live and can be reached answer at once. */
  private static final Duration MEETING = Duration.ofSeconds(2);

  private final AgentManagerSettings settings;
  private final PeerListener listener;
  private final VouchedThreads vouched;
  private final String advertised;
  private final Set<String> unreadable = ConcurrentHashMap.newKeySet();
  private PeerWatcher watcher;

  private PeerGroup(
      AgentManagerSettings settings,
      PeerListener listener,
      VouchedThreads vouched,
      String advertised) {
    this.settings = settings;
    this.listener = listener;
    this.vouched = vouched;
    this.advertised = advertised;
  }

  static PeerGroup open(AgentManagerSettings settings, Owner self) {
    ListenAddress listen = settings.peerListen();
    VouchedThreads vouched = new VouchedThreads(ClientName.of(self));
    PeerListener listener =
        new PeerListener(
            listen.toSocketAddress(),
            settings.peerKey(),
            new PeerListener.Limits(
                settings.number(AgentManagerSetting.PEER_CONNECTIONS),
                settings.number(AgentManagerSetting.PEER_CONNECTIONS_PER_ADDRESS),
                settings.millis(AgentManagerSetting.PEER_SILENCE)),
            vouched::announcement);
    return new PeerGroup(
        settings,
        listener,
        vouched,
        settings.peerAdvertise().inPlaceOf(new HostPort(listen.host(), listener.port())));
  }

  /** host:port, as peers are told. */
  String address() {
    return advertised;
  }

  void start(KafkaStreams streams, GroupMembers members) {
    listener.start(settings.millis(AgentManagerSetting.PEER_BEAT), address());
    watcher =
        new PeerWatcher(
            () -> others(streams),
            new KafkaEviction(members),
            settings.peerKey(),
            settings.millis(AgentManagerSetting.PEER_SILENCE),
            settings.millis(AgentManagerSetting.SESSION_TIMEOUT));
    watcher.start();
  }

  /** Waits a moment for all peers: whoever dies before it was met is left to Kafka's time-outs. */
  void meet() throws InterruptedException {
    Set<InetSocketAddress> unmet = watcher.awaitAllMet(MEETING);
    if (!unmet.isEmpty()) {
      LOG.warn(
          "peers not met, their death would be noticed late; are they reachable? addresses={}",
          unmet.stream().map(Object::toString).sorted().collect(Collectors.joining(",")));
    }
  }

  /** How many peers are watched now. */
  int met() {
    return watcher == null ? 0 : watcher.metNow();
  }

  /** The peers whose death would not be noticed; none before it is started. */
  Set<InetSocketAddress> unmet() {
    return watcher == null ? Set.of() : watcher.unmet();
  }

  /** Evicts nobody any more; still seen by the others, its threads too, whatever ends now. */
  void stopWatching() {
    vouched.freeze();
    if (watcher != null) {
      watcher.close();
    }
  }

  /** Says good-bye to the others. */
  @Override
  public void close() {
    stopWatching();
    listener.close();
  }

  private Set<InetSocketAddress> others(KafkaStreams streams) {
    if (!streams.state().isRunningOrRebalancing()) {
      return Set.of();
    }
    return assigned(streams).stream()
        .map(StreamsMetadata::hostInfo)
        .filter(info -> !info.equals(HostInfo.unavailable()))
        .map(info -> new HostPort(info.host(), info.port()).toString())
        .filter(other -> !other.equals(address()))
        .map(this::readable)
        .flatMap(Optional::stream)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Collection<StreamsMetadata> assigned(KafkaStreams streams) {
    try {
      return streams.metadataForAllStreamsClients();
    } catch (IllegalStateException e) {
      // It has just stopped running, between the question above and this one.
      return List.of();
    }
  }

  /** What another Agent Manager advertises is its affair: it cannot be watched, the others are. */
  private Optional<InetSocketAddress> readable(String advertised) {
    Optional<InetSocketAddress> address =
        HostPort.parse(advertised)
            .map(peer -> InetSocketAddress.createUnresolved(peer.host(), peer.port()));
    if (address.isEmpty() && unreadable.add(advertised)) {
      LOG.warn("peer cannot be watched address={} allowed=\"{}\"", advertised, HostPort.ALLOWED);
    }
    return address;
  }
}
