package org.zonekeeper.cluster.issuer;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.zonekeeper.settings.HostPort;

/** The issuer's HTTP: paths, forms, redirects. Its handlers run on threads of their own. */
final class IssuerServer {
  private static final int MOST_BYTES = 65_536;
  private static final String BASIC = "Basic ";
  private static final String COOKIE = "development-account=";

  private final IssuerPlan plan;
  private final DevelopmentIssuer issuer;
  private final Grants grants;
  private final TokenEndpoint tokens;
  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          4, Thread.ofPlatform().daemon().name("development-issuer-", 1).factory());

  /** Answers one request. */
  @FunctionalInterface
  private interface Answering {
    void answer(HttpExchange exchange, Map<String, String> form) throws IOException;
  }

  IssuerServer(IssuerPlan plan, DevelopmentIssuer issuer, Grants grants) throws IOException {
    this.plan = plan;
    this.issuer = issuer;
    this.grants = grants;
    this.tokens = new TokenEndpoint(plan, issuer, grants);
    this.server = HttpServer.create(new InetSocketAddress(plan.host(), plan.port()), 1_024);
    server.setExecutor(threads);
    serve("/.well-known/openid-configuration", (to, form) -> json(to, 200, discovery()));
    serve("/jwks", (to, form) -> send(to, 200, "application/json", issuer.publishedKeys()));
    serve("/authorize", this::authorise);
    serve("/token", this::token);
    serve("/rotate", this::rotate);
  }

  void start() {
    server.start();
  }

  void stop() {
    server.stop(0);
    threads.shutdown();
  }

  URI address() {
    return URI.create("http://" + new HostPort(plan.host(), server.getAddress().getPort()));
  }

  private Map<String, Object> discovery() {
    String base = issuer.issuer().toString();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("issuer", base);
    document.put("authorization_endpoint", base + "/authorize");
    document.put("token_endpoint", base + "/token");
    document.put("jwks_uri", base + "/jwks");
    document.put("response_types_supported", List.of("code"));
    document.put("grant_types_supported", TokenEndpoint.GRANT_TYPES);
    document.put("subject_types_supported", List.of("public"));
    document.put("id_token_signing_alg_values_supported", List.of("RS256"));
    document.put("code_challenge_methods_supported", List.of("S256"));
    document.put("prompt_values_supported", List.of("none", "login"));
    document.put("token_endpoint_auth_methods_supported", List.of("none", "client_secret_post"));
    return document;
  }

  /** First the page, then the choice that was made on it, which counts until the browser ends. */
  private void authorise(HttpExchange exchange, Map<String, String> form) throws IOException {
    Optional<String> wrong = wrong(form);
    if (wrong.isPresent()) {
      send(exchange, 400, "text/plain; charset=utf-8", wrong.get() + "\n");
      return;
    }
    Optional<DevelopmentAccount> chosen =
        exchange.getRequestMethod().equals("POST")
            ? Optional.ofNullable(form.get("account")).flatMap(plan::account)
            : Optional.empty();
    chosen.ifPresent(account -> remember(exchange, account));
    String prompt = form.getOrDefault("prompt", "");
    Optional<DevelopmentAccount> account =
        chosen.or(() -> prompt.equals("login") ? Optional.empty() : remembered(exchange));
    if (account.isPresent()) {
      String code =
          grants.code(
              account.get(),
              form.get("client_id"),
              form.get("code_challenge"),
              form.get("redirect_uri"),
              Optional.ofNullable(form.get("nonce")));
      redirect(exchange, form, "code=" + encoded(code));
    } else if (prompt.equals("none")) {
      redirect(exchange, form, "error=login_required");
    } else {
      send(exchange, 200, "text/html; charset=utf-8", LogOnPage.of(plan.accounts(), form));
    }
  }

  private static void redirect(HttpExchange exchange, Map<String, String> form, String answer)
      throws IOException {
    String to = form.get("redirect_uri");
    String query = answer + "&state=" + encoded(form.getOrDefault("state", ""));
    exchange.getResponseHeaders().set("Location", to + (to.contains("?") ? "&" : "?") + query);
    exchange.sendResponseHeaders(302, -1);
  }

  /** A page that is loaded anew asks again who is there; the person chose already. */
  private static void remember(HttpExchange exchange, DevelopmentAccount account) {
    exchange
        .getResponseHeaders()
        .add(
            "Set-Cookie",
            "%s%s; Path=/; HttpOnly; SameSite=Lax".formatted(COOKIE, encoded(account.name())));
  }

  private Optional<DevelopmentAccount> remembered(HttpExchange exchange) {
    return Stream.ofNullable(exchange.getRequestHeaders().getFirst("Cookie"))
        .flatMap(cookies -> Stream.of(cookies.split("; ", -1)))
        .filter(cookie -> cookie.startsWith(COOKIE))
        .map(cookie -> decoded(cookie.substring(COOKIE.length())))
        .flatMap(name -> plan.account(name).stream())
        .findFirst();
  }

  private static Optional<String> wrong(Map<String, String> form) {
    if (!"code".equals(form.get("response_type"))) {
      return Optional.of("response_type must be code");
    }
    if (form.getOrDefault("client_id", "").isEmpty()) {
      return Optional.of("client_id is missing");
    }
    if (!"S256".equals(form.get("code_challenge_method"))
        || form.getOrDefault("code_challenge", "").isEmpty()) {
      return Optional.of("code_challenge is missing, or code_challenge_method is not S256");
    }
    return isOfThisMachine(form.getOrDefault("redirect_uri", ""))
        ? Optional.empty()
        : Optional.of("redirect_uri must be an http or https address of this machine");
  }

  /** A code must not be sent away by a link that somebody made up. */
  private static boolean isOfThisMachine(String redirect) {
    try {
      URI uri = URI.create(redirect);
      return List.of("http", "https").contains(String.valueOf(uri.getScheme()))
          && List.of("localhost", "127.0.0.1", "[::1]").contains(String.valueOf(uri.getHost()));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private void token(HttpExchange exchange, Map<String, String> form) throws IOException {
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    readBasic(exchange.getRequestHeaders().getFirst("Authorization"), form);
    Map<String, Object> answer = tokens.answer(form);
    json(exchange, answer.containsKey("error") ? 400 : 200, answer);
  }

  private void rotate(HttpExchange exchange, Map<String, String> form) throws IOException {
    if (exchange.getRequestMethod().equals("POST")) {
      issuer.rotateKeys();
      send(exchange, 200, "text/plain; charset=utf-8", "another key signs\n");
    } else {
      send(exchange, 405, "text/plain; charset=utf-8", "POST it\n");
    }
  }

  private void serve(String path, Answering answering) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            // Any page may ask: whom it would be logged on as is chosen here, by a person.
            exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
            if (exchange.getRequestMethod().equals("OPTIONS")) {
              exchange.getResponseHeaders().set("Access-Control-Allow-Headers", "*");
              exchange.sendResponseHeaders(204, -1);
            } else if (exchange
                .getHttpContext()
                .getPath()
                .equals(exchange.getRequestURI().getPath())) {
              answering.answer(exchange, form(exchange));
            } else {
              send(exchange, 404, "text/plain; charset=utf-8", "nothing here\n");
            }
          }
        });
  }

  private static Map<String, String> form(HttpExchange exchange) throws IOException {
    Map<String, String> form = new LinkedHashMap<>();
    read(Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""), form);
    byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES);
    read(new String(body, StandardCharsets.UTF_8), form);
    return form;
  }

  private static void read(String encoded, Map<String, String> form) {
    for (String pair : encoded.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        form.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
  }

  /** Clients may name themselves in the form or, as Kafka's do, by HTTP Basic. */
  private static void readBasic(String header, Map<String, String> form) {
    if (header == null || !header.startsWith(BASIC)) {
      return;
    }
    String client =
        new String(
            Base64.getDecoder().decode(header.substring(BASIC.length())), StandardCharsets.UTF_8);
    int colon = client.indexOf(':');
    if (colon > 0) {
      form.put("client_id", client.substring(0, colon));
      form.put("client_secret", client.substring(colon + 1));
    }
  }

  private static void json(HttpExchange exchange, int status, Map<String, Object> body)
      throws IOException {
    send(exchange, status, "application/json", JSONObjectUtils.toJSONString(body));
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
