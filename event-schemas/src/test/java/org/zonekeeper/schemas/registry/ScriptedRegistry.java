package org.zonekeeper.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * The registry's REST protocol on a real socket, in memory, whose next answers a test may script:
 * for the failures that a healthy registry does not show. That the protocol itself is right is
 * proved elsewhere, against a real registry.
 */
public final class ScriptedRegistry implements AutoCloseable {
  /** One request as it came in; an absent header is an empty text. */
  public record Request(
      String method, String path, String contentType, String authorization, String body) {}

  private record Scripted(int status, String body) {}

  private static final Scripted SILENCE = new Scripted(0, "");

  private final ObjectMapper json = new ObjectMapper();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Queue<Scripted> script = new ArrayDeque<>();
  private final List<String> schemas = new ArrayList<>();
  private final Map<String, List<Integer>> subjects = new LinkedHashMap<>();
  private final String scheme;

  private ScriptedRegistry(HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  public static ScriptedRegistry start() throws IOException {
    return new ScriptedRegistry(HttpServer.create(anyPort(), 0), "http");
  }

  /** Speaks TLS and insists on a certificate of the client. */
  public static ScriptedRegistry startTls(SSLContext context) throws IOException {
    HttpsServer server = HttpsServer.create(anyPort(), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters ssl = context.getDefaultSSLParameters();
            ssl.setNeedClientAuth(true);
            parameters.setSSLParameters(ssl);
          }
        });
    return new ScriptedRegistry(server, "https");
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  public String url() {
    return scheme + "://localhost:" + server.getAddress().getPort();
  }

  public List<Request> requests() {
    return List.copyOf(requests);
  }

  public void forgetRequests() {
    requests.clear();
  }

  /** The next request is answered with this, whatever it asks. */
  public synchronized ScriptedRegistry next(int status, String body) {
    script.add(new Scripted(status, body));
    return this;
  }

  /** The next request is not answered while this registry lives. */
  public synchronized ScriptedRegistry nextIsSilence() {
    script.add(SILENCE);
    return this;
  }

  /** Puts a schema in as another program would have; its text is not looked at. */
  public synchronized int put(String subject, String schema) {
    int known = schemas.indexOf(schema);
    int id = known >= 0 ? known + 1 : schemas.size() + 1;
    if (known < 0) {
      schemas.add(schema);
    }
    List<Integer> versions = subjects.computeIfAbsent(subject, absent -> new ArrayList<>());
    if (!versions.contains(id)) {
      versions.add(id);
    }
    return id;
  }

  /** What it has keeps its ids, and gets new ones when it is registered again. */
  public synchronized void givesNewIds() {
    schemas.replaceAll(text -> text + " ");
    subjects.clear();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = exchange.getRequestURI().getRawPath();
    requests.add(
        new Request(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            header(exchange, "Content-Type"),
            header(exchange, "Authorization"),
            body));
    Scripted answer = answer(exchange.getRequestMethod(), path, body);
    if (answer.equals(SILENCE)) {
      awaitClose();
      return;
    }
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void awaitClose() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  private synchronized Scripted answer(String method, String path, String body) throws IOException {
    if (!script.isEmpty()) {
      return script.remove();
    }
    String[] parts = path.substring(1).split("/", -1);
    if (path.startsWith("/schemas/ids/")) {
      return byId(Integer.parseInt(parts[2]));
    }
    if (parts.length == 1) {
      return ok(json.valueToTree(subjects.keySet()));
    }
    String subject = parts[1];
    if (method.equals("POST")) {
      JsonNode schema = json.readTree(body).get("schema");
      return parts.length == 3 ? registered(subject, schema) : lookedUp(subject, schema);
    }
    if (parts.length == 3 || !subjects.containsKey(subject)) {
      return versions(subject);
    }
    return version(
        subject,
        parts[3].equals("latest") ? subjects.get(subject).size() : Integer.parseInt(parts[3]));
  }

  private Scripted registered(String subject, JsonNode schema) {
    return ok(json.createObjectNode().put("id", put(subject, schema.asText())));
  }

  private Scripted lookedUp(String subject, JsonNode schema) {
    int id = schemas.indexOf(schema.asText()) + 1;
    List<Integer> versions = subjects.get(subject);
    if (versions == null) {
      return error(404, 40401, "Subject '" + subject + "' not found.");
    }
    return versions.contains(id)
        ? version(subject, versions.indexOf(id) + 1)
        : error(404, 40403, "Schema not found");
  }

  private Scripted byId(int id) {
    return id >= 1 && id <= schemas.size()
        ? ok(json.createObjectNode().put("schema", schemas.get(id - 1)))
        : error(404, 40403, "Schema " + id + " not found");
  }

  private Scripted versions(String subject) {
    List<Integer> versions = subjects.get(subject);
    if (versions == null) {
      return error(404, 40401, "Subject '" + subject + "' not found.");
    }
    ArrayNode numbers = json.createArrayNode();
    for (int version = 1; version <= versions.size(); version++) {
      numbers.add(version);
    }
    return ok(numbers);
  }

  private Scripted version(String subject, int version) {
    int id = subjects.get(subject).get(version - 1);
    ObjectNode node = json.createObjectNode();
    node.put("subject", subject).put("version", version).put("id", id);
    return ok(node.put("schema", schemas.get(id - 1)));
  }

  private static Scripted ok(JsonNode body) {
    return new Scripted(200, body.toString());
  }

  private Scripted error(int status, int code, String message) {
    return new Scripted(
        status, json.createObjectNode().put("error_code", code).put("message", message).toString());
  }
}
