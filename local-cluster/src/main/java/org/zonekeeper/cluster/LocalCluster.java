package org.zonekeeper.cluster;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.zonekeeper.cluster.BrokerPlan.CableEnds;
import org.zonekeeper.cluster.BrokerPlan.ClusterPorts;
import org.zonekeeper.cluster.network.NetworkLink;
import org.zonekeeper.cluster.network.NetworkLinkProcess;
import org.zonekeeper.cluster.process.ChildProcess;
import org.zonekeeper.cluster.process.JvmFlags;
import org.zonekeeper.cluster.process.Ports;
import org.zonekeeper.cluster.process.StartFailure;

/**
 * Real Kafka brokers and a real schema registry as child processes of this JVM: no Docker needed.
 * The demo, {@code zonekeeper cluster up} and the system tests use it.
 *
 * <pre>{@code
 * try (LocalCluster cluster =
 *     LocalCluster.in(directory).limits(BrokerLimits.STOCK).progress(out::println).start()) {
 *   cluster.bootstrapServers();
 * }
 * }</pre>
 *
 * <p>Everything listens on the loopback interface only. Logs and data stay in the directory after
 * the end; the children do not (see {@link ChildProcess}).
 */
public final class LocalCluster implements ClusterProvider {
  private final List<BrokerProcess> brokers;
  private final RegistryProcess registry;
  private final Map<String, List<NetworkLink>> cables;
  private final Optional<BrokerCertificate> certificate;
  private final Ports ports;

  private LocalCluster(
      List<BrokerProcess> brokers,
      RegistryProcess registry,
      Map<String, List<NetworkLink>> cables,
      Optional<BrokerCertificate> certificate,
      Ports ports) {
    this.brokers = brokers;
    this.registry = registry;
    this.cables = cables;
    this.certificate = certificate;
    this.ports = ports;
  }

  /** Begins the description of a cluster that keeps its logs and data in the given directory. */
  public static Builder in(Path directory) {
    return new Builder(directory);
  }

  @Override
  public String bootstrapServers() {
    return brokers.stream().map(BrokerProcess::address).collect(Collectors.joining(","));
  }

  @Override
  public String bootstrapServers(String user) {
    return cables.containsKey(user)
        ? cables.get(user).stream()
            .map(cable -> "127.0.0.1:" + cable.port())
            .collect(Collectors.joining(","))
        : bootstrapServers();
  }

  /** Where clients log on and have the rights that they were given, see {@link Builder#secured}. */
  public String securedBootstrapServers() {
    return brokers.stream().map(BrokerProcess::securedAddress).collect(Collectors.joining(","));
  }

  /**
   * The certificate, PEM, that the brokers show where clients log on.
   *
   * @throws IllegalStateException if the cluster is not {@linkplain Builder#secured secured}
   */
  public Path trustedCertificate() {
    return certificate
        .map(BrokerCertificate::trusted)
        .orElseThrow(() -> new IllegalStateException("the cluster is not secured"));
  }

  /**
   * The cables between a user and each broker, in the brokers' order.
   *
   * @throws IllegalArgumentException if the user has none, see {@link Builder#cables}
   */
  public List<NetworkLink> cables(String user) {
    if (!cables.containsKey(user)) {
      throw new IllegalArgumentException(
          "no cables for '%s'; there are some for %s".formatted(user, cables.keySet()));
    }
    return cables.get(user);
  }

  @Override
  public URI registryUrl() {
    return registry.url();
  }

  /**
   * A broker's process, for those who freeze it.
   *
   * @param number from 1
   */
  public synchronized ChildProcess brokerProcess(int number) {
    return broker(number).process();
  }

  /** The registry's process, for those who freeze it: it forgets everything when it ends. */
  public synchronized ChildProcess registryProcess() {
    return registry.process();
  }

  /** The child processes that were started last: the brokers by number, then the registry. */
  public synchronized List<ChildProcess> processes() {
    return Stream.concat(
            brokers.stream().map(BrokerProcess::process), Stream.of(registry.process()))
        .filter(Objects::nonNull)
        .toList();
  }

  @Override
  public synchronized void killBroker(int number) throws InterruptedException {
    broker(number).kill();
  }

