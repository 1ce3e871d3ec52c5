package org.zonekeeper.am.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * As much of a schema registry as the test driver's serdes need: it has no subjects at first, and
 * numbers the schemas it is given, one request at a time. Where processes are tested, the registry
 * is a real one.
 */
final class TinyRegistry implements AutoCloseable {
  private final ObjectMapper json = new ObjectMapper();
  private final List<String> schemas = new ArrayList<>();
  private final HttpServer server;

  TinyRegistry() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (exchange.getRequestMethod().equals("POST")) {
        schemas.add(json.readTree(exchange.getRequestBody()).get("schema").asText());
        send(exchange, 200, Map.of("id", schemas.size()));
      } else if (exchange.getRequestURI().getPath().equals("/subjects")) {
        send(exchange, 200, List.of());
      } else {
        send(exchange, 404, Map.of("error_code", 40401, "message", "not found"));
      }
    }
  }

  private void send(HttpExchange exchange, int status, Object body) throws IOException {
    byte[] bytes = json.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
