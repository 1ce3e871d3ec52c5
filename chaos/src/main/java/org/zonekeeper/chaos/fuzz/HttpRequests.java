package org.zonekeeper.chaos.fuzz;

import java.util.List;

/** Requests over HTTP/1.1, right and wrong ones, several on one connection. Stateless. */
final class HttpRequests {
  private static final List<String> METHODS =
      List.of("GET", "GET", "GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "get", "");

  private static final List<String> VERSIONS =
      List.of("HTTP/1.1", "HTTP/1.1", "HTTP/1.1", "HTTP/1.0", "HTTP/2.0", "HTTP/9", "");

  private static final List<String> HEADERS =
      List.of(
          "Content-Length: 0",
          "Content-Length: 7",
          "Content-Length: -1",
          "Content-Length: 99999999999999999999",
          "Transfer-Encoding: chunked",
          "Transfer-Encoding: chunked, chunked",
          "Expect: 100-continue",
          "Connection: close",
          "Connection: Upgrade",
          "Upgrade: websocket",
          "Upgrade: h2c",
          "Sec-WebSocket-Version: 13",
          "Sec-WebSocket-Protocol: bearer, x",
          "Authorization: Bearer x",
          "Authorization: Basic eDp5",
          "Accept-Encoding: gzip",
          "Range: bytes=0-,1-,2-",
          "Origin: null",
          "Cookie: a=b",
          "Forwarded: for=127.0.0.1",
          ": x");

  private static final int MOST_HEADERS = 12;
  private static final int LONG_HEADER = 40_000;
  private static final int MANY_HEADERS = 500;

  private HttpRequests() {}

  static String some(AnyInput any, List<String> paths) {
    StringBuilder requests = new StringBuilder();
    for (int i = any.random().nextInt(3); i >= 0; i--) {
      requests.append(one(any, paths));
    }
    return requests.toString();
  }

  private static String one(AnyInput any, List<String> paths) {
    StringBuilder request = new StringBuilder();
    request
        .append(any.oneOf(METHODS))
        .append(' ')
        .append(path(any, paths))
        .append(' ')
        .append(any.oneOf(VERSIONS))
        .append("\r\n");
    if (!any.oneIn(8)) {
      request.append("Host: localhost\r\n");
    }
    for (int i = any.random().nextInt(MOST_HEADERS); i > 0; i--) {
      request.append(any.oneOf(HEADERS)).append("\r\n");
    }
    switch (any.random().nextInt(12)) {
      case 0 -> request.append("X-Long: ").append("x".repeat(LONG_HEADER)).append("\r\n");
      case 1 -> request.append("X-Many: x\r\n".repeat(MANY_HEADERS));
      case 2 -> request.append("X-Any: ").append(any.text()).append("\r\n");
      default -> {}
    }
    request.append("\r\n");
    if (any.oneIn(4)) {
      request.append(any.text());
    }
    return request.toString();
  }

  private static String path(AnyInput any, List<String> paths) {
    String path = any.oneOf(paths);
    return switch (any.random().nextInt(6)) {
      case 0 -> path + any.text();
      case 1 -> path + "?" + any.text();
      case 2 -> path + "/%2e%2e/%00%ff%zz";
      case 3 -> any.changed(path);
      default -> path;
    };
  }
}
