package org.zonekeeper.gateway.app;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Somebody else's server, whose pages are scripts of calls; they try what a script must not do. */
final class ScriptPages implements AutoCloseable {
  private static final String PAGE =
      """
      <!doctype html><html lang="en"><title>Script</title>
      <h1>Good morning</h1><p id="for"></p><p id="reach"></p>
      <script>
        document.getElementById('for').textContent = location.search;
        try { document.getElementById('reach').textContent = parent.zonekeeper ? 'reached' : ''; }
        catch { document.getElementById('reach').textContent = 'kept out'; }
      </script></html>
      """;

  private final HttpServer server;

  ScriptPages() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] page = PAGE.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    server.start();
  }

  /** Of the origin that it is known under. */
  URI origin() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The same server under another name, which makes it another origin to a browser. */
  URI otherOrigin() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
