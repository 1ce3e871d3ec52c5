package org.zonekeeper.am.ownership;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import org.zonekeeper.settings.HostPort;
import org.zonekeeper.settings.SharedKey;

/**
 * One connection to a peer's {@link PeerListener}, as the watching side has it: answers the
 * challenge, checks the proofs, and hands out the lines. Used by one thread.
 */
final class PeerDialogue implements AutoCloseable {
  private final Socket socket;
  private final PeerLines lines;
  private final SharedKey key;
  private final String dialled;
  private Optional<LineProof> proof;

  private PeerDialogue(Socket socket, SharedKey key, String dialled) {
    this.socket = socket;
    this.lines = new PeerLines(socket);
    this.key = key;
    this.dialled = dialled;
    this.proof = key.isPresent() ? Optional.empty() : Optional.of(new LineProof(key));
  }

  /**
   * Connects.
   *
   * @throws IOException if nobody listens there, or not within the time-out
   */
  static PeerDialogue open(InetSocketAddress address, SharedKey key, Duration timeout)
      throws IOException {
    String dialled = HostPort.of(address).toString();
    Socket socket = new Socket();
    try {
      // Made anew, so that a name is looked up anew.
      socket.connect(
          new InetSocketAddress(address.getHostString(), address.getPort()),
          Math.toIntExact(timeout.toMillis()));
      return new PeerDialogue(socket, key, dialled);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** The address that the name stood for. */
  InetAddress at() {
    return socket.getInetAddress();
  }

  /**
   * The next line, without its proof.
   *
   * @return empty if none came within that time
   * @throws IOException if the connection is closed, or a proof missing or wrong
   */
  Optional<String> next(Duration longest) throws IOException {
    Optional<String> line = lines.next(longest);
    if (line.isEmpty() || line.get().equals(PeerListener.BUSY)) {
      return line;
    }
    if (proof.isEmpty()) {
      answer(line.get());
      return next(longest);
    }
    return Optional.of(
        proof
            .get()
            .open(line.get())
            .filter(text -> !text.startsWith(PeerListener.CHALLENGE))
            .orElseThrow(() -> new ProtocolException("peer.key is not the same here and there")));
  }

  private void answer(String line) throws IOException {
    if (!line.startsWith(PeerListener.CHALLENGE)) {
      throw new ProtocolException("it has no peer.key");
    }
    String challenge = line.substring(PeerListener.CHALLENGE.length());
    String nonce = SharedKey.nonce();
    String answer =
        new LineProof(key, PeerListener.WATCHER, dialled, challenge)
            .seal(PeerListener.WATCH + nonce);
    proof = Optional.of(new LineProof(key, PeerListener.PEER, dialled, challenge, nonce));
    socket.getOutputStream().write((answer + "\n").getBytes(US_ASCII));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