  @Override
  public synchronized void restartBroker(int number) throws InterruptedException {
    BrokerProcess broker = broker(number);
    broker.stop();
    broker.start();
    broker.awaitReady();
  }

  @Override
  public synchronized void stopRegistry() throws InterruptedException {
    registry.stop();
  }

  @Override
  public synchronized void startRegistry() throws InterruptedException {
    registry.stop();
    registry.start();
    registry.awaitReady();
  }

  @Override
  public synchronized void close() {
    ChildProcess.closeAll(processes());
    ports.close();
  }

  /** Whether a process has ended because somebody else listens where it was to listen. */
  private boolean lostAPort() {
    return processes().stream().anyMatch(BindFailure::ended);
  }

  private BrokerProcess broker(int number) {
    if (number < 1 || number > brokers.size()) {
      throw new IllegalArgumentException(
          "No broker %d: they are numbered from 1 to %d".formatted(number, brokers.size()));
    }
    return brokers.get(number - 1);
  }

  private void start(Consumer<String> progress) throws InterruptedException {
    Instant begin = Instant.now();
    progress.accept("starting the schema registry at " + registry.url());
    registry.start();
    for (BrokerProcess broker : brokers) {
      progress.accept("starting a Kafka broker at " + broker.address());
      broker.start();
    }
    for (BrokerProcess broker : brokers) {
      broker.awaitReady();
    }
    registry.awaitReady();
    progress.accept(
        "broker and registry answer after %.1f s"
            .formatted(Duration.between(begin, Instant.now()).toMillis() / 1000.0));
  }

  /** Describes a local cluster; not for use by several threads. */
  public static final class Builder {
    /** The ports of a start are seldom lost; each further start loses some with less than that. */
    private static final int MOST_STARTS = 5;

    private final Path directory;
    private final String clusterId = Uuid.randomUuid().toString();
    private int brokers = 1;
    private BrokerLimits limits = BrokerLimits.STOCK;
    private int firstBrokerPort = Ports.ANY;
    private int registryPort = Ports.ANY;
    private Consumer<String> progress = line -> {};
    private List<String> cabled = List.of();
    private Optional<NetworkLinkProcess> cableProcess = Optional.empty();
    private boolean secured;
    private Optional<URI> issuer = Optional.empty();
    private List<String> brokerFlags = JvmFlags.fastStart(640);

    private Builder(Path directory) {
      this.directory = directory.toAbsolutePath().normalize();
    }

    /** How many brokers, each its own controller; 1 if not given. */
    public Builder brokers(int count) {
      if (count < 1) {
        throw new IllegalArgumentException("brokers: " + count + ", must be 1 or more");
      }
      brokers = count;
      return this;
    }

    /** The limits that the brokers set; {@link BrokerLimits#STOCK} if not given. */
    public Builder limits(BrokerLimits brokerLimits) {
      limits = Objects.requireNonNull(brokerLimits);
      return this;
    }

    /** The first broker's port, the others' counting up; any free ports if not given or 0. */
    public Builder brokerPort(int port) {
      firstBrokerPort = port;
      return this;
    }

    /** The registry's port; any free port if not given or 0. */
    public Builder registryPort(int port) {
      registryPort = port;
      return this;
    }

    /**
     * For whom there are ways to the brokers that can be cut; nobody if not given.
     *
     * @param process that the ways lead through; closed by its owner, after the cluster
     * @param users by name
     */
    public Builder cables(NetworkLinkProcess process, List<String> users) {
      cableProcess = Optional.of(process);
      cabled = List.copyOf(users);
      return this;
    }

    /**
     * Brokers with an authorizer, and a second listener where clients log on by SCRAM-SHA-512 over
     * TLS. On the first one everybody may do everything still, whoever sets up users and rights for
     * instance.
     */
    public Builder secured() {
      secured = true;
      return this;
    }

    /**
     * On the listener of a {@link #secured} cluster tokens of that issuer, for the audience {@code
     * zonekeeper}, count as well; their subject is the principal.
     */
    public Builder tokensOf(URI whose) {
      issuer = Optional.of(whose);
      return this;
    }

    /** Brokers that live long enough to be worth compiling to the full, as production's are. */
    public Builder longLived() {
      brokerFlags = JvmFlags.longLived(1_024, 640);
      return this;
    }

