package org.zonekeeper.am.app;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.am.assignment.FailBack;
import org.zonekeeper.am.clock.MonotonicTime;
import org.zonekeeper.am.monitoring.ZoneCopies;
import org.zonekeeper.am.ownership.ClientIdentities;
import org.zonekeeper.am.ownership.ClientName;
import org.zonekeeper.am.ownership.GroupDeparture;
import org.zonekeeper.am.ownership.GroupLiveness;
import org.zonekeeper.am.ownership.GroupMembers;
import org.zonekeeper.am.ownership.GroupVersions;
import org.zonekeeper.am.ownership.HandoverSignal;
import org.zonekeeper.am.ownership.KafkaGroupLiveness;
import org.zonekeeper.am.ownership.OpenTransactions;
import org.zonekeeper.am.ownership.PreconnectedClients;
import org.zonekeeper.am.processor.CampaignTotals;
import org.zonekeeper.am.processor.CheckTimeBudget;
import org.zonekeeper.am.processor.OngoingTakeovers;
import org.zonekeeper.am.processor.SharedTaskContext;
import org.zonekeeper.am.processor.StandbyReport;
import org.zonekeeper.am.query.QueryServer;
import org.zonekeeper.am.standby.ReadyZones;
import org.zonekeeper.am.topology.AgentManagerTopology;
import org.zonekeeper.am.topology.TopologyNames;
import org.zonekeeper.schemas.TopicSpec;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.level.FeatureLevel;
import org.zonekeeper.schemas.registry.RegistrySettings;
import org.zonekeeper.schemas.wire.ContractSerdes;

/**
 * One Agent Manager: Kafka Streams with the zones that Kafka gives it, and its place among its
 * peers. Opened, started and stopped once; every method may be called from any thread.
 */
