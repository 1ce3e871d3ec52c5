package org.zonekeeper.management.traces;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.zonekeeper.management.ManagementServer;

/** A collector that takes OTLP over HTTP as protobuf, and keeps what it was sent. */
final class OtlpCollector implements AutoCloseable {
  static {
    // The first server of the process decides what all of them allow: it must be ours.
    try {
      MethodHandles.lookup().ensureInitialized(ManagementServer.class);
    } catch (IllegalAccessException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final HttpServer server;
  private final int status;
  private final BlockingQueue<ResourceSpans> received = new LinkedBlockingQueue<>();

  /**
   * @param status that it answers with
   */
  OtlpCollector(int status) throws IOException {
    this.status = status;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/traces", this::take);
    server.start();
  }

  /** Address of it, without a path. */
  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What it is sent next, by one service each; fails if nothing comes. */
  List<ResourceSpans> next() throws InterruptedException {
    ResourceSpans first = received.poll(20, TimeUnit.SECONDS);
    assertThat(first).as("something is sent").isNotNull();
    List<ResourceSpans> all = new ArrayList<>(List.of(first));
    received.drainTo(all);
    return all;
  }

  /** Whether nothing more was sent. */
  boolean isEmpty() {
    return received.isEmpty();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      assertThat(exchange.getRequestHeaders().getFirst("Content-Type"))
          .isEqualTo("application/x-protobuf");
      received.addAll(
          ExportTraceServiceRequest.parseFrom(exchange.getRequestBody().readAllBytes())
              .getResourceSpansList());
      exchange.sendResponseHeaders(status, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
