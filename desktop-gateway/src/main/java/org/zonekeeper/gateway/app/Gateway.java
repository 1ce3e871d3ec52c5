package org.zonekeeper.gateway.app;

import io.javalin.util.JavalinException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.gateway.commands.CommandSink;
import org.zonekeeper.gateway.commands.KafkaCommandSink;
import org.zonekeeper.gateway.contact.ContactLanes;
import org.zonekeeper.gateway.identity.Admission;
import org.zonekeeper.gateway.journal.FeedItem;
import org.zonekeeper.gateway.journal.FeedItem.ReadModel;
import org.zonekeeper.gateway.journal.FeedOrder;
import org.zonekeeper.gateway.journal.FeedReading;
import org.zonekeeper.gateway.journal.JournalProbe;
import org.zonekeeper.gateway.journal.KafkaFeed;
import org.zonekeeper.gateway.journal.OwnerSearch;
import org.zonekeeper.gateway.session.ClientOutput;
import org.zonekeeper.gateway.session.CloseCode;
import org.zonekeeper.gateway.zone.ObservedInstant;
import org.zonekeeper.gateway.zone.ObservedTime;
import org.zonekeeper.management.traces.Tracing;
import org.zonekeeper.settings.ListenAddress;

/**
 * One running gateway: the feed's thread reads Kafka, the desk's thread does the work, the server's
 * threads read the sockets, the writer's thread writes commands. Started and stopped once, by any
 * thread.
 */
