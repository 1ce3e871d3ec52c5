package org.zonekeeper.am.ownership;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches one peer over one connection, on a thread of its own, until the peer has said good-bye or
 * is gone.
 */
final class PeerConnection {
  private static final Logger LOG = LoggerFactory.getLogger(PeerConnection.class);

  /**
   * Silence is counted in slices, so that time in which this process stood still is not counted.
   */
  private static final int SLICES = 6;

  private final InetSocketAddress address;
  private final Duration silence;
  private final Runnable onMet;
  private Optional<PeerAnnouncement> peer = Optional.empty();

  /**
   * @param address of the peer's listener
   * @param silence after which it is taken for dead
   * @param onMet called when it has said who it is
   */
  PeerConnection(InetSocketAddress address, Duration silence, Runnable onMet) {
    this.address = address;
    this.silence = silence;
    this.onMet = onMet;
  }

  /** How a watch ended. */
  enum End {
    /** It never said who it is: nobody to evict. */
    NEVER_MET,
    SAID_GOODBYE,
    GONE
  }

  /** What a watch found. */
  record Finding(End end, Optional<PeerAnnouncement> peer, String reason) {}

  /** Blocks for as long as the peer lives. */
  Finding watch() {
    String reason;
    do {
      reason = watchOnce();
      if (reason.equals(PeerListener.BYE)) {
        return new Finding(End.SAID_GOODBYE, peer, reason);
      }
      // A connection can break without its peer; one that answers under the same name lives.
    } while (!reason.startsWith("silent") && peer.isPresent() && answersAgain());
    return peer.isPresent()
        ? new Finding(End.GONE, peer, reason)
        : new Finding(End.NEVER_MET, peer, reason);
  }

  private String watchOnce() {
    try (Socket socket = connect()) {
      return read(socket);
    } catch (IOException e) {
      return e.getMessage();
    }
  }

  private String read(Socket socket) throws IOException {
    var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    int silentSlices = 0;
    while (silentSlices < SLICES) {
      try {
        String line = in.readLine();
        if (line == null) {
          return "connection closed";
        }
        if (line.equals(PeerListener.BYE)) {
          return PeerListener.BYE;
        }
        PeerAnnouncement.parse(line).ifPresent(this::met);
        silentSlices = 0;
      } catch (SocketTimeoutException e) {
        silentSlices++;
        LOG.debug("peer silent address={} slices={}", address, silentSlices);
      }
    }
    return "silent for " + silence.toMillis() + " ms";
  }

  private void met(PeerAnnouncement announcement) {
    boolean first = peer.isEmpty();
    peer = Optional.of(announcement);
    if (first) {
      LOG.info("peer met peer={} address={}", announcement.client(), address);
      onMet.run();
    }
  }

  private boolean answersAgain() {
    String known = peer.map(PeerAnnouncement::client).orElse("");
    try (Socket socket = connect()) {
      var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      String line = in.readLine();
      return line != null
          && PeerAnnouncement.parse(line)
              .map(PeerAnnouncement::client)
              .filter(known::equals)
              .isPresent();
    } catch (IOException e) {
      LOG.debug("peer does not answer address={} reason=\"{}\"", address, e.getMessage());
      return false;
    }
  }

  private Socket connect() throws IOException {
    int slice = Math.max(1, Math.toIntExact(silence.toMillis() / SLICES));
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(address.getHostString(), address.getPort()), slice * 2);
      socket.setSoTimeout(slice);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}
