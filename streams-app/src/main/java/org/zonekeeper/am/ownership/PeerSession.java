package org.zonekeeper.am.ownership;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.zonekeeper.settings.SharedKey;

/**
 * A connected peer, as the {@link PeerListener} sees it: never waited for, and dropped by the
 * listener at the first error. Used by the listener's thread.
 */
final class PeerSession {
  private final SocketChannel channel;
  private final InetAddress address;
  private final long acceptedAt = System.nanoTime();
  private final ByteBuffer received = ByteBuffer.allocate(PeerLines.LONGEST);
  private final SharedKey key;
  private final String dialled;
  private final String challenge = SharedKey.nonce();
  private Optional<LineProof> proof = Optional.empty();

  /**
   * Greets a peer: asks for its proof if there is a key.
   *
   * @param dialled the address that peers are told, and so have connected to
   * @throws IOException if it is gone already
   */
  PeerSession(SocketChannel channel, SharedKey key, String dialled) throws IOException {
    this.channel = channel;
    this.address = channel.socket().getInetAddress();
    this.key = key;
    this.dialled = dialled;
    if (key.isPresent()) {
      write(PeerListener.CHALLENGE + challenge);
    } else {
      proof = Optional.of(new LineProof(key));
    }
  }

  InetAddress address() {
    return address;
  }

  /** When it was accepted, nanoseconds of the JVM's steady clock. */
  long acceptedAt() {
    return acceptedAt;
  }

  /** Whether it may watch: it has proven that it is a peer, or nobody has to. */
  boolean mayWatch() {
    return proof.isPresent();
  }

  /**
   * Takes what it has sent.
   *
   * @throws IOException if it has left, or says what no peer says
   */
  void read() throws IOException {
    if (channel.read(received) < 0) {
      throw new EOFException("connection closed");
    }
    if (received.position() == 0) {
      return;
    }
    if (mayWatch() || !received.hasRemaining()) {
      throw new ProtocolException("it sent what no peer sends");
    }
    if (received.get(received.position() - 1) == '\n') {
      prove(new String(received.array(), 0, received.position() - 1, US_ASCII));
      received.clear();
    }
  }

  private void prove(String line) throws ProtocolException {
    String nonce =
        new LineProof(key, PeerListener.WATCHER, dialled, challenge)
            .open(line)
            .filter(text -> text.startsWith(PeerListener.WATCH))
            .map(text -> text.substring(PeerListener.WATCH.length()))
            .orElseThrow(() -> new ProtocolException("it does not have the same peer.key"));
    proof = Optional.of(new LineProof(key, PeerListener.PEER, dialled, challenge, nonce));
  }

  /**
   * Sends a line if it may watch.
   *
   * @throws IOException if it is gone, or has not read for so long that the line would have to wait
   */
  void send(String line) throws IOException {
    if (proof.isPresent()) {
      write(proof.get().seal(line));
    }
  }

  /** Says that there is no room for it. */
  void turnAway() throws IOException {
    write(PeerListener.BUSY);
  }

  private void write(String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(US_ASCII));
    channel.write(bytes);
    if (bytes.hasRemaining()) {
      throw new IOException("it does not read");
    }
  }

  void close() throws IOException {
    channel.close();
  }
}