public final class Gateway implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

  /** Ten polls of the feed: whoever stood still for longer was not watching. */
  private static final long LONGEST_STEP_MS = 200;

  private static final long START_SECONDS = 60;

  private final GatewaySettings settings;
  private final GatewayKafkaClients edge;
  private final Tracing tracing;
  private final GatewayThread thread;
  private final ContactLanes contactLanes;
  private final GatewayCore desk;
  private final ConnectionHandler reception;
  private final Admission admission;
  private final TokenChecks tokenChecks;
  private final KafkaCommandSink sink;
  private final KafkaFeed feed;
  private final GatewayMonitoring monitoring;
  private final Thread feedThread;
  private final PastOwners pastOwners;
  private final WebSocketServer server;
  private final ListeningTime listening;
  private final ObservedTime time = new ObservedTime(System.nanoTime(), LONGEST_STEP_MS);
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final AtomicBoolean closing = new AtomicBoolean();
  private volatile ObservedInstant now;

  private Gateway(GatewaySettings settings, GatewayKafkaClients edge, Tracing tracing) {
    this.settings = settings;
    this.edge = edge;
    this.tracing = tracing;
    this.now = time.look(System.nanoTime(), System.currentTimeMillis());
    this.thread = new GatewayThread(this::failed);
    this.sink = new KafkaCommandSink(edge.producer(), settings.directory(), new ToTheDesk());
    this.contactLanes =
        new ContactLanes(
            settings.contacts()::open,
            settings.contacts().waiting(),
            settings.contacts().patience(),
            task -> hand(moment -> task.run()));
    this.desk = new GatewayCore(settings, sink, contactLanes, thread::isBulkWaiting, tracing);
    this.admission = new Admission(settings.identity(), settings.limits().failedLogOns());
    this.tokenChecks = new TokenChecks(admission, this::hand);
    this.reception = new ConnectionHandler(settings, desk, tokenChecks);
    this.feed = new KafkaFeed(edge.consumer(), settings.directory(), tracing, this::read);
    this.monitoring = new GatewayMonitoring(settings.directory(), feed, admission.failures());
    this.feedThread = new Thread(this::follow, "gateway-feed");
    this.pastOwners = new PastOwners(settings.directory(), edge.probes(), this::found);
    this.server = new WebSocketServer(settings, admission, reception, this::hand);
    this.listening = new ListeningTime(this::theWayOfFrames);
  }

  /**
   * Connects to Kafka and the registry, reads the read models, then listens.
   *
   * @throws GatewayStartException if that cannot be done; the message is for the user
   * @throws org.zonekeeper.schemas.registry.RegistryException if the registry cannot be used
   */
  public static Gateway start(GatewaySettings settings) throws InterruptedException {
    return start(settings, GatewayKafkaClients.connect(settings));
  }

  /**
   * The same with other clients than the settings', such as Kafka's own doubles of them; they are
   * closed with the gateway.
   *
   * @throws GatewayStartException if the read models cannot be read
   */
  public static Gateway start(
      GatewaySettings settings,
      org.apache.kafka.clients.consumer.Consumer<String, SpecificRecord> consumer,
      Producer<String, SpecificRecord> producer)
      throws InterruptedException {
    return start(
        settings, new GatewayKafkaClients(consumer, producer, JournalProbe::ofNothing, () -> {}));
  }

  static Gateway start(GatewaySettings settings, GatewayKafkaClients edge)
      throws InterruptedException {
    return start(settings, edge, Tracing.open(settings.traces(), "desktop-gateway", settings.id()));
  }

  /** The same, and other tracing than the settings'; closed with the gateway, too. */
  static Gateway start(GatewaySettings settings, GatewayKafkaClients edge, Tracing tracing)
      throws InterruptedException {
    Gateway gateway = new Gateway(settings, edge, tracing);
    try {
      gateway.begin();
      return gateway;
    } catch (GatewayStartException | InterruptedException e) {
      gateway.close();
      throw e;
    }
  }

  /** Host and port of the management port; empty if nowhere. */
  String managementAddress() {
    return monitoring.address();
  }

  /** The port that it listens on. */
  public int port() {
    return server.port();
  }

  /**
   * Waits for the gateway's end.
   *
   * @throws ExecutionException if it ended because it failed
   */
  public void awaitEnd() throws InterruptedException, ExecutionException {
    ended.get();
  }

  /** Tells the clients, closes them, and ends. Sessions may be resumed when the gateway is back. */
  @Override
  public void close() {
    if (!closing.compareAndSet(false, true)) {
      return;
    }
    try {
      end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      LOG.warn("interrupted while ending");
    }
    monitoring.close();
    edge.close();
    tracing.close();
    ended.complete(null);
  }

  private void end() throws InterruptedException {
    feed.stop();
    feedThread.join(5_000);
    pastOwners.stop();
    CountDownLatch told = new CountDownLatch(1);
    hand(
        moment -> {
          desk.connections().forEach(Gateway::sayGoodbye);
          told.countDown();
        });
    if (!told.await(2, TimeUnit.SECONDS)) {
      LOG.warn("clients not told of the end");
    }
    server.stop();
    tokenChecks.close();
    contactLanes.close();
    thread.stop();
    sink.stop();
  }

  private static void sayGoodbye(ClientOutput outlet) {
    outlet.close(
        CloseCode.RESTARTING, "the gateway is stopping; resume the session at another one");
  }

  private void begin() throws InterruptedException {
    thread.start();
    sink.start();
    feedThread.start();
    tokenChecks.start();
    try {
      ready.get(START_SECONDS, TimeUnit.SECONDS);
      pastOwners.start();
      server.start();
      monitoring.start(
          settings.management(), () -> !closing.get(), ended::isCompletedExceptionally);
    } catch (TimeoutException e) {
      throw new GatewayStartException(
          "the topics %s could not be read within %d s; is the broker up?"
              .formatted(GatewayKafkaClients.topicsRead(), START_SECONDS),
          e);
    } catch (ExecutionException e) {
      throw new GatewayStartException(e.getCause().getMessage(), e.getCause());
    } catch (JavalinException e) {
      // Javalin says "Port already in use" of any address that cannot be bound.
      ListenAddress address = new ListenAddress(settings.listen().host(), settings.listen().port());
      throw new GatewayStartException(address.cannotBeBound(e), e);
    }
    LOG.info(
        "gateway listening id={} host={} port={} management={} zones={}",
        settings.id(),
        settings.listen().host(),
        port(),
        monitoring.address(),
        settings.directory());
    if (settings.identity().isEmpty()) {
      LOG.warn(
          "INSECURE DEVELOPMENT: no tokens are asked for, everybody on this machine may do"
              + " everything");
    }
  }

  private void follow() {
    try {
      feed.run();
    } catch (RuntimeException e) {
      failed(e);
    } finally {
      edge.closeConsumer();
    }
  }

  /** On the feed's thread: the clock is looked at after what Kafka had to give. */
  private void read(FeedReading reading) throws InterruptedException {
    List<FeedItem> items = reading.items();
    long wall = System.currentTimeMillis();
    ObservedInstant moment =
        switch (reading.rest()) {
          case NOTHING -> time.look(System.nanoTime(), wall);
          case MORE -> time.behind(wall);
        };
    monitoring.read(items);
    // Before that the order matters: sessions are made from the read models, read to their end.
    FeedOrder order =
        ready.isDone()
            ? FeedOrder.zonesFirst(items, thread.isBulkWaiting())
            : FeedOrder.asRead(items);
    thread.hand(
        () -> {
          now = moment.having(listening.millis(moment.observed()));
          desk.feed(order.first(), now);
          monitoring.count(desk);
          reception.tick(now);
          if (items.stream().anyMatch(FeedItem.CaughtUp.class::isInstance)) {
            ready.complete(null);
          }
        });
    for (List<ReadModel> part : order.later()) {
      thread.handBulk(() -> part.forEach(desk::readModel));
    }
  }

  /** On the search's thread. */
  private void found(OwnerSearch.Past past) {
    try {
      hand(moment -> desk.dashboards().past(past.zone(), past.events(), past.from()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** From any thread: what comes from clients happens at the time of the last look at Kafka. */
  private void hand(Consumer<ObservedInstant> task) throws InterruptedException {
    thread.hand(() -> task.accept(now.at(System.currentTimeMillis())));
  }

  /** Past the sockets and the threads that read them, then to the desk. */
  private void theWayOfFrames(Runnable task) {
    server.afterWhatWaits(
        () -> {
          try {
            thread.hand(task);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /** What became of writes, handed to the desk's thread. */
  private final class ToTheDesk implements CommandSink.Outcomes {
    @Override
    public void refusalRecorded(String commandId) {
      tell(commandId, "recorded", moment -> desk.commands().refusalRecorded(commandId));
    }

    @Override
    public void writeFailed(String commandId, String text) {
      tell(commandId, text, moment -> desk.commands().writeFailed(commandId, text));
    }

    private void tell(String commandId, String outcome, Consumer<ObservedInstant> task) {
      try {
        hand(task);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        LOG.warn("outcome of a write not told id={} outcome=\"{}\"", commandId, outcome);
      }
    }
  }

  private void failed(Throwable fault) {
    LOG.error("gateway failed", fault);
    ready.completeExceptionally(fault);
    ended.completeExceptionally(fault);
  }
}
