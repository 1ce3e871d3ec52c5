package org.zonekeeper.gateway.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request to become a WebSocket, byte by byte, and what came of it: HTTP clients hide the answer
 * when it is no.
 */
record Upgrade(int status, String head, String body) {
  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *([0-9]+)");

  /** Asks, and reads the answer; the connection is closed afterwards. */
  static Upgrade ask(int port, String path, String... headers) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return ask(socket, port, path, headers);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The same over a connection that stands. */
  static Upgrade ask(Socket socket, int port, String path, String... headers) throws IOException {
    socket.setSoTimeout(10_000);
    StringBuilder request =
        new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n");
    request.append("Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n");
    request.append("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    socket.getOutputStream().write((request + "\r\n").getBytes(StandardCharsets.US_ASCII));
    return read(socket.getInputStream());
  }

  private static Upgrade read(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return new Upgrade(0, head.toString(StandardCharsets.ISO_8859_1), "");
      }
      head.write(next);
    }
    String text = head.toString(StandardCharsets.ISO_8859_1);
    Matcher length = LENGTH.matcher(text);
    int status = Integer.parseInt(text.substring(9, 12));
    String body =
        status != 101 && length.find()
            ? new String(in.readNBytes(Integer.parseInt(length.group(1))), StandardCharsets.UTF_8)
            : "";
    return new Upgrade(status, text, body);
  }
}
