package org.zonekeeper.am.app;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.am.ownership.ClientIdentities;
import org.zonekeeper.am.ownership.ClientName;
import org.zonekeeper.am.ownership.KafkaEviction;
import org.zonekeeper.am.ownership.PeerAnnouncement;
import org.zonekeeper.am.ownership.PeerListener;
import org.zonekeeper.am.ownership.PeerWatcher;
import org.zonekeeper.schemas.common.Owner;

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
  private final String advertised;
  private PeerWatcher watcher;

  private PeerGroup(AgentManagerSettings settings, PeerListener listener, String advertised) {
    this.settings = settings;
    this.listener = listener;
    this.advertised = advertised;
  }

  static PeerGroup open(AgentManagerSettings settings, Owner self, ClientIdentities identities) {
    InetSocketAddress listen = settings.peerListen().toSocketAddress();
    String advertised = settings.text(AgentManagerSetting.PEER_ADVERTISE);
    Supplier<PeerAnnouncement> announcement =
        () ->
            new PeerAnnouncement(
                ClientName.of(self),
                List.copyOf(identities.groupInstanceIds()),
                List.copyOf(identities.transactionalIds()));
    return new PeerGroup(
        settings,
        new PeerListener(listen, announcement),
        advertised.isEmpty() ? listen.getHostString() : advertised);
  }

  /** host:port, as peers are told. */
  String address() {
    return advertised.contains(":") ? advertised : advertised + ":" + listener.port();
  }

  void start(KafkaStreams streams, Admin admin) {
    listener.start(settings.millis(AgentManagerSetting.PEER_BEAT));
    watcher =
        new PeerWatcher(
            () -> others(streams),
            new KafkaEviction(admin, settings.text(AgentManagerSetting.APPLICATION_ID)),
            settings.millis(AgentManagerSetting.PEER_SILENCE));
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

  /** Evicts nobody any more; still seen by the others. */
  void stopWatching() {
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
        .map(info -> info.host() + ":" + info.port())
        .filter(other -> !other.equals(address()))
        .map(PeerGroup::address)
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

  private static InetSocketAddress address(String hostAndPort) {
    int colon = hostAndPort.lastIndexOf(':');
    return new InetSocketAddress(
        hostAndPort.substring(0, colon), Integer.parseInt(hostAndPort.substring(colon + 1)));
  }
}
