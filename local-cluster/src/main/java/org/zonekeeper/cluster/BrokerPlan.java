package org.zonekeeper.cluster;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What one broker of a local cluster is to be.
 *
 * @param number its node id, from 1
 * @param ports its own port among those of all brokers
 * @param directory where its settings and data go
 * @param log where its output goes
 * @param clusterId the cluster's id, the same for all brokers
 * @param limits the limits it sets to its clients
 * @param cables further ways in, by the name of who uses them
 * @param secured the listener where clients log on; empty if there is none
 */
record BrokerPlan(
    int number,
    ClusterPorts ports,
    Path directory,
    Path log,
    String clusterId,
    BrokerLimits limits,
    Map<String, CableEnds> cables,
    Optional<SecuredListener> secured) {

  private static final String SECURED = "SECURED";

  /**
   * A way in through a cable. Clients are told where it begins, or they would go round it.
   *
   * @param listens the broker's own port for it
   * @param begins the port that clients connect to
   */
  record CableEnds(int listens, int begins) {}

  /**
   * The ports of all brokers.
   *
   * @param clients where each broker listens for clients, by number from 1
   * @param controllers where each one's controller listens
   * @param secured where each broker listens for clients that log on; empty if none is secured
   */
  record ClusterPorts(List<Integer> clients, List<Integer> controllers, List<Integer> secured) {
    ClusterPorts(List<Integer> clients, List<Integer> controllers) {
      this(clients, controllers, List.of());
    }

    int brokers() {
      return clients.size();
    }

    private String voters() {
      return IntStream.rangeClosed(1, brokers())
          .mapToObj(number -> number + "@127.0.0.1:" + controllers.get(number - 1))
          .collect(Collectors.joining(","));
    }
  }

  String name() {
    return "broker " + number;
  }

  int port() {
    return ports.clients().get(number - 1);
  }

  String address() {
    return "127.0.0.1:" + port();
  }

  /** Where its data goes. */
  Path data() {
    return directory.resolve("data");
  }

  /** The broker's whole configuration. */
  Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(limits.settings());
    String client = "PLAINTEXT://" + address();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(number));
    settings.put("controller.quorum.voters", ports.voters());
    settings.put(
        "listeners",
        client
            + ",CONTROLLER://127.0.0.1:"
            + ports.controllers().get(number - 1)
            + securedListener()
            + listeners(CableEnds::listens));
    settings.put("advertised.listeners", client + securedListener() + listeners(CableEnds::begins));
    settings.put("inter.broker.listener.name", "PLAINTEXT");
    settings.put("listener.security.protocol.map", protocols());
    secured.ifPresent(listener -> settings.putAll(listener.settings(SECURED)));
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("log.dirs", data().toString());

    String replicas = Integer.toString(Math.min(3, ports.brokers()));
    String inSync = Integer.toString(Math.min(2, ports.brokers()));
    for (String topic : List.of("offsets.topic", "transaction.state.log")) {
      settings.put(topic + ".replication.factor", replicas);
      // No limit, only how many files a start creates: 50 each would take a small machine seconds.
      settings.put(topic + ".num.partitions", "4");
    }
    settings.put("transaction.state.log.min.isr", inSync);
    settings.put("share.coordinator.state.topic.replication.factor", replicas);
    settings.put("share.coordinator.state.topic.min.isr", inSync);
    settings.put("default.replication.factor", replicas);
    settings.put("min.insync.replicas", inSync);

    // The wait for more members before a group's first rebalance: seconds for nothing here.
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("group.streams.initial.rebalance.delay.ms", "0");
    // On a very busy machine a broker would give up on its own controller.
    settings.put("initial.broker.registration.timeout.ms", "300000");
    // A misspelt topic must be an error, not a new topic with the wrong number of partitions.
    settings.put("auto.create.topics.enable", "false");
    return settings;
  }

  /** Where clients log on, over TLS; empty if nowhere. */
  String securedAddress() {
    return secured.isEmpty() ? "" : "127.0.0.1:" + ports.secured().get(number - 1);
  }

  private String securedListener() {
    return secured.isEmpty() ? "" : "," + SECURED + "://" + securedAddress();
  }

  private String listeners(ToIntFunction<CableEnds> end) {
    return cables.entrySet().stream()
        .map(
            cable ->
                ",%s://127.0.0.1:%d".formatted(listener(cable), end.applyAsInt(cable.getValue())))
        .collect(Collectors.joining());
  }

  private String protocols() {
    return "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,"
        + SECURED
        + ":SASL_SSL"
        + cables.entrySet().stream()
            .map(cable -> "," + listener(cable) + ":PLAINTEXT")
            .collect(Collectors.joining());
  }

  /**
   * A user's listener has the same name on every broker, or clients that come by one are told of no
   * leader on another. Listeners' names are letters and digits only.
   */
  private String listener(Map.Entry<String, CableEnds> cable) {
    return "CABLE" + List.copyOf(new TreeSet<>(cables.keySet())).indexOf(cable.getKey());
  }
}
