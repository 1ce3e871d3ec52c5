package org.zonekeeper.stage.rig;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.zonekeeper.cluster.Cable;
import org.zonekeeper.cluster.Cable.Direction;
import org.zonekeeper.cluster.LocalCluster;
import org.zonekeeper.stage.Stage;

/**
 * The cables of a rig whose network can be cut: between each Agent Manager or the gateway and the
 * brokers, and between each Agent Manager and the peers that listen to it. One thread.
 */
public final class Network implements AutoCloseable {
  private final Map<String, PeerCable> peers = new TreeMap<>();
  private final LocalCluster cluster;

  /** Where an Agent Manager listens, and the cable that leads there. */
  private record PeerCable(int listens, Cable cable) {}

  Network(LocalCluster cluster, List<String> agentManagers) {
    this.cluster = cluster;
    for (String id : agentManagers) {
      int listens = Cable.freePort();
      peers.put(id, new PeerCable(listens, Cable.to(0, listens)));
    }
  }

  /** Settings of each Agent Manager that lead its peers through its cable. */
  Map<String, Map<String, String>> settings() {
    return peers.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                peer ->
                    Map.of(
                        "peer.listen", "127.0.0.1:" + peer.getValue().listens(),
                        "peer.advertise", "127.0.0.1:" + peer.getValue().cable().port())));
  }

  /** As when a host's network card dies: nothing to or from broker and peers. */
  public void cutOff(String agentManager) {
    peers.get(agentManager).cable().cut();
    cluster.cables(agentManager).forEach(Cable::cut);
  }

  /** What the broker says does not arrive; what is said to it does. */
  public void deafen(String agentManager) {
    cluster.cables(agentManager).forEach(cable -> cable.cut(Direction.TO_CLIENT));
  }

  /** Its peers do not hear it any more; the broker does. */
  public void hideFromPeers(String agentManager) {
    peers.get(agentManager).cable().cut();
  }

  /** The gateway's way to the broker is cut. */
  public void cutOffGateway() {
    cluster.cables(Stage.GATEWAY).forEach(Cable::cut);
  }

  /** Mends everything. */
  public void mend() {
    peers.values().forEach(peer -> peer.cable().mend());
    peers.keySet().forEach(id -> cluster.cables(id).forEach(Cable::mend));
    cluster.cables(Stage.GATEWAY).forEach(Cable::mend);
  }

  /** Ends all connections between peers; those to the brokers belong to the cluster. */
  @Override
  public void close() {
    peers.values().forEach(peer -> peer.cable().close());
  }
}