public final class AgentManager implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AgentManager.class);

  /** Long enough for a commit on a loaded broker, short against the whole stop. */
  private static final Duration ANNOUNCING = Duration.ofSeconds(2);

  /** Commands and facts, too: the barriers. */
  private static final List<TopicSpec> WRITTEN_TOPICS =
      List.of(
          Topics.COMMANDS,
          Topics.FACTS,
          Topics.JOURNAL,
          Topics.ORDERS,
          Topics.ZONE_STATUS,
          Topics.AGENTS);

  private static final Duration CLOCK_LOOK = Duration.ofMillis(500);

  private final AgentManagerSettings settings;
  private final Owner self;
  private final ContractSerdes serdes;
  private final HandoverSignal bell = new HandoverSignal();
  private final ClientIdentities identities;
  private final GroupMembers members;
  private final GroupDeparture departure;
  private final UniqueId uniqueId;
  private final LostStateCheck lostState;
  private final GroupLiveness liveness;
  private final Optional<PeerGroup> peers;
  private final Optional<ZoneFailBack> homecoming;
  private final Optional<QueryServer> queries;
  private final CampaignFeed campaignFeed;
  private final Monitoring monitoring = new Monitoring();
  private final ZoneCopies copies;
  private final StandbyReport standbyReport = new StandbyReport();
  private final MonotonicTime time = new MonotonicTime(this::clockSet);
  private final KafkaStreams streams;
  private final OpenTransactions transactions;
  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch failed = new CountDownLatch(1);
  private volatile boolean clientsHang;
  private volatile Optional<StandbyWatch> standbyWatch = Optional.empty();

  private AgentManager(AgentManagerSettings settings, ContractSerdes serdes, Admin admin) {
    this.settings = settings;
    this.serdes = serdes;
    String group = settings.text(AgentManagerSetting.APPLICATION_ID);
    this.identities =
        new ClientIdentities(
            new PreconnectedClients(WRITTEN_TOPICS.stream().map(TopicSpec::name).toList()), group);
    this.members = new GroupMembers(admin, group);
    this.departure = new GroupDeparture(members);
    this.uniqueId =
        new UniqueId(
            members,
            settings.installation().id(),
            settings.millis(AgentManagerSetting.SESSION_TIMEOUT));
    this.lostState = new LostStateCheck(settings, admin, serdes.deserializer());
    this.liveness =
        new KafkaGroupLiveness(admin, group, settings.millis(AgentManagerSetting.LOOK_UP_TIMEOUT));
    // A restarted process is another owner: what the last one held in memory is gone.
    this.self =
        new Owner(
            settings.installation().id(),
            ClientName.incarnation(
                FeatureLevel.newest(),
                UUID.randomUUID().toString().replace("-", "").substring(0, 12)));
    this.peers =
        settings.watchesPeers() ? Optional.of(PeerGroup.open(settings, self)) : Optional.empty();
    this.homecoming =
        settings.allocation().isEmpty()
            ? Optional.empty()
            : Optional.of(new ZoneFailBack(settings, serdes));
    String peerAddress = peers.map(PeerGroup::address).orElse("");
    this.queries =
        settings
            .queryListen()
            .map(
                address ->
                    QueryServer.open(
                        address, settings.installation().directory(), settings.queryKey()));
    CampaignTotals campaigns = new CampaignTotals();
    this.campaignFeed = new CampaignFeed(settings, serdes, campaigns);
    ReadyZones ready =
        new ReadyZones(
            settings.installation().directory(), AgentManagerTopology.entitySerde().deserializer());
    SharedTaskContext common =
        new SharedTaskContext(
            bell,
            departure::begin,
            new OngoingTakeovers(),
            new CheckTimeBudget(System::nanoTime),
            identities,
            monitoring.observer(),
            campaigns,
            new GroupVersions(liveness)::oldest,
            standbyReport,
            ready::take);
    ZoneProcessorFactory tasks =
        new ZoneProcessorFactory(settings, self, liveness, peerAddress, queryAddress());
    this.streams =
        new KafkaStreams(
            AgentManagerTopology.build(
                serdes.serde(),
                ready.stores(TopologyNames.STORE),
                () -> tasks.processor(settings.installation().directory(), common)),
            StreamsSettings.of(
                settings,
                self,
                peerAddress,
                homecoming.map(FailBack.class::cast).orElse(FailBack.NONE)),
            identities,
            time);
    this.transactions =
        new OpenTransactions(
            admin,
            group,
            settings.millis(AgentManagerSetting.FOREIGN_TRANSACTION),
            new OwnedPartitions(streams, settings.installation().directory(), group, WRITTEN_TOPICS)
                ::now);
    this.copies = new ZoneCopies(streams, settings.installation().directory());
  }

  /**
   * Connects to registry and broker; owns nothing yet.
   *
   * @throws org.zonekeeper.schemas.registry.RegistryException if the registry does not give what is
   *     needed
   */
  public static AgentManager open(AgentManagerSettings settings, Admin admin) {
    ContractSerdes serdes =
        contract(settings.registry().rememberingIn(settings.installation().stateDirectory()));
    try {
      return new AgentManager(settings, serdes, admin);
    } catch (RuntimeException e) {
      serdes.close();
      throw e;
    }
  }

  static ContractSerdes contract(RegistrySettings registry) {
    ContractSerdes.Opening contract = ContractSerdes.with(registry);
    WRITTEN_TOPICS.forEach(contract::writes);
    return contract.open();
  }

  /** The admin client that an Agent Manager needs: its retries are on the failover path. */
  public static Admin admin(AgentManagerSettings settings) {
    Map<String, Object> admin = settings.kafka().client(settings.installation().id() + "-admin");
    // A broker that cannot be reached is to be named soon; Kafka itself waits for a minute.
    admin.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000);
    admin.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    admin.put(AdminClientConfig.RETRY_BACKOFF_MS_CONFIG, 5);
    admin.put(AdminClientConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 50);
    return settings.kafka().admin(admin);
  }

  /** Who this is, in the eyes of zones and peers. */
  public Owner self() {
    return self;
  }

  /** Where peers connect; empty if it does not watch peers. */
  public String peerAddress() {
    return peers.map(PeerGroup::address).orElse("");
  }

  /** Where the live stores can be asked about; empty if nowhere. */
  public String queryAddress() {
    return queries.map(QueryServer::address).map(settings.queryAdvertise()::inPlaceOf).orElse("");
  }

  /** Where monitoring asks; empty if nowhere, or not started. */
  public String managementAddress() {
    return monitoring.address();
  }

  /**
   * Warms up and joins the group; zones come when Kafka gives them.
   *
   * @throws StartException if another Agent Manager has its id, or a zone has lost its state;
   *     nothing is to be stopped then
   */
  public void start() throws InterruptedException {
    if (peers.isPresent()) {
      CollectorPauseCheck.warn(settings.wholeMillis(AgentManagerSetting.PEER_SILENCE));
    }
    // The first question takes long: a connection to the coordinator, classes that nobody has used.
    // Better now than at the first change of owner; the answer is of no interest.
    var unused = liveness.memberClientIds();
    new WarmUp(settings, serdes.serde(), self).run();
    streams.setUncaughtExceptionHandler(
        new BoundedThreadReplacement(
            settings.number(AgentManagerSetting.REPLACEMENTS_PER_MINUTE),
            () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
            () ->
                departure.died(
                    identities.groupInstanceIdOfThisThread(),
                    identities.transactionalIdOfThisThread())));
    streams.setStateListener(this::changed);
    lostState.verify();
    uniqueId.verify(failed);
    homecoming.ifPresent(ZoneFailBack::start);
    campaignFeed.start();
    streams.start();
    peers.ifPresent(present -> present.start(streams, members));
    transactions.start();
    queries.ifPresent(present -> present.start(streams, copies));
    standbyWatch =
        Optional.of(
            StandbyWatch.start(
                streams, settings.installation().directory(), copies, standbyReport));
    monitoring.start(
        settings.managementListen(),
        streams,
        copies,
        new AgentManagerHealth(
            streams,
            copies,
            settings.number(AgentManagerSetting.RECOVERY_LAG),
            this::hasFailed,
            this::unmet,
            transactions::waits),
        transactions,
        () -> peers.map(PeerGroup::met).orElse(0));
  }

  /**
   * Returns when the Agent Manager has its first assignment from Kafka and watches its peers, or
   * has failed. A peer that cannot be reached delays it by some seconds and is warned of.
   */
  public void awaitReady() throws InterruptedException {
    running.await();
    if (peers.isPresent() && !hasFailed()) {
      peers.get().meet();
    }
  }

  /** Whether it has given up. */
  public boolean hasFailed() {
    return failed.getCount() == 0;
  }

  /**
   * Whether it has given up because the host's clock was set back. Then it cannot be stopped in
   * good order: that would wait for a thread that may wait for the clock, and its zones with it. A
   * process that just ends is seen by its peers at once.
   */
  public boolean clientsHang() {
    return clientsHang;
  }

  /** Returns when the Agent Manager has given up; never otherwise. Keeps an eye on the clock. */
  public void awaitFailure() throws InterruptedException {
    while (!failed.await(CLOCK_LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
      // A Streams thread may itself hang in a client that waits for the clock.
      time.milliseconds();
    }
  }

  /**
   * Stops in good order: announces the handover of every zone, leaves the group, says good-bye to
   * the peers.
   */
  public void stop() throws InterruptedException {
    peers.ifPresent(PeerGroup::stopWatching);
    transactions.close();
    long started = System.nanoTime();
    boolean alive = streams.state().isRunningOrRebalancing();
    Set<String> late =
        alive ? bell.ring("stop of " + self.getAgentManager(), ANNOUNCING) : Set.of();
    if (!late.isEmpty()) {
      LOG.warn("handover not announced in time zones={}", String.join(",", late));
    }
    Duration timeout = settings.millis(AgentManagerSetting.STOP_TIMEOUT);
    boolean closed =
        streams.close(
            CloseOptions.timeout(timeout)
                .withGroupMembershipOperation(GroupMembershipOperation.REMAIN_IN_GROUP));
    departure.complete(identities.groupInstanceIds());
    LOG.info(
        "agent manager stopped id={} inTime={} ms={}",
        self.getAgentManager(),
        closed,
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
    standbyWatch.ifPresent(StandbyWatch::close);
    monitoring.close();
    queries.ifPresent(QueryServer::close);
    peers.ifPresent(PeerGroup::close);
    homecoming.ifPresent(ZoneFailBack::close);
    campaignFeed.close();
    serdes.close();
  }

  /** As {@link #stop}, for try-with-resources; stays interrupted if it was. */
  @Override
  public void close() {
    try {
      stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Set<InetSocketAddress> unmet() {
    return peers.map(PeerGroup::unmet).orElse(Set.of());
  }

  private void clockSet(Duration by) {
    monitoring.clockSet(by);
    if (!settings.bears(by)) {
      LOG.error(
          "clock set back, Kafka's clients may hang: this process ends, to be started anew ms={}",
          by.toMillis());
      clientsHang = true;
      failed.countDown();
    } else {
      LOG.warn(
          "clock set ms={} action=\"{}\"",
          by.toMillis(),
          by.isNegative() ? "time goes on slowly until it has caught up" : "followed");
    }
  }

  private void changed(State now, State before) {
    if (now == State.RUNNING) {
      running.countDown();
    }
    if (now == State.ERROR) {
      LOG.error("agent manager failed id={} from={}", self.getAgentManager(), before);
      failed.countDown();
      running.countDown();
    }
  }
}
