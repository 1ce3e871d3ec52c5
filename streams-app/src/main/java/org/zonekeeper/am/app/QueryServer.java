package org.zonekeeper.am.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.zonekeeper.am.processor.LiveZone;
import org.zonekeeper.am.topology.TopologyNames;
import org.zonekeeper.schemas.ZoneDirectory;

/**
 * Tells auditors what the live stores hold: {@code GET /zones/ZONE} answers 200 with a {@link
 * LiveZone} as JSON; 404 if the directory has no such zone; 503 if this Agent Manager does not own
 * it, or it changes faster than it can be read. Reads only, and names neither agents nor calls.
 *
 * <p>Opened before Kafka Streams, because zones publish its address; started after it. A thread of
 * its own answers, one question at a time.
 */
final class QueryServer implements AutoCloseable {
  private static final String PATH = "/zones/";
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
  static QueryServer open(InetSocketAddress address, ZoneDirectory directory) {
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
  String address() {
    InetSocketAddress bound = server.getAddress();
    return bound.getHostString() + ":" + bound.getPort();
  }

  void start(KafkaStreams streams) {
    server.setExecutor(thread);
    server.createContext(PATH, exchange -> answer(exchange, streams));
    server.start();
  }

  @Override
  public void close() {
    server.stop(0);
    thread.shutdownNow();
  }

  private void answer(HttpExchange exchange, KafkaStreams streams) throws IOException {
    try (exchange) {
      String zone = exchange.getRequestURI().getPath().substring(PATH.length());
      if (!exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().set("Allow", "GET");
        say(exchange, 405, Map.of("error", "only GET is answered"));
      } else if (!directory.contains(zone)) {
        say(
            exchange,
            404,
            Map.of("error", "unknown zone; the zones are " + String.join(", ", directory.zones())));
      } else {
        Optional<LiveZone> live = live(zone, streams);
        if (live.isPresent()) {
          say(exchange, 200, live.get());
        } else {
          say(exchange, 503, Map.of("error", "not owned here, or never still for long enough"));
        }
      }
    }
  }

  private Optional<LiveZone> live(String zone, KafkaStreams streams) {
    try {
      ReadOnlyKeyValueStore<String, SpecificRecord> store =
          streams.store(
              StoreQueryParameters.fromNameAndType(
                      TopologyNames.STORE,
                      QueryableStoreTypes.<String, SpecificRecord>keyValueStore())
                  .withPartition(directory.partitionOf(zone)));
      return LiveZone.read(zone, store);
    } catch (InvalidStateStoreException e) {
      // Not ours, or no more: whoever asks looks up the owner again.
      return Optional.empty();
    }
  }

  private static void say(HttpExchange exchange, int status, Object answer) throws IOException {
    byte[] body = JSON.writeValueAsBytes(answer);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
