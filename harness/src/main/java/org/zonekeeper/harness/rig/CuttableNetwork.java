package org.zonekeeper.harness.rig;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.zonekeeper.cluster.LocalCluster;
import org.zonekeeper.cluster.network.Direction;
import org.zonekeeper.cluster.network.NetworkLink;
import org.zonekeeper.cluster.network.NetworkLinkProcess;
import org.zonekeeper.cluster.process.Ports;
import org.zonekeeper.harness.SystemRun;

/**
 * The cables of a rig whose network can be cut: between each Agent Manager or the gateway and the
 * brokers, and between each Agent Manager and the peers that listen to it. One thread.
 */
public final class CuttableNetwork {
  private final Map<String, PeerCable> peers = new TreeMap<>();
  private final LocalCluster cluster;

  /** Where an Agent Manager listens, and the cable that leads there. */
  private record PeerCable(int listens, NetworkLink cable) {}

  private CuttableNetwork(LocalCluster cluster) {
    this.cluster = cluster;
  }

  /** A network in which nothing can be cut. */
  static CuttableNetwork direct(LocalCluster cluster) {
    return new CuttableNetwork(cluster);
  }

  /**
   * Lays the cables between Agent Managers; those to the brokers are there.
   *
   * @param ports where the Agent Managers listen; closed by its owner, after they have ended
   */
  static CuttableNetwork cabled(
      LocalCluster cluster, NetworkLinkProcess cables, Ports ports, List<String> agentManagers) {
    CuttableNetwork network = new CuttableNetwork(cluster);
    for (String id : agentManagers) {
      int listens = ports.any(id + ", which listens to its peers");
      network.peers.put(id, new PeerCable(listens, cables.lay(listens)));
    }
    return network;
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
    cluster.cables(agentManager).forEach(NetworkLink::cut);
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
    cluster.cables(SystemRun.GATEWAY).forEach(NetworkLink::cut);
  }

  /** Mends everything. */
  public void mend() {
    peers.values().forEach(peer -> peer.cable().mend());
    peers.keySet().forEach(id -> cluster.cables(id).forEach(NetworkLink::mend));
    cluster.cables(SystemRun.GATEWAY).forEach(NetworkLink::mend);
  }
}
