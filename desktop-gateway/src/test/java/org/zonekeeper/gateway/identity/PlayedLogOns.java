package org.zonekeeper.gateway.identity;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What browsers need of an issuer: a page with an account on each button, codes with PKCE, refresh
 * tokens that rotate. As strict as RFC 6749 and RFC 7636 allow, so that a page that leaves
 * something out does not get on. Thread-safe.
 */
final class PlayedLogOns {
  private static final String CLIENT = "zonekeeper-desktop";

  private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
  private final Map<String, String> refreshTokens = new ConcurrentHashMap<>();
  private final Map<String, Function<Integer, String>> accounts;
  private final Function<Map<String, String>, String> idTokens;
  private volatile int lifetimeSeconds = 300;
  private volatile boolean renewing = true;

  /**
   * @param accounts a token of so many seconds for each
   * @param idTokens of an authorisation request
   */
  PlayedLogOns(
      Map<String, Function<Integer, String>> accounts,
      Function<Map<String, String>, String> idTokens) {
    this.accounts = accounts;
    this.idTokens = idTokens;
  }

  void serve(HttpServer server) {
    server.createContext("/authorize", this::authorise);
    server.createContext("/token", this::token);
  }

  /** How long tokens live from now on. */
  void lifetime(int seconds) {
    lifetimeSeconds = seconds;
  }

  /** Whether refresh tokens are good for anything. */
  void renewing(boolean wanted) {
    renewing = wanted;
  }

  private void authorise(HttpExchange exchange) throws IOException {
    Map<String, String> asked = form(exchange.getRequestURI().getRawQuery());
    boolean good =
        "code".equals(asked.get("response_type"))
            && CLIENT.equals(asked.get("client_id"))
            && "S256".equals(asked.get("code_challenge_method"))
            && asked.getOrDefault("code_challenge", "").length() == 43
            && asked.getOrDefault("scope", "").contains("openid")
            && asked.getOrDefault("state", "").length() > 20
            && asked.getOrDefault("nonce", "").length() > 20
            && asked.containsKey("redirect_uri");
    if (!good) {
      send(exchange, 400, "text/plain", "no good authorisation request: " + asked);
    } else if (exchange.getRequestMethod().equals("POST")) {
      String account = form(body(exchange)).get("account");
      String code = UUID.randomUUID().toString();
      asked.put("account", account);
      codes.put(code, asked);
      String answer =
          account.equals("nobody")
              ? "error=access_denied&error_description=Nobody+was+chosen"
              : "code=" + code;
      exchange
          .getResponseHeaders()
          .set(
              "Location",
              "%s?%s&state=%s".formatted(asked.get("redirect_uri"), answer, asked.get("state")));
      exchange.sendResponseHeaders(302, -1);
      exchange.close();
    } else {
      StringBuilder page =
          new StringBuilder("<!doctype html><title>Issuer</title><h1>Who are you?</h1>")
              .append("<form method=post>");
      accounts
          .keySet()
          .forEach(
              name -> page.append("<button name=account value=%1$s>%1$s</button>".formatted(name)));
      page.append("<button name=account value=nobody>nobody</button></form>");
      send(exchange, 200, "text/html", page.toString());
    }
  }

  private void token(HttpExchange exchange) throws IOException {
    Map<String, String> form = form(body(exchange));
    exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
    String account =
        switch (form.getOrDefault("grant_type", "")) {
          case "authorization_code" -> ofCode(form);
          case "refresh_token" ->
              renewing && CLIENT.equals(form.get("client_id"))
                  ? refreshTokens.remove(form.getOrDefault("refresh_token", ""))
                  : null;
          default -> null;
        };
    if (account == null) {
      send(exchange, 400, "application/json", "{\"error\":\"invalid_grant\"}");
      return;
    }
    String refresh = UUID.randomUUID().toString();
    refreshTokens.put(refresh, account);
    Map<String, String> asked = codes.remove(form.getOrDefault("code", ""));
    send(
        exchange,
        200,
        "application/json",
        "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":%d,\"refresh_token\":\"%s\"%s}"
            .formatted(
                accounts.get(account).apply(lifetimeSeconds),
                lifetimeSeconds,
                refresh,
                asked == null ? "" : ",\"id_token\":\"%s\"".formatted(idTokens.apply(asked))));
  }

  /** The account, if all is as it was asked for. */
  private String ofCode(Map<String, String> form) {
    Map<String, String> asked = codes.getOrDefault(form.getOrDefault("code", ""), Map.of());
    boolean good =
        CLIENT.equals(form.get("client_id"))
            && asked.getOrDefault("redirect_uri", "-").equals(form.get("redirect_uri"))
            && asked
                .getOrDefault("code_challenge", "-")
                .equals(challengeOf(form.getOrDefault("code_verifier", "")));
    return good ? asked.get("account") : null;
  }

  private static String challengeOf(String verifier) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  private static String body(HttpExchange exchange) throws IOException {
    return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static Map<String, String> form(String encoded) {
    Map<String, String> form = new HashMap<>();
    for (String pair : (encoded == null ? "" : encoded).split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        form.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return form;
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