    /** Who is told, on the starting thread, what is being started; nobody if not given. */
    public Builder progress(Consumer<String> listener) {
      progress = Objects.requireNonNull(listener);
      return this;
    }

    /**
     * Starts everything and waits until it answers; again on other ports if one is lost meanwhile.
     *
     * @throws StartFailure when something is missing, a given port is taken or a process does not
     *     come up; whatever was started is stopped again
     * @throws InterruptedException when interrupted while waiting; likewise
     */
    public LocalCluster start() throws InterruptedException {
      for (int starts = 1; ; starts++) {
        LocalCluster cluster = prepare();
        boolean started = false;
        try {
          cluster.start(progress);
          started = true;
          return cluster;
        } catch (StartFailure e) {
          if (starts == MOST_STARTS || !cluster.lostAPort()) {
            throw e;
          }
          progress.accept("somebody else has taken a port meanwhile: starting on other ones");
        } finally {
          if (!started) {
            cluster.close();
          }
        }
      }
    }

    private LocalCluster prepare() throws InterruptedException {
      Installation installation = Installation.find();
      Ports ports = new Ports();
      boolean prepared = false;
      try {
        LocalCluster cluster = prepare(installation, ports);
        prepared = true;
        return cluster;
      } finally {
        if (!prepared) {
          ports.close();
        }
      }
    }

    private LocalCluster prepare(Installation installation, Ports ports)
        throws InterruptedException {
      Optional<SecuredListener> loggedOn =
          secured
              ? Optional.of(
                  new SecuredListener(
                      BrokerCertificate.in(directory.resolve("certificate")), issuer))
              : Optional.empty();
      List<String> flags = new ArrayList<>(brokerFlags);
      loggedOn.ifPresent(listener -> flags.addAll(listener.jvmFlags()));
      Path logs = directory.resolve("logs");
      RegistryProcess registry =
          new RegistryProcess(
              reserve(ports, registryPort, "the schema registry"),
              installation.registryJar(),
              logs.resolve("registry.log"));
      ClusterPorts clusterPorts = clusterPorts(ports);
      String classPath = installation.brokerClassPath();
      Map<String, List<NetworkLink>> cables = new TreeMap<>();
      List<BrokerProcess> processes =
          IntStream.rangeClosed(1, brokers)
              .mapToObj(
                  number ->
                      new BrokerPlan(
                          number,
                          clusterPorts,
                          directory.resolve("broker-" + number),
                          logs.resolve("broker-" + number + ".log"),
                          clusterId,
                          limits,
                          layCables(cables, ports),
                          loggedOn))
              .map(plan -> new BrokerProcess(plan, classPath, flags))
              .toList();
      return new LocalCluster(
          processes, registry, cables, loggedOn.map(SecuredListener::certificate), ports);
    }

    private Map<String, CableEnds> layCables(Map<String, List<NetworkLink>> all, Ports ports) {
      Map<String, CableEnds> ends = new TreeMap<>();
      for (String user : cabled) {
        int listens = ports.any("the end of a cable for " + user);
        NetworkLink cable = cableProcess.orElseThrow().lay(listens);
        ends.put(user, new CableEnds(listens, cable.port()));
        all.computeIfAbsent(user, any -> new ArrayList<>()).add(cable);
      }
      return ends;
    }

    private ClusterPorts clusterPorts(Ports ports) {
      List<Integer> clients = new ArrayList<>();
      List<Integer> controllers = new ArrayList<>();
      List<Integer> forLoggedOn = new ArrayList<>();
      for (int i = 0; i < brokers; i++) {
        int wanted = firstBrokerPort == Ports.ANY ? Ports.ANY : firstBrokerPort + i;
        clients.add(reserve(ports, wanted, "a Kafka broker"));
        controllers.add(ports.any("a KRaft controller"));
        if (secured) {
          forLoggedOn.add(ports.any("a Kafka broker's secured listener"));
        }
      }
      return new ClusterPorts(clients, controllers, forLoggedOn);
    }

    private static int reserve(Ports ports, int wanted, String what) {
      return wanted == Ports.ANY ? ports.any(what) : ports.exactly(wanted, what);
    }
  }
}
