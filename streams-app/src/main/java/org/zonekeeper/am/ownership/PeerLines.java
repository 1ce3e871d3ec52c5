package org.zonekeeper.am.ownership;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Reads the lines of the peer protocol from a connection: none is longer than {@link #LONGEST}, and
 * no wait is longer than asked for, however slowly a line comes in. Used by one thread.
 */
final class PeerLines {
  /** Bytes of a line; the longest that a peer sends, with 64 threads and a proof, has 440. */
  static final int LONGEST = 512;

  private final Socket socket;
  private final byte[] bytes = new byte[LONGEST];
  private int from;
  private int to;

  PeerLines(Socket socket) {
    this.socket = socket;
  }

  /**
   * The next line.
   *
   * @param longest how long to wait for it
   * @return empty if it did not come in that time
   * @throws EOFException if the other side has closed the connection
   * @throws ProtocolException if the line is too long
   */
  Optional<String> next(Duration longest) throws IOException {
    long deadline = System.nanoTime() + longest.toNanos();
    while (true) {
      Optional<String> line = buffered();
      if (line.isPresent()) {
        return line;
      }
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0 || !fill(left)) {
        return Optional.empty();
      }
    }
  }

  private Optional<String> buffered() throws ProtocolException {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\n') {
        String line = new String(bytes, from, i - from, US_ASCII);
        from = i + 1;
        return Optional.of(line);
      }
    }
    System.arraycopy(bytes, from, bytes, 0, to - from);
    to -= from;
    from = 0;
    if (to == LONGEST) {
      throw new ProtocolException("a line of more than %d bytes".formatted(LONGEST));
    }
    return Optional.empty();
  }

  /** Whether something came in. */
  private boolean fill(long longestMillis) throws IOException {
    try {
      socket.setSoTimeout(Math.toIntExact(longestMillis));
      int read = socket.getInputStream().read(bytes, to, LONGEST - to);
      if (read < 0) {
        throw new EOFException("connection closed");
      }
      to += read;
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }
}
