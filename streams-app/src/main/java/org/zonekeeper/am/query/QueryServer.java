package org.zonekeeper.am.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.LagInfo;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.zonekeeper.am.processor.LiveStoreReader;
import org.zonekeeper.am.topology.TopologyNames;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.query.LiveStoreDigest;
import org.zonekeeper.schemas.query.QueryClient;

/**
 * Tells auditors and operators what the live stores hold; reads only, and names neither agents nor
 * calls.
 *
 * <ul>
 *   <li>{@code GET /zones/ZONE} answers 200 with a {@link LiveStoreDigest} as JSON; 404 if the
 *       directory has no such zone; 503 if this Agent Manager does not own it, or it changes faster
 *       than it can be read.
 *   <li>{@code GET /lags} answers 200 with a JSON object that has each zone of which there is a
 *       copy here, its own or a standby's, and the changelog records that the copy lacks; 503 while
 *       that cannot be told. A zone is written all the time, so a standby that has caught up still
 *       lacks a few.
 * </ul>
 *
 * <p>Opened before Kafka Streams, because zones publish its address; started after it. A thread of
 * its own answers, one question at a time.
 */
public final class QueryServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ZoneDirectory directory;
  private final HttpServer server;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("live-zone-queries").factory());

  private QueryServer(ZoneDirectory directory, HttpServer server) {
    this.directory = directory;
    this.server = server;
  }

  /**
   * Opens the port; answers once started.
   *
   * @throws UncheckedIOException if the address cannot be listened on
   */
  public static QueryServer open(InetSocketAddress address, ZoneDirectory directory) {
    try {
      return new QueryServer(directory, HttpServer.create(address, 0));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot listen for auditors on %s: %s; choose another address with query.listen"
              .formatted(address, e.getMessage()),
          e);
    }
  }

  /** host:port, as zones publish it. */
  public String address() {
    InetSocketAddress bound = server.getAddress();
    return bound.getHostString() + ":" + bound.getPort();
  }

  /** Answers from now on. */
  public void start(KafkaStreams streams) {
    server.setExecutor(thread);
    server.createContext(
        QueryClient.ZONES, exchange -> answer(exchange, path -> zone(path, streams)));
    server.createContext(QueryClient.LAGS, exchange -> answer(exchange, path -> lags(streams)));
    server.start();
  }

  @Override
  public void close() {
    server.stop(0);
    thread.shutdownNow();
  }

  private record Answer(int status, Object content) {
    static Answer no(int status, String why) {
      return new Answer(status, Map.of("error", why));
    }
  }

  private static void answer(HttpExchange exchange, Function<String, Answer> question)
      throws IOException {
    try (exchange) {
      if (exchange.getRequestMethod().equals("GET")) {
        say(exchange, question.apply(exchange.getRequestURI().getPath()));
      } else {
        exchange.getResponseHeaders().set("Allow", "GET");
        say(exchange, Answer.no(405, "only GET is answered"));
      }
    }
  }

  private Answer zone(String path, KafkaStreams streams) {
    String zone = path.substring(QueryClient.ZONES.length());
    if (!directory.contains(zone)) {
      return Answer.no(404, "unknown zone; the zones are " + String.join(", ", directory.zones()));
    }
    return live(zone, streams)
        .map(live -> new Answer(200, live))
        .orElseGet(() -> Answer.no(503, "not owned here, or never still for long enough"));
  }

  private Answer lags(KafkaStreams streams) {
    try {
      Map<Integer, LagInfo> lags =
          streams.allLocalStorePartitionLags().getOrDefault(TopologyNames.STORE, Map.of());
      Map<String, Long> ofZones = new TreeMap<>();
      lags.forEach(
          (partition, lag) ->
              directory.zoneOf(partition).ifPresent(zone -> ofZones.put(zone, lag.offsetLag())));
      return new Answer(200, ofZones);
    } catch (StreamsException | IllegalStateException e) {
      // Not running yet or no more, or the brokers do not say where the changelogs end.
      return Answer.no(503, "cannot tell now: " + e.getMessage());
    }
  }

  private Optional<LiveStoreDigest> live(String zone, KafkaStreams streams) {
    try {
      ReadOnlyKeyValueStore<String, SpecificRecord> store =
          streams.store(
              StoreQueryParameters.fromNameAndType(
                      TopologyNames.STORE,
                      QueryableStoreTypes.<String, SpecificRecord>keyValueStore())
                  .withPartition(directory.partitionOf(zone)));
      return LiveStoreReader.read(zone, store);
    } catch (InvalidStateStoreException e) {
      // Not ours, or no more: whoever asks looks up the owner again.
      return Optional.empty();
    }
  }

  private static void say(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = JSON.writeValueAsBytes(answer.content());
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
  }
}
